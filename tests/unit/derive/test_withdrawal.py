from __future__ import annotations

import pytest

from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.derive.term import TermStanding
from igc_tracker.derive.withdrawal import WithdrawalStanding, derive_withdrawals, effect_of
from igc_tracker.domain.clauses import EffectOfNotice, Period, Unit, WithdrawalRule
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument
from support import agreement, day, on

SIX_MONTHS = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH))
ONE_YEAR = WithdrawalRule(notice=Period(number=1, unit=Unit.YEAR))


def denounced(rule: WithdrawalRule | None, facts: str, *, parties: tuple[str, ...] = ("KZ", "RU")) -> Instrument:
    """Return a treaty in force since 2000 with that rule on withdrawal, and notices given."""
    clauses = () if rule is None else (FinalClause(topic=ClauseTopic.WITHDRAWAL, rule=rule),)
    return agreement(facts=f"2000-01-01 entered-into-force\n{facts}", parties=parties, clauses=clauses)


def notices(instrument: Instrument) -> tuple[WithdrawalStanding, ...]:
    facts = facts_counting(instrument, as_of=day("2026-01-01"))
    return derive_withdrawals(instrument, facts, force=on("2000-01-01"), term=None)


@pytest.mark.parametrize(
    ("rule", "given", "effect"),
    [
        (SIX_MONTHS, "2025-06-27", "2025-12-27"),  # Mine Ban Convention: Estonia, Latvia, Lithuania
        (ONE_YEAR, "2016-10-27", "2017-10-27"),  # Rome Statute: Burundi
        (SIX_MONTHS, "2019-02-02", "2019-08-02"),  # INF Treaty
        (SIX_MONTHS, "2019-08-31", "2020-02-29"),
    ],
)
def test_a_notice_takes_effect_when_its_period_has_run(rule: WithdrawalRule, given: str, effect: str) -> None:
    assert effect_of(rule, day(given), None) == day(effect)


@pytest.mark.parametrize(
    ("given", "effect"), [("2020-06-30", "2021-01-01"), ("2020-07-01", "2021-01-01"), ("2020-07-02", "2022-01-01")]
)
def test_some_notices_take_effect_on_the_next_1_january(given: str, effect: str) -> None:
    rule = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH), effect=EffectOfNotice.NEXT_1_JANUARY)

    assert effect_of(rule, day(given), None) == day(effect)


def test_some_notices_take_effect_at_the_end_of_the_running_term() -> None:
    rule = WithdrawalRule(effect=EffectOfNotice.END_OF_TERM)

    assert effect_of(rule, day("2025-01-01"), TermStanding(boundary=day("2026-08-29"))) == day("2026-08-29")
    assert effect_of(rule, day("2025-01-01"), None) is None


def test_without_a_clause_twelve_months_are_assumed_and_said_to_be() -> None:
    (found,) = notices(denounced(None, "2025-03-01 denounced KZ"))

    assert (found.on, found.assumed) == (day("2026-03-01"), True)


def test_a_revoked_notice_takes_no_effect() -> None:
    assert notices(denounced(SIX_MONTHS, "2025-03-01 denounced KZ\n2025-04-01 denunciation-revoked KZ")) == ()


def test_a_notice_before_the_clause_allows_it_is_told() -> None:
    rule = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH), not_before=Period(number=5, unit=Unit.YEAR))

    early, in_time = (notices(denounced(rule, f"{given} denounced KZ"))[0] for given in ("2004-12-31", "2005-01-01"))

    assert (early.too_early, in_time.too_early) == (True, False)


def test_a_notice_without_a_single_day_gives_no_effect() -> None:
    (found,) = notices(denounced(SIX_MONTHS, "2025-03 denounced KZ"))

    assert found.on is None


def test_a_denounced_treaty_of_two_ends_on_the_day_of_effect() -> None:
    treaty = denounced(SIX_MONTHS, "2025-06-27 denounced KZ")

    before, after = (derive_standing(treaty, as_of=day(each)) for each in ("2025-12-26", "2025-12-27"))

    assert before is not None
    assert after is not None
    assert (before.code, after.code) == (StandingCode.IN_FORCE, StandingCode.TERMINATED)


def test_a_treaty_of_three_goes_on_without_the_one_that_left() -> None:
    treaty = denounced(SIX_MONTHS, "2025-06-27 denounced KZ", parties=("KZ", "RU", "AE"))

    standing = derive_standing(treaty, as_of=day("2026-06-01"))

    assert standing is not None
    assert standing.code is StandingCode.IN_FORCE
