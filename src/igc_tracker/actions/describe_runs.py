"""What an instrument's answer says of procedures at home: each party's run, and who holds entry into force up."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from igc_tracker.derive.current_runs import derive_runs
from igc_tracker.derive.holders import derive_holders
from igc_tracker.derive.paces import derive_cases
from igc_tracker.derive.run_checks import derive_run_findings

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.describe import InstrumentStatus
    from igc_tracker.actions.ports import DomesticLaw
    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.derive.durations import Duration
    from igc_tracker.derive.holders import Cases
    from igc_tracker.derive.paces import ConsentMode, Stretch
    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.findings import Finding
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register


def cases_of(register: Register, *, as_of: date) -> Cases:
    """Return what the register knows of durations; each question is worked out once."""

    @cache
    def cases(party: str, stretch: Stretch, mode: ConsentMode | None) -> tuple[Duration, ...]:
        return tuple(derive_cases(register, party, stretch, as_of=as_of, mode=mode))

    return cases


def with_runs(
    status: InstrumentStatus,
    instrument: Instrument,
    standing: Standing,
    law: DomesticLaw,
    cases: Cases,
    *,
    forecast: bool = True,
) -> tuple[InstrumentStatus, tuple[Finding, ...]]:
    """Return the instrument as shown with its runs and holders, and what is odd about the runs."""
    as_of = standing.as_of
    runs = derive_runs(instrument, standing, law.procedures.for_party, calendars=law.calendars)
    now = {run.party: run for run in runs}  # of two runs of a party the later one stands
    holders = derive_holders(instrument, standing, status.next, now, cases)
    if not forecast:
        holders = tuple(replace(holder, expected=None) for holder in holders)
    told = replace(
        status,
        parties=tuple(replace(party, procedure=now.get(party.party)) for party in status.parties),
        holders=holders,
    )
    return told, derive_run_findings(instrument, runs, as_of=as_of)


def domestic_deadlines(instrument: Instrument, standing: Standing, law: DomesticLaw) -> tuple[Deadline, ...]:
    """Return the days that the runs of its parties give."""
    from igc_tracker.derive.run_deadlines import derive_run_deadlines

    runs = derive_runs(instrument, standing, law.procedures.for_party, calendars=law.calendars)
    return derive_run_deadlines(instrument.ref, runs, as_of=standing.as_of)
