"""What the journal and the records say of each other: every record that is there was added, none twice, none unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from igc_tracker.domain.register import JournalEntry, Register

JOURNAL = "journal"


def journal_findings(register: Register, journal: Sequence[JournalEntry]) -> tuple[Finding, ...]:
    """Return what does not fit. Records older than the register came with it and need no entry."""
    return (*_numbers(journal), *_records(register, journal))


def _numbers(journal: Sequence[JournalEntry]) -> Iterator[Finding]:
    found = [entry.number for entry in journal]
    seen = set(found)
    for number in range(1, max(seen, default=0) + 1):
        if number not in seen:
            yield _warning("journal-gap", JOURNAL, number=f"{number}")
    for number in sorted({each for each in seen if found.count(each) > 1} if len(seen) < len(found) else ()):
        yield _warning("journal-twice", JOURNAL, number=f"{number}")
    for entry in journal:
        if entry.undoes is not None and entry.undoes not in seen:
            yield _warning("undone-unknown", JOURNAL, number=f"{entry.number}", undone=f"{entry.undoes}")


def _records(register: Register, journal: Sequence[JournalEntry]) -> Iterator[Finding]:
    held = {
        (table, each.ref): each.recorded_at
        for table, records in (
            ("instruments", register.instruments),
            ("projects", register.projects),
            ("meetings", register.meetings),
        )
        for each in records
    }
    is_there: dict[tuple[str, str], bool] = {}  # whether the last change of the whole record made it
    named: dict[tuple[str, str], int] = {}
    for entry in journal:
        for change in entry.changes:
            place = (change.table, change.ref)
            named[place] = entry.number
            if not change.field:
                is_there[place] = change.after is not None
    for (table, ref), recorded_at in held.items():
        if is_there.get((table, ref)) is False:
            yield _warning("removed-and-there", ref, number=f"{named[table, ref]}")
        elif (table, ref) not in is_there and recorded_at > register.info.created_at:
            yield _warning("never-added", ref)
    for (table, ref), number in named.items():
        if (table, ref) not in held and is_there.get((table, ref)) is not False:
            yield Finding(code="record-gone", severity=Severity.ERROR, ref=ref, values={"number": f"{number}"})


def _warning(code: str, ref: str, **values: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, ref=ref, values=values)
