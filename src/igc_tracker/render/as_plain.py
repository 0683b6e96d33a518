"""A page as plain text: for pipes, files and mail. No colour, no control codes; the same page gives the same bytes."""

from __future__ import annotations

from itertools import zip_longest
from typing import assert_never

from igc_tracker.render.page import Blank, Block, Cell, Figure, Heading, Page, Para, Row, Table
from igc_tracker.render.safe import folded, padded, shown, width

GAP = "  "


def page_as_plain(page: Page, *, columns: int | None = None) -> str:
    """Return the page as text ending in a newline. ``columns`` None: full width, nothing is folded."""
    lines = [line.rstrip() for block in page.blocks for line in _block(block, columns)]
    return "\n".join(lines) + "\n"


def _block(block: Block, columns: int | None) -> list[str]:
    match block:
        case Heading():
            return _heading(block, columns)
        case Para():
            return _para(block, columns)
        case Table():
            return _table(block, columns)
        case Figure():
            return _folded(shown(block.alt), columns)
        case Blank():
            return [""]
        case _:
            assert_never(block)


def _heading(heading: Heading, columns: int | None) -> list[str]:
    text, right = shown(heading.text), shown(heading.right)
    if not right:
        return _folded(text, columns)
    room = (columns or 80) - width(text) - width(right)
    if room >= len(GAP):
        return [text + " " * room + right]
    return [*_folded(text, columns), right]


def _folded(text: str, columns: int | None) -> list[str]:
    return [text] if columns is None else folded(text, columns)


def _para(para: Para, columns: int | None) -> list[str]:
    head = " " * para.indent + (f"{shown(para.label)}{GAP}" if para.label else "")
    hang = width(head)
    lines = _folded(shown(para.text), columns and columns - hang)
    return [head + lines[0], *(" " * hang + line for line in lines[1:])]


def _table(table: Table, columns: int | None) -> list[str]:
    head = tuple(Cell(column.title) for column in table.columns)
    widths = column_widths(table, columns)
    lines = _cells(table, head, widths) if any(column.title for column in table.columns) else []
    for row in table.rows:
        lines += _title(row, columns) if row.title else _cells(table, row.cells, widths)
    return [" " * table.indent + line for line in lines]


def _title(row: Row, columns: int | None) -> list[str]:
    text = shown(row.title) + (f"{GAP}{shown(row.note)}" if row.note else "")
    return _folded(text, columns)


def _cells(table: Table, cells: tuple[Cell, ...], widths: list[int]) -> list[str]:
    return [
        GAP.join(
            padded(part, room, right=column.right)
            for column, part, room in zip(table.columns, line, widths, strict=True)
        )
        for line in cell_lines(table, cells, widths)
    ]


def cell_lines(table: Table, cells: tuple[Cell, ...], widths: list[int]) -> list[list[str]]:
    """Return the lines a row takes: on each, the part of every cell that stands on it."""
    stacks = [
        folded(shown(cell.text), room) if column.folds else [shown(cell.text)]
        for column, cell, room in zip(table.columns, cells, widths, strict=True)
    ]
    return [list(line) for line in zip_longest(*stacks, fillvalue="")]


def column_widths(table: Table, columns: int | None) -> list[int]:
    """Return each column's width: what it needs, folding columns narrowed in turn until the table fits."""
    texts = [[column.title for column in table.columns]]
    texts += [[shown(cell.text) for cell in row.cells] for row in table.rows if row.cells]
    natural = [max(map(width, column)) for column in zip(*texts, strict=True)]
    if columns is None:
        return natural
    spare = columns - table.indent - len(GAP) * (len(natural) - 1) - sum(natural)
    while spare < 0:
        foldable = [n for n, column in enumerate(table.columns) if column.folds and natural[n] > _NARROWEST]
        if not foldable:
            break
        widest = max(foldable, key=lambda n: natural[n])
        natural[widest] -= 1
        spare += 1
    return natural


_NARROWEST = 8
