from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.derive.bound import BoundPeriod, derive_bound
from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.domain.clauses import Deposits, ForceRule, Offset, Period, TermRule, Unit, WithdrawalRule
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument
from support import agreement, day, on, treaty

SIX_MONTHS = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH))
LEAVING = FinalClause(topic=ClauseTopic.WITHDRAWAL, rule=SIX_MONTHS)
THREE = ("KZ", "RU", "AE")


def multilateral(facts: str, *clauses: FinalClause) -> Instrument:
    """Return a treaty of three, in force since 2000."""
    return agreement(facts=f"2000-01-01 entered-into-force\n{facts}", parties=THREE, clauses=clauses)


def bound(instrument: Instrument, *, as_of: str = "2026-06-01") -> dict[str, BoundPeriod]:
    standing = derive_standing(instrument, as_of=day(as_of))
    assert standing is not None
    facts = facts_counting(instrument, as_of=day(as_of))
    return derive_bound(instrument, facts, as_of=day(as_of), force=standing.entry_into_force.on, others={})


def code_of(instrument: Instrument, *, as_of: str = "2026-06-01") -> StandingCode:
    standing = derive_standing(instrument, as_of=day(as_of))
    assert standing is not None
    return standing.code


def test_a_party_that_left_is_bound_until_the_effect_of_its_notice_and_the_others_are_bound_on() -> None:
    left = multilateral("2025-06-27 denounced KZ", LEAVING)

    found = bound(left)

    assert found["KZ"] == BoundPeriod(
        on=on("2000-01-01"), until=on("2025-12-27"), own=True, because="denounced-kz-2025-06-27"
    )
    assert (found["RU"].until, found["AE"].until) == (None, None)
    assert code_of(left) is StandingCode.IN_FORCE


@pytest.mark.parametrize(("as_of", "over"), [("2025-12-26", False), ("2025-12-27", True)])
def test_the_period_is_half_open(as_of: str, *, over: bool) -> None:
    found = bound(multilateral("2025-06-27 denounced KZ", LEAVING), as_of=as_of)

    assert found["KZ"].is_over(day(as_of)) is over


def test_of_a_notice_known_by_its_month_the_end_is_a_range_and_over_when_it_surely_is() -> None:
    found = bound(multilateral("2025-06 denounced KZ", LEAVING))["KZ"]

    assert found.until == on("2025-12-01..2025-12-30")
    assert (found.is_over(day("2025-12-29")), found.is_over(day("2025-12-30"))) == (False, True)


def test_without_a_clause_the_end_is_not_settled_and_nobody_is_said_to_be_free() -> None:
    found = bound(multilateral("2024-06-27 denounced KZ"))["KZ"]

    assert (found.until, found.settled, found.is_over(day("2026-06-01"))) == (on("2025-06-27"), False, False)


def test_a_revoked_notice_leaves_the_party_bound() -> None:
    facts = "2025-06-27 denounced KZ\n2025-10-01 denunciation-revoked KZ"

    assert bound(multilateral(facts, LEAVING))["KZ"].until is None


def test_who_left_may_come_back_and_is_bound_again() -> None:
    clause = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=ForceRule(condition=Deposits(count=2)))
    facts = "1999-01-01 instrument-deposited KZ\n1999-02-01 instrument-deposited RU\n2010-01-01 denounced KZ"
    back = multilateral(f"{facts}\n2015-05-05 instrument-deposited KZ", clause, LEAVING)

    assert bound(back)["KZ"] == BoundPeriod(on=on("2015-05-05"))
    assert bound(back, as_of="2012-01-01")["KZ"].until == on("2010-07-01")


def test_who_comes_back_waits_as_later_parties_do() -> None:
    rule = ForceRule(condition=Deposits(count=2))
    facts = "1999-01-01 instrument-deposited KZ\n1999-02-01 instrument-deposited RU\n2010-01-01 denounced KZ"
    back = treaty(
        rule,
        f"{facts}\n2015-05-05 instrument-deposited KZ",
        parties="KZ RU AE",
        later=Offset(period=Period(number=30, unit=Unit.DAY)),
    )

    assert bound(replace(back, clauses=(*back.clauses, LEAVING)))["KZ"].on == on("2015-06-04")


def test_an_end_recorded_of_one_party_ends_it_for_that_party_alone() -> None:
    ended = multilateral("2020-05-01 terminated RU")

    assert bound(ended)["RU"].until == on("2020-05-01")
    assert bound(ended)["KZ"].until is None
    assert code_of(ended) is StandingCode.IN_FORCE


def test_the_end_of_the_treaty_is_the_end_for_every_party_still_bound() -> None:
    ended = multilateral("2010-01-01 denounced KZ\n2020-05-01 terminated", LEAVING)

    assert {party: period.until for party, period in bound(ended).items()} == {
        "KZ": on("2010-07-01"),
        "RU": on("2020-05-01"),
        "AE": on("2020-05-01"),
    }


def test_a_term_that_runs_out_is_the_end_for_all() -> None:
    rule = TermRule(term=Period(number=5, unit=Unit.YEAR))
    found = bound(multilateral("", FinalClause(topic=ClauseTopic.DURATION, rule=rule)))

    assert {(period.until, period.own) for period in found.values()} == {(on("2005-01-01"), False)}


def test_a_notice_between_two_ends_the_treaty_for_both() -> None:
    two = agreement(facts="2000-01-01 entered-into-force\n2025-06-27 denounced KZ", clauses=(LEAVING,))

    assert {(period.until, period.own) for period in bound(two).values()} == {(on("2025-12-27"), False)}
    assert code_of(two) is StandingCode.TERMINATED


@pytest.mark.parametrize("parties", [("KZ", "RU"), THREE])
def test_suspended_by_one_party_it_rests_for_that_party_and_stands_as_such(parties: tuple[str, ...]) -> None:
    resting = agreement(facts="2000-01-01 entered-into-force\n2022-03-01 suspended RU", parties=parties)

    assert {party for party, period in bound(resting).items() if period.suspended} == {"RU"}
    assert code_of(resting) is StandingCode.IN_FORCE


def test_suspended_between_some_parties_it_rests_for_these_until_they_resume() -> None:
    resting = multilateral("2022-03-01 suspended RU\n2022-03-01 suspended KZ\n2023-01-01 resumed KZ")

    assert {party for party, period in bound(resting).items() if period.suspended} == {"RU"}


def test_suspended_as_such_it_rests_for_everybody() -> None:
    assert all(period.suspended for period in bound(multilateral("2022-03-01 suspended")).values())
