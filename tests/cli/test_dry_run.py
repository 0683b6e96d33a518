"""`--dry-run`: what a command would change is told whole, what it would refuse is refused, and nothing is written."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest

from cli.running import Terminal, igc

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

PROTOCOL = "baiterek-protocol-2018"
NOTE = ("record", PROTOCOL, "notification-sent", "--party", "KZ", "--on", "2020-03-02", "--document", "Note [1]")
LONG_TITLE = "Agreement on the order of use of the facilities at those sites that the annexes to the lease name"


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.usefixtures("example")
def test_it_looks_like_this(lang: str, golden: SnapshotAssertion) -> None:
    commands = (
        (*NOTE, "--source", "https://example.org/note", "--detail", "by post"),
        ("strike", PROTOCOL, "signed-kz", "--why", "wrong year"),
        ("clause", "drop", "baiterek-2004", "amendment"),
        ("commission", "progress", "baikonur", "city-gas", "--complete", "--on", "2026-11-01", "--detail", "done [x]"),
        ("commission", "session", "baikonur", "12", "--planned", "2027-05"),
    )
    assert "\n".join(igc(*each, "--dry-run", "--lang", lang).out for each in commands) == golden


def test_a_long_text_is_shown_whole_where_the_log_cuts_it(example: Path) -> None:
    add = ("add-agreement", "--title", LONG_TITLE, "--party", "KZ,RU", "--ref", "order-of-use")
    assert LONG_TITLE in igc(*add, "--dry-run").out
    assert "order-of-use" not in example.read_text(encoding="utf-8")
    assert igc(*add).code == 0
    assert igc("log", "order-of-use").out.count(LONG_TITLE) == 1, "in the command, not in the change"


@pytest.mark.usefixtures("example")
def test_a_fact_that_is_known_would_change_nothing() -> None:
    igc(*NOTE)
    ran = igc(*NOTE, "--dry-run")
    assert (ran.code, ran.out) == (0, "Nothing would be changed.\n")


@pytest.mark.usefixtures("example")
def test_what_cannot_be_recorded_is_refused_as_ever() -> None:
    future = ("record", PROTOCOL, "ratified", "--party", "RU", "--on", "2030-01-01")
    rehearsal, refused = igc(*future, "--dry-run"), igc(*future)
    assert rehearsal.code == 2
    assert (rehearsal.out, rehearsal.err) == (refused.out, refused.err)


def test_the_example_that_igc_brings_along_is_not_rehearsed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("IGC_REGISTER", raising=False)
    ran = igc(*NOTE, "--dry-run")
    assert ran.code != 0
    assert "igc init" in ran.err


def test_no_lock_is_laid_beside_a_register_that_is_not_written(example: Path) -> None:
    before = sorted(example.parent.iterdir())
    assert igc(*NOTE, "--dry-run").code == 0
    assert sorted(example.parent.iterdir()) == before


def test_a_text_edited_in_vain_is_kept(example: Path, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\n"
        "file.write_text(file.read_text(encoding='utf-8').replace('Baiterek', 'BAITEREK', 1), encoding='utf-8')\n",
        encoding="utf-8",
    )
    script.chmod(stat.S_IRWXU)
    before = example.read_bytes()
    ran = Terminal("edit", PROTOCOL, "--dry-run", environment={"EDITOR": str(script), "TMPDIR": str(tmp_path)}).finish()
    assert ran.code == 0, ran.out
    kept = next(tmp_path.glob("igc-*.toml"))
    assert "BAITEREK" in kept.read_text(encoding="utf-8")
    assert kept.name in "".join(ran.out.split())
    assert example.read_bytes() == before
