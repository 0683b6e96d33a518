"""`igc list` and `igc log` on a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.wording import sentences
from igc_tracker.wording.codes import KIND, STANDING
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from igc_tracker.actions.list_instruments import ListAnswer, ListRow
    from igc_tracker.actions.show_log import LogAnswer
    from igc_tracker.domain.register import Change, JournalEntry
    from igc_tracker.render.view import View

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
        columns = (
            Column(title=words(N_("Reference"))),
            Column(title=words(N_("Signed"))),
            Column(title=words(N_("In force"))),
            Column(title=words(N_("Standing"))),
            Column(title=words(N_("Title")), folds=True),
        )
        page.part(Table(columns=columns, rows=tuple(_list_row(row, words) for row in answer.rows)))
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
    return page


def _list_row(row: ListRow, words: Words) -> Row:
    mark = "" if row.standing_settled else " ?"
    title = words.text(row.short_title) or words.text(row.title)
    return Row(
        cells=(
            Cell(row.ref),
            Cell(words.on_briefly(row.signed_on) if row.signed_on else ""),
            Cell(words.on_briefly(row.in_force_on) if row.in_force_on else ""),
            Cell(words(STANDING[row.standing]) + mark, Tone.PLAIN if row.standing_settled else Tone.DOUBT),
            Cell(f"{words(KIND[row.kind])}: {title}" if not row.short_title else title),
        )
    )


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
        *(Para(text=_change(change, words), indent=4, tone=Tone.FAINT) for change in entry.changes),
    ]


def _change(change: Change, words: Words) -> str:
    where = f"{change.ref}: {change.field}" if change.field else change.ref
    if change.before is None:
        return words(N_("{where}: new: {after}"), where=where, after=_brief(change.after))
    if change.after is None:
        return words(N_("{where}: taken away: {before}"), where=where, before=_brief(change.before))
    if isinstance(change.before, dict) and isinstance(change.after, dict):
        keys = [key for key in {**change.before, **change.after} if change.before.get(key) != change.after.get(key)]
        before = {key: change.before[key] for key in keys if key in change.before}
        after = {key: change.after[key] for key in keys if key in change.after}
        return f"{where}: {_brief(before) if before else '–'} → {_brief(after) if after else '–'}"
    return f"{where}: {_brief(change.before)} → {_brief(change.after)}"


def _brief(value: object) -> str:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return said if len(said) <= LONGEST_VALUE else f"{said[: LONGEST_VALUE - 1]}…"
