"""`igc commission strike`: what was recorded wrongly of a commission no longer counts. It stays on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.commission_saved import CommissionSavedAnswer, SavedKind, saved
from igc_tracker.actions.find_commissions import find_commission, meetings_of
from igc_tracker.derive.commissions import HELD_AS_RECORDED
from igc_tracker.domain.commissions import Commission
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import AlreadyStruckError, AmbiguousEntryError, EntryNotFoundError, NoReasonError
from igc_tracker.domain.facts import Strike
from igc_tracker.domain.register import Meeting

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.commissions import ActionItem, Decision, MeetingEvent, Report
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """Something that can be struck: ``names`` it goes by, the full one first, and how its record looks when it is."""

    kind: SavedKind
    names: tuple[str, ...]
    struck: Strike | None
    meeting: str | None = None
    item: str | None = None
    of_meeting: Callable[[Strike], Meeting] | None = None
    of_commission: Callable[[Strike], Commission] | None = None


def strike_entry(
    store: RegisterStore, name: str, entry_id: str, why: str, invocation: Invocation
) -> CommissionSavedAnswer:
    """Strike the decision, item, report, or report of a session's day that has this id.

    An id that several records have is written SESSION/ID or ITEM/ID.
    """
    if not why.strip():
        raise NoReasonError
    with store.writing(invocation) as writing:
        register = writing.register
        commission = find_commission(register, name)
        entry = _find(register, commission, entry_id.strip())
        if entry.struck is not None:
            raise AlreadyStruckError(
                ref=commission.ref,
                fact=entry.names[0],
                on=entry.struck.at.date().isoformat(),
                why=entry.struck.why,
            )
        strike = Strike(at=invocation.at, by=invocation.by, why=why.strip())
        changed = commission
        meetings = register.meetings
        if entry.of_meeting is not None:
            meeting = next(each for each in register.meetings if each.ref == entry.meeting)
            struck = entry.of_meeting(strike)
            writing.save(struck, expected=meeting)
            meetings = tuple(struck if each.ref == meeting.ref else each for each in register.meetings)
        elif entry.of_commission is not None:
            changed = entry.of_commission(strike)
            writing.save(changed, expected=commission)
    return saved(
        register,
        commission,
        changed,
        kind=entry.kind,
        today=invocation.today,
        meetings=meetings,
        record=entry.names[0],
        struck=True,
        meeting=entry.meeting,
        item=entry.item,
    )


def _find(register: Register, commission: Commission, entry_id: str) -> _Entry:
    entries = [*_of_meetings(register, commission), *_of_items(commission)]
    found = [each for each in entries if entry_id in each.names]
    if not found:
        raise EntryNotFoundError(commission=commission.ref, entry=entry_id)
    if len(found) > 1:
        raise AmbiguousEntryError(commission.ref, entry_id, tuple(each.names[0] for each in found))
    return found[0]


def _of_meetings(register: Register, commission: Commission) -> Iterator[_Entry]:
    for meeting in meetings_of(register, commission):
        yield from _of_meeting(meeting)


def _of_meeting(meeting: Meeting) -> Iterator[_Entry]:
    def names(record: str) -> tuple[str, ...]:
        number = (f"{meeting.number}/{record}",) if meeting.number is not None else ()
        return (f"{meeting.ref}/{record}", *number, record)

    if meeting.on is not None or not meeting.events:
        yield _Entry(
            kind=SavedKind.SESSION,
            names=names(HELD_AS_RECORDED),
            struck=meeting.struck,
            meeting=meeting.ref,
            of_meeting=lambda strike: replace(meeting, struck=strike),
        )
    for event in meeting.events:

        def without(strike: Strike, event: MeetingEvent = event) -> Meeting:
            struck = replace(event, struck=strike)
            return replace(meeting, events=tuple(struck if each is event else each for each in meeting.events))

        yield _Entry(
            kind=SavedKind.SESSION,
            names=names(event.id),
            struck=event.struck,
            meeting=meeting.ref,
            of_meeting=without,
        )
    for decision in meeting.decisions:

        def undecided(strike: Strike, decision: Decision = decision) -> Meeting:
            struck = replace(decision, struck=strike)
            return replace(meeting, decisions=tuple(struck if each is decision else each for each in meeting.decisions))

        yield _Entry(
            kind=SavedKind.DECISION,
            names=names(decision.id),
            struck=decision.struck,
            meeting=meeting.ref,
            of_meeting=undecided,
        )


def _of_items(commission: Commission) -> Iterator[_Entry]:
    for item in commission.items:

        def without(strike: Strike, item: ActionItem = item) -> Commission:
            return _with_item(commission, item, replace(item, struck=strike))

        yield _Entry(kind=SavedKind.ITEM, names=(item.id,), struck=item.struck, item=item.id, of_commission=without)
        for report in item.reports:

            def unsaid(strike: Strike, item: ActionItem = item, report: Report = report) -> Commission:
                struck = replace(report, struck=strike)
                reports = tuple(struck if each is report else each for each in item.reports)
                return _with_item(commission, item, replace(item, reports=reports))

            yield _Entry(
                kind=SavedKind.REPORT,
                names=(f"{item.id}/{report.id}", report.id),
                struck=report.struck,
                item=item.id,
                of_commission=unsaid,
            )


def _with_item(commission: Commission, item: ActionItem, changed: ActionItem) -> Commission:
    return replace(commission, items=tuple(changed if each is item else each for each in commission.items))
