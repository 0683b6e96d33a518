from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.actions.report_weekly import WeeklyReport, report_weekly
from igc_tracker.actions.strike_fact import strike_fact
from igc_tracker.derive.period import Period, week_of
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.errors import BadPeriodError
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import Instrument, InstrumentKind, Relation, Unlock, UnlockedBy
from support import RECORDED_AT, agreement, day, invocation, memory_store, on, struck, timeline

LONG_AGO = RECORDED_AT.replace(year=2019)
W34 = week_of("2018-W34")
BUDGET = Unlock(by=UnlockedBy.SIGNATURE, what={"ru": "бюджетное финансирование"}, project="baiterek")
FORCE = Unlock(by=UnlockedBy.ENTRY_INTO_FORCE, what={"ru": "аренда"})


def report(*instruments: Instrument, period: Period = W34, query: str | None = None) -> WeeklyReport:
    return report_weekly(memory_store(*instruments), period, query=query)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadPeriodError):
        report(agreement(), period=Period(first=day("2018-08-26"), last=day("2018-08-20")))


def test_what_happened_in_the_period_is_told_with_the_standing_at_both_ends() -> None:
    protocol = agreement("protocol", facts="2017-12-29 cleared-to-sign\n2018-08-22 signed KZ\n2018-08-22 signed RU")

    (changed,) = report(protocol, agreement("quiet", facts="1994-03-28 signed")).changed

    assert changed.ref == "protocol"
    assert (changed.before, changed.after) == (StandingCode.READY_FOR_SIGNATURE, StandingCode.SIGNED)
    assert [fact.id for fact in changed.facts] == ["signed-kz-2018-08-22", "signed-ru-2018-08-22"]


def test_what_began_to_exist_has_no_standing_before() -> None:
    (changed,) = report(agreement(facts="2018-08-22 proposed KZ")).changed

    assert (changed.before, changed.after) == (None, StandingCode.PROPOSED)


def test_a_standing_that_changes_by_itself_is_told_without_facts() -> None:
    planned = agreement(facts="2018-01-01 signed\n2018-01-02 planned - entered-into-force 2018-08-21")

    (changed,) = report(planned).changed

    assert (changed.before, changed.after, changed.facts) == (
        StandingCode.ENTRY_INTO_FORCE_SCHEDULED,
        StandingCode.SIGNED,
        (),
    )


def test_what_was_unlocked_in_the_period_is_told_once() -> None:
    protocol = agreement(
        facts="2017-12-29 cleared-to-sign\n2018-08-22 signed\n2018-09-01 entered-into-force",
        unlocks=(BUDGET, FORCE),
    )

    (signed,) = report(protocol).changed
    (in_force,) = report(protocol, period=Period(first=day("2018-08-27"), last=day("2018-09-02"))).changed

    assert [unlock.what for unlock in signed.unlocked] == [BUDGET.what]
    assert [unlock.what for unlock in in_force.unlocked] == [FORCE.what]


def test_a_fact_of_earlier_days_recorded_in_the_period_is_a_discovery() -> None:
    early = timeline("2018-08-01 signed", recorded_at=LONG_AGO)
    found = timeline(
        "2018-08-10 remark\n2018-08-22 remark", recorded_at=RECORDED_AT.replace(year=2018, month=8, day=23)
    )
    protocol = agreement(facts=early + found, recorded_at=LONG_AGO)

    answer = report(protocol)

    assert [each.fact.id for each in answer.discoveries] == ["remark-2018-08-10"]
    assert [fact.id for fact in answer.changed[0].facts] == ["remark-2018-08-22"]


def test_a_fact_struck_in_the_period_is_a_correction() -> None:
    (signed,) = timeline("2018-08-01 signed", recorded_at=LONG_AGO)
    wrong = struck(signed, at=RECORDED_AT.replace(year=2018, month=8, day=21))

    assert [each.fact for each in report(agreement(facts=(wrong,))).discoveries] == [wrong]
    assert report(agreement(facts=(wrong,)), period=week_of("2018-W35")).discoveries == ()


def test_last_weeks_report_can_be_printed_again_as_it_was() -> None:
    store = memory_store(agreement("protocol", facts="2017-12-29 cleared-to-sign", recorded_at=LONG_AGO))
    week = week_of("2026-W47")
    record_fact(store, "protocol", NewFact(kind=FactKind.SIGNED, on=on("2026-11-18")), invocation("2026-11-19"))
    printed = report_weekly(store, week)
    record_fact(store, "protocol", NewFact(kind=FactKind.REMARK, on=on("2026-11-20")), invocation("2026-11-24"))
    strike_fact(store, "protocol", "signed", "initialled only", invocation("2026-11-24"))

    assert report_weekly(store, week, known_on=week.last) == printed
    assert report_weekly(store, week) != printed
    assert [each.fact.id for each in report_weekly(store, week_of("2026-W48")).discoveries] == [
        "signed-2026-11-18",
        "remark-2026-11-20",
    ]


def test_standings_are_counted_in_the_order_of_an_instruments_life() -> None:
    answer = report(
        agreement("a", facts="1994-03-28 signed\n1995-01-01 entered-into-force"),
        agreement("b", facts="2004-01-01 signed"),
        agreement("c", facts="2005-01-01 signed"),
        agreement("later", facts="2019-01-01 signed"),
    )

    assert list(answer.by_standing.items()) == [(StandingCode.SIGNED, 2), (StandingCode.IN_FORCE, 1)]
    assert answer.total == 3


def test_pending_are_treaties_on_their_way() -> None:
    answer = report(
        agreement("in-force", facts="1994-03-28 entered-into-force"),
        agreement("memorandum", facts="2017-01-01 negotiated", kind=InstrumentKind.MEMORANDUM),
        agreement("signed", facts="2017-01-01 signed"),
    )

    assert [each.ref for each in answer.pending] == ["signed"]


def test_a_query_keeps_the_report_to_its_families() -> None:
    base = agreement("base", facts="2018-08-22 signed")
    protocol = agreement("protocol", facts="2018-08-22 signed", links=[(Relation.AMENDS, "base")])
    other = replace(base, ref="other")

    answer = report(base, protocol, other, query="protocol")

    assert ([each.ref for each in answer.changed], answer.total) == (["base", "protocol"], 2)
