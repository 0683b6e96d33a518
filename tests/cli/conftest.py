"""A register to work on and a moment to work at, the same for every test of the command line."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from cli.running import EXAMPLE, igc
from igc_tracker import clock

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

NOW = datetime.fromisoformat("2026-11-23T09:00:00+05:00")


@pytest.fixture(autouse=True)
def same_moment(same_world: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  # after it
    """Hold the clock, and give the journal a name to write."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("IGC_USER", "officer")


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the example register, which igc finds by IGC_REGISTER."""
    path = tmp_path / "example.json"
    shutil.copyfile(EXAMPLE, path)
    monkeypatch.setenv("IGC_REGISTER", str(path))
    return path


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a register as `igc init` makes it, which igc finds by IGC_REGISTER."""
    path = tmp_path / "register.json"
    monkeypatch.setenv("IGC_REGISTER", str(path))
    assert igc("init").code == 0
    return path


class TextSnapshot(SingleFileSnapshotExtension):
    """One text file for each picture of an output, so that it opens in any editor and a change shows as a diff."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return the outputs as they were last looked at; renew them with `pytest tests/cli --snapshot-update`."""
    return snapshot.use_extension(TextSnapshot)
