"""`igc due` on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.wording import reasons, sentences
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.list_due import DueAnswer
    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.render.view import View


def due_page(answer: DueAnswer, view: View) -> Page:
    """Return what was missed, then what is coming."""
    words = view.words
    page = Page()
    title = words(N_("Due by {date}"), date=words.day(answer.until))
    page.add(Heading(text=title, right=view.as_of_line()))
    _part(page, words(N_("Missed")), answer.missed, words(N_("Nothing was missed.")), view)
    _part(page, words(N_("Coming")), answer.coming, words(N_("Nothing falls due.")), view)
    page.part(
        Para(
            text=words(N_("= computed from a clause or from the law; ~ forecast; why: igc explain REF")),
            tone=Tone.FAINT,
        )
    )
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
    return page


def _part(page: Page, title: str, deadlines: tuple[Deadline, ...], none: str, view: View) -> None:
    page.part(Heading(text=title, level=2))
    if not deadlines:
        page.add(Para(text=none, indent=2))
        return
    columns = (
        Column(title=""),
        Column(title="", right=True),
        Column(title=""),
        Column(title="", folds=True),
    )
    page.add(
        Table(columns=columns, rows=tuple(deadline_row(each, view.as_of, view.words) for each in deadlines), indent=2)
    )


PREPARE = 30
"""How many days before the last day for notice it is said to be near: that day is counted backwards, by convention."""


def deadline_row(due: Deadline, as_of: date, words: Words) -> Row:
    """Return one deadline: its day, how far off, the instrument, what it is."""
    days = ((due.last if due.missed and due.last else due.on) - as_of).days
    tone = Tone.BAD if due.missed else Tone.PLAIN
    said = reasons.deadline(due, words)
    if due.code is DeadlineCode.NOTICE and days <= PREPARE:
        said, tone = words(N_("{deadline}: prepare the notice now, or let it be renewed"), deadline=said), Tone.DOUBT
    return Row(
        cells=(
            Cell(reasons.deadline_day(due, words), tone),
            Cell(words(N_("{days} d"), days=f"{days:+d}"), Tone.FAINT),
            Cell(due.ref),
            Cell(said, tone),
        )
    )
