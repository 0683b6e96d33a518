"""`igc show`: everything recorded of one instrument, struck facts included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.describe import InstrumentStatus, describe_alone
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.derive.chain import fact_order
from igc_tracker.derive.checks import derive_findings
from igc_tracker.derive.standing import derive_standing, has_runs
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.facts import Fact
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Instrument

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import DomesticLaw, RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentAnswer:
    """The record itself, its facts in order of day, and where it stands; ``status`` None: not on that day yet.

    ``facts`` leaves out what happens after the day asked for; ``later`` counts those.
    """

    instrument: Instrument
    status: InstrumentStatus | None
    facts: tuple[Fact, ...]
    later: int
    followers: tuple[str, ...]
    findings: tuple[Finding, ...]


def show_instrument(
    store: RegisterStore, ref: str, law: DomesticLaw | None = None, *, as_of: date, known_on: date | None
) -> InstrumentAnswer:
    """Return the instrument ``ref`` names; with ``law`` its runs at home are told too."""
    register, findings = store.look(known_on=known_on)
    instrument = find_one(register, ref)
    standing = derive_standing(instrument, as_of=as_of, others=register.by_ref)
    status = describe_alone(instrument, as_of=as_of, others=register.by_ref)
    odd: tuple[Finding, ...] = derive_findings(instrument, standing) if standing else ()
    if law is not None and standing is not None and status is not None and has_runs(instrument, standing):
        from igc_tracker.actions.describe_runs import cases_of, with_runs

        status, found = with_runs(status, instrument, standing, law, cases_of(register, as_of=as_of))
        odd = (*odd, *found, *law.procedures.findings)
    past = [fact for fact in instrument.facts if fact.on is None or fact.on.may_have_passed(as_of)]
    return InstrumentAnswer(
        instrument=instrument,
        status=status,
        facts=tuple(sorted(past, key=fact_order)),
        later=len(instrument.facts) - len(past),
        followers=register.tied_to(instrument.ref),
        findings=(
            *(finding for finding in findings if finding.ref == instrument.ref),
            *odd,
        ),
    )
