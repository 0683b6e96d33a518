from __future__ import annotations

import pytest

from igc_tracker.derive.entry_into_force import ForceState
from igc_tracker.derive.standing import Standing, derive_standing
from igc_tracker.domain.clauses import (
    AmendmentRule,
    AmendmentWay,
    ForceRule,
    LastNotification,
    Offset,
    Period,
    Rule,
    Unit,
)
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument, Relation
from support import agreement, day

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


@pytest.mark.parametrize("way", [AmendmentWay.TACIT, AmendmentWay.OPT_OUT])
def test_what_silence_brings_is_not_computed(way: AmendmentWay) -> None:
    rule = AmendmentRule(way=way, window=Period(number=12, unit=Unit.MONTH))

    force = standing_of(parent(rule), "2018-08-22 signed", as_of="2026-01-01").entry_into_force

    assert (force.state, force.on) == (ForceState.NOT_RECORDED, None)


def test_without_a_clause_on_amendments_nothing_is_taken_over() -> None:
    facts = "2018-08-22 signed\n2020-03-01 notification-received"

    assert standing_of(parent(None), facts, as_of="2026-01-01").entry_into_force.state is ForceState.NOT_RECORDED
