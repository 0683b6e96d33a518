"""A page on a terminal, with Rich: colours, and tables that fit the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from igc_tracker.render.as_plain import GAP, cell_lines, column_widths
from igc_tracker.render.page import Blank, Block, Cell, Figure, Heading, Page, Para, Table, Tone
from igc_tracker.render.safe import padded, shown, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

STYLE = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.FAINT: "bright_black",
    Tone.GOOD: "green",
    Tone.DOUBT: "yellow",
    Tone.BAD: "red",
}


def page_as_rich(page: Page, *, columns: int) -> Iterator[RenderableType]:
    """Yield what Rich prints for a page on a terminal of that width."""
    for block in page.blocks:
        yield _block(block, columns)


def _block(block: Block, columns: int) -> RenderableType:
    match block:
        case Heading():
            return _heading(block, columns)
        case Para():
            return _para(block)
        case Table():
            return _table(block, columns)
        case Figure():
            return _text(block.alt, Tone.FAINT)
        case Blank():
            return Text()
        case _:
            assert_never(block)


def _text(text: str, tone: Tone) -> Text:
    # Text, never markup: what users typed in square brackets is not an instruction
    return Text(shown(text), style=STYLE[tone])


def _heading(heading: Heading, columns: int) -> RenderableType:
    text = Text(shown(heading.text), style="bold" if heading.level == 1 else "bold cyan")
    if not heading.right:
        return text
    right = Text(shown(heading.right), style=STYLE[Tone.FAINT])
    room = columns - width(text.plain) - width(right.plain)
    return Text.assemble(text, " " * room, right) if room > 1 else Text.assemble(text, "\n", right)


def _para(para: Para) -> RenderableType:
    text = _text(para.text, para.tone)
    if not para.label:
        return Padding(text, (0, 0, 0, para.indent))
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(_text(para.label, Tone.FAINT), text)
    return Padding(grid, (0, 0, 0, para.indent))


def _table(table: Table, columns: int) -> RenderableType:
    if any(row.title for row in table.rows):
        return _grouped(table, columns)
    titled = any(column.title for column in table.columns)
    rich = RichTable(
        box=SIMPLE_HEAD if titled else None,
        show_header=titled,
        show_edge=False,
        pad_edge=False,
        header_style="bold",
        padding=(0, 1),
    )
    for column in table.columns:
        rich.add_column(
            Text(column.title),
            no_wrap=not column.folds,
            overflow="fold",
            justify="right" if column.right else "left",
        )
    for row in table.rows:
        rich.add_row(*(_text(cell.text, cell.tone) for cell in row.cells))
    return Padding(rich, (0, 0, 0, table.indent))


def _grouped(table: Table, columns: int) -> RenderableType:
    """Draw a table whose rows stand under titles; Rich has no cell across columns, so the lines are laid out here."""
    widths = column_widths(table, columns)
    head = tuple(Cell(column.title, Tone.STRONG) for column in table.columns)
    lines = _row(table, head, widths) if any(column.title for column in table.columns) else []
    for row in table.rows:
        if row.title:
            note = f"{GAP}{shown(row.note)}" if row.note else ""
            lines.append(Text.assemble((shown(row.title), STYLE[Tone.STRONG]), (note, STYLE[Tone.FAINT])))
        else:
            lines += _row(table, row.cells, widths)
    return Padding(Text("\n").join(lines), (0, 0, 0, table.indent))


def _row(table: Table, cells: tuple[Cell, ...], widths: list[int]) -> list[Text]:
    return [_line(table, cells, parts, widths) for parts in cell_lines(table, cells, widths)]


def _line(table: Table, cells: tuple[Cell, ...], parts: list[str], widths: list[int]) -> Text:
    line = Text()
    for column, cell, part, room in zip(table.columns, cells, parts, widths, strict=True):
        line.append(padded(part, room, right=column.right), style=STYLE[cell.tone])
        line.append(GAP)
    line.rstrip()
    return line
