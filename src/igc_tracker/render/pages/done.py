"""What a writing command says when it is done: what was saved, and how the standing moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.render.page import Page, Para, Tone
from igc_tracker.wording import sentences
from igc_tracker.wording.acts import act_in_words
from igc_tracker.wording.codes import CERTAINTY, KIND, LEVEL, RELATION, STANDING
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from igc_tracker.actions.add_instrument import AddedAnswer
    from igc_tracker.actions.describe import InstrumentStatus
    from igc_tracker.actions.edit_instrument import EditedAnswer
    from igc_tracker.actions.init_register import InitAnswer
    from igc_tracker.actions.record_fact import RecordedAnswer
    from igc_tracker.actions.strike_fact import StruckAnswer
    from igc_tracker.actions.undo import UndoneAnswer
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.render.view import View


def added_page(answer: AddedAnswer, view: View) -> Page:
    """Return what was added."""
    words = view.words
    page = instrument_summary(answer.instrument, words)
    ref = answer.instrument.ref
    page.add(Para(text=words(N_("Saved. Next: igc record {ref} KIND --on DATE"), ref=ref)))
    return page


def instrument_summary(instrument: Instrument, words: Words) -> Page:
    """Return a new instrument's cover in brief, to be looked at before it is saved."""
    page = Page()
    kind = words(KIND[instrument.kind])
    level = f", {words(LEVEL[instrument.level])}" if instrument.level else ""
    page.add(Para(label=instrument.ref, text=words.text(instrument.titles), tone=Tone.STRONG))
    page.add(Para(text=f"{kind}{level}; {words.parties(instrument.parties)}", indent=2))
    page.add(*(Para(text=f"{words(RELATION[link.relation])} {link.to}", indent=2) for link in instrument.links))
    return page


def recorded_page(answer: RecordedAnswer, view: View) -> Page:
    """Return the fact and how the standing moved."""
    page = Page()
    page.add(*recorded_paras(answer, view.words))
    if answer.fact.obligation is not None and answer.after is not None:
        from igc_tracker.render.pages.obligations import performance_paras  # loaded where something is owed

        owed = (each for each in answer.after.obligations if each.id == answer.fact.obligation)
        page.add(*(para for each in owed for para in performance_paras(each, answer.fact.id, view.words)))
    return page


def recorded_paras(answer: RecordedAnswer, words: Words) -> list[Para]:
    """Return the fact, how the standing moved, and what is next between the parties."""
    known = words(N_("Recorded")) if answer.is_new else words(N_("Known already, nothing was changed"))
    paras = [
        Para(label=known, text=f"{answer.ref}: {_fact(answer.fact, words)}"),
        standing_moved(answer.before, answer.after, words),
    ]
    if answer.after is not None and answer.after.next is not None:
        paras.append(Para(label=words(N_("Next")), text=sentences.next_step(answer.after.next, words)))
    return paras


def struck_page(answer: StruckAnswer, view: View) -> Page:
    """Return the fact that no longer counts and how the standing moved."""
    words = view.words
    page = Page()
    page.add(Para(label=words(N_("Struck")), text=f"{answer.ref}: {_fact(answer.fact, words)}"))
    page.add(standing_moved(answer.before, answer.after, words))
    return page


def edited_page(answer: EditedAnswer, view: View) -> Page:
    """Return whether a cover sheet was changed."""
    words = view.words
    same = answer.before == answer.after
    said = words(N_("{ref}: nothing was changed.")) if same else words(N_("{ref}: saved."))
    page = Page()
    page.add(Para(text=said.format(ref=answer.after.ref)))
    return page


def undone_page(answer: UndoneAnswer, view: View) -> Page:
    """Return what was taken back."""
    words = view.words
    page = Page()
    said = words(N_("Undone: change {number}, {command}"), number=answer.entry.number, command=answer.entry.command)
    page.add(Para(text=said))
    return page


def init_page(answer: InitAnswer, view: View) -> Page:
    """Return where the new register is."""
    words = view.words
    page = Page()
    said = words.count("{number} instrument", "{number} instruments", answer.instruments)
    page.add(Para(text=words(N_("Made {path}: {instruments}."), path=answer.path, instruments=said)))
    return page


def _fact(fact: Fact, words: Words) -> str:
    who = f"{words.party(fact.party)}, " if fact.party else ""
    day = words.on(fact.on)
    act = act_in_words(fact.kind, fact.manner, fact.effective_on, words)
    if fact.procedure is not None and fact.procedure.step is not None:
        act = f"{act}: {fact.procedure.step}"
    if fact.obligation is not None:
        act = f"{act}: {fact.obligation}"
    return f"{who}{act}, {day} ({words(CERTAINTY[fact.certainty])}) [{fact.id}]"


def standing_moved(before: InstrumentStatus | None, after: InstrumentStatus | None, words: Words) -> Para:
    """Return where an instrument stood and stands."""
    was, now = (words(STANDING[each.standing]) if each else words(N_("not begun")) for each in (before, after))
    text = words(N_("still {standing}"), standing=now) if was == now else f"{was} → {now}"
    return Para(label=words(N_("Standing")), text=text)
