"""How a date was counted, so that it can be defended: each step, what it did, and the days it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.counting import apply_offset
from igc_tracker.domain.clauses import Period, Rounding
from igc_tracker.domain.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.domain.clauses import Offset


class StepCode(StrEnum):
    """What a step of the computation did."""

    TRIGGER = "trigger"
    PERIOD = "period"
    NEXT_DAY = "next-day"
    FIRST_OF_MONTH_AFTER = "first-of-month-after"
    FIRST_OF_NTH_MONTH = "first-of-nth-month"
    NOT_BEFORE = "not-before"
    AFTER_OTHER = "after-other"
    FIXED_DATE = "fixed-date"
    DECIDED = "decided"
    PUBLISHED = "published"
    OWN_INSTRUMENT = "own-instrument"
    ORIGINAL_PARTY = "original-party"
    ALL_AT_ONCE = "all-at-once"
    PRESUMED = "presumed"
    OBJECTION_WITHDRAWN = "objection-withdrawn"
    NOT_BEFORE_TREATY = "not-before-treaty"
    ENTRY_INTO_FORCE = "entry-into-force"
    NAMED_END = "named-end"
    EXTENDED = "extended"
    TERM = "term"
    RENEWED = "renewed"
    EVENT = "event"
    COUNTED_BACK = "counted-back"
    DAY_BEFORE = "day-before"
    SURVIVAL = "survival"
    NOTICE = "notice"
    DISPATCH = "dispatch"
    NEXT_1_JANUARY = "next-1-january"
    END_OF_TERM = "end-of-term"
    TERM_IN_TIME = "term-in-time"
    DAY_STATED = "day-stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """One step and the days it leads to: by a ``period``, ``times`` over, or by the event that ``fact`` records."""

    code: StepCode
    on: PartialDate
    period: Period | None = None
    times: int = 1
    fact: str | None = None


def offset_codes(offset: Offset) -> tuple[StepCode, ...]:
    """Return what the steps of an offset do, one code for each day that ``apply_offset`` adds to the trigger."""
    if offset.rounding is Rounding.FIRST_OF_NTH_MONTH:
        return (StepCode.FIRST_OF_NTH_MONTH,)
    codes = [StepCode.PERIOD] if offset.period else []
    codes += [StepCode.NEXT_DAY] if offset.expiry_next_day else []
    codes += [StepCode.FIRST_OF_MONTH_AFTER] if offset.rounding is Rounding.FIRST_OF_MONTH_AFTER else []
    return tuple(codes)


def offset_steps(on: PartialDate, offset: Offset) -> list[Reckoned]:
    """Return the steps of an offset from ``on``, both of whose ends are moved."""
    steps = []
    for place, code in enumerate(offset_codes(offset), start=1):
        days = [apply_offset(day, offset)[place] if day else None for day in (on.earliest, on.latest)]
        moved = PartialDate.between(*days, approximate=on.approximate)
        steps.append(Reckoned(code=code, on=moved, period=offset.period))
    return steps


def later_day(one: PartialDate, other: PartialDate) -> PartialDate:
    """Return the later of two days, at both ends of what they may be; ``one`` where nothing limits ``other``."""
    if one.latest is None or other.latest is None:
        return one
    firsts = [day for day in (one.earliest, other.earliest) if day]
    first, last = max(firsts, default=None), max(one.latest, other.latest)
    if (first, last) == (one.earliest, one.latest):
        return one
    return PartialDate.between(first, last, approximate=one.approximate or other.approximate)


def later_of(
    steps: Sequence[Reckoned], floor: PartialDate, code: StepCode, *, fact: str | None = None
) -> list[Reckoned]:
    """Return the steps, and one more where ``floor`` moves their last day or one end of it."""
    last = later_day(steps[-1].on, floor)
    return [*steps, *([] if last == steps[-1].on else [Reckoned(code=code, on=last, fact=fact)])]
