"""Where a project stands: how it is paid for, what unlocks the next stage, what is planned and what blocks it.

That an instrument unlocks a stage follows from the instrument's facts; that the project moved there is a fact of its
own. Both are told, and neither is taken for the other.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.next_step import Waiting, derive_next
from igc_tracker.derive.slips import Ledger, derive_ledger, is_settled
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.derive.unlocks import UnlockStanding, UnlockState, derive_unlocks
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.instruments import ChainLink, Text, UnlockedBy
from igc_tracker.domain.projects import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.projects import FundingStage, Target
    from igc_tracker.domain.register import Milestone, Project


class StageState(StrEnum):
    """Whether a way of funding has begun.

    UNLOCKED: nothing stands in its way any more, and nobody has recorded that it began. LOCKED: an instrument that
    unlocks it has not come so far. NOT_RECORDED: nothing is recorded of it at all.
    """

    BEGUN = "begun"
    UNLOCKED = "unlocked"
    LOCKED = "locked"
    NOT_RECORDED = "not-recorded"


class TargetState(StrEnum):
    """Where a target is on the day looked from. OVERDUE: its last planned day has passed, and nothing says it was met.

    UNPLANNED: no day is recorded that was planned for it.
    """

    REACHED = "reached"
    DROPPED = "dropped"
    PLANNED = "planned"
    OVERDUE = "overdue"
    UNPLANNED = "unplanned"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentUnlock:
    """What an instrument unlocks of a project, and whom that waits for.

    ``standing`` None: nothing of the instrument exists yet. ``waiting`` are the parties whose act is missing, each with
    the one that comes next; nobody where the unlock is met.
    """

    ref: str
    title: Text
    standing: StandingCode | None
    unlock: UnlockStanding
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageStanding:
    """One funding stage; ``on`` is the day it began, as ``milestone`` has it. ``unlocks`` are all it waits for."""

    key: str
    titles: Text
    state: StageState
    unlocks: tuple[InstrumentUnlock, ...]
    on: PartialDate | None = None
    milestone: str | None = None
    certainty: Certainty | None = None
    settled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetStanding:
    """One target; ``blocked_by`` are the unlocks its funding waits for, ``overdue`` the days since its last plan.

    ``later`` counts what is recorded of it and happened after the day looked from.
    """

    key: str
    titles: Text
    state: TargetState
    ledger: Ledger
    blocked_by: tuple[InstrumentUnlock, ...]
    overdue: int | None = None
    later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStanding:
    """Where a project stands on one day.

    ``stage`` is the key of the stage that began last, None where none is recorded. ``unlocks`` are all its instruments
    hold for it, those that are met first, in order of day; ``next_unlock`` is the first that is not.
    """

    ref: str
    stage: str | None
    stages: tuple[StageStanding, ...]
    unlocks: tuple[InstrumentUnlock, ...]
    next_unlock: InstrumentUnlock | None
    targets: tuple[TargetStanding, ...]


def derive_project(project: Project, others: Mapping[str, Instrument], *, as_of: date) -> ProjectStanding:
    """Return where the project stands on ``as_of``; ``others`` are the register's instruments by ref."""
    unlocks = _unlocks_of(project, others, as_of=as_of)
    begun = {stage.key: said for stage in project.stages if (said := _begun(project, stage, as_of=as_of)) is not None}
    stages = tuple(_stage(stage, begun.get(stage.key), unlocks, as_of=as_of) for stage in project.stages)
    current = next((stage.key for stage in reversed(stages) if stage.state is StageState.BEGUN), None)
    waiting = (each for each in unlocks if each.unlock.state is UnlockState.WAITING)
    return ProjectStanding(
        ref=project.ref,
        stage=current,
        stages=stages,
        unlocks=unlocks,
        next_unlock=next(waiting, None),
        targets=tuple(_target(project, target, stages, as_of=as_of) for target in project.targets),
    )


def _begun(project: Project, stage: FundingStage, *, as_of: date) -> Milestone | None:
    """Return the first milestone that says the stage began, one of a settled source before any other."""
    said = [each for each in project.milestones if each.stage == stage.key and each.counts_on(as_of)]
    return min(
        said, key=lambda each: (not is_settled(each, as_of=as_of), each.on.order if each.on else ()), default=None
    )


def _unlocks_of(project: Project, others: Mapping[str, Instrument], *, as_of: date) -> tuple[InstrumentUnlock, ...]:
    found: list[InstrumentUnlock] = []
    for instrument in others.values():
        if not any(unlock.project == project.ref for unlock in instrument.unlocks):
            continue
        standing = derive_standing(instrument, as_of=as_of, others=others)
        found += [
            _unlock(instrument, standing, each)
            for each in _standings_of(instrument, standing)
            if each.project == project.ref
        ]
    return tuple(sorted(found, key=_unlock_order))


def _standings_of(instrument: Instrument, standing: Standing | None) -> Iterable[UnlockStanding]:
    if standing is not None:
        return derive_unlocks(instrument, standing)
    return (
        UnlockStanding(
            by=each.by,
            what=each.what,
            project=each.project,
            stage=each.stage,
            state=UnlockState.WAITING,
            source=each.source,
        )
        for each in instrument.unlocks
    )


def _unlock(instrument: Instrument, standing: Standing | None, unlock: UnlockStanding) -> InstrumentUnlock:
    step = derive_next(instrument, standing) if standing is not None else None
    waiting = step.waiting if step is not None and unlock.state is UnlockState.WAITING else ()
    if unlock.by is UnlockedBy.SIGNATURE:  # who has signed is not what a signature waits for
        waiting = tuple(each for each in waiting if each.link in (ChainLink.CLEARED, ChainLink.SIGNED))
    return InstrumentUnlock(
        ref=instrument.ref,
        title=instrument.short_titles or instrument.titles,
        standing=standing.code if standing is not None else None,
        unlock=unlock,
        waiting=waiting,
    )


_BY = list(UnlockedBy)


def _unlock_order(each: InstrumentUnlock) -> tuple[object, ...]:
    """Sort key: what is met, by day; then what waits, signatures before entries into force."""
    waits = each.unlock.state is UnlockState.WAITING
    return (waits, each.unlock.on.order if each.unlock.on and not waits else (), _BY.index(each.unlock.by), each.ref)


def _stage(
    stage: FundingStage, said: Milestone | None, unlocks: Sequence[InstrumentUnlock], *, as_of: date
) -> StageStanding:
    own = tuple(each for each in unlocks if each.unlock.stage == stage.key)
    if said is not None:
        return StageStanding(
            key=stage.key,
            titles=stage.titles,
            state=StageState.BEGUN,
            unlocks=own,
            on=said.on,
            milestone=said.id,
            certainty=said.certainty,
            settled=is_settled(said, as_of=as_of),
        )
    locked = any(each.unlock.state is UnlockState.WAITING for each in own)
    state = StageState.LOCKED if locked else StageState.UNLOCKED if own else StageState.NOT_RECORDED
    return StageStanding(key=stage.key, titles=stage.titles, state=state, unlocks=own)


def _target(project: Project, target: Target, stages: Sequence[StageStanding], *, as_of: date) -> TargetStanding:
    ledger = derive_ledger(project, target, as_of=as_of)
    state, overdue = _state(ledger, as_of=as_of)
    open_ = state not in (TargetState.REACHED, TargetState.DROPPED)
    return TargetStanding(
        key=target.key,
        titles=target.titles,
        state=state,
        ledger=ledger,
        blocked_by=_blocks(target, stages) if open_ else (),
        overdue=overdue,
        later=sum(
            each.concerns == target.key and each.struck is None and not each.counts_on(as_of)
            for each in project.milestones
        ),
    )


def _state(ledger: Ledger, *, as_of: date) -> tuple[TargetState, int | None]:
    if ledger.ended is not None:
        reached = ledger.ended.outcome is Outcome.REACHED
        return (TargetState.REACHED if reached else TargetState.DROPPED), None
    plan = ledger.current
    if plan is None:
        return TargetState.UNPLANNED, None
    last = plan.planned_for.latest
    if last is None or last >= as_of:
        return TargetState.PLANNED, None
    return TargetState.OVERDUE, (as_of - last).days


def _blocks(target: Target, stages: Sequence[StageStanding]) -> tuple[InstrumentUnlock, ...]:
    """Return the unlocks that the target's funding waits for, of the stages before it too; what began is behind."""
    keys = [stage.key for stage in stages]
    if target.stage not in keys:
        return ()
    needed = stages[: keys.index(target.stage) + 1]
    begun = [place for place, stage in enumerate(stages) if stage.state is StageState.BEGUN]
    ahead = needed[max(begun, default=-1) + 1 :]
    return tuple(each for stage in ahead for each in stage.unlocks if each.unlock.state is UnlockState.WAITING)
