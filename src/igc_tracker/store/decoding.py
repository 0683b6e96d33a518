"""From stored tables to the register, and what in them could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from igc_tracker.domain.register import JournalEntry, Register
from igc_tracker.store.codec import (
    decode_each,
    decode_info,
    decode_instrument,
    decode_journal_entry,
    decode_meeting,
    decode_project,
)
from igc_tracker.store.layout import INFO_TABLE, JOURNAL_TABLE

if TYPE_CHECKING:
    from igc_tracker.domain.findings import Finding
    from igc_tracker.store.layout import Tables


_DECODERS: dict[str, Any] = {"instruments": decode_instrument, "projects": decode_project, "meetings": decode_meeting}
_UNREADABLE = "unreadable-record"


def decode_register(tables: Tables) -> tuple[Register, tuple[Finding, ...]]:
    """Return the register, without the records that cannot be read, and what is wrong with those."""
    findings: list[Finding] = []

    def records(name: str) -> Any:  # noqa: ANN401  # of every kind of record
        pairs, unread = decode_each(tables.get(name, {}).values(), _DECODERS[name], where=name, code=_UNREADABLE)
        findings.extend(unread)
        findings.extend(finding for _, each in pairs for finding in each)
        return tuple(record for record, _ in pairs)

    register = Register(
        info=decode_info(tables[INFO_TABLE]["1"]),
        instruments=records("instruments"),
        projects=records("projects"),
        meetings=records("meetings"),
    )
    return register, tuple(findings)


def is_readable(tables: Tables) -> bool:
    """Tell whether ``decode_register`` finds nothing wrong. Nothing is kept: a large register would not fit twice."""
    return not any(
        found
        for name, decode in _DECODERS.items()
        for doc in tables.get(name, {}).values()
        for pairs, unread in [decode_each([doc], decode, where=name, code=_UNREADABLE)]
        for found in (unread, *(findings for _, findings in pairs))
    )


def decode_journal(tables: Tables) -> tuple[JournalEntry, ...]:
    """Return the journal, in the order of its numbers."""
    entries, _ = decode_each(
        tables.get(JOURNAL_TABLE, {}).values(), decode_journal_entry, where=JOURNAL_TABLE, code=_UNREADABLE
    )
    return tuple(sorted(entries, key=lambda entry: entry.number))
