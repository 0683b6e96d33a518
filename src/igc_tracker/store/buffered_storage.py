"""The TinyDB storage of one change: read once, written once, however many TinyDB calls the change takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tinydb.storages import Storage

if TYPE_CHECKING:
    from igc_tracker.store.file import Tables


class BufferedStorage(Storage):
    """Holds the tables while they are changed; whoever made it writes them to their place."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.changed = False

    def read(self) -> Tables:
        """Return the tables as changed so far."""
        return self.tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take the changed tables; they reach the file when the change is complete."""
        # the order of the tables is part of the file's form; TinyDB puts a table it has touched where it stood
        self.tables = data
        self.changed = True
