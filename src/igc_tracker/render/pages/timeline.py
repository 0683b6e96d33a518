"""`igc timeline` on a page: one axis, the day looked from drawn in, parties as lanes where there is room."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from igc_tracker.actions.show_timeline import EntryState
from igc_tracker.domain.commissions import MeetingKind
from igc_tracker.domain.facts import Certainty
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.wording import sentences
from igc_tracker.wording.acts import act_in_words
from igc_tracker.wording.codes import CERTAINTY
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from igc_tracker.actions.show_timeline import TimelineAnswer, TimelineEntry
    from igc_tracker.actions.timeline_meetings import MeetingMark
    from igc_tracker.render.view import View

LANES_FROM = 120
"""The width from which each party gets a lane of its own."""
MOST_LANES = 4


class _Refs(Enum):
    """Where an entry's instrument is named: nowhere if it is the only one, and where lines fold, in the event."""

    NONE = auto()
    IN_COLUMN = auto()
    IN_EVENT = auto()


_STATE = {
    EntryState.FACT: "",
    EntryState.COMPUTED: "",
    EntryState.FORECAST: N_("forecast"),
    EntryState.PLANNED: N_("planned"),
    EntryState.DUE: "",
    EntryState.OVERDUE: N_("overdue"),
    EntryState.KEPT: N_("planned, kept"),
    EntryState.MISSED: N_("planned, missed"),
    EntryState.MOVED: N_("planned, moved"),
}
_TONE = {
    EntryState.FACT: Tone.PLAIN,
    EntryState.COMPUTED: Tone.GOOD,
    EntryState.FORECAST: Tone.DOUBT,
    EntryState.PLANNED: Tone.GOOD,
    EntryState.DUE: Tone.PLAIN,
    EntryState.OVERDUE: Tone.BAD,
    EntryState.KEPT: Tone.FAINT,
    EntryState.MISSED: Tone.BAD,
    EntryState.MOVED: Tone.FAINT,
}


def timeline_page(answer: TimelineAnswer, view: View) -> Page:
    """Return the page: what happened above the line of the day looked from, what is planned below it."""
    words = view.words
    page = Page()
    page.add(Heading(text=answer.query or words(N_("Timeline")), right=view.as_of_line()))
    if not (answer.entries or answer.undated):
        page.part(Para(text=words(N_("Nothing has happened by {date}."), date=words.day(view.as_of))))
        return page
    lanes = _lanes(answer, view)
    refs = _refs(answer, view)
    rows = []
    drawn = False
    for entry in answer.entries:
        if not drawn and _is_to_come(entry, view):
            rows.append(_today(view))
            drawn = True
        rows.append(_row(entry, lanes, words, refs=refs))
    if not drawn:
        rows.append(_today(view))
    page.part(Table(columns=_columns(lanes, words, refs=refs), rows=tuple(rows)))
    if answer.undated:
        page.part(Heading(text=words(N_("Undated")), level=2))
        undated = tuple(_row(entry, lanes, words, refs=refs) for entry in answer.undated)
        page.add(Table(columns=_columns(lanes, words, refs=refs), rows=undated))
    page.part(
        Para(
            text=words(
                N_(
                    "= computed; ~ forecast; ? unconfirmed, or not exactly dated;"
                    " +n: days since the same instrument's line before"
                )
            ),
            tone=Tone.FAINT,
        )
    )
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
    return page


def _is_to_come(entry: TimelineEntry, view: View) -> bool:
    """Tell whether an entry stands below the line of today: one without a first day by its last, as it is sorted."""
    day = (entry.on.earliest or entry.on.latest) if entry.on is not None else None
    return day is not None and day > view.as_of


_MARK = {EntryState.COMPUTED: " =", EntryState.DUE: " =", EntryState.OVERDUE: " =", EntryState.FORECAST: " ~"}


def _lanes(answer: TimelineAnswer, view: View) -> tuple[str, ...]:
    wide = view.columns is not None and view.columns >= LANES_FROM
    return answer.parties if wide and len(answer.parties) <= MOST_LANES else ()


def _refs(answer: TimelineAnswer, view: View) -> _Refs:
    has_meetings = any(entry.meeting is not None for entry in (*answer.entries, *answer.undated))
    if len(answer.refs) == 1 and not has_meetings:
        return _Refs.NONE
    return _Refs.IN_COLUMN if view.columns is None else _Refs.IN_EVENT


def _columns(lanes: tuple[str, ...], words: Words, *, refs: _Refs) -> tuple[Column, ...]:
    columns = [Column(title=words(N_("Date"))), Column(title="", right=True)]
    if refs is _Refs.IN_COLUMN:
        columns.append(Column(title=words(N_("Instrument"))))
    if lanes:
        columns += [Column(title=words(N_("All parties")), folds=True)]
        columns += [Column(title=words.party(party), folds=True) for party in lanes]
    else:
        columns += [Column(title=words(N_("Party"))), Column(title=words(N_("Event")), folds=True)]
    return tuple(columns)


def _today(view: View) -> Row:
    rule = "─" * 8
    return Row(title=f"{rule} {view.words.day(view.as_of)} {rule}")


def _row(entry: TimelineEntry, lanes: tuple[str, ...], words: Words, *, refs: _Refs) -> Row:
    mark = ("" if entry.domestic and entry.fact else _MARK.get(entry.state, "")) + ("" if entry.settled else "?")
    cells = [
        Cell(f"{words.on_briefly(entry.on) if entry.on else ''}{mark}", Tone.PLAIN if entry.settled else Tone.DOUBT),
        Cell(f"+{entry.days_since}" if entry.days_since else "", Tone.FAINT),
    ]
    said = _event(entry, words)
    if refs is _Refs.IN_EVENT:
        said = f"{entry.ref}: {said}"
    event = Cell(said, _TONE[entry.state] if entry.settled else Tone.DOUBT)
    if refs is _Refs.IN_COLUMN:
        cells.append(Cell(entry.ref, Tone.FAINT))
    if lanes:
        cells.append(event if entry.party is None else Cell(""))
        cells += [event if entry.party == lane else Cell("") for lane in lanes]
    else:
        cells += [Cell(entry.party or ""), event]
    return Row(cells=tuple(cells))


def _event(entry: TimelineEntry, words: Words) -> str:
    if entry.project is not None:
        return _of_project(entry, words)
    if entry.meeting is not None:
        return _meeting(entry, entry.meeting, words)
    if entry.kind is None:
        return _deadline(entry, words)
    said = act_in_words(entry.kind, entry.manner, entry.effective_on, words)
    if _STATE[entry.state]:
        said = f"{said} ({words(_STATE[entry.state])})"
    said = f"{said}: {entry.step}" if entry.step else said
    said = f"{said}: {entry.about}" if entry.about else said
    detail = entry.document or entry.detail
    said = f"{said}: {detail}" if detail else said
    return f"{said} [{words(CERTAINTY[entry.certainty])}]" if entry.certainty is Certainty.UNCONFIRMED else said


def _meeting(entry: TimelineEntry, meeting: MeetingMark, words: Words) -> str:
    from igc_tracker.wording.commissions import MEETING_KIND, session_name  # loaded where a meeting is told

    is_session = meeting.kind is MeetingKind.SESSION
    said = session_name(meeting.number, words, ref=entry.ref) if is_session else words(MEETING_KIND[meeting.kind])
    if _STATE[entry.state]:
        said = f"{said} ({words(_STATE[entry.state])})"
    said = ", ".join(
        part for part in (f"{said}: {words.text(meeting.body)}", entry.place or "", entry.document or "") if part
    )
    return f"{said} [{words(CERTAINTY[entry.certainty])}]" if entry.certainty is Certainty.UNCONFIRMED else said


def _deadline(entry: TimelineEntry, words: Words) -> str:
    from igc_tracker.wording.reasons import DEADLINE  # loaded with the first rule that is read

    said = words(DEADLINE[entry.deadline]) if entry.deadline else ""
    said = f"{said}: {words.text(entry.domestic.names)}" if entry.domestic else said
    said = f"{said}: {words.text(entry.subject) or entry.about}" if entry.subject else said
    said = f"{said}: {entry.detail}" if entry.detail else said
    return f"{said} ({words(_STATE[entry.state])})" if _STATE[entry.state] else said


def _of_project(entry: TimelineEntry, words: Words) -> str:
    subject = words.text(entry.subject or {})
    state = f" ({words(_STATE[entry.state])})" if _STATE[entry.state] else ""
    said = ": ".join(part for part in (f"{subject}{state}" if subject else "", words.text(entry.text or {})) if part)
    return f"{said} [{words(CERTAINTY[entry.certainty])}]" if entry.certainty is Certainty.UNCONFIRMED else said
