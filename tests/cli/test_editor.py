"""`igc edit`: the cover sheet in an editor or from a file, checked, and never lost."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.running import PROGRAM, Ran, Terminal, igc

if TYPE_CHECKING:
    from collections.abc import Callable

PROTOCOL = "baiterek-protocol-2018"
MakeEditor = "Callable[[str], dict[str, str]]"


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Return a function that makes an editor: a script that does ``what`` to the text of the file it is given."""

    def make(what: str) -> dict[str, str]:
        script = tmp_path / "an editor.py"
        script.write_text(
            f"#!{sys.executable}\n"
            "import pathlib, subprocess, sys\n"
            "file = pathlib.Path(sys.argv[-1])\n"
            "text = file.read_text(encoding='utf-8')\n"
            f"{what}\n"
            "file.write_text(text, encoding='utf-8')\n",
            encoding="utf-8",
        )
        script.chmod(stat.S_IRWXU)
        return {"EDITOR": f"'{script}' --wait", "TMPDIR": str(tmp_path)}

    return make


def kept_file(ran: Ran) -> Path:
    found = re.search(r"igc edit \S+ --file\s+(\S+\.toml)", ran.out)
    assert found, ran.out
    return Path(found[1])


def sheet(ref: str = PROTOCOL) -> str:
    ran = igc("edit", ref, "--print")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def edit(text: str, ref: str = PROTOCOL) -> Ran:
    return igc("edit", ref, "--file", "-", stdin=text)


@pytest.mark.usefixtures("example")
class TestInAnEditor:
    def test_a_change_is_saved_and_told(self, editor: Callable[[str], dict[str, str]], tmp_path: Path) -> None:
        environment = editor("text = text.replace('status_note', 'officer = \"A. Officer\"\\nstatus_note', 1)")
        environment = editor("text = 'officer = \"A. Officer\"\\n' + text")
        ran = Terminal("edit", PROTOCOL, environment=environment).finish()
        assert ran.code == 0, ran.out
        assert f"{PROTOCOL}: saved." in ran.out
        assert igc("show", PROTOCOL, "--json").data["instrument"]["officer"] == "A. Officer"
        assert list(tmp_path.glob("igc-*.toml")) == []

    def test_closing_it_unchanged_changes_nothing(self, editor: Callable[[str], dict[str, str]], example: Path) -> None:
        before = example.read_bytes()
        ran = Terminal("edit", PROTOCOL, environment=editor("")).finish()
        assert ran.code == 0
        assert "nothing was changed" in ran.out
        assert example.read_bytes() == before

    def test_on_a_mistake_the_text_is_kept_and_can_be_mended(
        self, editor: Callable[[str], dict[str, str]], example: Path
    ) -> None:
        before = example.read_bytes()
        environment = editor('text = text.replace(\'kind = "protocol"\', \'kind = "protokoll"\\nofficer = "A. B."\')')
        ran = Terminal("edit", PROTOCOL, columns=300, environment=environment).finish()
        assert ran.code == 2, ran.out
        assert "igc: error: The cover sheet was not saved" in ran.out
        assert example.read_bytes() == before
        kept = kept_file(ran)
        mended = kept.read_text(encoding="utf-8")
        assert "protokoll" in mended
        kept.write_text(mended.replace("protokoll", "protocol"), encoding="utf-8")
        assert igc("edit", PROTOCOL, "--file", kept).code == 0
        assert igc("show", PROTOCOL, "--json").data["instrument"]["officer"] == "A. B."

    def test_an_editor_that_fails_changes_nothing_and_keeps_the_text(
        self, editor: Callable[[str], dict[str, str]], example: Path
    ) -> None:
        before = example.read_bytes()
        ran = Terminal("edit", PROTOCOL, columns=300, environment=editor("sys.exit(3)")).finish()
        assert ran.code == 2
        assert "did not finish: it left with code 3" in ran.out
        found = re.search(r"your text is in (\S+\.toml)", ran.out)
        assert found
        assert Path(found[1]).read_text(encoding="utf-8") == sheet()
        assert example.read_bytes() == before

    @pytest.mark.parametrize("command", ["/nowhere/editor", "'unclosed"])
    def test_an_editor_that_is_not_there_is_told(self, command: str, example: Path, tmp_path: Path) -> None:
        before = example.read_bytes()
        environment = {"EDITOR": command, "TMPDIR": str(tmp_path)}
        ran = Terminal("edit", PROTOCOL, columns=300, environment=environment).finish()
        assert ran.code == 2
        assert "igc: error: The editor" in ran.out
        assert "Set EDITOR" in ran.out
        assert example.read_bytes() == before

    def test_the_sheet_of_a_project_opens_in_it_too_and_is_kept_after_a_dry_run(
        self, editor: Callable[[str], dict[str, str]]
    ) -> None:
        environment = editor("text = text.replace('First flight test', 'First test in flight')")
        project = ("project", "edit", "baiterek")

        rehearsal = Terminal(*project, "--dry-run", columns=300, environment=environment).finish()
        assert "Would be changed" in rehearsal.out
        assert re.search(r"Your text is kept in \S+\.toml", rehearsal.out)
        assert "First flight test" in igc("project", "list").out

        assert "baiterek: saved." in Terminal(*project, columns=300, environment=environment).finish().out
        assert "First test in flight" in igc("project", "list").out

    def test_visual_comes_before_editor(self, editor: Callable[[str], dict[str, str]]) -> None:
        environment = editor("sys.exit(3)")
        environment |= {"VISUAL": environment["EDITOR"], "EDITOR": "true"}
        assert "code 3" in Terminal("edit", PROTOCOL, columns=300, environment=environment).finish().out

    def test_a_change_by_somebody_else_meanwhile_is_a_conflict(
        self, editor: Callable[[str], dict[str, str]], example: Path
    ) -> None:
        other = [*PROGRAM, "record", PROTOCOL, "published", "--party", "KZ", "--on", "2020-02-14"]
        environment = editor(
            f"subprocess.run({other!r}, check=True, stdout=subprocess.DEVNULL)\n"
            "text = 'officer = \"A. Officer\"\\n' + text"
        )
        ran = Terminal("edit", PROTOCOL, columns=300, environment=environment).finish()
        assert ran.code == 6, ran.out
        assert "changed by somebody else meanwhile" in ran.out
        kept = kept_file(ran)
        assert 'officer = "A. Officer"' in kept.read_text(encoding="utf-8")
        shown = igc("show", PROTOCOL, "--json").data
        assert shown["instrument"]["officer"] is None
        assert any(fact["id"].startswith("published-kz-2020") for fact in shown["facts"])
        assert example.exists()
        assert igc("edit", PROTOCOL, "--file", kept).code == 0


@pytest.mark.usefixtures("example")
class TestFromAFile:
    def test_what_is_printed_can_be_read_back_as_it_is(self) -> None:
        for row in igc("list", "--json").data["rows"]:
            ran = edit(sheet(row["ref"]), row["ref"])
            assert (ran.code, ran.out) == (0, f"{row['ref']}: nothing was changed.\n")

    def test_a_change_stands_in_the_log_from_what_to_what(self) -> None:
        assert edit(sheet().replace('level = "intergovernmental"', 'level = "interstate"')).code == 0
        out = igc("log", PROTOCOL).out
        assert f"{PROTOCOL}: level: intergovernmental → interstate" in out

    def test_a_key_taken_out_is_taken_out_of_the_record(self) -> None:
        assert edit(sheet().replace('level = "intergovernmental"\n', "")).code == 0
        assert igc("show", PROTOCOL, "--json").data["instrument"]["level"] is None

    @pytest.mark.parametrize(
        ("before", "after", "said"),
        [
            ('ref = "baiterek-protocol-2018"', 'ref = "other"', "cannot be changed"),
            ('"KZ",\n    "RU"', '"FR",\n    "RU"', "Facts are recorded for KZ"),
            ('"KZ",\n    "RU"', '"KZ",\n    "RU",\n    "XX"', "'XX' is not a known party code"),
            ('to = "baiterek-2004"', 'to = "nowhere"', "nowhere"),
            ('kind = "protocol"', 'kind = "pact"', "pact"),
            ('kind = "protocol"', "kind = 3", "kind must be a text"),
            ('kind = "protocol"', 'kind = "protocol"\ncolour = "red"', "'colour' is no key of a cover sheet"),
            ('kind = "protocol"', 'kind = "protocol', "line"),
            ('kind = "protocol"\n', "", "kind is missing"),
        ],
    )
    def test_a_sheet_that_does_not_hold_together_is_refused(
        self, before: str, after: str, said: str, example: Path
    ) -> None:
        text, stored = sheet(), example.read_bytes()
        assert before in text
        ran = edit(text.replace(before, after, 1))
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("igc: error: The cover sheet was not saved: ")
        assert said in ran.err
        assert example.read_bytes() == stored

    def test_a_sheet_without_a_title_is_refused(self) -> None:
        text = re.sub(r"\[titles\]\n(.+\n)+", "[titles]\n", sheet())
        ran = edit(text)
        assert ran.code == 2
        assert "An instrument needs a title." in ran.err

    def test_it_prints_from_the_bundled_example_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("IGC_REGISTER")
        assert igc("edit", PROTOCOL, "--print").out.endswith("\n")

    def test_printing_and_editing_make_a_pipe(self, example: Path) -> None:
        script = (
            f"{' '.join(PROGRAM)} edit {PROTOCOL} --print | sed 's/intergovernmental/interstate/' |"
            f" {' '.join(PROGRAM)} edit {PROTOCOL} --file -"
        )
        subprocess.run(["bash", "-c", script], check=True, capture_output=True)
        assert example.exists()
        assert igc("show", PROTOCOL, "--json").data["instrument"]["level"] == "interstate"
