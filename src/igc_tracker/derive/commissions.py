"""Where a commission stands on a day: which session was the last, when the next is due, what is owed and by when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.months import add_months
from igc_tracker.domain.commissions import Commission, Decision, MeetingEvent, MeetingEventKind, MeetingKind
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate, may_have_happened
from igc_tracker.domain.facts import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from igc_tracker.domain.register import Meeting


class MeetingState(StrEnum):
    """What became of a meeting: held, planned for a day that may still come, or late against its last plan."""

    HELD = "held"
    PLANNED = "planned"
    LATE = "late"


class PlanState(StrEnum):
    """What became of a plan: kept, moved by a later one or by being held before it, missed, or still to come."""

    KEPT = "kept"
    MOVED = "moved"
    MISSED = "missed"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A day once planned for a meeting; ``on`` when that was, ``event`` the id of the report."""

    event: str
    on: PartialDate | None
    planned_for: PartialDate
    state: PlanState
    source: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingStanding:
    """A meeting as it is on a day.

    ``on`` is the day it was held, None where that is not known or it was not held. ``event`` is the id of the report
    that says so, ``held`` for the report the meeting was recorded with. ``against`` are ids of reports of other days.
    ``decisions`` are those of a meeting that was held.
    """

    ref: str
    body: str
    kind: MeetingKind
    number: int | None
    state: MeetingState
    on: PartialDate | None
    event: str | None
    settled: bool
    against: tuple[str, ...]
    place: str | None
    co_chairs: tuple[str, ...]
    protocol: str | None
    plans: tuple[Plan, ...]
    decisions: tuple[Decision, ...]
    note: str | None
    sources: tuple[str, ...]
    certainty: Certainty

    @property
    def planned_for(self) -> PartialDate | None:
        """The day last planned for it."""
        return self.plans[-1].planned_for if self.plans else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSession:
    """The session that comes next.

    ``ref`` None: nothing is recorded of it; ``number`` is then one more than that of the last. ``planned_for`` is its
    last plan, ``event`` the report of it; ``first_planned_for`` the first plan, where it was put off. ``due`` is the
    last day the agreed frequency leaves, None where the frequency or the last session is not known. ``late_by_plan``
    and ``late_by_frequency`` count the days since, None where the day has not passed or there is none.
    """

    ref: str | None
    number: int | None
    planned_for: PartialDate | None
    first_planned_for: PartialDate | None
    event: str | None
    due: PartialDate | None
    late_by_plan: int | None
    late_by_frequency: int | None

    @property
    def is_overdue(self) -> bool:
        """Tell whether the session should have been held."""
        return self.late_by_plan is not None or self.late_by_frequency is not None


HELD_AS_RECORDED = "held"
"""What the report of a meeting that was recorded as held goes by, as an id."""


def meeting_standings(meetings: Iterable[Meeting], *, as_of: date) -> tuple[MeetingStanding, ...]:
    """Return the meetings that were held or planned by ``as_of``, in order; undated ones go by their number."""
    found = [standing for each in meetings if (standing := _meeting_standing(each, as_of=as_of)) is not None]
    dated = sorted((each for each in found if _day_of(each) is not None), key=_order)
    for undated in (each for each in found if _day_of(each) is None):
        number = undated.number
        before = [
            n for n, each in enumerate(dated) if number is not None and each.number is not None and each.number < number
        ]
        dated.insert(before[-1] + 1 if before else 0, undated)
    return tuple(dated)


def last_session(meetings: Sequence[MeetingStanding]) -> MeetingStanding | None:
    """Return the last session held, of meetings in order."""
    held = [each for each in meetings if each.kind is MeetingKind.SESSION and each.state is MeetingState.HELD]
    return held[-1] if held else None


def next_session(commission: Commission, meetings: Sequence[MeetingStanding], *, as_of: date) -> NextSession:
    """Return what is known of the session after the last one held."""
    last = last_session(meetings)
    ahead = [each for each in meetings if each.kind is MeetingKind.SESSION and _is_ahead(each, last)]
    ahead.sort(key=lambda each: (each.number is None, each.number or 0, *_order(each)))
    found = ahead[0] if ahead else None
    planned = found.planned_for if found else None
    due = _due_by_frequency(commission, last)
    number = found.number if found else last.number + 1 if last is not None and last.number is not None else None
    return NextSession(
        ref=found.ref if found else None,
        number=number,
        planned_for=planned,
        first_planned_for=found.plans[0].planned_for if found and len(found.plans) > 1 else None,
        event=found.plans[-1].event if found and found.plans else None,
        due=due,
        late_by_plan=_days_late(planned, as_of=as_of),
        late_by_frequency=_days_late(due, as_of=as_of),
    )


def session_after(
    meetings: Sequence[MeetingStanding], own: MeetingStanding | None, since: PartialDate | None
) -> MeetingStanding | None:
    """Return the session that follows ``own``, or else the first one after ``since``; held or only planned."""
    sessions = [each for each in meetings if each.kind is MeetingKind.SESSION]
    if own is not None and own.number is not None:
        numbered = [each for each in sessions if each.number == own.number + 1]
        if numbered:
            return numbered[0]
    after = own.on if own is not None else since
    if after is None:
        return None
    later = [each for each in sessions if (day := _day_of(each)) is not None and after.ends_before(day)]
    return later[0] if later else None


def _meeting_standing(meeting: Meeting, *, as_of: date) -> MeetingStanding | None:
    """Return the meeting as it is on the day; None if nothing was known to be held or planned by then."""
    events = sorted((each for each in meeting.events if each.counts_on(as_of)), key=_event_order)
    held = [each for each in events if each.kind is MeetingEventKind.HELD]
    as_recorded = _held_as_recorded(meeting, as_of=as_of)
    if as_recorded is not None:
        held.insert(0, as_recorded)
    planned = [each for each in events if each.planned_for is not None and each.kind is MeetingEventKind.PLANNED]
    if not (held or planned):
        return None
    ranks = list(Certainty)
    best = min(held, key=lambda each: (ranks.index(each.certainty), each.id), default=None)
    on = best.on if best else None
    plans = _plans(planned, held=best, as_of=as_of)
    state = MeetingState.HELD if best else _planned_state(plans[-1], as_of=as_of)
    return MeetingStanding(
        ref=meeting.ref,
        body=meeting.body,
        kind=meeting.kind,
        number=meeting.number,
        state=state,
        on=on,
        event=best.id if best else None,
        settled=best is None
        or (best.certainty is not Certainty.UNCONFIRMED and on is not None and on.has_passed(as_of)),
        against=tuple(each.id for each in held if on and each.on and not each.on.overlaps(on)),
        place=best.place or meeting.place if best else planned[-1].place,
        co_chairs=meeting.co_chairs if best else (),
        protocol=best.document or meeting.protocol if best else None,
        plans=plans,
        decisions=tuple(each for each in meeting.decisions if each.struck is None) if best else (),
        note=meeting.note,
        sources=meeting.sources,
        certainty=best.certainty if best else planned[-1].certainty,
    )


def _held_as_recorded(meeting: Meeting, *, as_of: date) -> MeetingEvent | None:
    """Return the report a meeting was recorded with, if it was recorded as held."""
    is_report = meeting.on is not None or not meeting.events
    if not is_report or meeting.struck is not None:
        return None
    if not may_have_happened(meeting.on, meeting.recorded_at.date(), as_of):
        return None
    return MeetingEvent(
        id=HELD_AS_RECORDED,
        kind=MeetingEventKind.HELD,
        on=meeting.on,
        place=meeting.place,
        document=meeting.protocol,
        certainty=meeting.certainty,
        recorded_at=meeting.recorded_at,
        recorded_by=meeting.recorded_by,
    )


def _plans(planned: Sequence[MeetingEvent], *, held: MeetingEvent | None, as_of: date) -> tuple[Plan, ...]:
    return tuple(
        Plan(
            event=each.id,
            on=each.on,
            planned_for=each.planned_for,
            state=_plan_state(each.planned_for, held=held, is_last=each is planned[-1], as_of=as_of),
            source=each.source,
            certainty=each.certainty,
        )
        for each in planned
        if each.planned_for is not None
    )


def _plan_state(planned_for: PartialDate, *, held: MeetingEvent | None, is_last: bool, as_of: date) -> PlanState:
    if held is not None and held.on is not None and held.on.overlaps(planned_for):
        return PlanState.KEPT
    was_early = held is not None and held.on is not None and held.on.ends_before(planned_for)
    if was_early or not is_last:
        return PlanState.MOVED
    return PlanState.MISSED if held is not None or _days_late(planned_for, as_of=as_of) else PlanState.AHEAD


def _planned_state(last: Plan, *, as_of: date) -> MeetingState:
    return MeetingState.LATE if _days_late(last.planned_for, as_of=as_of) else MeetingState.PLANNED


def _days_late(on: PartialDate | None, *, as_of: date) -> int | None:
    """Return for how many days the last possible day has been over, None if it is not."""
    if on is None or on.latest is None or on.latest >= as_of:
        return None
    return (as_of - on.latest).days


def _due_by_frequency(commission: Commission, last: MeetingStanding | None) -> PartialDate | None:
    if commission.frequency is None or last is None or last.on is None:
        return None
    months = commission.frequency.months
    return last.on.moved(lambda day: add_months(day, months))


def _is_ahead(each: MeetingStanding, last: MeetingStanding | None) -> bool:
    """Tell whether a session is still to come: not held, and not one that the last session left behind."""
    if each.state is MeetingState.HELD:
        return False
    if last is None:
        return True
    if each.number is not None and last.number is not None:
        return each.number > last.number
    return last.on is None or each.planned_for is None or not each.planned_for.ends_before(last.on)


def _event_order(event: MeetingEvent) -> tuple[object, ...]:
    on = event.on or PartialDate.of_day(event.recorded_at.date())
    return (*on.order, event.id)


def _day_of(each: MeetingStanding) -> PartialDate | None:
    return each.on if each.state is MeetingState.HELD else each.planned_for


def _order(each: MeetingStanding) -> tuple[object, ...]:
    day = _day_of(each)
    return (*(day.order if day else (date.max, date.max, "")), each.number or 0, each.ref)
