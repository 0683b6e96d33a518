from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.actions.report_weekly import WeeklyReport, report_weekly
from igc_tracker.actions.strike_fact import strike_fact
from igc_tracker.derive.period import Period, week_of
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.errors import BadPeriodError
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import Instrument, InstrumentKind, Relation, Unlock, UnlockedBy
from igc_tracker.store.procedures import ProcedureShelf
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


# --- what procedures at home add ----------------------------------------------------------------------------------


class Law:
    """The templates igc brings along, and no calendars."""

    procedures = ProcedureShelf()
    calendars = NoCalendars()


BILL = "2018-01-01 signed\n2018-06-01 submitted-to-parliament KZ Bill\n2018-08-22 lower-house-approved KZ Bill"


def test_a_procedure_that_moved_is_told_with_both_steps() -> None:
    answer = report_weekly(memory_store(agreement(facts=BILL)), W34, Law())
    (changed,) = answer.changed
    (move,) = changed.moves

    assert move.before is not None
    assert move.after is not None
    assert (move.party, move.before.key, move.after.key) == ("KZ", "mazhilis", "senate")
    assert [(line.party, line.moved) for line in answer.progress if line.moved] == [("KZ", 1)]


def test_a_procedure_that_nobody_touched_did_not_move() -> None:
    later = week_of("2018-W40")
    answer = report_weekly(memory_store(agreement(facts=BILL)), later, Law())

    assert answer.changed == ()
    assert [(each.party, each.step.key if each.step else None) for each in answer.procedures] == [
        ("RU", None),
        ("KZ", "senate"),
    ]


def test_a_body_is_told_of_what_it_leads_and_of_the_step_it_is_to_take() -> None:
    led = agreement("led", facts="2018-01-01 signed", lead_bodies={"RU": "Minfin"})
    at_senate = agreement("bill", facts=BILL)
    store = memory_store(led, at_senate, agreement("other", facts="2018-01-01 signed"))

    def told(body: str) -> list[str]:
        return [each.ref for each in report_weekly(store, W34, Law(), body=body).pending]

    assert told("minfin") == ["led"]
    assert told("Сенат") == ["bill"]
    assert told("nobody") == []


def test_a_party_is_told_of_its_own_and_of_what_it_waits_for() -> None:
    ratified = agreement("a", facts="2018-01-01 signed\n2018-02-01 ratified KZ")
    store = memory_store(ratified, agreement("b", facts="2018-01-01 signed", parties=("BY", "RU")))
    kz, ru = (report_weekly(store, W34, Law(), party=party) for party in ("KZ", "RU"))

    assert (kz.total, ru.total) == (1, 2)
    assert {each.party for each in kz.procedures} == {"KZ"}
    assert ([each.party for each in kz.waiting], ru.waiting) == (["RU"], ())


def test_what_replaces_a_struck_fact_is_told_with_it() -> None:
    (wrong,) = timeline("2018-08-01 signed", recorded_at=LONG_AGO)
    in_period = RECORDED_AT.replace(year=2018, month=8, day=23)
    (right,) = timeline("2018-08-02 signed", recorded_at=in_period)
    early = RECORDED_AT.replace(year=2018, month=8, day=2)
    wrong = struck(replace(wrong, recorded_at=early), at=in_period)

    correction, late = report(agreement(facts=(wrong, right), recorded_at=early)).discoveries

    assert (correction.fact, correction.replacement) == (wrong, right)
    assert late.fact == right


def test_figures_are_compared_with_four_and_with_fifty_two_weeks_before() -> None:
    answer = report(
        agreement("a", facts="2018-08-10 signed"),
        agreement("b", facts="2017-01-01 signed\n2018-01-01 entered-into-force"),
    )
    figures = answer.figures

    assert (figures.now.signed, figures.now.in_force) == (1, 1)
    assert (figures.four_weeks_before.signed, figures.four_weeks_before.in_force) == (0, 1)
    assert (figures.year_before.signed, figures.year_before.in_force) == (1, 0)


def test_a_finding_about_a_restricted_instrument_is_not_told() -> None:
    odd = agreement("odd", facts="2018-01-01 signed FR", restricted=True)

    assert report(odd).findings == ()
    shown = report_weekly(memory_store(odd), W34, include_restricted=True)
    assert [each.code for each in shown.findings] == ["fact-of-no-party"]
