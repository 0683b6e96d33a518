"""The state of an action item on a day, and the reports it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from commissions import commission, event, item, meeting, report, strike
from igc_tracker.derive.action_items import DueBasis, ItemReason, ItemState, item_standing, item_standings
from igc_tracker.derive.commissions import meeting_standings
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.runs import DelayReason
from support import day, on

if TYPE_CHECKING:
    from igc_tracker.derive.action_items import ItemStanding
    from igc_tracker.domain.commissions import ActionItem
    from igc_tracker.domain.register import Meeting

FIFTH = meeting(5, held="2017-06-13")


def standing(
    found: ActionItem, *meetings: Meeting, as_of: str = "2018-07-15", at_risk_days: int | None = None
) -> ItemStanding:
    body = commission(found, at_risk_days=at_risk_days)
    seen = meeting_standings((FIFTH, *meetings), as_of=day(as_of))
    judged = item_standing(found, body, seen, as_of=day(as_of))
    assert judged is not None
    return judged


def state(found: ActionItem, *meetings: Meeting, as_of: str = "2018-07-15") -> tuple[ItemState, ItemReason]:
    judged = standing(found, *meetings, as_of=as_of)
    return judged.state, judged.reason


class TestState:
    def test_without_a_due_date_it_is_not_assessed(self) -> None:
        told = report("progress", "2018-01-01")
        assert state(item(told)) == (ItemState.NOT_ASSESSED, ItemReason.NO_DUE_DATE)

    def test_without_a_report_it_is_not_assessed(self) -> None:
        assert state(item(due="2019-01-01")) == (ItemState.NOT_ASSESSED, ItemReason.NO_REPORT)

    def test_under_way_and_not_due_yet_it_is_on_time_because_of_the_last_report(self) -> None:
        judged = standing(item(report("progress", "2018-01-01"), report("progress", "2018-03-01"), due="2019-01-01"))
        assert (judged.state, judged.because) == (ItemState.ON_TIME, ("progress-2018-03-01",))

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [
            ("2018-11-30", ItemState.ON_TIME),
            ("2018-12-02", ItemState.AT_RISK),
            ("2019-01-01", ItemState.AT_RISK),
            ("2019-01-02", ItemState.OVERDUE),
        ],
    )
    def test_it_is_at_risk_within_thirty_days_of_its_due_date_and_overdue_the_day_after(
        self, as_of: str, expected: ItemState
    ) -> None:
        assert state(item(report("progress", "2018-01-01"), due="2019-01-01"), as_of=as_of)[0] is expected

    def test_a_commission_says_from_when_on_its_items_are_at_risk(self) -> None:
        told = item(report("progress", "2018-01-01"), due="2018-09-01")
        assert standing(told, at_risk_days=90).state is ItemState.AT_RISK
        assert standing(told, at_risk_days=10).state is ItemState.ON_TIME

    def test_a_due_month_is_overdue_when_it_is_over(self) -> None:
        assert state(item(due="2018-06"), as_of="2018-06-30")[0] is not ItemState.OVERDUE
        judged = standing(item(due="2018-06"), as_of="2018-07-01")
        assert (judged.state, judged.days) == (ItemState.OVERDUE, -1)

    def test_a_reported_delay_puts_it_at_risk_and_its_reason_is_told(self) -> None:
        told = report("delayed", "2018-05-01", reason=DelayReason.FINANCIAL)
        judged = standing(item(told, due="2019-12-31"))
        assert (judged.state, judged.delay) == (ItemState.AT_RISK, DelayReason.FINANCIAL)

    def test_a_due_date_set_after_a_delay_answers_it(self) -> None:
        delayed = report("delayed", "2018-05-01", reason=DelayReason.LATER)
        moved = report("due", "2018-06-01", due=on("2020-01-01"))
        judged = standing(item(delayed, moved, due="2018-12-31"))
        assert judged.state is ItemState.NOT_ASSESSED
        assert judged.due is not None
        assert (judged.due.on, judged.due.basis, judged.due.rests_on) == (on("2020-01-01"), DueBasis.MOVED, moved.id)

    def test_done_is_done_whatever_the_due_date(self) -> None:
        assert state(item(report("done", "2018-06-01"), due="2018-01-01")) == (
            ItemState.DONE,
            ItemReason.REPORTED_DONE,
        )

    @pytest.mark.parametrize(
        ("due", "done", "late"),
        [
            ("2018-06-01", "2018-06-01", False),
            ("2018-06-01", "2018-06-02", True),
            ("2018-06", "2018-06-30", False),
            ("2018-06-15", "2018-06", None),
            (None, "2018-06-01", None),
        ],
    )
    def test_whether_it_was_done_in_time_is_told_where_the_days_tell_it(
        self, due: str | None, done: str, *, late: bool | None
    ) -> None:
        assert standing(item(report("done", done), due=due)).late is late

    def test_all_counted_is_done(self) -> None:
        judged = standing(item(report("progress", "2018-06-01", done=243), total=243))
        assert (judged.state, judged.reason) == (ItemState.DONE, ItemReason.ALL_COUNTED)
        assert (judged.done, judged.total) == (243, 243)

    def test_some_counted_is_open_and_the_last_count_counts(self) -> None:
        reports = report("progress", "2018-01-01", done=100), report("progress", "2018-06-01", done=200)
        judged = standing(item(*reports, total=243, due="2019-01-01"))
        assert (judged.state, judged.done, judged.against) == (ItemState.ON_TIME, 200, ())

    def test_done_with_a_count_that_falls_short_is_not_done(self) -> None:
        assert state(item(report("done", "2018-06-01", done=200), total=243))[0] is ItemState.NOT_ASSESSED

    def test_another_item_takes_its_place(self) -> None:
        told = report("superseded", "2018-06-01", superseded_by="other")
        judged = standing(item(told, due="2018-01-01"))
        assert (judged.state, judged.superseded_by) == (ItemState.SUPERSEDED, "other")

    def test_what_is_reported_later_does_not_count_yet(self) -> None:
        told = item(report("done", "2018-08-01"), due="2018-06-01")
        assert state(told, as_of="2018-07-15")[0] is ItemState.OVERDUE
        assert state(told, as_of="2018-08-01")[0] is ItemState.DONE

    def test_a_struck_report_does_not_count(self) -> None:
        told = item(report("done", "2018-06-01", struck=strike()), due="2018-06-01")
        assert state(told)[0] is ItemState.OVERDUE


class TestReportsThatDiffer:
    DONE = report("done", "2018-03..2018-08-21", done=243, certainty=Certainty.OFFICIAL)
    OPEN = report("open", "2018-07")

    def test_stand_side_by_side_and_leave_it_unsettled(self) -> None:
        judged = standing(item(self.DONE, self.OPEN, total=243))
        assert (judged.state, judged.because, judged.against) == (ItemState.DONE, (self.DONE.id,), (self.OPEN.id,))
        assert not judged.settled

    def test_are_settled_by_striking_one(self) -> None:
        open_, done = replace(self.OPEN, struck=strike()), replace(self.DONE, on=on("2018-06-01"))
        judged = standing(item(done, open_, total=243))
        assert (judged.against, judged.settled) == ((), True)

    def test_do_not_differ_where_it_was_open_before_it_was_done(self) -> None:
        judged = standing(item(report("open", "2018-02"), report("done", "2018-06-01")))
        assert (judged.state, judged.against) == (ItemState.DONE, ())

    def test_differ_where_it_is_open_after_it_was_done(self) -> None:
        judged = standing(item(report("done", "2018-02-01"), report("open", "2018-06-01"), due="2019-01-01"))
        assert (judged.state, judged.against) == (ItemState.ON_TIME, ("done-2018-02-01",))

    def test_differ_where_they_count_against_other_totals(self) -> None:
        one, other = (
            report("progress", "2018-06-01", done=53, id="a"),
            report("progress", "2018-06-01", done=53, id="b"),
        )
        judged = standing(item(one, replace(other, total=234), total=243))
        assert judged.against

    def test_the_better_source_decides_on_one_day(self) -> None:
        press, gazette = report("open", "2018-06-01"), report("done", "2018-06-01", certainty=Certainty.GAZETTE)
        assert state(item(press, gazette))[0] is ItemState.DONE


class TestCountThatExceedsItsTotal:
    def test_is_told(self) -> None:
        judged = standing(item(report("progress", "2018-06-01", done=300), total=243))
        assert judged.exceeds

    def test_is_not_told_of_one_that_fits(self) -> None:
        assert not standing(item(report("progress", "2018-06-01", done=243), total=243)).exceeds


class TestDueAtTheNextSession:
    PLANNED = meeting(6, planned=[("2018-07-01", "2018-09..2018-10")])
    HELD = meeting(6, planned=[("2018-07-01", "2018-09..2018-10")], events=[event("held", "2019-08-26")])
    ITEM = item(by_next_session=True, meeting="s5", agreed=None)

    def test_it_is_due_on_the_day_planned(self) -> None:
        judged = standing(self.ITEM, self.PLANNED)
        assert judged.due is not None
        assert (judged.due.on, judged.due.basis) == (on("2018-09..2018-10"), DueBasis.SESSION_PLANNED)

    def test_it_is_at_risk_and_not_overdue_while_the_session_itself_is_late(self) -> None:
        assert state(self.ITEM, self.PLANNED, as_of="2019-03-01") == (ItemState.AT_RISK, ItemReason.SESSION_LATE)

    def test_it_is_overdue_once_the_session_was_held(self) -> None:
        assert state(self.ITEM, self.HELD, as_of="2019-08-27") == (ItemState.OVERDUE, ItemReason.DUE_PASSED)

    def test_it_is_not_assessed_while_nobody_knows_when_the_session_is(self) -> None:
        assert state(self.ITEM) == (ItemState.NOT_ASSESSED, ItemReason.NEXT_SESSION_UNKNOWN)


class TestExistence:
    def test_an_item_begins_on_the_day_of_its_session(self) -> None:
        found = item(meeting="s5", agreed=None)
        body = commission(found)
        for as_of, number in (("2017-06-12", 0), ("2017-06-13", 1)):
            seen = meeting_standings((FIFTH,), as_of=day(as_of))
            assert len(item_standings(body, seen, as_of=day(as_of))) == number

    def test_a_struck_item_is_gone(self) -> None:
        struck = replace(item(), struck=strike())
        assert item_standings(commission(struck), (), as_of=day("2018-07-15")) == ()

    def test_the_most_pressing_come_first(self) -> None:
        items = (
            item(report("done", "2018-01-01"), name="done"),
            item(name="unknown"),
            item(due="2018-06-30", name="late"),
            item(due="2017-12-31", name="later"),
            item(report("progress", "2018-01-01"), due="2019-06-30", name="fine"),
        )
        found = item_standings(commission(*items), (), as_of=day("2018-07-15"))
        assert [each.id for each in found] == ["later", "late", "unknown", "fine", "done"]
