"""Statutory periods in words: how one stands, what is missing, each step of its arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.statutory import PeriodNeedCode, PeriodState, PeriodStepCode
from igc_tracker.domain.procedures import Anchor, DayCount
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.derive.statutory import PeriodNeed, PeriodStep, StatutoryPeriod
    from igc_tracker.wording.words import Words

ANCHOR: Mapping[Anchor, str] = {
    Anchor.PLANNED_SIGNATURE_DATE: N_("planned signature"),
    Anchor.SIGNATURE_DATE: N_("signature"),
    Anchor.RECEIVED_BY_UPPER_HOUSE: N_("receipt by the upper house"),
    Anchor.LAW_RECEIVED_BY_PRESIDENT: N_("receipt of the law by the President"),
    Anchor.FIRST_OFFICIAL_PUBLICATION: N_("first official publication"),
    Anchor.DOCUMENTS_CONFIRMING_EIF_RECEIVED: N_("receipt of the documents that confirm entry into force"),
    Anchor.PROVISIONAL_APPLICATION_START: N_("start of provisional application"),
    Anchor.LAID_BEFORE_PARLIAMENT: N_("laying before parliament"),
    Anchor.PERIOD_A_END: N_("end of the first period"),
    Anchor.STATEMENT_LAID: N_("laying of the statement"),
    Anchor.ENTRY_INTO_FORCE: N_("entry into force"),
    Anchor.MONTH_END: N_("end of the month"),
}

DAY_COUNT: Mapping[DayCount, str] = {
    DayCount.CALENDAR: N_("calendar days"),
    DayCount.WORKING: N_("working days"),
    DayCount.SITTING: N_("sitting days"),
}

PERIOD_NEED: Mapping[PeriodNeedCode, str] = {
    PeriodNeedCode.ANCHOR: N_("the day of: {anchor}"),
    PeriodNeedCode.ANCHOR_DAY: N_("a day to count from (recorded without one): {anchor}"),
    PeriodNeedCode.CALENDAR: N_("the calendar of {days} for {year}: {party}"),
    PeriodNeedCode.RULE: N_("a rule for counting a period of {days}"),
}

PERIOD_STEP: Mapping[PeriodStepCode, str] = {
    PeriodStepCode.ANCHOR: N_("counted from this day, which is not counted itself"),
    PeriodStepCode.FIRST_DAY: N_("the first day that counts"),
    PeriodStepCode.AFTER: N_("the last day of the period"),
    PeriodStepCode.BEFORE: N_("the last day, counted back"),
    PeriodStepCode.SHORT_MONTH: N_("the last day of a month that has no such day (ETS 76, article 4(2))"),
    PeriodStepCode.MONTH_END: N_("the last day of the month"),
}


OVER = {
    PeriodState.MET: N_("met; last day: {date}"),
    PeriodState.LAPSED: N_("not used; last possible day: {date}"),
}


def period_standing(period: StatutoryPeriod, words: Words) -> str:
    """Return how a period stands: due in 12 days, by 3 Mar 2026; a question mark where another state is possible."""
    said = _said(period, words)
    return said if period.settled else f"{said} ?"


def _said(period: StatutoryPeriod, words: Words) -> str:
    date = words.on(period.on)
    number = period.days or 0
    match period.state:
        case PeriodState.LATE:
            return words.count(
                "{number} day late; last day: {date}", "{number} days late; last day: {date}", number, date=date
            )
        case PeriodState.DUE:
            return words.count(
                "due in {number} day; last day: {date}", "due in {number} days; last day: {date}", number, date=date
            )
        case PeriodState.OVERDUE:
            return words.count(
                "overdue by {number} day; last day: {date}",
                "overdue by {number} days; last day: {date}",
                number,
                date=date,
            )
        case PeriodState.WAITING:
            return words.count(
                "runs for {number} more day; last day: {date}",
                "runs for {number} more days; last day: {date}",
                number,
                date=date,
            )
        case PeriodState.MET | PeriodState.LAPSED:
            return words(OVER[period.state], date=date)
        case PeriodState.NOT_COMPUTABLE:
            return _not_computable(period, words)


def _not_computable(period: StatutoryPeriod, words: Words) -> str:
    missing = "; ".join(period_need(need, words) for need in period.needs)
    if period.hint is None:
        return words(N_("not computable; missing: {missing}"), missing=missing)
    hint = words.day(period.hint)
    if any(step.code is PeriodStepCode.BEFORE for counted in period.counted for step in counted.steps):
        return words(N_("not computable; missing: {missing}; last day not after {date}"), missing=missing, date=hint)
    return words(N_("not computable; missing: {missing}; last day not before {date}"), missing=missing, date=hint)


def period_need(need: PeriodNeed, words: Words) -> str:
    """Return one thing that is missing, named so that somebody can go and find it."""
    return words(
        PERIOD_NEED[need.code],
        anchor=words(ANCHOR[need.anchor]),
        days=words(DAY_COUNT[need.days]),
        year=need.year or "",
        party=words.party(need.party) if need.party else "",
    )


def period_step(step: PeriodStep, words: Words) -> str:
    """Return one step of the arithmetic, with the days that were passed over."""
    said = words(PERIOD_STEP[step.code])
    if not step.passed_over:
        return said
    over = words.count("{number} day not counted", "{number} days not counted", step.passed_over)
    return f"{said} ({over})"
