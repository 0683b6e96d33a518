from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.conditions import NeedCode
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.derive.term import AtEnd, TermStanding, boundary_after, derive_term
from igc_tracker.domain.clauses import OnDate, OtherInForce, Period, TermRule, Unit
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from support import agreement, day, on, timeline

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

    assert (found.starts, found.last_day, found.boundary) == (on("2021-08-29"), on("2026-08-28"), on("2026-08-29"))
    assert found.at_end is AtEnd.RENEWS


def test_the_last_day_for_notice_is_counted_back_with_the_month_clipped() -> None:
    # 29 February 2026 does not exist
    assert term_of(RENEWED_BY_FIVES, as_of="2025-12-01").notice_by == on("2026-02-28")


@pytest.mark.parametrize(
    ("boundary", "last"),
    [("2026-08-29", "2026-02-28"), ("2014-04-01", "2013-10-01"), ("2032-10-09", "2032-04-09")],
)
def test_notice_six_months_before_a_published_boundary(boundary: str, last: str) -> None:
    rule = TermRule(until=day(boundary), renewal=FIVE_YEARS, notice=SIX_MONTHS)

    assert term_of(rule, as_of="2013-01-01", force="2000-01-01").notice_by == on(last)


def test_on_the_boundary_the_next_period_runs() -> None:
    found = term_of(RENEWED_BY_FIVES, as_of="2026-08-29")

    assert (found.starts, found.boundary, found.renewals) == (on("2026-08-29"), on("2031-08-29"), 1)


def test_boundaries_do_not_drift_from_the_end_of_a_month() -> None:
    monthly = TermRule(term=Period(number=1, unit=Unit.MONTH), renewal=Period(number=1, unit=Unit.MONTH))

    assert [boundary_after(monthly, day("2024-01-31"), n) for n in range(3)] == [
        day("2024-02-29"),
        day("2024-03-31"),
        day("2024-04-30"),
    ]


def test_a_long_term_may_be_renewed_for_shorter_ones() -> None:
    rule = TermRule(term=Period(number=20, unit=Unit.YEAR), renewal=FIVE_YEARS)

    assert term_of(rule, as_of="2047-01-01").boundary == on("2051-08-29")


def test_a_treaty_that_may_be_renewed_once_ends_after_the_second_period() -> None:
    rule = TermRule(term=FIVE_YEARS, renewal=FIVE_YEARS, renewals=1, notice=SIX_MONTHS)

    second = term_of(rule, as_of="2030-01-01")

    assert (second.at_end, second.ended_on, second.notice_by) == (AtEnd.EXPIRES, on("2031-08-29"), None)


def test_notice_in_time_keeps_the_period_from_being_renewed() -> None:
    found = term_of(RENEWED_BY_FIVES, "2026-02-28 denounced RU", as_of="2026-03-01")

    assert (found.at_end, found.ended_on) == (AtEnd.EXPIRES, on("2026-08-29"))
    assert found.denials == ("denounced-ru-2026-02-28",)


def test_notice_a_day_late_does_not() -> None:
    assert term_of(RENEWED_BY_FIVES, "2026-03-01 denounced RU", as_of="2026-03-02").at_end is AtEnd.RENEWS


def test_a_revoked_notice_does_not() -> None:
    facts = "2026-02-01 denounced RU\n2026-02-20 denunciation-revoked RU"

    assert term_of(RENEWED_BY_FIVES, facts, as_of="2026-03-01").at_end is AtEnd.RENEWS


def test_what_lasts_indefinitely_has_no_boundary() -> None:
    found = term_of(TermRule(), as_of="2040-01-01")

    assert (found.starts, found.boundary, found.ended_on) == (on("2021-08-29"), None, None)


def test_obligations_may_survive_the_end() -> None:
    rule = TermRule(term=FIVE_YEARS, survival=Period(number=10, unit=Unit.YEAR))

    assert term_of(rule, as_of="2026-01-01").survives_until == on("2036-08-29")


@pytest.mark.parametrize("force", [None, "2021.."])
def test_without_a_last_possible_day_of_entry_into_force_no_term_is_computed(force: str | None) -> None:
    found = term_of(RENEWED_BY_FIVES, as_of="2025-12-01", force=force)

    assert found.boundary is None
    assert [need.code for need in found.needs] == [NeedCode.DAY]


def test_from_a_month_of_entry_into_force_everything_is_a_range() -> None:
    rule = replace(RENEWED_BY_FIVES, survival=FIVE_YEARS)

    found = term_of(rule, as_of="2025-12-01", force="2021-08")

    assert found.starts == on("2021-08")
    assert found.boundary == on("2026-08-01..2026-08-31")
    assert found.last_day == on("2026-07-31..2026-08-30")
    assert found.notice_by == on("2026-02-01..2026-02-28")
    assert (found.at_end, found.ended_on, found.survives_until) == (AtEnd.RENEWS, None, None)


def test_where_both_ends_agree_it_is_a_single_day() -> None:
    # the 28th to the 30th of January all lead to the last day of February
    rule = TermRule(term=Period(number=1, unit=Unit.MONTH))

    assert term_of(rule, as_of="2021-02-01", force="2021-01-28..2021-01-30").boundary == on("2021-02-28")


def test_about_a_month_is_never_taken_for_exact() -> None:
    found = term_of(TermRule(term=FIVE_YEARS), as_of="2025-12-01", force="2021-08-15~")

    assert found.boundary == on("2026-08-15~")
    assert found.boundary is not None
    assert found.boundary.day is None


def test_of_an_entry_into_force_by_some_day_the_end_is_by_some_day_too() -> None:
    assert term_of(TermRule(term=FIVE_YEARS), as_of="2025-12-01", force="..2021-08").boundary == on("..2026-08-31")


@pytest.mark.parametrize(("as_of", "renewals"), [("2026-08-15", 0), ("2026-08-30", 0), ("2026-08-31", 1)])
def test_the_running_period_is_the_one_that_has_surely_begun(as_of: str, renewals: int) -> None:
    assert term_of(RENEWED_BY_FIVES, as_of=as_of, force="2021-08").renewals == renewals


@pytest.mark.parametrize(
    ("as_of", "code"), [("2026-08-30", StandingCode.IN_FORCE), ("2026-08-31", StandingCode.EXPIRED)]
)
def test_a_treaty_of_which_only_the_month_is_known_expires_when_it_surely_has(as_of: str, code: StandingCode) -> None:
    clause = FinalClause(topic=ClauseTopic.DURATION, rule=TermRule(term=FIVE_YEARS))

    standing = derive_standing(agreement(facts="2021-08 entered-into-force", clauses=(clause,)), as_of=day(as_of))

    assert standing is not None
    assert standing.code is code


@pytest.mark.parametrize(
    ("given", "at_end", "missing"),
    [
        ("2026-02-01", AtEnd.EXPIRES, None),
        ("2026-02-15", None, "entry-into-force"),
        ("2026-02", None, "denounced"),
        ("2026-03-01", AtEnd.RENEWS, None),
    ],
)
def test_a_notice_in_time_at_one_end_only_leaves_the_renewal_open(
    given: str, at_end: AtEnd | None, missing: str | None
) -> None:
    found = term_of(RENEWED_BY_FIVES, f"{given} denounced RU", as_of="2026-03-02", force="2021-08")

    assert found.at_end is at_end
    assert [need.label for need in found.needs] == ([missing] if missing else [])
    assert (found.ended_on is not None) is (at_end is AtEnd.EXPIRES)


def test_an_undated_notice_leaves_the_running_period_open_and_no_earlier_one() -> None:
    found = term_of(RENEWED_BY_FIVES, "undated denounced RU", as_of="2027-01-01")

    assert (found.renewals, found.at_end) == (1, None)
    assert [(need.code, need.party) for need in found.needs] == [(NeedCode.DAY, "RU")]


def test_a_notice_too_late_for_one_period_counts_for_the_next() -> None:
    facts = "2026-03-01 denounced RU"

    assert term_of(RENEWED_BY_FIVES, facts, as_of="2026-03-02").at_end is AtEnd.RENEWS
    assert term_of(RENEWED_BY_FIVES, facts, as_of="2027-01-01").ended_on == on("2031-08-29")


def test_a_notice_on_the_first_day_of_a_period_does_not_end_the_one_before() -> None:
    rule = replace(RENEWED_BY_FIVES, notice=None)

    found = term_of(rule, "2026-08-29 denounced RU", as_of="2026-09-01")

    assert (found.renewals, found.ended_on) == (1, on("2031-08-29"))


def test_a_notice_counts_from_its_receipt() -> None:
    (sent,) = timeline("2026-02-27 denounced RU")
    late = replace(sent, sent_on=on("2026-02-27"), received_on=on("2026-03-02"))
    instrument = treaty_for(RENEWED_BY_FIVES)

    found = derive_term(instrument, (late,), as_of=day("2026-03-03"), force=on("2021-08-29"))

    assert found is not None
    assert found.at_end is AtEnd.RENEWS


def test_one_of_three_that_gives_notice_does_not_keep_the_treaty_from_being_renewed() -> None:
    clause = FinalClause(topic=ClauseTopic.DURATION, rule=RENEWED_BY_FIVES)
    facts = "2021-08-29 entered-into-force\n2026-02-01 denounced RU"
    treaty = agreement(facts=facts, parties=("KZ", "RU", "AE"), clauses=(clause,))
    as_of = day("2026-03-01")

    found = derive_term(treaty, facts_counting(treaty, as_of=as_of), as_of=as_of, force=on("2021-08-29"))

    assert found is not None
    assert found.at_end is AtEnd.RENEWS


def extended(end: str | None, *, as_of: str = "2026-03-01") -> TermStanding:
    instrument = treaty_for(TermRule(term=FIVE_YEARS), "2026-02-03 extended")
    facts = tuple(
        replace(fact, effective_on=on(end)) if end and fact.kind is FactKind.EXTENDED else fact
        for fact in facts_counting(instrument, as_of=day(as_of))
    )
    found = derive_term(instrument, facts, as_of=day(as_of), force=on("2021-08-29"))
    assert found is not None
    return found


def test_a_term_extended_by_agreement_ends_on_the_new_day() -> None:
    assert extended("2031-02-05").boundary == on("2031-02-05")


def test_a_new_end_known_only_by_its_month_is_a_range() -> None:
    found = extended("2031-02")

    assert (found.boundary, found.ended_on) == (on("2031-02-01..2031-02-28"), on("2031-02-01..2031-02-28"))


def test_an_extension_without_its_new_end_is_missing_it() -> None:
    found = extended(None)

    assert found.boundary is None
    assert [(need.code, need.label) for need in found.needs] == [(NeedCode.DAY, "extended")]


def test_a_clause_that_cannot_be_read_is_no_clause_without_an_end() -> None:
    clause = FinalClause(topic=ClauseTopic.DURATION, unread={"term": "five years"})
    treaty = agreement(facts="2021-08-29 entered-into-force", clauses=(clause,))

    found = derive_term(treaty, treaty.facts, as_of=day("2026-03-01"), force=on("2021-08-29"))

    assert found is not None
    assert [(need.code, need.label) for need in found.needs] == [(NeedCode.CLAUSE, "duration")]


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

    assert term_of(rule, as_of="2023-01-01").ended_on == on("2024-05-01")
    assert term_of(late, as_of="2023-01-01").ended_on == on("2026-08-29")


def test_an_event_known_only_by_its_month_ends_a_treaty_within_that_month() -> None:
    rule = TermRule(term=FIVE_YEARS, ends_with=OtherInForce(ref="new"))
    new = agreement("new", facts="2024-05 entered-into-force")

    found = derive_term(treaty_for(rule), (), as_of=day("2024-05-10"), force=on("2021-08-29"), others={"new": new})

    assert found is not None
    assert (found.boundary, found.ended_on) == (on("2024-05-01..2024-05-31"), on("2024-05-01..2024-05-31"))


def test_of_a_term_and_an_event_that_overlap_the_sooner_ends_the_treaty() -> None:
    rule = TermRule(term=FIVE_YEARS, ends_with=OtherInForce(ref="new"))
    new = agreement("new", facts="2026-09 entered-into-force")

    found = derive_term(treaty_for(rule), (), as_of=day("2027-05-10"), force=on("2021-09"), others={"new": new})

    assert found is not None
    assert found.ended_on == on("2026-09-01..2026-09-30")


def test_an_event_that_may_have_come_before_the_treaty_leaves_its_end_open() -> None:
    rule = TermRule(ends_with=OtherInForce(ref="new"))
    new = agreement("new", facts="2021-08 entered-into-force")

    found = derive_term(treaty_for(rule), (), as_of=day("2024-05-10"), force=on("2021-08-29"), others={"new": new})

    assert found is not None
    assert (found.ended_on, [need.label for need in found.needs]) == (None, [FactKind.EXPIRED])


def test_a_notice_revoked_perhaps_in_time_leaves_the_renewal_open() -> None:
    facts = "2025-09-01 denounced KZ\n2026-08-01..2026-09-10 denunciation-revoked KZ"

    found = term_of(RENEWED_BY_FIVES, facts, as_of="2026-08-10")

    assert (found.at_end, [need.label for need in found.needs]) == (None, [FactKind.DENUNCIATION_REVOKED])
