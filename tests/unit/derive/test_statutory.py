from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.derive.statutory import PeriodNeedCode, PeriodState, PeriodStepCode, derive_period
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.facts import Confidence
from igc_tracker.domain.procedures import Anchor, DayCount, DeadlineRelation, DeadlineUnit, StepDeadline
from igc_tracker.store.calendars import FolderCalendars
from support import day, on

if TYPE_CHECKING:
    from pathlib import Path

    from igc_tracker.derive.statutory import StatutoryPeriod
    from igc_tracker.domain.calendars import Calendars
    from igc_tracker.domain.dates import PartialDate

BEFORE, WITHIN, WAIT, EXTENSION, RECURRING = DeadlineRelation


def deadline(rule: str) -> StepDeadline:
    """Return a period jotted as number, unit, kind of days, relation and anchor."""
    number, unit, days, relation, anchor = rule.split()
    return StepDeadline(
        number=int(number),
        unit=DeadlineUnit(unit),
        days=DayCount(days),
        relation=DeadlineRelation(relation),
        anchor=Anchor(anchor),
        confidence=Confidence.HIGH,
    )


@dataclass(slots=True)
class Known:
    """Calendars that know the working or sitting days of ``party`` in ``years``."""

    days: frozenset[date] | None = None  # None: Monday to Friday
    years: range = field(default_factory=lambda: range(1900, 2200))

    def is_working(self, party: str, day: date) -> bool | None:
        assert party
        if day.year not in self.years:
            return None
        return day.weekday() < 5 if self.days is None else day in self.days

    is_sitting = is_working


def period(
    rule: str,
    anchor: str | None,
    *,
    done: str | None = None,
    as_of: str = "2026-11-23",
    party: str = "KZ",
    calendars: Calendars | None = None,
) -> StatutoryPeriod:
    return derive_period(
        deadline(rule),
        anchor=on(anchor) if anchor else None,
        done=on(done) if done else None,
        as_of=day(as_of),
        party=party,
        calendars=calendars or NoCalendars(),
    )


# --- every statutory period of the laws on record -----------------------------------------------------------------

# where and which step | the period | the day of its anchor | its last day, - where only a calendar could tell
LAWS = """
kz/republic proposal_to_gov | 30 day calendar at-least-before planned-signature-date | 2026-03-31 | 2026-03-01
kz/republic gov_to_president | 14 day calendar at-least-before planned-signature-date | 2026-03-31 | 2026-03-17
kz/government proposal_to_gov | 14 day calendar at-least-before planned-signature-date | 2026-03-05 | 2026-02-19
kz/ratification senate | 60 day calendar within-after received-by-upper-house | 2026-01-10 | 2026-03-11
kz/ratification president_signs | 1 month calendar within-after law-received-by-president | 2026-01-31 | 2026-02-28
kz/ratification law_published | 10 day calendar wait-after first-official-publication | 2026-01-31 | 2026-02-10
ru/default originals_to_mfa | 2 week calendar within-after signature-date | 2026-02-16 | 2026-03-02
ru/ratification federation_council | 14 day calendar within-after received-by-upper-house | 2026-02-16 | 2026-03-02
ru/ratification president_signs | 14 day calendar within-after law-received-by-president | 2026-12-24 | 2027-01-07
ru/ratification state_registration | 10 day working within-after documents-confirming-eif-received | 2025-12-26 | -
ru/provisional duma_six_months | 6 month calendar within-after provisional-application-start | 2025-08-31 | 2026-02-28
gb/ratification period_a | 21 day sitting wait-after laid-before-parliament | 2026-01-05 | -
gb/ratification extension | 21 day sitting at-most-extension period-a-end | 2026-01-05 | -
gb/ratification period_b | 21 day sitting wait-after statement-laid | 2026-01-05 | -
us/executive_agreement agency_text | 15 day calendar within-after signature-date | 2024-02-20 | 2024-03-06
us/executive_agreement case_monthly | 1 month calendar recurring month-end | - | 2026-11-30
us/executive_agreement public_release | 120 day calendar within-after entry-into-force | 2026-01-01 | 2026-05-01
de/ratification bundesrat_1 | 6 week calendar within-after received-by-upper-house | 2026-01-01 | 2026-02-12
de/ratification bundesrat_2 | 3 week calendar within-after received-by-upper-house | 2026-01-01 | 2026-01-22
fr/ratification promulgation | 15 day calendar within-after law-received-by-president | 2026-01-20 | 2026-02-04
nl/tacit thirty_days | 30 day calendar wait-after laid-before-parliament | 2026-01-31 | 2026-03-02
by/ratification president_signs | 2 week calendar within-after law-received-by-president | 2026-01-20 | 2026-02-03
"""
ROWS = [[part.strip() for part in line.split("|")] for line in LAWS.strip().splitlines()]


@pytest.mark.parametrize(("rule", "anchor", "last"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_period_of(rule: str, anchor: str, last: str) -> None:
    found = period(rule, None if anchor == "-" else anchor)

    if last == "-":
        assert found.state is PeriodState.NOT_COMPUTABLE
        assert [need.code for need in found.needs] == [PeriodNeedCode.CALENDAR]
    else:
        assert found.on == on(last)
        assert found.counted[-1].on == day(last)


# --- before and after ---------------------------------------------------------------------------------------------

BACK = "14 day calendar at-least-before planned-signature-date"
AFTER = "14 day calendar within-after signature-date"


class TestStanding:
    @pytest.mark.parametrize(
        ("rule", "done", "as_of", "state", "days"),
        [
            (BACK, None, "2026-03-10", PeriodState.DUE, 7),
            (BACK, None, "2026-03-17", PeriodState.DUE, 0),
            (BACK, None, "2026-03-18", PeriodState.OVERDUE, 1),
            (BACK, "2026-03-17", "2026-03-20", PeriodState.MET, None),
            (BACK, "2026-03-20", "2026-03-20", PeriodState.LATE, 3),
            (AFTER, None, "2026-04-14", PeriodState.DUE, 0),
            (AFTER, None, "2026-04-16", PeriodState.OVERDUE, 2),
            (AFTER, "2026-04-14", "2026-04-20", PeriodState.MET, None),
            (AFTER, "2026-04-15", "2026-04-20", PeriodState.LATE, 1),
        ],
    )
    def test_of_what_must_be_done(
        self, rule: str, done: str | None, as_of: str, state: PeriodState, days: int | None
    ) -> None:
        found = period(rule, "2026-03-31", done=done, as_of=as_of)
        assert (found.state, found.days, found.settled) == (state, days, True)

    def test_of_what_only_has_to_wait_does_not_ask_for_an_act(self) -> None:
        rule = "10 day calendar wait-after first-official-publication"
        assert period(rule, "2026-01-31", as_of="2026-02-09").state is PeriodState.WAITING
        assert period(rule, "2026-01-31", as_of="2026-02-09").days == 1
        assert period(rule, "2026-01-31", as_of="2026-02-10").state is PeriodState.MET
        assert period(rule, "2026-01-31", done="2026-02-01", as_of="2026-02-09").state is PeriodState.WAITING

    def test_of_a_prolongation_is_how_far_it_can_reach_and_never_overdue(self) -> None:
        rule = "21 day calendar at-most-extension period-a-end"
        assert period(rule, "2026-01-31", as_of="2026-02-01").state is PeriodState.WAITING
        assert period(rule, "2026-01-31", as_of="2026-02-21").state is PeriodState.LAPSED
        assert period(rule, "2026-01-31", done="2026-01-20", as_of="2026-02-21").state is PeriodState.MET

    def test_without_an_anchor_is_not_computable_and_names_it(self) -> None:
        (need,) = period(AFTER, None).needs
        assert (need.code, need.anchor) == (PeriodNeedCode.ANCHOR, Anchor.SIGNATURE_DATE)
        (need,) = period(AFTER, "..2026-03-31").needs
        assert need.code is PeriodNeedCode.ANCHOR_DAY

    def test_says_each_step_of_its_arithmetic(self) -> None:
        (counted,) = period("1 month calendar within-after law-received-by-president", "2026-01-31").counted
        assert [(step.code, step.on) for step in counted.steps] == [
            (PeriodStepCode.ANCHOR, day("2026-01-31")),
            (PeriodStepCode.SHORT_MONTH, day("2026-02-28")),
        ]


class TestInexactDays:
    def test_of_the_anchor_leave_a_range(self) -> None:
        found = period(AFTER, "2026-03", as_of="2026-04-01")
        assert (found.on, len(found.counted)) == (on("2026-03-15..2026-04-14"), 2)

    def test_call_nothing_overdue_that_may_not_be(self) -> None:
        perhaps = period(AFTER, "2026-03", as_of="2026-04-01")
        assert (perhaps.state, perhaps.days, perhaps.settled) == (PeriodState.DUE, 13, False)
        surely = period(AFTER, "2026-03", as_of="2026-04-15")
        assert (surely.state, surely.days, surely.settled) == (PeriodState.OVERDUE, 1, True)

    def test_call_nothing_run_out_that_may_not_be(self) -> None:
        rule = "10 day calendar wait-after first-official-publication"
        perhaps = period(rule, "2026-03", as_of="2026-04-01")
        assert (perhaps.state, perhaps.settled) == (PeriodState.WAITING, False)

    def test_of_the_act_call_it_late_only_where_it_was(self) -> None:
        assert period(AFTER, "2026-03-31", done="2026-04").settled is False
        assert period(AFTER, "2026-03-31", done="2026-04").state is PeriodState.MET
        assert period(AFTER, "2026-03-31", done="2026-05").state is PeriodState.LATE
        assert period(AFTER, "2026-03-31", done="..2026-04-10").settled is True

    def test_that_are_about_right_are_never_settled(self) -> None:
        found = period(AFTER, "2026-03-31~", as_of="2026-04-01")
        assert (found.on, found.settled) == (on("2026-04-14~"), False)


class TestRecurring:
    MONTHLY = "1 month calendar recurring month-end"

    @pytest.mark.parametrize(
        ("as_of", "done", "last"),
        [
            ("2026-02-10", None, "2026-02-28"),
            ("2026-02-28", None, "2026-02-28"),
            ("2026-03-01", None, "2026-03-31"),
            ("2026-02-20", "2026-02-15", "2026-03-31"),
            ("2026-03-31", "2026-03-31", "2026-04-30"),
            ("2026-03-20", "2026-02-28", "2026-03-31"),
        ],
    )
    def test_falls_due_at_the_next_month_end_not_done_yet(self, as_of: str, done: str | None, last: str) -> None:
        found = period(self.MONTHLY, None, as_of=as_of, done=done)
        assert (found.state, found.on) == (PeriodState.DUE, on(last))

    def test_is_counted_from_its_anchor_and_does_not_drift(self) -> None:
        found = period("1 month calendar recurring entry-into-force", "2026-01-31", as_of="2026-03-05")
        assert found.on == on("2026-03-31")

    def test_every_so_many_months_needs_an_anchor(self) -> None:
        assert [need.code for need in period("3 month calendar recurring month-end", None).needs] == [
            PeriodNeedCode.ANCHOR
        ]
        found = period("3 month calendar recurring month-end", "2026-01-31", as_of="2026-02-01")
        assert found.on == on("2026-04-30")


# --- working and sitting days -------------------------------------------------------------------------------------

REGISTRATION = "10 day working within-after documents-confirming-eif-received"
LAID = "21 day sitting wait-after laid-before-parliament"


class TestWorkingDays:
    def test_russia_s_ten_end_after_the_new_year_holidays(self, tmp_path: Path) -> None:
        found = period(REGISTRATION, "2025-12-26", as_of="2026-01-15", party="RU", calendars=FolderCalendars(tmp_path))
        # 29 and 30 December, then 12 to 16 and 19 to 21 January
        assert (found.state, found.on, found.days) == (PeriodState.DUE, on("2026-01-21"), 6)
        assert [(step.on, step.passed_over) for step in found.counted[0].steps] == [
            (day("2025-12-26"), 0),
            (day("2025-12-29"), 2),
            (day("2026-01-21"), 16),
        ]

    def test_the_day_after_the_event_is_the_first_if_it_is_worked_on(self) -> None:
        found = period("1 day working within-after signature-date", "2026-03-02", calendars=Known())
        assert found.on == on("2026-03-03")

    def test_are_counted_back_in_the_same_way(self) -> None:
        found = period("5 day working at-least-before planned-signature-date", "2026-03-09", calendars=Known())
        assert found.on == on("2026-03-02")

    def test_without_a_calendar_are_not_computable_and_never_calendar_days(self) -> None:
        found = period(REGISTRATION, "2025-12-26", party="RU")
        (need,) = found.needs
        assert (found.state, found.on, found.days) == (PeriodState.NOT_COMPUTABLE, None, None)
        assert (need.code, need.party, need.days, need.year) == (
            PeriodNeedCode.CALENDAR, "RU", DayCount.WORKING, 2025,
        )  # fmt: skip
        assert found.hint == day("2026-01-05"), "as if every day were worked on"

    def test_a_calendar_of_part_of_the_span_is_not_enough_and_betters_the_hint(self) -> None:
        found = period(REGISTRATION, "2025-12-26", party="RU", calendars=Known(years=range(2025, 2026)))
        assert (found.state, found.needs[0].year) == (PeriodState.NOT_COMPUTABLE, 2026)
        assert found.hint == day("2026-01-07"), "the Saturday and Sunday of 2025 are known not to count"

    def test_back_from_an_event_the_hint_is_the_latest_last_day(self) -> None:
        found = period("5 day working at-least-before planned-signature-date", "2026-03")
        assert found.hint == day("2026-03-26")

    def test_in_weeks_have_no_rule(self) -> None:
        (need,) = period("2 week working within-after signature-date", "2026-03-02", calendars=Known()).needs
        assert need.code is PeriodNeedCode.RULE


class TestSittingDays:
    SITS = frozenset(
        date(2026, 1, 5) + timedelta(days=number) for number in range(60) if date(2026, 1, 5 + number % 7).weekday() < 4
    )

    def test_of_the_united_kingdom_start_with_the_first_after_the_laying(self) -> None:
        found = period(LAID, "2026-01-08", as_of="2026-02-16", party="GB", calendars=Known(self.SITS))
        steps = found.counted[0].steps
        assert steps[1].on == day("2026-01-12"), "laid on a Thursday; no House sits from Friday to Sunday"
        assert (found.state, found.on) == (PeriodState.MET, on("2026-02-16"))
        assert period(LAID, "2026-01-08", as_of="2026-02-12", party="GB", calendars=Known(self.SITS)).days == 4

    def test_without_a_calendar_are_not_computable_and_have_an_earliest_day(self) -> None:
        found = period(LAID, "2026-01-08", party="GB")
        assert (found.state, found.hint) == (PeriodState.NOT_COMPUTABLE, day("2026-01-29"))
        assert (found.needs[0].party, found.needs[0].days) == ("GB", DayCount.SITTING)


# --- laws of counting ---------------------------------------------------------------------------------------------

any_day = st.dates(date(1990, 1, 1), date(2100, 12, 31))
units = st.sampled_from(DeadlineUnit)
relations = st.sampled_from([BEFORE, WITHIN, WAIT, EXTENSION])


@st.composite
def periods(draw: st.DrawFn) -> StepDeadline:
    days = draw(st.sampled_from(DayCount))
    unit = draw(units) if days is DayCount.CALENDAR else DeadlineUnit.DAY
    rule = deadline(f"{draw(st.integers(1, 60))} {unit} {days} {draw(relations)} signature-date")
    return replace(rule, number=min(rule.number, 24)) if unit is DeadlineUnit.MONTH else rule


@st.composite
def calendars(draw: st.DrawFn) -> Known:
    """Draw a calendar on which some weekdays are worked on and some other days are not."""
    weekdays = draw(st.sets(st.integers(0, 6), min_size=1))
    off = draw(st.sets(st.dates(date(2020, 1, 1), date(2020, 3, 31)), max_size=30))
    span = (date(2016, 1, 1) + timedelta(days=number) for number in range(365 * 12))
    return Known(frozenset(each for each in span if each.weekday() in weekdays and each not in off))


def last_day(
    rule: StepDeadline, anchor: PartialDate, known: Calendars, *, as_of: date = date(2020, 2, 1)
) -> PartialDate:
    found = derive_period(rule, anchor=anchor, done=None, as_of=as_of, party="KZ", calendars=known)
    assert found.on is not None
    return found.on


near = st.dates(date(2020, 1, 1), date(2020, 3, 31)).map(lambda found: on(found.isoformat()))


@given(rule=periods(), known=calendars(), one=near, other=near)
def test_a_later_anchor_never_gives_an_earlier_last_day(
    rule: StepDeadline, known: Known, one: PartialDate, other: PartialDate
) -> None:
    first, last = sorted((one, other), key=lambda each: each.order)
    assert last_day(rule, first, known).order <= last_day(rule, last, known).order


@given(number=st.integers(1, 60), relation=relations, known=calendars(), anchor=near)
def test_between_the_anchor_and_the_last_day_lie_just_so_many_days_that_count(
    number: int, relation: DeadlineRelation, known: Known, anchor: PartialDate
) -> None:
    last = last_day(deadline(f"{number} day working {relation} signature-date"), anchor, known).day
    start = anchor.day
    assert last is not None
    assert start is not None
    step = timedelta(days=1 if last > start else -1)
    passed = [start + step * number for number in range(1, abs((last - start).days) + 1)]
    assert sum(each in (known.days or ()) for each in passed) == number
    assert known.is_working("KZ", last)


@given(number=st.integers(1, 60), known=calendars(), anchor=near)
def test_the_hint_without_a_calendar_is_never_later_than_the_day_with_one(
    number: int, known: Known, anchor: PartialDate
) -> None:
    rule = deadline(f"{number} day sitting wait-after laid-before-parliament")
    blind = derive_period(rule, anchor=anchor, done=None, as_of=date(2020, 2, 1), party="GB", calendars=NoCalendars())
    found = last_day(rule, anchor, known).day
    assert blind.hint is not None
    assert found is not None
    assert blind.hint <= found


@given(rule=periods(), known=calendars(), anchor=near, days=st.lists(any_day, min_size=2, max_size=6))
def test_time_only_ever_brings_a_period_closer_to_its_end(
    rule: StepDeadline, known: Known, anchor: PartialDate, days: list[date]
) -> None:
    order = [PeriodState.DUE, PeriodState.WAITING, PeriodState.OVERDUE, PeriodState.MET, PeriodState.LAPSED]
    found = [
        derive_period(rule, anchor=anchor, done=None, as_of=each, party="KZ", calendars=known) for each in sorted(days)
    ]
    assert all(order.index(one.state) <= order.index(other.state) for one, other in pairwise(found))


@given(as_of=any_day, done=st.none() | any_day)
def test_a_monthly_duty_falls_due_within_two_months_on_a_month_end(as_of: date, done: date | None) -> None:
    found = period(
        TestRecurring.MONTHLY, None, as_of=as_of.isoformat(), done=min(done, as_of).isoformat() if done else None
    )
    assert found.on is not None
    assert found.on.day is not None
    assert (found.on.day + timedelta(days=1)).day == 1
    assert found.days is not None
    assert 0 <= found.days <= 62
