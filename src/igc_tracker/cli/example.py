"""Where the example register lies: inside the installed package, or in the source tree it is kept in."""

from __future__ import annotations

from pathlib import Path


def example_path() -> Path:
    """Return the example register's file."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "example" / "baikonur.json"
    return packed if packed.exists() else package.parents[1] / "data" / "baikonur.json"
