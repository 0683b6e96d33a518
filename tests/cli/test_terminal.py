"""On a terminal: tables, colours, and questions asked of a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cli.running import ANSI, Terminal, igc

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("example")

COLOURS = {"NO_COLOR": ""}
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-7]m|\x1b\[[0-9;]*9[0-7]m")
TITLE = "Second protocol amending the Baiterek agreement"


class TestWhatIsShown:
    def test_is_the_table_with_colours(self) -> None:
        ran = Terminal("status", "baiterek", "--as-of", "2018-07-15", environment=COLOURS).finish()
        assert ran.code == 0
        assert COLOUR.search(ran.out)
        assert "ready for signature" in ANSI.sub("", ran.out)

    def test_has_no_colour_where_none_is_wanted(self) -> None:
        ran = Terminal("status", "baiterek", "--as-of", "2018-07-15", environment={"NO_COLOR": "1"}).finish()
        assert not COLOUR.search(ran.out)

    def test_has_no_codes_at_all_on_a_dumb_terminal(self) -> None:
        ran = Terminal("list", "--party", "AE", environment={"TERM": "dumb"}).finish()
        assert "\x1b" not in ran.out

    def test_says_the_same_without_colours(self) -> None:
        coloured = Terminal("list", "--party", "AE", environment=COLOURS).finish()
        plain = Terminal("list", "--party", "AE").finish()
        assert ANSI.sub("", coloured.out) == ANSI.sub("", plain.out)

    def test_is_plain_text_where_that_is_wanted(self) -> None:
        ran = Terminal("list", "--party", "AE", "--format", "text", environment=COLOURS).finish()
        assert ran.out == igc("list", "--party", "AE").out.replace("as of 23 Nov 2026", ran.out.split("\n")[0][-17:])

    @pytest.mark.parametrize("columns", [60, 80, 120, 200])
    def test_fits_the_window(self, columns: int) -> None:
        ran = Terminal("timeline", "baiterek", columns=columns).finish()
        lines = ANSI.sub("", ran.out).splitlines()
        assert max(map(len, lines)) <= columns

    def test_gives_parties_lanes_where_there_is_room(self) -> None:
        narrow, wide = (
            ANSI.sub("", Terminal("timeline", "baiterek", columns=columns).finish().out) for columns in (119, 120)
        )
        assert "All parties" not in narrow
        assert re.search(r"All parties +Kazakhstan +Russia", wide)

    def test_is_json_where_that_is_wanted_and_nothing_is_asked(self) -> None:
        ran = Terminal("add-protocol", "--json").finish()
        assert ran.code == 2
        assert '"missing-value"' in ran.out


class TestTheGuideOfAddProtocol:
    def begin(self) -> Terminal:
        terminal = Terminal("add-protocol")
        terminal.expect("Which instrument does it follow?")
        return terminal

    def to_the_summary(self) -> Terminal:
        terminal = self.begin()
        terminal.type("baiterek agr")
        terminal.expect("Which one?")
        terminal.type("1")
        terminal.expect("[amends]:")
        terminal.type()
        terminal.expect("Title")
        terminal.type(TITLE)
        terminal.expect("[KZ,RU]:")
        terminal.type()
        terminal.expect("[intergovernmental]:")
        terminal.type()
        terminal.expect("Reference [second-protocol-amending-baiterek")
        terminal.type("baiterek-protocol-2")
        terminal.expect("baiterek-protocol-2  ")
        return terminal

    def test_leads_from_part_of_a_name_to_a_protocol_that_is_saved(self) -> None:
        terminal = self.to_the_summary()
        terminal.expect("Protocol, intergovernmental; Kazakhstan, Russia")
        terminal.expect("amends baiterek-2004")
        terminal.expect("Save this?")
        terminal.type()
        ran = terminal.finish()
        assert ran.code == 0
        assert "Saved." in ran.out
        saved = igc("show", "baiterek-protocol-2", "--json").data["instrument"]
        assert saved["titles"] == {"en": TITLE}
        assert saved["links"] == [{"relation": "amends", "to": "baiterek-2004"}]
        assert saved["parties"] == ["KZ", "RU"]

    def test_saves_nothing_where_the_answer_is_no(self, example: Path) -> None:
        before = example.read_bytes()
        terminal = self.to_the_summary()
        terminal.expect("Save this?")
        terminal.type("n")
        ran = terminal.finish()
        assert ran.code == 0
        assert "Nothing was saved." in ran.out
        assert example.read_bytes() == before

    def test_offers_the_instruments_a_word_hits_by_number(self) -> None:
        terminal = self.begin()
        terminal.type("Байтерек")
        terminal.expect("   1  baiterek-2004  Baiterek agreement")
        terminal.expect("   2  ")
        terminal.expect("Which one?")
        terminal.type("0")  # none of these
        terminal.expect("Which instrument does it follow?")
        terminal.type("baiterek-2004")  # a reference in full needs no number
        terminal.expect("[amends]:")
        terminal.interrupt()
        assert terminal.finish().code == 130

    def test_asks_again_after_a_mistake(self) -> None:
        terminal = self.begin()
        terminal.type("zzz")
        terminal.expect("igc: error: No instrument matches 'zzz'.")
        terminal.expect("Which instrument does it follow?")
        terminal.type("baiterek-2004")
        terminal.expect("[amends]:")
        terminal.type("amend")
        terminal.expect("Did you mean amends?")
        terminal.expect("[amends]:")
        terminal.type("supplements")
        terminal.expect("Title")
        terminal.type("  ")
        terminal.expect("An instrument needs a title.")
        terminal.expect("Title")
        terminal.type("X")
        terminal.expect("[KZ,RU]:")
        terminal.type("KZ")
        terminal.expect("At least two parties")
        terminal.expect("[KZ,RU]:")
        terminal.type("Kazakhstan")
        terminal.expect("Did you mean KZ?")
        terminal.expect("[KZ,RU]:")
        terminal.type("kz, ru")
        terminal.expect("[intergovernmental]:")
        terminal.interrupt()
        assert terminal.finish().code == 130

    @pytest.mark.parametrize("answer", ["99", "-1", "x"])
    def test_a_number_that_is_not_offered_is_asked_for_again(self, answer: str) -> None:
        terminal = self.begin()
        terminal.type("Байтерек")
        terminal.expect("Which one?")
        terminal.type(answer)
        terminal.expect("?")
        terminal.interrupt()
        assert "Traceback" not in terminal.finish().out

    def test_tells_of_a_reference_that_is_taken_before_anything_is_saved(self, example: Path) -> None:
        before = example.read_bytes()
        terminal = self.begin()
        terminal.type("baiterek-2004")
        for expected, answer in (
            ("[amends]:", ""),
            ("Title", "X"),
            ("[KZ,RU]:", ""),
            ("[intergovernmental]:", ""),
            ("[x]:", "baiterek-2004"),
        ):
            terminal.expect(expected)
            terminal.type(answer)
        terminal.expect("There is an instrument with reference 'baiterek-2004' already.")
        terminal.expect("[x]:")
        terminal.type("X 1")
        terminal.expect("'X 1' cannot be a reference.")
        terminal.expect("[x]:")
        terminal.interrupt()
        terminal.finish()
        assert example.read_bytes() == before


class TestCtrlC:
    @pytest.mark.parametrize(
        ("args", "question"),
        [
            (("add-protocol",), "Which instrument"),
            (("add-agreement",), "Title"),
            (("record", "baiterek-protocol-2018"), "Kind of fact"),
            (("record", "baiterek-protocol-2018", "published"), "Date [today]:"),
            (("strike", "baiterek-protocol-2018", "signed-kz-2018-08-22"), "Reason"),
        ],
        ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
    )
    def test_at_a_question_leaves_with_130_and_changes_nothing(
        self, args: tuple[str, ...], question: str, example: Path
    ) -> None:
        before = example.read_bytes()
        terminal = Terminal(*args)
        terminal.expect(question)
        terminal.interrupt()
        ran = terminal.finish()
        assert ran.code == 130
        assert "Traceback" not in ran.out
        assert example.read_bytes() == before

    def test_ctrl_d_leaves_without_a_traceback_too(self, example: Path) -> None:
        before = example.read_bytes()
        terminal = Terminal("add-agreement")
        terminal.expect("Title")
        terminal.press("\x04")
        ran = terminal.finish()
        assert ran.code != 0
        assert "Traceback" not in ran.out
        assert example.read_bytes() == before


class TestOtherQuestions:
    def test_record_asks_for_the_kind_and_the_day(self) -> None:
        terminal = Terminal("record", "baiterek-protocol-2018", "--party", "KZ")
        terminal.expect("Kind of fact")
        terminal.type("published")
        terminal.expect("Date [today]:")
        terminal.type("13 Feb 2020")
        ran = terminal.finish()
        assert ran.code == 0
        assert "published, 13 Feb 2020" in ran.out

    def test_strike_asks_for_the_reason(self) -> None:
        terminal = Terminal("strike", "baiterek-protocol-2018", "signed-kz-2018-08-22")
        terminal.expect("Reason")
        terminal.type("wrong year")
        ran = terminal.finish()
        assert (ran.code, "Struck" in ran.out) == (0, True)

    def test_add_agreement_asks_for_what_flags_leave_open_only(self) -> None:
        terminal = Terminal("add-agreement", "--party", "KZ,FR")
        terminal.expect("Title")
        terminal.type("Соглашение о запусках")
        terminal.expect("Level")
        terminal.type("interstate")
        terminal.expect("[soglashenie-zapuskakh]:")
        terminal.type("launches-2026")
        terminal.expect("Save this?")
        terminal.type("y")
        assert terminal.finish().code == 0
        saved = igc("show", "launches-2026", "--json").data["instrument"]
        assert (saved["titles"], saved["level"]) == ({"ru": "Соглашение о запусках"}, "interstate")

    @pytest.mark.parametrize(("language", "letters", "yes"), [("ru", "[Д/н]", "да"), ("kk", "[И/ж]", "и")])
    def test_yes_and_no_are_said_in_the_users_language(self, language: str, letters: str, yes: str) -> None:
        args = ("--party", "KZ,FR", "--level", "interstate", "--ref", "launches-2026")
        terminal = Terminal("add-agreement", *args, "--lang", language)
        terminal.expect(": ")
        terminal.type("Соглашение о запусках")
        terminal.expect(letters)
        terminal.type("qqq")
        terminal.expect("qqq")
        terminal.expect(letters)
        terminal.type(yes)
        assert terminal.finish().code == 0
        assert igc("show", "launches-2026").code == 0

    def test_the_questions_stay_out_of_what_is_piped_on(self, tmp_path: Path) -> None:
        terminal = Terminal("record", "baiterek-protocol-2018", "published")
        terminal.expect("Date [today]:")
        terminal.type("unknown")
        assert terminal.finish().code == 0
        assert tmp_path.exists()
