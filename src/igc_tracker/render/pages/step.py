"""`igc step` on a page: what was recorded, and where the party's procedure stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.render.page import Heading, Page, Para, Tone
from igc_tracker.render.pages.done import recorded_paras
from igc_tracker.render.pages.procedure import add_run
from igc_tracker.wording import sentences
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.actions.record_step import RunAnswer
    from igc_tracker.render.view import View


def step_page(answer: RunAnswer, view: View) -> Page:
    """Return what was recorded just now, if anything was, then the run, step by step."""
    words = view.words
    page = Page()
    if answer.recorded is not None:
        page.add(*recorded_paras(answer.recorded, words))
        page.part()
    name = words.text(answer.title) or answer.ref
    page.add(Heading(text=f"{name} · {words.party(answer.run.party)}", right=view.as_of_line()))
    add_run(page, answer.run, view)
    if not answer.run.is_recorded:
        page.part(Para(text=words(N_("No step is on record.")), tone=Tone.DOUBT))
    at = answer.run.waits_for
    if at is not None:
        command = f"igc step {answer.ref} {answer.run.party} {at.step.key} done --on DATE --document TEXT"
        page.part(Para(text=words(N_("To record the next step: {command}"), command=command), tone=Tone.FAINT))
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
    return page
