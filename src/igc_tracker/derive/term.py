"""How long a treaty lasts: its running period, what happens at its end, and the last day to give notice.

A period is half-open: a term of five years from 29 August 2021 ends at the start of 29 August 2026, and the last day in
force is the 28th. Every boundary is counted from the entry into force, so that it cannot drift. Where that is known
only as a range, so is everything counted from it: both ends are computed, and nothing is said that holds at one only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.acts import Bound
from igc_tracker.derive.computed_force import circumstances
from igc_tracker.derive.conditions import Need, NeedCode, evaluate
from igc_tracker.derive.counting import add_period
from igc_tracker.derive.months import add_months
from igc_tracker.derive.notices import Notice, notices_of
from igc_tracker.domain.clauses import Basis, Period, TermRule, Unit
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Fact, FactKind
from igc_tracker.domain.instruments import ClauseTopic, Instrument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class AtEnd(StrEnum):
    """What the end of the running period brings if nobody acts."""

    RENEWS = "renews"
    EXPIRES = "expires"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermStanding:
    """The running period on one day; for a treaty of indefinite duration only ``starts``.

    It is the last period that has surely begun. ``boundary`` is the first day after it; ``ended_on`` the boundary at
    which the treaty ended for good, in the past or to come. ``notice_by`` is the last day, inclusive, on which notice
    keeps the period from being renewed: a period counted backwards, by the convention of this program. ``denials`` are
    the ids of the notices that stop it. ``needs`` with a ``boundary``: what is missing to tell whether it renews.
    """

    starts: PartialDate | None = None
    boundary: PartialDate | None = None
    at_end: AtEnd | None = None
    renewals: int = 0
    notice_by: PartialDate | None = None
    ended_on: PartialDate | None = None
    denials: tuple[str, ...] = ()
    survives_until: PartialDate | None = None
    needs: tuple[Need, ...] = ()

    @property
    def last_day(self) -> PartialDate | None:
        """The last day of the running period."""
        return self.boundary.moved(day_before) if self.boundary else None


def term_rule(instrument: Instrument) -> TermRule | None:
    """Return the rule on duration, or None if none is recorded."""
    clause = instrument.clause(ClauseTopic.DURATION)
    return clause.rule if clause is not None and isinstance(clause.rule, TermRule) else None


def derive_term(
    instrument: Instrument,
    facts: Sequence[Fact],
    *,
    as_of: date,
    force: PartialDate | None,
    others: Mapping[str, Instrument] | None = None,
) -> TermStanding | None:
    """Return the period running on ``as_of``, or None without a rule.

    ``facts`` are those counting on ``as_of``; ``force`` is the entry into force the periods are counted from. A
    condition that ends the treaty may refer to ``others``, by ref.
    """
    if instrument.cannot_read(ClauseTopic.DURATION):
        return TermStanding(needs=(unreadable(ClauseTopic.DURATION),))
    rule = term_rule(instrument)
    if rule is None:
        return None
    if force is None or force.latest is None:
        return TermStanding(needs=(_ENTRY_INTO_FORCE,))
    running = TermStanding(starts=force)
    if rule.term is not None or rule.until is not None:
        periods = periods_of(instrument, facts, force=force)
        # a party that leaves a treaty of three or more does not keep it from going on
        notices = notices_of(facts, Basis.RECEIPT) if instrument.is_bilateral else ()
        running = (
            replace(running, needs=(periods,)) if isinstance(periods, Need) else _running(periods, notices, as_of=as_of)
        )
    event = _ending_event(rule, instrument, facts, as_of=as_of, others=others or {})
    return running if event is None or surely_by(event, force) else _ended_by(running, event, rule, force=force)


def _ended_by(running: TermStanding, event: PartialDate, rule: TermRule, *, force: PartialDate) -> TermStanding:
    """Return the term as an event ends it, whatever period runs; until it has come, the period goes on as it would."""
    if not force.ends_before(event):
        open_ = _ENTRY_INTO_FORCE if event.day is not None else _ENDING_EVENT
        return replace(running, at_end=None, ended_on=None, survives_until=None, needs=(open_,))
    if running.ended_on is not None:
        if surely_by(running.ended_on, event):
            return running
        event = _sooner(running.ended_on, event)
    return replace(
        running,
        boundary=event,
        at_end=AtEnd.EXPIRES,
        notice_by=None,
        ended_on=event,
        survives_until=_survival(rule, event),
        needs=(),
    )


def unreadable(topic: ClauseTopic) -> Need:
    """Return what is missing where no clause on ``topic`` can be read."""
    return Need(code=NeedCode.CLAUSE, label=topic)


_ENTRY_INTO_FORCE = Need(code=NeedCode.DAY, label=ClauseTopic.ENTRY_INTO_FORCE)


def day_before(day: date) -> date:
    """Return the last day of a period that ends, exclusive, on ``day``."""
    return day - timedelta(days=1)


_ENDING_EVENT = Need(code=NeedCode.DAY, label=FactKind.EXPIRED)


def _sooner(one: PartialDate, other: PartialDate) -> PartialDate:
    """Return the days on which the sooner of two may fall."""
    firsts, lasts = (
        [day for day in days if day] for days in ((one.earliest, other.earliest), (one.latest, other.latest))
    )
    first = min(firsts) if len(firsts) == _BOTH else None
    return PartialDate.between(first, min(lasts, default=None), approximate=one.approximate or other.approximate)


_BOTH = 2


def _ending_event(
    rule: TermRule, instrument: Instrument, facts: Sequence[Fact], *, as_of: date, others: Mapping[str, Instrument]
) -> PartialDate | None:
    """Return when the condition that ends the treaty is met, or None while it is not surely met."""
    if rule.ends_with is None:
        return None
    early, late = (
        evaluate(rule.ends_with, circumstances(instrument, facts, as_of=as_of, others=others, bound=bound)).on
        for bound in Bound
    )
    return PartialDate.between(early, late) if late is not None else None


def _running(periods: Periods, notices: Sequence[Notice], *, as_of: date) -> TermStanding:
    rule, number = periods.rule, 0
    while True:
        boundary = periods.boundary(number)
        renews = periods.renews(number)
        last = periods.last_for_notice(boundary, rule.notice)
        standing = [(each, each.stands_at(boundary)) for each in notices] if renews else []
        stopping = tuple(each.fact.id for each, stands in standing if stands and surely_by(each.day, last))
        passed = boundary.has_passed(as_of)
        open_ = [
            _open(each, stands=stands)
            for each, stands in standing
            if stands is not False and not stopping and _perhaps_by(each.day, last, guess=not passed)
        ]
        ends = not renews or bool(stopping)
        if ends or open_ or not passed:
            end = boundary if ends else None
            return TermStanding(
                starts=periods.boundary(number - 1) if number else periods.force,
                boundary=boundary,
                at_end=None if open_ else AtEnd.EXPIRES if ends else AtEnd.RENEWS,
                renewals=number,
                notice_by=last if rule.notice and renews else None,
                ended_on=end,
                denials=stopping,
                survives_until=_survival(rule, end),
                needs=tuple(dict.fromkeys(open_)),
            )
        number += 1


def _survival(rule: TermRule, end: PartialDate | None) -> PartialDate | None:
    survival = rule.survival
    return end.moved(lambda day: add_period(day, survival)) if end and survival else None


def surely_by(day: PartialDate | None, last: PartialDate) -> bool:
    """Tell whether every possible ``day`` is no later than every possible ``last`` day."""
    return day is not None and day.latest is not None and last.earliest is not None and day.latest <= last.earliest


def _perhaps_by(day: PartialDate | None, last: PartialDate, *, guess: bool) -> bool:
    """Tell whether some possible ``day`` is in time; ``guess`` where nothing says how early it may be."""
    if day is None or day.earliest is None:
        return guess
    return last.latest is not None and day.earliest <= last.latest


def _open(notice: Notice, *, stands: bool | None) -> Need:
    """Return the input whose range leaves open whether the notice came in time, or was taken back in time."""
    if stands is None:
        return Need(code=NeedCode.DAY, party=notice.fact.party, label=FactKind.DENUNCIATION_REVOKED)
    if notice.day is not None and notice.day.day is not None:
        return _ENTRY_INTO_FORCE
    return Need(code=NeedCode.DAY, party=notice.fact.party, label=FactKind.DENOUNCED)


# --- the periods one after the other ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """The periods of a treaty: by its ``rule``, from ``force``, the first one ``extended`` to another day or not."""

    rule: TermRule
    force: PartialDate
    extended: PartialDate | None

    def boundary(self, number: int) -> PartialDate:
        """Return the end, exclusive, of the period after ``number`` renewals."""
        if self.extended is not None:
            return self.extended.moved(lambda end: boundary_after(self.rule, end, number, end))
        if self.rule.until is not None:
            return PartialDate.of_day(boundary_after(self.rule, self.rule.until, number))
        return self.force.moved(lambda anchor: boundary_after(self.rule, anchor, number))

    def renews(self, number: int) -> bool:
        """Tell whether the period after ``number`` renewals is followed by another if nobody acts."""
        rule = self.rule
        return rule.renewal is not None and (rule.renewals is None or number < rule.renewals)

    def last_for_notice(self, boundary: PartialDate, notice: Period | None) -> PartialDate:
        """Return the last day on which a notice is given in time for ``boundary``."""
        return boundary.moved(lambda day: add_period(day, notice, times=-1) if notice else day_before(day))

    def end_for(self, day: PartialDate, notice: Period | None) -> PartialDate | None:
        """Return the end of the first period that ``day`` is in time for; None where it may be one or the next.

        A notice too late for one period counts for the next.
        """
        number = 0
        while self.renews(number):
            last = self.last_for_notice(self.boundary(number), notice)
            if surely_by(day, last):
                break
            if _perhaps_by(day, last, guess=True):
                return None
            number += 1
        return self.boundary(number)


def periods_of(instrument: Instrument, facts: Sequence[Fact], *, force: PartialDate | None) -> Periods | Need:
    """Return the periods of a treaty that has any, or what is missing to count them."""
    rule = term_rule(instrument)
    if rule is None or (rule.term is None and rule.until is None):
        return unreadable(ClauseTopic.DURATION)
    if force is None or force.latest is None:
        return _ENTRY_INTO_FORCE
    extended = _extended_to(facts)
    if isinstance(extended, Need):
        return extended
    return Periods(rule=rule, force=force, extended=extended)


def boundary_after(rule: TermRule, anchor: date, renewals: int, extended: date | None = None) -> date:
    """Return the end of the period after so many renewals, exclusive, counted at one go from ``anchor``."""
    first = extended or rule.until or (add_period(anchor, rule.term) if rule.term else anchor)
    if not renewals or rule.renewal is None:
        return first
    if extended or rule.until or rule.term is None or Unit.DAY in (rule.term.unit, rule.renewal.unit):
        return add_period(first, rule.renewal, times=renewals)
    return add_months(anchor, _months(rule.term) + renewals * _months(rule.renewal))


def _months(period: Period) -> int:
    return period.number * (12 if period.unit is Unit.YEAR else 1)


def _extended_to(facts: Sequence[Fact]) -> PartialDate | Need | None:
    """Return the latest new end agreed, or that the last extension does not name one; None without extension."""
    extensions = [fact for fact in facts if fact.kind is FactKind.EXTENDED]
    ends = [fact.effective_on for fact in extensions if fact.effective_on and fact.effective_on.latest]
    if not extensions:
        return None
    if extensions[-1].effective_on not in ends:
        return Need(code=NeedCode.DAY, label=FactKind.EXTENDED)
    return PartialDate.between(
        max((end.earliest for end in ends if end.earliest), default=None),
        max(end.latest for end in ends if end.latest),
        approximate=any(end.approximate for end in ends),
    )
