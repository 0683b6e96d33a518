"""`igc procedures` on a page: the list, one jurisdiction step by step, and what is wrong with a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.wording import sentences
from igc_tracker.wording.codes import CONFIDENCE, FACT_KIND
from igc_tracker.wording.procedures import (
    PHASE,
    TREATY_ACTION,
    applies_in_words,
    basis_in_words,
    deadline_with_doubt,
    validity_in_words,
)
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from igc_tracker.actions.check_procedures import ProceduresCheckedAnswer
    from igc_tracker.actions.list_procedures import ProceduresAnswer, TemplateRow
    from igc_tracker.actions.show_procedure import ProcedureAnswer
    from igc_tracker.domain.findings import Finding
    from igc_tracker.domain.procedures import ProcedureStep, Template, Variant
    from igc_tracker.render.view import View
    from igc_tracker.wording.words import Words


def procedures_page(answer: ProceduresAnswer, view: View) -> Page:
    """Return a line for each template."""
    words = view.words
    page = Page()
    number = len(answer.templates)
    page.add(
        Heading(text=words.count("Procedures of {number} jurisdiction", "Procedures of {number} jurisdictions", number))
    )
    columns = (
        Column(title=words(N_("Key"))),
        Column(title=words(N_("Party"))),
        Column(title=words(N_("Name")), folds=True),
        Column(title=words(N_("Variants")), right=True),
        Column(title=words(N_("Steps")), right=True),
        Column(title=words(N_("Read")), right=True),
        Column(title=words(N_("As of"))),
        Column(title=words(N_("Origin")), folds=True),
    )
    page.part(Table(columns=columns, rows=tuple(_row(each, words) for each in answer.templates)))
    read = words(N_("Read: so many of the steps rest on a page that was read; the others are to be verified."))
    page.part(Para(text=read, tone=Tone.FAINT))
    _add_findings(page, answer.findings, words)
    return page


def _row(row: TemplateRow, words: Words) -> Row:
    return Row(
        cells=(
            Cell(row.key, Tone.STRONG),
            Cell(row.party or "–"),
            Cell(words.text(row.names)),
            Cell(f"{row.variants}"),
            Cell(f"{row.steps}"),
            Cell(f"{row.read}"),
            Cell(row.as_of),
            Cell(row.origin or "igc"),
        )
    )


def procedure_page(answer: ProcedureAnswer, view: View) -> Page:
    """Return a jurisdiction: what it rests on, then each variant and its steps in order."""
    words, template = view.words, answer.template
    page = Page()
    name = words.text(template.names)
    page.add(Heading(text=f"{name} ({template.key})", right=view.as_of_line()))
    stands_in = answer.party is not None and answer.party != template.party
    if stands_in:
        said = N_("{party}: there is no template of its own; the generic one stands in.")
        page.add(Para(text=words(said, party=words.party(answer.party or "")), tone=Tone.DOUBT))
    origin = answer.origin or words(N_("brought along by igc"))
    page.add(Para(text=words(N_("Procedures as of {month}; {origin}."), month=template.as_of, origin=origin)))
    if answer.whole:
        _rests_on(page, template, words)
    for phase, variants in template.variants.items():
        for variant in variants:
            head = f"{words(PHASE[phase])}: {words.text(variant.names)}"
            page.part(Heading(text=head, right=variant.key, level=2))
            applies = applies_in_words(variant, template, words)
            if applies and applies != words.text(variant.names):
                page.add(Para(label=words(N_("if")), text=applies, indent=2))
            page.add(_steps(variant, view))
    cited = template.sources.keys() if answer.whole else {step.source for step in template.steps}
    pages = [(key, f"{each.title}: {each.url}") for key, each in template.sources.items() if key in cited]
    _listed(page, words(N_("Pages that were read")), pages)
    _add_findings(page, answer.findings, words)
    return page


def _rests_on(page: Page, template: Template, words: Words) -> None:
    """Add the laws, the caveats, the levels and the checklist."""
    laws = [(law.key, f"{law.title} ({words(CONFIDENCE[law.confidence])})") for law in template.laws]
    levels = [(level.key, words.text(level.names)) for level in template.levels]
    grounds = [(each.key, f"{words.text(each.names)}; {basis_in_words(each, words)}") for each in template.checklist]
    _listed(page, words(N_("Laws")), laws)
    if template.caveats:
        page.part(Heading(text=words(N_("Caveats")), level=2))
        page.add(*(Para(label="!", text=words.text(each), indent=2, tone=Tone.DOUBT) for each in template.caveats))
    _listed(page, words(N_("Levels")), levels)
    _listed(page, words(N_("Checklist: which treaties need ratification")), grounds)


def _listed(page: Page, title: str, lines: Iterable[tuple[str, str]]) -> None:
    rows = tuple(Row(cells=(Cell(key, Tone.FAINT), Cell(text))) for key, text in lines)
    if rows:
        page.part(Heading(text=title, level=2))
        page.add(Table(columns=(Column(title=""), Column(title="", folds=True)), rows=rows, indent=2))


def _steps(variant: Variant, view: View) -> Table:
    """Return the steps under one another: a line with the name and the key, then what is known of the step."""
    rows: list[Row] = []
    for number, step in enumerate(variant.steps, start=1):
        rows.append(Row(cells=(Cell(""), Cell(""))))
        rows.append(Row(title=f"{number}. {view.words.text(step.names)}", note=step.key))
        rows += [
            Row(cells=(Cell(f"   {label}", Tone.FAINT), Cell(text, tone))) for label, text, tone in _told(step, view)
        ]
    return Table(columns=(Column(title=""), Column(title="", folds=True)), rows=tuple(rows))


def _told(step: ProcedureStep, view: View) -> Iterator[tuple[str, str, Tone]]:
    """Yield what is known of a step: what it is, what it says, how it is to be read."""
    words = view.words
    if validity := validity_in_words(step, words):
        in_law = step.is_valid_on(view.as_of)
        said = (
            validity
            if in_law
            else words(N_("{validity}; not on {date}"), validity=validity, date=words.day(view.as_of))
        )
        yield words(N_("in law")), said, Tone.PLAIN if in_law else Tone.DOUBT
    yield words(N_("who")), words.text(step.body), Tone.PLAIN
    if basis := basis_in_words(step, words):
        yield words(N_("legal basis")), basis, Tone.PLAIN if step.is_verified else Tone.DOUBT
    if step.deadline is not None:
        yield words(N_("period")), deadline_with_doubt(step.deadline, words), Tone.PLAIN
    if step.output:
        yield words(N_("output")), words.text(step.output), Tone.PLAIN
    if step.optional or step.condition:
        optional = words(N_("not in every case")) if step.optional else ""
        said = "; ".join(part for part in (optional, words.text(step.condition)) if part)
        yield words(N_("when")), said, Tone.PLAIN
    if step.records is not None:
        yield words(N_("act")), words(TREATY_ACTION[step.records]), Tone.PLAIN
    if step.facts:
        yield words(N_("shown by")), "; ".join(words(FACT_KIND[each]) for each in step.facts), Tone.PLAIN
    if step.note:
        yield words(N_("note")), words.text(step.note), Tone.PLAIN


def procedures_checked_page(answer: ProceduresCheckedAnswer, view: View) -> Page:
    """Return what a file holds, or a line for each thing that is wrong with it."""
    words = view.words
    page = Page()
    if answer.findings:
        number = len(answer.findings)
        title = words.count("{file}: {number} problem", "{file}: {number} problems", number, file=answer.file)
        page.add(Heading(text=title))
        page.add(*(Para(text=sentences.finding(each, words), indent=2, tone=Tone.BAD) for each in answer.findings))
        return page
    variants = words.count("{number} variant", "{number} variants", answer.variants)
    steps = words.count("{number} step", "{number} steps", answer.steps)
    fine = words(N_("{file}: fine, {variants}, {steps}."), file=answer.file, variants=variants, steps=steps)
    page.add(Para(text=fine, tone=Tone.GOOD))
    place = N_("To use it, keep it as {key}.toml in the folder procedures beside igc's config file.")
    page.add(Para(text=words(place, key=answer.key)))
    return page


def _add_findings(page: Page, findings: Iterable[Finding], words: Words) -> None:
    for finding in findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
