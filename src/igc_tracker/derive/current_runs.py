"""The runs of an instrument that are worth telling, and what of them presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.procedure_run import current_phase, derive_run
from igc_tracker.derive.standing import has_runs, is_on_its_way
from igc_tracker.derive.statutory import PeriodState
from igc_tracker.derive.variants import VariantBasis
from igc_tracker.domain.procedures import Anchor, DeadlineRelation
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.derive.run_steps import RunStep
    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.calendars import Calendars
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.procedures import Template

FEW = 8
"""Up to how many parties each is told; of more, only those of whose procedure something is on record."""


def derive_runs(
    instrument: Instrument,
    standing: Standing,
    template_of: Callable[[str], Template],
    *,
    calendars: Calendars,
) -> tuple[Run, ...]:
    """Return each party's run in the phase it is in, after the one before signature if its steps were recorded.

    Once the treaty is no longer on its way, only parties whose steps were recorded are told. Templates are asked for
    by party, and only if anything is told.
    """
    if not has_runs(instrument, standing):
        return ()
    as_of = standing.as_of
    waiting = is_on_its_way(instrument, standing)
    declined = {chain.party for chain in standing.chains if chain.declined is not None}
    found: list[Run] = []
    for party in instrument.parties:
        kept = {
            fact.procedure.phase
            for fact in instrument.facts
            if fact.procedure is not None and fact.counts_on(as_of) and fact.party in (None, party)
        }
        if not kept and (not waiting or party in declined):
            continue
        now = current_phase(instrument, party, as_of=as_of)
        phases = [phase for phase in Phase if phase is now or (phase in kept and phase is Phase.PRE_SIGNATURE)]
        runs = [
            derive_run(instrument, party, phase, template_of(party), as_of=as_of, calendars=calendars)
            for phase in phases
        ]
        few = len(instrument.parties) <= FEW
        found += [run for run in runs if run is not None and (few or run.is_recorded)]
    return tuple(found)


def is_assumed(run: Run) -> bool:
    """Tell whether nobody has said which way the run takes, so that its steps are only the usual ones."""
    return run.chosen.basis is VariantBasis.ASSUMED


def pressing_steps(run: Run, *, as_of: date) -> Iterator[RunStep]:
    """Yield the steps still to be taken by a day the law gives, or for which a period runs; none of an assumed way.

    A signature planned for a day that has passed gives no day any more: first another has to be planned.
    """
    if is_assumed(run):
        return
    for each in run.steps:
        if each.is_behind or each.period is None or each.period.state not in _PRESSING:
            continue
        planned = each.step.deadline is not None and each.step.deadline.anchor is Anchor.PLANNED_SIGNATURE_DATE
        if planned and all(counted.steps[0].on < as_of for counted in each.period.counted):
            continue
        yield each


_PRESSING = (PeriodState.DUE, PeriodState.OVERDUE, PeriodState.WAITING)


def latest_start(run: Run, *, as_of: date) -> date | None:
    """Return the last day for the step that is waited for, if it is a later step that gives it one."""
    at = run.waits_for
    return start_of(at, list(pressing_steps(run, as_of=as_of))) if at is not None else None


def start_of(step: RunStep, pressing: Sequence[RunStep]) -> date | None:
    """Return the last day for a step that a later one of the ``pressing`` steps of its run gives it."""
    if step.start_by is None or not any(_counts_back(each) for each in pressing):
        return None
    own = step.period.on.earliest if step in pressing and step.period and step.period.on else None
    return step.start_by if own is None or step.start_by < own else None


def _counts_back(each: RunStep) -> bool:
    return each.step.deadline is not None and each.step.deadline.relation is DeadlineRelation.AT_LEAST_BEFORE
