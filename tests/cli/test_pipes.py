"""A pipe is a first-class user: no colour, no traceback, whatever stands at its other end or is set around it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cli.running import PROGRAM, igc, igc_apart
from igc_tracker.cli.commands import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("example")


def test_a_full_disk_is_told_in_one_line_and_no_traceback() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123  # a device, not a file
        ran = subprocess.run([*PROGRAM, "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert ran.returncode == 5
    assert "The answer could not be written" in ran.stderr
    assert "Traceback" not in ran.stderr


# what a short command must not load: each costs more than the answer
SLOW = (
    "rich", "tinydb", "pydantic", "babel", "holidays", "icalendar", "dateutil.parser", "importlib.metadata", "email",
    "tempfile", "tomllib", "tomli_w", "platformdirs", "igc_tracker.render.as_rich",
)  # fmt: skip


@pytest.mark.parametrize("args", [("list",), ("timeline",), ("status", "--json"), ("show", "baiterek-protocol-2018")])
def test_a_reader_that_has_seen_enough_gets_no_traceback(args: tuple[str, ...]) -> None:
    writer = subprocess.Popen([*PROGRAM, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.readline()
    writer.stdout.close()
    assert writer.stderr.read() == b""
    writer.stderr.close()
    assert writer.wait(timeout=20) == 0


def test_a_reader_that_is_gone_before_the_first_word_gets_no_traceback() -> None:
    for option in ("--format=text", "--format=table", "--json"):
        script = f"{sys.executable} -m igc_tracker timeline {option} | true; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1251"},
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    "args",
    [
        ("status", "baiterek", "--as-of", "2018-07-15", "--lang", "kk"),
        ("status", "baiterek", "--as-of", "2018-07-15", "--format", "table", "--lang", "ru"),
        ("list", "--json"),
        ("status", "байтерек нет такого"),
    ],
    ids=" ".join,
)
def test_a_terminal_that_knows_few_letters_gets_question_marks_and_no_traceback(
    args: tuple[str, ...], environment: dict[str, str]
) -> None:
    ran = igc_apart(*args, environment=environment)
    assert ran.code == (4 if "нет" in args[1] else 0), ran.err
    assert "Traceback" not in ran.err
    assert ran.out if ran.code == 0 else ran.err


def test_utf_8_is_written_where_it_can_be() -> None:
    ran = igc_apart("status", "baiterek", "--as-of", "2018-07-15", "--lang", "ru")
    assert "Байтерек" in ran.out
    assert "●" in ran.out


@pytest.mark.parametrize("environment", [{"NO_COLOR": ""}, {"NO_COLOR": "1"}, {"TERM": "xterm-256color"}], ids=str)
def test_holds_no_escape_codes_and_no_trailing_blanks(environment: dict[str, str]) -> None:
    for args in (("status", "baiterek"), ("timeline", "baiterek"), ("list",), ("show", "baiterek-2004")):
        ran = igc_apart(*args, environment=environment)
        assert "\x1b" not in ran.out + ran.err
        assert [line for line in ran.out.splitlines() if line != line.rstrip()] == []


def test_the_answer_goes_to_stdout_and_the_rest_to_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IGC_REGISTER")
    ran = igc_apart("list", "--json")
    assert json.loads(ran.out)["errors"] == []
    assert ran.err.startswith("igc: showing the example register")


def test_a_line_of_a_list_begins_with_the_reference_for_cut_and_awk() -> None:
    lines = igc("list", "--party", "AE").out.splitlines()[3:]
    assert sorted(line.split()[0] for line in lines) == [
        "trilateral-iga-draft",
        "trilateral-loi-2021",
        "trilateral-protocol-2018",
    ]


def test_every_command_answers_to_help_and_short_help() -> None:
    for row in COMMANDS:
        for flag in ("--help", "-h"):
            ran = igc(row.name, flag)
            assert (ran.code, ran.err) == (0, "")
            assert row.summary in ran.out


def test_the_version_is_told() -> None:
    assert igc("--version").out.startswith("igc 0.")


def test_without_a_command_the_help_is_shown() -> None:
    ran = igc()
    assert "Commands:" in ran.out + ran.err


def test_every_command_s_line_in_the_help_is_the_first_line_of_its_own() -> None:
    for row in COMMANDS:
        assert f"\n  {row.summary}\n" in igc(row.name, "--help").out


class TestStartingUp:
    @staticmethod
    def modules_of(*args: str) -> set[str]:
        script = (
            "import sys; sys.argv = ['igc', *sys.argv[1:]]\n"
            "from igc_tracker.cli.main import run\n"
            "try:\n    run()\n"
            "except SystemExit as left:\n    assert not left.code, left.code\n"
            "print(*sorted(sys.modules), file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, *args], capture_output=True, text=True, check=True, env=os.environ
        )
        return set(done.stderr.split())

    @pytest.mark.parametrize(
        ("args", "most"),
        [
            (("status", "baiterek", "--json"), 270),  # its projects and commissions are told
            (("status", "baiterek", "--as-of", "2018-07-15", "--json"), 270),
            (("status", "baiterek"), 277),
            (("status", "baiterek", "--lang", "ru"), 279),
            (("status", "ecology", "--json"), 264),
            (("list",), 241),
            (("list", "--json"), 240),
            (("show", "baiterek-2004"), 261),
            (("show", "baiterek-2004", "--json"), 260),
            (("store", "info"), 250),
            (("store", "verify", "--json"), 250),
        ],
        ids=str,
    )
    def test_a_short_command_loads_little_and_nothing_slow(
        self, args: tuple[str, ...], most: int, example: Path
    ) -> None:
        assert example.exists()
        loaded = self.modules_of(*args)
        assert [name for name in SLOW if name in loaded] == []
        assert len(loaded) <= most, sorted(loaded)

    def test_a_command_that_writes_loads_nothing_that_is_slow(self, example: Path) -> None:
        assert example.exists()
        loaded = self.modules_of("record", "baiterek-2004", "remark", "--on", "2026-11-20", "--detail", "seen")
        assert [name for name in SLOW if name in loaded] == []
        assert len(loaded) <= 250, sorted(loaded)

    def test_help_loads_no_command(self) -> None:
        loaded = self.modules_of("--help")
        assert {name for name in loaded if name.startswith("igc_tracker.cli.")} == {
            "igc_tracker.cli.commands",
            "igc_tracker.cli.completing",
            "igc_tracker.cli.formats",
            "igc_tracker.cli.groups",
            "igc_tracker.cli.help",
            "igc_tracker.cli.main",
            "igc_tracker.cli.options",
            "igc_tracker.cli.output",
            "igc_tracker.cli.session",
        }
        assert [name for name in SLOW if name in loaded] == []

    def test_a_command_that_runs_loads_no_help(self, example: Path) -> None:
        assert example.exists()
        assert not {"igc_tracker.cli.help", "igc_tracker.cli.usage"} & self.modules_of("show", "baiterek-2004")

    def test_a_tab_is_completed_without_help_and_catalogues(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in {"_IGC_COMPLETE": "complete_bash", "COMP_WORDS": "igc st", "COMP_CWORD": "1"}.items():
            monkeypatch.setenv(name, value)
        loaded = self.modules_of()
        assert "igc_tracker.cli.main" in loaded
        assert not {"igc_tracker.cli.help", "igc_tracker.cli.session", "igc_tracker.wording", *SLOW} & loaded

    def test_a_reference_is_completed_without_the_engine_and_the_store(
        self, example: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert example.exists()
        for name, value in {"_IGC_COMPLETE": "complete_bash", "COMP_WORDS": "igc show ba", "COMP_CWORD": "2"}.items():
            monkeypatch.setenv(name, value)
        loaded = self.modules_of()
        assert "igc_tracker.store.references" in loaded
        unneeded = ("actions.find_instruments", "derive.standing", "render.page", "store.codec", "store.tinydb_store")
        assert not {*(f"igc_tracker.{each}" for each in unneeded), *SLOW} & loaded

    def test_a_command_loads_no_other(self) -> None:
        modules = {f"igc_tracker.cli.{row.module}" for row in COMMANDS}
        assert modules & self.modules_of("status", "--json") == {"igc_tracker.cli.status"}


class TestWhereTheRegisterIs:
    def test_the_option_comes_before_the_environment(self, example: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.json"
        assert igc("init", "--register", other).code == 0
        assert example.exists()
        assert igc("list", "--register", other).out.startswith("0 of 0")
        assert igc("list").out.startswith("43 of 43")

    def test_the_environment_comes_before_the_config_file(self, tmp_path: Path) -> None:
        config = tmp_path / "home" / ".config" / "igc" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text('register = "/nowhere.json"\n', encoding="utf-8")
        assert igc("list").code == 0

    def test_the_config_file_comes_before_the_data_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("IGC_REGISTER")
        config = tmp_path / "home" / ".config" / "igc" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(f'register = "{tmp_path}/mine.json"\nlang = "ru"\n', encoding="utf-8")
        assert igc("init").code == 0
        assert (tmp_path / "mine.json").exists()
        assert "23 нояб. 2026" in igc("list").out

    def test_the_data_folder_is_where_it_is_made_and_found_by_itself(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("IGC_REGISTER")
        assert igc("init").code == 0
        made = tmp_path / "home" / ".local" / "share" / "igc" / "register.json"
        assert made.stat().st_mode & 0o777 == 0o600
        ran = igc("list")
        assert (ran.out.splitlines()[0][:7], ran.err) == ("0 of 0 ", "")

    def test_a_tilde_is_the_home_folder(self, tmp_path: Path) -> None:
        assert igc("init", "--register", "~/mine.json").code == 0
        assert (tmp_path / "home" / "mine.json").exists()

    def test_a_register_named_and_missing_is_never_replaced_by_the_example(self) -> None:
        assert igc("list", "--register", "/nowhere.json").code == 5
