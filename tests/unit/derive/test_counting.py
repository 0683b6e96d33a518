"""How periods are counted, each rule with the treaty that shows it."""

from __future__ import annotations

import pytest

from igc_tracker.derive.counting import add_period, apply_offset
from igc_tracker.derive.months import add_months, first_of_month
from igc_tracker.domain.clauses import Offset, Period, Rounding, Unit
from support import day


def period(text: str) -> Period:
    number, unit = text.split()
    return Period(number=int(number), unit=Unit(unit.removesuffix("s")))


def after(text: str, rounding: Rounding = Rounding.NONE, *, next_day: bool = False) -> Offset:
    return Offset(period=period(text), rounding=rounding, expiry_next_day=next_day)


def lands_on(trigger: str, offset: Offset) -> str:
    return apply_offset(day(trigger), offset)[-1].isoformat()


# --- months and years ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("1993-11-16", 12, "1994-11-16"),  # UNCLOS
        ("2012-11-30", 3, "2013-02-28"),  # Budapest Convention, Australia
        ("2011-11-30", 3, "2012-02-29"),  # the same in a leap year
        ("2019-08-31", 3, "2019-11-30"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2000-01-15", 0, "2000-01-15"),
    ],
)
def test_months_lead_to_the_same_day_or_to_the_last_of_a_shorter_month(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months).isoformat() == end


@pytest.mark.parametrize(
    ("expiry", "last_day"),
    [
        ("2026-08-29", "2026-02-28"),  # there is no 29 February in 2026
        ("2014-04-01", "2013-10-01"),
        ("2032-10-09", "2032-04-09"),
        ("2024-08-31", "2024-02-29"),
        ("2025-01-31", "2024-07-31"),
    ],
)
def test_a_notice_period_is_counted_back_from_the_expiry_and_clamps_too(expiry: str, last_day: str) -> None:
    assert add_period(day(expiry), period("6 months"), times=-1).isoformat() == last_day


def test_the_kth_boundary_of_a_period_is_counted_from_its_anchor() -> None:
    anchor = day("2024-08-31")

    boundaries = [add_period(anchor, period("6 months"), times=k).isoformat() for k in range(1, 5)]

    assert boundaries == ["2025-02-28", "2025-08-31", "2026-02-28", "2026-08-31"]


def test_a_term_that_began_on_29_february_finds_its_day_again_in_every_leap_year() -> None:
    anchor = day("2004-02-29")

    boundaries = [add_period(anchor, period("2 years"), times=k).isoformat() for k in range(1, 5)]

    assert boundaries == ["2006-02-28", "2008-02-29", "2010-02-28", "2012-02-29"]


def test_ten_year_terms_end_on_the_same_day_each_time() -> None:
    ends = [add_period(day("1992-10-09"), period("10 years"), times=k).isoformat() for k in range(1, 5)]

    assert ends == ["2002-10-09", "2012-10-09", "2022-10-09", "2032-10-09"]


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2016-10-27", "1 year", "2017-10-27"),  # Burundi leaves the Rome Statute
        ("2025-06-27", "6 months", "2025-12-27"),  # a withdrawal from the Mine Ban Convention
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2023-02-28", "1 year", "2024-02-28"),
    ],
)
def test_a_year_is_twelve_months(start: str, length: str, end: str) -> None:
    assert add_period(day(start), period(length)).isoformat() == end


# --- days ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trigger", "days", "force"),
    [
        ("1990-08-03", 30, "1990-09-02"),  # CRC, a Sunday
        ("1979-12-28", 30, "1980-01-27"),  # VCLT, a Sunday
        ("2020-10-24", 90, "2021-01-22"),  # TPNW, its trigger a Saturday
        ("2025-09-19", 120, "2026-01-17"),  # BBNJ Agreement, a Saturday
        ("2004-02-17", 90, "2004-05-17"),  # Stockholm Convention, across 29 February
        ("2026-02-06", 30, "2026-03-08"),  # Part XI Agreement, Cambodia, across a February of 28 days
        ("1996-10-31", 180, "1997-04-29"),  # Chemical Weapons Convention
    ],
)
def test_the_day_of_the_trigger_is_not_counted_and_no_weekend_shifts_anything(
    trigger: str, days: int, force: str
) -> None:
    assert lands_on(trigger, after(f"{days} days")) == force


def test_a_period_that_has_to_run_out_in_full_ends_on_the_day_after() -> None:
    assert lands_on("2014-10-01", after("30 days")) == "2014-10-31"
    assert lands_on("2014-10-01", after("30 days", next_day=True)) == "2014-11-01"


def test_the_same_day_is_no_offset_at_all() -> None:
    assert apply_offset(day("1972-09-01"), Offset()) == (day("1972-09-01"),)


# --- the first day of a month -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trigger", "length", "force"),
    [
        ("1997-10-01", "12 months", "1998-11-01"),  # ECHR Protocol No. 11: expires on a first, so the next month
        ("2010-02-18", "3 months", "2010-06-01"),  # ECHR Protocol No. 14
        ("2021-04-21", "3 months", "2021-08-01"),  # ECHR Protocol No. 15
        ("2018-04-12", "3 months", "2018-08-01"),  # ECHR Protocol No. 16
        ("2012-11-30", "3 months", "2013-03-01"),  # Budapest Convention, Australia: clamped first
        ("2018-04-01", "3 months", "2018-08-01"),  # MLI, as the OECD explains it
        ("2018-03-22", "3 months", "2018-07-01"),  # MLI
        ("1986-12-11", "12 months", "1988-01-01"),  # CISG
        ("2002-04-11", "60 days", "2002-07-01"),  # Rome Statute: expires on 10 June
    ],
)
def test_the_month_following_the_expiry_is_always_the_next_one(trigger: str, length: str, force: str) -> None:
    assert lands_on(trigger, after(length, Rounding.FIRST_OF_MONTH_AFTER)) == force


@pytest.mark.parametrize(
    ("trigger", "months", "force"),
    [
        ("1998-09-16", 6, "1999-03-01"),  # Mine Ban Convention: the sixth month after September
        ("2020-04-24", 3, "2020-07-01"),  # USMCA
        ("2020-01-01", 2, "2020-03-01"),  # EU-Kazakhstan EPCA, whichever the day in January
        ("2020-01-31", 2, "2020-03-01"),
        ("2021-04-29", 1, "2021-05-01"),  # EU-UK TCA
        ("2009-11-13", 1, "2009-12-01"),  # Treaty of Lisbon, the fallback
    ],
)
def test_the_nth_month_after_the_month_of_the_trigger_ignores_its_day(trigger: str, months: int, force: str) -> None:
    assert lands_on(trigger, after(f"{months} months", Rounding.FIRST_OF_NTH_MONTH)) == force


def test_the_first_of_the_month_of_the_trigger_is_month_nought() -> None:
    offset = Offset(rounding=Rounding.FIRST_OF_NTH_MONTH)

    assert lands_on("2020-01-31", offset) == "2020-01-01"


def test_without_a_period_the_month_following_is_the_next_one() -> None:
    assert lands_on("2020-01-31", Offset(rounding=Rounding.FIRST_OF_MONTH_AFTER)) == "2020-02-01"


def test_a_first_of_a_month_can_lie_in_another_year() -> None:
    assert first_of_month(day("2019-12-31"), 1) == day("2020-01-01")
    assert first_of_month(day("2020-01-31"), -1) == day("2019-12-01")


def test_each_step_of_an_offset_is_kept() -> None:
    steps = apply_offset(day("2012-11-30"), after("3 months", Rounding.FIRST_OF_MONTH_AFTER))

    assert [step.isoformat() for step in steps] == ["2012-11-30", "2013-02-28", "2013-03-01"]


def test_the_day_after_the_expiry_comes_before_the_month_after_it() -> None:
    offset = after("3 months", Rounding.FIRST_OF_MONTH_AFTER, next_day=True)

    assert [step.isoformat() for step in apply_offset(day("2020-01-31"), offset)] == [
        "2020-01-31",
        "2020-04-30",
        "2020-05-01",
        "2020-06-01",
    ]
