"""`igc due` on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.render.page import Cell, Column, Figure, Heading, Page, Para, Row, Table, Tone
from igc_tracker.wording import reasons, sentences
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.list_due import DueAnswer
    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.render.as_csv import Lines
    from igc_tracker.render.view import View


def due_page(answer: DueAnswer, view: View) -> Page:
    """Return what was missed, then what is coming."""
    words = view.words
    page = Page()
    title = words(N_("Due by {date}"), date=words.day(answer.until))
    page.add(Heading(text=title, right=view.as_of_line()))
    if view.figures and (answer.missed or answer.coming):
        page.add(_figure(answer, view))
    _part(page, words(N_("Missed")), answer.missed, words(N_("Nothing was missed.")), view)
    _part(page, words(N_("Coming")), answer.coming, words(N_("Nothing falls due.")), view)
    page.part(
        Para(
            text=words(N_("= computed from a clause or from the law; ~ forecast; why: igc explain REF")),
            tone=Tone.FAINT,
        )
    )
    if any(due.code is DeadlineCode.TARGET for due in (*answer.missed, *answer.coming)):
        page.add(Para(text=words(N_("of a project: igc project slips REF")), tone=Tone.FAINT))
    if any(each.code in OF_COMMISSIONS for each in (*answer.missed, *answer.coming)):
        page.add(Para(text=words(N_("of a commission: igc commission show REF")), tone=Tone.FAINT))
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
    return page


OF_COMMISSIONS = (DeadlineCode.SESSION, DeadlineCode.SESSION_OWED, DeadlineCode.ACTION_ITEM)
MOST_TICKS = 12


def _figure(answer: DueAnswer, view: View) -> Figure:
    """Return the days on one axis: those that were missed first, then the nearest."""
    from igc_tracker.render.figures import Tick, timeline_figure

    words = view.words
    dues = (*answer.missed, *answer.coming)[:MOST_TICKS]
    ticks = []
    for due in dues:
        cells = deadline_row(due, view.as_of, words).cells
        mark = "! " if due.missed else ""
        title = words.text(answer.titles.get(due.ref, {})) or due.ref
        said = f"{mark}{cells[0].text} · {reasons.deadline(due, words)} · {title}"
        tone = Tone.DOUBT if due.forecast else cells[-1].tone
        ticks.append(Tick(on=due.on, last=due.last, said=said, tone=tone))
    alt = words(
        N_("Missed: {missed}; coming by {date}: {coming}."),
        missed=len(answer.missed),
        coming=len(answer.coming),
        date=words.day(answer.until),
    )
    return timeline_figure(ticks, today=view.as_of, today_said=words.day(view.as_of), alt=alt)


def due_lines(answer: DueAnswer, view: View) -> Lines:
    """Return the same as lines of a table for other programs: codes, and days as they are stored."""
    yield (
        "ref",
        "title",
        "deadline",
        "on",
        "last",
        "party",
        "act",
        "article",
        "missed",
        "computed",
        "forecast",
        "about",
        "fact",
        "what",
    )
    for due in (*answer.missed, *answer.coming):
        yield (
            due.ref,
            view.words.text(answer.titles.get(due.ref, {})),
            due.code.value,
            due.on.isoformat(),
            due.last.isoformat() if due.last else "",
            due.party or "",
            due.kind.value if due.kind else "",
            due.article or "",
            *("yes" if each else "no" for each in (due.missed, due.computed, due.forecast)),
            due.about or "",
            due.fact or "",
            view.words.text(due.text) or (str(due.number) if due.number is not None else ""),
        )


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
    last = due.last or due.on
    # of several days to come some may have passed: the nearest is today
    days = ((last if due.missed else min(max(due.on, as_of), last)) - as_of).days
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
