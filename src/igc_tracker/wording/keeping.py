"""What is said of the register's file: its faults, its copies, and what became of records that were recovered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.store_info import CopyKind
from igc_tracker.actions.store_recover import Recovery
from igc_tracker.actions.store_verify import FaultCode, Verdict
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.actions.store_recover import RecoveredRecord
    from igc_tracker.actions.store_verify import Fault
    from igc_tracker.wording.words import Words

TABLE: Mapping[str, str] = {
    "_igc": N_("particulars"),
    "instruments": N_("instruments"),
    "projects": N_("projects"),
    "meetings": N_("meetings"),
    "journal": N_("journal"),
}

VERDICT: Mapping[Verdict, str] = {
    Verdict.WHOLE: N_("whole"),
    Verdict.FINDINGS: N_("whole, and something in it does not fit"),
    Verdict.DAMAGED: N_("damaged"),
}

FAULT: Mapping[FaultCode, str] = {
    FaultCode.DAMAGED: N_("cannot be read"),
    FaultCode.CHANGED: N_("was changed outside igc: its checksum does not fit"),
    FaultCode.MISSING: N_("records missing: {number}"),
    FaultCode.OLDER: N_("an older copy: {number} records written later on this machine are not in it"),
    FaultCode.NOT_WHOLE: N_("no whole register: {why}"),
}

COPY_KIND: Mapping[CopyKind, str] = {
    CopyKind.DAILY: N_("of the day"),
    CopyKind.MADE: N_("made by hand"),
    CopyKind.REPLACED: N_("replaced file"),
}

RECOVERY: Mapping[Recovery, str] = {
    Recovery.OLDER: N_("an older version; the newest one is damaged"),
    Recovery.COPY: N_("taken from {source}"),
    Recovery.MAYBE_OLDER: N_("taken from {source}; a newer version may be lost"),
    Recovery.CHANGED_TAKEN: N_("taken as another program changed it"),
    Recovery.CHANGED_LEFT: N_("left out: another program changed it (--accept-changes takes it)"),
    Recovery.LOST: N_("lost"),
    Recovery.MADE: N_("put together anew; names and organisations are lost"),
}


def table(name: str | None, words: Words) -> str:
    """Return what a table is called; one that only a later igc knows stands for itself."""
    return words(TABLE[name]) if name and name in TABLE else name or ""


def record(table_name: str | None, key: str | None, ref: str | None, words: Words) -> str:
    """Return which record is meant, as far as that is known."""
    if table_name == "_igc":
        return words(N_("the register's own particulars"))
    if ref is None and key is None:
        return table(table_name, words) or words(N_("the name of a table"))
    return f"{table(table_name, words)}: {ref or key}"


def fault(found: Fault, words: Words) -> str:
    """Return what is wrong, and with what."""
    said = words(FAULT[found.code], number=found.number, why=found.why)
    if found.code in (FaultCode.OLDER, FaultCode.NOT_WHOLE):
        return said
    return f"{record(found.table, found.key, found.ref, words)}: {said}"


def recovery(found: RecoveredRecord, words: Words) -> str:
    """Return what became of a record."""
    return words(RECOVERY[found.recovery], source=found.source)


def size(number: int, words: Words) -> str:
    """Return a number of bytes as people read it."""
    if number < _KIB:
        return words.count("{number} byte", "{number} bytes", number)
    if number < _KIB**2:
        return words(N_("{number} KiB"), number=_decimal(number / _KIB, words))
    return words(N_("{number} MiB"), number=_decimal(number / _KIB**2, words))


def _decimal(number: float, words: Words) -> str:
    return f"{number:.1f}" if words.language == "en" else f"{number:.1f}".replace(".", ",")


_KIB = 1024
