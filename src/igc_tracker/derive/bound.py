"""For how long the treaty binds each party: from its entry into force for it until it leaves or the treaty ends.

A party that leaves a treaty of three or more leaves the treaty standing among the others (VCLT articles 54 to 56).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from igc_tracker.derive.ending import computed_end, recorded_end
from igc_tracker.derive.entry_into_force import can_compute
from igc_tracker.derive.reckoning import Reckoned, StepCode, offset_steps
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundPeriod:
    """The days on which the treaty binds a party, half-open; ``until`` None: no end is known.

    ``own``: it is the party that leaves, not the treaty that ends. ``settled`` False: the end rests on a period that is
    assumed or on a day of dispatch. ``suspended`` is said of the day looked from. ``because`` is the fact that ends it.
    """

    on: PartialDate
    until: PartialDate | None = None
    own: bool = False
    settled: bool = True
    suspended: bool = False
    because: str | None = None

    def is_over(self, as_of: date) -> bool:
        """Tell whether the party is surely no longer bound on ``as_of``."""
        return self.until is not None and self.settled and self.until.has_passed(as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    on: PartialDate
    own: bool
    settled: bool
    fact: str | None


def derive_bound(
    instrument: Instrument,
    facts: Sequence[Fact],
    *,
    as_of: date,
    force: PartialDate | None,
    others: Mapping[str, Instrument],
) -> dict[str, BoundPeriod]:
    """Return the period of each party for which the entry into force can be told, the last one of who came back.

    ``facts`` are those counting on ``as_of``, in order of day; ``force`` is the treaty's own entry into force.
    """
    starts = _starts(instrument, facts, as_of=as_of, force=force, others=others)
    ends = list(_ends_of_treaty(instrument, facts, as_of=as_of, force=force, others=others))
    left = list(_departures(instrument, facts, force=force))
    found = {}
    for party, on in starts.items():
        if any(end.on.ends_before(on) for end in ends):
            continue  # what had ended before never bound it
        own = [end for whose, end in left if whose in (None, party)]
        facts_of_party = [fact for fact in facts if fact.party == party]
        period = _period(instrument, facts_of_party, BoundPeriod(on=on), own, ends, as_of=as_of)
        found[party] = replace(period, suspended=_is_suspended(facts, party))
    return found


def _is_suspended(facts: Sequence[Fact], party: str) -> bool:
    """Tell whether the treaty is suspended for ``party``: as such, or for it alone (VCLT articles 57, 58 and 60)."""
    pauses = [fact for fact in facts if fact.kind in _PAUSES and fact.party in (None, party)]
    return bool(pauses) and pauses[-1].kind is FactKind.SUSPENDED


_PAUSES = (FactKind.SUSPENDED, FactKind.RESUMED)


def _starts(
    instrument: Instrument,
    facts: Sequence[Fact],
    *,
    as_of: date,
    force: PartialDate | None,
    others: Mapping[str, Instrument],
) -> Mapping[str, PartialDate]:
    """Return when the treaty entered into force for each party; the engine is loaded where there is a rule to read."""
    own = any(fact.kind is FactKind.ENTERED_INTO_FORCE and fact.party for fact in facts)
    if not (own or can_compute(instrument, others)):
        return dict.fromkeys(instrument.parties, force) if force else {}
    from igc_tracker.derive.party_force import party_force

    return party_force(instrument, as_of=as_of, others=others)


def _ends_of_treaty(
    instrument: Instrument,
    facts: Sequence[Fact],
    *,
    as_of: date,
    force: PartialDate | None,
    others: Mapping[str, Instrument],
) -> Iterator[_End]:
    computed = computed_end(instrument, facts, force=force, as_of=as_of, others=others)
    for end in (recorded_end(facts), computed):
        if end is not None and end.on is not None:
            yield _End(on=end.on, own=False, settled=True, fact=end.fact)


def _departures(
    instrument: Instrument, facts: Sequence[Fact], *, force: PartialDate | None
) -> Iterator[tuple[str | None, _End]]:
    """Yield whose end it is (None: everybody's) and the end, for notices and for what was recorded of one party."""
    for fact in facts:
        on = fact.effective_on or fact.on
        if fact.kind is FactKind.TERMINATED and fact.party is not None and on is not None:
            yield fact.party, _End(on=on, own=True, settled=True, fact=fact.id)
    if not any(fact.kind is FactKind.DENOUNCED for fact in facts):
        return
    from igc_tracker.derive.withdrawal import derive_withdrawals

    for notice in derive_withdrawals(instrument, facts, force=force):
        if notice.on is None or (instrument.is_bilateral and notice.denies_renewal):
            continue  # what is not renewed between two ends as a treaty
        end = _End(
            on=notice.on,
            own=not notice.ends_treaty,
            settled=not (notice.assumed or notice.from_dispatch),
            fact=notice.notice,
        )
        yield None if notice.ends_treaty else notice.party, end


def _period(
    instrument: Instrument,
    own_facts: Sequence[Fact],
    period: BoundPeriod,
    own: Sequence[_End],
    treaty: Sequence[_End],
    *,
    as_of: date,
) -> BoundPeriod:
    """Return ``period`` with its end, or the next one where the party came back after it."""
    ends = [end for end in (*own, *treaty) if not end.on.ends_before(period.on)]
    if not ends:
        return period
    # what has surely come goes before what only may have
    over = [each for each in ends if each.settled and each.on.has_passed(as_of)]
    end = min(over or ends, key=lambda each: (each.on.order[1], not each.settled))
    again = _return(instrument, own_facts, end.on) if end.own else None
    if again is None or any(each.on.ends_before(again) for each in treaty):
        return replace(period, until=end.on, own=end.own, settled=end.settled, because=end.fact)
    later = [each for each in own if each is not end]
    return _period(instrument, own_facts, BoundPeriod(on=again), later, treaty, as_of=as_of)


def _return(instrument: Instrument, own_facts: Sequence[Fact], end: PartialDate) -> PartialDate | None:
    """Return when the treaty entered into force again for a party that came back after ``end``."""
    for fact in own_facts:
        on = fact.effective_on or fact.on
        if on is None or on.earliest is None or end.latest is None or on.earliest < end.latest:
            continue
        if fact.kind in _COMING_IN:
            return _steps_in(instrument, fact, on)[-1].on
    return None


_COMING_IN = (FactKind.ENTERED_INTO_FORCE, FactKind.INSTRUMENT_DEPOSITED)


def _steps_in(instrument: Instrument, fact: Fact, on: PartialDate) -> list[Reckoned]:
    if fact.kind is FactKind.ENTERED_INTO_FORCE:
        return [Reckoned(code=StepCode.PUBLISHED, on=on, fact=fact.id)]
    from igc_tracker.derive.party_force import later_offset

    return [Reckoned(code=StepCode.OWN_INSTRUMENT, on=on, fact=fact.id), *offset_steps(on, later_offset(instrument))]


def steps_to_bound(
    instrument: Instrument,
    facts: Sequence[Fact],
    party: str,
    bound: BoundPeriod | None,
    *,
    as_of: date,
    others: Mapping[str, Instrument],
) -> tuple[Reckoned, ...]:
    """Return how the day was reckoned from which the treaty binds ``party``: for the first time, or again."""
    if bound is None:
        return ()
    from igc_tracker.derive.party_force import party_steps

    steps = party_steps(instrument, as_of=as_of, others=others).get(party, ())
    if steps and steps[-1].on == bound.on:
        return steps
    own = [(fact, fact.effective_on or fact.on) for fact in facts if fact.party == party and fact.kind in _COMING_IN]
    back = (tuple(_steps_in(instrument, fact, on)) for fact, on in own if on is not None)
    return next((each for each in back if each[-1].on == bound.on), ())
