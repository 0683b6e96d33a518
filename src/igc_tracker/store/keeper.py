"""The register's file looked after: looked at, laid out anew, copied, and put back together."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from igc_tracker.actions.store_backup import BackedUpAnswer, RestoredAnswer
from igc_tracker.actions.store_compact import CompactedAnswer, MigratedAnswer
from igc_tracker.actions.store_recover import RecoveredAnswer
from igc_tracker.domain.errors import (
    BackupExistsError,
    BackupFailedError,
    BackupUnusableError,
    IgcError,
    NoSuchBackupError,
    NothingRecoverableError,
    OtherRegisterError,
    Phrase,
    RegisterMissingError,
    RegisterOlderError,
    RegisterUnreadableError,
)
from igc_tracker.domain.register import JournalEntry
from igc_tracker.store.backups import flush_folder, folder_of, keep_daily
from igc_tracker.store.codec import SCHEMA_VERSION, encode_journal_entry
from igc_tracker.store.file import damaged_file, read_bytes, read_file, replace_file, replaced_files
from igc_tracker.store.held import log_edited
from igc_tracker.store.layout import INFO_TABLE, JOURNAL_TABLE, DamageError, lay_out, read_laid
from igc_tracker.store.lock import TIMEOUT_SECONDS, Mark, acknowledged, exclusive
from igc_tracker.store.migrations import schema_of
from igc_tracker.store.network import refuse_network
from igc_tracker.store.places import checked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from igc_tracker.actions.ports import Invocation
    from igc_tracker.actions.store_info import StoreInfoAnswer
    from igc_tracker.actions.store_verify import Examined
    from igc_tracker.domain.register import Json
    from igc_tracker.store.layout import Laid, Tables
    from igc_tracker.store.lock import Lock
    from igc_tracker.store.recovery import Recovered


class FileKeeper:
    """Looks after the register in a file. Only with ``network_ok`` is one changed that may lie on another machine."""

    def __init__(self, path: Path, *, timeout: float = TIMEOUT_SECONDS, network_ok: bool = False) -> None:
        self.path = path
        self._timeout = timeout
        self._network_ok = network_ok

    def state(self) -> StoreInfoAnswer:
        """Return where the file lies, what can be read of it, and what lies beside it; damaged or not."""
        from igc_tracker.store.examining import state

        return state(self.path, network_ok=self._network_ok)

    def examined(self, file: Path | None) -> Examined:
        """Return everything in the file, or in another one, and what is wrong with it."""
        from igc_tracker.store.examining import examined

        if file is None or os.path.realpath(file) == os.path.realpath(self.path):
            return examined(self.path, acknowledged(self.path))
        return examined(file, None)

    # --- laying out anew ------------------------------------------------------------------------------------------

    def compact(self, invocation: Invocation, *, dry_run: bool) -> CompactedAnswer:
        """Lay the file out anew, where that gains anything."""
        with self._held(dry_run=dry_run) as lock:
            laid = self._laid(lock)
            before = laid.size
            whole = self._again(laid, invocation)
            needed = laid.end is None or laid.size != laid.base or bool(laid.edited)
            done = needed and not dry_run
            if done:
                self._put(whole, lock, invocation.today)
        after = len(whole) if needed else before
        return CompactedAnswer(
            path=str(self.path),
            before=before,
            after=after,
            needed=needed,
            written=done,
            kept_as=str(replaced_files(self.path)[0]) if done else None,
        )

    def migrate(self, invocation: Invocation, *, dry_run: bool) -> MigratedAnswer:
        """Lay the file out anew in the schema of this igc, where it has an earlier one."""
        with self._held(dry_run=dry_run) as lock:
            before = schema_of(read_file(self.path).tables)
            laid = self._laid(lock)
            needed = before < SCHEMA_VERSION
            done = needed and not dry_run
            if done:
                self._put(self._again(laid, invocation), lock, invocation.today)
        return MigratedAnswer(
            path=str(self.path),
            before=before,
            after=SCHEMA_VERSION,
            needed=needed,
            written=done,
            kept_as=str(replaced_files(self.path)[0]) if done else None,
        )

    def _again(self, laid: Laid, invocation: Invocation) -> bytes:
        """Return the same register laid out anew; what another program changed gets its line in the journal."""
        if laid.edited:
            _log(laid.tables, log_edited(laid.edited, number=_next_entry(laid.tables), at=invocation.at))
        return lay_out(laid.tables, laid.seqs)

    # --- copies ---------------------------------------------------------------------------------------------------

    def back_up(self, invocation: Invocation, to: Path | None, *, dry_run: bool) -> BackedUpAnswer:
        """Make a copy and read it back; raise BackupExistsError or BackupFailedError."""
        target = self._target(invocation, to)
        if os.path.lexists(target):
            raise BackupExistsError(path=target)
        with self._held(dry_run=dry_run, writes_register=False) as lock:
            laid = self._laid(lock)
            # a copy is whole: what the last write left undone is not in it
            data = lay_out(laid.tables, laid.seqs) if laid.torn else read_bytes(self.path)
            if not dry_run:
                if to is None:
                    _make_folder(target.parent)
                _write_copy(target, data)
        return BackedUpAnswer(
            path=str(self.path), copy=str(target), size=len(data), last_record=laid.seq, written=not dry_run
        )

    def _target(self, invocation: Invocation, to: Path | None) -> Path:
        if to is not None and not os.path.isdir(to):  # noqa: PTH112  # a name too long for pathlib is none either
            return to
        if to is not None:
            return to / f"{self.path.stem}-{invocation.at:%Y-%m-%d-%H%M%S}.json"
        return folder_of(self.path) / f"{invocation.at:%Y-%m-%d-%H%M%S}.json"

    def restore(self, invocation: Invocation, wanted: str, *, other: bool, dry_run: bool) -> RestoredAnswer:
        """Put a copy in the register's place."""
        copy = self._copy_named(wanted)
        try:
            laid = read_laid(read_bytes(copy))
        except (DamageError, RegisterUnreadableError) as error:
            why = error.why if isinstance(error, DamageError) else error.values["why"]
            raise BackupUnusableError(path=copy, why=why) from None
        if laid.torn:
            raise BackupUnusableError(path=copy, why=Phrase("its end is missing or damaged."))
        laid = checked(laid, copy, None)
        found = str(laid.tables[INFO_TABLE]["1"]["id"])
        last = _last_write(laid.tables)
        with self._held(dry_run=dry_run) as lock:
            mark = lock.mark if lock else acknowledged(self.path)
            known_id, entries = self._present(mark)
            if known_id not in (None, found) and not other:
                raise OtherRegisterError(path=copy, found=found, known=known_id)
            number = len(laid.tables[JOURNAL_TABLE])
            mine = {(each.get("number"), each.get("at")) for each in laid.tables[JOURNAL_TABLE].values()}
            kept = self._restored(laid, invocation, lock, mark, readable=entries is not None)
        return RestoredAnswer(
            path=str(self.path),
            copy=str(copy),
            records={name: number for name, number in _counts(laid.tables).items() if name != JOURNAL_TABLE},
            entries=number,
            last_write=last,
            undone=None if entries is None else len(entries - mine),
            written=not dry_run,
            kept_as=kept,
        )

    def _restored(
        self, laid: Laid, invocation: Invocation, lock: Lock | None, mark: Mark | None, *, readable: bool
    ) -> str | None:
        """Put a copy in the register's place and return where the replaced file is kept."""
        if lock is None:
            return None
        if laid.edited:
            _log(laid.tables, log_edited(laid.edited, number=_next_entry(laid.tables), at=invocation.at))
        is_there = self.path.exists()
        damaged = damaged_file(self.path) if is_there and not readable else None
        whole = _anew(laid.tables, invocation, after=max(laid.seq, mark.seq if mark else 0))
        self._put(whole, lock, invocation.today, damaged_as=damaged)
        return str(damaged or replaced_files(self.path)[0]) if is_there else None

    def _copy_named(self, wanted: str) -> Path:
        named = Path(wanted).expanduser()
        folder = folder_of(self.path)
        beside = Path(os.path.realpath(self.path)).parent
        for each in (named, folder / f"{wanted}.json", folder / wanted, beside / wanted):
            if os.path.isfile(each):  # noqa: PTH113  # a name too long for pathlib is none either
                return each
        raise NoSuchBackupError(wanted=wanted, folder=folder)

    def _present(self, mark: Mark | None) -> tuple[str | None, set[tuple[object, object]] | None]:
        """Return the id of the register that is there, and its journal's entries; None where neither can be told."""
        try:
            laid = read_file(self.path)
        except (RegisterMissingError, RegisterUnreadableError):
            return (mark.register if mark else None), None
        register = str(laid.tables[INFO_TABLE]["1"]["id"])
        try:
            laid = checked(laid, self.path, mark)
        except RegisterOlderError:
            pass
        except IgcError:
            return register, None
        return register, {(each.get("number"), each.get("at")) for each in laid.tables[JOURNAL_TABLE].values()}

    # --- recovery -------------------------------------------------------------------------------------------------

    def recover(
        self, invocation: Invocation, *, accept_changes: bool, accept_older: bool, dry_run: bool
    ) -> RecoveredAnswer:
        """Put what is whole in the register's place, where the file is damaged."""
        read_bytes(self.path)  # a folder or no file at all is told before a lock is laid beside it
        with self._held(dry_run=dry_run) as lock:
            mark = lock.mark if lock else acknowledged(self.path)
            try:
                laid = checked(read_file(self.path), self.path, mark)
            except RegisterUnreadableError:
                return self._recover(invocation, lock, mark, accept_changes=accept_changes)
            except RegisterOlderError:
                if not accept_older:
                    raise
                laid = checked(read_file(self.path), self.path, None)
                return self._take_older(laid, invocation, lock, mark)
        return RecoveredAnswer(path=str(self.path), needed=False, written=False, whole=_counts(laid.tables), missing={})

    def _take_older(self, laid: Laid, invocation: Invocation, lock: Lock | None, mark: Mark | None) -> RecoveredAnswer:
        whole = _counts(laid.tables)
        if lock is not None:
            data = _anew(laid.tables, invocation, after=max(laid.seq, mark.seq if mark else 0))
            self._put(data, lock, invocation.today)
        return RecoveredAnswer(
            path=str(self.path),
            needed=True,
            written=lock is not None,
            older=True,
            whole=whole,
            missing={},
            kept_as=str(replaced_files(self.path)[0]) if lock is not None else None,
        )

    def _recover(
        self, invocation: Invocation, lock: Lock | None, mark: Mark | None, *, accept_changes: bool
    ) -> RecoveredAnswer:
        found, highest = self._recovered(invocation, mark, accept_changes=accept_changes)
        damaged = damaged_file(self.path)
        if lock is not None:
            after = max(highest, mark.seq if mark else 0)
            last = max(_next_entry(found.tables) - 1, *found.missing_entries, 0) + found.missing_versions
            whole = _anew(found.tables, invocation, after=after, entries=last)
            self._put(whole, lock, invocation.today, damaged_as=damaged)
        return RecoveredAnswer(
            path=str(self.path),
            needed=True,
            written=lock is not None,
            whole=found.whole,
            records=found.records,
            missing=found.missing,
            missing_versions=found.missing_versions,
            missing_entries=found.missing_entries,
            kept_as=str(damaged) if lock is not None else None,
        )

    def _recovered(self, invocation: Invocation, mark: Mark | None, *, accept_changes: bool) -> tuple[Recovered, int]:
        """Return what can be recovered, and the highest number of a record in whatever was looked at."""
        import secrets

        from igc_tracker.domain.register import RegisterInfo
        from igc_tracker.store.codec import encode_info
        from igc_tracker.store.examining import copies_beside
        from igc_tracker.store.recovery import Copy, recovered
        from igc_tracker.store.survey import survey

        file = survey(read_bytes(self.path))
        copies = []
        for each, _ in copies_beside(self.path):
            with suppress(OSError):  # one that cannot be read is none
                copies.append(Copy(name=each.name, survey=survey(each.read_bytes())))
        register = mark.register if mark else None
        made = RegisterInfo(id=register or secrets.token_hex(16), schema=SCHEMA_VERSION, created_at=invocation.at)
        found = recovered(
            file,
            copies,
            register=register,
            made=encode_info(made),
            acknowledged=mark.seq if mark else 0,
            accept_changes=accept_changes,
        )
        if found is None:
            raise NothingRecoverableError(path=self.path)
        return found, max([file.highest, *(each.survey.highest for each in copies)])

    # --- holding and writing --------------------------------------------------------------------------------------

    @contextmanager
    def _held(self, *, dry_run: bool, writes_register: bool = True) -> Iterator[Lock | None]:
        """Hold the register; in a dry run nobody is held off, and nothing is laid beside it."""
        if dry_run:
            yield None
            return
        if writes_register and not self._network_ok:
            refuse_network(self.path)
        with exclusive(self.path, timeout=self._timeout) as lock:
            yield lock

    def _laid(self, lock: Lock | None) -> Laid:
        return checked(read_file(self.path), self.path, lock.mark if lock else acknowledged(self.path))

    def _put(self, whole: bytes, lock: Lock | None, today: date, *, damaged_as: Path | None = None) -> None:
        """Put a register in the place of the one that is there."""
        assert lock is not None  # noqa: S101  # who writes holds it
        laid = read_laid(whole)  # what is not whole never gets this far
        keep_daily(self.path, today)
        replace_file(self.path, whole, damaged_as=damaged_as)
        lock.acknowledge(Mark(str(laid.tables[INFO_TABLE]["1"]["id"]), laid.seq))


def _anew(tables: Tables, invocation: Invocation, *, after: int, entries: int = 0) -> bytes:
    """Return a register in which every record has a number above ``after``, and an entry that tells of it.

    So the file that was there, should it come back, is known for the older one. Of its journal the numbers up to
    ``entries`` were given away.
    """
    entry = JournalEntry(
        number=max(_next_entry(tables), entries + 1), at=invocation.at, by=invocation.by, command=invocation.command
    )
    tables = tables | {JOURNAL_TABLE: dict(tables[JOURNAL_TABLE])}
    _log(tables, encode_journal_entry(entry))
    return lay_out(tables, {INFO_TABLE: {"1": after}})


def _next_entry(tables: Tables) -> int:
    numbers = (each.get("number") for each in tables[JOURNAL_TABLE].values())
    return max((number for number in numbers if isinstance(number, int)), default=0) + 1


def _log(tables: Tables, entry: Json) -> None:
    journal = tables[JOURNAL_TABLE]
    number = str(entry["number"])
    journal[number if number not in journal else str(max(map(int, journal)) + 1)] = entry


def _last_write(tables: Tables) -> date | None:
    from igc_tracker.store.examining import last_write

    return last_write(tables)


def _counts(tables: Tables) -> dict[str, int]:
    return {name: len(table) for name, table in tables.items() if name != INFO_TABLE}


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BackupFailedError(path=folder, why=error.strerror or str(error)) from None


def _write_copy(target: Path, data: bytes) -> None:
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BackupExistsError(path=target) from None
    except OSError as error:
        raise BackupFailedError(path=target, why=error.strerror or str(error)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        flush_folder(target.parent)
        if target.read_bytes() != data:
            raise BackupFailedError(path=target, why=Phrase("what was written is not what was read back"))
    except OSError as error:
        target.unlink(missing_ok=True)
        raise BackupFailedError(path=target, why=error.strerror or str(error)) from None
    except IgcError:
        target.unlink(missing_ok=True)
        raise
