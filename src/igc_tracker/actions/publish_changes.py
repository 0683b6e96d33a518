"""`igc log --format atom`: the changes to a register as they may leave it: what is restricted is not in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from igc_tracker.actions.show_log import show_log
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.register import Change

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.domain.register import JournalEntry

MOST_ENTRIES = 100
"""A feed holds the newest; who reads it less often than that looks into the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One journal entry. ``command`` has only its first words where the rest would name what is restricted."""

    number: int
    at: datetime
    by: str
    command: str
    changes: tuple[Change, ...]
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The newest changes, newest first. ``updated`` is when the register was last changed, or made."""

    register: Text
    register_id: str
    ref: str | None
    updated: datetime
    entries: tuple[FeedEntry, ...]


def publish_changes(
    store: RegisterStore, ref: str | None, *, since: date | None = None, known_on: date | None = None
) -> Feed:
    """Return the changes `igc log` would show, without those of restricted instruments."""
    answer = show_log(store, ref, since=since, known_on=known_on)
    register, _ = store.read()
    restricted = {each.ref for each in register.instruments if each.restricted}
    restricted |= {change.ref for entry in answer.entries for change in entry.changes if _says_restricted(change)}
    restricted -= {each.ref for each in register.instruments if not each.restricted}
    found = (_published(entry, restricted, undone=entry.number in answer.undone) for entry in answer.entries)
    entries = [entry for entry in found if entry is not None][:MOST_ENTRIES]
    return Feed(
        register=register.info.name,
        register_id=register.info.id,
        ref=answer.ref,
        updated=entries[0].at if entries else register.info.created_at,
        entries=tuple(entries),
    )


def _says_restricted(change: Change) -> bool:
    """Tell whether the change is of an instrument that was restricted and is no longer there."""
    return any(isinstance(side, dict) and side.get("restricted") is True for side in (change.before, change.after))


def _published(entry: JournalEntry, restricted: AbstractSet[str], *, undone: bool) -> FeedEntry | None:
    """Return the entry as it may leave the register; None if nothing is left of it."""
    changes = tuple(change for change in entry.changes if not _names(change, restricted))
    if entry.changes and not changes:
        return None
    whole = len(changes) == len(entry.changes) and not any(ref in entry.command for ref in restricted)
    command = entry.command if whole else " ".join(entry.command.split()[:2])
    return FeedEntry(number=entry.number, at=entry.at, by=entry.by, command=command, changes=changes, undone=undone)


def _names(change: Change, restricted: AbstractSet[str]) -> bool:
    if not restricted:
        return False
    said = json.dumps([change.ref, change.before, change.after], ensure_ascii=False)
    return any(ref in said for ref in restricted)
