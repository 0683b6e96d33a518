"""What happened in a period, and what was learned in it about earlier days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.unlocks import UnlockState, derive_unlocks
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Fact
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from igc_tracker.derive.period import Period
    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.derive.run_steps import RunStep
    from igc_tracker.derive.standing import Standing
    from igc_tracker.derive.unlocks import UnlockStanding
    from igc_tracker.domain.instruments import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """A fact of an earlier day that was recorded in the period, or one that was struck in it.

    ``replacement`` is what was recorded in the place of a struck fact: of the same kind and party, not earlier.
    """

    ref: str
    fact: Fact
    replacement: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAt:
    """A step at home by its key, its name and the body that takes it; at ``position`` of ``total`` steps."""

    key: str
    names: Text
    body: Text
    position: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMove:
    """How a party's procedure moved: the step waited for on the eve, and the one waited for at the end.

    ``before`` None: nobody had said which way it takes; ``after`` None: all its steps are behind it. ``on`` is the day
    of the last step done.
    """

    party: str
    before: StepAt | None
    after: StepAt | None
    on: PartialDate | None


def facts_of_period(instrument: Instrument, period: Period) -> tuple[Fact, ...]:
    """Return the dated facts that began to count in the period; one dated by the year counts from its first day."""
    if not any(fact.on is not None and _began_within(fact, period) for fact in instrument.facts):
        return ()
    facts = facts_counting(instrument, as_of=period.last)
    return tuple(fact for fact in facts if fact.on is not None and _began_within(fact, period))


def _began_within(fact: Fact, period: Period) -> bool:
    return fact.counts_on(period.last) and not fact.counts_on(period.eve)


def without_news_of_unknown_days(instrument: Instrument, period: Period) -> Instrument:
    """Return the instrument as if its undated facts had been recorded before the period.

    They count from the day they were recorded, but nobody knows when they happened: they are no change of these days.
    """
    if not any(_is_news_undated(fact, period) for fact in instrument.facts):
        return instrument
    eve = datetime.combine(period.eve, time.min, tzinfo=instrument.recorded_at.tzinfo)
    facts = (replace(fact, recorded_at=eve) if _is_news_undated(fact, period) else fact for fact in instrument.facts)
    return replace(instrument, facts=tuple(facts))


def _is_news_undated(fact: Fact, period: Period) -> bool:
    return fact.on is None and period.holds(fact.recorded_at.date())


def unlocked_since(instrument: Instrument, before: Standing | None, now: Standing) -> tuple[UnlockStanding, ...]:
    """Return what is unlocked now and was not before."""
    if not instrument.unlocks:
        return ()
    met = [unlock.state is UnlockState.MET for unlock in derive_unlocks(instrument, before)] if before else []
    met += [False] * (len(instrument.unlocks) - len(met))
    unlocks = derive_unlocks(instrument, now)
    return tuple(
        unlock for unlock, was in zip(unlocks, met, strict=True) if unlock.state is UnlockState.MET and not was
    )


# --- learned in the period ----------------------------------------------------------------------------------------


def derive_discoveries(instruments: Iterable[Instrument], period: Period) -> tuple[Discovery, ...]:
    """Return corrections first, then what was recorded late, the latest first."""
    found = [
        Discovery(ref=each.ref, fact=fact, replacement=_replacement(fact, each.facts, period) if fact.struck else None)
        for each in instruments
        for fact in each.facts
        if _is_late(fact, period)
    ]
    found.sort(key=lambda each: each.fact.recorded_at, reverse=True)
    found.sort(key=lambda each: each.fact.struck is None)
    return tuple(found)


def _is_late(fact: Fact, period: Period) -> bool:
    if fact.struck is not None and period.holds(fact.struck.at.date()):
        return True
    if not period.holds(fact.recorded_at.date()):
        return False
    return fact.on is None or fact.on.may_have_passed(period.eve)  # nobody knows when: not news of these days


def _replacement(struck: Fact, facts: Sequence[Fact], period: Period) -> Fact | None:
    later = (
        fact
        for fact in facts
        if fact.struck is None
        and (fact.kind, fact.party, fact.planned_kind) == (struck.kind, struck.party, struck.planned_kind)
        and period.holds(fact.recorded_at.date())
        and fact.recorded_at >= struck.recorded_at
    )
    return next(later, None)


# --- at home ------------------------------------------------------------------------------------------------------


def may_have_moved(run: Run, facts: Sequence[Fact], period: Period) -> bool:
    """Tell whether a run, as it is at the end of the period, can have been at another step on its eve.

    Either a fact of these days moved it, or a period in law ran out in them, or the law itself changed.
    """
    if any(fact.party in (None, run.party) for fact in facts):
        return True
    return any(_moves_by_itself(each, period) for each in run.steps)


def _moves_by_itself(each: RunStep, period: Period) -> bool:
    if each.fact is None and each.on is not None and each.on.overlaps(_span(period)):
        return True
    first, last = each.step.valid_from, each.step.valid_to
    return (first is not None and period.holds(first)) or (last is not None and period.eve <= last < period.last)


def _span(period: Period) -> PartialDate:
    return PartialDate.between(period.first, period.last)


def derive_moves(before: Sequence[Run], now: Sequence[Run]) -> Iterator[StepMove]:
    """Yield for each party how the step it waits for changed; nothing of a way that nobody has said it takes.

    Of two runs of a party the later one stands.
    """
    from igc_tracker.derive.current_runs import is_assumed

    was = {run.party: run for run in before if not is_assumed(run)}
    for run in {run.party: run for run in now}.values():
        if is_assumed(run):
            continue
        old, new = step_at(was.get(run.party)), step_at(run)
        if (old and old.key) != (new and new.key) and (old or new):
            done = [each.on for each in run.steps if each.fact is not None and each.on is not None and each.is_behind]
            yield StepMove(party=run.party, before=old, after=new, on=max(done, key=lambda on: on.order, default=None))


def step_at(run: Run | None) -> StepAt | None:
    """Return the step a run waits for; None where there is no run or it is over."""
    if run is None or run.waits_for is None:
        return None
    step = run.waits_for.step
    return StepAt(key=step.key, names=step.names, body=step.body, position=run.position, total=run.total)
