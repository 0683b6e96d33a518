"""Every example of docs/calendars.md is a calendar igc takes, and together they show every field."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from igc_tracker.store.calendars import KEYS, FolderCalendars, read_calendar

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "calendars.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_is_taken(text: str) -> None:
    assert read_calendar(text, Path("example.toml")).party in ("GB", "KZ")


def test_the_examples_show_every_field_of_every_kind() -> None:
    shown = {found["kind"]: set(found) for found in map(tomllib.loads, EXAMPLES)}
    assert shown == {kind: set(keys) for kind, keys in KEYS.items()}


def test_the_examples_stand_side_by_side(tmp_path: Path) -> None:
    for place, text in enumerate(EXAMPLES):
        (tmp_path / f"{place}.toml").write_text(text, encoding="utf-8")
    calendars = FolderCalendars(tmp_path)

    assert calendars.is_sitting("GB", date(2026, 1, 5)) is True
    assert calendars.is_working("KZ", date(2026, 3, 28)) is True, "a Saturday, made up for"
