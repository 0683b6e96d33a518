"""`igc report card` on a page: one instrument, from what matters most to what can be doubted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.pages.acts_done import acts_done
from igc_tracker.render.pages.clause import clause_paras
from igc_tracker.render.pages.parties import MANY
from igc_tracker.render.pages.report_tables import add_more
from igc_tracker.wording import reasons, sentences
from igc_tracker.wording.codes import CERTAINTY, KIND, LEVEL, LINK, RELATION
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from igc_tracker.actions.describe import InstrumentStatus
    from igc_tracker.actions.report_card import CardAnswer
    from igc_tracker.derive.chain import LinkState
    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.domain.instruments import ChainLink
    from igc_tracker.render.view import View

COLUMNS = 78
"""What every mailer shows unbroken."""
MOST_DEADLINES = 6
MOST_DOUBTS = 4


def card_page(card: CardAnswer, view: View) -> Page:
    """Return the card; what is not recorded is said to be so."""
    words, status = view.words, card.status
    page = Page()
    page.add(Heading(text=words.text(card.titles) or status.ref, right=view.as_of_line()))
    cover = tuple(Row(cells=(Cell(label, Tone.FAINT), Cell(text))) for label, text in _cover(card, words) if text)
    page.add(Table(columns=(Column(title=""), Column(title="", folds=True)), rows=cover))
    _standing(page, status, words)
    _dates(page, status, words)
    page.part(Heading(text=words(N_("Final clauses")), level=2))
    page.add(*[para for clause in card.clauses for para in clause_paras(clause, words)])
    if not card.clauses:
        page.add(Para(text=words(N_("No final clause is recorded.")), indent=2))
    _deadlines(page, card, view)
    _doubts(page, card, words)
    page.part(Para(text=words(N_("Every fact with its source: igc show {ref}"), ref=status.ref), tone=Tone.FAINT))
    return page


def _cover(card: CardAnswer, words: Words) -> Iterator[tuple[str, str]]:
    status = card.status
    level = words(LEVEL[status.level]) if status.level else ""
    binding = "" if status.is_treaty else words(N_("not a treaty"))
    restricted = words(N_("restricted")) if status.restricted else ""
    parts = (status.ref, words(KIND[status.kind]), level, binding, restricted)
    yield words(N_("Reference")), " · ".join(part for part in parts if part)
    yield words(N_("Parties")), words.parties(party.party for party in status.parties)
    for link in card.links:
        yield words(RELATION[link.relation]), link.to
    yield (
        words(N_("Lead bodies")),
        "; ".join(f"{words.party(party)}: {body}" for party, body in card.lead_bodies.items()),
    )
    yield words(N_("Depositary")), card.depositary or ""
    yield words(N_("Authentic languages")), ", ".join(card.languages)


def _standing(page: Page, status: InstrumentStatus, words: Words) -> None:
    page.part(Para(text=sentences.headline(status, words), tone=Tone.STRONG))
    if (doubt := sentences.rests_on(status, words)) is not None:
        page.add(Para(text=doubt, indent=2, tone=Tone.DOUBT))
    page.add(*(Para(text=text, indent=2, tone=Tone.DOUBT) for text in sentences.parties_apart(status, words)))
    if status.next is not None:
        page.add(Para(label=words(N_("Next")), text=sentences.next_step(status.next, words), indent=2))
    if status.holders:
        from igc_tracker.render.pages.procedure import ball_paras  # loaded where runs are told

        page.add(*(Para(label=para.label, text=para.text, indent=2) for para in ball_paras(status, words)))
    for unlock in status.unlocks:
        page.add(Para(label=sentences.unlock_label(unlock, words), text=sentences.unlock(unlock, words), indent=2))


def _dates(page: Page, status: InstrumentStatus, words: Words) -> None:
    page.part(Heading(text=words(N_("Key dates")), level=2))
    if len(status.parties) > MANY:
        for link in LINK:
            done = sum(party.links[link].is_behind for party in status.parties)
            text = words(N_("{number} of {total}"), number=done, total=len(status.parties))
            page.add(Para(label=words(LINK[link]), text=text, indent=2))
    else:
        acts = sorted(acts_done(status), key=lambda act: act[2].on.order if act[2].on else (date.max,))
        rows = tuple(_act(parties, link, state, words) for parties, link, state in acts)
        columns = (Column(title=""), Column(title="", folds=True))
        page.add(*((Table(columns=columns, rows=rows, indent=2),) if rows else ()))
    said = sentences.entry_into_force(status.entry_into_force, words)
    page.add(Para(label=words(N_("Entry into force")), text=said, indent=2))


def _act(parties: list[str], link: ChainLink, state: LinkState, words: Words) -> Row:
    document = f", {state.document}" if state.document else ""
    certainty = f" ({words(CERTAINTY[state.certainty])})" if state.certainty else ""
    day = words.on_briefly(state.on) + ("" if state.settled else " ?")
    said = f"{words.parties(parties)}: {words(LINK[link])}{document}{certainty}"
    return Row(cells=(Cell(day), Cell(said, Tone.PLAIN if state.settled else Tone.DOUBT)))


def _deadlines(page: Page, card: CardAnswer, view: View) -> None:
    words = view.words
    page.part(Heading(text=words(N_("Next deadlines")), level=2))
    rows = [_deadline(due, view) for due in (*card.missed, *card.coming)[:MOST_DEADLINES]]
    if not rows:
        page.add(Para(text=words(N_("Nothing falls due.")), indent=2))
        return
    columns = (Column(title=""), Column(title="", right=True), Column(title="", folds=True))
    page.add(Table(columns=columns, rows=tuple(rows), indent=2))
    add_more(page, len(card.missed) + len(card.coming) - MOST_DEADLINES, words, f"igc due {card.status.ref}")


def _deadline(due: Deadline, view: View) -> Row:
    words = view.words
    days = ((due.last if due.missed and due.last else due.on) - view.as_of).days
    tone = Tone.BAD if due.missed else Tone.PLAIN
    said = reasons.deadline(due, words)
    return Row(
        cells=(
            Cell(reasons.deadline_day(due, words), tone),
            Cell(words(N_("{days} d"), days=f"{days:+d}"), Tone.FAINT),
            Cell(said, tone),
        )
    )


def _doubts(page: Page, card: CardAnswer, words: Words) -> None:
    page.part(Heading(text=words(N_("Doubts")), level=2))
    said: Sequence[tuple[str, str]] = [
        *(("!", sentences.finding(finding, words)) for finding in card.findings),
        *((words(N_("sources differ")), sentences.conflict(each, words)) for each in card.status.conflicts),
        *((words(N_("not found")), gap.text) for gap in card.gaps),
    ]
    if not said:
        page.add(Para(text=words(N_("None.")), indent=2))
    page.add(*(Para(label=label, text=text, indent=2, tone=Tone.DOUBT) for label, text in said[:MOST_DOUBTS]))
    add_more(page, len(said) - MOST_DOUBTS, words, f"igc show {card.status.ref}")
