from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.conditions import NeedCode
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.derive.term import AtEnd, TermStanding, boundary_after, derive_term
from igc_tracker.domain.clauses import OnDate, OtherInForce, Period, TermRule, Unit
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from support import agreement, day, on

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

SIX_MONTHS = Period(number=6, unit=Unit.MONTH)
FIVE_YEARS = Period(number=5, unit=Unit.YEAR)
RENEWED_BY_FIVES = TermRule(term=FIVE_YEARS, renewal=FIVE_YEARS, notice=SIX_MONTHS)


def treaty_for(rule: TermRule, facts: str = "") -> Instrument:
    """Return a treaty in force since 29 August 2021 whose clause on duration is ``rule``."""
    clause = FinalClause(topic=ClauseTopic.DURATION, rule=rule)
    return agreement(facts=f"2021-08-29 entered-into-force\n{facts}", clauses=(clause,))


def term_of(rule: TermRule, facts: str = "", *, as_of: str, force: str | None = "2021-08-29") -> TermStanding:
    instrument = treaty_for(rule, facts)
    counting = facts_counting(instrument, as_of=day(as_of))
    found = derive_term(instrument, counting, as_of=day(as_of), force=on(force) if force else None)
    assert found is not None
    return found


def test_a_term_ends_at_the_start_of_its_last_boundary() -> None:
    found = term_of(RENEWED_BY_FIVES, as_of="2025-12-01")

    assert (found.starts, found.last_day, found.boundary) == (day("2021-08-29"), day("2026-08-28"), day("2026-08-29"))
    assert found.at_end is AtEnd.RENEWS


def test_the_last_day_for_notice_is_counted_back_with_the_month_clipped() -> None:
    # 29 February 2026 does not exist
    assert term_of(RENEWED_BY_FIVES, as_of="2025-12-01").notice_by == day("2026-02-28")


@pytest.mark.parametrize(
    ("boundary", "last"),
    [("2026-08-29", "2026-02-28"), ("2014-04-01", "2013-10-01"), ("2032-10-09", "2032-04-09")],
)
def test_notice_six_months_before_a_published_boundary(boundary: str, last: str) -> None:
    rule = TermRule(until=day(boundary), renewal=FIVE_YEARS, notice=SIX_MONTHS)

    assert term_of(rule, as_of="2013-01-01", force="2000-01-01").notice_by == day(last)


def test_on_the_boundary_the_next_period_runs() -> None:
    found = term_of(RENEWED_BY_FIVES, as_of="2026-08-29")

    assert (found.starts, found.boundary, found.renewals) == (day("2026-08-29"), day("2031-08-29"), 1)


def test_boundaries_do_not_drift_from_the_end_of_a_month() -> None:
    monthly = TermRule(term=Period(number=1, unit=Unit.MONTH), renewal=Period(number=1, unit=Unit.MONTH))

    assert [boundary_after(monthly, day("2024-01-31"), n) for n in range(3)] == [
        day("2024-02-29"),
        day("2024-03-31"),
        day("2024-04-30"),
    ]


def test_a_long_term_may_be_renewed_for_shorter_ones() -> None:
    rule = TermRule(term=Period(number=20, unit=Unit.YEAR), renewal=FIVE_YEARS)

    assert term_of(rule, as_of="2047-01-01").boundary == day("2051-08-29")


def test_a_treaty_that_may_be_renewed_once_ends_after_the_second_period() -> None:
    rule = TermRule(term=FIVE_YEARS, renewal=FIVE_YEARS, renewals=1, notice=SIX_MONTHS)

    second = term_of(rule, as_of="2030-01-01")

    assert (second.at_end, second.ended_on, second.notice_by) == (AtEnd.EXPIRES, day("2031-08-29"), None)


def test_notice_in_time_keeps_the_period_from_being_renewed() -> None:
    found = term_of(RENEWED_BY_FIVES, "2026-02-28 denounced RU", as_of="2026-03-01")

    assert (found.at_end, found.ended_on) == (AtEnd.EXPIRES, day("2026-08-29"))
    assert found.denials == ("denounced-ru-2026-02-28",)


def test_notice_a_day_late_does_not() -> None:
    assert term_of(RENEWED_BY_FIVES, "2026-03-01 denounced RU", as_of="2026-03-02").at_end is AtEnd.RENEWS


def test_a_revoked_notice_does_not() -> None:
    facts = "2026-02-01 denounced RU\n2026-02-20 denunciation-revoked RU"

    assert term_of(RENEWED_BY_FIVES, facts, as_of="2026-03-01").at_end is AtEnd.RENEWS


def test_a_term_extended_by_agreement_ends_on_the_new_day() -> None:
    instrument = treaty_for(TermRule(term=FIVE_YEARS), "2026-02-03 extended")
    facts = tuple(
        replace(fact, effective_on=on("2031-02-05")) if fact.kind.value == "extended" else fact
        for fact in facts_counting(instrument, as_of=day("2026-03-01"))
    )

    found = derive_term(instrument, facts, as_of=day("2026-03-01"), force=on("2021-08-29"))

    assert found is not None
    assert found.boundary == day("2031-02-05")


def test_what_lasts_indefinitely_has_no_boundary() -> None:
    found = term_of(TermRule(), as_of="2040-01-01")

    assert (found.starts, found.boundary, found.ended_on) == (day("2021-08-29"), None, None)


def test_obligations_may_survive_the_end() -> None:
    rule = TermRule(term=FIVE_YEARS, survival=Period(number=10, unit=Unit.YEAR))

    assert term_of(rule, as_of="2026-01-01").survives_until == day("2036-08-29")


@pytest.mark.parametrize("force", [None, "2021-08", "2021"])
def test_without_a_single_day_of_entry_into_force_no_term_is_computed(force: str | None) -> None:
    found = term_of(RENEWED_BY_FIVES, as_of="2025-12-01", force=force)

    assert found.boundary is None
    assert [need.code for need in found.needs] == [NeedCode.DAY]


@pytest.mark.parametrize(
    ("as_of", "code"), [("2026-08-28", StandingCode.IN_FORCE), ("2026-08-29", StandingCode.EXPIRED)]
)
def test_a_treaty_expires_when_its_term_has_run(as_of: str, code: StandingCode) -> None:
    standing = derive_standing(treaty_for(TermRule(term=FIVE_YEARS)), as_of=day(as_of))

    assert standing is not None
    assert standing.code is code


def test_a_treaty_may_end_when_another_enters_into_force() -> None:
    rule = TermRule(ends_with=OtherInForce(ref="new"))
    old = treaty_for(rule)
    new = agreement("new", facts="2024-05-01 entered-into-force")

    before, after = (
        derive_standing(old, as_of=day(each), others={"new": new}) for each in ("2024-04-30", "2024-05-01")
    )

    assert before is not None
    assert after is not None
    assert (before.code, after.code) == (StandingCode.IN_FORCE, StandingCode.EXPIRED)


def test_an_event_ends_a_treaty_within_its_term_and_never_after_it() -> None:
    rule = TermRule(term=FIVE_YEARS, ends_with=OnDate(on=day("2024-05-01")))
    late = TermRule(term=FIVE_YEARS, ends_with=OnDate(on=day("2030-05-01")))

    assert term_of(rule, as_of="2023-01-01").ended_on == day("2024-05-01")
    assert term_of(late, as_of="2023-01-01").ended_on == day("2026-08-29")
