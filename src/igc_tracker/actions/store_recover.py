"""`igc store recover`: a register made of what is whole in a damaged one, and what came from where."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterKeeper


class Recovery(StrEnum):
    """What became of a record that is not simply whole in the file.

    ``older``: the file held a newer version, which is damaged. ``copy``: taken from a copy beside the file, the very
    version that is damaged; ``maybe-older``: from a copy, and nothing tells that the file held none that was newer.
    ``changed-taken`` and ``changed-left``: another program changed it, and its words were taken or left. ``lost``: no
    whole version is anywhere. ``made``: the particulars, put together anew.
    """

    OLDER = "older"
    COPY = "copy"
    MAYBE_OLDER = "maybe-older"
    CHANGED_TAKEN = "changed-taken"
    CHANGED_LEFT = "changed-left"
    LOST = "lost"
    MADE = "made"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveredRecord:
    """One record. ``source`` names the copy it came from; ``line`` is where it stands, or stood, in the file."""

    table: str
    key: str | None
    ref: str | None
    recovery: Recovery
    source: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveredAnswer:
    """What was recovered; with ``needed`` False there was nothing to recover.

    ``whole`` counts the records, by table, that came from the file as they were; ``records`` tells of the others.
    ``missing`` counts those, by table, that were in the file and of which not even the name is known.
    ``missing_versions`` counts what was written later and of which nothing is left, not even damaged.
    ``missing_entries`` are numbers of journal entries that nothing holds. ``kept_as`` is where the damaged file is now.
    """

    path: str
    needed: bool
    written: bool
    older: bool = False
    whole: dict[str, int]
    records: tuple[RecoveredRecord, ...] = ()
    missing: dict[str, int]
    missing_versions: int = 0
    missing_entries: tuple[int, ...] = ()
    kept_as: str | None = None

    @property
    def is_complete(self) -> bool:
        """Tell whether it is sure that nothing was lost or left."""
        sure = {Recovery.COPY, Recovery.CHANGED_TAKEN}
        gone = self.missing or self.missing_versions or self.missing_entries
        return not gone and all(each.recovery in sure for each in self.records)


def recover_store(
    keeper: RegisterKeeper,
    invocation: Invocation,
    *,
    accept_changes: bool = False,
    accept_older: bool = False,
    dry_run: bool = False,
) -> RecoveredAnswer:
    """Make a register of what is whole. Nothing is written where nothing is damaged, nor with ``dry_run``.

    ``accept_changes`` takes what another program changed; ``accept_older`` takes a whole file that is older than what
    was written here. Raises RegisterOlderError without it, and NothingRecoverableError where there is no whole record.
    """
    return keeper.recover(invocation, accept_changes=accept_changes, accept_older=accept_older, dry_run=dry_run)
