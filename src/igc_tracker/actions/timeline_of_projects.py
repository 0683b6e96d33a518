"""The lines of a timeline that are projects' own: what was planned, reached, begun and counted.

What is merely told of a project stands in `igc project status`; most of it repeats the facts of its instruments.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.show_timeline import EntryState, TimelineEntry
from igc_tracker.derive.slips import derive_ledger, is_settled
from igc_tracker.domain.projects import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from igc_tracker.derive.slips import Ledger, PlannedDay
    from igc_tracker.domain.register import Milestone, Project


def project_entries(project: Project, *, as_of: date) -> Iterator[TimelineEntry]:
    """Yield a project's lines; a plan stands at the days it names."""
    ledgers = {target.key: derive_ledger(project, target, as_of=as_of) for target in project.targets}
    subjects = {each.key: each.titles for each in project.stages} | {each.key: each.titles for each in project.targets}
    for said in project.milestones:
        if not said.counts_on(as_of) or not (said.concerns or said.stage or said.quantity):
            continue
        about = said.concerns or said.stage
        line = replace(_line(project, said, as_of=as_of), about=about, subject=subjects.get(about or ""))
        ledger = ledgers.get(said.concerns or "")
        plan = next((each for each in ledger.plans if each.milestone == said.id), None) if ledger else None
        if ledger is not None and plan is not None:
            line = replace(line, on=plan.planned_for, state=_state(plan, ledger, as_of=as_of))
        yield line


def _line(project: Project, said: Milestone, *, as_of: date) -> TimelineEntry:
    return TimelineEntry(
        on=said.on,
        state=EntryState.FACT,
        kind=None,
        deadline=None,
        party=None,
        ref=project.ref,
        fact=said.id,
        document=None,
        manner=None,
        effective_on=None,
        place=None,
        signatory=None,
        detail=None,
        step=None,
        source=said.source,
        certainty=said.certainty,
        settled=is_settled(said, as_of=as_of),
        days_since=None,
        project=project.ref,
        text=said.text,
    )


def _state(plan: PlannedDay, ledger: Ledger, *, as_of: date) -> EntryState:
    reached = ledger.ended.on if ledger.ended is not None and ledger.ended.outcome is Outcome.REACHED else None
    if reached is not None and reached.overlaps(plan.planned_for):
        return EntryState.KEPT
    if plan is not ledger.plans[-1] or (reached is not None and reached.ends_before(plan.planned_for)):
        return EntryState.MOVED
    last = plan.planned_for.latest
    return EntryState.MISSED if ledger.ended is not None or (last and last < as_of) else EntryState.PLANNED
