"""`igc project strike`: a milestone that was wrong no longer counts. It stays, with who struck it, when and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.find_projects import find_project
from igc_tracker.derive.projects import ProjectStanding, derive_project
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import AlreadyStruckError, MilestoneNotFoundError, NoReasonError
from igc_tracker.domain.facts import Strike
from igc_tracker.domain.register import Milestone

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneStruckAnswer:
    """The milestone as struck, and where the project stands without it."""

    ref: str
    milestone: Milestone
    after: ProjectStanding


def strike_milestone(
    store: RegisterStore, query: str, milestone: str, why: str, invocation: Invocation
) -> MilestoneStruckAnswer:
    """Strike the milestone with this id."""
    if not why.strip():
        raise NoReasonError
    with store.writing(invocation) as writing:
        project = find_project(writing.register.projects, query)
        found = next((each for each in project.milestones if each.id == milestone), None)
        if found is None:
            raise MilestoneNotFoundError(project=project.ref, milestone=milestone)
        if found.struck is not None:
            day = found.struck.at.date().isoformat()
            raise AlreadyStruckError(ref=project.ref, fact=found.id, on=day, why=found.struck.why)
        struck = replace(found, struck=Strike(at=invocation.at, by=invocation.by, why=why.strip()))
        changed = replace(project, milestones=tuple(struck if each is found else each for each in project.milestones))
        writing.save(changed, expected=project)
        others = writing.register.by_ref
    return MilestoneStruckAnswer(
        ref=project.ref, milestone=struck, after=derive_project(changed, others, as_of=invocation.today)
    )
