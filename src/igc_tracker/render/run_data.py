"""A run in JSON: its codes and days. What the steps are called and rest on is in `igc procedures show --json`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from igc_tracker.derive.run_steps import Delay, StepState
from igc_tracker.derive.statutory import PeriodState
from igc_tracker.derive.variants import VariantBasis
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.derive.run_steps import RunStep


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodData:
    """How the statutory period of a step stands: its last day, and how many days are left or too many."""

    state: PeriodState
    on: PartialDate | None
    days: int | None
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepData:
    """One step, by its key; ``counts`` tells whether it is one of those the run is made of."""

    step: str
    state: StepState
    counts: bool
    on: PartialDate | None
    document: str | None
    certainty: Certainty | None
    settled: bool
    contested: bool
    fact: str | None
    delay: Delay | None
    start_by: date | None
    period: PeriodData | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunData:
    """One party's way through one phase.

    ``basis`` assumed: nobody has said which way it takes, and these steps are only the usual ones; ``position`` and
    ``total`` are then null. ``waits_for`` is the key of the step that has to come next, null when the run is over.
    """

    party: str
    phase: Phase
    template: str
    variant: str
    basis: VariantBasis
    chosen_by: str | None
    position: int | None
    total: int | None
    waits_for: str | None
    beside: tuple[str, ...]
    begun: PartialDate | None
    since: PartialDate | None
    days: int | None
    straddles: tuple[str, ...]
    steps: tuple[StepData, ...]


def run_data(run: Run) -> RunData:
    """Return a run by its codes."""
    assumed = run.chosen.basis is VariantBasis.ASSUMED
    return RunData(
        party=run.party,
        phase=run.phase,
        template=run.template,
        variant=run.chosen.variant.key,
        basis=run.chosen.basis,
        chosen_by=run.chosen.fact,
        position=None if assumed else run.position,
        total=None if assumed else run.total,
        waits_for=run.waits_for.step.key if run.waits_for else None,
        beside=tuple(each.step.key for each in run.beside),
        begun=run.begun,
        since=run.since,
        days=run.days,
        straddles=tuple(each.step.key for each in run.straddles),
        steps=tuple(_step_data(each) for each in run.steps),
    )


def _step_data(each: RunStep) -> StepData:
    period = each.period
    return StepData(
        step=each.step.key,
        state=each.state,
        counts=each.counts,
        on=each.on,
        document=each.document,
        certainty=each.certainty,
        settled=each.settled,
        contested=each.contested,
        fact=each.fact,
        delay=each.delay,
        start_by=each.start_by,
        period=PeriodData(state=period.state, on=period.on, days=period.days, settled=period.settled)
        if period
        else None,
    )
