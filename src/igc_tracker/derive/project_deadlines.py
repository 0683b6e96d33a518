"""The days planned for a project's targets, and those that passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.deadlines import Deadline, DeadlineCode
from igc_tracker.derive.projects import TargetState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.derive.projects import ProjectStanding


def derive_project_deadlines(project: ProjectStanding) -> Iterator[Deadline]:
    """Yield the day planned last for each target that is open; a plan without a last day falls due on none."""
    for target in project.targets:
        plan = target.ledger.current
        if plan is None or target.state not in (TargetState.PLANNED, TargetState.OVERDUE):
            continue
        day = plan.planned_for
        if day.latest is None:
            continue
        on = day.earliest or day.latest
        yield Deadline(
            ref=project.ref,
            code=DeadlineCode.TARGET,
            on=on,
            last=day.latest if day.day is None and day.latest != on else None,
            computed=False,
            missed=target.state is TargetState.OVERDUE,
            about=target.key,
            text=target.titles,
            fact=plan.milestone,
        )
