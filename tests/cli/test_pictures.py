"""Outputs as they were last read by a person, a text file each under __snapshots__/test_pictures.

After a change that is meant: `pytest tests/cli/test_pictures.py --snapshot-update`, then read the difference.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from cli.running import igc, without_trailing_spaces
from igc_tracker.cli.commands import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

PROTOCOL = "baiterek-protocol-2018"
SECOND = "baiterek-protocol-2"
ADD = ("add-protocol", "--amends", "baiterek", "--title", "Second protocol amending the agreement", "--ref", SECOND)
RECORD = ("record", SECOND, "cleared-to-sign", "--party", "KZ", "--on", "2 Nov 2026", "--document", "Resolution No. 12")
PLAN = ("record", SECOND, "planned", "--of", "signed", "--for", "2027-03", "--on", "today")
STRIKE = ("strike", SECOND, "cleared-to-sign", "--why", "the draft was changed")

HELP: dict[str, tuple[str, ...]] = {
    "igc": (),
    **{row.name: (row.name,) for row in COMMANDS},
    "report weekly": ("report", "weekly"),
    "report card": ("report", "card"),
    "report commission": ("report", "commission"),
    "clause set": ("clause", "set"),
    "project record": ("project", "record"),
    "commission progress": ("commission", "progress"),
    "commission session": ("commission", "session"),
}

HELP_IN_OTHER_LANGUAGES = ("igc", "record", "clause set")

READING: dict[str, tuple[str, ...]] = {
    "status": ("status",),
    "status baiterek ready": ("status", "baiterek", "--as-of", "2018-07-15"),
    "status baiterek signed": ("status", "baiterek", "--as-of", "2018-08-22"),
    "status baiterek ratified": ("status", "baiterek", "--as-of", "2020-02-13"),
    "status baiterek today": ("status", "baiterek"),
    "status baiterek before it": ("status", "baiterek", "--as-of", "2004-12-21"),
    "status of several families": ("status", "2015"),
    "status in a grid": ("status", "--grid"),
    "status in a grid of two parties": ("status", "trilateral", "--grid", "--party", "US,AE"),
    "status in a grid before it": ("status", "baiterek", "--grid", "--as-of", "2004-12-22"),
    "status in a grid as csv": ("status", "trilateral", "--grid", "--format", "csv"),
    "list as csv": ("list", "--kind", "protocol", "--format", "csv"),
    "timeline baiterek": ("timeline", "baiterek", "--as-of", "2018-07-15"),
    "timeline within": ("timeline", "baiterek", "--within", "2018..2020", "--no-remarks"),
    "show": ("show", PROTOCOL),
    "show as of": ("show", PROTOCOL, "--as-of", "2018-07-15"),
    "show the base": ("show", "baiterek-2004"),
    "list of protocols": ("list", "--kind", "protocol", "--signed", "2015..2018"),
    "list of three parties": ("list", "--party", "AE"),
    "report of the signature": ("report", "weekly", "--week", "2018-W34"),
    "report of the ratification": ("report", "weekly", "--week", "2020-W07", "--scope", "baiterek"),
    "report of a quiet week": ("report", "weekly", "--week", "2021-W20"),
    "report of now": ("report", "weekly"),
    "report for a party": ("report", "weekly", "--week", "2020-W07", "--party", "KZ"),
    "commission list": ("commission", "list"),
    "commission before its sixth session": ("commission", "show", "baikonur", "--as-of", "2018-07-15"),
    "commission whose session is late": ("commission", "show", "baikonur", "--as-of", "2019-03-01"),
    "commission today": ("commission", "show", "igc-baikonur"),
    "agenda of the sixth session": ("commission", "agenda", "baikonur", "--for", "6", "--as-of", "2018-07-15"),
    "report for a commission": ("report", "weekly", "--week", "2018-W34", "--commission", "trilateral"),
    "due of a commission": ("due", "concept", "--as-of", "2018-07-15"),
    "card": ("report", "card", PROTOCOL),
    "card of the base": ("report", "card", "baiterek-2004"),
    "project list": ("project", "list"),
    "project before the signature": ("project", "status", "baiterek", "--as-of", "2018-07-15"),
    "project after the signature": ("project", "status", "baiterek", "--as-of", "2018-08-23"),
    "project slips": ("project", "slips", "--as-of", "2026-01-15"),
    "report of a slip": ("report", "weekly", "--as-of", "2025-12-27", "--scope", "baiterek"),
    "due of projects": ("due", "--as-of", "2025-12-01", "--within", "3y"),
}

ON_A_TERMINAL: dict[str, tuple[int, tuple[str, ...]]] = {
    "status, 80": (80, ("status",)),
    "status baiterek ready, 80": (80, ("status", "baiterek", "--as-of", "2018-07-15")),
    "status baiterek before it, 80": (80, ("status", "baiterek", "--as-of", "2004-12-21")),
    "status in a grid, 80": (80, ("status", "trilateral", "--grid")),
    "status in a grid, 40": (40, ("status", "trilateral", "--grid")),
    "status in a grid, 160": (160, ("status", "trilateral", "--grid")),
    "timeline baiterek, 80": (80, ("timeline", "baiterek", "--within", "2017..2020")),
    "timeline baiterek in lanes, 120": (120, ("timeline", "baiterek", "--within", "2017..2020")),
    "list, 80": (80, ("list", "--kind", "protocol")),
    "project slips, 80": (80, ("project", "slips", "baiterek", "--as-of", "2026-01-15")),
    "project, 80": (80, ("project", "status", "baiterek", "--as-of", "2018-08-23")),
    "list, 160": (160, ("list", "--kind", "protocol")),
    "show, 80": (80, ("show", PROTOCOL)),
    "commission, 80": (80, ("commission", "show", "baikonur", "--as-of", "2018-07-15")),
    "commission in Kazakh, 80": (80, ("commission", "show", "baikonur", "--as-of", "2019-03-01", "--lang", "kk")),
    "status baiterek ready in Russian, 80": (80, ("status", "baiterek", "--as-of", "2018-07-15", "--lang", "ru")),
    "status baiterek ready in Kazakh, 80": (80, ("status", "baiterek", "--as-of", "2018-07-15", "--lang", "kk")),
}

IN_OTHER_LANGUAGES: dict[str, tuple[str, ...]] = {
    "status baiterek ready": ("status", "baiterek", "--as-of", "2018-07-15"),
    "list of three parties": ("list", "--party", "AE"),
    "status in a grid": ("status", "baiterek", "--grid"),
    "status in a grid as csv": ("status", "baiterek", "--grid", "--format", "csv"),
    "report of the signature": ("report", "weekly", "--week", "2018-W34"),
    "report of the ratification": ("report", "weekly", "--week", "2020-W07", "--scope", "baiterek"),
    "report of a quiet week": ("report", "weekly", "--week", "2021-W20"),
    "card": ("report", "card", PROTOCOL),
    "agenda": ("commission", "agenda", "baikonur", "--for", "6", "--as-of", "2018-07-15"),
    "commission": ("commission", "show", "baikonur", "--as-of", "2019-03-01"),
    "timeline": ("timeline", PROTOCOL),
    "show": ("show", "baiterek-2004"),
    "project after the signature": ("project", "status", "baiterek", "--as-of", "2018-08-23"),
    "project slips": ("project", "slips", "baiterek", "--as-of", "2026-01-15"),
}

WRITING: dict[str, list[tuple[str, ...]]] = {
    "add-agreement": [
        ("add-agreement", "--title", "Agreement on launches", "--party", "KZ,FR", "--level", "interstate")
    ],
    "add-protocol": [ADD],
    "record": [ADD, RECORD],
    "record the same again": [ADD, RECORD, RECORD],
    "record a plan": [ADD, RECORD, PLAN],
    "strike": [ADD, RECORD, STRIKE],
    "show what was struck": [ADD, RECORD, STRIKE, ("show", SECOND)],
    "undo": [ADD, RECORD, ("undo",)],
    "log": [ADD, RECORD, PLAN, STRIKE, ("undo",), ("log",)],
    "edit --print": [ADD, ("edit", SECOND, "--print")],
    "project record": [
        (
            *("project", "record", "baiterek", "--target", "first-flight-test", "--for", "2027-03", "--on", "today"),
            *("--why", "technical grounds", "--source", "https://example.org", "--certainty", "press"),
        )
    ],
    "record what was performed": [
        (
            *("record", "baiterek-protocol-2025-ratified", "performed", "--obligation", "test-launches"),
            *("--party", "RU", "--on", "today", "--certainty", "press"),
        )
    ],
    "commission": [
        (
            "commission",
            "add",
            "--title",
            "Commission on transit",
            "--party",
            "KZ,RU",
            "--every",
            "1y",
            "--ref",
            "transit",
        ),
        ("commission", "session", "transit", "1", "--held", "2025-10-01", "--document", "Protocol No. 1"),
        ("commission", "decide", "transit", "1", "--paragraph", "2.1", "--text", "Draft the agreement"),
        (
            "commission",
            "item",
            "transit",
            "--session",
            "1",
            "--text",
            "Send the draft",
            "--party",
            "KZ",
            "--due",
            "2026-02",
        ),
        ("commission", "session", "transit", "2", "--planned", "2026-11", "--on", "2026-09-01"),
        ("commission", "progress", "transit", "send", "--delayed", "translation", "--on", "2026-02-20"),
        ("commission", "progress", "transit", "send", "--complete", "--on", "2026-03-05", "--evidence", "Letter 7"),
        ("commission", "show", "transit"),
        ("commission", "strike", "transit", "send-the-draft-done-2026-03-05", "--why", "another letter"),
        ("log", "transit"),
    ],
    "a commission of one's own": [
        (
            "commission",
            "add",
            "--title",
            "Commission on transit",
            "--party",
            "KZ,RU",
            "--every",
            "1y",
            "--ref",
            "transit",
        ),
        ("commission", "session", "transit", "1", "--held", "2025-10-01", "--document", "Protocol No. 1"),
        ("commission", "decide", "transit", "1", "--paragraph", "2.1", "--text", "Draft the agreement"),
        (
            "commission",
            "item",
            "transit",
            "--session",
            "1",
            "--text",
            "Send the draft",
            "--party",
            "KZ",
            "--due",
            "2026-02",
        ),
        ("commission", "progress", "transit", "send", "--delayed", "translation", "--on", "2026-02-20"),
        ("commission", "show", "transit"),
    ],
    "report of what was recorded and struck": [
        ("record", PROTOCOL, "notification-sent", "--party", "KZ", "--on", "2020-03-01", "--document", "Note No. 1"),
        ("strike", PROTOCOL, "ratified-kz", "--why", "the wrong law"),
        ("report", "weekly"),
    ],
}

ERRORS: dict[str, tuple[str, ...]] = {
    "not found": ("show", "baiterk-2004"),
    "ambiguous": ("show", "baiterek-p"),
    "bad date": ("status", "--as-of", "2018-02-30"),
    "ambiguous date": ("status", "--as-of", "03/04/2018"),
    "unknown kind": ("record", PROTOCOL, "sgned", "--on", "today"),
    "csv of what is no table": ("show", PROTOCOL, "--format", "csv"),
    "unknown party": ("list", "--party", "Kazakhstan"),
    "no party to it": ("record", PROTOCOL, "signed", "--party", "FR", "--on", "2018"),
    "future": ("record", PROTOCOL, "signed", "--party", "KZ", "--on", "2027-01-01"),
    "missing": ("record", PROTOCOL, "signed"),
    "no such commission": ("commission", "show", "baikonour"),
    "more than there is": ("commission", "progress", "baikonur", "facilities", "--done", "300"),
    "no such item": ("commission", "progress", "baikonur", "facilites-243", "--complete"),
    "two things at once": ("commission", "progress", "baikonur", "city-gas", "--complete", "--not-done"),
    "held and planned": ("commission", "session", "baikonur", "12", "--held", "2026-01-01", "--planned", "2027"),
    "an agenda of the past": ("commission", "agenda", "baikonur", "--for", "5"),
    "taken": ("add-agreement", "--title", "x", "--party", "KZ,RU", "--ref", PROTOCOL),
}

MISTYPED: dict[str, tuple[str, ...]] = {
    "a command that is not there": ("statsu",),
    "a command of a group that is not there": ("report", "zzz"),
    "no command": ("clause",),
    "an option that is not there": ("status", "--as_of", "2018"),
    "an option that is not there, and none is near": ("status", "-x"),
    "an option without its value": ("status", "--known-on"),
    "a value that is not taken": ("status", "--json=1"),
    "an argument that is missing": ("show",),
    "a word too many": ("show", PROTOCOL, "from", "here"),
    "no number": ("undo", "zero"),
    "a number too small": ("clause", "set", PROTOCOL, "--deposits", "0"),
}


def picture(*args: str) -> str:
    """Return what a run looks like: the command line, the answer, the rest, the exit code if it is not 0."""
    ran = igc(*args)
    code = f"[exit code {ran.code}]\n" if ran.code else ""
    out = ran.out.replace("\r\n", "\n")  # the line ends of CSV: test_csv_and_grid.py
    return f"$ {shlex.join(['igc', *args])}\n{out}{ran.err}{code}"


@pytest.mark.parametrize("name", HELP)
def test_help_of(name: str, golden: SnapshotAssertion) -> None:
    assert picture(*HELP[name], "--help") == golden


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("name", HELP_IN_OTHER_LANGUAGES)
def test_help_in_another_language_of(name: str, language: str, golden: SnapshotAssertion) -> None:
    assert picture(*HELP[name], "--help", "--lang", language) == golden


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_of_what_was_mistyped(language: str, golden: SnapshotAssertion) -> None:
    assert "\n".join(picture("--lang", language, *args) for args in MISTYPED.values()) == golden


@pytest.mark.parametrize("name", READING)
def test_in_a_pipe(name: str, example: Path, golden: SnapshotAssertion) -> None:
    assert example.exists()
    assert picture(*READING[name]) == golden


@pytest.mark.parametrize("name", ON_A_TERMINAL)
def test_on_a_terminal(name: str, example: Path, golden: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> None:
    columns, args = ON_A_TERMINAL[name]
    assert example.exists()
    monkeypatch.setenv("COLUMNS", str(columns))
    assert without_trailing_spaces(picture(*args, "--format", "table")) == golden


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("name", IN_OTHER_LANGUAGES)
def test_in_another_language(name: str, language: str, example: Path, golden: SnapshotAssertion) -> None:
    assert example.exists()
    assert picture(*IN_OTHER_LANGUAGES[name], "--lang", language) == golden


@pytest.mark.parametrize("name", WRITING)
def test_after_writing(name: str, example: Path, golden: SnapshotAssertion) -> None:
    *before, last = WRITING[name]
    assert example.exists()
    for args in before:
        assert igc(*args).code == 0
    assert picture(*last) == golden


@pytest.mark.parametrize("name", ERRORS)
def test_of_a_mistake(name: str, example: Path, golden: SnapshotAssertion) -> None:
    assert example.exists()
    assert picture(*ERRORS[name]) == golden


def test_where_there_is_no_register_yet(golden: SnapshotAssertion) -> None:
    assert picture("list", "--party", "AE") == golden


def test_of_a_command_that_would_write_to_no_register(golden: SnapshotAssertion) -> None:
    assert picture(*RECORD) == golden
