"""`igc store verify`: the whole file looked at, record by record, and whether journal and records agree."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.journal_checks import journal_findings
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.findings import Finding, Severity
from igc_tracker.domain.register import JournalEntry, Register

if TYPE_CHECKING:
    from pathlib import Path

    from igc_tracker.actions.ports import RegisterKeeper


class FaultCode(StrEnum):
    """What is wrong with a file.

    ``damaged``: a line is no record. ``changed``: a record does not fit its checksum. ``missing``: fewer records than
    were there when the file was laid out. ``older``: it ends before what was acknowledged on this machine.
    ``not-whole``: anything else, in the words of ``why``.
    """

    DAMAGED = "damaged"
    CHANGED = "changed"
    MISSING = "missing"
    OLDER = "older"
    NOT_WHOLE = "not-whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault. ``line`` counts from 1; ``number`` is how many records are missing. ``why`` is in English."""

    code: FaultCode
    line: int | None = None
    table: str | None = None
    key: str | None = None
    ref: str | None = None
    number: int | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A file as it was found. ``register`` is None where it cannot be read as one.

    ``without_backup`` is the day of the last change where no copy was made before it.
    """

    path: str
    records: dict[str, int]
    versions: int
    size: int
    faults: tuple[Fault, ...]
    register: Register | None = None
    journal: tuple[JournalEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    without_backup: date | None = None


class Verdict(StrEnum):
    """``whole``; ``findings``: it can be read, and something in it does not fit; ``damaged``: it cannot be read."""

    WHOLE = "whole"
    FINDINGS = "findings"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreVerifyAnswer:
    """What was found. ``versions`` counts the records in the file, older versions and all; ``entries`` the journal."""

    path: str
    verdict: Verdict
    records: dict[str, int]
    versions: int
    entries: int
    size: int
    faults: tuple[Fault, ...]
    findings: tuple[Finding, ...]


def verify_store(keeper: RegisterKeeper, file: Path | None = None) -> StoreVerifyAnswer:
    """Look at the register's file, or at another ``file``, a backup for example."""
    found = keeper.examined(file)
    findings = found.findings
    if found.register is not None:
        findings = (*findings, *journal_findings(found.register, found.journal))
    if found.without_backup is not None:
        day = {"day": found.without_backup.isoformat()}
        findings = (*findings, Finding(code="day-not-copied", severity=Severity.INFO, ref="_igc", values=day))
    if found.faults:
        verdict = Verdict.DAMAGED
    else:
        fits = all(each.severity is Severity.INFO for each in findings)
        verdict = Verdict.WHOLE if fits else Verdict.FINDINGS
    return StoreVerifyAnswer(
        path=found.path,
        verdict=verdict,
        records=found.records,
        versions=found.versions,
        entries=len(found.journal) if found.register else found.records.get("journal", 0),
        size=found.size,
        faults=found.faults,
        findings=findings,
    )
