"""`igc list`: a line for each instrument, filtered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import InstrumentStatus, describe_alone
from igc_tracker.actions.find_instruments import find_hits
from igc_tracker.derive.standing import StandingCode
from igc_tracker.derive.stillness import next_turn
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import ProjectNotFoundError
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import InstrumentKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.domain.instruments import Instrument
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
    register, findings = store.look(known_on=known_on)
    hit = None if filters.query is None else {each.ref for each in find_hits(register, filters.query)}
    served = _instruments_of(filters.project, register.projects)
    listed, total = register.derived(RowTopic(), as_of=as_of, facets=filters.standings or None)
    rows = [
        each.row
        for each in listed
        if _passes(each, filters)
        and (hit is None or each.row.ref in hit)
        and (served is None or each.row.ref in served)
    ]
    rows.sort(key=lambda row: (row.signed_on is None, row.signed_on.order if row.signed_on else (), row.ref))
    return ListAnswer(rows=tuple(rows), total=total, findings=findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A row, and what it is filtered by beside what it shows."""

    row: ListRow
    subjects: tuple[str, ...]


class RowTopic:
    """The rows of a register as of a day, to be kept; a facet is a standing."""

    name = "rows-1"

    def make(
        self, instrument: Instrument, others: Mapping[str, Instrument], as_of: date, facets: Collection[str] | None
    ) -> Iterator[tuple[str, Listed]]:
        """Yield the row of an instrument that exists."""
        del facets
        status = describe_alone(instrument, as_of=as_of, others=others)
        if status is not None:
            yield status.standing, Listed(row=_row(status), subjects=status.subjects)

    def until(self, instrument: Instrument, others: Mapping[str, Instrument], as_of: date) -> date:
        """Return the first day after ``as_of`` on which it may stand elsewhere."""
        return next_turn(instrument, as_of, others=others)

    def encode(self, value: Listed) -> str:
        """Return the text to keep."""
        row = value.row
        on = [each.text if each else None for each in (row.signed_on, row.in_force_on)]
        names = dict(row.title), dict(row.short_title)
        return json.dumps(
            [row.ref, row.kind, *names, row.parties, *on, row.standing, row.standing_settled, value.subjects]
        )

    def decode(self, text: str) -> Listed:
        """Return what was kept."""
        ref, kind, title, short_title, parties, signed, force, standing, settled, subjects = json.loads(text)
        row = ListRow(
            ref=ref,
            kind=InstrumentKind(kind),
            title=title,
            short_title=short_title,
            parties=tuple(parties),
            signed_on=PartialDate.parse(signed) if signed else None,
            in_force_on=PartialDate.parse(force) if force else None,
            standing=StandingCode(standing),
            standing_settled=settled,
        )
        return Listed(row=row, subjects=tuple(subjects))


def _instruments_of(project: str | None, projects: Sequence[Project]) -> frozenset[str] | None:
    if project is None:
        return None
    found = next((each for each in projects if each.ref == project), None)
    if found is None:
        raise ProjectNotFoundError(project=project, known=", ".join(each.ref for each in projects))
    return frozenset(found.instruments)


def _passes(listed: Listed, filters: Filters) -> bool:
    row = listed.row
    return (
        (not filters.parties or bool(set(row.parties).intersection(filters.parties)))
        and (not filters.kinds or row.kind in filters.kinds)
        and (not filters.standings or row.standing in filters.standings)
        and (not filters.subjects or bool(set(filters.subjects).intersection(listed.subjects)))
        and _within(row.signed_on, filters.signed)
        and _within(row.in_force_on, filters.in_force)
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
