"""The meetings of commissions as entries of a timeline: held where they were, and at each day once planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.describe_commissions import is_about
from igc_tracker.actions.show_timeline import EntryState, TimelineEntry
from igc_tracker.derive.commissions import MeetingState, PlanState, meeting_standings
from igc_tracker.domain.commissions import MeetingKind
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from igc_tracker.derive.commissions import MeetingStanding
    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.facts import Certainty
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMark:
    """Which meeting an entry is about; ``body`` is what to call who met, ``commission`` None: none on record."""

    kind: MeetingKind
    number: int | None
    body: Text
    commission: str | None


_STATE = {
    PlanState.KEPT: EntryState.KEPT,
    PlanState.MOVED: EntryState.MOVED,
    PlanState.MISSED: EntryState.MISSED,
    PlanState.AHEAD: EntryState.PLANNED,
}


def meeting_entries(register: Register, refs: Collection[str] | None, *, as_of: date) -> Iterator[TimelineEntry]:
    """Yield the meetings that decided on one of the instruments ``refs``, or all."""
    known = {each.ref: each for each in register.commissions}
    bodies = {each.ref: known.get(each.commission or "") for each in register.meetings}
    projects = {each.ref for each in register.projects if refs is not None and set(each.instruments[:1]) & set(refs)}
    for standing in meeting_standings(register.meetings, as_of=as_of):
        is_told = refs is None or any(
            is_about(each.provisions, each.projects, refs, projects) for each in standing.decisions
        )
        if is_told:
            yield from _entries(standing, bodies[standing.ref], as_of=as_of)


def _entries(meeting: MeetingStanding, commission: Commission | None, *, as_of: date) -> Iterator[TimelineEntry]:
    body: Text = {"en": meeting.body}
    if commission is not None and meeting.kind is MeetingKind.SESSION:
        body = commission.short_titles or commission.titles
    mark = MeetingMark(
        kind=meeting.kind,
        number=meeting.number,
        body=body,
        commission=commission.ref if commission is not None else None,
    )
    if meeting.state is MeetingState.HELD:
        yield _entry(
            meeting,
            mark,
            on=meeting.on,
            state=EntryState.FACT,
            event=meeting.event,
            source=next(iter(meeting.sources), None),
            certainty=meeting.certainty,
            settled=meeting.settled,
        )
    for plan in meeting.plans:
        yield _entry(
            meeting,
            mark,
            on=plan.planned_for,
            state=_STATE[plan.state],
            event=plan.event,
            source=plan.source,
            certainty=plan.certainty,
            settled=plan.on is None or plan.on.has_passed(as_of),
        )


def _entry(  # what the two kinds of entry differ in
    meeting: MeetingStanding,
    mark: MeetingMark,
    *,
    on: PartialDate | None,
    state: EntryState,
    event: str | None,
    source: str | None,
    certainty: Certainty,
    settled: bool,
) -> TimelineEntry:
    return TimelineEntry(
        on=on,
        state=state,
        kind=None,
        deadline=None,
        party=None,
        ref=meeting.ref,
        fact=event,
        document=meeting.protocol,
        manner=None,
        effective_on=None,
        place=meeting.place if state is EntryState.FACT else None,
        signatory=None,
        detail=None,
        step=None,
        source=source,
        certainty=certainty,
        settled=settled,
        days_since=None,
        meeting=mark,
    )
