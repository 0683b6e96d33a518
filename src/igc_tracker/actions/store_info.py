"""`igc store info`: the register's file: where it lies, what it holds, and what there is to fall back on."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass

if TYPE_CHECKING:
    from igc_tracker.actions.ports import RegisterKeeper


class CopyKind(StrEnum):
    """What a copy beside the register is.

    ``daily``: made before the first change of a day. ``made``: made by `igc store backup`. ``replaced``: the register's
    file before it was laid out anew.
    """

    DAILY = "daily"
    MADE = "made"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyState:
    """A copy beside the register. ``last_record`` None: it is not whole. ``is_ours``: it is of this register."""

    path: str
    kind: CopyKind
    size: int
    last_record: int | None
    is_ours: bool
    day: date | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether it could take the register's place."""
        return self.last_record is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreInfoAnswer:
    """The register's file. Where it is damaged, what of it can still be told.

    ``problem`` is what is wrong with it, in English. ``last_record`` is the number of the record written last,
    ``mark`` the one that was acknowledged on this machine last. ``size`` and ``superseded`` are in bytes: of the file,
    and of versions in it that later ones took the place of; ``laid_out_size`` is what the file had when it was last
    laid out. ``torn``: the last write did not come to its end. ``holder`` is the process that holds the lock just now.
    ``last_write`` is the day of the last change, ``without_backup`` the same day where no copy of it was made.
    """

    path: str
    problem: str | None
    register: str | None
    schema: int | None
    format: str | None
    records: dict[str, int]
    entries: int
    last_record: int
    mark: int | None
    size: int
    superseded: int
    laid_out_size: int | None
    torn: bool
    file_system: str | None
    is_network: bool
    may_write: bool
    holder: int | None
    last_write: date | None
    without_backup: date | None
    copies: tuple[CopyState, ...]
    damaged: tuple[str, ...]


def store_info(keeper: RegisterKeeper) -> StoreInfoAnswer:
    """Return the state of the register's file and of what lies beside it."""
    return keeper.state()
