from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.render.as_html import page_as_html
from igc_tracker.render.figures import Chain, Link, Tick, chain_figure, timeline_figure
from igc_tracker.render.page import Blank, Cell, Column, Figure, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.safe import shown

VOID = {"meta", "br", "hr", "img"}


class Reader(HTMLParser):
    """Keeps the elements in order, the texts, and the attributes; fails on an element that is closed wrongly."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._open: list[str] = []
        self.feed(document)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def figure(text: str) -> Figure:
    return timeline_figure([Tick(on=date(2018, 8, 22), said=text)], today=date(2018, 8, 1), today_said=text, alt=text)


def page_of(text: str) -> Page:
    page = Page([Heading(text=text, right=f"r{text}"), Para(text=text, label=f"l{text}", indent=2, tone=Tone.BAD)])
    page.part(Heading(text=text, level=2), Para(text=text, tone=Tone.FAINT), figure(text))
    columns = (Column(title=f"c{text}"), Column(title="", right=True))
    rows = (Row(title=f"t{text}", note=f"n{text}"), Row(cells=(Cell(text, Tone.GOOD), Cell(text, Tone.DOUBT))))
    page.add(Table(columns=columns, rows=rows), Blank())
    return page


def structure(document: str) -> list[str]:
    return [tag for tag in Reader(document).tags if tag != "b"]  # a mark is left out where the text has one


@given(text=st.text(st.sampled_from("<>&\"'/=!-x ?") | st.characters(), max_size=30))
def test_any_text_leaves_the_document_its_structure(text: str) -> None:
    read = Reader(page_as_html(page_of(text), language="en"))
    assert [tag for tag in read.tags if tag != "b"] == structure(page_as_html(page_of("x"), language="en"))
    assert {name for name, _ in read.attributes if name.startswith("on") or name in ("src", "href")} == set()
    if shown(text).strip():
        assert shown(text).strip() in [each.strip() for each in read.texts]


def test_the_document_stands_alone() -> None:
    document = page_as_html(page_of("Bäiterek"), language="kk")
    read = Reader(document)
    assert document.startswith('<!DOCTYPE html>\n<html lang="kk">\n<head>\n<meta charset="utf-8">\n')
    assert {"script", "link", "img", "iframe"}.isdisjoint(read.tags)
    assert ("content", "light dark") in read.attributes
    assert "http" not in document.replace("http://www.w3.org/2000/svg", "")
    assert document == page_as_html(page_of("Bäiterek"), language="kk")


@pytest.mark.parametrize(("tone", "mark"), [(Tone.GOOD, "✓"), (Tone.DOUBT, "?"), (Tone.BAD, "!")])
def test_colour_never_says_it_alone(tone: Tone, mark: str) -> None:
    table = Table(columns=(Column(title=""), Column(title="")), rows=(Row(cells=(Cell("a", tone), Cell("b", tone))),))
    for page in (Page([Para(text="a", tone=tone)]), Page([table])):
        assert page_as_html(page, language="en").count(f"<b>{mark}</b> ") == 1


def test_a_text_that_has_its_mark_gets_no_other() -> None:
    for text in ("◐ Aug 2018?", "● 22 Aug 2018", "✓ done"):
        assert "<b>" not in page_as_html(Page([Para(text=text, tone=Tone.DOUBT)]), language="en")


class TestDrawings:
    @given(text=st.text(max_size=200))
    def test_are_well_formed_whatever_is_written_in_them(self, text: str) -> None:
        links = tuple(Link(state=state, settled=settled, day=text) for state in LinkStatus for settled in (True, False))
        drawn = chain_figure([Chain(party=text, links=links)], [text] * len(links), alt=text, caption=text)
        for svg in (drawn.svg, figure(text).svg):
            if not {"\ufffe", "\uffff"}.isdisjoint(text):
                continue  # XML cannot hold these two; HTML can
            root = ET.fromstring(svg)  # noqa: S314  # what this program has written
            assert root.get("role") == "img"
            assert root.get("aria-label") == shown(text)
            assert root[0].tag.endswith("title")

    def test_days_stand_in_their_order_from_left_to_right(self) -> None:
        days = [date(2018, 1, 1), date(2018, 8, 22), date(2020, 1, 1)]
        drawn = timeline_figure(
            [Tick(on=each, said="x") for each in days], today=date(2019, 1, 1), today_said="", alt=""
        )
        places = [float(each.get("x", "")) for each in ET.fromstring(drawn.svg) if each.tag.endswith("rect")]  # noqa: S314  # its own
        assert places == sorted(places)
        assert len(set(places)) == len(days)

    def test_a_day_that_is_a_range_is_as_long_as_it(self) -> None:
        tick = Tick(on=date(2018, 1, 1), last=date(2018, 12, 31), said="x")
        drawn = timeline_figure([tick], today=date(2018, 6, 1), today_said="", alt="")
        (bar,) = (each for each in ET.fromstring(drawn.svg) if each.tag.endswith("rect"))  # noqa: S314  # its own
        assert float(bar.get("width", "")) > 300

    def test_each_state_of_a_link_has_a_shape_of_its_own(self) -> None:
        shapes = set()
        for state, settled in [(state, True) for state in LinkStatus] + [(LinkStatus.DONE, False)]:
            link = Link(state=state, settled=settled)
            svg = chain_figure([Chain(party="", links=(link,))], [""], alt="", caption="").svg
            shapes.add(tuple((each.tag, each.text or "") for each in ET.fromstring(svg)))  # noqa: S314  # its own
        assert len(shapes) == len(LinkStatus) + 1
