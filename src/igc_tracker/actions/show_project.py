"""`igc project status`: what a project is for, how it is paid for, what is planned, and what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import title_in_all
from igc_tracker.actions.find_projects import find_project
from igc_tracker.actions.project_progress import QuantityStatus, latest_quantity
from igc_tracker.derive.conflicts import ConflictFound, derive_project_conflicts
from igc_tracker.derive.obligations import ObligationStanding, derive_obligations
from igc_tracker.derive.projects import ProjectStanding, derive_project
from igc_tracker.derive.slips import said_order
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.register import Milestone

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectInstrument:
    """An instrument of the project; ``standing`` None: nothing of it exists yet, or the register does not hold it."""

    ref: str
    title: Text
    standing: StandingCode | None
    settled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectAnswer:
    """One project on one day.

    ``milestones`` are those said by then, in order of day, struck ones among them; ``later`` counts the others.
    ``obligations`` are those of its instruments.
    """

    ref: str
    title: Mapping[str, str | None]
    description: str | None
    aliases: tuple[str, ...]
    standing: ProjectStanding
    progress: QuantityStatus | None
    instruments: tuple[ProjectInstrument, ...]
    obligations: tuple[ObligationStanding, ...]
    milestones: tuple[Milestone, ...]
    later: int
    conflicts: tuple[ConflictFound, ...]
    findings: tuple[Finding, ...]


def show_project(store: RegisterStore, query: str, *, as_of: date, known_on: date | None) -> ProjectAnswer:
    """Return the project ``query`` names, as it stands on ``as_of``."""
    register, findings = store.read(known_on=known_on)
    project = find_project(register.projects, query)
    others = register.by_ref
    standings = {
        ref: derive_standing(others[ref], as_of=as_of, others=others) for ref in project.instruments if ref in others
    }
    instruments = []
    for ref in project.instruments:
        standing = standings.get(ref)
        held = others.get(ref)
        instruments.append(
            ProjectInstrument(
                ref=ref,
                title=(held.short_titles or held.titles) if held is not None else {},
                standing=standing.code if standing is not None else None,
                settled=standing.is_settled if standing is not None else True,
            )
        )
    said = [each for each in project.milestones if each.on is None or each.on.may_have_passed(as_of)]
    return ProjectAnswer(
        ref=project.ref,
        title=title_in_all(project.titles),
        description=project.description,
        aliases=project.aliases,
        standing=derive_project(project, others, as_of=as_of),
        progress=latest_quantity(project, as_of=as_of),
        instruments=tuple(instruments),
        obligations=tuple(
            owed
            for ref, standing in standings.items()
            if standing is not None
            for owed in derive_obligations(others[ref], standing)
        ),
        milestones=tuple(sorted(said, key=said_order)),
        later=len(project.milestones) - len(said),
        conflicts=derive_project_conflicts(project, as_of=as_of),
        findings=tuple(each for each in findings if each.ref == project.ref or each.ref in standings),
    )
