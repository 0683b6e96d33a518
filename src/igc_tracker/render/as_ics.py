"""Deadlines as a calendar (RFC 5545) to be subscribed to: whole days, one event each, the same event every time.

An event is named by what falls due, not by its day: where the day moves, the event moves with it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from igc_tracker.derive.deadlines import Deadline, DeadlineCode
from igc_tracker.render.identity import name_of
from igc_tracker.render.safe import shown
from igc_tracker.wording import reasons
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from icalendar import Alarm, Event

    from igc_tracker.actions.list_due import DueAnswer
    from igc_tracker.render.view import View

REMIND = (7,)
REMIND_OF_NOTICE = (30, 7)
"""How many days before it one is reminded."""
_SEQUENCE_FROM = date(2000, 1, 1)


def due_as_ics(answer: DueAnswer, view: View) -> str:
    """Return the calendar; its lines end in CR LF and are folded as the standard has it."""
    from icalendar import Calendar

    words = view.words
    calendar = Calendar()
    calendar.add("prodid", "-//igc//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = shown(words.text(answer.register)) or words(N_("Register of agreements"))
    for title in ("name", "x-wr-calname"):
        calendar.add(title, words(N_("{register}: deadlines"), register=name))
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    taken: dict[tuple[str | None, ...], int] = {}
    for due in (*answer.missed, *answer.coming):
        key: tuple[str | None, ...] = (due.ref, due.code, due.party, due.kind, due.article, *_of_commission(due))
        if due.about is not None:  # a period of an obligation ends on its own day; what is planned may move
            key += (due.about, due.on.isoformat() if due.code is DeadlineCode.OBLIGATION else None)
        taken[key] = taken.get(key, 0) + 1
        uid = name_of(answer.register_id, "deadline", *key, taken[key])
        calendar.add_component(_event(due, str(uid), answer, view))
    return str(calendar.to_ical(), "utf-8")


def _of_commission(due: Deadline) -> tuple[str, ...]:
    """Return what tells the dates of one commission apart: the item, or the number of the session."""
    if due.code is DeadlineCode.ACTION_ITEM:
        return (due.fact or "",)
    return (str(due.number),) if due.code in (DeadlineCode.SESSION, DeadlineCode.SESSION_OWED) else ()


def _event(due: Deadline, uid: str, answer: DueAnswer, view: View) -> Event:
    from icalendar import Event

    words = view.words
    title = shown(words.text(answer.titles.get(due.ref, {}))) or due.ref
    summary = f"{title}: {reasons.deadline(due, words)}"
    if due.missed:
        summary = words(N_("missed: {what}"), what=summary)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(view.as_of, time.min, tzinfo=UTC))
    event.add("sequence", (view.as_of - _SEQUENCE_FROM).days)
    event.add("dtstart", due.on)
    event.add("dtend", (due.last or due.on) + timedelta(days=1))  # the day after the last one
    event.add("summary", shown(summary), parameters={"LANGUAGE": words.language})
    event.add("description", _description(due, view), parameters={"LANGUAGE": words.language})
    event.add("categories", [due.code.value])
    event.add("status", "TENTATIVE" if due.forecast or due.from_dispatch else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
    if not due.missed:
        for days in REMIND_OF_NOTICE if due.code is DeadlineCode.NOTICE else REMIND:
            event.add_component(_alarm(days, summary))
    return event


def _description(due: Deadline, view: View) -> str:
    words = view.words
    if due.forecast:
        sure = words(N_("Forecast: a day to be expected, no more."))
    elif due.from_dispatch:
        sure = words(N_("Computed from a day of dispatch; it may come later."))
    elif due.computed:
        is_owed = _of_commission(due)
        sure = words(N_("Computed from the sessions on record.") if is_owed else N_("Computed from the clause."))
    else:
        sure = words(N_("As recorded."))
    lines = [sure]
    if due.last is not None:
        lines.append(
            words(N_("One of these days: {first} to {last}."), first=words.day(due.on), last=words.day(due.last))
        )
    why = N_("Why: igc commission show {ref}") if _of_commission(due) else N_("Why: igc explain {ref}")
    if due.code is DeadlineCode.TARGET:
        why = N_("Why: igc project slips {ref}")
    lines.append(words(why, ref=due.ref))
    lines.append(view.as_of_line())
    return "\n".join(map(shown, lines))


def _alarm(days: int, summary: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", shown(summary))
    alarm.add("trigger", timedelta(days=-days))
    return alarm
