"""`igc procedures` as its users see it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.running import igc, without_trailing_spaces
from cli.test_pictures import picture
from cli.test_safe_text import CONTROL
from igc_tracker.store.procedures import BUILT_IN

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

IN_A_PIPE: dict[str, tuple[str, ...]] = {
    "help": ("--help",),
    "list": ("list",),
    "Kazakhstan, in the name of the Republic": ("show", "KZ", "--variant", "republic"),
    "Kazakhstan, ratification": ("show", "KZ", "--variant", "ratification"),
    "Kazakhstan, ratification before the new Constitution": (
        *("show", "KZ", "--phase", "consent", "--variant", "ratification", "--on", "2026-06-30"),
    ),
    "United Kingdom": ("show", "GB"),
    "a party that follows the generic template": ("show", "TR", "--variant", "accession"),
    "the name of a party": ("show", "Kazakhstan"),
    "nearly a key": ("show", "generik"),
    "no party": ("show", "Atlantis"),
    "nearly a variant": ("show", "KZ", "--variant", "ratificaton"),
    "no variant of this phase": ("show", "KZ", "--phase", "pre-signature", "--variant", "ratification"),
    "no phase": ("show", "KZ", "--phase", "before"),
}

NARROW: dict[str, tuple[str, ...]] = {
    "list": ("list",),
    "United States, before signature": ("show", "US", "--phase", "pre-signature"),
    "Russia, ratification": ("show", "ru", "--variant", "ratification"),
    "Kazakhstan, ratification in Russian": ("show", "KZ", "--variant", "ratification", "--lang", "ru"),
    "United Arab Emirates": ("show", "AE"),
}


def mistaken() -> str:
    """Return Kazakhstan's template after a bad day."""
    text = (BUILT_IN / "kz.toml").read_text(encoding="utf-8")
    for right, wrong in (
        ('as_of = "2026-11"', 'as_of = "November 2026"'),
        ('key = "moj-opinion"', 'key = "interagency"'),
        ('legal_basis = "KZ Law No. 54-III of 30.05.2005 art. 5(2)"', 'legal_bases = "art. 5(2)"'),
        ('number = 30, unit = "day"', 'number = 30, unit = "fortnight"'),
        ('facts = ["upper-house-approved", "parliament-approved"]', 'facts = ["notification-sent"]'),
        ("valid_from = 2026-07-01", "valid_from = 2026-07-01\nvalid_to = 2026-06-30"),
        ('source = "law-art-31"', 'source = "law-art-13"'),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)
    return text


@pytest.fixture
def folder() -> Path:
    """Return the folder of the user's own templates."""
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "igc" / "procedures"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("name", IN_A_PIPE)
def test_in_a_pipe(name: str, golden: SnapshotAssertion) -> None:
    assert picture("procedures", *IN_A_PIPE[name]) == golden


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("name", ["list", "Kazakhstan, in the name of the Republic", "Kazakhstan, ratification"])
def test_in_another_language(name: str, language: str, golden: SnapshotAssertion) -> None:
    assert picture("procedures", *IN_A_PIPE[name], "--lang", language) == golden


@pytest.mark.parametrize("name", NARROW)
def test_on_a_terminal_of_80_columns(name: str, golden: SnapshotAssertion) -> None:
    shown = without_trailing_spaces(picture("procedures", *NARROW[name], "--format", "table"))

    assert shown == golden
    assert [line for line in shown.splitlines()[1:] if len(line) > 80] == []


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
class TestCheck:
    def test_names_every_mistake_and_its_line(self, language: str, golden: SnapshotAssertion) -> None:
        ran = igc("procedures", "check", "-", "--lang", language, stdin=mistaken())

        assert (ran.code, ran.err) == (3, "")
        assert ran.out == golden

    def test_says_what_a_file_without_mistakes_holds(self, language: str, golden: SnapshotAssertion) -> None:
        ran = igc("procedures", "check", "-", "--lang", language, stdin=(BUILT_IN / "kz.toml").read_text())

        assert (ran.code, ran.err) == (0, "")
        assert ran.out == golden


def test_checking_gives_its_findings_to_scripts() -> None:
    ran = igc("procedures", "check", "-", "--json", stdin=mistaken())

    assert ran.code == 3
    assert [int(each["values"]["line"]) for each in ran.envelope["findings"]] == sorted(
        int(each["values"]["line"]) for each in ran.envelope["findings"]
    )
    assert len(ran.envelope["findings"]) == 7
    assert ran.data == {"file": "-", "key": None, "steps": 0, "variants": 0}


def test_a_file_that_is_not_there_is_told_as_everywhere() -> None:
    ran = igc("procedures", "check", "/nowhere.toml")

    assert (ran.code, ran.out) == (2, "")
    assert "/nowhere.toml cannot be read" in ran.err


class TestAUsersOwnFile:
    def test_takes_the_place_of_the_one_igc_brought_along(self, folder: Path) -> None:
        text = (BUILT_IN / "gb.toml").read_text(encoding="utf-8").replace("United Kingdom", "My Kingdom")
        (folder / "gb.toml").write_text(text, encoding="utf-8")

        ran = igc("procedures", "show", "GB", "--variant", "none")
        assert ran.out.startswith("My Kingdom (gb)")
        assert f"Procedures as of 2026-11; {folder / 'gb.toml'}." in ran.out
        rows = igc("procedures", "list", "--json").data["templates"]
        assert {row["key"]: row["origin"] for row in rows if row["origin"]} == {"gb": str(folder / "gb.toml")}

    def test_that_is_broken_is_left_out_and_named(self, folder: Path) -> None:
        (folder / "kz.toml").write_text(mistaken(), encoding="utf-8")
        named = (
            f"!  {folder / 'kz.toml'} is left out, line 8: as_of must be a month, e.g. 2026-11 (igc procedures check"
        )

        for words in (("list",), ("show", "KZ")):
            ran = igc("procedures", *words)
            assert (ran.code, ran.err) == (0, "")
            assert named in ran.out
        assert "is left out" not in igc("procedures", "show", "GB").out

    @pytest.mark.usefixtures("example")
    def test_that_is_broken_takes_no_other_command_down(self, folder: Path) -> None:
        (folder / "kz.toml").write_bytes(b"\xff\xfe")
        before = igc("status", "baiterek")

        assert (before.code, before.err) == (0, "")
        assert igc("procedures", "show", "RU").code == 0

    @pytest.mark.parametrize("text", [r"a\u001b[31m[red]\u202e{0} %s", r"line\nbreak", "   x"])
    @pytest.mark.parametrize("form", ["text", "table", "json"])
    def test_holds_text_that_is_shown_and_never_obeyed(self, text: str, form: str, folder: Path) -> None:
        own = (BUILT_IN / "uz.toml").read_text(encoding="utf-8")
        own = own.replace('en = "Decision to sign"', f'en = "{text}"').replace('"Methodology 3273"', f'"{text}"')
        (folder / "uz.toml").write_text(own, encoding="utf-8")

        ran = igc("procedures", "show", "UZ", "--format", form)
        assert (ran.code, ran.err) == (0, "")
        assert not CONTROL.search(ran.out)


def test_showing_the_generic_procedures_takes_no_party() -> None:
    data = igc("procedures", "show", "generic", "--json").data

    assert (data["party"], data["template"]["key"], data["whole"]) == (None, "generic", True)


@pytest.mark.parametrize("asked", ["KZ", "kz", " Kz "])
def test_a_party_is_meant_however_its_code_is_written(asked: str) -> None:
    assert igc("procedures", "show", asked, "--json").data["party"] == "KZ"


def test_the_day_is_that_of_on() -> None:
    assert igc("procedures", "show", "KZ", "--on", "30.06.2026", "--json").envelope["as_of"] == "2026-06-30"
