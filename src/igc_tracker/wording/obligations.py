"""Obligations in words: what is owed, how much of it is on record, and where that leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.obligations import ObligationState
from igc_tracker.domain.obligations import Every
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.derive.obligations import ObligationStanding, PeriodCount
    from igc_tracker.wording.words import Words

OBLIGATION_STATE: Mapping[ObligationState, str] = {
    ObligationState.OVERDUE: N_("overdue: fell short"),
    ObligationState.AT_RISK: N_("at risk"),
    ObligationState.NOT_ASSESSED: N_("not assessed"),
    ObligationState.ON_TIME: N_("on time"),
    ObligationState.NOT_YET_DUE: N_("not yet due"),
    ObligationState.DONE: N_("performed"),
    ObligationState.NOT_BINDING: N_("not in force, as far as is on record"),
}

EVERY: Mapping[Every, str] = {
    Every.MONTH: N_("every month"),
    Every.QUARTER: N_("every quarter"),
    Every.HALF_YEAR: N_("every half year"),
    Every.YEAR: N_("every year"),
}


def owed(obligation: ObligationStanding, words: Words) -> str:
    """Return who owes what, and under which article."""
    who = words.parties(obligation.parties)
    article = f" ({words(N_('article {article}'), article=obligation.article)})" if obligation.article else ""
    return f"{who}: {words.text(obligation.text)}{article}"


def state(obligation: ObligationStanding, words: Words) -> str:
    """Return where it stands, and the count of the period that tells most."""
    said = words(OBLIGATION_STATE[obligation.state])
    count = telling(obligation)
    return f"{said}; {counted(count, obligation, words)}" if count is not None else said


def telling(obligation: ObligationStanding) -> PeriodCount | None:
    """Return the period that made the state what it is: the latest in it, else the one that runs or is next."""
    in_it = [count for count in obligation.periods if count.state is obligation.state]
    return in_it[-1] if in_it else obligation.current


def counted(count: PeriodCount, obligation: ObligationStanding, words: Words) -> str:
    """Return what is on record of one period: how many of how many, and by when."""
    unit = words.text(obligation.unit)
    nothing = not (count.facts or count.owed > 1 or unit)
    of = (
        words(N_("nothing recorded"))
        if nothing
        else words(N_("{done} of {owed} recorded"), done=count.done, owed=f"{count.owed} {unit}".strip())
    )
    parts = [of]
    if count.possible:
        parts.append(words(N_("perhaps {number} more"), number=count.possible))
    if count.surplus:
        parts.append(words(N_("{number} more than owed"), number=count.surplus))
    if count.late:
        parts.append(words(N_("late")))
    said = ", ".join(parts)
    if count.last is None:
        return said
    if obligation.every is None or count.first is None:
        return words(N_("{count} by {date}"), count=said, date=words.day(count.last))
    return words(N_("{count}, {first} to {last}"), count=said, first=words.day(count.first), last=words.day(count.last))


def period(count: PeriodCount, words: Words) -> str:
    """Return the count of one of several periods in brief: "2028: 2 of 3"."""
    first = count.first
    named = "" if first is None else str(first.year) if is_calendar_year(count) else words.day(first)
    return words(N_("{period}: {done} of {owed}"), period=named, done=count.done, owed=count.owed)


def is_calendar_year(count: PeriodCount) -> bool:
    """Tell whether a period is a year from its first of January on."""
    first, last = count.first, count.last
    if first is None or last is None:
        return False
    return (first.month, first.day) == (1, 1) and (last.year, last.month, last.day) == (first.year, 12, 31)
