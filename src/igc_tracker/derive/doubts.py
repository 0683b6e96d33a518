"""What of a register is in doubt: sources that differ, standings that rest on hearsay, facts nobody has confirmed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from igc_tracker.derive.conflicts import ConflictFound, derive_conflicts
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument

LONG = 180
"""After how many days on record an unconfirmed fact is told to be so for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """The doubts about one instrument on one day.

    ``rests_on`` are the unsettled facts its standing hangs on, ``otherwise`` the standing without them.
    ``unconfirmed`` counts the facts that nobody has confirmed, ``for_long`` those recorded more than LONG days ago.
    """

    ref: str
    conflicts: tuple[ConflictFound, ...]
    standing: StandingCode
    otherwise: StandingCode | None
    rests_on: tuple[str, ...]
    unconfirmed: int
    for_long: int


def derive_doubts(instrument: Instrument, standing: Standing, facts: Sequence[Fact]) -> Doubts | None:
    """Return what is in doubt, None if nothing is; ``facts`` are those counting on the day of the standing."""
    as_of = standing.as_of
    hearsay = [fact for fact in facts if not fact.is_confirmed]
    conflicts = derive_conflicts(instrument, facts, as_of=as_of)
    if not (hearsay or conflicts or standing.rests_on):
        return None
    before = as_of - timedelta(days=LONG)
    return Doubts(
        ref=instrument.ref,
        conflicts=conflicts,
        standing=standing.code,
        otherwise=standing.otherwise,
        rests_on=standing.rests_on,
        unconfirmed=len(hearsay),
        for_long=sum(fact.recorded_at.date() < before for fact in hearsay),
    )
