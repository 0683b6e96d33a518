from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.checks import derive_findings
from igc_tracker.derive.conditions import NeedCode
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.derive.withdrawal import WithdrawalStanding, derive_withdrawals, earliest_notice, effect_of
from igc_tracker.domain.clauses import Basis, EffectOfNotice, Period, TermRule, Unit, WithdrawalRule
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument
from support import agreement, day, on

SIX_MONTHS = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH))
ONE_YEAR = WithdrawalRule(notice=Period(number=1, unit=Unit.YEAR))


def denounced(rule: WithdrawalRule | None, facts: str, *, parties: tuple[str, ...] = ("KZ", "RU")) -> Instrument:
    """Return a treaty in force since 2000 with that rule on withdrawal, and notices given."""
    clauses = () if rule is None else (FinalClause(topic=ClauseTopic.WITHDRAWAL, rule=rule),)
    return agreement(facts=f"2000-01-01 entered-into-force\n{facts}", parties=parties, clauses=clauses)


def with_term(treaty: Instrument) -> Instrument:
    """Return the treaty renewed by five years unless notice is given six months before."""
    five_years = Period(number=5, unit=Unit.YEAR)
    rule = TermRule(term=five_years, renewal=five_years, notice=SIX_MONTHS.notice)
    return replace(treaty, clauses=(*treaty.clauses, FinalClause(topic=ClauseTopic.DURATION, rule=rule)))


def notices(
    instrument: Instrument, *, force: str = "2000-01-01", as_of: str = "2026-01-01"
) -> tuple[WithdrawalStanding, ...]:
    facts = facts_counting(instrument, as_of=day(as_of))
    return derive_withdrawals(instrument, facts, force=on(force))


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
    assert effect_of(rule, day(given)) == day(effect)


@pytest.mark.parametrize(
    ("given", "effect"), [("2020-06-30", "2021-01-01"), ("2026-07-01", "2027-01-01"), ("2020-07-02", "2022-01-01")]
)
def test_some_notices_take_effect_on_the_next_1_january(given: str, effect: str) -> None:
    # a period that ends exactly on 1 January takes effect that day: the year after the notice has begun
    rule = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH), effect=EffectOfNotice.NEXT_1_JANUARY)

    assert effect_of(rule, day(given)) == day(effect)


def test_a_notice_on_1_january_without_a_period_waits_for_the_next_one() -> None:
    assert effect_of(WithdrawalRule(effect=EffectOfNotice.NEXT_1_JANUARY), day("2020-01-01")) == day("2021-01-01")


@pytest.mark.parametrize(
    ("given", "effect"),
    [
        ("2025-01-01", "2026-08-29"),
        ("2026-02-28", "2026-08-29"),
        ("2026-03-01", "2031-08-29"),  # too late for that end, in time for the next
        ("2026-02..2026-03", None),
    ],
)
def test_some_notices_take_effect_at_the_end_of_the_period_they_are_in_time_for(given: str, effect: str | None) -> None:
    rule = WithdrawalRule(notice=SIX_MONTHS.notice, effect=EffectOfNotice.END_OF_TERM)

    (found,) = notices(with_term(denounced(rule, f"{given} denounced KZ")), force="2021-08-29", as_of="2026-12-01")

    assert found.on == (on(effect) if effect else None)
    assert [need.label for need in found.needs] == ([] if effect else ["denounced"])


def test_the_end_of_a_term_nobody_recorded_is_not_computable() -> None:
    rule = WithdrawalRule(effect=EffectOfNotice.END_OF_TERM)

    (found,) = notices(denounced(rule, "2025-01-01 denounced KZ"))

    assert found.on is None
    assert [(need.code, need.label) for need in found.needs] == [(NeedCode.CLAUSE, "duration")]


def test_a_treaty_that_is_renewed_unless_notice_is_given_needs_no_assumption() -> None:
    treaty = with_term(denounced(None, "2025-03-01 denounced KZ", parties=("KZ", "RU", "AE")))

    (found,) = notices(treaty, force="2021-08-29")

    assert (found.on, found.assumed, found.denies_renewal) == (on("2026-08-29"), False, True)


def test_a_treaty_without_a_term_that_names_a_notice_ends_after_that_notice() -> None:
    # Russia and Kazakhstan, Minsk 1998: indefinite, ends six months after notice
    clause = FinalClause(topic=ClauseTopic.DURATION, rule=TermRule(notice=SIX_MONTHS.notice))
    treaty = replace(denounced(None, "2025-03-01 denounced KZ"), clauses=(clause,))

    (found,) = notices(treaty)

    assert (found.on, found.assumed, found.ends_treaty) == (on("2025-09-01"), False, True)


def test_a_clause_that_cannot_be_read_gives_no_effect_and_no_assumption() -> None:
    clause = FinalClause(topic=ClauseTopic.WITHDRAWAL, unread={"notice": "half a year"})
    treaty = replace(denounced(None, "2025-03-01 denounced KZ"), clauses=(clause,))

    (found,) = notices(treaty)

    assert (found.on, found.assumed) == (None, False)
    assert [(need.code, need.label) for need in found.needs] == [(NeedCode.CLAUSE, "withdrawal")]


def test_without_a_clause_twelve_months_are_assumed_and_said_to_be() -> None:
    (found,) = notices(denounced(None, "2025-03-01 denounced KZ"))

    assert (found.on, found.assumed) == (on("2026-03-01"), True)


def test_a_revoked_notice_takes_no_effect() -> None:
    assert notices(denounced(SIX_MONTHS, "2025-03-01 denounced KZ\n2025-04-01 denunciation-revoked KZ")) == ()


def test_a_notice_before_the_clause_allows_it_is_told() -> None:
    rule = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH), not_before=Period(number=5, unit=Unit.YEAR))

    early, in_time = (notices(denounced(rule, f"{given} denounced KZ"))[0] for given in ("2004-12-31", "2005-01-01"))

    assert (early.too_early, in_time.too_early) == (True, False)


def test_a_notice_known_only_by_its_month_takes_effect_within_as_long() -> None:
    (found,) = notices(denounced(SIX_MONTHS, "2025-03 denounced KZ"))

    assert found.on == on("2025-09-01..2025-09-30")


def test_an_undated_notice_is_missing_its_day() -> None:
    (found,) = notices(denounced(SIX_MONTHS, "undated denounced KZ"), as_of="2027-01-01")

    assert found.on is None
    assert [need.code for need in found.needs] == [NeedCode.DAY]


def test_the_earliest_notice_is_counted_from_the_entry_into_force() -> None:
    rule = WithdrawalRule(notice=SIX_MONTHS.notice, not_before=Period(number=5, unit=Unit.YEAR))

    assert earliest_notice(denounced(rule, ""), on("2000-01")) == on("2005-01-01..2005-01-31")
    assert earliest_notice(denounced(SIX_MONTHS, ""), on("2000-01")) is None
    assert earliest_notice(denounced(rule, ""), None) is None


def test_a_notice_that_may_have_come_in_time_is_not_said_to_be_early() -> None:
    rule = WithdrawalRule(notice=SIX_MONTHS.notice, not_before=Period(number=5, unit=Unit.YEAR))

    (found,) = notices(denounced(rule, "2005-01-10 denounced KZ"), force="2000-01")

    assert not found.too_early


@pytest.mark.parametrize(("revoked", "stand"), [("2025-08-31", 0), ("2025-09-01", 1), ("2025-08", 0), ("2025-09", 1)])
def test_a_notice_is_revoked_before_it_takes_effect_or_not_at_all(revoked: str, stand: int) -> None:
    facts = f"2025-03-01 denounced KZ\n{revoked} denunciation-revoked KZ"

    assert len(notices(denounced(SIX_MONTHS, facts))) == stand


def test_a_notice_revoked_perhaps_in_time_and_perhaps_not_has_no_effect_that_can_be_told() -> None:
    facts = "2025-03-01 denounced KZ\n2025-08-31..2025-09-02 denunciation-revoked KZ"

    (found,) = notices(denounced(SIX_MONTHS, facts))

    assert found.on is None
    assert [need.label for need in found.needs] == [FactKind.DENUNCIATION_REVOKED]


@pytest.mark.parametrize(
    ("stated", "effect"),
    [("2026-12-31", "2026-12-31"), ("2025-06-01", "2025-09-01"), ("2025-08..2025-10", "2025-09-01..2025-10-31")],
)
def test_a_notice_may_name_a_later_day_of_effect_and_no_earlier_one(stated: str, effect: str) -> None:
    treaty = denounced(SIX_MONTHS, "2025-03-01 denounced KZ")
    treaty = replace(treaty, facts=tuple(replace(fact, effective_on=on(stated)) for fact in treaty.facts))

    (found,) = notices(treaty)

    assert found.on == on(effect)


@pytest.mark.parametrize(
    ("basis", "sent", "received", "effect", "from_dispatch"),
    [
        (Basis.RECEIPT, "2025-03-05", "2025-03-20", "2025-09-20", False),
        (Basis.RECEIPT, "2025-03-05", None, "2025-09-05", True),
        (Basis.RECEIPT, "2025-03-01", None, "2025-09-05", False),  # its own day is another one
        (Basis.RECEIPT, None, None, "2025-09-05", False),
        (Basis.DISPATCH, "2025-03-01", "2025-03-20", "2025-09-01", False),
        (Basis.DISPATCH, None, "2025-03-20", "2025-09-05", False),
        (Basis.NOTE_DATE, "2025-03-05", "2025-03-20", "2025-08-25", False),
    ],
)
def test_a_notice_counts_from_the_day_the_clause_names(
    basis: Basis, sent: str | None, received: str | None, effect: str, *, from_dispatch: bool
) -> None:
    treaty = denounced(replace(SIX_MONTHS, basis=basis), "2025-03-05 denounced KZ")
    force, note = treaty.facts
    note = replace(
        note,
        document_date=on("2025-02-25"),
        sent_on=on(sent) if sent else None,
        received_on=on(received) if received else None,
    )

    (found,) = notices(replace(treaty, facts=(force, note)))

    assert (found.on, found.from_dispatch) == (on(effect), from_dispatch)


def test_a_notice_known_only_by_its_dispatch_ends_no_treaty() -> None:
    treaty = denounced(SIX_MONTHS, "2025-03-05 denounced KZ")
    force, note = treaty.facts
    only_sent = replace(treaty, facts=(force, replace(note, sent_on=note.on)))

    ended, open_ = (derive_standing(each, as_of=day("2026-01-01")) for each in (treaty, only_sent))

    assert ended is not None
    assert open_ is not None
    assert (ended.code, open_.code) == (StandingCode.TERMINATED, StandingCode.IN_FORCE)
    assert [each.code for each in derive_findings(only_sent, open_)] == ["counted-from-dispatch"]


def test_what_is_odd_about_a_notice_is_told() -> None:
    rule = replace(SIX_MONTHS, not_before=Period(number=50, unit=Unit.YEAR))
    treaty = denounced(rule, "2025-03-05 denounced KZ")
    force, note = treaty.facts
    treaty = replace(treaty, facts=(force, replace(note, sent_on=on("2025-03-05"), received_on=on("2025-03-04"))))
    standing = derive_standing(treaty, as_of=day("2025-04-01"))
    assert standing is not None

    assert [each.code for each in derive_findings(treaty, standing)] == ["note-days-reversed", "notice-too-early"]


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
