"""Sessions on a day: which was the last, which is next, and against what it is late."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from commissions import commission, event, meeting, strike
from igc_tracker.derive.commissions import (
    MeetingState,
    PlanState,
    last_session,
    meeting_standings,
    next_session,
    session_after,
)
from igc_tracker.domain.commissions import Frequency, MeetingKind
from igc_tracker.domain.facts import Certainty
from support import day, on

if TYPE_CHECKING:
    from igc_tracker.derive.commissions import MeetingStanding, NextSession
    from igc_tracker.domain.register import Meeting

FIFTH = meeting(5, held="2017-06-13")


def seen(*meetings: Meeting, as_of: str) -> tuple[MeetingStanding, ...]:
    return meeting_standings(meetings, as_of=day(as_of))


def following(*meetings: Meeting, as_of: str, months: int | None = None) -> NextSession:
    body = commission(frequency=Frequency(months=months) if months is not None else None)
    return next_session(body, seen(*meetings, as_of=as_of), as_of=day(as_of))


def test_a_session_is_held_from_its_day_on() -> None:
    assert seen(FIFTH, as_of="2017-06-12") == ()
    (found,) = seen(FIFTH, as_of="2017-06-13")
    assert (found.state, found.on, found.settled) == (MeetingState.HELD, on("2017-06-13"), True)


def test_a_plan_that_has_passed_makes_the_session_late_from_the_next_day_on() -> None:
    sixth = meeting(6, planned=[("2018-07-01", "2018-09..2018-10")])

    assert following(FIFTH, sixth, as_of="2018-10-31").late_by_plan is None
    late = following(FIFTH, sixth, as_of="2018-11-01")
    assert (late.number, late.late_by_plan, late.is_overdue) == (6, 1, True)


def test_a_new_plan_takes_the_place_of_the_old_one_and_both_are_told() -> None:
    sixth = meeting(6, planned=[("2017-07-01", "2017-12"), ("2018-07-01", "2018-10")])

    (found,) = seen(sixth, as_of="2018-07-15")
    assert [plan.state for plan in found.plans] == [PlanState.MOVED, PlanState.AHEAD]
    late = following(FIFTH, sixth, as_of="2018-07-15")
    assert (late.planned_for, late.first_planned_for, late.is_overdue) == (on("2018-10"), on("2017-12"), False)


def test_a_plan_is_unknown_before_it_was_made() -> None:
    sixth = meeting(6, planned=[("2018-07-01", "2018-10")])
    found = following(FIFTH, sixth, as_of="2018-06-30")
    assert (found.ref, found.number, found.planned_for) == (None, 6, None)


def test_a_session_held_when_planned_has_kept_its_plan_and_one_held_later_has_missed_it() -> None:
    kept = meeting(6, planned=[("2018-01-01", "2018-10")], events=[event("held", "2018-10-03")])
    missed = meeting(6, planned=[("2018-01-01", "2018-10")], events=[event("held", "2019-08-26")])

    assert [plan.state for plan in seen(kept, as_of="2020-01-01")[0].plans] == [PlanState.KEPT]
    assert [plan.state for plan in seen(missed, as_of="2020-01-01")[0].plans] == [PlanState.MISSED]


def test_a_session_held_before_it_was_planned_for_has_missed_nothing() -> None:
    early = meeting(6, planned=[("2018-01-01", "2018-10")], events=[event("held", "2018-09-20")])

    assert [plan.state for plan in seen(early, as_of="2018-09-21")[0].plans] == [PlanState.MOVED]


def test_without_a_known_frequency_and_without_a_plan_nothing_is_late_ever() -> None:
    found = following(FIFTH, as_of="2100-01-01")
    assert (found.due, found.is_overdue) == (None, False)


def test_the_agreed_frequency_makes_a_session_late_that_nobody_planned() -> None:
    assert not following(FIFTH, as_of="2018-06-13", months=12).is_overdue
    late = following(FIFTH, as_of="2018-06-14", months=12)
    assert (late.due, late.late_by_frequency, late.late_by_plan) == (on("2018-06-13"), 1, None)


def test_the_frequency_counts_from_a_month_as_from_any_of_its_days() -> None:
    fourth = meeting(4, held="2016-05")
    assert following(fourth, as_of="2017-06-01", months=12).late_by_frequency == 1
    assert following(fourth, as_of="2017-05-31", months=12).late_by_frequency is None


def test_talks_and_meetings_of_the_co_chairs_are_no_sessions() -> None:
    talks = replace(meeting(None, ref="talks", held="2018-01-10"), kind=MeetingKind.TALKS)
    meetings = seen(FIFTH, talks, as_of="2018-02-01")
    last = last_session(meetings)
    assert last is not None
    assert last.number == 5
    assert following(FIFTH, talks, as_of="2018-06-14", months=12).is_overdue


def test_a_struck_report_of_a_session_does_not_count() -> None:
    struck = replace(FIFTH, struck=strike())
    assert seen(struck, as_of="2018-01-01") == ()


def test_reports_of_different_days_stand_side_by_side_the_better_source_first() -> None:
    sixth = meeting(
        6,
        events=[
            event("held", "2019-08-26", certainty=Certainty.PRESS, name="a"),
            event("held", "2019-08-27", certainty=Certainty.OFFICIAL, name="b"),
        ],
    )
    (found,) = seen(sixth, as_of="2020-01-01")
    assert (found.on, found.event, found.against) == (on("2019-08-27"), "b", ("a",))


def test_a_session_held_on_a_day_nobody_knows_goes_by_its_number_and_is_never_the_last() -> None:
    seventh, eighth, ninth = meeting(7, held="2021-12-13"), meeting(8), meeting(9, held="2023-09-08")
    found = seen(ninth, eighth, seventh, as_of="2026-11-23")
    assert [each.number for each in found] == [7, 8, 9]
    assert not found[1].settled


@pytest.mark.parametrize("as_of", ["2018-01-01", "2019-09-01"])
def test_the_session_after_is_the_next_number_held_or_planned(as_of: str) -> None:
    sixth = meeting(6, planned=[("2017-07-01", "2018-10")], events=[event("held", "2019-08")])
    meetings = seen(FIFTH, sixth, as_of=as_of)
    after = session_after(meetings, meetings[0], None)
    assert after is not None
    assert after.number == 6


def test_the_session_after_a_day_is_the_first_that_lies_wholly_after_it() -> None:
    sixth = meeting(6, planned=[("2018-07-01", "2018-09..2018-10")])
    meetings = seen(FIFTH, sixth, as_of="2018-07-15")
    after = session_after(meetings, None, on("2018-07"))
    assert after is not None
    assert after.number == 6
    assert session_after(meetings, None, on("2018-09")) is None
