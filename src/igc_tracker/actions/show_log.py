"""`igc log`: who changed what, when, by which command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_one
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import InstrumentNotFoundError
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
    """Return the changes to an instrument, a project, a commission and its meetings, or to all.

    ``since`` a day, as known on a day; both days included.
    """
    journal = [entry for entry in store.journal() if known_on is None or entry.at.date() <= known_on]
    entries = journal
    if ref is not None:
        register, _ = store.read()
        ref, named = _named(register, ref)
        entries = [entry for entry in entries if any((change.table, change.ref) in named for change in entry.changes)]
    if since is not None:
        entries = [entry for entry in entries if entry.at.date() >= since]
    return LogAnswer(ref=ref, entries=tuple(reversed(entries)), undone=undone_numbers(journal), total=len(journal))


def _named(register: Register, ref: str) -> tuple[str, set[tuple[str, str]]]:
    """Return the reference meant, and the records that go by it.

    That is an instrument, and what is called just so: a project, a commission with its meetings.
    """
    others = {("projects", each.ref) for each in register.projects if each.ref == ref}
    if any(each.ref == ref for each in register.commissions):
        others.add(("commissions", ref))
        others |= {("meetings", each.ref) for each in register.meetings if each.commission == ref}
    try:
        instrument = find_one(register, ref).ref
    except InstrumentNotFoundError:
        if not others:
            raise
        return ref, others
    return instrument, {("instruments", instrument)} | others


def undone_numbers(journal: list[JournalEntry] | tuple[JournalEntry, ...]) -> frozenset[int]:
    """Return the numbers of entries that are taken back; undoing an undo brings its entry back."""
    undone: set[int] = set()
    for entry in reversed(journal):  # an undo that was itself undone later takes nothing back
        if entry.undoes is not None and entry.number not in undone:
            undone.add(entry.undoes)
    return frozenset(undone)
