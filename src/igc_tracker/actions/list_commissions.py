"""`igc commission list`: every commission, its last session, the next one, and how much is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.describe_commissions import CommissionStatus, describe_commissions
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.findings import Finding

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionsAnswer:
    """The commissions in the order they were recorded."""

    commissions: tuple[CommissionStatus, ...]
    findings: tuple[Finding, ...]


def list_commissions(store: RegisterStore, *, as_of: date, known_on: date | None) -> CommissionsAnswer:
    """Return every commission as it stands on ``as_of``."""
    register, findings = store.read(known_on=known_on)
    found = describe_commissions(register, as_of=as_of)
    return CommissionsAnswer(commissions=tuple(each.status for each in found), findings=findings)
