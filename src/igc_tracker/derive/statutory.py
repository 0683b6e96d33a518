"""Statutory periods: by when a step must be done at home, or how long it waits, with each step of the arithmetic.

The day of the anchor is not counted, in either direction; a month ends on the same day number or on the last day of
a shorter month (ETS 76, Article 4(2)). Working and sitting days are counted by a calendar of the party and by nothing
else: where it does not cover the whole span the answer is "not computable", with a hint how soon it could be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.months import add_months, month_end
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.procedures import Anchor, DayCount, DeadlineRelation, DeadlineUnit, StepDeadline

if TYPE_CHECKING:
    from collections.abc import Callable

    from igc_tracker.domain.calendars import Calendars


class PeriodState(StrEnum):
    """How a statutory period stands.

    MET: done in time, or run to its end where only waiting was asked for. LATE: done after the last day. WAITING: it
    runs; nobody has to do anything. LAPSED: a prolongation that nobody made and that can no longer be made.
    """

    MET = "met"
    LATE = "late"
    DUE = "due"
    OVERDUE = "overdue"
    WAITING = "waiting"
    LAPSED = "lapsed"
    NOT_COMPUTABLE = "not-computable"


class PeriodNeedCode(StrEnum):
    """What would have to be known.

    ANCHOR: the event the period is counted from. ANCHOR_DAY: its day, where the record leaves it open at one end.
    CALENDAR: the days of that kind of ``party`` in ``year``. RULE: how such a period is counted at all, as for a week
    of sitting days.
    """

    ANCHOR = "anchor"
    ANCHOR_DAY = "anchor-day"
    CALENDAR = "calendar"
    RULE = "rule"


class PeriodStepCode(StrEnum):
    """What a step of the arithmetic did. SHORT_MONTH: the month has no such day, so its last day is taken."""

    ANCHOR = "anchor"
    FIRST_DAY = "first-day"
    AFTER = "after"
    BEFORE = "before"
    SHORT_MONTH = "short-month"
    MONTH_END = "month-end"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodNeed:
    """One thing that is missing; ``party``, ``days`` and ``year`` name the calendar where it is one."""

    code: PeriodNeedCode
    anchor: Anchor
    days: DayCount
    party: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodStep:
    """One step and the day it leads to; ``passed_over`` days lay between and did not count."""

    code: PeriodStepCode
    on: date
    passed_over: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCounted:
    """A period counted from one day: its last day and the steps that lead there.

    With a ``need`` the days no calendar covers were taken to count, so that forwards ``on`` is the earliest possible
    last day, and backwards the latest.
    """

    on: date
    steps: tuple[PeriodStep, ...]
    need: PeriodNeed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryPeriod:
    """How the period of one step stands on a day, and why.

    ``on`` is the last day on which doing the step is in time; of a period that only has to run, the day it is over;
    of a prolongation, the latest day it can reach; of a recurring duty, the next time. ``days`` are calendar days,
    never negative: how many are left (DUE, WAITING) or how many too many (LATE, OVERDUE). ``settled`` is False where
    inexact dates leave another state possible: nothing is then called late, overdue or over that may not be.

    Not computable: ``needs`` say what is missing, and ``hint``, if anything can be said, is the last day if every day
    counted of which nothing is known (see PeriodCounted). ``counted`` holds the arithmetic, from the anchor's first
    and from its last possible day where those differ.
    """

    state: PeriodState
    on: PartialDate | None = None
    days: int | None = None
    settled: bool = True
    needs: tuple[PeriodNeed, ...] = ()
    hint: date | None = None
    counted: tuple[PeriodCounted, ...] = ()


def derive_period(
    deadline: StepDeadline,
    *,
    anchor: PartialDate | None,
    done: PartialDate | None,
    as_of: date,
    party: str,
    calendars: Calendars,
) -> StatutoryPeriod:
    """Return how the period stands on ``as_of``, inclusive.

    ``anchor`` is the day of the event ``deadline.anchor`` names, None if it is not on record; ``done`` the day the
    step was done, None if it is not done (an undated one is given as "by" the day it was recorded). ``party`` is
    whose calendar counts. A period that only has to run asks for no act, so ``done`` plays no part in it.
    """
    recurs = deadline.relation is DeadlineRelation.RECURRING
    in_days = deadline.unit is DeadlineUnit.DAY and not recurs
    if deadline.number < 1 or (deadline.days is not DayCount.CALENDAR and not in_days):
        return _not_computable(PeriodNeed(code=PeriodNeedCode.RULE, anchor=deadline.anchor, days=deadline.days))
    if recurs:
        return _next_time(deadline, anchor=anchor, done=done, as_of=as_of)
    if anchor is None or anchor.earliest is None or anchor.latest is None:
        code = PeriodNeedCode.ANCHOR if anchor is None else PeriodNeedCode.ANCHOR_DAY
        return _not_computable(PeriodNeed(code=code, anchor=deadline.anchor, days=deadline.days))
    ends = (anchor.earliest,) if anchor.earliest == anchor.latest else (anchor.earliest, anchor.latest)
    counted = tuple(count_period(deadline, end, party=party, calendars=calendars) for end in ends)
    needs = tuple(dict.fromkeys(each.need for each in counted if each.need is not None))
    if needs:
        back = deadline.relation is DeadlineRelation.AT_LEAST_BEFORE
        return StatutoryPeriod(
            state=PeriodState.NOT_COMPUTABLE, needs=needs, hint=counted[-1 if back else 0].on, counted=counted
        )
    early, late = counted[0].on, counted[-1].on
    first_done, last_done = (done.earliest or date.min, done.latest or as_of) if done is not None else (None, None)
    state, days = _state(deadline, late, first_done, as_of=as_of)
    other, _ = _state(deadline, early, last_done, as_of=as_of)
    return StatutoryPeriod(
        state=state,
        on=PartialDate.between(early, late, approximate=anchor.approximate),
        days=days,
        settled=state is other and not anchor.approximate,
        counted=counted,
    )


def count_period(deadline: StepDeadline, anchor: date, *, party: str, calendars: Calendars) -> PeriodCounted:
    """Return the last day of a period counted from, or back from, ``anchor``, which is not counted itself."""
    back = deadline.relation is DeadlineRelation.AT_LEAST_BEFORE
    code = PeriodStepCode.BEFORE if back else PeriodStepCode.AFTER
    start = PeriodStep(code=PeriodStepCode.ANCHOR, on=anchor)
    if deadline.days is DayCount.CALENDAR:
        on = _moved(anchor, deadline, times=-1 if back else 1)
        shortened = deadline.unit is DeadlineUnit.MONTH and on.day != anchor.day
        last = PeriodStep(code=PeriodStepCode.SHORT_MONTH if shortened else code, on=on)
        return PeriodCounted(on=on, steps=(start, last))
    asked = calendars.is_working if deadline.days is DayCount.WORKING else calendars.is_sitting
    days, unknown = _days_that_count(anchor, deadline.number, back=back, counts=lambda day: asked(party, day))
    first, on = days[0], days[-1]
    need = None
    if unknown is not None:
        need = PeriodNeed(
            code=PeriodNeedCode.CALENDAR, anchor=deadline.anchor, days=deadline.days, party=party, year=unknown.year
        )
    before_first = abs((first - anchor).days) - 1
    steps = (
        start,
        PeriodStep(code=PeriodStepCode.FIRST_DAY, on=first, passed_over=before_first),
        PeriodStep(code=code, on=on, passed_over=abs((on - anchor).days) - len(days)),
    )
    return PeriodCounted(on=on, steps=steps, need=need)


def _days_that_count(
    anchor: date, number: int, *, back: bool, counts: Callable[[date], bool | None]
) -> tuple[list[date], date | None]:
    """Return the ``number`` days that count after (before) ``anchor``, and the first of them nobody knows of."""
    found: list[date] = []
    unknown: date | None = None
    step = timedelta(days=-1 if back else 1)
    day = anchor
    while len(found) < number:
        day += step
        known = counts(day)
        if known is None:
            unknown = unknown or day
        if known is not False:
            found.append(day)
    return found, unknown


def _moved(day: date, deadline: StepDeadline, *, times: int) -> date:
    number = deadline.number * times
    match deadline.unit:
        case DeadlineUnit.DAY:
            return day + timedelta(days=number)
        case DeadlineUnit.WEEK:
            return day + timedelta(weeks=number)
        case DeadlineUnit.MONTH:
            return add_months(day, number)


def _state(deadline: StepDeadline, last: date, done: date | None, *, as_of: date) -> tuple[PeriodState, int | None]:
    runs = as_of < last
    if deadline.relation is DeadlineRelation.WAIT_AFTER:
        return (PeriodState.WAITING, (last - as_of).days) if runs else (PeriodState.MET, None)
    if deadline.relation is DeadlineRelation.AT_MOST_EXTENSION:
        if runs:
            return PeriodState.WAITING, (last - as_of).days
        return (PeriodState.LAPSED if done is None else PeriodState.MET), None
    if done is not None:
        return (PeriodState.MET, None) if done <= last else (PeriodState.LATE, (done - last).days)
    return (PeriodState.OVERDUE, (as_of - last).days) if as_of > last else (PeriodState.DUE, (last - as_of).days)


def _next_time(
    deadline: StepDeadline, *, anchor: PartialDate | None, done: PartialDate | None, as_of: date
) -> StatutoryPeriod:
    """Return the next time, on ``as_of`` or later, that a recurring duty falls due; the one after, if it is done.

    Whether earlier times were missed is not told: a step keeps the day it was last done and no more.
    """
    at_month_end = deadline.anchor is Anchor.MONTH_END and deadline.unit is DeadlineUnit.MONTH
    start = anchor.day if anchor is not None else None
    if start is None and at_month_end and deadline.number == 1:  # every month end is one of them
        start = add_months(as_of, -1)
    if start is None:
        code = PeriodNeedCode.ANCHOR if anchor is None else PeriodNeedCode.ANCHOR_DAY
        return _not_computable(PeriodNeed(code=code, anchor=deadline.anchor, days=deadline.days))

    def occurrence(times: int) -> date:
        on = _moved(start, deadline, times=times)  # from the start at one go, so that it cannot drift
        return month_end(on) if at_month_end else on

    times = 1
    while occurrence(times) < as_of:
        times += 1
    if done is not None and done.earliest is not None and occurrence(times - 1) < done.earliest:
        times += 1
    on = occurrence(times)
    steps = (
        PeriodStep(code=PeriodStepCode.ANCHOR, on=occurrence(times - 1)),
        PeriodStep(code=PeriodStepCode.MONTH_END if at_month_end else PeriodStepCode.AFTER, on=on),
    )
    return StatutoryPeriod(
        state=PeriodState.DUE,
        on=PartialDate.of_day(on),
        days=(on - as_of).days,
        counted=(PeriodCounted(on=on, steps=steps),),
    )


def _not_computable(need: PeriodNeed) -> StatutoryPeriod:
    return StatutoryPeriod(state=PeriodState.NOT_COMPUTABLE, needs=(need,))
