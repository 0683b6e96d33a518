"""Any rule of a final clause that igc can hold."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from igc_tracker.domain import clauses as c
from igc_tracker.domain.facts import Manner
from igc_tracker.domain.instruments import ClauseTopic, FinalClause

Item = TypeVar("Item")


def _maybe(item: st.SearchStrategy[Item]) -> st.SearchStrategy[Item | None]:
    return st.none() | item


def _some(items: st.SearchStrategy[Item], *, least: int = 0) -> st.SearchStrategy[tuple[Item, ...]]:
    return st.lists(items, min_size=least, max_size=2, unique=True).map(tuple)


days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
parties = st.sampled_from(("KZ", "RU", "BY"))
outsiders = st.sampled_from(("EAEU", "EU"))
texts = st.sampled_from(("11(2)", "Бәйтерек", "[red]bold[/red]", "two\nlines", '"quoted", {}', "\x1b[31m\u202eabc"))
refs = st.sampled_from(("a", "b", "c"))
periods = st.builds(c.Period, number=st.integers(1, 999), unit=st.sampled_from(c.Unit))
counts = st.integers(1, 200)
figures = st.integers(0, 400).map(lambda quarters: quarters / 4)
offsets = st.one_of(
    st.builds(c.Offset, period=periods, expiry_next_day=st.booleans()),
    st.builds(
        c.Offset,
        period=_maybe(periods),
        rounding=st.sampled_from([c.Rounding.NONE, c.Rounding.FIRST_OF_MONTH_AFTER]),
    ),
    st.builds(
        c.Offset,
        period=st.builds(c.Period, number=st.integers(1, 99), unit=st.just(c.Unit.MONTH)),
        rounding=st.just(c.Rounding.FIRST_OF_NTH_MONTH),
    ),
)
groups = st.one_of(
    st.builds(c.Group, label=texts, least=counts),
    st.builds(c.Group, label=texts, least=st.just(1), parties=_some(parties, least=1)),
)
shares = st.builds(
    c.Share,
    label=texts,
    percent=st.integers(0, 400).map(lambda quarters: quarters / 4),
    version=_maybe(texts),
    weights=_maybe(st.dictionaries(parties, figures, max_size=2)),
)
deposits = st.builds(
    c.Deposits,
    count=counts,
    include=_some(parties),
    groups=st.lists(groups, max_size=2).map(tuple),
    shares=st.lists(shares, max_size=2).map(tuple),
    exclude=_some(outsiders),
    only_since=_maybe(st.dictionaries(parties, days, max_size=2)),
    manners=_some(st.sampled_from(Manner)),
    definitive_signatures=st.booleans(),
    signatories_only=st.booleans(),
)
fractions = st.builds(
    c.PartiesOf,
    ref=refs,
    numerator=st.integers(1, 2),
    denominator=st.integers(2, 4),
    since=_some(days),
    include=_some(parties),
    exclude=_some(outsiders),
)
simple_conditions: st.SearchStrategy[c.Condition] = st.one_of(
    st.just(c.SignedByAll()),
    st.builds(c.OnDate, on=days),
    st.builds(c.LastNotification, basis=st.sampled_from(c.Basis)),
    st.builds(c.ReplyNote, basis=st.sampled_from(c.Basis)),
    st.just(c.InstrumentsExchanged()),
    deposits,
    fractions,
    st.builds(c.OtherInForce, ref=refs),
    st.builds(c.OtherEnded, ref=refs),
    st.builds(c.Decided, body=texts),
    st.builds(c.Declarations, count=counts, article=texts),
    st.builds(
        c.TacitAcceptance,
        ref=refs,
        window=periods,
        starts=st.sampled_from(c.WindowStart),
        numerator=st.integers(1, 2),
        denominator=st.integers(2, 4),
        more_than=st.booleans(),
        shares=st.lists(shares, max_size=2).map(tuple),
    ),
    st.builds(c.TacitAcceptance, by=days),
)
conditions: st.SearchStrategy[c.Condition] = st.recursive(
    simple_conditions,
    lambda inner: st.one_of(
        st.builds(c.AllOf, conditions=st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(c.AnyOf, conditions=st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=4,
)
_terms = st.one_of(
    st.builds(
        c.TermRule,
        term=periods,
        renewal=periods,
        renewals=_maybe(counts),
        notice=_maybe(periods),
        ends_with=_maybe(conditions),
        survival=_maybe(periods),
        survives=_maybe(texts),
        article=_maybe(texts),
    ),
    st.builds(c.TermRule, until=_maybe(days), notice=_maybe(periods)),
)
BY_TOPIC: dict[ClauseTopic, st.SearchStrategy[c.Rule]] = {
    ClauseTopic.ENTRY_INTO_FORCE: st.builds(
        c.ForceRule,
        condition=conditions,
        offset=offsets,
        not_before=_maybe(days),
        after=_maybe(refs),
        decided_by=_maybe(texts),
        fixed_if_met_by=_maybe(days),
        article=_maybe(texts),
    ),
    ClauseTopic.LATER_PARTIES: st.builds(c.LaterPartyRule, offset=offsets, article=_maybe(texts)),
    ClauseTopic.PARTIAL_ENTRY_INTO_FORCE: st.builds(
        c.PartialForceRule,
        parts=st.lists(
            st.builds(
                c.PartRule,
                article=texts,
                condition=conditions,
                offset=offsets,
                not_before=_maybe(days),
                ahead=st.booleans(),
            ),
            min_size=1,
            max_size=2,
            unique_by=lambda part: part.article,
        ).map(tuple),
    ),
    ClauseTopic.PROVISIONAL_APPLICATION: st.builds(
        c.ProvisionalRule,
        condition=conditions,
        offset=offsets,
        parts=_maybe(texts),
        basis=_maybe(texts),
        until=_maybe(days),
        limit=_maybe(periods),
    ),
    ClauseTopic.DURATION: _terms,
    ClauseTopic.WITHDRAWAL: st.builds(
        c.WithdrawalRule,
        notice=_maybe(periods),
        basis=st.sampled_from(c.Basis),
        effect=st.sampled_from(c.EffectOfNotice),
        not_before=_maybe(periods),
    ),
    ClauseTopic.AMENDMENT: st.builds(
        c.AmendmentRule,
        way=st.sampled_from(c.AmendmentWay),
        numerator=st.integers(1, 2),
        denominator=st.integers(2, 4),
        window=periods,
        offset=offsets,
    ),
}
rules_with_topic = st.sampled_from(ClauseTopic).flatmap(
    lambda topic: BY_TOPIC[topic].map(lambda rule: (topic, rule)),
)


@st.composite
def final_clauses(draw: st.DrawFn) -> FinalClause:
    """Return a clause with a text, a rule, or both."""
    topic, rule = draw(rules_with_topic)
    return FinalClause(
        topic=topic, text=draw(texts), article=draw(_maybe(texts)), rule=draw(st.sampled_from((None, rule)))
    )
