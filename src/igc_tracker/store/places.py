"""Places a register can lie: its file under its lock, and a memory twin that refuses what a file refuses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from igc_tracker.domain.errors import Phrase, RegisterNewerError, RegisterOlderError, RegisterUnreadableError
from igc_tracker.store.codec import SCHEMA_VERSION, decode_info
from igc_tracker.store.file import add_to_file, damaged, read_file, replace_file
from igc_tracker.store.held import Held
from igc_tracker.store.layout import INFO_TABLE, DamageError, read_laid
from igc_tracker.store.lock import TIMEOUT_SECONDS, Mark, acknowledged, exclusive
from igc_tracker.store.migrations import migrated, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from igc_tracker.store.layout import Laid
    from igc_tracker.store.lock import Lock


class FilePlace:
    """Where a register lies as a file. Only with ``network_ok`` is one changed that may lie on another machine."""

    def __init__(self, path: Path, *, timeout: float = TIMEOUT_SECONDS, network_ok: bool = False) -> None:
        self.path = path
        self._timeout = timeout
        self._network_ok = network_ok

    def laid(self) -> Laid:
        """Read the file, without a lock."""
        mark = acknowledged(self.path)  # before the file is read: what is written between is no loss
        return checked(read_file(self.path), self.path, mark)

    @contextmanager
    def changing(self, today: date) -> Iterator[Held]:
        """Hold the file from read to write; write once, at the end, if anything was changed.

        Before the first change of the day ``today`` the register is copied.
        """
        if not self.path.is_file():
            read_file(self.path)  # says what is wrong, before a lock is laid beside something that is no register
        from igc_tracker.store.backups import keep_daily
        from igc_tracker.store.network import refuse_network

        if not self._network_ok:
            refuse_network(self.path)
        with exclusive(self.path, timeout=self._timeout) as lock:
            laid = checked(read_file(self.path), self.path, lock.mark)
            held = Held(laid)
            yield held
            if held.is_changed:
                keep_daily(self.path, today)
                self._write(laid, held, lock)

    def _write(self, laid: Laid, held: Held, lock: Lock) -> None:
        register = held.tables[INFO_TABLE]["1"]["id"]
        addition = held.addition()
        if addition is None or laid.end is None:
            whole = held.whole()
            replace_file(self.path, whole)
            lock.acknowledge(Mark(register, read_laid(whole).seq))
            return
        if lock.mark != (register, laid.seq):
            # should this write be cut short, this says that nothing before it is missing
            lock.acknowledge(Mark(register, laid.seq))
        add_to_file(self.path, addition, at=laid.end)
        lock.acknowledge(Mark(register, held.seq_when_added))


class MemoryPlace:
    """A register in memory, kept as the text of a file so that it fails where a file would fail."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text

    def laid(self) -> Laid:
        """Read the text."""
        try:
            return checked(read_laid(self.text.encode()), self.path, None)
        except DamageError as damage:
            raise damaged(self.path, damage) from None

    @contextmanager
    def changing(self, today: date) -> Iterator[Held]:  # noqa: ARG002  # memory has no backups
        """Change a copy; keep it if the change completes."""
        laid = self.laid()
        held = Held(laid)
        yield held
        if held.is_changed:
            addition = held.addition()
            data = held.whole() if addition is None else self.text.encode()[: laid.end] + addition
            self.text = data.decode()


def checked(laid: Laid, path: Path, mark: Mark | None) -> Laid:
    """Return a register in the schema of this igc.

    Raises where it is of a later one, where its particulars are damaged, where it is an older copy of what was
    acknowledged here, or where its end is missing and nothing says that nobody was told it was written.
    """
    schema = schema_of(laid.tables)
    if schema > SCHEMA_VERSION:
        raise RegisterNewerError(path=path, found=schema, known=SCHEMA_VERSION)
    info = laid.tables[INFO_TABLE]["1"]
    try:
        decode_info(info)
    except (ValueError, TypeError):
        raise damaged(path, DamageError(Phrase("its own particulars are damaged."))) from None
    is_known = mark is not None and mark.register == info["id"]
    if laid.end is None:
        laid.seq = max(laid.seq, mark.seq if mark and is_known else 0)
    elif mark and is_known and mark.seq > laid.seq and not laid.torn:
        raise RegisterOlderError(path=path, found=laid.seq, known=mark.seq)
    elif laid.torn and not (mark and is_known and mark.seq <= laid.seq):
        raise RegisterUnreadableError(
            path=path,
            why=Phrase("its end is missing or damaged after record {seq}.", seq=laid.seq),
            remedy=_RECOVER,
        )
    if schema < SCHEMA_VERSION:
        laid.tables = migrated(laid.tables)
        laid.end = None
    return laid


_RECOVER = Phrase(
    "The file was not touched. `igc store recover` saves what is whole, `igc store restore` puts a backup in its place."
)
