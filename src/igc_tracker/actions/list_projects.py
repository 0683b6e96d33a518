"""`igc project list` and `igc project slips`: all projects in brief, and every day ever planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import title_in_all
from igc_tracker.actions.find_projects import find_project
from igc_tracker.derive.commissions import MeetingStanding, meeting_standings
from igc_tracker.derive.projects import ProjectStanding, TargetStanding, derive_project
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.findings import Finding

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project in brief; ``milestones`` counts those said by the day asked for."""

    ref: str
    title: Mapping[str, str | None]
    standing: ProjectStanding
    milestones: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectsAnswer:
    """The projects, as recorded first."""

    projects: tuple[ProjectRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSlips:
    """The targets of one project for which some day was planned."""

    ref: str
    title: Mapping[str, str | None]
    targets: tuple[TargetStanding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipsAnswer:
    """The slip ledger; projects for which no day was ever planned are left out where all are asked for.

    ``causes`` names the instruments that moved a day: their titles by ref. ``meetings`` are those that did, by ref.
    """

    query: str | None
    projects: tuple[ProjectSlips, ...]
    causes: Mapping[str, Mapping[str, str]]
    meetings: Mapping[str, MeetingStanding]
    findings: tuple[Finding, ...]


def list_projects(store: RegisterStore, *, as_of: date, known_on: date | None) -> ProjectsAnswer:
    """Return every project as it stands on ``as_of``."""
    register, findings = store.read(known_on=known_on)
    others = register.by_ref
    return ProjectsAnswer(
        projects=tuple(
            ProjectRow(
                ref=project.ref,
                title=title_in_all(project.titles),
                standing=derive_project(project, others, as_of=as_of),
                milestones=sum(each.counts_on(as_of) for each in project.milestones),
            )
            for project in register.projects
        ),
        findings=findings,
    )


def show_slips(store: RegisterStore, query: str | None, *, as_of: date, known_on: date | None) -> SlipsAnswer:
    """Return the ledger of the project ``query`` names, or of all."""
    register, findings = store.read(known_on=known_on)
    others = register.by_ref
    found = register.projects if query is None else (find_project(register.projects, query),)
    told = []
    for project in found:
        standing = derive_project(project, others, as_of=as_of)
        targets = tuple(each for each in standing.targets if each.ledger.plans or query is not None)
        if targets or query is not None:
            told.append(ProjectSlips(ref=project.ref, title=title_in_all(project.titles), targets=targets))
    causes = [
        plan.cause
        for project in told
        for target in project.targets
        for plan in target.ledger.plans
        if plan.cause is not None
    ]
    met_at = {each.meeting for each in causes}
    return SlipsAnswer(
        query=query,
        projects=tuple(told),
        causes={
            ref: others[ref].short_titles or others[ref].titles
            for each in causes
            if (ref := each.instrument) is not None and ref in others
        },
        meetings={each.ref: each for each in meeting_standings(register.meetings, as_of=as_of) if each.ref in met_at},
        findings=findings,
    )
