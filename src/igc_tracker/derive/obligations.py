"""Where each obligation stands: counted by period, from the facts that say it was performed.

What is not recorded is not taken for not done. A period of which nobody has recorded anything is not assessed, and
only a record that it fell short makes it overdue: a report of none is a fact with the quantity 0.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.months import add_months
from igc_tracker.derive.standing import ENDED, StandingCode
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import LAST_YEAR
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.obligations import Every

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.obligations import Obligation

SHORT_OF_TIME = 30
"""From how many days before its end on everything that is owed should be done; of short periods, the last quarter."""
MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


class ObligationState(StrEnum):
    """Where an obligation, or one period of it, stands; the first that fits a period stands for the whole.

    OVERDUE: its time is over, and the record says that it fell short. AT_RISK: fewer are recorded than an even pace
    would have by now, or all but thirty days are gone. NOT_ASSESSED: nothing is recorded, or the record leaves it open.
    NOT_BINDING: the instrument is not in force, as far as is on record.
    """

    OVERDUE = "overdue"
    AT_RISK = "at-risk"
    NOT_ASSESSED = "not-assessed"
    ON_TIME = "on-time"
    NOT_YET_DUE = "not-yet-due"
    DONE = "done"
    NOT_BINDING = "not-binding"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCount:
    """What was done in one period, its days inclusive; None where it has no beginning or no end.

    ``done`` are surely done in it, ``possible`` may be beside these: unconfirmed, or dated no closer. ``surplus`` is
    what was done beyond what is ``owed``; it is not carried over to another period. ``late``: what is owed once was
    done, but not all of it by its day.
    """

    first: date | None
    last: date | None
    owed: int
    done: int
    possible: int
    surplus: int
    late: bool
    state: ObligationState
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationStanding:
    """One obligation on one day.

    ``periods`` are those that have begun, and the next one; an obligation owed once has one. ``done`` counts over all
    of them; ``owed`` is owed in each. ``binding`` tells whether the instrument is in force, as far as is on record.
    """

    ref: str
    id: str
    text: Text
    article: str | None
    parties: tuple[str, ...]
    unit: Text
    every: Every | None
    owed: int
    done: int
    state: ObligationState
    binding: bool
    periods: tuple[PeriodCount, ...]
    source: str | None

    @property
    def current(self) -> PeriodCount | None:
        """The period that runs or is next, the last one where all are over."""
        return self.periods[-1] if self.periods else None


def derive_obligations(instrument: Instrument, standing: Standing) -> tuple[ObligationStanding, ...]:
    """Return how each obligation of the instrument stands on the day of its ``standing``."""
    if not instrument.obligations:
        return ()
    facts = facts_counting(instrument, as_of=standing.as_of)
    return tuple(_derive(each, instrument, standing, facts) for each in instrument.obligations)


def binds(instrument: Instrument, standing: Standing) -> bool:
    """Tell whether what the instrument says is owed on the day of its ``standing``, as far as is on record.

    A treaty binds from its entry into force or while it is applied provisionally (VCLT articles 25 and 26); what is no
    treaty is a commitment from the day it was adopted or signed.
    """
    if instrument.is_treaty:
        return standing.code in (StandingCode.IN_FORCE, StandingCode.PROVISIONALLY_APPLIED)
    return standing.code not in ENDED and _STAGES.index(standing.code) >= _STAGES.index(StandingCode.SIGNED)


_STAGES = list(StandingCode)


def _derive(
    obligation: Obligation, instrument: Instrument, standing: Standing, facts: Sequence[Fact]
) -> ObligationStanding:
    as_of = standing.as_of
    performed = [fact for fact in facts if fact.kind is FactKind.PERFORMED and fact.obligation == obligation.id]
    force = standing.entry_into_force.on
    begins = obligation.first.earliest if obligation.first else force.earliest if force else None
    spans = [*_spans(obligation, begins, as_of=as_of)]
    whole = obligation.every is None
    counts = [_count(obligation, first, last, performed, whole=whole, as_of=as_of) for first, last in spans]
    binding = binds(instrument, standing)
    return ObligationStanding(
        ref=instrument.ref,
        id=obligation.id,
        text=obligation.text,
        article=obligation.article,
        parties=obligation.parties or instrument.parties,
        unit=obligation.unit,
        every=obligation.every,
        owed=obligation.at_least,
        done=sum(_quantity(fact) for fact in performed if fact.is_settled_on(as_of)),
        state=_overall(obligation, counts, binding=binding, as_of=as_of),
        binding=binding,
        periods=tuple(counts),
        source=obligation.source,
    )


def _spans(obligation: Obligation, begins: date | None, *, as_of: date) -> Iterator[tuple[date | None, date | None]]:
    """Yield the first and the last day of each period that has begun by ``as_of``, and of the next one."""
    until = obligation.until.latest if obligation.until else None
    if obligation.every is None:
        yield begins, until
        return
    if begins is None:
        return  # periods cannot be counted from a day nobody knows
    start = begins if obligation.first else begins.replace(month=1, day=1)
    months, number = MONTHS[obligation.every], 0
    begun = True
    while begun and (until is None or add_months(start, number * months) <= until):
        first = add_months(start, number * months)
        number += 1
        last = add_months(start, number * months) - timedelta(days=1)
        begun = first <= as_of and last.year < LAST_YEAR
        yield first, min(last, until) if until is not None else last


def _count(
    obligation: Obligation,
    first: date | None,
    last: date | None,
    performed: Sequence[Fact],
    *,
    whole: bool,
    as_of: date,
) -> PeriodCount:
    sure = [fact for fact in performed if fact.is_settled_on(as_of) and (whole or _surely_in(fact, first, last))]
    maybe = [fact for fact in performed if fact not in sure and (whole or _may_be_in(fact, first, last))]
    done, possible = (sum(map(_quantity, found)) for found in (sure, maybe))
    state = _state(obligation.at_least, done, possible, first, last, assessed=bool(sure), as_of=as_of)
    in_time = sum(_quantity(fact) for fact in sure if last is None or _may_be_in(fact, None, last))
    return PeriodCount(
        first=first,
        last=last,
        owed=obligation.at_least,
        done=done,
        possible=possible,
        surplus=max(done - obligation.at_least, 0),
        late=in_time < obligation.at_least <= done,
        state=state,
        facts=tuple(fact.id for fact in (*sure, *maybe)),
    )


def _quantity(fact: Fact) -> int:
    return 1 if fact.quantity is None else fact.quantity


def _surely_in(fact: Fact, first: date | None, last: date | None) -> bool:
    on = fact.on
    if on is None or on.earliest is None or on.latest is None:
        return False
    return (first is None or on.earliest >= first) and (last is None or on.latest <= last)


def _may_be_in(fact: Fact, first: date | None, last: date | None) -> bool:
    on = fact.on
    if on is None:
        return True
    ends_before = first is not None and on.latest is not None and on.latest < first
    begins_after = last is not None and on.earliest is not None and on.earliest > last
    return not (ends_before or begins_after)


def _state(
    owed: int, done: int, possible: int, first: date | None, last: date | None, *, assessed: bool, as_of: date
) -> ObligationState:
    if done >= owed:
        return ObligationState.DONE
    if first is not None and first > as_of:
        return ObligationState.NOT_YET_DUE
    if last is None or not assessed:  # without an end nothing can be late
        expected = 0 if last is None else _expected(owed, first, last, as_of=as_of)
        early = last is not None and last >= as_of and expected == 0
        return ObligationState.ON_TIME if early else ObligationState.NOT_ASSESSED
    if last < as_of:
        return ObligationState.NOT_ASSESSED if done + possible >= owed else ObligationState.OVERDUE
    behind = done + possible < _expected(owed, first, last, as_of=as_of)
    return ObligationState.AT_RISK if behind else ObligationState.ON_TIME


def _expected(owed: int, first: date | None, last: date, *, as_of: date) -> int:
    """Return how many should be done by now: those of an even pace, near the end all of them."""
    left = (last - as_of).days
    if first is None:
        return owed if left < SHORT_OF_TIME else 0
    length = (last - first).days + 1
    if left < min(SHORT_OF_TIME, length // 4):
        return owed
    return owed * ((as_of - first).days + 1) // length


def _overall(obligation: Obligation, counts: Sequence[PeriodCount], *, binding: bool, as_of: date) -> ObligationState:
    states = {count.state for count in counts}
    if not counts:
        return ObligationState.NOT_ASSESSED if binding else ObligationState.NOT_BINDING
    until = obligation.until.latest if obligation.until else None
    over = obligation.every is None or (until is not None and until < as_of)
    if states == {ObligationState.DONE}:
        return ObligationState.DONE if over else ObligationState.ON_TIME
    if not binding:
        return ObligationState.NOT_BINDING
    if states == {ObligationState.DONE, ObligationState.NOT_YET_DUE}:
        return ObligationState.ON_TIME
    return next(state for state in ObligationState if state in states)
