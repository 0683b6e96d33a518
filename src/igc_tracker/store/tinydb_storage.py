"""Places a register can lie: its file under its lock, and a memory twin that refuses what JSON refuses.

TinyDB is imported where something is written; reading does not need it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from igc_tracker.store.file import dump_tables, parse_tables, read_tables, replace_file
from igc_tracker.store.lock import TIMEOUT_SECONDS, exclusive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from igc_tracker.store.buffered_storage import BufferedStorage
    from igc_tracker.store.file import Tables


class FilePlace:
    """Where a register lies as a file."""

    def __init__(self, path: Path, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self.path = path
        self._timeout = timeout

    def tables(self) -> Tables:
        """Read the file, without a lock: a replaced file is seen whole, old or new."""
        return read_tables(self.path)

    @contextmanager
    def changing(self) -> Iterator[BufferedStorage]:
        """Hold the file from read to write; write it once, at the end, if anything was changed."""
        from igc_tracker.store.buffered_storage import BufferedStorage

        if not self.path.is_file():
            read_tables(self.path)  # says what is wrong, before a lock is laid beside something that is no register
        with exclusive(self.path, timeout=self._timeout):
            storage = BufferedStorage(read_tables(self.path))
            yield storage
            if storage.changed:
                replace_file(self.path, dump_tables(storage.tables))


class MemoryPlace:
    """A register in memory, kept as JSON text so that it fails where a file would fail."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text

    def tables(self) -> Tables:
        """Read the text."""
        return parse_tables(self.text, self.path)

    @contextmanager
    def changing(self) -> Iterator[BufferedStorage]:
        """Change a copy; keep it if the change completes."""
        from igc_tracker.store.buffered_storage import BufferedStorage

        storage = BufferedStorage(self.tables())
        yield storage
        if storage.changed:
            self.text = dump_tables(storage.tables)
