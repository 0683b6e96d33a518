"""`igc report weekly`: what changed in a period, what stands where, what is next.

The change is derived, never read from an earlier report: the standing at both ends of the period, as known now or on
``known_on``, and beside it what was recorded in the period about earlier days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import InstrumentStatus, describe_alone, title_in_all
from igc_tracker.actions.find_instruments import find_families
from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.standing import SETTLED, StandingCode
from igc_tracker.derive.unlocks import UnlockStanding, UnlockState
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadPeriodError, BadWeekError
from igc_tracker.domain.facts import Fact
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.domain.instruments import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days reported on, both included."""

    first: date
    last: date

    @property
    def eve(self) -> date:
        """The day before the period: what stood then is what changes are counted from."""
        return self.first - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One instrument that something happened to: its standing at both ends, and the facts of the period.

    ``before`` None: it did not exist yet. ``unlocked`` is what these facts set free.
    """

    ref: str
    title: Mapping[str, str | None]
    short_title: Mapping[str, str]
    before: StandingCode | None
    after: StandingCode | None
    facts: tuple[Fact, ...]
    unlocked: tuple[UnlockStanding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """A fact of an earlier day that was recorded in the period, or struck in it."""

    ref: str
    fact: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyReport:
    """The report. ``pending`` are the treaties on their way, the latest sign of life first.

    ``withheld`` counts the restricted instruments that are left out and not named.
    """

    register: Text
    register_id: str
    query: str | None
    period: Period
    total: int
    withheld: int
    by_standing: Mapping[StandingCode, int]
    changed: tuple[Changed, ...]
    discoveries: tuple[Discovery, ...]
    pending: tuple[InstrumentStatus, ...]
    findings: tuple[Finding, ...]


def week_of(text: str) -> Period:
    """Return the ISO week written like ``2018-W34``, Monday to Sunday."""
    year, _, week = text.upper().partition("-W")
    try:
        monday = date.fromisocalendar(int(year), int(week), 1)
    except (ValueError, OverflowError):
        raise BadWeekError(text=text) from None
    return Period(first=monday, last=monday + timedelta(days=6))


def report_weekly(
    store: RegisterStore,
    period: Period,
    *,
    query: str | None = None,
    known_on: date | None = None,
    include_restricted: bool = False,
) -> WeeklyReport:
    """Return the report for ``period`` over the families that ``query`` hits, or over everything.

    A report is made to be passed on: restricted instruments are only counted, unless it is said to include them.
    """
    if period.last < period.first:
        raise BadPeriodError(first=period.first, last=period.last)
    register, findings = store.read(known_on=known_on)
    instruments: Sequence[Instrument] = register.instruments
    if query is not None:
        _, found = find_families(register, query)
        instruments = tuple({each.ref: each for family in found for each in family}.values())
    named = tuple(each for each in instruments if include_restricted or not each.restricted)
    withheld = len(instruments) - len(named)
    instruments = named
    others = register.by_ref
    now = {each.ref: describe_alone(each, as_of=period.last, others=others) for each in instruments}
    standing = [status for status in now.values() if status is not None]
    order = list(StandingCode)
    counted = sorted((status.standing for status in standing), key=order.index)
    pending = [status for status in standing if status.standing not in SETTLED and status.is_treaty]
    last_days = {each.ref: _last_day(each, period) for each in instruments}
    pending.sort(key=lambda status: last_days[status.ref], reverse=True)
    return WeeklyReport(
        register=register.info.name,
        register_id=register.info.id,
        query=query,
        period=period,
        total=len(standing),
        withheld=withheld,
        by_standing={code: counted.count(code) for code in dict.fromkeys(counted)},
        changed=tuple(
            changed for each in instruments if (changed := _changed(each, now[each.ref], period, others)) is not None
        ),
        discoveries=_discoveries(instruments, period),
        pending=tuple(pending),
        findings=findings,
    )


def _changed(
    instrument: Instrument, now: InstrumentStatus | None, period: Period, others: Mapping[str, Instrument]
) -> Changed | None:
    facts = tuple(
        fact
        for fact in facts_counting(instrument, as_of=period.last)
        if fact.on is not None and _began_within(fact, period)
    )
    before = describe_alone(_without_news_of_unknown_days(instrument, period), as_of=period.eve, others=others)
    if not facts and (before and before.standing) == (now and now.standing):
        return None
    unlocks_before = before.unlocks if before else ()
    met_before = {place for place, unlock in enumerate(unlocks_before) if unlock.state is UnlockState.MET}
    return Changed(
        ref=instrument.ref,
        title=title_in_all(instrument.titles),
        short_title=instrument.short_titles,
        before=before.standing if before else None,
        after=now.standing if now else None,
        facts=facts,
        unlocked=tuple(
            unlock
            for place, unlock in enumerate(now.unlocks if now else ())
            if unlock.state is UnlockState.MET and place not in met_before
        ),
    )


def _without_news_of_unknown_days(instrument: Instrument, period: Period) -> Instrument:
    """Return the instrument as if its undated facts had been recorded before the period.

    They count from the day they were recorded, but nobody knows when they happened: they are no change of these days.
    """
    eve = datetime.combine(period.eve, time.min, tzinfo=instrument.recorded_at.tzinfo)
    facts = tuple(
        replace(fact, recorded_at=eve)
        if fact.on is None and period.first <= fact.recorded_at.date() <= period.last
        else fact
        for fact in instrument.facts
    )
    return replace(instrument, facts=facts)


def _began_within(fact: Fact, period: Period) -> bool:
    """Tell whether the fact began to count in the period; one that is dated by the year counts from its first day."""
    return fact.counts_on(period.last) and not fact.counts_on(period.eve)


def _discoveries(instruments: Sequence[Instrument], period: Period) -> tuple[Discovery, ...]:
    """Return corrections first, then what was recorded late, the latest first."""
    found = [
        Discovery(ref=each.ref, fact=fact) for each in instruments for fact in each.facts if _is_late(fact, period)
    ]
    found.sort(key=lambda each: each.fact.recorded_at, reverse=True)
    found.sort(key=lambda each: each.fact.struck is None)
    return tuple(found)


def _is_late(fact: Fact, period: Period) -> bool:
    earlier = fact.on is None or fact.on.may_have_passed(period.eve)  # nobody knows when: not news of these days
    late = earlier and period.first <= fact.recorded_at.date() <= period.last
    struck = fact.struck is not None and period.first <= fact.struck.at.date() <= period.last
    return late or struck


def _last_day(instrument: Instrument, period: Period) -> tuple[object, ...]:
    """Return a sort key: the last dated fact that counts at the end of the period."""
    days = [fact.on.order for fact in facts_counting(instrument, as_of=period.last) if fact.on is not None]
    return max(days, default=(date.min,))
