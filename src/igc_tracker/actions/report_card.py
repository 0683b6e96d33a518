"""`igc report card`: one instrument on one page, for somebody who has to decide about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import InstrumentStatus, describe
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.derive.checks import derive_findings
from igc_tracker.derive.deadlines import Deadline, derive_deadlines
from igc_tracker.derive.standing import derive_standing, has_runs
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import NothingYetError, RestrictedError
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import FinalClause, Gap, Link, Text

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import DomesticLaw, RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAnswer:
    """One instrument: where it stands, its final clauses, its dates to come and those that were missed, its doubts.

    ``links`` leaves out ties to instruments that may not be named. ``gaps`` is what was looked for and not found.
    """

    register: Text
    register_id: str
    status: InstrumentStatus
    titles: Text
    links: tuple[Link, ...]
    depositary: str | None
    languages: tuple[str, ...]
    lead_bodies: Mapping[str, str]
    clauses: tuple[FinalClause, ...]
    missed: tuple[Deadline, ...]
    coming: tuple[Deadline, ...]
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]


def report_card(
    store: RegisterStore,
    ref: str,
    law: DomesticLaw | None = None,
    *,
    as_of: date,
    known_on: date | None,
    include_restricted: bool = False,
) -> CardAnswer:
    """Return the card of the instrument ``ref`` names; with ``law`` procedures at home are told too.

    Raise RestrictedError for one that is restricted, unless it is said to include such: a card is made to be passed on.
    """
    register, findings = store.look(known_on=known_on)
    instrument = find_one(register, ref)
    if instrument.restricted and not include_restricted:
        raise RestrictedError(ref=ref)
    others = register.by_ref
    standing = derive_standing(instrument, as_of=as_of, others=others)
    if standing is None:
        raise NothingYetError(ref=instrument.ref, day=as_of)
    status = describe(instrument, standing, relation=None, tie=None, others=others)
    odd: tuple[Finding, ...] = derive_findings(instrument, standing)
    deadlines = [*derive_deadlines(instrument, standing, others=others)]
    if law is not None and has_runs(instrument, standing):
        from igc_tracker.actions.describe_runs import cases_of, domestic_deadlines, with_runs

        status, found = with_runs(status, instrument, standing, law, cases_of(register, as_of=as_of))
        deadlines += domestic_deadlines(instrument, standing, law)
        odd = (*odd, *found, *law.procedures.findings)
    deadlines.sort(key=lambda due: (due.on, due.code, due.party or ""))
    hidden = () if include_restricted else {each.ref for each in register.instruments if each.restricted}
    return CardAnswer(
        register=register.info.name,
        register_id=register.info.id,
        status=status,
        titles=instrument.titles,
        links=tuple(link for link in instrument.links if link.to not in hidden),
        depositary=instrument.depositary,
        languages=instrument.languages,
        lead_bodies=instrument.lead_bodies,
        clauses=instrument.clauses,
        missed=tuple(due for due in deadlines if due.missed),
        coming=tuple(due for due in deadlines if not due.missed),
        gaps=instrument.gaps,
        findings=(*(finding for finding in findings if finding.ref == instrument.ref), *odd),
    )
