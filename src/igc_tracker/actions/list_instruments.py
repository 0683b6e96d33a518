"""`igc list`: a line for each instrument, filtered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import InstrumentStatus, describe_alone
from igc_tracker.actions.find_projects import find_project
from igc_tracker.derive.search import find
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import InstrumentKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.domain.register import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to list; an empty filter lets everything pass, several values of one filter mean any of them.

    ``signed`` and ``in_force`` keep instruments whose day may lie in that range, ends included.
    """

    parties: tuple[str, ...] = ()
    kinds: tuple[InstrumentKind, ...] = ()
    standings: tuple[StandingCode, ...] = ()
    subjects: tuple[str, ...] = ()
    project: str | None = None
    signed: PartialDate | None = None
    in_force: PartialDate | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One instrument in brief."""

    ref: str
    kind: InstrumentKind
    title: Mapping[str, str | None]
    short_title: Mapping[str, str]
    parties: tuple[str, ...]
    signed_on: PartialDate | None
    in_force_on: PartialDate | None
    standing: StandingCode
    standing_settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAnswer:
    """The instruments that pass, by day of signature, unsigned ones last; ``total`` counts those that exist."""

    rows: tuple[ListRow, ...]
    total: int
    findings: tuple[Finding, ...]


def list_instruments(store: RegisterStore, filters: Filters, *, as_of: date, known_on: date | None) -> ListAnswer:
    """Return the instruments that exist on ``as_of`` and pass ``filters``."""
    register, findings = store.read(known_on=known_on)
    named = register.instruments if filters.query is None else find(filters.query, register.instruments)
    hit = {each.ref for each in named}
    served = _instruments_of(filters.project, register.projects)
    others = register.by_ref
    described = (describe_alone(each, as_of=as_of, others=others) for each in register.instruments)
    everything = [status for status in described if status is not None]
    rows = [
        _row(status)
        for status in everything
        if status.ref in hit and _passes(status, filters) and (served is None or status.ref in served)
    ]
    rows.sort(key=lambda row: (row.signed_on is None, row.signed_on.order if row.signed_on else (), row.ref))
    return ListAnswer(rows=tuple(rows), total=len(everything), findings=findings)


def _instruments_of(project: str | None, projects: Sequence[Project]) -> frozenset[str] | None:
    if project is None:
        return None
    return frozenset(find_project(projects, project).instruments)


def _passes(status: InstrumentStatus, filters: Filters) -> bool:
    force = status.entry_into_force.on
    parties = {party.party for party in status.parties}
    return (
        (not filters.parties or bool(parties.intersection(filters.parties)))
        and (not filters.kinds or status.kind in filters.kinds)
        and (not filters.standings or status.standing in filters.standings)
        and (not filters.subjects or bool(set(filters.subjects).intersection(status.subjects)))
        and _within(status.signed_on, filters.signed)
        and _within(force, filters.in_force)
    )


def _within(on: PartialDate | None, wanted: PartialDate | None) -> bool:
    return wanted is None or (on is not None and on.overlaps(wanted))


def _row(status: InstrumentStatus) -> ListRow:
    return ListRow(
        ref=status.ref,
        kind=status.kind,
        title=status.title,
        short_title=status.short_title,
        parties=tuple(party.party for party in status.parties),
        signed_on=status.signed_on,
        in_force_on=status.entry_into_force.on,
        standing=status.standing,
        standing_settled=status.standing_settled,
    )
