"""`igc store` on a page: the register's file, its faults, its copies, and what was done with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from igc_tracker.actions.store_recover import Recovery
from igc_tracker.actions.store_verify import Verdict
from igc_tracker.render.page import Blank, Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.wording import keeping, sentences
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from igc_tracker.actions.store_backup import BackedUpAnswer, RestoredAnswer
    from igc_tracker.actions.store_compact import CompactedAnswer, MigratedAnswer
    from igc_tracker.actions.store_info import CopyState, StoreInfoAnswer
    from igc_tracker.actions.store_recover import RecoveredAnswer
    from igc_tracker.actions.store_verify import StoreVerifyAnswer
    from igc_tracker.render.view import View
    from igc_tracker.wording.words import Words

MOST = 50
"""So many lines of one kind are shown; --json has all."""

_TONE = {Verdict.WHOLE: Tone.GOOD, Verdict.FINDINGS: Tone.DOUBT, Verdict.DAMAGED: Tone.BAD}


def store_info_page(answer: StoreInfoAnswer, view: View) -> Page:
    """Return the state of the register's file."""
    words = view.words
    page = Page()
    page.add(Heading(text=answer.path))
    if answer.problem is not None:
        said = N_("Damaged: igc store verify tells where, igc store recover saves what is whole.")
        page.add(Para(text=words(said), tone=Tone.BAD))
    if answer.torn:
        page.add(
            Para(text=words(N_("The last write did not come to its end; the next one clears up.")), tone=Tone.DOUBT)
        )
    page.part(_pairs(_told(answer, words)))
    page.part(Heading(text=words(N_("To fall back on")), level=2))
    if answer.copies:
        page.add(_copies(answer.copies, words))
    else:
        page.add(Para(text=words(N_("No copy lies beside the register yet.")), indent=2, tone=Tone.DOUBT))
    if answer.without_backup is not None:
        day = words.day(answer.without_backup)
        said = N_("The last change was made on {date}, and there is no copy of that day: is there room?")
        page.add(Para(label="!", text=words(said, date=day), indent=2, tone=Tone.DOUBT))
    if answer.damaged:
        page.add(Para(text=words(N_("Put aside: {names}"), names=", ".join(answer.damaged)), indent=2))
    return page


def _told(answer: StoreInfoAnswer, words: Words) -> list[tuple[str, str]]:
    counts = [f"{keeping.table(name, words)} {number}" for name, number in answer.records.items()]
    sizes = keeping.size(answer.size, words)
    if answer.superseded:
        older = keeping.size(answer.superseded, words)
        sizes = words(N_("{size}; of these {older} older versions (igc store compact)"), size=sizes, older=older)
    kind = answer.file_system or words(N_("not known"))
    if answer.is_network:
        kind = words(N_("{kind}, a network file system"), kind=kind)
    writes = words(N_("igc writes here")) if answer.may_write else words(N_("igc does not write here"))
    last = words(N_("record {number}"), number=answer.last_record)
    if answer.mark is not None:
        last = words(N_("{record}; acknowledged on this machine: {mark}"), record=last, mark=answer.mark)
    pairs = [
        (words(N_("register")), answer.register or words(N_("not known"))),
        (words(N_("form")), _form(answer, words)),
        (words(N_("records")), ", ".join(counts)),
        (words(N_("changes")), _changes(answer.entries, answer.last_write, words)),
        (words(N_("last written")), last),
        (words(N_("size")), sizes),
        (words(N_("file system")), f"{kind}; {writes}"),
    ]
    if answer.holder is not None:
        pairs.append((words(N_("in use")), words(N_("by process {pid}"), pid=answer.holder)))
    return pairs


def _form(answer: StoreInfoAnswer, words: Words) -> str:
    if answer.schema is None:
        return words(N_("not known"))
    return words(N_("{format}, schema {schema}"), format=answer.format or "?", schema=answer.schema)


def _changes(entries: int, last: date | None, words: Words) -> str:
    if last is None:
        return f"{entries}"
    return words(N_("{number}, the last one on {date}"), number=entries, date=words.day(last))


def _copies(copies: Iterable[CopyState], words: Words) -> Table:
    columns = (
        Column(title=words(N_("Copy")), folds=True),
        Column(title=words(N_("Kind"))),
        Column(title=words(N_("Size")), right=True),
        Column(title=words(N_("Up to record")), right=True),
        Column(title=words(N_("State"))),
    )
    rows = []
    for each in copies:
        state, tone = words(N_("whole")), Tone.GOOD
        if not each.is_whole:
            state, tone = words(N_("damaged")), Tone.BAD
        elif not each.is_ours:
            state, tone = words(N_("of another register")), Tone.DOUBT
        rows.append(
            Row(
                cells=(
                    Cell(Path(each.path).name, Tone.STRONG),
                    Cell(words(keeping.COPY_KIND[each.kind])),
                    Cell(keeping.size(each.size, words)),
                    Cell("–" if each.last_record is None else f"{each.last_record}"),
                    Cell(state, tone),
                )
            )
        )
    return Table(columns=columns, rows=tuple(rows), indent=2)


def store_verified_page(answer: StoreVerifyAnswer, view: View) -> Page:
    """Return whether a file is whole, and everything that is wrong with it."""
    words = view.words
    page = Page()
    page.add(Para(text=f"{answer.path}: {words(keeping.VERDICT[answer.verdict])}", tone=_TONE[answer.verdict]))
    counts = _counts(answer.records, words)
    said = N_("Looked at: {counts}; with older versions {versions} records, {size}")
    size = keeping.size(answer.size, words)
    page.add(Para(text=words(said, counts=counts, versions=answer.versions, size=size), indent=2, tone=Tone.FAINT))
    if answer.faults:
        rows = tuple(
            Row(cells=(Cell(f"{each.line or '–'}"), Cell(keeping.fault(each, words), Tone.BAD)))
            for each in answer.faults[:MOST]
        )
        columns = (Column(title=words(N_("Line")), right=True), Column(title=words(N_("Fault")), folds=True))
        page.part(Table(columns=columns, rows=rows))
        _more(page, len(answer.faults), words)
    if answer.findings:
        page.part(
            *(Para(label="!", text=sentences.finding(each, words), tone=Tone.DOUBT) for each in answer.findings[:MOST])
        )
        _more(page, len(answer.findings), words)
    if answer.verdict is Verdict.DAMAGED:
        page.part(
            Para(text=words(N_("The file was not touched. See what can be saved: igc store recover --dry-run"))),
        )
    return page


def compacted_page(answer: CompactedAnswer, view: View) -> Page:
    """Return how much smaller the file is."""
    words = view.words
    page = Page()
    before, after = keeping.size(answer.before, words), keeping.size(answer.after, words)
    if not answer.needed:
        page.add(Para(text=words(N_("There is nothing to gain: {size}, no older versions."), size=after)))
        return page
    said = N_("Laid out anew: {before} before, {after} now.")
    would = N_("Would be laid out anew: {before} now, {after} then. Nothing was written.")
    page.add(Para(text=words(said if answer.written else would, before=before, after=after)))
    _kept(page, answer.kept_as, words)
    return page


def migrated_page(answer: MigratedAnswer, view: View) -> Page:
    """Return from which schema to which the register went."""
    words = view.words
    page = Page()
    if not answer.needed:
        page.add(Para(text=words(N_("There is nothing to do: schema {schema}."), schema=answer.after)))
        return page
    said = N_("Brought from schema {before} to schema {after}.")
    would = N_("Would be brought from schema {before} to schema {after}. Nothing was written.")
    page.add(Para(text=words(said if answer.written else would, before=answer.before, after=answer.after)))
    _kept(page, answer.kept_as, words)
    return page


def backed_up_page(answer: BackedUpAnswer, view: View) -> Page:
    """Return where the copy is."""
    words = view.words
    page = Page()
    said = N_("Copied and read back: {copy} ({size}, up to record {number}).")
    would = N_("Would be copied to {copy} ({size}, up to record {number}). Nothing was written.")
    size = keeping.size(answer.size, words)
    values = {"copy": answer.copy, "size": size, "number": answer.last_record}
    page.add(Para(text=words(said if answer.written else would, **values)))
    return page


def restored_page(answer: RestoredAnswer, view: View) -> Page:
    """Return which copy is the register now, and what of the replaced one it does not know."""
    words = view.words
    page = Page()
    said = N_("{copy} has taken the register's place.")
    would = N_("{copy} would take the register's place. Nothing was written.")
    page.add(Para(text=words(said if answer.written else would, copy=answer.copy), tone=Tone.STRONG))
    counts = _counts(answer.records, words)
    page.add(Para(label=words(N_("records")), text=counts, indent=2))
    page.add(Para(label=words(N_("changes")), text=_changes(answer.entries, answer.last_write, words), indent=2))
    if answer.undone is None:
        page.add(Para(text=words(N_("What was there could not be read.")), indent=2))
    elif answer.undone:
        lost = words.count(
            "{number} change of the replaced file is not in it.",
            "{number} changes of the replaced file are not in it.",
            answer.undone,
        )
        page.add(Para(text=lost, indent=2, tone=Tone.DOUBT))
    _kept(page, answer.kept_as, words)
    return page


def recovered_page(answer: RecoveredAnswer, view: View) -> Page:
    """Return what was saved, record by record where it is not simply whole, and what is lost."""
    words = view.words
    page = Page()
    if not answer.needed:
        page.add(
            Para(text=words(N_("There is nothing to recover: {path} is whole."), path=answer.path), tone=Tone.GOOD)
        )
        return page
    if answer.older:
        said = N_("The older copy is the register now, as it is.")
        would = N_("The older copy would be the register, as it is. Nothing was written.")
    else:
        said = N_("{path} was made anew of what is whole.")
        would = N_("{path} would be made anew of what is whole. Nothing was written.")
    page.add(Para(text=words(said if answer.written else would, path=answer.path), tone=Tone.STRONG))
    page.add(Para(label=words(N_("whole in the file")), text=_counts(answer.whole, words), indent=2))
    if answer.records:
        page.part(_records(answer, words))
        _more(page, len(answer.records), words)
    if answer.missing or answer.missing_versions or answer.missing_entries:
        page.add(Blank())
    for name, number in answer.missing.items():
        said = N_("{table}: lost without a name: {number}")
        page.add(Para(label="!", text=words(said, table=keeping.table(name, words), number=number), tone=Tone.BAD))
    if answer.missing_versions:
        said = N_("Records written here of which nothing is left: {number}")
        page.add(Para(label="!", text=words(said, number=answer.missing_versions), tone=Tone.BAD))
    if answer.missing_entries:
        numbers = ", ".join(map(str, answer.missing_entries[:MOST]))
        said = N_("Entries lost from the journal: {numbers}. --known-on may not show earlier days exactly.")
        page.add(Para(label="!", text=words(said, numbers=numbers), tone=Tone.BAD))
    if answer.is_complete and not answer.older:
        page.part(Para(text=words(N_("Nothing is lost.")), tone=Tone.GOOD))
    _kept(page, answer.kept_as, words)
    return page


def _records(answer: RecoveredAnswer, words: Words) -> Table:
    bad = {Recovery.LOST, Recovery.CHANGED_LEFT}
    rows = tuple(
        Row(
            cells=(
                Cell(f"{each.line or '–'}"),
                Cell(keeping.record(each.table, each.key, each.ref, words), Tone.STRONG),
                Cell(keeping.recovery(each, words), Tone.BAD if each.recovery in bad else Tone.DOUBT),
            )
        )
        for each in answer.records[:MOST]
    )
    columns = (
        Column(title=words(N_("Line")), right=True),
        Column(title=words(N_("Record")), folds=True),
        Column(title=words(N_("What became of it")), folds=True),
    )
    return Table(columns=columns, rows=rows)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Table:
    rows = tuple(Row(cells=(Cell(label, Tone.FAINT), Cell(text))) for label, text in pairs)
    return Table(columns=(Column(title=""), Column(title="", folds=True)), rows=rows, indent=2)


def _counts(records: Mapping[str, int], words: Words) -> str:
    named = (name for name in records if name != "_igc")
    return ", ".join(f"{keeping.table(name, words)} {records[name]}" for name in named) or "0"


def _kept(page: Page, path: str | None, words: Words) -> None:
    if path is not None:
        page.add(Para(text=words(N_("The file that was there is kept: {path}"), path=path), tone=Tone.FAINT))


def _more(page: Page, number: int, words: Words) -> None:
    if number > MOST:
        page.add(Para(text=words(N_("and {number} more (--json has all)"), number=number - MOST), tone=Tone.FAINT))
