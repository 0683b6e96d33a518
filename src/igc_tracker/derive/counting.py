"""How periods are counted in treaties. Each rule is one function and says whose rule it is.

The day of the trigger is never counted, weekends and holidays shift nothing (entry into force is no act of anybody),
and a repeating period is always counted from its anchor, so that it cannot drift at the end of a short month.
"""

from __future__ import annotations

from datetime import date, timedelta

from igc_tracker.derive.months import add_months, first_of_month
from igc_tracker.domain.clauses import Offset, Period, Rounding, Unit


def add_period(day: date, period: Period, *, times: int = 1) -> date:
    """Return the day ``times`` periods after ``day``, counted at one go from ``day``; backwards if negative."""
    number = period.number * times
    match period.unit:
        case Unit.DAY:
            return day + timedelta(days=number)
        case Unit.MONTH:
            return add_months(day, number)
        case Unit.YEAR:
            return add_months(day, 12 * number)


def apply_offset(trigger: date, offset: Offset) -> tuple[date, ...]:
    """Return the day each step of the offset leads to, the result last; at least one day."""
    steps = [trigger]
    if offset.rounding is Rounding.FIRST_OF_NTH_MONTH:
        months = offset.period.number if offset.period else 0
        steps.append(first_of_month(trigger, months))
        return tuple(steps)
    if offset.period is not None:
        steps.append(add_period(trigger, offset.period))
    if offset.expiry_next_day:
        steps.append(steps[-1] + timedelta(days=1))
    if offset.rounding is Rounding.FIRST_OF_MONTH_AFTER:
        # always the next month, even where the period expires on a first (ECHR Protocol No. 11: 1 Oct -> 1 Nov 1998)
        steps.append(first_of_month(steps[-1], 1))
    return tuple(steps)
