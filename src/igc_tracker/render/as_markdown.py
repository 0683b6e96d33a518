"""A page as Markdown (GitHub's): the same text, in which nothing that was recorded is read as markup."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, assert_never

from igc_tracker.render.page import Blank, Block, Figure, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.safe import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKUP = re.compile(r"[\\`*_{}\[\]<>&|~$]")
_MARKUP_IN_FRONT = re.compile(r"[#+=-]|\d+(?=[.)])")
"""What makes a heading, a list, a rule or an underlined title, if a line begins with it."""


def page_as_markdown(page: Page) -> str:
    """Return the page as Markdown, ending in a newline. Indented sentences are a list, each under what it hangs from.

    Tones are left out but the strong one: the words and marks say the same.
    """
    return "\n\n".join(_parts(page)) + "\n"


def _parts(page: Page) -> Iterator[str]:
    for hangs, blocks in groupby(page.blocks, key=lambda block: isinstance(block, Para) and block.indent > 0):
        if hangs:
            yield _list([block for block in blocks if isinstance(block, Para)])
        else:
            yield from (part for block in blocks for part in _block(block))


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            title = f"{'#' * block.level} {_text(block.text)}"
            return [title, f"*{_text(block.right)}*"] if block.right else [title]
        case Para():
            return [_sentence(block)]
        case Table():
            return [_table(block)]
        case Figure():
            return [_text(block.alt)]
        case Blank():
            return []
        case _:
            assert_never(block)


def _text(text: str) -> str:
    """Return text that Markdown shows as it is, wherever on a line it stands."""
    safe = _MARKUP.sub(r"\\\g<0>", shown(text).strip())
    in_front = _MARKUP_IN_FRONT.match(safe)
    if in_front is None:
        return safe
    cut = in_front.end() if in_front[0].isdigit() else 0  # of "1." the point is what makes it a list
    return f"{safe[:cut]}\\{safe[cut:]}"


def _sentence(para: Para) -> str:
    text = _text(para.text)
    if para.tone is Tone.STRONG and text:
        text = f"**{text}**"
    return f"**{_text(para.label)}** {text}".rstrip() if para.label.strip() else text


def _list(items: list[Para]) -> str:
    lines = []
    open_indents: list[int] = []
    for para in items:
        while open_indents and open_indents[-1] > para.indent:
            open_indents.pop()
        if not open_indents or open_indents[-1] < para.indent:
            open_indents.append(para.indent)
        lines.append(f"{'  ' * (len(open_indents) - 1)}- {_sentence(para)}")
    return "\n".join(lines)


def _table(table: Table) -> str:
    head = _row([_text(column.title) for column in table.columns])
    rule = _row(["---:" if column.right else "---" for column in table.columns])
    return "\n".join([head, rule, *(_row(_cells(row, len(table.columns))) for row in table.rows)])


def _cells(row: Row, number: int) -> list[str]:
    if not row.title:
        return [_text(cell.text) for cell in row.cells]
    title = f"**{_text(row.title)}** {_text(row.note)}".rstrip()
    return [title, *[""] * (number - 1)]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
