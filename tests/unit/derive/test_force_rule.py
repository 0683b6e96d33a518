"""From the condition to the day: offset, floor, fixed date, another instrument, and each step on the way."""

from __future__ import annotations

from dataclasses import replace

from igc_tracker.derive.conditions import Circumstances, Need, NeedCode
from igc_tracker.derive.force_rule import ForceResult, apply_rule
from igc_tracker.domain import clauses as c
from support import day, seen

TWENTY_DAYS = c.Offset(period=c.Period(number=20, unit=c.Unit.DAY))
NINETY_DAYS = c.Offset(period=c.Period(number=90, unit=c.Unit.DAY))
FIRST_OF_NEXT_MONTH = c.Offset(period=c.Period(number=1, unit=c.Unit.MONTH), rounding=c.Rounding.FIRST_OF_NTH_MONTH)
ON_FIRST = c.ForceRule(condition=c.Deposits(count=1))


def steps_of(result: ForceResult) -> list[tuple[str, str]]:
    assert result.steps[-1].on == result.on
    return [(step.code.value, step.on.isoformat()) for step in result.steps]


def on_deposit(rule: c.ForceRule, deposited: str, **more: object) -> ForceResult:
    return apply_rule(rule, replace(seen(f"{deposited} deposit KZ"), **more))  # type: ignore[arg-type]  # its own fields


def test_without_an_offset_the_day_of_the_trigger_is_the_day() -> None:
    assert steps_of(on_deposit(ON_FIRST, "1972-09-01")) == [("trigger", "1972-09-01")]


def test_each_step_is_shown_with_the_day_it_leads_to() -> None:
    offset = c.Offset(period=c.Period(number=3, unit=c.Unit.MONTH), rounding=c.Rounding.FIRST_OF_MONTH_AFTER)

    assert steps_of(on_deposit(replace(ON_FIRST, offset=offset), "2012-11-30")) == [
        ("trigger", "2012-11-30"),
        ("period", "2013-02-28"),
        ("first-of-month-after", "2013-03-01"),
    ]


def test_the_day_after_the_expiry_is_a_step_of_its_own() -> None:
    offset = replace(TWENTY_DAYS, expiry_next_day=True)

    assert steps_of(on_deposit(replace(ON_FIRST, offset=offset), "2020-01-01")) == [
        ("trigger", "2020-01-01"),
        ("period", "2020-01-21"),
        ("next-day", "2020-01-22"),
    ]


def test_the_first_of_the_nth_month_is_one_step() -> None:
    assert steps_of(on_deposit(replace(ON_FIRST, offset=FIRST_OF_NEXT_MONTH), "2009-11-13")) == [
        ("trigger", "2009-11-13"),
        ("first-of-nth-month", "2009-12-01"),
    ]


# --- floor --------------------------------------------------------------------------------------------------------

LONDON = c.ForceRule(condition=c.Deposits(count=1), offset=NINETY_DAYS, not_before=day("1992-01-01"))


def test_a_floor_holds_back_what_would_come_too_early() -> None:
    assert steps_of(on_deposit(LONDON, "1991-01-01"))[-1] == ("not-before", "1992-01-01")


def test_a_floor_passed_leaves_no_trace() -> None:
    assert [code for code, _ in steps_of(on_deposit(LONDON, "1992-05-12"))] == ["trigger", "period"]
    assert on_deposit(LONDON, "1992-05-12").on == day("1992-08-10")


def test_the_floor_itself_is_early_enough() -> None:
    assert [code for code, _ in steps_of(on_deposit(LONDON, "1991-10-03"))] == ["trigger", "period"]


# --- fixed date ---------------------------------------------------------------------------------------------------

KIGALI = c.ForceRule(condition=c.Deposits(count=1), offset=NINETY_DAYS, fixed_if_met_by=day("2019-01-01"))
LISBON = c.ForceRule(condition=c.Deposits(count=1), offset=FIRST_OF_NEXT_MONTH, fixed_if_met_by=day("2009-01-01"))


def test_a_fixed_date_holds_if_the_condition_was_met_by_then() -> None:
    assert steps_of(on_deposit(KIGALI, "2017-11-17")) == [("trigger", "2017-11-17"), ("fixed-date", "2019-01-01")]


def test_a_fixed_date_holds_if_the_condition_is_met_on_the_day_itself() -> None:
    assert on_deposit(KIGALI, "2019-01-01").on == day("2019-01-01")
    assert on_deposit(KIGALI, "2019-01-02").on == day("2019-04-02")


def test_a_fixed_date_missed_leaves_the_fallback() -> None:
    assert steps_of(on_deposit(LISBON, "2009-11-13")) == [
        ("trigger", "2009-11-13"),
        ("first-of-nth-month", "2009-12-01"),
    ]


# --- after another instrument -------------------------------------------------------------------------------------

MONTREAL = replace(ON_FIRST, after="vienna-1985")


def known(on: str) -> dict[str, object]:
    return {"in_force": {"vienna-1985": day(on)}.get}


def test_a_protocol_waits_for_its_convention() -> None:
    assert steps_of(on_deposit(MONTREAL, "1988-01-01", **known("1988-09-22"))) == [
        ("trigger", "1988-01-01"),
        ("after-other", "1988-09-22"),
    ]


def test_a_protocol_that_comes_later_does_not_wait() -> None:
    assert on_deposit(MONTREAL, "1989-01-01", **known("1988-09-22")).on == day("1989-01-01")


def test_a_convention_whose_day_is_unknown_is_asked_for_beside_what_the_condition_needs() -> None:
    missing = Need(code=NeedCode.OTHER_INSTRUMENT, label="vienna-1985")

    assert on_deposit(MONTREAL, "1989-01-01").needs == (missing,)
    assert apply_rule(MONTREAL, seen("")).needs == (Need(code=NeedCode.COUNT, have=0, need=1), missing)


# --- nothing is guessed -------------------------------------------------------------------------------------------


def test_what_is_not_met_has_no_steps_and_no_day() -> None:
    result = apply_rule(KIGALI, Circumstances(parties=("KZ",), acts=()))

    assert (result.on, result.steps) == (None, ())
    assert result.needs == (Need(code=NeedCode.COUNT, have=0, need=1),)


# --- another day decided on ---------------------------------------------------------------------------------------


def test_a_decision_goes_before_the_rule_whether_sooner_or_later() -> None:
    rule = c.ForceRule(condition=c.InstrumentsExchanged(), offset=NINETY_DAYS, decided_by="the parties")

    without, sooner, alone = (
        apply_rule(rule, seen(acts))
        for acts in (
            "2012-02-21 exchange KZ",
            "2012-02-21 exchange KZ\n2012-03-15 decision KZ",
            "2012-03-15 decision KZ",
        )
    )

    assert steps_of(without)[-1] == ("period", "2012-05-21")
    assert steps_of(sooner) == [("decided", "2012-03-15")]
    assert steps_of(alone) == [("decided", "2012-03-15")]


def test_without_a_decision_what_is_missing_is_what_the_rule_asks_for() -> None:
    rule = c.ForceRule(condition=c.InstrumentsExchanged(), decided_by="the parties")

    assert [need.code for need in apply_rule(rule, seen("")).needs] == [NeedCode.EXCHANGE]
