"""CSV for other programs, and the grid of instruments by parties, as their users get them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from cli.running import igc, igc_apart
from igc_tracker.domain.instruments import InstrumentKind
from igc_tracker.render.safe import width
from support import agreement, register_text

if TYPE_CHECKING:
    from pathlib import Path

STATES = ("AM", "AZ", "BY", "KG", "KZ", "MD", "RU", "TJ", "TM", "UA", "UZ")


def table(*args: str) -> list[dict[str, str]]:
    ran = igc(*args, "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    return list(csv.DictReader(io.StringIO(ran.out, newline="")))


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with a convention among eleven States, and a title that is out to do harm."""
    convention = agreement(
        "cis-convention",
        title='=HYPERLINK("http://x","a")\n[bold]b',
        parties=STATES,
        kind=InstrumentKind.CONVENTION,
        facts="""
            2002-10-07 signed AM
            2002-10-07 signed KZ
            2002-10-07 signed RU
            2002-10-07 signed TJ
            2003-05-01 provisionally-applied TJ
            2004-02-12 notification-sent KZ
            2005-08 instrument-deposited AM
            2006-01-01 intention-not-to-join TM
        """,
    )
    path = tmp_path / "many.json"
    path.write_text(register_text(convention), encoding="utf-8")
    monkeypatch.setenv("IGC_REGISTER", str(path))
    return path


@pytest.mark.usefixtures("example")
class TestCsv:
    def test_of_a_list_holds_what_its_json_does(self) -> None:
        rows = igc("list", "--party", "AE", "--json").data["rows"]
        assert [each["ref"] for each in table("list", "--party", "AE")] == [each["ref"] for each in rows]
        assert [each["standing"] for each in table("list")] == [
            each["standing"] for each in igc("list", "--json").data["rows"]
        ]

    def test_of_a_grid_holds_the_signs_behind_an_apostrophe(self) -> None:
        (row,) = [each for each in table("status", "--grid") if each["ref"] == "trilateral-iga-draft"]
        assert (row["AE"], row["US"], row["standing"]) == ("'-", "·", "under-negotiation")

    def test_is_utf_8_with_the_line_ends_of_the_standard(self) -> None:
        ran = igc_apart("list", "baiterek", "--format", "csv", "--lang", "kk", environment={"LC_ALL": "C.UTF-8"})
        assert "Бәйтерек" in ran.out
        assert ran.out.count("\r\n") == ran.out.count("\n") > 2

    def test_says_what_could_not_be_read_on_stderr(self, example: Path) -> None:
        text = example.read_text(encoding="utf-8")
        example.write_text(text.replace('"kind":"protocol"', '"kind":"prottocol"', 1), encoding="utf-8")
        ran = igc("list", "--format", "csv")
        assert "cannot be read" in ran.err
        assert "cannot be read" not in ran.out


@pytest.mark.usefixtures("many")
class TestManyParties:
    def test_stand_on_one_line_in_a_pipe_however_many(self) -> None:
        lines = igc("status", "--grid").out.splitlines()
        assert lines[2].split()[1:12] == list(STATES)
        assert "12 Feb 2004" in lines[3]
        assert "Aug 2005?" not in lines[3], "a month that has passed is settled"

    @pytest.mark.parametrize("columns", [40, 60, 80, 120])
    def test_stand_in_blocks_that_fit_a_terminal(self, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", str(columns))
        out = igc("status", "--grid", "--format", "table").out
        assert max(width(line.rstrip()) for line in out.splitlines()) <= columns
        shown = [word for line in out.splitlines() for word in line.split() if word in STATES]
        assert shown == list(STATES)

    def test_have_each_their_code(self) -> None:
        (row,) = table("status", "--grid")
        assert {party: row[party] for party in STATES} == {
            "AM": "2005-08", "AZ": "'-", "BY": "'-", "KG": "'-", "KZ": "2004-02-12", "MD": "'-", "RU": "'+",
            "TJ": "ВП", "TM": "∅", "UA": "'-", "UZ": "'-",
        }  # fmt: skip

    def test_in_json_are_codes(self) -> None:
        grid = igc("status", "--grid", "--party", "TJ,KZ", "--json").data["grid"]
        assert grid["parties"] == ["TJ", "KZ"]
        ((tj, kz),) = [row["cells"] for row in grid["rows"]]
        assert (tj["code"], kz["code"], kz["on"]) == ("provisional", "notified", "2004-02-12")
        assert igc("status", "--json").data["grid"] is None

    def test_with_a_title_out_to_do_harm_do_none(self) -> None:
        (row,) = table("status", "--grid")
        assert row["title"] == '\'=HYPERLINK("http://x","a") [bold]b'
        assert "[bold]b" in igc("status", "--grid").out

    def test_who_will_not_join_is_not_waited_for(self) -> None:
        (status,) = igc("status", "--json").data["instruments"]
        assert "TM" not in {each["party"] for each in status["next"]["waiting"]}


def test_the_intention_not_to_join_is_one_party_s(example: Path) -> None:
    assert example.exists()
    ran = igc("record", "baiterek-2004", "intention-not-to-join", "--on", "today")
    assert (ran.code, "--party" in ran.err) == (2, True)
