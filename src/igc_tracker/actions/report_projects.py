"""What a report tells of projects and obligations: what moved, what is overdue or at risk, what blocks what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import title_in_all
from igc_tracker.actions.due_of_projects import may_be_named
from igc_tracker.derive.attention import NEAR, Attention, AttentionCode
from igc_tracker.derive.project_deadlines import derive_project_deadlines
from igc_tracker.derive.projects import StageStanding, TargetStanding, TargetState, derive_project
from igc_tracker.derive.slips import Ended, PlannedDay
from igc_tracker.domain.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.derive.period import Period
    from igc_tracker.derive.projects import ProjectStanding
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Milestone, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetNews:
    """What was said of a target in the period: a day planned, or how it ended; ``before`` is the plan before it."""

    target: TargetStanding
    before: PlannedDay | None
    plan: PlannedDay | None
    ended: Ended | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectNews:
    """A project of the report: what moved in the period, which funding began, what is overdue and what is blocked."""

    ref: str
    title: Mapping[str, str | None]
    moved: tuple[TargetNews, ...]
    begun: tuple[StageStanding, ...]
    overdue: tuple[TargetStanding, ...]
    blocked: tuple[TargetStanding, ...]


def projects_told(
    projects: Iterable[Project], refs: Iterable[str], unnamed: Mapping[str, Instrument], *, everything: bool
) -> tuple[Project, ...]:
    """Return the projects a report over the instruments ``refs`` is about; all of them in one over ``everything``.

    Those that have to do with an ``unnamed`` instrument are left out.
    """
    about = set(refs)
    return tuple(
        each
        for each in projects
        if (everything or about.intersection(each.instruments)) and may_be_named(each, unnamed)
    )


def project_news(
    projects: Iterable[Project], period: Period, others: Mapping[str, Instrument]
) -> tuple[tuple[ProjectNews, ...], tuple[Attention, ...], tuple[Deadline, ...]]:
    """Return what there is to tell of each project, what asks for action, and every day planned that is to come."""
    told: list[ProjectNews] = []
    attention: list[Attention] = []
    coming: list[Deadline] = []
    for project in projects:
        standing = derive_project(project, others, as_of=period.last)
        new = {each.id for each in project.milestones if _is_news(each, period)}
        news = ProjectNews(
            ref=project.ref,
            title=title_in_all(project.titles),
            moved=tuple(found for target in standing.targets for found in _moves(target, new)),
            begun=tuple(stage for stage in standing.stages if stage.milestone in new),
            overdue=tuple(each for each in standing.targets if _is_overdue(each)),
            blocked=tuple(each for each in standing.targets if each.blocked_by),
        )
        if news.moved or news.begun or news.overdue or news.blocked:
            told.append(news)
        attention += _attention(standing, period)
        coming += (due for due in derive_project_deadlines(standing) if not due.missed)
    return tuple(told), tuple(attention), tuple(coming)


def _is_overdue(target: TargetStanding) -> bool:
    """Tell whether the planned day has passed, where better than hearsay says that it was planned."""
    plan = target.ledger.current
    return target.state is TargetState.OVERDUE and plan is not None and plan.settled


def _is_news(said: Milestone, period: Period) -> bool:
    return said.on is not None and said.counts_on(period.last) and not said.counts_on(period.eve)


def _moves(target: TargetStanding, new: set[str]) -> Iterator[TargetNews]:
    ledger = target.ledger
    for place, plan in enumerate(ledger.plans):
        if plan.milestone in new:
            before = ledger.plans[place - 1] if place else None
            yield TargetNews(target=target, before=before, plan=plan, ended=None)
    if ledger.ended is not None and ledger.ended.milestone in new:
        yield TargetNews(target=target, before=ledger.current, plan=None, ended=ledger.ended)


def _attention(standing: ProjectStanding, period: Period) -> Iterator[Attention]:
    """Yield the targets that are overdue or near, where better than hearsay says what was planned."""
    hearsay = {each.key for each in standing.targets if each.ledger.current and not each.ledger.current.settled}
    for due in derive_project_deadlines(standing):
        left = ((due.last or due.on) - period.last).days
        if due.about in hearsay or (not due.missed and left > NEAR):
            continue
        code = AttentionCode.OVERDUE if due.missed else AttentionCode.SOON
        yield Attention(code=code, ref=due.ref, days=abs(left), deadline=due)
