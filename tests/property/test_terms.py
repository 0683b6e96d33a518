"""Laws of terms and withdrawals: a range says no more than holds on every day in it, and leaving is one party's act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.derive.bound import derive_bound
from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.derive.term import TermStanding, boundary_after, derive_term
from igc_tracker.derive.withdrawal import WithdrawalStanding, derive_withdrawals
from igc_tracker.domain import clauses as c
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty, Fact, FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from property.strategies import lives
from support import RECORDED_AT, agreement

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

THREE = ("KZ", "RU", "AE")
days = st.dates(date(2000, 1, 1), date(2003, 12, 31))
later = st.dates(date(2003, 1, 1), date(2020, 12, 31))
short = st.builds(c.Period, number=st.integers(1, 40), unit=st.sampled_from([c.Unit.MONTH, c.Unit.DAY]))
years = st.builds(c.Period, number=st.integers(1, 4), unit=st.just(c.Unit.YEAR))
lengths = years | st.builds(c.Period, number=st.integers(1, 40), unit=st.just(c.Unit.MONTH))
terms = st.builds(
    c.TermRule,
    term=lengths,
    renewal=st.none() | lengths,
    renewals=st.none() | st.integers(1, 3),
    notice=st.none() | short,
    survival=st.none() | years,
)
leaving = st.builds(
    c.WithdrawalRule,
    notice=st.none() | short,
    basis=st.sampled_from(c.Basis),
    effect=st.sampled_from(c.EffectOfNotice),
    not_before=st.none() | years,
)


@st.composite
def spans(draw: st.DrawFn, first: st.SearchStrategy[date] = days) -> PartialDate:
    low = draw(first)
    return PartialDate.between(low, low + timedelta(days=draw(st.integers(0, 90))))


def day_in(draw: st.DataObject, on: PartialDate) -> PartialDate:
    assert on.earliest is not None
    assert on.latest is not None
    return PartialDate.of_day(draw.draw(st.dates(on.earliest, on.latest)))


def within(exact: PartialDate | None, span: PartialDate | None) -> bool:
    """Tell whether ``span`` holds the day ``exact``; nothing holds nothing."""
    if exact is None or span is None or span.earliest is None or span.latest is None or exact.day is None:
        return exact is span
    return span.earliest <= exact.day <= span.latest


def notice(on: PartialDate | None, party: str = "RU") -> Fact:
    return Fact(
        id=f"denounced-{party}",
        kind=FactKind.DENOUNCED,
        party=party,
        on=on,
        certainty=Certainty.OFFICIAL,
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )


def treaty_of(*rules: c.TermRule | c.WithdrawalRule, parties: tuple[str, ...] = ("KZ", "RU")) -> Instrument:
    topics = {c.TermRule: ClauseTopic.DURATION, c.WithdrawalRule: ClauseTopic.WITHDRAWAL}
    clauses = tuple(FinalClause(topic=topics[type(rule)], rule=rule) for rule in rules)
    return agreement(parties=parties, clauses=clauses)


@given(rule=terms, force=spans(), given_on=st.none() | spans(later), as_of=later, data=st.data())
def test_the_term_from_a_range_says_what_holds_from_every_day_in_it(
    rule: c.TermRule, force: PartialDate, given_on: PartialDate | None, as_of: date, data: st.DataObject
) -> None:
    treaty = treaty_of(rule)

    def term(anchor: PartialDate, on: PartialDate | None) -> TermStanding:
        facts = (notice(on),) if on is not None else ()
        found = derive_term(treaty, facts, as_of=as_of, force=anchor)
        assert found is not None
        return found

    anchor = day_in(data, force)
    span, exact = term(force, given_on), term(anchor, day_in(data, given_on) if given_on else None)

    assert not exact.needs
    assert anchor.day is not None
    at_same_number = PartialDate.of_day(boundary_after(rule, anchor.day, span.renewals))
    assert within(at_same_number, span.boundary)
    # where the range does not know whether a period was renewed, a day in it may know of later ones
    assert exact.renewals >= span.renewals or span.at_end is None
    if span.at_end is None:
        assert span.needs
    elif exact.renewals == span.renewals:
        assert exact.at_end is span.at_end
        assert exact.denials == span.denials
        for name in ("starts", "boundary", "last_day", "notice_by", "ended_on", "survives_until"):
            assert within(getattr(exact, name), getattr(span, name)), name
    else:
        assert span.ended_on is None
    if span.ended_on is not None and span.ended_on.has_passed(as_of):
        assert exact.ended_on is not None
        assert exact.ended_on.has_passed(as_of)


@given(rule=leaving, term=st.none() | terms, force=spans(), given_on=spans(later), data=st.data())
def test_the_effect_of_a_notice_known_as_a_range_holds_that_of_every_day_in_it(
    rule: c.WithdrawalRule, term: c.TermRule | None, force: PartialDate, given_on: PartialDate, data: st.DataObject
) -> None:
    treaty = treaty_of(rule, *((term,) if term else ()), parties=THREE)

    def effect(anchor: PartialDate, on: PartialDate) -> WithdrawalStanding:
        (found,) = derive_withdrawals(treaty, (notice(on),), force=anchor)
        return found

    span, exact = effect(force, given_on), effect(day_in(data, force), day_in(data, given_on))

    assert (span.on is None) is bool(span.needs)
    if span.on is not None:
        assert within(exact.on, span.on)
    if span.too_early:
        assert exact.too_early


@given(
    life=lives(),
    rules=st.tuples(st.none() | terms, st.none() | leaving),
    left=st.lists(st.tuples(st.sampled_from(THREE), st.none() | spans(later)), min_size=1, max_size=4),
    as_of=st.dates(date(2000, 1, 1), date(2030, 12, 31)),
)
def test_whoever_leaves_a_treaty_of_three_the_treaty_itself_stands_as_it_stood(
    life: Instrument,
    rules: tuple[c.TermRule | None, c.WithdrawalRule | None],
    left: list[tuple[str, PartialDate | None]],
    as_of: date,
) -> None:
    clauses = treaty_of(*(rule for rule in rules if rule)).clauses
    treaty = replace(life, parties=THREE, clauses=(*life.clauses, *clauses))
    notices = tuple(replace(notice(on, party), id=f"left-{n}") for n, (party, on) in enumerate(left))
    without = derive_standing(treaty, as_of=as_of)
    with_them = derive_standing(replace(treaty, facts=(*treaty.facts, *notices)), as_of=as_of)

    if without is not None:
        assert with_them is not None
        assert (with_them.code, with_them.entry_into_force) == (without.code, without.entry_into_force)


@given(
    rules=st.tuples(st.none() | terms, st.none() | leaving),
    parties=st.sampled_from([("KZ", "RU"), THREE]),
    force=spans(),
    given_on=spans(later),
    as_of=later,
)
def test_no_party_is_bound_by_a_treaty_that_has_ended(
    rules: tuple[c.TermRule | None, c.WithdrawalRule | None],
    parties: tuple[str, ...],
    force: PartialDate,
    given_on: PartialDate,
    as_of: date,
) -> None:
    entered = replace(notice(force), id="force", kind=FactKind.ENTERED_INTO_FORCE, party=None)
    treaty = treaty_of(*(rule for rule in rules if rule), parties=parties)
    treaty = replace(treaty, facts=(entered, notice(given_on)))
    standing = derive_standing(treaty, as_of=as_of)
    facts = facts_counting(treaty, as_of=as_of)
    if standing is None:
        return

    found = derive_bound(treaty, facts, as_of=as_of, force=standing.entry_into_force.on, others={})

    ended = standing.code in (StandingCode.TERMINATED, StandingCode.EXPIRED)
    for party, period in found.items():
        assert not ended or period.is_over(as_of), party
        assert period.until is None or not period.until.ends_before(period.on)
