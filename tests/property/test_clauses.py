"""Laws of final clauses: what holds for every rule that can be stored, whatever was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from igc_tracker.derive.computed_force import compute_force
from igc_tracker.derive.conditions import Circumstances, Outcome
from igc_tracker.derive.counting import add_period, apply_offset
from igc_tracker.derive.force_rule import apply_rule
from igc_tracker.derive.months import add_months, first_of_month
from igc_tracker.derive.party_force import party_force
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain import clauses as c
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import BadClauseError
from igc_tracker.domain.facts import Certainty, Fact, FactKind, Manner
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument
from igc_tracker.store.clause_codec import decode_rule, encode_rule
from support import RECORDED_AT, TODAY, agreement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

PARTIES = ("KZ", "RU", "BY", "UZ", "EU")
REFS = ("treaty", "parent", "unknown")

# a narrow span, so that acts fall on one day and ranges overlap
days = st.dates(date(2000, 1, 1), date(2004, 12, 31))
party = st.sampled_from(PARTIES)
named = st.lists(party, max_size=3, unique=True).map(tuple)
numbers = st.integers(1, 4)


# --- any rule -----------------------------------------------------------------------------------------------------

periods = st.builds(c.Period, number=st.integers(0, 40), unit=st.sampled_from(c.Unit))
month_periods = st.builds(c.Period, number=st.integers(0, 24), unit=st.just(c.Unit.MONTH))
offsets = st.one_of(
    st.builds(
        c.Offset,
        period=st.none() | periods,
        rounding=st.sampled_from([c.Rounding.NONE, c.Rounding.FIRST_OF_MONTH_AFTER]),
    ),
    st.builds(c.Offset, period=periods, expiry_next_day=st.booleans()),
    st.builds(c.Offset, period=month_periods, rounding=st.just(c.Rounding.FIRST_OF_NTH_MONTH)),
)
groups = st.builds(c.Group, label=st.just("a group"), least=numbers, parties=named)
tables = st.dictionaries(party, st.floats(0, 60, allow_nan=False), max_size=5)
shares = st.builds(c.Share, label=st.just("a share"), percent=st.floats(0, 100), weights=tables)


def _deposits(
    share: st.SearchStrategy[c.Share], *, since: st.SearchStrategy[dict[str, date] | None]
) -> st.SearchStrategy[c.Condition]:
    return st.builds(
        c.Deposits,
        count=st.none() | numbers,
        include=named,
        groups=st.lists(groups, max_size=2).map(tuple),
        shares=st.lists(share, max_size=1).map(tuple),
        exclude=named,
        only_since=since,
        manners=st.lists(st.sampled_from(Manner), max_size=2, unique=True).map(tuple),
        definitive_signatures=st.booleans(),
        signatories_only=st.booleans(),
    )


memberships = st.none() | st.dictionaries(party, days, max_size=4)
fractions = st.builds(
    c.PartiesOf,
    ref=st.none() | st.sampled_from(REFS),
    numerator=numbers,
    denominator=numbers,
    since=st.lists(days, max_size=5).map(tuple),
    include=named,
    exclude=named,
)
simple = st.one_of(
    st.builds(c.SignedByAll),
    st.builds(c.OnDate, on=days),
    st.builds(c.LastNotification, basis=st.sampled_from(c.Basis)),
    st.builds(c.ReplyNote, basis=st.sampled_from(c.Basis)),
    st.builds(c.InstrumentsExchanged),
    _deposits(shares | st.just(c.Share(label="not loaded", percent=50)), since=memberships),
    fractions,
    st.builds(c.OtherInForce, ref=st.sampled_from(REFS)),
    st.builds(c.OtherEnded, ref=st.sampled_from(REFS)),
    st.builds(c.Decided, body=st.just("the Commission")),
    st.builds(c.Declarations, count=numbers, article=st.just("41")),
    st.builds(
        c.TacitAcceptance,
        ref=st.sampled_from(REFS),
        window=periods,
        starts=st.sampled_from(c.WindowStart),
        numerator=numbers,
        denominator=numbers,
        more_than=st.booleans(),
    ),
    st.builds(c.TacitAcceptance, by=days),
)


def _combined(parts: st.SearchStrategy[c.Condition]) -> st.SearchStrategy[c.Condition]:
    some = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.builds(c.AllOf, conditions=some) | st.builds(c.AnyOf, conditions=some)


conditions: st.SearchStrategy[c.Condition] = st.recursive(simple, _combined, max_leaves=4)
# without what is missing from the start, so that most of them can be met
likely: st.SearchStrategy[c.Condition] = st.recursive(
    st.one_of(
        st.builds(c.SignedByAll),
        st.builds(c.OnDate, on=days),
        st.builds(c.LastNotification, basis=st.sampled_from(c.Basis)),
        st.builds(c.Decided, body=st.just("the Commission")),
        st.builds(c.Deposits, count=numbers, only_since=memberships, definitive_signatures=st.booleans()),
        st.builds(c.Deposits, count=numbers, signatories_only=st.booleans(), shares=st.tuples(shares)),
        st.builds(c.PartiesOf, ref=st.just("parent")),
        st.builds(c.PartiesOf, numerator=st.just(1), denominator=numbers, since=st.lists(days, min_size=1).map(tuple)),
        st.builds(c.OtherInForce, ref=st.just("parent")),
        st.builds(c.TacitAcceptance, window=periods, starts=st.sampled_from(c.WindowStart)),
        st.builds(c.TacitAcceptance, ref=st.just("parent"), window=periods, numerator=numbers, denominator=numbers),
    ),
    _combined,
    max_leaves=3,
)
counting: st.SearchStrategy[c.Condition] = _deposits(shares, since=memberships) | fractions


@st.composite
def rules(draw: st.DrawFn, *, condition: st.SearchStrategy[c.Condition] = conditions) -> c.ForceRule:
    """Return a rule that can be stored."""
    rule = draw(
        st.builds(
            c.ForceRule,
            condition=condition,
            offset=offsets,
            not_before=st.none() | days,
            after=st.none() | st.sampled_from(REFS),
            fixed_if_met_by=st.none() | days,
            decided_by=st.none() | st.just("Council"),
        )
    )
    try:
        stored = decode_rule(ClauseTopic.ENTRY_INTO_FORCE, encode_rule(rule))
    except BadClauseError:
        assume(condition=False)
    assert stored == rule
    return rule


# --- anything recorded --------------------------------------------------------------------------------------------

ACTS = (
    FactKind.SIGNED,
    FactKind.NOTIFICATION_SENT,
    FactKind.NOTIFICATION_RECEIVED,
    FactKind.INSTRUMENT_DEPOSITED,
    FactKind.INSTRUMENTS_EXCHANGED,
    FactKind.DECIDED,
    FactKind.CIRCULATED,
    FactKind.ADOPTED,
    FactKind.OBJECTED,
    FactKind.INSTRUMENT_WITHDRAWN,
)
OTHER_KINDS = (
    FactKind.DECLARED,
    FactKind.OBJECTION_WITHDRAWN,
    FactKind.RATIFIED,
    FactKind.ENTERED_INTO_FORCE,
    FactKind.TERMINATED,
    FactKind.DENOUNCED,
)


@st.composite
def ranges(draw: st.DrawFn) -> PartialDate:
    """Return a day, a month, or the days between two."""
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 60)))
    text = draw(st.sampled_from([first.isoformat(), first.isoformat()[:7], f"{first}..{last}"]))
    return PartialDate.parse(text)


exact = days.map(PartialDate.of_day)


@st.composite
def recorded(
    draw: st.DrawFn,
    *,
    kinds: Sequence[FactKind] = ACTS,
    dates: st.SearchStrategy[PartialDate | None] = exact,
    most: int = 8,
) -> tuple[Fact, ...]:
    """Return acts of the parties, or of all at once, on ``dates``."""
    return tuple(
        Fact(
            id=f"fact-{number}",
            kind=draw(st.sampled_from(kinds)),
            party=draw(st.none() | party),
            on=draw(dates),
            document_date=draw(dates),
            manner=draw(st.none() | st.sampled_from(Manner)),
            certainty=Certainty.OFFICIAL,
            recorded_at=RECORDED_AT,
            recorded_by="officer",
        )
        for number in range(draw(st.integers(0, most)))
    )


deposited = recorded(kinds=(FactKind.INSTRUMENT_DEPOSITED, FactKind.SIGNED))


def treaty_of(rule: c.ForceRule, facts: tuple[Fact, ...], ref: str = "treaty") -> Instrument:
    return agreement(
        ref, parties=PARTIES, facts=facts, clauses=(FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=rule),)
    )


def force_of(
    rule: c.ForceRule, facts: tuple[Fact, ...], parent: Instrument | None = None
) -> tuple[date | None, date | None]:
    """Return the first and last possible day the rule gives, both None where it cannot tell."""
    others = {"parent": parent} if parent else {}
    found = compute_force(treaty_of(rule, facts), facts, as_of=TODAY, others=others)
    assert found is not None
    return (found.on.earliest, found.on.latest) if found.on else (None, None)


def not_sooner(late: date | None, early: date | None) -> bool:
    """Tell whether ``late`` is no earlier than ``early``; what is not known lies after every day."""
    return late is None or (early is not None and late >= early)


def facts_named(outcome: Outcome) -> set[str]:
    return set(outcome.because).union(*map(facts_named, outcome.parts))


# --- laws of conditions and rules ---------------------------------------------------------------------------------

anything = recorded(kinds=ACTS + OTHER_KINDS, dates=st.none() | ranges())


@given(rule=rules(), facts=anything, parent_rule=rules(), parent_facts=anything)
def test_whatever_is_stored_can_be_derived_and_says_either_when_or_what_is_missing(
    rule: c.ForceRule, facts: tuple[Fact, ...], parent_rule: c.ForceRule, parent_facts: tuple[Fact, ...]
) -> None:
    parent = treaty_of(parent_rule, parent_facts, ref="parent")
    treaty = treaty_of(rule, facts)
    others = {each.ref: each for each in (treaty, parent)}

    found = compute_force(treaty, facts, as_of=TODAY, others=others)

    assert found is not None
    assert (found.on is None) is bool(found.needs)
    for result in (found.early, found.late):
        assert (result.on is None) is bool(result.needs)
        assert (result.trigger.on is None) is bool(result.trigger.needs)
        assert [step.on for step in result.steps[-1:]] == ([result.on] if result.on else [])
        assert facts_named(result.trigger) <= {fact.id for fact in facts}
    assert set(party_force(treaty, as_of=TODAY, others=others)) <= set(PARTIES)
    assert derive_standing(treaty, as_of=TODAY, others=others) is not None


@given(rule=rules(), facts=anything, random=st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(rule: c.ForceRule, facts: tuple[Fact, ...], random: Random) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)
    again = treaty_of(rule, tuple(shuffled))

    assert derive_standing(again, as_of=TODAY) == derive_standing(treaty_of(rule, facts), as_of=TODAY)
    assert party_force(again, as_of=TODAY, others={}) == party_force(treaty_of(rule, facts), as_of=TODAY, others={})


@given(rule=rules(condition=counting), facts=deposited, which=st.integers(0, 7), wait=st.integers(1, 900))
def test_a_later_instrument_never_brings_an_earlier_entry_into_force(
    rule: c.ForceRule, facts: tuple[Fact, ...], which: int, wait: int
) -> None:
    assume(facts)
    moved = facts[which % len(facts)]
    assert moved.on is not None
    assert moved.on.earliest is not None
    later = replace(moved, on=PartialDate.of_day(moved.on.earliest + timedelta(days=wait)))
    after = tuple(later if fact is moved else fact for fact in facts)

    assert not_sooner(force_of(rule, after)[0], force_of(rule, facts)[0])


@given(rule=rules(condition=counting), facts=deposited, more=recorded(kinds=(FactKind.INSTRUMENT_DEPOSITED,), most=2))
def test_one_more_instrument_never_delays_it(
    rule: c.ForceRule, facts: tuple[Fact, ...], more: tuple[Fact, ...]
) -> None:
    added = tuple(replace(fact, id=f"more-{fact.id}") for fact in more)

    assert not_sooner(force_of(rule, facts)[0], force_of(rule, facts + added)[0])


@given(rule=rules(condition=counting), facts=deposited, gone=party, on=days)
def test_taking_an_instrument_back_never_hastens_it(
    rule: c.ForceRule, facts: tuple[Fact, ...], gone: str, on: date
) -> None:
    withdrawn = Fact(
        id="withdrawn",
        kind=FactKind.INSTRUMENT_WITHDRAWN,
        party=gone,
        on=PartialDate.of_day(on),
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )

    assert not_sooner(force_of(rule, (*facts, withdrawn))[0], force_of(rule, facts)[0])


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])  # not every rule is met
@given(
    rule=rules(condition=likely),
    facts=recorded(dates=ranges(), most=12),
    parent_facts=recorded(kinds=(FactKind.ENTERED_INTO_FORCE, FactKind.INSTRUMENT_DEPOSITED), dates=ranges()),
    data=st.data(),
)
def test_the_range_given_holds_the_day_of_every_choice_of_exact_days(
    rule: c.ForceRule, facts: tuple[Fact, ...], parent_facts: tuple[Fact, ...], data: st.DataObject
) -> None:
    parent = agreement("parent", parties=PARTIES, facts=parent_facts)
    first, last = force_of(rule, facts, parent)
    assume(first is not None)

    def on_one_day(fact: Fact) -> Fact:
        picked = {
            name: PartialDate.of_day(data.draw(st.dates(within.earliest, within.latest)))
            for name, within in (("on", fact.on), ("document_date", fact.document_date))
            if within is not None and within.earliest is not None and within.latest is not None
        }
        return replace(fact, **picked)  # type: ignore[arg-type]  # both are dates

    exactly = tuple(map(on_one_day, facts))
    elsewhere = replace(parent, facts=tuple(map(on_one_day, parent_facts)))
    low, high = force_of(rule, exactly, elsewhere)

    assert low is not None
    assert high is not None
    assert first is not None
    assert last is not None
    assert first <= low <= high <= last


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(
    rule=rules(condition=likely),
    facts=recorded(dates=st.none() | ranges() | ranges().map(lambda on: PartialDate.parse(f"..{on.latest}")), most=12),
    data=st.data(),
)
def test_where_some_acts_have_no_day_the_answer_holds_whatever_their_days_are(
    rule: c.ForceRule, facts: tuple[Fact, ...], data: st.DataObject
) -> None:
    first, last = force_of(rule, facts)
    assume(last is not None)

    def some_day(within: PartialDate | None) -> PartialDate:
        low, high = (within.earliest, within.latest) if within else (None, None)
        return PartialDate.of_day(data.draw(st.dates(low or date(1999, 1, 1), high or date(2005, 12, 31))))

    def on_one_day(fact: Fact) -> Fact:
        # a note that was sent bears a date, known or not
        dated = fact.document_date is not None or fact.kind is FactKind.NOTIFICATION_SENT
        noted = some_day(fact.document_date) if dated else None
        return replace(fact, on=some_day(fact.on), document_date=noted)

    low, high = force_of(rule, tuple(map(on_one_day, facts)))

    assert low is not None
    assert high is not None
    assert last is not None
    assert (first or low) <= low <= high <= last


@given(rule=rules(), shift=st.integers(0, 400), facts=anything)
def test_a_rule_gives_no_day_before_its_trigger_unless_the_treaty_names_it(
    rule: c.ForceRule, shift: int, facts: tuple[Fact, ...]
) -> None:
    found = compute_force(treaty_of(rule, facts), facts, as_of=TODAY, others={})
    assert found is not None
    seen = Circumstances(parties=PARTIES, acts=())
    named_day = apply_rule(replace(rule, condition=c.OnDate(on=date(2002, 1, 31) + timedelta(days=shift))), seen)

    for result in (found.early, found.late, named_day):
        if result.on is not None and result.trigger.on is not None:
            month = rule.offset.rounding is c.Rounding.FIRST_OF_NTH_MONTH
            assert result.on >= (result.trigger.on.replace(day=1) if month else result.trigger.on)


@given(parts=st.lists(conditions, min_size=1, max_size=3), facts=anything)
def test_and_is_never_sooner_than_or(parts: list[c.Condition], facts: tuple[Fact, ...]) -> None:
    every, either = (
        force_of(c.ForceRule(condition=kind(conditions=tuple(parts))), facts) for kind in (c.AllOf, c.AnyOf)
    )

    if every[0] is not None and either[0] is not None:
        assert every[0] >= either[0]


# --- laws of counting ---------------------------------------------------------------------------------------------

any_day = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(day=any_day, months=st.integers(-600, 600))
def test_months_land_in_the_month_they_count_to_on_the_same_day_or_its_last(day: date, months: int) -> None:
    found = add_months(day, months)

    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@given(anchor=any_day, months=st.integers(1, 24), k=st.integers(0, 40))
def test_the_kth_boundary_is_counted_at_one_go_and_never_drifts(anchor: date, months: int, k: int) -> None:
    period = c.Period(number=months, unit=c.Unit.MONTH)
    boundary = add_period(anchor, period, times=k)
    step_by_step = anchor
    for _ in range(k):
        step_by_step = add_months(step_by_step, months)

    assert boundary == add_months(anchor, k * months)
    assert boundary >= step_by_step  # what was lost in a short month never comes back step by step
    assert boundary.day == anchor.day or (boundary + timedelta(days=1)).day == 1


@given(one=any_day, other=any_day, offset=offsets)
def test_an_offset_keeps_the_order_of_days(one: date, other: date, offset: c.Offset) -> None:
    first, last = sorted((one, other))

    assert apply_offset(first, offset)[-1] <= apply_offset(last, offset)[-1]


@given(day=any_day, number=st.integers(0, 400), unit=st.sampled_from(c.Unit))
def test_a_longer_period_never_ends_sooner(day: date, number: int, unit: c.Unit) -> None:
    shorter, longer = (c.Period(number=count, unit=unit) for count in (number, number + 1))

    assert add_period(day, shorter) < add_period(day, longer)


@given(expiry=any_day, months=st.integers(1, 36))
def test_who_gives_notice_on_the_last_day_gives_all_of_it(expiry: date, months: int) -> None:
    last_day = add_period(expiry, c.Period(number=months, unit=c.Unit.MONTH), times=-1)

    assert add_months(last_day, months) <= expiry


@given(day=any_day, months=st.integers(-24, 24))
def test_the_first_of_a_month_does_not_depend_on_the_day(day: date, months: int) -> None:
    assert first_of_month(day, months) == first_of_month(day.replace(day=1), months)
    assert first_of_month(day, months).day == 1
