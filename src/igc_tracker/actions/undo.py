"""`igc undo`: one more entry in the journal, which takes an earlier one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.show_log import undone_numbers
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import NoSuchChangeError, NothingToUndoError
from igc_tracker.domain.register import JournalEntry

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoneAnswer:
    """The entry that was taken back."""

    entry: JournalEntry


def undo(store: RegisterStore, number: int | None, invocation: Invocation) -> UndoneAnswer:
    """Take back entry ``number``, or the last change that still stands.

    Raises NothingToUndoError, BadValueError for a number that cannot be undone, or RegisterConflictError where
    later changes touched the same fields.
    """
    with store.writing(invocation) as writing:
        journal = store.journal()
        gone = undone_numbers(journal)
        if number is None:
            entry = next((each for each in reversed(journal) if each.number not in gone and each.undoes is None), None)
            if entry is None:
                raise NothingToUndoError
        else:
            entry = next((each for each in journal if each.number == number), None)
            if entry is None or entry.number in gone:
                raise NoSuchChangeError(number=number)
        writing.revert(entry)
    return UndoneAnswer(entry=entry)
