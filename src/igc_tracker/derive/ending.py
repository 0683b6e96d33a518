"""How a treaty ends as such: as recorded, or by its own terms (VCLT article 54). A party may leave it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import COMPLETES
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Fact, FactKind
from igc_tracker.domain.instruments import ChainLink, Instrument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


END_KINDS = (FactKind.TERMINATED, FactKind.EXPIRED, FactKind.SUPERSEDED, FactKind.ABANDONED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How and from which day (exclusive of the treaty) it has ended or is to end; ``fact`` is what says so."""

    kind: FactKind
    on: PartialDate | None
    fact: str | None = None


def recorded_end(facts: Sequence[Fact]) -> Ending | None:
    """Return the recorded end that no later act of the chain contradicts; ``facts`` in order of day."""
    ends = [fact for fact in facts if fact.kind in END_KINDS and fact.party is None]
    if not ends or any(fact.kind in _REVIVING for fact in facts[facts.index(ends[-1]) + 1 :] if fact.on is not None):
        return None
    return Ending(kind=ends[-1].kind, on=ends[-1].effective_on or ends[-1].on, fact=ends[-1].id)


_REVIVING = COMPLETES[ChainLink.SIGNED] | COMPLETES[ChainLink.CONSENT] | {FactKind.ENTERED_INTO_FORCE}


def computed_end(
    instrument: Instrument,
    facts: Sequence[Fact],
    *,
    force: PartialDate | None,
    as_of: date,
    others: Mapping[str, Instrument],
) -> Ending | None:
    """Return the first end the treaty's own terms bring: its term runs out, or a notice ends it between two parties.

    A notice whose period is only assumed, or counts from its dispatch for want of its receipt, ends nothing yet.
    """
    if not (instrument.has_rules or any(fact.kind is FactKind.DENOUNCED for fact in facts)):
        return None
    from igc_tracker.derive.term import derive_term
    from igc_tracker.derive.withdrawal import derive_withdrawals

    ends = [
        Ending(kind=FactKind.TERMINATED, on=notice.on, fact=notice.notice)
        for notice in derive_withdrawals(instrument, facts, force=force)
        if notice.ends_treaty and not notice.assumed and not notice.from_dispatch and notice.on
    ]
    term = derive_term(instrument, facts, as_of=as_of, force=force, others=others)
    if term is not None and term.ended_on is not None:
        denial = term.denials[0] if term.denials else None
        ends.append(Ending(kind=FactKind.EXPIRED, on=term.ended_on, fact=denial))
    return min(ends, key=lambda end: end.on.order[1] if end.on else as_of, default=None)
