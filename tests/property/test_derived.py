from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.actions.describe import describe_alone
from igc_tracker.actions.find_instruments import find_families
from igc_tracker.actions.list_instruments import Filters, list_instruments
from igc_tracker.actions.report_weekly import report_weekly
from igc_tracker.actions.show_status import show_status
from igc_tracker.actions.show_timeline import show_timeline
from igc_tracker.derive.chain import LINKS, facts_counting
from igc_tracker.derive.conflicts import derive_conflicts
from igc_tracker.derive.entry_into_force import ForceState
from igc_tracker.derive.next_step import derive_next
from igc_tracker.derive.period import Period
from igc_tracker.derive.standing import SETTLED, derive_standing
from igc_tracker.derive.unlocks import derive_unlocks
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import InstrumentNotFoundError
from igc_tracker.store.codec import encode_instrument
from igc_tracker.store.places import MemoryPlace
from igc_tracker.store.tinydb_store import TinyDBStore
from property.strategies import acts, days, instruments, lives, moments
from support import register, struck, tables_text

if TYPE_CHECKING:
    from random import Random

    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Json


def facts_named(instrument: Instrument, standing: Standing) -> set[str]:
    """Return the id of every fact that anything derived of the instrument points at."""
    named = set(standing.rests_on)
    named.update(link.fact for chain in standing.chains for link in chain.links.values() if link.fact)
    named.update([standing.entry_into_force.fact] if standing.entry_into_force.fact else [])
    named.update(chain.step_taken.id for chain in standing.chains if chain.step_taken)
    counting = facts_counting(instrument, as_of=standing.as_of)
    noted = {conflict.text for conflict in instrument.conflicts}
    for conflict in derive_conflicts(instrument, counting, as_of=standing.as_of):
        if conflict.text not in noted:
            named.update(conflict.facts)
    return named


@given(instrument=lives(), as_of=days)
def test_every_fact_named_in_what_is_derived_exists_and_counts(instrument: Instrument, as_of: date) -> None:
    standing = derive_standing(instrument, as_of=as_of)

    if standing is not None:
        counting = {fact.id for fact in instrument.facts if fact.counts_on(as_of)}
        assert facts_named(instrument, standing) <= counting
        assert [chain.party for chain in standing.chains] == list(instrument.parties)
        assert all(tuple(chain.links) == LINKS for chain in standing.chains)


@given(instrument=lives(), as_of=days, random=st.randoms(use_true_random=False))
def test_the_order_in_which_facts_were_recorded_does_not_matter(
    instrument: Instrument, as_of: date, random: Random
) -> None:
    shuffled = list(instrument.facts)
    random.shuffle(shuffled)

    again = derive_standing(replace(instrument, facts=tuple(shuffled)), as_of=as_of)

    assert again == derive_standing(instrument, as_of=as_of)


@given(instrument=lives(), fact=acts(), as_of=days, wait=st.integers(1, 400))
def test_a_fact_dated_after_the_day_looked_from_changes_nothing(
    instrument: Instrument, fact: Fact, as_of: date, wait: int
) -> None:
    ahead = replace(fact, id="ahead", on=PartialDate.of_day(as_of + timedelta(days=wait)))

    after = describe_alone(replace(instrument, facts=(*instrument.facts, ahead)), as_of=as_of)

    assert after == describe_alone(instrument, as_of=as_of)


@given(instrument=lives(), fact=acts(), as_of=days)
def test_a_struck_fact_changes_nothing(instrument: Instrument, fact: Fact, as_of: date) -> None:
    with_it = replace(instrument, facts=(*instrument.facts, struck(replace(fact, id="struck"))))

    assert describe_alone(with_it, as_of=as_of) == describe_alone(instrument, as_of=as_of)


@given(instrument=lives(), as_of=days)
def test_entry_into_force_says_either_when_or_what_is_missing(instrument: Instrument, as_of: date) -> None:
    standing = derive_standing(instrument, as_of=as_of)

    if standing is not None:
        force = standing.entry_into_force
        assert (force.fact is not None) is (force.state in (ForceState.IN_FORCE, ForceState.SCHEDULED))
        assert (force.basis is not None) is (force.fact is not None)
        if force.state is ForceState.NOT_RECORDED:
            assert force.on is None
        else:
            assert force.missing == ()
        if force.state is ForceState.SCHEDULED:
            assert force.on is not None


@given(instrument=lives(), as_of=days)
def test_nothing_is_next_where_the_standing_is_settled_and_the_next_link_is_somebodys(
    instrument: Instrument, as_of: date
) -> None:
    standing = derive_standing(instrument, as_of=as_of)

    if standing is not None:
        due = derive_next(instrument, standing)
        if standing.code in SETTLED:
            assert due is None
        if due is not None:
            assert due.link in [each.link for each in due.waiting]
            assert {each.party for each in due.waiting} <= set(instrument.parties)
            assert all(each.days is None or each.days >= 0 for each in due.waiting)
        assert len(derive_unlocks(instrument, standing)) == len(instrument.unlocks)


@given(instrument=lives(), as_of=days)
def test_an_unsettled_standing_differs_from_the_one_otherwise(instrument: Instrument, as_of: date) -> None:
    standing = derive_standing(instrument, as_of=as_of)

    if standing is not None:
        assert standing.is_settled is (not standing.rests_on)
        assert standing.otherwise is not standing.code
        assert len(set(standing.rests_on)) == len(standing.rests_on)


@given(instrument=lives(), as_of=days, later=st.integers(0, 3000))
def test_what_exists_goes_on_existing(instrument: Instrument, as_of: date, later: int) -> None:
    if derive_standing(instrument, as_of=as_of) is not None:
        assert derive_standing(instrument, as_of=as_of + timedelta(days=later)) is not None


@given(query=st.text(max_size=12), one=lives(ref="a"), other=lives(ref="b"))
def test_any_query_finds_families_or_says_that_there_are_none(query: str, one: Instrument, other: Instrument) -> None:
    try:
        hits, families = find_families(register(one, other), query)
    except InstrumentNotFoundError:
        return
    members = {each.ref for family in families for each in family}
    assert hits
    assert {hit.ref for hit in hits} <= members


# --- records damaged by hand --------------------------------------------------------------------------------------

rubbish = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.text(max_size=3),
    st.lists(st.integers(0, 9), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(0, 9), max_size=2),
)


@st.composite
def damaged(draw: st.DrawFn) -> Json:
    """Return a stored instrument with up to three values somewhere in it replaced by rubbish or taken out."""
    doc: Json = json.loads(json.dumps(encode_instrument(draw(instruments()))))
    for _ in range(draw(st.integers(1, 3))):
        _damage(draw, doc)
    return doc


def _damage(draw: st.DrawFn, place: Any) -> None:  # noqa: ANN401  # any JSON
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and draw(st.booleans()):
            place = place[key]
        elif draw(st.booleans()):
            place[key] = draw(rubbish)
            return
        else:
            del place[key]
            return


@given(doc=damaged(), moment=moments())
def test_a_record_damaged_by_hand_takes_nothing_down(doc: Json, moment: Any) -> None:  # noqa: ANN401
    text = tables_text({"instruments": [doc]})
    store = TinyDBStore(MemoryPlace(__file__, text))  # type: ignore[arg-type]  # only named in messages
    as_of = moment.date()

    register_read, findings = store.read()
    assert register_read.instruments or findings

    assert show_status(store, None, as_of=as_of, known_on=None).findings == findings
    for each in register_read.instruments:
        show_status(store, each.ref, as_of=as_of, known_on=None) if each.ref else None
    show_timeline(store, None, as_of=as_of, known_on=as_of)
    list_instruments(store, Filters(query="a"), as_of=as_of, known_on=None)
    report_weekly(store, Period(first=as_of, last=as_of))
