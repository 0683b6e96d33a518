from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from igc_tracker.actions.list_due import DueAnswer, list_due
from igc_tracker.derive.deadlines import Deadline, DeadlineCode
from igc_tracker.domain.facts import FactKind
from igc_tracker.render.as_ics import due_as_ics
from igc_tracker.render.safe import shown
from igc_tracker.render.view import View
from igc_tracker.wording.words import Words
from support import INFO, TODAY, agreement, memory_store

NOTICE = Deadline(ref="lease-1994", code=DeadlineCode.NOTICE, on=date(2027, 3, 1))
PLAN = Deadline(
    ref="lease-1994", code=DeadlineCode.PLANNED, on=date(2027, 1, 1), last=date(2027, 3, 31), party="KZ",
    kind=FactKind.SIGNED, computed=False,
)  # fmt: skip


def answer(*coming: Deadline, missed: tuple[Deadline, ...] = (), title: str = "Lease") -> DueAnswer:
    return DueAnswer(
        register={"en": "Our treaties"}, register_id=INFO.id, query=None, within=90, until=TODAY, missed=missed,
        coming=coming, titles={"lease-1994": {"en": title}}, withheld=0, findings=(),
    )  # fmt: skip


def events(
    *coming: Deadline, missed: tuple[Deadline, ...] = (), language: str = "en", as_of: date = TODAY
) -> list[Any]:
    view = View(words=Words(language), as_of=as_of)
    return list(Calendar.from_ical(due_as_ics(answer(*coming, missed=missed), view)).walk("VEVENT"))


def test_a_deadline_is_a_whole_day_that_keeps_nobody_busy() -> None:
    (event,) = events(NOTICE)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 3, 1), date(2027, 3, 2))
    assert event["SUMMARY"] == "Lease: last day for notice against renewal"
    assert "igc explain lease-1994" in event["DESCRIPTION"]
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")


def test_a_range_ends_the_day_after_its_last() -> None:
    (event,) = events(PLAN)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 1, 1), date(2027, 4, 1))
    assert event["SUMMARY"] == "Lease: Kazakhstan: planned: signed"


def test_a_notice_reminds_a_month_ahead_and_every_date_a_week() -> None:
    alarms = [[alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] for event in events(NOTICE, PLAN)]
    assert alarms == [[timedelta(days=-30), timedelta(days=-7)], [timedelta(days=-7)]]


def test_what_was_missed_reminds_nobody() -> None:
    (event,) = events(missed=(replace(PLAN, missed=True),))
    assert event.walk("VALARM") == []
    assert event["SUMMARY"].startswith("missed: ")


@pytest.mark.parametrize("due", [replace(NOTICE, forecast=True), replace(NOTICE, from_dispatch=True)])
def test_what_may_come_otherwise_is_tentative(due: Deadline) -> None:
    (event,) = events(due)
    assert event["STATUS"] == "TENTATIVE"


def test_a_day_that_moves_moves_its_event() -> None:
    (before,), (after,) = events(NOTICE), events(replace(NOTICE, on=date(2028, 3, 1)), as_of=TODAY + timedelta(days=1))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt


def test_every_date_has_an_event_of_its_own_in_any_language() -> None:
    kinds = [
        NOTICE, PLAN, replace(PLAN, party="RU"), replace(PLAN, kind=FactKind.RATIFIED), replace(NOTICE, ref="other"),
        replace(NOTICE, code=DeadlineCode.RENEWAL), replace(NOTICE, article="12"), NOTICE,
    ]  # fmt: skip
    uids = [event["UID"] for event in events(*kinds)]
    assert len(set(uids)) == len(kinds)
    assert [event["UID"] for event in events(*kinds, language="ru")] == uids


def test_lines_end_in_cr_lf_and_are_folded() -> None:
    text = due_as_ics(answer(NOTICE, title="Соглашение " * 30), View(words=Words("ru"), as_of=TODAY))
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


@given(title=st.text(st.sampled_from('\r\n;,:\\"') | st.characters(codec="utf-8"), max_size=80))
def test_no_title_makes_a_property_or_an_event(title: str) -> None:
    calendar = Calendar.from_ical(due_as_ics(answer(NOTICE, PLAN, title=title), View(words=Words("en"), as_of=TODAY)))
    assert [component.name for component in calendar.walk()] == [
        "VCALENDAR", "VEVENT", "VALARM", "VALARM", "VEVENT", "VALARM",
    ]  # fmt: skip
    for event in calendar.walk("VEVENT"):
        assert set(event) == {
            "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CATEGORIES", "DESCRIPTION", "STATUS",
            "TRANSP",
        }  # fmt: skip
    first = calendar.walk("VEVENT")[0]
    assert first["SUMMARY"] == f"{shown(title) or 'lease-1994'}: last day for notice against renewal"


def test_what_is_restricted_can_be_left_out() -> None:
    plan = "2026-01-01 planned KZ signed 2027-01"
    store = memory_store(agreement("a", facts=plan), agreement("b", facts=plan, restricted=True))

    def refs(*, include_restricted: bool) -> tuple[set[str], int]:
        found = list_due(store, None, within=366, as_of=TODAY, known_on=None, include_restricted=include_restricted)
        return {due.ref for due in found.coming} | set(found.titles), found.withheld

    assert refs(include_restricted=True) == ({"a", "b"}, 0)
    assert refs(include_restricted=False) == ({"a"}, 1)
