from __future__ import annotations

from itertools import pairwise

import pytest

from igc_tracker.derive.period import Period, since_last, week_of
from igc_tracker.domain.errors import BadWeekError
from support import day

W34 = week_of("2018-W34")


def test_an_iso_week_runs_from_monday_to_sunday() -> None:
    assert Period(first=day("2018-08-20"), last=day("2018-08-26")) == W34
    assert week_of("2020-w53").last == day("2021-01-03")
    assert W34.eve == day("2018-08-19")


@pytest.mark.parametrize(
    "text", ["", "2018", "2018-34", "2018-W00", "2018-W54", "W34", "2018-W34-1", "9" * 30 + "-W01"]
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(BadWeekError):
        week_of(text)


def test_a_whole_week_knows_its_number_and_other_periods_have_none() -> None:
    assert W34.week == "2018-W34"
    assert week_of("2020-W53").week == "2020-W53"
    assert Period(first=day("2018-08-20"), last=day("2018-08-27")).week is None
    assert Period(first=day("2018-08-21"), last=day("2018-08-27")).week is None


def test_both_ends_belong_to_a_period() -> None:
    assert [W34.holds(day(f"2018-08-{number}")) for number in (19, 20, 26, 27)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("as_of", "first"),
    [("2026-11-23", "2026-11-16"), ("2026-11-24", "2026-11-23"), ("2026-11-29", "2026-11-23")],
    ids=["on a Monday, when the next report goes out", "the day after", "on a Sunday"],
)
def test_the_last_report_is_taken_to_have_gone_out_on_the_last_monday_before(as_of: str, first: str) -> None:
    assert since_last(day(as_of)) == Period(first=day(first), last=day(as_of))


def test_reports_since_the_last_one_leave_no_day_out() -> None:
    mondays = [day(f"2026-11-{number:02}") for number in (2, 9, 16, 23)]
    periods = [since_last(monday) for monday in mondays]
    assert all(later.first <= earlier.last for earlier, later in pairwise(periods))
