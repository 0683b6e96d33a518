"""What is to be expected where nothing can be computed yet; never a result."""

from __future__ import annotations

from igc_tracker.derive.deadlines import derive_deadlines
from igc_tracker.derive.entry_into_force import EntryIntoForce, ForceState, Forecast, ForecastReason
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.domain.clauses import ForceRule, LastNotification, Offset, Period, Unit
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from support import agreement, day, on

NOTES = ForceRule(condition=LastNotification(), offset=Offset(period=Period(number=30, unit=Unit.DAY)))
SIGNED = "2026-01-10 signed KZ\n2026-01-10 signed RU\n2026-03-01 ratified KZ\n2026-03-10 ratified RU\n"


def force_of(facts: str, *, as_of: str = "2026-11-01") -> EntryIntoForce:
    treaty = agreement(facts=SIGNED + facts, clauses=(FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=NOTES),))
    standing = derive_standing(treaty, as_of=day(as_of))
    assert standing is not None
    assert standing.code is StandingCode.NOTIFICATION_PENDING
    assert standing.entry_into_force.state is ForceState.NOT_COMPUTABLE
    assert standing.entry_into_force.on is None
    return standing.entry_into_force


def test_a_note_whose_receipt_nobody_recorded_is_expected_to_have_come_on_the_day_it_was_sent() -> None:
    force = force_of("2026-04-01 notification-received KZ\n2026-10-20 notification-sent RU")

    assert force.forecast == Forecast(
        on=on("2026-11-19"), reasons=(ForecastReason.DISPATCH,), facts=("notification-sent-ru-2026-10-20",)
    )


def test_a_plan_on_record_is_expected_to_be_kept() -> None:
    force = force_of("2026-04-01 notification-received KZ\n2026-10-01 planned RU notification-received 2026-12")

    assert force.forecast == Forecast(
        on=on("2026-12-31..2027-01-30"), reasons=(ForecastReason.PLANNED,), facts=("planned-ru-2026-10-01",)
    )


def test_the_latest_plan_is_the_one_that_counts_and_one_that_was_missed_counts_no_more() -> None:
    moved = (
        "2026-04-01 notification-received KZ\n2026-05-01 planned RU notification-received 2026-11-15\n"
        "2026-10-01 planned RU notification-received 2026-12-15"
    )
    missed = "2026-04-01 notification-received KZ\n2026-05-01 planned RU notification-received 2026-09-15"

    expected = force_of(moved).forecast

    assert expected is not None
    assert str(expected.on) == "2027-01-14"
    assert force_of(missed).forecast is None


def test_nothing_is_expected_of_a_party_of_which_nothing_is_planned() -> None:
    assert force_of("2026-10-20 notification-sent RU").forecast is None


def test_what_is_expected_falls_due_as_a_forecast() -> None:
    facts = SIGNED + "2026-04-01 notification-received KZ\n2026-10-20 notification-sent RU"
    treaty = agreement(facts=facts, clauses=(FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=NOTES),))
    standing = derive_standing(treaty, as_of=day("2026-11-01"))
    assert standing is not None

    due = derive_deadlines(treaty, standing)

    assert [(each.on, each.forecast) for each in due] == [(day("2026-11-19"), True)]
