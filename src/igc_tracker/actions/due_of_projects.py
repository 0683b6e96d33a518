"""The days planned for projects, beside those of instruments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.project_deadlines import derive_project_deadlines
from igc_tracker.derive.projects import derive_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Project


def project_deadlines(
    projects: Iterable[Project], others: Mapping[str, Instrument], *, as_of: date, include_restricted: bool = True
) -> tuple[Deadline, ...]:
    """Return the days planned for the open targets of ``projects``."""
    return tuple(
        due
        for project in projects
        if include_restricted or may_be_named(project, others)
        for due in derive_project_deadlines(derive_project(project, others, as_of=as_of))
    )


def may_be_named(project: Project, others: Mapping[str, Instrument]) -> bool:
    """Tell whether a project may be told of where restricted instruments are not named: it has to do with none."""
    moved_by = {each.cause.instrument for each in project.milestones if each.cause is not None}
    return not any(
        each.restricted
        and (
            each.ref in project.instruments
            or each.ref in moved_by
            or any(unlock.project == project.ref for unlock in each.unlocks)
        )
        for each in others.values()
    )
