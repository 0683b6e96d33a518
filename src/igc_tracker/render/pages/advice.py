"""`igc procedures advise` on a page: the checklist as answered, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.wording.procedures import basis_in_words
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.actions.advise_procedure import AdviceAnswer
    from igc_tracker.domain.procedures import Ground
    from igc_tracker.render.view import View
    from igc_tracker.wording.words import Words


def advice_page(answer: AdviceAnswer, view: View) -> Page:
    """Return the grounds for ratification with their answers, then the way the procedure takes."""
    words = view.words
    page = Page()
    page.add(Heading(text=f"{words.text(answer.title) or answer.ref} · {words.party(answer.party)}"))
    rows = tuple(_row(each, answer, words) for each in answer.checklist)
    page.part(Table(columns=(Column(title=""), Column(title=""), Column(title="", folds=True)), rows=rows, indent=2))
    if answer.recorded is None:
        text = words(
            N_("Nothing is recorded yet: answer with --ground KEY for each ground that is met, or --no-grounds.")
        )
        page.part(Para(text=text, tone=Tone.DOUBT))
        return page
    outcome = words(N_("a ground is met: ratification by law")) if answer.met else words(N_("no ground is met"))
    page.part(Para(label=words(N_("Checklist")), text=outcome, tone=Tone.STRONG))
    way = (
        f"{words.text(answer.variant.names)} ({answer.variant.key})"
        if answer.variant is not None
        else words(
            N_("the template names no way for this; set one: igc step {ref} {party} --variant KEY"),
            ref=answer.ref,
            party=answer.party,
        )
    )
    page.add(Para(label=words(N_("Procedure")), text=way))
    fact = answer.recorded.fact
    said = words(
        N_("{id}, recorded {date} by {who}"), id=fact.id, date=words.day(fact.recorded_at.date()), who=fact.recorded_by
    )
    page.add(Para(label=words(N_("Recorded")), text=said, tone=Tone.FAINT))
    return page


def _row(ground: Ground, answer: AdviceAnswer, words: Words) -> Row:
    is_met = ground.key in answer.met
    mark = "●" if is_met else "○" if answer.recorded is not None else "?"
    basis = basis_in_words(ground, words)
    return Row(
        cells=(
            Cell(mark, Tone.STRONG if is_met else Tone.PLAIN),
            Cell(ground.key),
            Cell(f"{words.text(ground.names)} ({basis})"),
        )
    )
