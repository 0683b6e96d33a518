from __future__ import annotations

import pytest

from igc_tracker.derive.slips import Ledger, Slip, derive_ledger, slip_between
from igc_tracker.domain.projects import Outcome
from support import day, on, project, struck_milestone


def ledger(said: str, *, as_of: str = "2026-01-15") -> Ledger:
    found = project(said=said, targets="test")
    return derive_ledger(found, found.targets[0], as_of=day(as_of))


def days(found: Ledger) -> list[int | None]:
    return [plan.slip.days if plan.slip else None for plan in found.plans]


FLIGHT_TEST = """
    2017-06-13 test for 2022
    2020-10-28 test for 2023
    2021-12-13 test for 2023-12..
    2024-04    test for 2025
    2025-12-26 test for 2026-01..2026-03
"""


def test_the_first_flight_test_slips_from_2022_to_the_spring_of_2026() -> None:
    found = ledger(FLIGHT_TEST)

    assert days(found) == [None, 365, None, 731, 90]
    assert found.total == Slip(days=1186, least=1097, most=1550)


def test_only_what_had_been_said_by_the_day_is_in_the_ledger() -> None:
    assert days(ledger(FLIGHT_TEST, as_of="2020-10-27")) == [None]
    assert days(ledger(FLIGHT_TEST, as_of="2020-10-28")) == [None, 365]
    assert ledger(FLIGHT_TEST, as_of="2017-06-12").plans == ()


@pytest.mark.parametrize(
    ("old", "new", "slip"),
    [
        ("2018-06-01", "2018-06-11", (10, 10, 10)),
        ("2018-06-11", "2018-06-01", (-10, -10, -10)),
        ("2018-06", "2018-07", (31, 1, 60)),
        ("2022", "2022-12-31", (0, 0, 364)),
        ("2023", "2023-12..", (None, -30, None)),
        ("..2023", "2024", (366, 1, None)),
    ],
)
def test_days_are_counted_between_last_possible_days_and_bounded_by_what_they_can_have_been(
    old: str, new: str, slip: tuple[int | None, int | None, int | None]
) -> None:
    days, least, most = slip
    assert slip_between(on(old), on(new)) == Slip(days=days, least=least, most=most)


def test_the_plan_after_one_with_an_open_end_is_counted_from_the_last_that_had_an_end() -> None:
    found = ledger("""
        2020-01-01 test for 2022
        2021-01-01 test for 2023..
        2022-01-01 test for 2024
    """)

    assert days(found) == [None, None, 731]
    assert found.total is not None
    assert found.total.days == 731


def test_a_target_is_reached_so_many_days_after_the_last_plan_for_it() -> None:
    found = ledger("""
        2018-01-01 test for 2018-06-01
        2018-06-20 test reached
    """)

    assert found.ended is not None
    assert found.ended.outcome is Outcome.REACHED
    assert found.ended.slip == found.total == Slip(days=19, least=19, most=19)


def test_what_is_dropped_has_no_slip_of_its_own() -> None:
    found = ledger("""
        2018-01-01 test for 2018-06-01
        2018-06-20 test dropped
    """)

    assert found.ended is not None
    assert (found.ended.outcome, found.ended.slip, found.total) == (Outcome.DROPPED, None, None)


def test_what_is_planned_anew_was_not_at_its_end() -> None:
    found = ledger("""
        2018-01-01 test dropped
        2019-01-01 test for 2020
    """)

    assert found.ended is None
    assert [plan.planned_for.text for plan in found.plans] == ["2020"]


def test_a_plan_that_may_have_been_said_before_takes_no_end_back() -> None:
    found = ledger("""
        2018-03..2018-08 test reached
        2018-06-01       test for 2018-06-01
    """)

    assert found.ended is not None


def test_a_struck_plan_was_never_made() -> None:
    whole = project(said=FLIGHT_TEST, targets="test")

    found = derive_ledger(struck_milestone(whole, "m4"), whole.targets[0], as_of=day("2026-01-15"))

    assert days(found) == [None, 365, None, 821]


def test_an_undated_plan_counts_from_the_day_it_was_recorded() -> None:
    said = "undated test for 2030"

    assert days(ledger(said, as_of="2026-11-21")) == []
    assert days(ledger(said, as_of="2026-11-22")) == [None]


def test_hearsay_is_told_apart() -> None:
    found = ledger("""
        ?2018-01-01 test for 2019
        2018-02-01  test for 2020
    """)

    assert [plan.settled for plan in found.plans] == [False, True]
