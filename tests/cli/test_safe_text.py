"""Titles, notes and documents may hold anything: no table, no terminal and no JSON is broken by them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.console import Console

from cli.running import ANSI, igc
from commissions import commission, event, item, meeting, report
from igc_tracker.domain.commissions import Decision, Provision
from igc_tracker.domain.instruments import Conflict, Gap, Relation, Unlock, UnlockedBy
from igc_tracker.domain.obligations import Obligation
from igc_tracker.domain.projects import Cause, FundingStage, Target
from igc_tracker.domain.register import Quantity
from igc_tracker.render.as_plain import page_as_plain
from igc_tracker.render.as_rich import page_as_rich
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table
from igc_tracker.render.safe import width
from support import RECORDED_AT, agreement, project, register_text, timeline

if TYPE_CHECKING:
    from pathlib import Path

    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Meeting, Project

NASTY = {
    "markup": "[red]x[/red] [/] [link=http://x]y[/link] [bold",
    "colours": "a\x1b[31mred\x1b[0m b\x1b]0;title\x07 c",
    "eight-bit controls": "a\x9b31mb\x85c\x90d\x9cd",
    "breaks": "one\ntwo\r\nthree\u2028four\u2029five\vsix\fseven",
    "tabs": "a\tb\tc",
    "directions": "a\u202egnihton\u202c \u2067x\u2069 \u200f\u200e\u061c b",
    "invisible": "a\ufeffb\u200bc\u2060d\x00e\x7ff\x08g",
    "a lone surrogate": "a\ud800b\udfffc",
    "a very long word": "x" * 300,
    "wide letters": "宇宙条約の改正議定書" * 4,
    "marks that take no room": "e\u0301" * 10 + "й" + "u\u0308",
    "another script": "«Байқоңыр» ғарыш айлағы",
    "braces": "{ref} {} {0!r} %s %(x)s $HOME `id`",
    "quotes": "\"double\" 'single' \\ back",
    "emoji": "a 🚀 b 👩‍🚀 c",
    "blanks": "   ",
}
CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
COMMANDS: dict[str, tuple[str, ...]] = {
    "status of everything": ("status",),
    "status": ("status", "nasty-2018"),
    "status before it": ("status", "nasty-2018", "--as-of", "2001-01-01"),
    "show": ("show", "nasty-2018"),
    "list": ("list",),
    "timeline of everything": ("timeline",),
    "timeline": ("timeline", "nasty-2018"),
    "a note": ("ask", "nasty-2018", "--party", "RU"),
    "a reminder": ("ask", "nasty-2018", "--party", "KZ", "--body", "a\x1b[31m\nb\u202e[red]"),
    "log": ("log",),
    "report": ("report", "weekly", "--week", "2018-W34"),
    "report of what was struck": ("report", "weekly"),
    "card": ("report", "card", "nasty-2018"),
    "commissions": ("commission", "list"),
    "a commission": ("commission", "show", "igc"),
    "an agenda": ("commission", "agenda", "igc"),
    "due of a commission": ("due", "--as-of", "2018-07-01"),
    "a report struck": ("commission", "strike", "igc", "open-2018-05-01", "--why", "a\x1b[31m\nb\u202e"),
    "an item recorded": ("commission", "item", "igc", "--text", "a\x1b[31m\nb\u202e[red]", "--owner", "[red]\x07"),
    "a commission that is none": ("commission", "show", "a\x1b[31m\nb\u202e[red]"),
    "a fact struck": ("strike", "nasty-2018", "ratified", "--why", "a\x1b[31m\nb\u202e"),
    "a fact recorded": ("record", "nasty-2018", "published", "--on", "2019", "--document", "a\x1b[31m\nb\u202e[red]"),
    "a query that hits nothing": ("status", "a\x1b[31m\nb\u202e[red]"),
    "projects": ("project", "list"),
    "a project": ("project", "status", "nasty"),
    "slips": ("project", "slips"),
    "what is due": ("due",),
    "a milestone struck": ("project", "strike", "nasty", "m1", "--why", "a\x1b[31m\nb\u202e"),
    "a milestone recorded": (
        *("project", "record", "nasty", "--text", "a\x1b[31m\nb\u202e[red]", "--on", "2019", "--target", "t"),
        *("--for", "2020", "--why", "a\x1b[31m\nb\u202e[red]"),
    ),
    "a project that is none": ("project", "status", "a\x1b[31m\nb\u202e[red]"),
    "a reference that is none": ("show", "a\x1b[31m\nb\u202e[red]"),
}


def nasty_instrument(text: str) -> Instrument:
    facts = tuple(
        replace(fact, document=text, detail=text, place=text, signatory=text, source=text, recorded_by=text)
        for fact in timeline("""
            2018-08-20 cleared-to-sign KZ
            ?2018-08-21 cleared-to-sign RU
            2018-08-22 signed
            2018-08-23 ratified KZ
            2018-08-24 planned - notification-sent 2019
            undated remark
            """)
    )
    return agreement(
        "nasty-2018",
        facts=facts,
        titles={"en": text, "ru": text, "kk": text},
        short_titles={"en": text} if text.strip() else {},
        aliases=(text,),
        links=[(Relation.AMENDS, "nasty-base")],
        lead_bodies={"KZ": text},
        originals=text,
        officer=text,
        subjects=(text,),
        status_note=text,
        unlocks=(Unlock(by=UnlockedBy.SIGNATURE, what={"en": text}, project="nasty", stage="s"),),
        obligations=(Obligation(id="o", text={"en": text}, article=text, unit={"en": text}, source=text),),
        gaps=(Gap(text=text),),
        conflicts=(Conflict(text=text, facts=("signed-2018-08-22",)),),
    )


def nasty_project(text: str) -> Project:
    whole = project("nasty", "2018-01-01 t for 2019\n2018-06-01 t for 2020", targets="t:s", stages="s")
    said = tuple(
        replace(each, text={"en": text}, source=text, recorded_by=text, cause=Cause(meeting=text, text={"en": text}))
        for each in whole.milestones
    )
    counted = replace(said[0], id=text, planned_for=None, concerns=None, cause=None)
    quantity = Quantity(done=2, total=1, unit={"en": text}, where={"en": text})
    return replace(
        whole,
        titles={"en": text},
        description=text,
        aliases=(text,),
        instruments=("nasty-2018",),
        stages=(FundingStage(key="s", titles={"en": text}),),
        targets=(Target(key="t", titles={"en": text}, stage="s"),),
        conflicts=(Conflict(text=text, facts=("m1",)),),
        milestones=(*said, replace(counted, quantity=quantity)),
    )


def nasty_commission(text: str) -> tuple[Meeting, Commission]:
    texts = {"en": text, "ru": text, "kk": text}
    about = (Provision(instrument="nasty-2018", article=text),)
    plan = replace(event("planned", "2018-01-01", "2018-10"), document=text, detail=text, source=text, place=text)
    decided = Decision(
        id="d1", text=texts, paragraph=text, provisions=about, source=text, recorded_at=RECORDED_AT, recorded_by=text
    )
    held = replace(
        meeting(5, held="2018-03-01", events=[plan]),
        body=text,
        place=text,
        co_chairs=(text,),
        decisions=(decided,),
        note=text,
        protocol=text,
    )
    told = replace(report("open", "2018-05-01", done=1), detail=texts, evidence=text, source=text)
    owed = replace(
        item(told, due="2018-06-01", total=3), text=texts, unit=texts, where=texts, owner=text, provisions=about
    )
    body = replace(
        commission(owed), titles=texts, short_titles=texts, aliases=(text,), co_chairs={"KZ": text}, note=text
    )
    return held, body


@pytest.fixture(params=NASTY)
def text(request: pytest.FixtureRequest) -> str:
    """Return a text that has broken some program before."""
    return NASTY[request.param]


@pytest.fixture
def nasty(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a register that holds the text wherever users can write one."""
    path = tmp_path / "nasty.json"
    base = agreement("nasty-base", facts="2000-01-01 signed", title="The base")
    held, body = nasty_commission(text)
    whole = register_text(
        base, nasty_instrument(text), projects=[nasty_project(text)], meetings=[held], commissions=[body]
    )
    path.write_text(whole, encoding="utf-8")
    monkeypatch.setenv("IGC_REGISTER", str(path))
    return path


@pytest.mark.usefixtures("nasty")
@pytest.mark.parametrize("name", COMMANDS)
class TestWhateverATextHolds:
    @pytest.mark.parametrize("form", ["text", "table"])
    def test_nothing_but_letters_and_newlines_reaches_the_screen(self, name: str, form: str) -> None:
        args = COMMANDS[name]
        ran = igc(*args, "--format", form)
        assert ran.code in (0, 4), ran.err
        assert not CONTROL.search(ran.out)
        assert not CONTROL.search(ran.err)

    def test_the_bytes_of_json_hold_no_control_character(self, name: str) -> None:
        out = igc(*COMMANDS[name], "--json").out
        assert not CONTROL.search(out)
        json.loads(out)
        out.encode()


@pytest.mark.usefixtures("nasty")
class TestJson:
    def test_gives_the_very_same_text_back(self, text: str) -> None:
        shown = igc("show", "nasty-2018", "--json").data
        instrument = shown["instrument"]
        assert instrument["titles"] == {"en": text, "ru": text, "kk": text}
        assert [instrument["aliases"], instrument["subjects"]] == [[text], [text]]
        assert instrument["lead_bodies"] == {"KZ": text}
        assert {instrument[key] for key in ("originals", "officer", "status_note")} == {text}
        assert instrument["gaps"][0]["text"] == instrument["conflicts"][0]["text"] == text
        assert instrument["unlocks"][0]["what"]["en"] == text
        for fact in shown["facts"]:
            assert {fact[key] for key in ("document", "detail", "place", "signatory", "source")} == {text}

    def test_gives_what_was_typed_back(self, text: str) -> None:
        typed = text.encode(errors="replace").decode()  # a command line is text
        args = ("record", "nasty-2018", "published", "--on", "2019", "--document", typed, "--json")
        assert igc(*args).data["fact"]["document"] == typed


@pytest.mark.usefixtures("nasty")
class TestTables:
    def test_keep_a_line_for_each_row(self) -> None:
        lines = igc("list").out.splitlines()
        assert len(lines) == 5  # heading, empty line, titles, two instruments
        assert [line.split()[0] for line in lines[3:]] == ["nasty-base", "nasty-2018"]

    def test_of_a_timeline_keep_a_line_for_each_entry(self) -> None:
        lines = [line for line in igc("timeline", "nasty-2018").out.splitlines() if "  nasty-" in line]
        assert len(lines) == 7

    def test_of_a_status_keep_their_lines(self) -> None:
        refs = [line.split()[0] for line in igc("status").out.splitlines() if line.startswith("  nasty")]
        assert refs == ["nasty-base", "nasty-2018"]

    def test_on_a_terminal_fit_its_width(self) -> None:
        for args in (
            ("list",),
            ("timeline",),
            ("show", "nasty-2018"),
            ("status", "nasty-2018"),
            ("commission", "show", "igc"),
        ):
            out = igc(*args, "--format", "table").out
            assert max(cell_len(line) for line in out.splitlines()) <= 80

    def test_of_a_report_fit_a_mail(self) -> None:
        out = igc("report", "weekly", "--week", "2018-W34").out
        assert max(width(line) for line in out.splitlines()) <= 78


@pytest.mark.parametrize("columns", [None, 60])
def test_columns_stay_under_their_titles_whatever_stands_before_them(text: str, columns: int | None) -> None:
    short = text[:12]
    table = Table(
        columns=(Column(title="First"), Column(title="Second"), Column(title="Third", folds=True)),
        rows=(Row(cells=(Cell(short), Cell("|"), Cell(text))), Row(cells=(Cell("plain"), Cell("|"), Cell("x")))),
    )
    out = page_as_plain(Page([table]), columns=columns)
    places = {width(line[: line.index(mark)]) for line in out.splitlines() for mark in ("Second", "|") if mark in line}
    assert len(places) == 1
    if columns is not None:
        assert max(map(width, out.splitlines())) <= columns


@pytest.mark.parametrize("columns", [40, 80])
def test_a_terminal_shows_the_same_words_as_a_pipe(text: str, columns: int) -> None:
    page = Page([Heading(text=text, right="as of"), Para(text=text, label="Note"), Para(text="end")])
    console = Console(width=columns, markup=False, highlight=False, emoji=False, color_system=None)
    with console.capture() as capture:
        for part in page_as_rich(page, columns=columns):
            console.print(part)
    shown = ANSI.sub("", capture.get())
    assert "".join(shown.split()) == "".join(page_as_plain(page).split())


def test_a_fact_s_own_id_is_no_way_in(tmp_path: Path) -> None:
    made = agreement("plain-2018", facts=timeline("2018-08-22 signed"))
    bad: Fact = replace(made.facts[0], id="signed\x1b[31m\n")
    path = tmp_path / "register.json"
    path.write_text(register_text(replace(made, facts=(bad,))), encoding="utf-8")
    for args in (("show", "plain-2018"), ("status", "plain-2018"), ("timeline",)):
        ran = igc(*args, "--register", path)
        assert ran.code == 0
        assert not CONTROL.search(ran.out)
