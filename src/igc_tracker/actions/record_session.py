"""`igc commission session`: a report that a session was held, or is planned for a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.commission_saved import (
    CommissionSavedAnswer,
    SavedKind,
    day_in_id,
    free_id,
    not_in_future,
    saved,
)
from igc_tracker.actions.find_commissions import find_commission, known_meeting, meetings_of
from igc_tracker.domain.commissions import MeetingEvent, MeetingEventKind, MeetingKind
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import (
    BadReferenceError,
    BadSessionNumberError,
    DuplicateMeetingError,
    Phrase,
    ReversedDatesError,
)
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.references import is_ref
from igc_tracker.domain.register import Meeting

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.register import Register

MOST_SESSIONS = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What is said of a session: ``held``, or ``planned_for`` a day as was said ``on`` a day.

    ``session`` is its number, or the ref of one that has none; ``ref`` what one that is not on record yet shall be
    called by, None: after the commission and its number.
    """

    session: str
    kind: MeetingKind = MeetingKind.SESSION
    ref: str | None = None
    held: PartialDate | None = None
    planned_for: PartialDate | None = None
    on: PartialDate | None = None
    place: str | None = None
    co_chairs: tuple[str, ...] = ()
    document: str | None = None
    detail: str | None = None
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED


def record_session(store: RegisterStore, name: str, new: NewSession, invocation: Invocation) -> CommissionSavedAnswer:
    """Record the report; a session that is not on record yet is made. The very same report changes nothing."""
    today = invocation.today
    with store.writing(invocation) as writing:
        register = writing.register
        commission = find_commission(register, name)
        known = known_meeting(meetings_of(register, commission), new.session)
        meeting = known or _make(commission, new, register, invocation)
        kind = MeetingEventKind.PLANNED if new.planned_for is not None else MeetingEventKind.HELD
        happened = new.on if new.planned_for is not None else new.held
        not_in_future(happened, _remedy(kind, commission, meeting, happened), today=today)
        if new.planned_for is not None and happened is not None and new.planned_for.ends_before(happened):
            raise ReversedDatesError(on=new.planned_for, other=happened, what="planned")
        event = MeetingEvent(
            id=free_id(f"{kind.value}-{day_in_id(new.planned_for or new.held)}", {each.id for each in meeting.events}),
            kind=kind,
            on=happened,
            planned_for=new.planned_for,
            place=new.place,
            document=new.document,
            detail=new.detail,
            source=new.source,
            certainty=new.certainty,
            recorded_at=invocation.at,
            recorded_by=invocation.by,
        )
        same = next((each for each in meeting.events if _same(each, event)), None)
        changed = replace(
            meeting,
            events=meeting.events if same else (*meeting.events, event),
            co_chairs=new.co_chairs or meeting.co_chairs,
        )
        if known is None:
            writing.add(changed)
        elif changed != known:
            writing.save(changed, expected=known)
    others = tuple(each for each in register.meetings if each.ref != changed.ref)
    return saved(
        register,
        commission,
        commission,
        kind=SavedKind.SESSION,
        today=today,
        meetings=(*others, changed),
        record=f"{changed.ref}/{(same or event).id}",
        is_new=changed != known,
        meeting=changed.ref,
    )


def _remedy(kind: MeetingEventKind, commission: Commission, meeting: Meeting, on: PartialDate | None) -> Phrase:
    """Return how to tell what is still to come."""
    if kind is MeetingEventKind.PLANNED:
        return Phrase("With --on give the day it was said; the day planned for is told with --planned.")
    session = meeting.ref if meeting.number is None else meeting.number
    return Phrase(
        "Record it as a plan: igc commission session {commission} {session} --planned {on}",
        commission=commission.ref,
        session=session,
        on=on,
    )


def _make(commission: Commission, new: NewSession, register: Register, invocation: Invocation) -> Meeting:
    number = new.session.strip()
    is_number = number.isascii() and number.isdigit() and 0 < int(number[:9]) <= MOST_SESSIONS
    if not is_number and new.ref is None:
        raise BadSessionNumberError(session=new.session, commission=commission.ref)
    ref = new.ref or f"{commission.ref}-{int(number)}"
    if not is_ref(ref):
        raise BadReferenceError(ref=ref)
    if any(each.ref == ref for each in register.meetings):
        raise DuplicateMeetingError(ref=ref)
    return Meeting(
        ref=ref,
        body=commission.titles.get("en") or next(iter(commission.titles.values()), commission.ref),
        number=int(number) if is_number else None,
        commission=commission.ref,
        kind=new.kind,
        recorded_at=invocation.at,
        recorded_by=invocation.by,
    )


def _same(known: MeetingEvent, new: MeetingEvent) -> bool:
    return known == replace(
        new,
        id=known.id,
        recorded_at=known.recorded_at,
        recorded_by=known.recorded_by,
        confidence=known.confidence,
        struck=None,
    )
