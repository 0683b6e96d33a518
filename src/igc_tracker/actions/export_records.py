"""`igc export`: records to be taken into another register, or kept as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_one
from igc_tracker.derive.family import families
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.register import Records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAnswer:
    """The records in the register's order. ``findings``: what could not be read and is therefore not among them."""

    records: Records
    restricted: tuple[str, ...]
    findings: tuple[Finding, ...]


def export_records(
    store: RegisterStore, refs: Sequence[str] = (), *, family: bool = False, known_on: date | None = None
) -> ExportAnswer:
    """Return the instruments ``refs`` name, with their families where asked for; without refs, every record."""
    register, findings = store.read(known_on=known_on)
    records = Records(
        instruments=register.instruments,
        projects=register.projects,
        meetings=register.meetings,
        commissions=register.commissions,
    )
    if refs:
        named = [find_one(register, ref) for ref in refs]
        wanted = {each.ref for each in named}
        if family:
            wanted |= {each.ref for group in families(named, register.instruments) for each in group}
        records = Records(instruments=tuple(each for each in register.instruments if each.ref in wanted))
        findings = tuple(finding for finding in findings if finding.ref in wanted)
    return ExportAnswer(
        records=records,
        restricted=tuple(each.ref for each in records.instruments if each.restricted),
        findings=findings,
    )
