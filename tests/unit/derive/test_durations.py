from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from math import prod
from pathlib import Path
from statistics import median_low
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.derive.durations import (
    MINIMUM,
    Duration,
    DurationFigures,
    describe_durations,
    forecast_duration,
    survival,
)

RECORDED = json.loads((Path(__file__).with_name("product_limit.json")).read_text(encoding="utf-8"))["samples"]


def cases(text: str) -> list[Duration]:
    """Return the cases jotted as days, with a + after those that still run."""
    return [Duration(days=int(each.rstrip("+")), finished=not each.endswith("+")) for each in text.split()]


LEUKAEMIA = cases("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+")
"""Weeks in remission under 6-MP (Freireich et al., Blood 21, 1963), the example of every textbook."""


class TestTheCurve:
    def test_is_the_textbook_s(self) -> None:
        steps = [Fraction(*each) for each in ((18, 21), (16, 17), (14, 15), (11, 12), (10, 11), (6, 7), (5, 6))]
        shares = [steps[0]]
        for step in steps[1:]:
            shares.append(shares[-1] * step)
        assert survival(LEUKAEMIA) == tuple(zip((6, 7, 10, 13, 16, 22, 23), shares, strict=True))
        assert [round(float(share), 3) for share in shares] == [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]

    def test_falls_by_what_is_left_where_nothing_runs(self) -> None:
        quarters = tuple((days, Fraction(4 - days, 4)) for days in range(1, 5))
        assert survival(cases("1 2 3 4")) == quarters

    def test_takes_an_end_before_a_case_last_seen_on_the_same_day(self) -> None:
        assert survival(cases("2 2+")) == ((2, Fraction(1, 2)),)

    def test_of_nothing_finished_never_falls(self) -> None:
        assert survival(cases("5+ 7+")) == survival([]) == ()

    @pytest.mark.parametrize("sample", RECORDED, ids=lambda each: f"{len(each['finished'])}+{len(each['running'])}")
    def test_is_scipy_s(self, sample: dict[str, Any]) -> None:
        given_cases = [Duration(days=days, finished=True) for days in sample["finished"]]
        given_cases += [Duration(days=days, finished=False) for days in sample["running"]]
        found = survival(given_cases)
        days, shares = zip(*sample["curve"], strict=True)
        assert [day for day, _ in found] == list(days)
        assert [float(share) for _, share in found] == pytest.approx(shares, abs=1e-11)


class TestTheFigures:
    def test_are_the_first_days_by_which_the_shares_are_finished(self) -> None:
        found = describe_durations(cases(" ".join(map(str, range(1, 11)))))
        assert found == DurationFigures(finished=10, running=0, low=1, median=5, high=9)

    def test_are_none_where_too_much_still_runs_to_tell(self) -> None:
        found = describe_durations(LEUKAEMIA)
        assert found == DurationFigures(finished=9, running=12, low=6, median=23, high=None)

    def test_count_what_runs_as_longer_and_do_not_throw_it_away(self) -> None:
        finished = "10 20 30 40 50"
        assert describe_durations(cases(finished)).median == 30
        assert describe_durations(cases(f"{finished} 60+ 70+")).median == 40
        assert describe_durations(cases(f"{finished} 60+ 70+ 80+")).median == 40
        assert describe_durations(cases(f"{finished} 60+ 70+ 80+ 90+ 90+ 90+")).median is None

    def test_are_not_given_from_fewer_than_five_finished_cases(self) -> None:
        few = describe_durations(cases("10 20 30 40 50+ 60+"))
        assert (few, few.are_enough) == (DurationFigures(finished=4, running=2), False)
        assert describe_durations(cases("10 20 30 40 50")).are_enough

    def test_meet_a_half_that_floating_point_misses(self) -> None:
        assert prod((n - 1) / n for n in range(24, 12, -1)) > 0.5
        finished, running = " ".join(map(str, range(1, 13))), " ".join(["20+"] * 12)
        assert describe_durations(cases(f"{finished} {running}")).median == 12


class TestAForecast:
    def test_rests_on_the_cases_that_ran_longer(self) -> None:
        found = forecast_duration(cases("1 2 3 10 20 30 40 50 60+"), elapsed=5)
        assert (found.finished, found.running) == (5, 1)
        assert (found.low, found.median, found.high) == (10, 30, None)

    def test_counts_from_the_beginning_and_is_always_longer_than_what_has_passed(self) -> None:
        found = forecast_duration(cases("10 20 30 40 50 60 70 80 90 100"), elapsed=50)
        assert found == DurationFigures(finished=5, running=0, low=60, median=80, high=100)

    def test_is_not_given_where_hardly_any_case_ran_that_long(self) -> None:
        assert forecast_duration(cases("10 20 30 40 50 60"), elapsed=20) == DurationFigures(finished=4, running=0)

    def test_of_what_begins_today_is_that_of_all_cases(self) -> None:
        assert forecast_duration(LEUKAEMIA, elapsed=0) == describe_durations(LEUKAEMIA)


durations = st.builds(Duration, days=st.integers(0, 60), finished=st.booleans())
samples = st.lists(durations, max_size=40)
enough = st.lists(durations, min_size=MINIMUM, max_size=40).filter(
    lambda found: sum(each.finished for each in found) >= MINIMUM
)


def _late(days: int | None) -> float:
    return float("inf") if days is None else days


@given(found=enough, more=samples)
def test_more_running_cases_never_shorten_a_figure(found: list[Duration], more: list[Duration]) -> None:
    before = describe_durations(found)
    after = describe_durations([*found, *(replace(each, finished=False) for each in more)])
    for name in ("low", "median", "high"):
        assert _late(getattr(before, name)) <= _late(getattr(after, name))


@given(found=samples, elapsed=st.integers(-1, 60))
def test_the_interval_holds_the_median_and_lies_beyond_what_has_passed(found: list[Duration], elapsed: int) -> None:
    figures = forecast_duration(found, elapsed=elapsed)
    if figures.are_enough and figures.low is not None:
        assert elapsed < figures.low <= _late(figures.median) <= _late(figures.high)


@given(found=enough, elapsed=st.integers(0, 60))
def test_a_forecast_is_the_curve_of_all_cases_from_there_on(found: list[Duration], elapsed: int) -> None:
    longer = [each for each in found if each.days > elapsed]
    came_so_far = next((share for days, share in reversed(survival(found)) if days <= elapsed), Fraction(1))
    beyond = tuple((days, share) for days, share in survival(found) if days > elapsed)
    assert tuple((days, share * came_so_far) for days, share in survival(longer)) == beyond


@given(found=enough)
def test_the_order_of_cases_does_not_matter(found: list[Duration]) -> None:
    assert describe_durations(found) == describe_durations(list(reversed(found)))


@given(days=st.lists(st.integers(0, 1000), min_size=MINIMUM, max_size=40))
def test_with_nothing_running_the_median_is_the_lower_one_of_statistics(days: list[int]) -> None:
    assert describe_durations([Duration(days=each, finished=True) for each in days]).median == median_low(days)
