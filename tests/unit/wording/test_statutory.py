from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.statutory import derive_period
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.facts import Confidence
from igc_tracker.domain.procedures import Anchor, DayCount, DeadlineRelation, DeadlineUnit, StepDeadline
from igc_tracker.wording import statutory
from igc_tracker.wording.statutory import period_standing, period_step
from igc_tracker.wording.words import LANGUAGES, Words
from support import on

if TYPE_CHECKING:
    from igc_tracker.derive.statutory import StatutoryPeriod

TABLES = (statutory.ANCHOR, statutory.DAY_COUNT, statutory.PERIOD_NEED, statutory.PERIOD_STEP)


def period(anchor: str | None, *, as_of: date, days: DayCount = DayCount.CALENDAR, done: str = "") -> StatutoryPeriod:
    rule = StepDeadline(
        number=14,
        unit=DeadlineUnit.DAY,
        days=days,
        relation=DeadlineRelation.WITHIN_AFTER,
        anchor=Anchor.SIGNATURE_DATE,
        confidence=Confidence.HIGH,
    )
    return derive_period(
        rule,
        anchor=on(anchor) if anchor else None,
        done=on(done) if done else None,
        as_of=as_of,
        party="RU",
        calendars=NoCalendars(),
    )


@pytest.mark.parametrize("table", TABLES)
def test_a_table_names_every_code_of_its_list(table: dict[object, str]) -> None:
    first = next(iter(table))
    assert list(table) == list(type(first))  # type: ignore[call-overload]  # an enum is a list of its members


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (period("2026-03-01", as_of=date(2026, 3, 14)), "due in 1 day; last day: 15 Mar 2026"),
        (period("2026-03-01", as_of=date(2026, 3, 17)), "overdue by 2 days; last day: 15 Mar 2026"),
        (period("2026-03-01", as_of=date(2026, 3, 17), done="2026-03-15"), "met; last day: 15 Mar 2026"),
        (period("2026-03-01", as_of=date(2026, 3, 17), done="2026-03-16"), "1 day late; last day: 15 Mar 2026"),
        (
            period("2026-03", as_of=date(2026, 3, 17)),
            "due in 28 days; last day: between 15 Mar 2026 and 14 Apr 2026 ?",
        ),
        (period(None, as_of=date(2026, 3, 17)), "not computable; missing: the day of: signature"),
        (
            period("2026-03-01", as_of=date(2026, 3, 17), days=DayCount.WORKING),
            "not computable; missing: the calendar of working days for 2026: Russia; last day not before 15 Mar 2026",
        ),
    ],
)
def test_how_a_period_stands_can_be_read_aloud(found: StatutoryPeriod, said: str) -> None:
    assert period_standing(found, Words("en")) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_is_said_in_every_language(language: str) -> None:
    words = Words(language)
    (counted,) = period("2026-03-01", as_of=date(2026, 3, 14)).counted
    assert len({period_step(step, words) for step in counted.steps}) == 2
