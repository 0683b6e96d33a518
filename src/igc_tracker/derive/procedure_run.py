"""Where a party's domestic procedure stands: each step of its run, what comes next, and since when it is waited for.

Nothing here completes a link between States; only the facts themselves do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import COMPLETES, facts_counting
from igc_tracker.derive.run_anchors import anchor_day
from igc_tracker.derive.run_steps import RunStep, StepState, marks, may_be_left, told_of
from igc_tracker.derive.statutory import PeriodState, derive_period
from igc_tracker.derive.variants import ChosenVariant, choose_variant
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Fact, FactKind
from igc_tracker.domain.instruments import ChainLink, Instrument
from igc_tracker.domain.procedures import DeadlineRelation, ProcedureStep, Template, TreatyAction
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.domain.calendars import Calendars


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One party's way through one phase on one day.

    ``waits_for`` is the step that has to come next, None when the run is over; ``beside`` may be taken meanwhile.
    ``since`` is the day from which the next step has been waited for; None of entry into force, which nobody takes.
    ``straddles`` are the steps of an older order that the law took away while the run was under way.
    """

    party: str
    phase: Phase
    template: str
    chosen: ChosenVariant
    steps: tuple[RunStep, ...]
    begun: PartialDate | None
    since: PartialDate | None
    waits_for: RunStep | None
    beside: tuple[RunStep, ...] = ()
    straddles: tuple[RunStep, ...] = ()
    days: int | None = None

    def step(self, key: str) -> RunStep | None:
        """Return the step with this key, or None."""
        return next((each for each in self.steps if each.step.key == key), None)

    @property
    def total(self) -> int:
        """How many steps the run is made of."""
        return sum(each.counts for each in self.steps)

    @property
    def position(self) -> int:
        """At which of them it is, counted from 1; the total where it is over."""
        if self.waits_for is None:
            return self.total
        before = self.steps[: self.steps.index(self.waits_for)]
        return sum(each.counts for each in before) + 1

    @property
    def is_recorded(self) -> bool:
        """Tell whether anything of the run is on record."""
        return any(each.fact is not None for each in self.steps)


def derive_run(
    instrument: Instrument, party: str, phase: Phase, template: Template, *, as_of: date, calendars: Calendars
) -> Run | None:
    """Return the run of ``party`` in ``phase`` on ``as_of`` (inclusive); None where the template has none for it.

    A step that only waits for a period to run is done when ``calendars`` show that it has run.
    """
    facts = facts_counting(instrument, as_of=as_of)
    chosen = choose_variant(instrument, party, phase, template, facts)
    if chosen is None:
        return None
    own = [fact for fact in facts if fact.party in (None, party)]
    contested = frozenset(fact for conflict in instrument.conflicts for fact in conflict.facts)
    found: list[RunStep] = []
    for step in chosen.variant.steps:
        told = told_of(step, phase, own, chosen.variant.steps, contested=contested, as_of=as_of)
        ahead = found[-1] if found else None
        before = ahead.on if ahead is not None and ahead.state is StepState.DONE else None
        anchor = anchor_day(step, phase, own, before=before, as_of=as_of)
        found.append(_timed(told, anchor, party, as_of=as_of, calendars=calendars))
    begun = _begun(own, phase, found)
    steps = _with_starts(_placed(found, begun, passed=_passed(own, phase, chosen.variant.steps), as_of=as_of))
    waits_for = next((each for each in steps if not each.is_behind and not may_be_left(each.step)), None)
    since = _since(steps, waits_for, begun)
    return Run(
        party=party,
        phase=phase,
        template=template.key,
        chosen=chosen,
        steps=steps,
        begun=begun,
        since=since,
        waits_for=waits_for,
        beside=_beside(steps, waits_for),
        straddles=_straddling(steps, begun, as_of=as_of) if waits_for else (),
        days=(as_of - since.day).days if since and since.day and waits_for else None,
    )


def current_phase(instrument: Instrument, party: str, *, as_of: date) -> Phase:
    """Return the phase ``party`` is in: consent from its signature on, or from its first act after one."""
    own = [fact for fact in facts_counting(instrument, as_of=as_of) if fact.party in (None, party)]
    later = COMPLETES[ChainLink.SIGNED] | COMPLETES[ChainLink.CONSENT] | COMPLETES[ChainLink.SENT]
    after = any(fact.kind in later or marks(fact, Phase.CONSENT) for fact in own)
    return Phase.CONSENT if after else Phase.PRE_SIGNATURE


def _timed(told: RunStep, anchor: PartialDate | None, party: str, *, as_of: date, calendars: Calendars) -> RunStep:
    """Return the step with its statutory period; one that only has to run completes the step when it has."""
    deadline = told.step.deadline
    if deadline is None:
        return told
    done = told.on if told.state is StepState.DONE else None
    period = derive_period(deadline, anchor=anchor, done=done, as_of=as_of, party=party, calendars=calendars)
    run = deadline.relation is DeadlineRelation.WAIT_AFTER and period.state is PeriodState.MET and period.settled
    if run and told.state in (StepState.OPEN, StepState.IN_PROGRESS):
        return replace(told, state=StepState.DONE, on=period.on, period=period)
    return replace(told, period=period)


def _with_starts(steps: Sequence[RunStep]) -> tuple[RunStep, ...]:
    """Return the steps, each that is still to be taken with the last day on which it can be."""
    found: list[RunStep] = []
    latest: date | None = None
    for each in reversed(steps):
        period, deadline = each.period, each.step.deadline
        last = period.on.earliest if period is not None and period.on is not None else None
        if last is not None and deadline is not None and not each.is_behind:
            if deadline.relation is DeadlineRelation.AT_LEAST_BEFORE:
                latest = min(latest or last, last)
            own = min(latest or last, last) if deadline.relation in _DUE else latest
        else:
            own = latest
        found.append(replace(each, start_by=own) if own is not None and not each.is_behind else each)
    return tuple(reversed(found))


_DUE = (DeadlineRelation.AT_LEAST_BEFORE, DeadlineRelation.WITHIN_AFTER)
"""Relations that give a last day for an act."""


def _begun(own: Sequence[Fact], phase: Phase, found: Sequence[RunStep]) -> PartialDate | None:
    """Return the day the run began: as recorded, or with its first fact; consent is under way from signature."""
    started = [fact.on for fact in own if fact.kind is FactKind.PROCEDURE_STARTED and marks(fact, phase)]
    if phase is Phase.CONSENT:
        started += [fact.on for fact in own if fact.kind in COMPLETES[ChainLink.SIGNED]]
    started += [each.on for each in found if each.fact is not None]
    days = [on for on in started if on is not None]
    return min(days, key=lambda on: on.order, default=None)


def _passed(own: Sequence[Fact], phase: Phase, steps: Sequence[ProcedureStep]) -> int:
    """Return how many of the first steps are behind it whatever they say: those up to signature, once it is signed."""
    signing = COMPLETES[ChainLink.SIGNED]
    if phase is not Phase.PRE_SIGNATURE or not any(fact.kind in signing for fact in own):
        return 0
    return max((place for place, step in enumerate(steps, start=1) if signing & {*step.facts}), default=len(steps))


def _placed(found: Sequence[RunStep], begun: PartialDate | None, *, passed: int, as_of: date) -> list[RunStep]:
    """Return the steps in their places: what later steps show to be passed, and what the law did not know then.

    The first ``passed`` steps are behind it whatever later ones say.
    """
    placed: list[RunStep] = []
    for place, each in enumerate(found):
        if each.state not in (StepState.OPEN, StepState.RETURNED, StepState.IN_PROGRESS):
            placed.append(each)
            continue
        later = [
            other for other in found[place + 1 :] if other.state is StepState.DONE and not _after_force(other.step)
        ]
        low = _last_day([*placed, each], begun)
        high = min([as_of, *(other.on.latest for other in later if other.on and other.on.latest)])
        state: StepState = each.state
        if not _in_law(each.step, low, high) or _was_replaced(each.step, found):
            state = StepState.NOT_APPLICABLE
        elif (later or place < passed) and not (may_be_left(each.step) and state is StepState.OPEN):
            state = StepState.UNKNOWN
        placed.append(each if state is each.state else replace(each, state=state))
    return placed


def _after_force(step: ProcedureStep) -> bool:
    """Tell whether a step may be taken at any time, so that its being done shows nothing of the others."""
    return step.facts[:1] in ((FactKind.PUBLISHED,), (FactKind.REGISTERED,))


def _last_day(before: Sequence[RunStep], begun: PartialDate | None) -> date | None:
    days = [each.on.earliest for each in before if each.on is not None and each.on.earliest is not None]
    if begun is not None and begun.earliest is not None:
        days.append(begun.earliest)
    return max(days, default=None)


def _in_law(step: ProcedureStep, low: date | None, high: date) -> bool:
    """Tell whether the step can still be, or could have been, taken between two days, inclusive."""
    if step.valid_from is not None and step.valid_from > high:
        return False
    # what is still open has to be done from now on: what the law knew when the run began helps nobody
    return step.valid_to is None or step.valid_to >= (high if low is None else max(low, high))


def _was_replaced(step: ProcedureStep, found: Sequence[RunStep]) -> bool:
    """Tell whether the steps this one takes the place of in law had all been done before it came."""
    if step.valid_from is None:
        return False
    eve = step.valid_from - timedelta(days=1)
    older = [each for each in found if each.step.valid_to == eve]
    return bool(older) and all(each.state in (StepState.DONE, StepState.WAIVED) for each in older)


def _since(steps: Sequence[RunStep], waits_for: RunStep | None, begun: PartialDate | None) -> PartialDate | None:
    if waits_for is None or waits_for.step.records is TreatyAction.ENTRY_INTO_FORCE:
        return None  # entry into force comes of itself: from the last step on, nobody has let it wait
    before = [each.on for each in steps[: steps.index(waits_for)] if each.state is StepState.DONE and each.on]
    own = [waits_for.on] if waits_for.state is StepState.RETURNED and waits_for.on else []
    return max([*before, *own], key=lambda on: on.order, default=begun)


def _beside(steps: Sequence[RunStep], waits_for: RunStep | None) -> tuple[RunStep, ...]:
    """Return the steps that may be taken now though nothing waits for them."""
    end = steps.index(waits_for) if waits_for is not None else len(steps)
    start = max((place for place, each in enumerate(steps[:end]) if each.state is StepState.DONE), default=-1)
    return tuple(
        each
        for place, each in enumerate(steps)
        if not each.is_behind
        and each is not waits_for
        and (each.state is not StepState.OPEN or (start < place < end and may_be_left(each.step)))
    )


def _straddling(steps: Sequence[RunStep], begun: PartialDate | None, *, as_of: date) -> tuple[RunStep, ...]:
    """Return the steps in law when the run began and no longer on ``as_of``, if the run had not passed them."""
    if begun is None or begun.latest is None:
        return ()
    start = begun.latest
    old = [each for each in steps if each.step.valid_to is not None and start <= each.step.valid_to < as_of]
    return tuple(old) if any(each.state is StepState.NOT_APPLICABLE for each in old) else ()
