"""`igc log`: who changed what, when, by which command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_one
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.register import JournalEntry

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAnswer:
    """Journal entries, newest first; ``undone`` are the numbers of those taken back since."""

    ref: str | None
    entries: tuple[JournalEntry, ...]
    undone: frozenset[int]
    total: int


def show_log(
    store: RegisterStore, ref: str | None, *, since: date | None = None, known_on: date | None = None
) -> LogAnswer:
    """Return the changes to one instrument or to all, since a day, as known on a day; both days included."""
    journal = [entry for entry in store.journal() if known_on is None or entry.at.date() <= known_on]
    entries = journal
    if ref is not None:
        register, _ = store.read()
        ref = find_one(register, ref).ref
        entries = [entry for entry in entries if any(change.ref == ref for change in entry.changes)]
    if since is not None:
        entries = [entry for entry in entries if entry.at.date() >= since]
    return LogAnswer(ref=ref, entries=tuple(reversed(entries)), undone=undone_numbers(journal), total=len(journal))


def undone_numbers(journal: list[JournalEntry] | tuple[JournalEntry, ...]) -> frozenset[int]:
    """Return the numbers of entries that are taken back; undoing an undo brings its entry back."""
    undone: set[int] = set()
    for entry in reversed(journal):  # an undo that was itself undone later takes nothing back
        if entry.undoes is not None and entry.number not in undone:
            undone.add(entry.undoes)
    return frozenset(undone)
