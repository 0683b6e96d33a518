"""`--dry-run`: what a command would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.register import Change

if TYPE_CHECKING:
    from igc_tracker.actions.ports import RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRunAnswer:
    """What the command would have changed; nothing was written."""

    changes: tuple[Change, ...]


def rehearsed(copy: RegisterStore, known: int) -> DryRunAnswer:
    """Return what was changed in a copy that came with a journal of ``known`` entries."""
    return DryRunAnswer(changes=tuple(change for entry in copy.journal()[known:] for change in entry.changes))
