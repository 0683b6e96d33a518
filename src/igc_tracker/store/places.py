"""Places a register can lie: its file under its lock, and a memory twin that refuses what a file refuses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from igc_tracker import __version__
from igc_tracker.domain.errors import Phrase, RegisterNewerError, RegisterOlderError, RegisterUnreadableError
from igc_tracker.store.codec import SCHEMA_VERSION, decode_info
from igc_tracker.store.decoding import decode_register, is_readable
from igc_tracker.store.file import add_to_file, damaged, read_file, replace_file
from igc_tracker.store.layout import INFO_TABLE, DamageError, read_laid
from igc_tracker.store.lock import TIMEOUT_SECONDS, Mark, acknowledged, exclusive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from igc_tracker.domain.register import Register
    from igc_tracker.store.catalogue import Catalogue
    from igc_tracker.store.held import Addition, Held
    from igc_tracker.store.held_lightly import HeldLightly
    from igc_tracker.store.layout import Laid
    from igc_tracker.store.lock import Lock

LARGE = 2**16
"""From which size on, in bytes, a register has a catalogue."""


class FilePlace:
    """Where a register lies as a file. ``catalogues`` is the folder for the catalogues of large ones, None for none.

    Only with ``network_ok`` is one changed that may lie on another machine.
    """

    def __init__(
        self,
        path: Path,
        *,
        timeout: float = TIMEOUT_SECONDS,
        catalogues: Path | None = None,
        network_ok: bool = False,
    ) -> None:
        self.path = path
        self._timeout = timeout
        self._catalogues = catalogues
        self._network_ok = network_ok
        self._opened: Catalogue | None = None

    def laid(self) -> Laid:
        """Read the file, without a lock."""
        mark = acknowledged(self.path)  # before the file is read: what is written between is no loss
        return checked(read_file(self.path), self.path, mark)

    def catalogued(self) -> Register | None:
        """Return the register by its catalogue, which is made or brought up to date first; None where it is small."""
        catalogue = self._catalogue()
        if catalogue is None:
            return None
        mark = acknowledged(self.path)
        if not _fits(catalogue, mark):
            self._teach(catalogue)
        return self._register_by(catalogue) if _fits(catalogue, mark) else None

    def _catalogue(self) -> Catalogue | None:
        if self._catalogues is None or not is_large(self.path):
            return None
        if self._opened is None or not self._opened.looks_again(self.path):
            from igc_tracker.store.catalogue import catalogue_of

            self._opened = catalogue_of(self.path, self._catalogues, version=__version__)
        return self._opened

    def _teach(self, catalogue: Catalogue) -> Laid:
        """Read and check all of the file, and tell the catalogue; one with findings has none, so that all are told."""
        read_at = catalogue.stat()
        laid = self.laid()
        if is_readable(laid.tables):
            catalogue.learn(laid, read_at)
        return laid

    def _register_by(self, catalogue: Catalogue) -> Register:
        from igc_tracker.store.catalogued_register import CataloguedRegister

        state = catalogue.known

        def everything() -> Register:
            try:
                laid = read_laid(catalogue.whole(state))
            except (DamageError, OSError):  # another program wrote in it; or it is damaged, which is told
                laid = self.laid()
            return decode_register(laid.tables)[0]

        return CataloguedRegister(catalogue, everything)

    @contextmanager
    def changing(self, today: date) -> Iterator[Held | HeldLightly]:
        """Hold the file from read to write; write once, at the end, if anything was changed.

        Before the first change of the day ``today`` the register is copied.
        """
        if not self.path.is_file():
            read_file(self.path)  # says what is wrong, before a lock is laid beside something that is no register
        if not self._network_ok:
            from igc_tracker.store.network import refuse_network

            refuse_network(self.path)
        with exclusive(self.path, timeout=self._timeout) as lock:
            catalogue = self._catalogue()
            if catalogue is not None and not _fits(catalogue, lock.mark):
                self._teach(catalogue)
            if catalogue is not None and _fits(catalogue, lock.mark):
                yield from self._changing_lightly(catalogue, lock, today)
                return
            from igc_tracker.store.held import Held

            laid = self.laid()
            held = Held(laid)
            yield held
            if held.is_changed:
                self._write(held, lock, today, seq=laid.seq, at=laid.end)

    def _changing_lightly(self, catalogue: Catalogue, lock: Lock, today: date) -> Iterator[HeldLightly]:
        from igc_tracker.store.held_lightly import HeldLightly

        known = catalogue.known
        held = HeldLightly(catalogue, self.laid)
        yield held
        if not held.is_changed:
            return
        addition = self._write(held, lock, today, seq=known.seq, at=known.end)
        if addition is not None:
            catalogue.add(addition, entries=held.next_entry - 1)

    def register_of(self, held: Held | HeldLightly) -> Register:
        """Return the register that is held, as it stands before the change."""
        return self._register_by(held.catalogue) if held.catalogue else decode_register(held.tables)[0]

    def _write(self, held: Held | HeldLightly, lock: Lock, today: date, *, seq: int, at: int | None) -> Addition | None:
        """Write what was changed; return what was added to the end of the file, None where it was laid out anew."""
        from igc_tracker.store.backups import keep_daily

        keep_daily(self.path, today)
        addition = held.addition()
        if addition is None or at is None:
            whole = held.whole()
            replace_file(self.path, whole)
            lock.acknowledge(Mark(held.register_id, read_laid(whole).seq))
            return None
        before = Mark(held.register_id, seq)
        if lock.mark != before:
            lock.acknowledge(before)  # should this write be cut short, this says that nothing before it is missing
        add_to_file(self.path, addition.data, at=at)
        lock.acknowledge(Mark(held.register_id, addition.seq))
        return addition


def is_large(path: Path) -> bool:
    """Tell whether the file is worth a catalogue; a smaller one is read as quickly."""
    try:
        return path.stat().st_size >= LARGE
    except OSError:
        return False


def _fits(catalogue: Catalogue, mark: Mark | None) -> bool:
    state = catalogue.state
    return state is not None and not (mark and mark.register == state.register and mark.seq > state.seq)


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

    def catalogued(self) -> None:
        """Return nothing: what is in memory is read as a whole."""

    def register_of(self, held: Held | HeldLightly) -> Register:
        """Return the register that is held, as it stands before the change."""
        return decode_register(held.tables)[0]

    @contextmanager
    def changing(self, today: date) -> Iterator[Held]:  # noqa: ARG002  # memory has no backups
        """Change a copy; keep it if the change completes."""
        from igc_tracker.store.held import Held

        laid = self.laid()
        held = Held(laid)
        yield held
        if held.is_changed:
            addition = held.addition()
            data = held.whole() if addition is None else self.text.encode()[: laid.end] + addition.data
            self.text = data.decode()


def checked(laid: Laid, path: Path, mark: Mark | None) -> Laid:
    """Return a register in the schema of this igc.

    Raises where it is of a later one, where its particulars are damaged, where it is an older copy of what was
    acknowledged here, or where its end is missing and nothing says that nobody was told it was written.
    """
    schema = laid.tables[INFO_TABLE]["1"]["schema_version"]
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
        from igc_tracker.store.migrations import migrated

        laid.tables = migrated(laid.tables)
        laid.end = None
    return laid


_RECOVER = Phrase(
    "The file was not touched. `igc store recover` saves what is whole, `igc store restore` puts a backup in its place."
)
