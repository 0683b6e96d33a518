"""A page before it has a format: headings, paragraphs and tables with meaning, no width and no colour yet.

Text in a page is data: every format makes it safe for its own medium, so it may hold anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Tone(StrEnum):
    """What a piece of text is, for formats that can colour it; never the only sign of it."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    GOOD = "good"
    DOUBT = "doubt"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text and its tone."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A title line; ``right`` stands at the right margin where there is room. ``level`` 1 is the page's own."""

    text: str
    right: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A sentence; with a ``label`` it hangs under it. ``indent`` in columns."""

    text: str
    label: str = ""
    indent: int = 0
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table's column. ``folds`` lets it take more lines where the width is limited."""

    title: str
    folds: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of cells, or, with a ``title``, a line across the table that the rows below belong to."""

    cells: tuple[Cell, ...] = ()
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns; ``indent`` in columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing for formats that have pictures, as SVG that is safe already; the others say ``alt``, a sentence.

    ``caption`` stands below the drawing: what its marks mean.
    """

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty line."""


Block = Heading | Para | Table | Figure | Blank


@dataclass(slots=True)
class Page:
    """Blocks in order."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The text of the first heading."""
        return next((block.text for block in self.blocks if isinstance(block, Heading)), "")

    def add(self, *blocks: Block) -> None:
        """Put blocks at the end."""
        self.blocks.extend(blocks)

    def part(self, *blocks: Block) -> None:
        """Put blocks at the end after an empty line."""
        self.blocks.extend((Blank(), *blocks))
