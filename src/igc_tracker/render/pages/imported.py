"""`igc import` on a page: what came, and what was there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.render.page import Page, Para, Tone
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.actions.import_records import ImportedAnswer
    from igc_tracker.render.view import View


def imported_page(answer: ImportedAnswer, view: View) -> Page:
    """Return the counts, each instrument that was extended, and the ties that lead nowhere."""
    words = view.words
    page = Page()
    added = words.count("{number} new record", "{number} new records", len(answer.added))
    extended = words.count("{number} extended", "{number} extended", len(answer.extended))
    known = words.count("{number} known already", "{number} known already", len(answer.known))
    page.add(Para(label=words(N_("Imported")), text=f"{added}, {extended}, {known}"))
    for each in answer.extended:
        facts = words.count("{number} fact", "{number} facts", len(each.facts))
        page.add(Para(label=each.ref, text=f"{facts}: {', '.join(each.facts)}", indent=2))
    if answer.unheld:
        text = words(N_("the register does not hold {refs}"), refs=", ".join(answer.unheld))
        page.add(Para(label=words(N_("Tied to")), text=text, tone=Tone.DOUBT))
    return page
