"""The same world for every test, whatever machine it runs on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pathlib import Path

# the autouse world below is a function's fixture; it sets nothing that an example could leave changed
_LENIENT = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)
settings.register_profile("dev", max_examples=50, stateful_step_count=20, deadline=None, suppress_health_check=_LENIENT)
settings.register_profile(
    "ci", max_examples=200, stateful_step_count=30, deadline=None, print_blob=True, suppress_health_check=_LENIENT
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests of crashes run as long as they did when the store was made."""
    parser.addoption("--long", action="store_true", help="crash at every byte and some hundreds of times, not a few")


@pytest.fixture
def long_run(request: pytest.FixtureRequest) -> bool:
    """Tell whether all crashes were asked for, not only a few of each kind."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(autouse=True)
def same_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a test a home of its own, a plain terminal 80 columns wide, and no settings of the person who runs it."""
    for name in [name for name in os.environ if name.startswith("IGC_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    for name, value in {
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "LANGUAGE", "LANG", "LINES", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
