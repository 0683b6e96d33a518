"""`igc show` on a page: the cover sheet, then every fact with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.variants import VariantBasis
from igc_tracker.domain.facts import Certainty
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.pages.clause import clause_paras
from igc_tracker.wording import sentences
from igc_tracker.wording.acts import act_in_words, note_days
from igc_tracker.wording.codes import (
    CERTAINTY,
    CONFIDENCE,
    FACT_KIND,
    KIND,
    LEVEL,
    LINK,
    RELATION,
    UNLOCKED_BY,
)
from igc_tracker.wording.procedures import PHASE
from igc_tracker.wording.reasons import DEVIATION
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.actions.describe import InstrumentStatus
    from igc_tracker.actions.show_instrument import InstrumentAnswer
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Gap, Instrument
    from igc_tracker.render.view import View


def instrument_page(answer: InstrumentAnswer, view: View) -> Page:
    """Return the page for one instrument; what is struck stays and says so."""
    words, instrument = view.words, answer.instrument
    page = Page()
    page.add(Heading(text=words.text(instrument.titles), right=view.as_of_line()))
    rows = [Row(cells=(Cell(label, Tone.FAINT), Cell(text))) for label, text in _cover_sheet(answer, words) if text]
    page.part(Table(columns=(Column(title=""), Column(title="", folds=True)), rows=tuple(rows)))
    if answer.status is None:
        page.part(Para(text=words(N_("Nothing of it exists yet on {date}."), date=words.day(view.as_of))))
    else:
        page.part(Para(text=sentences.headline(answer.status, words), tone=Tone.STRONG))
        if (doubt := sentences.rests_on(answer.status, words)) is not None:
            page.add(Para(text=doubt, tone=Tone.DOUBT))
        page.add(*(Para(text=text, tone=Tone.DOUBT) for text in sentences.parties_apart(answer.status, words)))
        said = sentences.entry_into_force(answer.status.entry_into_force, words)
        page.add(Para(label=words(N_("Entry into force")), text=said))
    if answer.status is not None and any(party.procedure is not None for party in answer.status.parties):
        _runs(page, answer.status, view)
    if answer.status is not None and answer.status.obligations:
        from igc_tracker.render.pages.obligations import add_obligations  # loaded where something is owed

        add_obligations(page, answer.status.obligations, words)
    _facts(page, answer, words)
    _clauses_and_gaps(page, answer, words)
    return page


def _runs(page: Page, status: InstrumentStatus, view: View) -> None:
    """Add the procedure of each party, step by step; of one whose way nobody has said, only that and how to say it."""
    from igc_tracker.render.pages.procedure import add_run, run_paras  # loaded where a run is told

    words = view.words
    for run in [party.procedure for party in status.parties if party.procedure is not None]:
        if run.chosen.basis is not VariantBasis.ASSUMED:
            add_run(page, run, view, named=True)
            continue
        head = f"{words.party(run.party)} · {words(PHASE[run.phase])}"
        remedy = words(N_("To record it: igc step {ref} {party} --variant KEY"), ref=status.ref, party=run.party)
        page.part(Heading(text=head, level=2), *run_paras(run, words, view.as_of))
        page.add(Para(text=remedy, indent=2, tone=Tone.FAINT))


def _cover_sheet(answer: InstrumentAnswer, words: Words) -> Iterator[tuple[str, str]]:
    instrument = answer.instrument
    yield words(N_("Reference")), instrument.ref
    for language in ("en", "ru", "kk"):
        if language != words.language and instrument.titles.get(language):
            yield words(N_("Title ({language})"), language=language), instrument.titles[language]
    kind = words(KIND[instrument.kind])
    level = words(LEVEL[instrument.level]) if instrument.level else ""
    binding = "" if instrument.is_treaty else words(N_("not a treaty"))
    yield words(N_("Kind")), ", ".join(part for part in (kind, level, binding) if part)
    yield words(N_("Parties")), words.parties(instrument.parties)
    for link in instrument.links:
        yield words(RELATION[link.relation]), link.to
    yield words(N_("Linked from")), ", ".join(answer.followers)
    yield words(N_("Also called")), ", ".join(instrument.aliases)
    yield words(N_("Depositary")), instrument.depositary or ""
    yield words(N_("Authentic languages")), ", ".join(instrument.languages)
    yield words(N_("Lead bodies")), _lead_bodies(instrument, words)
    yield words(N_("Subjects")), ", ".join(instrument.subjects)
    yield words(N_("Originals")), instrument.originals or ""
    yield words(N_("Officer")), instrument.officer or ""
    yield words(N_("Restricted")), words(N_("yes")) if instrument.restricted else ""
    yield words(N_("Note")), instrument.status_note or ""
    for unlock in instrument.unlocks:
        yield words(UNLOCKED_BY[unlock.by]), words.text(unlock.what)


def _lead_bodies(instrument: Instrument, words: Words) -> str:
    return "; ".join(f"{words.party(party)}: {body}" for party, body in instrument.lead_bodies.items())


def _facts(page: Page, answer: InstrumentAnswer, words: Words) -> None:
    count = words.count("{number} fact", "{number} facts", len(answer.facts))
    later = words.count("{number} more after that day", "{number} more after that day", answer.later)
    page.part(Heading(text=count + (f", {later}" if answer.later else ""), level=2))
    rows: list[Row] = []
    for fact in answer.facts:
        rows.append(_fact(fact, words))
        rows += [_line(label, text) for label, text in _evidence(fact, words) if text]
    columns = (
        Column(title=words(N_("Date"))),
        Column(title=words(N_("Party"))),
        Column(title=words(N_("What")), folds=True),
    )
    if rows:
        page.add(Table(columns=columns, rows=tuple(rows)))


def _fact(fact: Fact, words: Words) -> Row:
    doubt = fact.certainty is Certainty.UNCONFIRMED
    tone = Tone.FAINT if fact.struck else Tone.DOUBT if doubt else Tone.STRONG
    what = act_in_words(fact.kind, fact.manner, fact.effective_on, words)
    if fact.article is not None:
        what = f"{what}: {fact.article}"
    if fact.planned_kind is not None:
        what = f"{what}: {words(FACT_KIND[fact.planned_kind])}, {words.on(fact.planned_for)}"
    if fact.struck is not None:
        what = words(N_("STRUCK: {what}"), what=what)
    return Row(cells=(Cell(words.on_briefly(fact.on), tone), Cell(fact.party or "", tone), Cell(what, tone)))


def _line(label: str, text: str) -> Row:
    return Row(cells=(Cell(""), Cell(""), Cell(f"{label}: {text}" if label else text, Tone.FAINT)))


def _evidence(fact: Fact, words: Words) -> Iterator[tuple[str, str]]:
    yield words(N_("date")), words.on(fact.on) if words.on(fact.on) != words.on_briefly(fact.on) else ""
    yield "", fact.document or ""
    yield words(N_("document of")), words.on(fact.document_date) if fact.document_date else ""
    yield "", "; ".join(note_days(fact, words))
    if fact.procedure is not None and fact.procedure.step is not None:
        from igc_tracker.wording.procedures import PHASE

        yield words(N_("step")), f"{fact.procedure.step} ({words(PHASE[fact.procedure.phase])})"
    if fact.obligation is not None:
        quantity = "" if fact.quantity is None else f": {fact.quantity}"
        yield words(N_("obligation")), f"{fact.obligation}{quantity}"
    yield words(N_("place")), fact.place or ""
    yield words(N_("by")), fact.signatory or ""
    yield words(N_("not the day the clause gives")), words(DEVIATION[fact.deviation]) if fact.deviation else ""
    yield "", fact.detail or ""
    worth = words(CERTAINTY[fact.certainty])
    worth += f", {words(CONFIDENCE[fact.confidence])}" if fact.confidence else ""
    yield words(N_("source")), f"{worth}: {fact.source}" if fact.source else f"{worth}, {words(N_('none named'))}"
    at = words.day(fact.recorded_at.date())
    yield "id", words(N_("{id}, recorded {date} by {who}"), id=fact.id, date=at, who=fact.recorded_by)
    if fact.struck is not None:
        yield (
            words(N_("struck")),
            words(
                N_("{date} by {who}: {why}"),
                date=words.day(fact.struck.at.date()),
                who=fact.struck.by,
                why=fact.struck.why,
            ),
        )


def _clauses_and_gaps(page: Page, answer: InstrumentAnswer, words: Words) -> None:
    instrument = answer.instrument
    if instrument.clauses:
        page.part(Heading(text=words(N_("Final clauses")), level=2))
        for clause in instrument.clauses:
            page.add(*clause_paras(clause, words))
    conflicts = answer.status.conflicts if answer.status else ()
    if conflicts:
        page.part(Heading(text=words(N_("Sources differ")), level=2))
        page.add(*(Para(text=sentences.conflict(each, words), indent=2, tone=Tone.DOUBT) for each in conflicts))
    if instrument.gaps:
        page.part(Heading(text=words(N_("Looked for and not found")), level=2))
        page.add(*(Para(text=_gap(gap, words), indent=2, tone=Tone.DOUBT) for gap in instrument.gaps))
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))


def _gap(gap: Gap, words: Words) -> str:
    if gap.link is None:
        return gap.text
    whose = words.party(gap.party) if gap.party else words(N_("every party"))
    return f"{gap.text} ({whose}: {words(LINK[gap.link])})"
