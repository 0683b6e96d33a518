from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.derive.journal_checks import journal_findings
from igc_tracker.domain.register import Change, JournalEntry
from support import INFO, agreement, moment, register

LATER = moment("2026-11-24")


def entry(number: int, *changes: Change, undoes: int | None = None) -> JournalEntry:
    return JournalEntry(number=number, at=LATER, by="officer", command="igc", changes=changes, undoes=undoes)


def added(ref: str) -> Change:
    return Change(ref=ref, field="", before=None, after={"ref": ref})


def removed(ref: str) -> Change:
    return Change(ref=ref, field="", before={"ref": ref}, after=None)


def edited(ref: str) -> Change:
    return Change(ref=ref, field="officer", before=None, after="A. Second")


NEW = agreement("new", recorded_at=LATER)
OLD = agreement("old")  # recorded in the moment the register was made


@pytest.mark.parametrize(
    ("records", "journal", "codes"),
    [
        ((), (), []),
        ((OLD,), (), []),
        ((OLD,), (entry(1, edited("old")),), []),
        ((NEW,), (entry(1, added("new")),), []),
        ((NEW,), (entry(1, added("new")), entry(2, removed("new")), entry(3, added("new"))), []),
        ((), (entry(1, added("new")), entry(2, removed("new"), undoes=1)), []),
        ((NEW,), (), [("never-added", "new")]),
        ((NEW,), (entry(1, edited("new")),), [("never-added", "new")]),
        ((NEW,), (entry(1, added("new")), entry(2, removed("new"))), [("removed-and-there", "new")]),
        ((), (entry(1, added("new")),), [("record-gone", "new")]),
        ((), (entry(1, edited("old")),), [("record-gone", "old")]),
        ((), (entry(2),), [("journal-gap", "journal")]),
        ((), (entry(1), entry(1), entry(2)), [("journal-twice", "journal")]),
        ((), (entry(1, undoes=7),), [("undone-unknown", "journal")]),
    ],
)
def test_journal_and_records_are_held_against_each_other(
    records: tuple[object, ...], journal: tuple[JournalEntry, ...], codes: list[tuple[str, str]]
) -> None:
    found = journal_findings(register(*records), journal)  # type: ignore[arg-type]  # instruments all of them

    assert [(each.code, each.ref) for each in found] == codes


def test_a_project_and_an_instrument_of_one_name_are_two_things() -> None:
    of_project = replace(added("new"), table="projects")

    found = journal_findings(replace(register(NEW), info=INFO), (entry(1, of_project),))

    assert [each.code for each in found] == ["never-added", "record-gone"]
