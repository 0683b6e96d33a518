"""`igc store compact` and `igc store migrate`: the register's file laid out anew; what it holds stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterKeeper


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactedAnswer:
    """Sizes in bytes; equal where there was nothing to gain. ``kept_as`` is where the former file is now."""

    path: str
    before: int
    after: int
    needed: bool
    written: bool
    kept_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MigratedAnswer:
    """From which schema to which; equal where there was nothing to do. ``kept_as`` is where the former file is now."""

    path: str
    before: int
    after: int
    needed: bool
    written: bool
    kept_as: str | None = None


def compact_store(keeper: RegisterKeeper, invocation: Invocation, *, dry_run: bool = False) -> CompactedAnswer:
    """Leave out versions that later ones took the place of, and put the journal into its table."""
    return keeper.compact(invocation, dry_run=dry_run)


def migrate_store(keeper: RegisterKeeper, invocation: Invocation, *, dry_run: bool = False) -> MigratedAnswer:
    """Bring the register into the schema of this igc."""
    return keeper.migrate(invocation, dry_run=dry_run)
