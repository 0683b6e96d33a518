"""`igc project record`: what happened to a project, was planned for it, or was counted."""

from __future__ import annotations

from dataclasses import field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_one
from igc_tracker.actions.find_projects import find_project
from igc_tracker.derive.projects import ProjectStanding, derive_project
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import (
    BadMilestoneError,
    CauseNotFoundError,
    EntryNotFoundError,
    FutureMilestoneError,
    Phrase,
    ReversedDatesError,
    StageNotFoundError,
    TargetNotFoundError,
)
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.projects import Cause, Outcome
from igc_tracker.domain.register import Milestone, Quantity

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.register import Project, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMilestone:
    """What is said of a new milestone; the meaning of each field is that of ``domain.register.Milestone``."""

    text: Text = field(default_factory=dict)
    on: PartialDate | None = None
    concerns: str | None = None
    outcome: Outcome | None = None
    stage: str | None = None
    quantity: Quantity | None = None
    planned_for: PartialDate | None = None
    cause: Cause | None = None
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneAnswer:
    """The milestone, whether it was new (the very same is recorded once), and where the project stands after it."""

    ref: str
    milestone: Milestone
    is_new: bool
    after: ProjectStanding


def record_milestone(store: RegisterStore, query: str, new: NewMilestone, invocation: Invocation) -> MilestoneAnswer:
    """Record a milestone; raise a BadValueError for one that cannot stand.

    Recording the very same milestone again changes nothing, so that a script may be run twice.
    """
    with store.writing(invocation) as writing:
        project = find_project(writing.register.projects, query)
        new = _resolved(new, project, writing.register)
        _check(new, project, today=invocation.today)
        milestone = _make(new, project, invocation)
        known = next((each for each in project.milestones if _same(each, milestone)), None)
        changed = project
        if known is None:
            changed = replace(project, milestones=(*project.milestones, milestone))
            writing.save(changed, expected=project)
        others = writing.register.by_ref
    return MilestoneAnswer(
        ref=project.ref,
        milestone=known or milestone,
        is_new=known is None,
        after=derive_project(changed, others, as_of=invocation.today),
    )


def _resolved(new: NewMilestone, project: Project, register: Register) -> NewMilestone:
    """Return the milestone with every name in it found; raise for one that names nothing."""
    targets = tuple(each.key for each in project.targets)
    stages = tuple(each.key for each in project.stages)
    if new.concerns is not None and new.concerns not in targets:
        near = tuple(get_close_matches(new.concerns, targets, n=2))
        raise TargetNotFoundError(project.ref, new.concerns, targets, near)
    if new.stage is not None and new.stage not in stages:
        near = tuple(get_close_matches(new.stage, stages, n=2))
        raise StageNotFoundError(project.ref, new.stage, stages, near)
    if new.cause is None:
        return new
    cause = new.cause
    if cause.instrument is not None:
        cause = replace(cause, instrument=find_one(register, cause.instrument).ref)
    if cause.meeting is not None:
        _check_meeting(cause.meeting, cause.decision, register)
    return replace(new, cause=cause)


def _check_meeting(ref: str, decision: str | None, register: Register) -> None:
    """Raise CauseNotFoundError for a meeting, or EntryNotFoundError for a decision of it, that is not on record."""
    meeting = next((each for each in register.meetings if each.ref == ref), None)
    if meeting is None:
        raise CauseNotFoundError(meeting=ref, known=", ".join(each.ref for each in register.meetings) or "–")
    if decision is not None and all(each.id != decision or each.struck for each in meeting.decisions):
        raise EntryNotFoundError(commission=meeting.commission or meeting.ref, entry=f"{ref}/{decision}")


def _check(new: NewMilestone, project: Project, *, today: date) -> None:
    problem = _problem(new)
    if problem is not None:
        raise BadMilestoneError(problem)
    if new.on is not None and new.on.earliest is not None and new.on.earliest > today:
        raise FutureMilestoneError(on=new.on, project=project.ref)
    if new.planned_for is not None and new.on is not None and new.planned_for.ends_before(new.on):
        raise ReversedDatesError(on=new.planned_for, other=new.on, what="planned")


def _problem(new: NewMilestone) -> Phrase | None:
    """Return what a milestone says too little or too much of, None where it can stand."""
    said = (new.text, new.planned_for, new.outcome, new.stage, new.quantity)
    if not any(said):
        return Phrase("It says nothing: neither a text nor a plan, an outcome, a stage or a quantity")
    if (new.planned_for or new.outcome) and new.concerns is None:
        return Phrase("A plan and an outcome need the target they are about (--target KEY)")
    if new.planned_for and new.outcome:
        return Phrase("What is reached or dropped is not planned any more")
    if new.cause is not None and not (new.planned_for or new.outcome):
        return Phrase("A cause belongs to a plan that moved, or to an outcome")
    if new.quantity is not None and new.quantity.done > new.quantity.total:
        return Phrase("{done} of {total} cannot be done", done=new.quantity.done, total=new.quantity.total)
    return None


def _make(new: NewMilestone, project: Project, invocation: Invocation) -> Milestone:
    return Milestone(
        id=_free_id(new, project),
        text=new.text,
        on=new.on,
        concerns=new.concerns,
        outcome=new.outcome,
        stage=new.stage,
        quantity=new.quantity,
        planned_for=new.planned_for,
        cause=new.cause,
        source=new.source,
        certainty=new.certainty,
        recorded_at=invocation.at,
        recorded_by=invocation.by,
    )


def _free_id(new: NewMilestone, project: Project) -> str:
    """Return a readable id that no milestone has: ``planned-first-flight-test-2025-12-26``."""
    when = new.on.text.replace("..", "-to-").strip("~-") if new.on else "undated"
    act = "planned" if new.planned_for else new.outcome.value if new.outcome else "begun" if new.stage else "told"
    stem = "-".join(part for part in (act, new.concerns or new.stage, when) if part)
    taken = {each.id for each in project.milestones}
    number = 2
    found = stem
    while found in taken:
        found = f"{stem}-{number}"
        number += 1
    return found


def _same(known: Milestone, new: Milestone) -> bool:
    return known == replace(
        new,
        id=known.id,
        recorded_at=known.recorded_at,
        recorded_by=known.recorded_by,
        confidence=known.confidence,
        struck=None,
    )
