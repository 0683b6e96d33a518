"""`igc commission show`: one commission, its sessions, what the last one decided, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.describe_commissions import CommissionStatus, describe_commission, item_findings
from igc_tracker.actions.find_commissions import find_commission
from igc_tracker.derive.commissions import MeetingStanding
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.findings import Finding

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionAnswer:
    """The commission, and its meetings in order of day: sessions, meetings of the co-chairs, talks in its field."""

    commission: CommissionStatus
    meetings: tuple[MeetingStanding, ...]
    findings: tuple[Finding, ...]


def show_commission(store: RegisterStore, name: str, *, as_of: date, known_on: date | None) -> CommissionAnswer:
    """Return the commission ``name`` names as it stands on ``as_of``."""
    register, findings = store.read(known_on=known_on)
    described = describe_commission(register, find_commission(register, name), as_of=as_of)
    return CommissionAnswer(
        commission=described.status,
        meetings=described.meetings,
        findings=(*findings, *item_findings(described.status)),
    )
