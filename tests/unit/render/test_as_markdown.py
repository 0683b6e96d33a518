from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from igc_tracker.render.as_markdown import page_as_markdown
from igc_tracker.render.page import Blank, Cell, Column, Figure, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.safe import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

COLUMNS = (Column(title="Instrument"), Column(title="Days", right=True))

# what Markdown is made of, more often than chance would have it
NASTY = st.text(st.sampled_from("\\`*_{}[]<>#+-.!|~&$\n\r\t 1)a='\"") | st.characters(), max_size=40)


def read(markdown: str) -> Sequence[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)


def texts(tokens: Sequence[Token]) -> list[str]:
    return ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]


def test_a_page_is_headings_sentences_lists_and_tables() -> None:
    page = Page()
    page.add(Heading(text="Baiterek", right="as of 15 Jul 2018"), Para(text="In force.", tone=Tone.STRONG))
    page.part(Heading(text="Next", level=2), Para(text="signature", label="KZ", indent=2), Para(text="when", indent=4))
    page.add(Para(text="consent", label="RU", indent=2))
    page.add(Table(columns=COLUMNS, rows=(Row(title="a", note="b"), Row(cells=(Cell("x|y"), Cell("5"))))))
    page.add(Figure(svg="<svg/>", alt="A drawing."), Blank())

    assert page_as_markdown(page) == (
        "# Baiterek\n\n*as of 15 Jul 2018*\n\n**In force.**\n\n## Next\n\n"
        "- **KZ** signature\n  - when\n- **RU** consent\n\n"
        "| Instrument | Days |\n| --- | ---: |\n| **a** b |  |\n| x\\|y | 5 |\n\nA drawing.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "# a",
        "- a",
        "+ a",
        "1. a",
        "12) a",
        "---",
        "===",
        "* * *",
        "> a",
        "```",
        "[a](http://b)",
        "<b>a</b>",
        "&lt;",
        "a\n\nb",
    ],
)
def test_nothing_recorded_is_markup(text: str) -> None:
    tokens = read(page_as_markdown(Page([Para(text=text)])))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert texts(tokens) == [shown(text)]


@given(text=NASTY, title=NASTY, cells=st.lists(st.tuples(NASTY, NASTY), min_size=1, max_size=4))
def test_any_text_leaves_the_page_its_shape(text: str, title: str, cells: list[tuple[str, str]]) -> None:
    page = Page([Heading(text=f"T {title}"), Para(text=f"P {text}"), Para(text=f"L {text}", indent=2)])
    page.add(Table(columns=COLUMNS, rows=tuple(Row(cells=(Cell(one), Cell(two))) for one, two in cells)))

    tokens = read(page_as_markdown(page))

    assert [token.type for token in tokens if token.type.endswith("_open")] == [
        "heading_open", "paragraph_open", "bullet_list_open", "list_item_open", "paragraph_open",
        "table_open", "thead_open", "tr_open", "th_open", "th_open", "tbody_open",
        *["tr_open", "td_open", "td_open"] * len(cells),
    ]  # fmt: skip
    wanted = [f"T {title}", f"P {text}", f"L {text}", "Instrument", "Days", *(each for row in cells for each in row)]
    assert [squeezed(each) for each in texts(tokens)] == [squeezed(shown(each)) for each in wanted]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
