from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.derive.conditions import NeedCode, evaluate
from igc_tracker.derive.entry_into_force import ForceState, Forecast, ForecastReason
from igc_tracker.derive.party_force import party_force
from igc_tracker.derive.standing import Standing, derive_standing
from igc_tracker.domain.clauses import (
    AmendmentRule,
    AmendmentWay,
    ForceRule,
    LastNotification,
    Offset,
    Period,
    Rule,
    Share,
    TacitAcceptance,
    Unit,
)
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument, Relation
from support import agreement, day, on, seen

THIRTY_DAYS = Offset(period=Period(number=30, unit=Unit.DAY))
NOTES = ForceRule(condition=LastNotification(), offset=THIRTY_DAYS)


def parent(amendment: AmendmentRule | None, *, parties: tuple[str, ...] = ("KZ", "RU", "AE")) -> Instrument:
    """Return a treaty in force since 2000 for all its parties, amended as its clause says."""
    rules: list[tuple[ClauseTopic, Rule]] = [(ClauseTopic.ENTRY_INTO_FORCE, NOTES)]
    if amendment is not None:
        rules.append((ClauseTopic.AMENDMENT, amendment))
    clauses = tuple(FinalClause(topic=topic, rule=rule) for topic, rule in rules)
    return agreement("parent", facts="2000-01-01 entered-into-force", parties=parties, clauses=clauses)


def standing_of(amended: Instrument, facts: str, *, as_of: str) -> Standing:
    """Return where a protocol that amends ``amended`` and has no clause of its own stands."""
    protocol = agreement("protocol", facts=facts, parties=amended.parties, links=((Relation.AMENDS, amended.ref),))
    standing = derive_standing(protocol, as_of=day(as_of), others={"parent": amended, "protocol": protocol})
    assert standing is not None
    return standing


def test_an_amendment_may_enter_into_force_by_the_procedure_of_what_it_amends() -> None:
    same = AmendmentRule(way=AmendmentWay.SAME_PROCEDURE)
    facts = "2018-08-22 signed\n2020-03-01 notification-received"

    assert standing_of(parent(same), facts, as_of="2020-03-01").entry_into_force.on is not None
    assert str(standing_of(parent(same), facts, as_of="2020-03-01").entry_into_force.on) == "2020-03-31"


@pytest.mark.parametrize(
    ("way", "numerator", "denominator", "on"),
    [(AmendmentWay.FRACTION, 2, 3, "2019-02-01"), (AmendmentWay.ALL, 1, 1, "2019-03-01")],
)
def test_a_fraction_or_all_of_the_parties_may_have_to_accept(
    way: AmendmentWay, numerator: int, denominator: int, on: str
) -> None:
    rule = AmendmentRule(way=way, numerator=numerator, denominator=denominator)
    facts = (
        "2018-08-22 signed\n2019-01-01 instrument-deposited KZ\n"
        "2019-02-01 instrument-deposited RU\n2019-03-01 instrument-deposited AE"
    )

    assert str(standing_of(parent(rule), facts, as_of="2020-01-01").entry_into_force.on) == on


SIX_MONTHS_TO_OBJECT = AmendmentRule(
    way=AmendmentWay.TACIT,
    numerator=1,
    denominator=3,
    window=Period(number=6, unit=Unit.MONTH),
    offset=Offset(period=Period(number=6, unit=Unit.MONTH)),
)
TO_DECLINE = replace(SIX_MONTHS_TO_OBJECT, way=AmendmentWay.OPT_OUT)
FIVE = ("KZ", "RU", "AE", "BY", "UZ")


def test_silence_makes_an_amendment_accepted_when_the_time_for_objections_has_run() -> None:
    amended = parent(SIX_MONTHS_TO_OBJECT, parties=FIVE)
    facts = "2018-01-10 circulated\n2018-05-01 objected KZ"

    force = standing_of(amended, facts, as_of="2018-07-10").entry_into_force

    assert (force.state, str(force.on)) == (ForceState.SCHEDULED, "2019-01-10")


def test_while_objections_may_still_come_the_day_is_a_forecast_and_no_result() -> None:
    amended = parent(SIX_MONTHS_TO_OBJECT, parties=FIVE)

    force = standing_of(amended, "2018-01-10 circulated", as_of="2018-07-09").entry_into_force

    assert (force.state, force.on) == (ForceState.NOT_COMPUTABLE, None)
    assert force.forecast == Forecast(on=on("2019-01-10"), reasons=(ForecastReason.SILENCE,))


def test_enough_objections_in_time_stop_it_and_late_ones_do_not() -> None:
    amended = parent(SIX_MONTHS_TO_OBJECT, parties=FIVE)
    in_time = "2018-01-10 circulated\n2018-05-01 objected KZ\n2018-07-10 objected RU"
    one_late = "2018-01-10 circulated\n2018-05-01 objected KZ\n2018-07-11 objected RU"
    taken_back = f"{in_time}\n2018-07-10 objection-withdrawn RU"

    stopped = standing_of(amended, in_time, as_of="2020-01-01").entry_into_force

    assert [(m.need.code, m.need.have, m.need.need) for m in stopped.missing if m.need] == [(NeedCode.OBJECTED, 2, 2)]
    assert str(standing_of(amended, one_late, as_of="2020-01-01").entry_into_force.on) == "2019-01-10"
    assert str(standing_of(amended, taken_back, as_of="2020-01-01").entry_into_force.on) == "2019-01-10"


@pytest.mark.parametrize(("more_than", "stops"), [(False, True), (True, False)])
def test_a_third_is_not_more_than_a_third(more_than: bool, stops: bool) -> None:  # noqa: FBT001  # as the table reads
    amended = parent(replace(SIX_MONTHS_TO_OBJECT, more_than=more_than))
    facts = "2018-01-10 circulated\n2018-05-01 objected KZ"

    assert (standing_of(amended, facts, as_of="2020-01-01").entry_into_force.on is None) is stops


def test_who_declines_an_annex_is_not_bound_and_the_others_are() -> None:
    amended = parent(TO_DECLINE, parties=FIVE)
    jotted = "2018-01-10 circulated\n2018-05-01 objected KZ\n2018-05-01 objected RU\n2020-02-02 objection-withdrawn RU"
    annex = agreement("annex", facts=jotted, parties=FIVE, links=((Relation.AMENDS, "parent"),))

    bound = party_force(annex, as_of=day("2021-01-01"), others={"parent": amended, "annex": annex})

    since = {party: str(on) for party, on in bound.items()}
    assert since == {"RU": "2020-02-02", "AE": "2019-01-10", "BY": "2019-01-10", "UZ": "2019-01-10"}


def test_without_the_day_of_circulation_nothing_can_be_told() -> None:
    force = standing_of(parent(TO_DECLINE), "2018-08-22 signed", as_of="2026-01-01").entry_into_force

    assert [missing.need.code for missing in force.missing if missing.need] == [NeedCode.START]
    assert force.forecast is None


@pytest.mark.parametrize("way", [AmendmentWay.TACIT, AmendmentWay.OPT_OUT])
def test_a_clause_on_silence_without_a_time_for_objections_gives_nothing(way: AmendmentWay) -> None:
    force = standing_of(parent(AmendmentRule(way=way)), "2018-08-22 signed", as_of="2026-01-01").entry_into_force

    assert (force.state, force.on) == (ForceState.NOT_RECORDED, None)


def test_objections_may_be_weighed_and_a_missing_table_is_named() -> None:
    tonnage = Share(label="tonnage", percent=50, weights={"KZ": 20.0, "RU": 35.0})
    rule = TacitAcceptance(by=day("2018-07-01"), shares=(tonnage,))
    unknown = replace(rule, shares=(replace(tonnage, weights=None),))
    heavy = seen("2018-05-01 objection KZ\n2018-05-01 objection RU")
    light = seen("2018-05-01 objection KZ")

    assert [(need.code, need.have) for need in evaluate(rule, heavy).needs] == [(NeedCode.OBJECTED, 55.0)]
    assert evaluate(rule, light).on == day("2018-07-01")
    assert [need.code for need in evaluate(unknown, light).needs] == [NeedCode.WEIGHTS]
    assert evaluate(unknown, seen("")).on == day("2018-07-01")


def test_without_a_clause_on_amendments_nothing_is_taken_over() -> None:
    facts = "2018-08-22 signed\n2020-03-01 notification-received"

    assert standing_of(parent(None), facts, as_of="2026-01-01").entry_into_force.state is ForceState.NOT_RECORDED
