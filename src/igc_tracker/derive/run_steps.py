"""What the facts say of one step of a run, seen alone.

A step is done if a fact says so: one recorded for the step, or one whose kind shows it (a chamber's approval shows the
chamber's step).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import best_fact
from igc_tracker.derive.statutory import StatutoryPeriod
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty, Fact, FactKind
from igc_tracker.domain.procedures import ProcedureStep
from igc_tracker.domain.runs import DelayReason, Phase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class StepState(StrEnum):
    """How one step stands. UNKNOWN: passed without a record. NOT_APPLICABLE: not in law when it would have been due."""

    DONE = "done"
    IN_PROGRESS = "in-progress"
    RETURNED = "returned"
    SKIPPED = "skipped"
    WAIVED = "waived"
    OPEN = "open"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


BEHIND = frozenset({StepState.DONE, StepState.SKIPPED, StepState.WAIVED, StepState.UNKNOWN, StepState.NOT_APPLICABLE})
"""States in which nothing is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Why a step waits, since when, and when to look again; ``fact`` is the id of the fact that says so."""

    reason: DelayReason
    since: PartialDate | None
    review_on: PartialDate | None
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStep:
    """One step on the day looked from. ``on`` is the day of the fact that gives its state.

    ``settled`` is False where that rests on hearsay or may lie after the day looked from, ``contested`` True where
    sources differ on it. ``period`` is the statutory period of the step, where the law gives one; ``start_by`` the last
    day on which the step can be taken without missing that or a later period counted back from a planned day.
    """

    step: ProcedureStep
    state: StepState
    on: PartialDate | None = None
    document: str | None = None
    certainty: Certainty | None = None
    settled: bool = True
    contested: bool = False
    fact: str | None = None
    delay: Delay | None = None
    period: StatutoryPeriod | None = None
    start_by: date | None = None

    @property
    def is_behind(self) -> bool:
        """Tell whether nothing is waited for here."""
        return self.state in BEHIND

    @property
    def counts(self) -> bool:
        """Tell whether the step is one of those the run is made of: asked for, or done though it was not."""
        if self.state in (StepState.NOT_APPLICABLE, StepState.SKIPPED, StepState.WAIVED):
            return False
        return not may_be_left(self.step) or self.state is not StepState.OPEN


def marks(fact: Fact, phase: Phase, step: str | None = None) -> bool:
    """Tell whether the fact was recorded for this phase, and for this step where one is named."""
    mark = fact.procedure
    return mark is not None and mark.phase is phase and (step is None or mark.step == step)


_STATES: Mapping[FactKind, StepState] = {
    FactKind.STEP_BEGUN: StepState.IN_PROGRESS,
    FactKind.STEP_DONE: StepState.DONE,
    FactKind.STEP_RETURNED: StepState.RETURNED,
    FactKind.STEP_SKIPPED: StepState.SKIPPED,
    FactKind.STEP_WAIVED: StepState.WAIVED,
}


def facts_of_step(step: ProcedureStep, phase: Phase, own: Sequence[Fact], among: Sequence[ProcedureStep]) -> list[Fact]:
    """Return the facts about a step of those ``among``, in order: recorded for it, or of a kind that shows it.

    Where steps of one kind follow one another in law, the day of the act decides whose it was.
    """
    return [
        fact
        for fact in own
        if marks(fact, phase, step.key)
        or (
            fact.kind in step.facts
            and not _is_of_another(fact, phase)
            and (_may_have_been(step, fact) or not any(_may_have_been(each, fact) for each in among))
        )
    ]


def _may_have_been(step: ProcedureStep, fact: Fact) -> bool:
    """Tell whether an act may be the step's: of its kind, and not surely of a day on which the law did not know it."""
    if fact.kind not in step.facts:
        return False
    on = fact.on
    early = on is not None and step.valid_from is not None and on.latest is not None and on.latest < step.valid_from
    late = on is not None and step.valid_to is not None and on.earliest is not None and on.earliest > step.valid_to
    return not (early or late)


def _is_of_another(fact: Fact, phase: Phase) -> bool:
    """Tell whether the fact was recorded for one step of this phase, whichever it is."""
    return marks(fact, phase) and fact.procedure is not None and fact.procedure.step is not None


def told_of(
    step: ProcedureStep,
    phase: Phase,
    own: Sequence[Fact],
    among: Sequence[ProcedureStep],
    *,
    contested: frozenset[str],
    as_of: date,
) -> RunStep:
    """Return what the facts say of one step, seen alone."""
    about = facts_of_step(step, phase, own, among)
    telling = [fact for fact in about if fact.kind is not FactKind.STEP_DELAYED]
    last = telling[-1] if telling else None
    state = _state(last, step)
    if state is StepState.IN_PROGRESS and _shows_done(telling, step):
        state = StepState.DONE  # said once more, without the paper
    if state is StepState.DONE:  # of several facts that say so, the one to go by
        last = best_fact(fact for fact in telling if _state(fact, step) is StepState.DONE)
    return RunStep(
        step=step,
        state=state,
        on=last.on if last else None,
        document=last.document if last else None,
        certainty=last.certainty if last else None,
        settled=last is None or last.is_settled_on(as_of),
        contested=last is not None and last.id in contested,
        fact=last.id if last else None,
        delay=_delay(about),
    )


def _state(fact: Fact | None, step: ProcedureStep) -> StepState:
    if fact is None:
        return StepState.OPEN
    state = _STATES.get(fact.kind, StepState.DONE)
    return StepState.IN_PROGRESS if state is StepState.DONE and not _is_proved(fact, step) else state


def _shows_done(telling: Sequence[Fact], step: ProcedureStep) -> bool:
    """Tell whether the step was proved to be done before facts that only say once more that it was."""
    for fact in reversed(telling):
        if _STATES.get(fact.kind, StepState.DONE) is not StepState.DONE:
            return False
        if _is_proved(fact, step):
            return True
    return False


def _is_proved(fact: Fact, step: ProcedureStep) -> bool:
    """Tell whether a step is shown to be done: on a day, by a document or, for an act of its own kind, by a source."""
    paper = fact.document or step.records or (fact.kind is not FactKind.STEP_DONE and fact.source)
    return fact.on is not None and bool(paper)


def _delay(about: Sequence[Fact]) -> Delay | None:
    last = about[-1] if about else None
    mark = last.procedure if last is not None and last.kind is FactKind.STEP_DELAYED else None
    if last is None or mark is None or mark.reason is None:
        return None
    return Delay(reason=mark.reason, since=last.on, review_on=mark.review_on, fact=last.id)


def may_be_left(step: ProcedureStep) -> bool:
    """Tell whether a run can go on without the step: it is optional, or hangs on a condition nobody confirmed."""
    return step.optional or bool(step.condition)
