"""`igc store backup` and `igc store restore`: a verified copy made, and one put in the register's place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from igc_tracker.actions.ports import Invocation, RegisterKeeper


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUpAnswer:
    """Where the copy is, or would be; its size in bytes, and the number of the last record in it."""

    path: str
    copy: str
    size: int
    last_record: int
    written: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredAnswer:
    """Which copy took the register's place, and what it holds.

    ``entries`` counts the changes in its journal, ``undone`` those of the replaced file that it does not know, None
    where that file could not be read. ``kept_as`` is where the replaced file is now, None where there was none.
    """

    path: str
    copy: str
    records: dict[str, int]
    entries: int
    last_write: date | None
    undone: int | None
    written: bool
    kept_as: str | None = None


def back_up(
    keeper: RegisterKeeper, invocation: Invocation, to: Path | None = None, *, dry_run: bool = False
) -> BackedUpAnswer:
    """Copy the register to a file or into a folder; by default into the folder of its backups."""
    return keeper.back_up(invocation, to, dry_run=dry_run)


def restore(
    keeper: RegisterKeeper, invocation: Invocation, wanted: str, *, other: bool = False, dry_run: bool = False
) -> RestoredAnswer:
    """Put a copy in the register's place: a file, or the backup of a day or with a name.

    Raises NoSuchBackupError, BackupUnusableError for one that is not whole, and without ``other``
    OtherRegisterError for one of another register.
    """
    return keeper.restore(invocation, wanted, other=other, dry_run=dry_run)
