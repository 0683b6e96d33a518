"""Whether an instrument surely stood the same on two days, told without deriving where it stood."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from igc_tracker.derive.entry_into_force import can_compute
from igc_tracker.domain.facts import FactKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument


def stands_still(instrument: Instrument, earlier: date, later: date, *, others: Mapping[str, Instrument]) -> bool:
    """Tell whether no day that its standing can turn on lies between two days, both included.

    False where that cannot be told so simply: where clauses give days of their own, or a notice does.
    """
    if not stands_by_facts_alone(instrument, others):
        return False
    if any(earlier <= day <= later for day in days_of_turns(instrument)):
        return False
    # it exists from its first fact; only without one does it exist from the day it was recorded
    return not earlier <= instrument.recorded_at.date() <= later or any(f.counts_on(earlier) for f in instrument.facts)


def next_turn(instrument: Instrument, as_of: date, *, others: Mapping[str, Instrument]) -> date:
    """Return the first day after ``as_of`` on which its standing may be another, or the next day if nobody can tell."""
    if not stands_by_facts_alone(instrument, others):
        return as_of + timedelta(days=1)
    return next_turn_of_facts(instrument, as_of)


def next_turn_of_facts(instrument: Instrument, as_of: date) -> date:
    """Return the first day after ``as_of`` on which its facts may say something else; ``date.max`` for never."""
    days = [instrument.recorded_at.date(), *days_of_turns(instrument)]
    if as_of in days:
        return as_of + timedelta(days=1)
    return min((day for day in days if day > as_of), default=date.max)


def stands_by_facts_alone(instrument: Instrument, others: Mapping[str, Instrument]) -> bool:
    """Tell whether nothing but its facts says where it stands: neither clauses nor a notice give days of their own."""
    denounced = any(fact.kind is FactKind.DENOUNCED for fact in instrument.facts)
    return not (denounced or can_compute(instrument, others))


def days_of_turns(instrument: Instrument) -> Iterator[date]:
    """Yield the days on which its facts can begin to count, or to count for more; in no order."""
    for fact in instrument.facts:
        yield from _days(fact)


def _days(fact: Fact) -> Iterator[date]:
    if fact.on is None:
        yield fact.recorded_at.date()
    for on in (fact.on, fact.planned_for, fact.effective_on):
        if on is not None:
            yield from (day for day in (on.earliest, on.latest) if day is not None)
