"""A table as CSV (RFC 4180, UTF-8): lines end in CR LF, a cell is quoted where it must be, nothing is a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from igc_tracker.render.safe import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

Lines: TypeAlias = "Iterable[Sequence[str]]"
"""A table's lines of cells, the names of its columns first."""

_FORMULA = ("=", "+", "-", "@")
_BREAKS = ("\t", "\r", "\n")
"""How a cell begins that a spreadsheet would compute; some look behind spaces and breaks."""


def as_csv(lines: Lines) -> str:
    """Return the lines as CSV.

    A cell that a spreadsheet would take for a formula is given an apostrophe in front, by which it knows text; that
    includes marks such as + and -, so that there is one rule and no way round it.
    """
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([_text(cell) for cell in line] for line in lines)
    return written.getvalue()


def _text(cell: str) -> str:
    text = shown(cell)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or cell.startswith(_BREAKS) else text
