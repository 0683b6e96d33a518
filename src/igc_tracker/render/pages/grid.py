"""`igc status --grid` on a page and as a table for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.grid import Grid, GridCell, GridCode, GridRow
from igc_tracker.render.as_plain import GAP
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.safe import width
from igc_tracker.wording import sentences
from igc_tracker.wording.codes import GRID
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from igc_tracker.actions.show_status import StatusAnswer
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.render.as_csv import Lines
    from igc_tracker.render.view import View
    from igc_tracker.wording.words import Words

MARK: Mapping[GridCode, str] = {
    GridCode.NOTIFIED: "",
    GridCode.SIGNED: "°",
    GridCode.PENDING: "+",
    GridCode.NOT_SIGNED: "-",
    GridCode.PROVISIONAL: "ВП",
    GridCode.LEFT: "×",
    GridCode.DECLINED: "∅",
    GridCode.UNKNOWN: "?",
    GridCode.NO_PARTY: "·",
}
"""The marks, in every language the same: those the secretariat of the CIS uses in its table, and ours beside them."""
IN_FORCE = "*"
_INDENT = 2
_GAP = 3
"""How far columns stand apart at most: Rich takes one more than plain text."""
_WITH_DAY = (GridCode.NOTIFIED, GridCode.SIGNED, GridCode.LEFT)


def grid_page(answer: StatusAnswer, view: View) -> Page:
    """Return the grid with its legend: a line for each instrument, or, where that is too wide, blocks of parties."""
    words = view.words
    grid = answer.grid or Grid(parties=(), rows=())
    page = Page()
    instruments = words.count("{number} instrument", "{number} instruments", len(grid.rows))
    parties = words.count("{number} party", "{number} parties", len(grid.parties))
    page.add(Heading(text=f"{instruments}, {parties}", right=view.as_of_line()))
    if grid.rows:
        whole = _whole(answer, grid, words)
        fits = view.columns is None or _width(whole) <= view.columns
        for table in [_with_titles(whole, answer, words, view)] if fits else _blocks(answer, grid, view):
            page.part(table)
        page.part(_legend(words))
    if answer.not_yet:
        later = words.count(
            "{number} more instrument of the family begins after that day.",
            "{number} more instruments of the family begin after that day.",
            len(answer.not_yet),
        )
        page.part(Para(text=later, tone=Tone.FAINT))
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
    return page


def grid_lines(answer: StatusAnswer, view: View) -> Lines:
    """Return the grid as lines of cells; days as they are stored, the marks those of the page."""
    grid = answer.grid or Grid(parties=(), rows=())
    yield ("ref", "title", "signed_on", "in_force_on", "standing", *grid.parties)
    for row in grid.rows:
        status = answer.instrument(row.ref)
        force = status.entry_into_force.on
        yield (
            row.ref,
            sentences.name_of(status, view.words),
            status.signed_on.text if status.signed_on else "",
            force.text if force else "",
            status.standing.value,
            *(_said(cell, lambda on: on.text) for cell in row.cells),
        )


def _whole(answer: StatusAnswer, grid: Grid, words: Words) -> Table:
    columns = (
        Column(title=words(N_("Reference"))),
        *(Column(title=party) for party in grid.parties),
        Column(title=words(N_("Standing"))),
    )
    return Table(columns=columns, rows=tuple(_line(answer, row, words) for row in grid.rows))


def _line(answer: StatusAnswer, row: GridRow, words: Words) -> Row:
    standing = sentences.standing_briefly(answer.instrument(row.ref), words)
    return Row(cells=(Cell(row.ref), *(_cell(cell, words) for cell in row.cells), Cell(standing)))


def _with_titles(table: Table, answer: StatusAnswer, words: Words, view: View) -> Table:
    """Return the table with what each instrument is called, where there is room without end."""
    if view.columns is not None:
        return table
    rows = tuple(
        Row(cells=(*row.cells, Cell(sentences.name_of(answer.instrument(row.cells[0].text), words))))
        for row in table.rows
    )
    return Table(columns=(*table.columns, Column(title=words(N_("Title")))), rows=rows)


def _blocks(answer: StatusAnswer, grid: Grid, view: View) -> list[Table]:
    """Return a table for as many parties as fit side by side, then one for the next, and so on.

    A line across says which instrument it is and where it stands. A block leaves out the instruments that none of its
    parties is a party to.
    """
    words = view.words
    widths = [
        max(width(party), *(width(_cell(row.cells[place], words).text) for row in grid.rows))
        for place, party in enumerate(grid.parties)
    ]
    tables = []
    for first, last in _chunks(widths, (view.columns or 0) - _INDENT - len(GAP)):
        rows: list[Row] = []
        for row in grid.rows:
            cells = row.cells[first:last]
            if all(cell.code is GridCode.NO_PARTY for cell in cells):
                continue
            standing = sentences.standing_briefly(answer.instrument(row.ref), words)
            rows += [
                Row(title=row.ref, note=standing),
                Row(cells=(Cell(" " * _INDENT), *(_cell(cell, words) for cell in cells))),
            ]
        columns = (Column(title=""), *(Column(title=party) for party in grid.parties[first:last]))
        tables.append(Table(columns=columns, rows=tuple(rows)))
    return tables


def _chunks(widths: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Return the bounds of runs of columns that fit into ``room``, each of one column at least."""
    found, first, taken = [], 0, 0
    for place, needed in enumerate(widths):
        if place > first and taken + needed > room:
            found.append((first, place))
            first, taken = place, 0
        taken += needed + len(GAP)
    return [*found, (first, len(widths))]


def _width(table: Table) -> int:
    lines = [[column.title for column in table.columns], *([cell.text for cell in row.cells] for row in table.rows)]
    return sum(max(map(width, column)) for column in zip(*lines, strict=True)) + _GAP * (len(table.columns) - 1)


def _cell(cell: GridCell, words: Words) -> Cell:
    tone = {
        GridCode.NOTIFIED: Tone.GOOD,
        GridCode.SIGNED: Tone.GOOD,
        GridCode.UNKNOWN: Tone.DOUBT,
        GridCode.NO_PARTY: Tone.FAINT,
    }.get(cell.code, Tone.PLAIN)
    return Cell(_said(cell, words.on_briefly), tone if cell.settled else Tone.DOUBT)


def _said(cell: GridCell, say: Callable[[PartialDate], str]) -> str:
    """Return the cell's day and marks: ``12 Mar 2010 *``, ``+``, ``ВП``, ``Aug 2018?``; never nothing."""
    mark = MARK[cell.code]
    day = say(cell.on) if cell.on is not None and cell.code in _WITH_DAY else ""
    said = f"{mark} {day}" if cell.code is GridCode.LEFT and day else f"{day}{mark}"
    said = said or MARK[GridCode.UNKNOWN]  # done, on a day that is not recorded
    said = said if cell.settled else f"{said}?"
    if not cell.in_force:
        return said
    return f"{said} {IN_FORCE}" if cell.in_force_settled else f"{said} {IN_FORCE}?"


def _legend(words: Words) -> Table:
    date = words(N_("date"))
    meanings = [(f"{date}{MARK[code]}" if code in _WITH_DAY[:2] else MARK[code], GRID[code]) for code in GRID]
    meanings += [
        (IN_FORCE, N_("in force for that party")),
        (f"{date}?", N_("unconfirmed or not exactly dated")),
    ]
    rows = tuple(Row(cells=(Cell(mark, Tone.FAINT), Cell(words(said), Tone.FAINT))) for mark, said in meanings)
    return Table(columns=(Column(title=""), Column(title="", folds=True)), rows=rows, indent=_INDENT)
