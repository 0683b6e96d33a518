"""Figures of a register: how many are signed, in force and on their way, how long parties take, how well it is sourced.

Only counted, never named: what is told of one party's durations needs as many cases as ``durations`` asks for.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from igc_tracker.derive.durations import describe_durations
from igc_tracker.derive.paces import Stretch, pace_of
from igc_tracker.derive.standing import StandingCode, is_on_its_way
from igc_tracker.domain.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from igc_tracker.derive.durations import Duration
    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument

FOUR_WEEKS, YEAR = 28, 364
"""How many days back figures are compared with: whole weeks, so that like is compared with like."""

_ORDER = {code: place for place, code in enumerate(StandingCode)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many treaties are ``pending`` (not in force yet), how many of these are ``signed``, how many ``in_force``."""

    signed: int
    in_force: int
    pending: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPace:
    """After ``median`` days from its signature half of a party's cases had its consent; of so many cases."""

    party: str
    median: int
    finished: int
    running: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The counts now, four weeks and 52 weeks before; the paces; and how many facts count, how many on a good source.

    A good source is any better than unconfirmed.
    """

    now: Counts
    four_weeks_before: Counts
    year_before: Counts
    paces: tuple[PartyPace, ...]
    facts: int
    confirmed: int


def count_standings(seen: Iterable[tuple[Instrument, Standing | None]], kept: Counts | None = None) -> Counts:
    """Return the counts over instruments and their standings on one day, and over others that were ``kept``."""
    found: Counter[str] = Counter()
    if kept is not None:
        found.update(pending=kept.pending, signed=kept.signed, in_force=kept.in_force)
    for instrument, standing in seen:
        if standing is None:
            continue
        if is_on_its_way(instrument, standing):
            found["pending"] += 1
            found["signed"] += _ORDER[standing.code] >= _ORDER[StandingCode.SIGNED]
        elif standing.code is StandingCode.IN_FORCE:
            found["in_force"] += 1
    return Counts(signed=found["signed"], in_force=found["in_force"], pending=found["pending"])


def party_paces(
    seen: Iterable[tuple[Instrument, Standing, Sequence[Fact]]], kept: Iterable[tuple[str, Duration]] = ()
) -> tuple[PartyPace, ...]:
    """Return how long each party takes from signature to consent; a party with too few cases is left out.

    The facts are those of the instrument that count on the day of its standing. ``kept`` are further cases by party.
    """
    cases: dict[str, list[Duration]] = {}
    for party, duration in kept:
        cases.setdefault(party, []).append(duration)
    for instrument, standing, facts in seen:
        for chain in standing.chains:
            case = pace_of(instrument.ref, chain, facts, Stretch.SIGNATURE_TO_CONSENT, as_of=standing.as_of)
            if case is not None:
                cases.setdefault(chain.party, []).append(case.duration)
    figures = ((party, describe_durations(found)) for party, found in sorted(cases.items()))
    return tuple(
        PartyPace(party=party, median=told.median, finished=told.finished, running=told.running)
        for party, told in figures
        if told.median is not None
    )
