"""What holds of any commission: its items' states are functions of the facts and the day, and counts tell the truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from commissions import commission, item, meeting
from igc_tracker.actions.describe_commissions import describe_commission, item_findings
from igc_tracker.actions.report_item import NewReport, report_item
from igc_tracker.derive.action_items import OPEN_STATES, ItemState, item_standing
from igc_tracker.derive.commissions import meeting_standings, next_session
from igc_tracker.derive.known import register_known_on
from igc_tracker.domain.commissions import Frequency, ReportKind
from igc_tracker.domain.errors import BadValueError
from property.strategies import action_items, commissions, counts, meetings
from support import TODAY, invocation, memory_store, on, register

if TYPE_CHECKING:
    from igc_tracker.domain.commissions import ActionItem, Commission, Decision, MeetingEvent, Report
    from igc_tracker.domain.register import Meeting

days = st.dates(date(1990, 1, 1), date(2035, 1, 1))


@given(found=action_items(), as_of=days, data=st.data())
def test_the_state_of_an_item_does_not_depend_on_the_order_of_its_reports(
    found: ActionItem, as_of: date, data: st.DataObject
) -> None:
    shuffled = replace(found, reports=tuple(data.draw(st.permutations(found.reports))))
    assert item_standing(found, commission(), (), as_of=as_of) == item_standing(shuffled, commission(), (), as_of=as_of)


@given(found=action_items(), as_of=days)
def test_a_report_that_does_not_count_changes_nothing(found: ActionItem, as_of: date) -> None:
    counting = replace(found, reports=tuple(each for each in found.reports if each.counts_on(as_of)))
    assert item_standing(found, commission(), (), as_of=as_of) == item_standing(counting, commission(), (), as_of=as_of)


@given(found=action_items(), as_of=days)
def test_a_state_names_reports_of_the_item_that_count(found: ActionItem, as_of: date) -> None:
    standing = item_standing(found, commission(), (), as_of=as_of)
    if standing is None:
        return
    counting = {each.id for each in found.reports if each.counts_on(as_of)}
    assert counting.issuperset(standing.because)
    assert counting.issuperset(standing.against)
    assert not set(standing.because) & set(standing.against)
    assert standing.is_open is (standing.state in OPEN_STATES)
    if standing.state in (ItemState.DONE, ItemState.SUPERSEDED):
        assert standing.because, "nothing is done by itself"
    if standing.state is ItemState.OVERDUE:
        assert standing.days is not None
        assert standing.days < 0


@given(found=action_items(), as_of=days)
def test_a_count_above_its_total_is_never_silent(found: ActionItem, as_of: date) -> None:
    found = replace(found, struck=None, on=on("1980"), meeting=None)
    body = commission(found)
    status = describe_commission(register(commissions=(body,)), body, as_of=as_of).status
    too_many = [
        each
        for each in found.reports
        if each.counts_on(as_of)
        and each.done is not None
        and (total := each.total if each.total is not None else found.total) is not None
        and each.done > total
    ]
    assert bool([*item_findings(status)]) is bool(too_many)


@given(done=counts, total=counts.filter(bool), complete=st.booleans())
def test_no_command_records_a_count_above_its_total(done: int, total: int, *, complete: bool) -> None:
    store = memory_store(commissions=(commission(item(total=total)),))
    kind = ReportKind.DONE if complete else ReportKind.PROGRESS
    new = NewReport(kind=kind, detail={}, on=on("2018-06-01"), done=done)
    try:
        answer = report_item(store, "igc", "item", new, invocation())
    except BadValueError:
        assert done > total or (complete and done < total)
        assert store.read()[0].commissions[0].items[0].reports == ()
        return
    assert done <= total
    assert answer.item is not None
    assert (answer.item.state is ItemState.DONE) is (done == total)


@given(body=commissions, held=st.lists(meetings, max_size=4), as_of=days)
def test_any_commission_can_be_described_on_any_day(body: Commission, held: list[Meeting], as_of: date) -> None:
    own = tuple(replace(each, ref=f"s{n}", commission=body.ref) for n, each in enumerate(held))
    described = describe_commission(register(meetings=own, commissions=(body,)), body, as_of=as_of)
    assert sum(described.status.counts.values()) == len(described.status.items)
    assert len({each.ref for each in described.meetings}) == len(described.meetings)


@given(body=commissions, held=st.lists(meetings, max_size=4), as_of=days)
def test_what_was_struck_later_and_recorded_later_is_unknown_before(
    body: Commission, held: list[Meeting], as_of: date
) -> None:
    known = register_known_on(register(meetings=tuple(held), commissions=(body,)), as_of)
    recorded: list[MeetingEvent | Decision | ActionItem | Report] = [
        *(event for each in known.meetings for event in each.events),
        *(decision for each in known.meetings for decision in each.decisions),
        *(one for each in known.commissions for one in each.items),
        *(one for each in known.commissions for found in each.items for one in found.reports),
    ]
    assert all(each.recorded_at.date() <= as_of for each in recorded)
    assert all(each.struck is None or each.struck.at.date() <= as_of for each in recorded)


@given(months=st.integers(1, 36), later=st.integers(0, 400))
def test_a_session_that_is_late_by_frequency_stays_late_until_one_is_held(months: int, later: int) -> None:
    body = commission(frequency=Frequency(months=months))
    fifth = meeting(5, held="2017-06-13")

    def late(as_of: date) -> int | None:
        return next_session(body, meeting_standings((fifth,), as_of=as_of), as_of=as_of).late_by_frequency

    first = TODAY + timedelta(days=later)
    assert late(first) is not None
    assert (late(first + timedelta(days=1)) or 0) == (late(first) or 0) + 1
