"""A register for each test, in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from durability.registers import new_register

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small register, alone in its folder."""
    monkeypatch.setenv("IGC_USER", "officer")
    folder = tmp_path / "register"
    folder.mkdir()
    return new_register(folder / "register.json")
