"""`igc list` and `igc log` on a page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, TypeGuard

from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.wording import sentences
from igc_tracker.wording.codes import STANDING
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from igc_tracker.actions.list_instruments import ListAnswer, ListRow
    from igc_tracker.actions.rehearse import DryRunAnswer
    from igc_tracker.actions.show_log import LogAnswer
    from igc_tracker.domain.register import Change, JournalEntry, Json
    from igc_tracker.render.as_csv import Lines
    from igc_tracker.render.view import View

WIDE = 140
"""The width from which the list has room for an instrument on one line."""
LONGEST_VALUE = 100
"""How many characters of an old or new value the log shows; --json shows all."""


def list_page(answer: ListAnswer, view: View) -> Page:
    """Return a line for each instrument."""
    words = view.words
    page = Page()
    page.add(
        Heading(
            text=words(N_("{shown} of {total} instruments"), shown=len(answer.rows), total=answer.total),
            right=view.as_of_line(),
        )
    )
    if answer.rows:
        narrow = view.columns is not None and view.columns < WIDE
        page.part(_narrow_table(answer, words) if narrow else _wide_table(answer, words))
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
    return page


def list_lines(answer: ListAnswer, view: View) -> Lines:
    """Return the same as lines of a table for other programs: codes, and days as they are stored."""
    words = view.words
    yield ("ref", "kind", "title", "parties", "signed_on", "in_force_on", "standing", "standing_settled")
    for row in answer.rows:
        yield (
            row.ref,
            row.kind.value,
            _title(row, words),
            " ".join(row.parties),
            row.signed_on.text if row.signed_on else "",
            row.in_force_on.text if row.in_force_on else "",
            row.standing.value,
            "yes" if row.standing_settled else "no",
        )


def _wide_table(answer: ListAnswer, words: Words) -> Table:
    return Table(
        columns=(
            Column(title=words(N_("Reference"))),
            *_facts_columns(words),
            Column(title=words(N_("Title")), folds=True),
        ),
        rows=tuple(
            Row(cells=(Cell(row.ref), *_facts_cells(row, words), Cell(_title(row, words)))) for row in answer.rows
        ),
    )


def _narrow_table(answer: ListAnswer, words: Words) -> Table:
    """Return two lines for each instrument, where one would be broken many times."""
    rows: list[Row] = []
    for row in answer.rows:
        rows.append(Row(title=row.ref, note=_title(row, words)))
        rows.append(Row(cells=(Cell("  "), *_facts_cells(row, words))))
    return Table(columns=(Column(title=""), *_facts_columns(words)), rows=tuple(rows))


def _facts_columns(words: Words) -> tuple[Column, ...]:
    return tuple(Column(title=words(title)) for title in (N_("Signed"), N_("In force"), N_("Standing")))


def _facts_cells(row: ListRow, words: Words) -> tuple[Cell, ...]:
    mark = "" if row.standing_settled else " ?"
    return (
        Cell(words.on_briefly(row.signed_on) if row.signed_on else ""),
        Cell(words.on_briefly(row.in_force_on) if row.in_force_on else ""),
        Cell(words(STANDING[row.standing]) + mark, Tone.PLAIN if row.standing_settled else Tone.DOUBT),
    )


def _title(row: ListRow, words: Words) -> str:
    return words.text(row.short_title) or words.text(row.title)


def log_page(answer: LogAnswer, view: View) -> Page:
    """Return the journal, newest first."""
    words = view.words
    page = Page()
    page.add(
        Heading(text=words.count("{number} change", "{number} changes", len(answer.entries)), right=answer.ref or "")
    )
    for entry in answer.entries:
        page.part(*_entry(entry, words, undone=entry.number in answer.undone))
    return page


def _entry(entry: JournalEntry, words: Words, *, undone: bool) -> list[Para]:
    at = f"{words.day(entry.at.date())} {entry.at:%H:%M}"
    note = f" ({words(N_('undone'))})" if undone else ""
    head = f"{at}  {entry.by}  {entry.command}{note}"
    tone = Tone.FAINT if undone else Tone.PLAIN
    return [
        Para(label=f"{entry.number}", text=head, tone=tone),
        *(Para(text=change_in_words(change, words), indent=4, tone=Tone.FAINT) for change in entry.changes),
    ]


def dry_run_page(answer: DryRunAnswer, view: View) -> Page:
    """Return what a command would have changed."""
    words = view.words
    page = Page()
    if not answer.changes:
        page.add(Para(text=words(N_("Nothing would be changed."))))
        return page
    page.add(
        Para(text=words(N_("Would be changed; nothing was written:")), tone=Tone.STRONG),
        *(Para(text=change_in_words(change, words, longest=None), indent=2) for change in answer.changes),
    )
    return page


def change_in_words(change: Change, words: Words, *, longest: int | None = LONGEST_VALUE) -> str:
    """Return what one change changed, from what to what; each value in at most ``longest`` characters."""
    where = f"{change.ref}: {change.field}" if change.field else change.ref
    if change.before is None:
        return words(N_("{where}: new: {after}"), where=where, after=_brief(change.after, longest))
    if change.after is None:
        return words(N_("{where}: taken away: {before}"), where=where, before=_brief(change.before, longest))
    if isinstance(change.before, dict) and isinstance(change.after, dict):
        inner = _of_one_record(change)
        if inner is not None:
            return change_in_words(inner, words, longest=longest)
        keys = [key for key in {**change.before, **change.after} if change.before.get(key) != change.after.get(key)]
        if keys == ["struck"] and "struck" in change.after:
            return words(N_("{where}: struck: {why}"), where=where, why=change.after["struck"].get("why", ""))
        before = _differing(change.before, change.after, keys)
        after = _differing(change.after, change.before, keys)
        return f"{where}: {_brief(before, longest) if before else '–'} → {_brief(after, longest) if after else '–'}"
    return f"{where}: {_brief(change.before, longest)} → {_brief(change.after, longest)}"


def _of_one_record(change: Change) -> Change | None:
    """Return the change as one of a record in a list of the changed one, where it is no more than that."""
    keys = [key for key in {**change.before, **change.after} if change.before.get(key) != change.after.get(key)]
    before, after = _differing(change.before, change.after, keys), _differing(change.after, change.before, keys)
    old, new = (side.get(keys[0], []) if len(keys) == 1 else None for side in (before, after))
    if not (_are_named(old) and _are_named(new)) or len(new) != 1 or len(old) > 1:
        return None
    name = new[0]["id"]
    if any(each["id"] != name for each in old):
        return None
    return replace(change, field=f"{change.field}/{name}", before=old[0] if old else None, after=new[0])


def _are_named(records: object) -> TypeGuard[list[Json]]:
    return isinstance(records, list) and all(isinstance(each, dict) and "id" in each for each in records)


def _differing(side: Json, other: Json, keys: list[str]) -> Json:
    """Return what one side has of ``keys``; of a list of records with ids only those the other side has otherwise."""
    found = {}
    for key in keys:
        value = side.get(key)
        if _are_named(value):
            value = [each for each in value if each not in (other.get(key) or ())]
        if value:
            found[key] = value
    return found


def _brief(value: object, longest: int | None) -> str:
    if isinstance(value, dict) and "kind" in value and "id" in value:  # a fact, by what people look for in it
        parts = [str(value[key]) for key in _LOOKED_FOR if value.get(key)]
        if longest is None:
            parts += [f"{key} {_said(value[key])}" for key in value if key not in (*_LOOKED_FOR, *_BOOKKEEPING)]
        value = ", ".join(parts)
    said = _said(value)
    return said if longest is None or len(said) <= longest else f"{said[: longest - 1]}…"


def _said(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_LOOKED_FOR = ("kind", "party", "on", "document", "certainty")
_BOOKKEEPING = ("id", "recorded_at", "recorded_by")
