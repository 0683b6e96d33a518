"""`igc commission agenda` on a page: a draft to be put into form, and the list of what is carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.draft_agenda import HorizonBasis
from igc_tracker.render.page import Column, Heading, Page, Para, Table, Tone
from igc_tracker.render.pages.commissions import add_items
from igc_tracker.render.pages.due import deadline_row
from igc_tracker.wording import commissions as said
from igc_tracker.wording import sentences
from igc_tracker.wording.codes import STANDING
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.actions.draft_agenda import AgendaAnswer, StandingChange
    from igc_tracker.derive.action_items import ItemStanding
    from igc_tracker.render.view import View

COLUMNS = 78
"""As for a report: what every mailer shows unbroken."""


def agenda_page(answer: AgendaAnswer, view: View) -> Page:
    """Return the draft agenda, point by point."""
    words = view.words
    page = Page()
    _head(page, answer, view)
    last = answer.last
    after = said.meeting_name(last, words) if last is not None else words(N_("the last session"))
    points = _Points(page, words)
    points.begin(words(N_("Carried over from {session}"), session=after), len(answer.carried))
    _items(page, answer, answer.carried, words)
    points.begin(words(N_("Done since {session}"), session=after), len(answer.done))
    _items(page, answer, answer.done, words)
    if answer.superseded:
        points.begin(words(N_("Superseded since {session}"), session=after), len(answer.superseded))
        _items(page, answer, answer.superseded, words)
    points.begin(words(N_("Reports that differ, to be settled")), len(answer.disputed))
    known = {each.id: each for each in answer.commission.items}
    page.add(
        *(Para(text=f"{words.text(known[each].text)} [{each}]", indent=3, tone=Tone.DOUBT) for each in answer.disputed)
    )
    points.begin(words(N_("Instruments that stand otherwise than at {session}"), session=after), len(answer.changed))
    page.add(*(Para(text=_change(each, words), indent=3) for each in answer.changed))
    points.begin(_deadlines_title(answer, words), len(answer.deadlines))
    _deadlines(page, answer, view)
    points.begin(words(N_("Day and place of the session after")), None)
    _foot(page, answer, words)
    return page


class _Points:
    """Numbers the points of the agenda."""

    def __init__(self, page: Page, words: Words) -> None:
        self._page, self._words, self._number = page, words, 0

    def begin(self, name: str, held: int | None) -> None:
        """Begin a point; of one that holds nothing that is said at once."""
        self._number += 1
        nothing = f": {self._words(N_('none'))}" if held == 0 else f" ({held})" if held else ""
        self._page.part(Heading(text=f"{self._number}. {name}{nothing}", level=2))


def _head(page: Page, answer: AgendaAnswer, view: View) -> None:
    words = view.words
    name = said.session_name(answer.number, words, ref=answer.session.ref if answer.session else None)
    page.add(Heading(text=words(N_("Draft agenda: {session}"), session=name), right=view.as_of_line()))
    page.add(Para(text=words.text(answer.commission.title) or answer.commission.ref, tone=Tone.STRONG))
    page.add(Para(text=words.parties(answer.commission.parties)))
    tone = Tone.BAD if answer.commission.next.is_overdue else Tone.PLAIN
    page.part(Para(label=words(N_("Next session")), text=said.next_line(answer.commission, words), tone=tone))
    if answer.last is not None:
        page.add(Para(label=words(N_("Last session")), text=said.held_line(answer.last, words)))


def _items(page: Page, answer: AgendaAnswer, items: Sequence[ItemStanding], words: Words) -> None:
    add_items(page, items, words, at_risk=answer.commission.at_risk_days)


def _change(each: StandingChange, words: Words) -> str:
    name = words.text(each.short_title) or words.text(each.title) or each.ref
    before = words(STANDING[each.before]) if each.before is not None else words(N_("new"))
    return f"{name} [{each.ref}]: {before} → {words(STANDING[each.after])}"


def _deadlines_title(answer: AgendaAnswer, words: Words) -> str:
    sentence = {
        HorizonBasis.PLANNED: N_("Deadlines before the session after, planned: {date}"),
        HorizonBasis.FREQUENCY: N_("Deadlines before the session after, by the agreed frequency: {date} ="),
        HorizonBasis.YEAR: N_("Deadlines until {date}; when the session after is to be held is not on record"),
    }[answer.until_basis]
    return words(sentence, date=words.day(answer.until))


def _deadlines(page: Page, answer: AgendaAnswer, view: View) -> None:
    if not answer.deadlines:
        return
    columns = (
        Column(title=""),
        Column(title="", right=True),
        Column(title=""),
        Column(title="", folds=True),
    )
    rows = tuple(deadline_row(each, view.as_of, view.words) for each in answer.deadlines)
    page.add(Table(columns=columns, rows=rows, indent=3))


def _foot(page: Page, answer: AgendaAnswer, words: Words) -> None:
    lines = [words(N_("= computed; ? rests on reports that are unconfirmed, not exactly dated, or disputed"))]
    if answer.withheld:
        lines.append(words.count("{number} restricted, not named", "{number} restricted, not named", answer.withheld))
    page.part(*(Para(text=line, tone=Tone.FAINT) for line in lines))
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
