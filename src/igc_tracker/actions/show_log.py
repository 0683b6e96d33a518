"""`igc log`: who changed what, when, by which command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_one
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.register import JournalEntry

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.domain.register import Register


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
    """Return the changes to an instrument, to a commission and its meetings, or to all.

    ``since`` a day, as known on a day; both days included.
    """
    journal = [entry for entry in store.journal() if known_on is None or entry.at.date() <= known_on]
    entries = journal
    if ref is not None:
        register, _ = store.read()
        refs = _of_commission(register, ref) or (find_one(register, ref).ref,)
        ref = refs[0]
        entries = [entry for entry in entries if any(change.ref in refs for change in entry.changes)]
    if since is not None:
        entries = [entry for entry in entries if entry.at.date() >= since]
    return LogAnswer(ref=ref, entries=tuple(reversed(entries)), undone=undone_numbers(journal), total=len(journal))


def _of_commission(register: Register, ref: str) -> tuple[str, ...]:
    """Return the refs of a commission and its meetings, if an instrument is not called so too."""
    if register.instrument(ref) is not None or all(each.ref != ref for each in register.commissions):
        return ()
    return (ref, *(each.ref for each in register.meetings if each.commission == ref))


def undone_numbers(journal: list[JournalEntry] | tuple[JournalEntry, ...]) -> frozenset[int]:
    """Return the numbers of entries that are taken back; undoing an undo brings its entry back."""
    undone: set[int] = set()
    for entry in reversed(journal):  # an undo that was itself undone later takes nothing back
        if entry.undoes is not None and entry.number not in undone:
            undone.add(entry.undoes)
    return frozenset(undone)
