"""What began or ceased to bind in a period: entry into force, provisional application, ends; as such and by party."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.bound import derive_bound
from igc_tracker.derive.chain import about_the_whole, facts_counting
from igc_tracker.derive.ending import computed_end, recorded_end
from igc_tracker.derive.entry_into_force import ForceBasis, ForceState, can_compute
from igc_tracker.derive.standing import ENDED, StandingCode
from igc_tracker.derive.unlocks import UnlockStanding
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import UnlockedBy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from igc_tracker.derive.period import Period
    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument


class EffectCode(StrEnum):
    """What began or ceased. LEFT: the treaty goes on without that party."""

    ENTERED_INTO_FORCE = "entered-into-force"
    PROVISIONALLY_APPLIED = "provisionally-applied"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ENDED = "ended"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One effect on one treaty, for ``party`` alone where it names one.

    ``standing`` is that of the treaty at the end of the period. ``computed``: the treaty's own terms give the day, and
    nobody has published it; not ``settled``, from facts that are not. ``unlocked`` is what it set free.
    """

    ref: str
    code: EffectCode
    standing: StandingCode
    party: str | None = None
    on: PartialDate | None = None
    computed: bool = False
    settled: bool = True
    unlocked: tuple[UnlockStanding, ...] = ()


def derive_effects(
    instrument: Instrument,
    before: Standing | None,
    now: Standing,
    period: Period,
    *,
    unlocked: Sequence[UnlockStanding],
    others: Mapping[str, Instrument],
) -> Iterator[Effect]:
    """Yield the effects of the period on one instrument, those on the treaty as such first.

    ``before`` and ``now`` are its standings on the eve and at the end, ``unlocked`` what it set free in between.
    """
    force, was = now.entry_into_force, before.entry_into_force if before else None
    blank = Effect(ref=instrument.ref, code=EffectCode.ENTERED_INTO_FORCE, standing=now.code)
    old = was is not None and was.state is ForceState.IN_FORCE
    if force.state is ForceState.IN_FORCE and not old and not (force.on and force.on.may_have_passed(period.eve)):
        freed = tuple(each for each in unlocked if each.by is UnlockedBy.ENTRY_INTO_FORCE)
        computed = force.basis is ForceBasis.COMPUTED
        yield replace(blank, on=force.on, computed=computed, settled=force.settled, unlocked=freed)
    if before is None or before.code is not now.code:
        yield from _by_standing(instrument, before, now, blank, others=others)
    if now.code not in ENDED:
        yield from _by_party(instrument, now, period, blank, others=others)


def _by_standing(
    instrument: Instrument, before: Standing | None, now: Standing, blank: Effect, *, others: Mapping[str, Instrument]
) -> Iterator[Effect]:
    was = before.code if before else None
    facts = about_the_whole(facts_counting(instrument, as_of=now.as_of))
    if now.code is StandingCode.PROVISIONALLY_APPLIED:
        on = _last_day(facts, FactKind.PROVISIONALLY_APPLIED)
        computed = False
        if on is None:
            from igc_tracker.derive.provisional import derive_provisional

            applied = derive_provisional(instrument, facts, as_of=now.as_of, others=others)
            on, computed = (PartialDate.of_day(applied.starts), True) if applied else (None, False)
        yield replace(blank, code=EffectCode.PROVISIONALLY_APPLIED, on=on, computed=computed)
    elif now.code is StandingCode.SUSPENDED:
        yield replace(blank, code=EffectCode.SUSPENDED, on=_last_day(facts, FactKind.SUSPENDED))
    elif was is StandingCode.SUSPENDED and now.code is StandingCode.IN_FORCE:
        yield replace(blank, code=EffectCode.RESUMED, on=_last_day(facts, FactKind.RESUMED))
    elif now.code in ENDED and was not in ENDED and before is not None:
        recorded = recorded_end(facts)
        force = now.entry_into_force.on
        end = recorded or computed_end(instrument, facts, force=force, as_of=now.as_of, others=others)
        yield replace(blank, code=EffectCode.ENDED, on=end.on if end else None, computed=recorded is None)


def _last_day(facts: Sequence[Fact], kind: FactKind) -> PartialDate | None:
    return next((fact.effective_on or fact.on for fact in reversed(facts) if fact.kind is kind), None)


_OWN_FATE = (FactKind.ENTERED_INTO_FORCE, FactKind.TERMINATED, FactKind.DENOUNCED)
"""Facts that may part a party's own entry into force or end from the treaty's."""


def _by_party(
    instrument: Instrument, now: Standing, period: Period, blank: Effect, *, others: Mapping[str, Instrument]
) -> Iterator[Effect]:
    force = now.entry_into_force
    facts = about_the_whole(facts_counting(instrument, as_of=now.as_of))
    apart = any(fact.party is not None and fact.kind in _OWN_FATE for fact in facts)
    if force.state is not ForceState.IN_FORCE or not (apart or can_compute(instrument, others)):
        return
    published = {fact.party for fact in facts if fact.kind is FactKind.ENTERED_INTO_FORCE and fact.party}
    for party, bound in derive_bound(instrument, facts, as_of=now.as_of, force=force.on, others=others).items():
        own = bound.on.may_have_passed(period.last) and not bound.on.may_have_passed(period.eve)
        if own and bound.on != force.on:
            yield replace(blank, party=party, on=bound.on, computed=party not in published)
        if bound.own and bound.is_over(period.last) and not bound.is_over(period.eve):
            computed = not any(fact.id == bound.because and fact.kind is FactKind.TERMINATED for fact in facts)
            yield replace(blank, code=EffectCode.LEFT, party=party, on=bound.until, computed=computed)
