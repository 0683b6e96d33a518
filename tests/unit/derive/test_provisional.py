from __future__ import annotations

import pytest

from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.domain.clauses import Offset, Period, ProvisionalRule, SignedByAll, Unit
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument
from support import agreement, day


def applied(rule: ProvisionalRule, facts: str) -> Instrument:
    return agreement(facts=facts, clauses=(FinalClause(topic=ClauseTopic.PROVISIONAL_APPLICATION, rule=rule),))


def code_of(instrument: Instrument, *, as_of: str) -> StandingCode:
    standing = derive_standing(instrument, as_of=day(as_of))
    assert standing is not None
    return standing.code


FROM_SIGNATURE = ProvisionalRule(condition=SignedByAll())


def test_a_treaty_may_be_applied_from_its_signature() -> None:
    treaty = applied(FROM_SIGNATURE, "2014-08-15 signed KZ\n2014-08-20 signed RU")

    assert code_of(treaty, as_of="2014-08-19") is StandingCode.PARTLY_SIGNED
    assert code_of(treaty, as_of="2014-08-20") is StandingCode.PROVISIONALLY_APPLIED


def test_or_from_a_day_counted_from_it() -> None:
    after_sixty_days = ProvisionalRule(condition=SignedByAll(), offset=Offset(period=Period(number=60, unit=Unit.DAY)))
    treaty = applied(after_sixty_days, "2014-08-15 signed")

    assert code_of(treaty, as_of="2014-10-13") is StandingCode.SIGNED
    assert code_of(treaty, as_of="2014-10-14") is StandingCode.PROVISIONALLY_APPLIED


@pytest.mark.parametrize("end", ["2015-06-01 entered-into-force", "2015-06-01 provisional-application-ended"])
def test_it_ends_with_entry_into_force_or_where_it_is_recorded_to_end(end: str) -> None:
    treaty = applied(FROM_SIGNATURE, f"2014-08-15 signed\n{end}")

    assert code_of(treaty, as_of="2015-05-31") is StandingCode.PROVISIONALLY_APPLIED
    assert code_of(treaty, as_of="2015-06-01") is not StandingCode.PROVISIONALLY_APPLIED


@pytest.mark.parametrize(
    "rule",
    [
        ProvisionalRule(condition=SignedByAll(), until=day("2015-02-15")),
        ProvisionalRule(condition=SignedByAll(), limit=Period(number=6, unit=Unit.MONTH)),
    ],
)
def test_it_ends_at_its_limit(rule: ProvisionalRule) -> None:
    treaty = applied(rule, "2014-08-15 signed")

    assert code_of(treaty, as_of="2015-02-14") is StandingCode.PROVISIONALLY_APPLIED
    assert code_of(treaty, as_of="2015-02-15") is StandingCode.SIGNED


def test_a_treaty_signed_only_perhaps_is_not_said_to_be_applied() -> None:
    assert code_of(applied(FROM_SIGNATURE, "2014-08 signed"), as_of="2014-08-20") is StandingCode.SIGNED


def test_it_ends_where_one_of_two_will_not_become_a_party() -> None:
    facts = "2014-08-15 signed\n2014-12-01 intention-not-to-join RU"
    three = agreement(parties=("KZ", "RU", "AE"), facts=facts, clauses=applied(FROM_SIGNATURE, "").clauses)

    assert code_of(applied(FROM_SIGNATURE, facts), as_of="2014-11-30") is StandingCode.PROVISIONALLY_APPLIED
    assert code_of(applied(FROM_SIGNATURE, facts), as_of="2014-12-01") is StandingCode.SIGNED
    assert code_of(three, as_of="2014-12-01") is StandingCode.PROVISIONALLY_APPLIED
