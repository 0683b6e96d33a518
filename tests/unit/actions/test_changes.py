"""Strike, edit, undo and log: nothing is overwritten, and everything can be traced and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.actions.add_instrument import NewInstrument, add_instrument
from igc_tracker.actions.edit_instrument import edit_instrument
from igc_tracker.actions.find_instruments import fetch_instrument
from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.actions.show_instrument import show_instrument
from igc_tracker.actions.show_log import show_log, undone_numbers
from igc_tracker.actions.strike_fact import find_fact, strike_fact
from igc_tracker.actions.undo import undo
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.errors import (
    AlreadyStruckError,
    FactNotFoundError,
    NoReasonError,
    NoSuchChangeError,
    NothingToUndoError,
    NoTitleError,
    PartyInUseError,
    ReferenceFixedError,
    RegisterConflictError,
    UnknownLinkError,
)
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import Instrument, InstrumentKind, Link, Relation
from igc_tracker.domain.register import JournalEntry
from support import RECORDED_AT, agreement, day, invocation, memory_store, on, records_text, struck, timeline

if TYPE_CHECKING:
    from igc_tracker.store.tinydb_store import TinyDBStore

LEASE = agreement("lease-1994", facts="1994-03-28 signed\n1994-10-24 ratified KZ\n1994-10-24 ratified RU")


def held(store: TinyDBStore) -> Instrument:
    return store.read()[0].instruments[0]


def remark(store: TinyDBStore, when: str = "2026-11-23", *, told_on: str = "2026-11-23") -> None:
    record_fact(store, "lease", NewFact(kind=FactKind.REMARK, on=on(when)), invocation(told_on, command="igc record"))


# --- strike -------------------------------------------------------------------------------------------------------


def test_a_struck_fact_stays_with_who_struck_it_when_and_why() -> None:
    store = memory_store(LEASE)

    answer = strike_fact(store, "lease", "ratified-ru-1994-10-24", " The law is of 1995. ", invocation(by="second"))

    assert held(store).facts[2] == answer.fact
    assert answer.fact.struck is not None
    assert (answer.fact.struck.by, answer.fact.struck.why) == ("second", "The law is of 1995.")
    assert answer.before is not None
    assert answer.after is not None
    assert (answer.before.standing, answer.after.standing) == (
        StandingCode.NOTIFICATION_PENDING,
        StandingCode.CONSENT_PENDING,
    )


def test_a_fact_is_found_by_the_beginning_of_its_id_where_only_one_begins_so() -> None:
    assert find_fact(LEASE, "signed").id == "signed-1994-03-28"
    with pytest.raises(FactNotFoundError) as several:
        find_fact(LEASE, "ratified")
    assert "Did you mean ratified-kz-1994-10-24, ratified-ru-1994-10-24?" in several.value.values["near"]
    with pytest.raises(FactNotFoundError) as slip:
        find_fact(LEASE, "sinned-1994-03-28")
    assert "signed-1994-03-28" in slip.value.values["near"]


def test_an_exact_id_wins_over_longer_ones() -> None:
    twice = agreement(facts="1994 remark\n1994 remark")

    assert find_fact(twice, "remark-1994").id == "remark-1994"


def test_a_fact_is_struck_once_and_for_a_reason() -> None:
    store = memory_store(LEASE)
    with pytest.raises(NoReasonError):
        strike_fact(store, "lease", "signed", "  ", invocation())
    strike_fact(store, "lease", "signed", "wrong", invocation("2026-11-23"))

    with pytest.raises(AlreadyStruckError) as again:
        strike_fact(store, "lease", "signed", "wrong", invocation())

    assert str(again.value) == "'signed-1994-03-28' of lease-1994 was struck already, on 2026-11-23: wrong"
    assert len(store.journal()) == 1


# --- edit ---------------------------------------------------------------------------------------------------------


def test_an_edited_cover_sheet_keeps_the_facts() -> None:
    store = memory_store(LEASE)
    before = fetch_instrument(store, "lease")

    answer = edit_instrument(store, before, replace(before, depositary="RU"), invocation())

    assert held(store) == replace(LEASE, depositary="RU")
    assert (answer.before, answer.after) == (LEASE, held(store))


def test_an_edit_of_nothing_writes_nothing() -> None:
    store = memory_store(LEASE)

    edit_instrument(store, LEASE, LEASE, invocation())

    assert store.journal() == ()


@pytest.mark.parametrize(
    ("after", "error"),
    [
        (replace(LEASE, ref="lease-1995"), ReferenceFixedError),
        (replace(LEASE, titles={"en": " "}), NoTitleError),
        (replace(LEASE, titles={}), NoTitleError),
        (replace(LEASE, links=(Link(relation=Relation.AMENDS, to="none"),)), UnknownLinkError),
        (replace(LEASE, parties=("KZ", "BY")), PartyInUseError),
    ],
)
def test_an_edit_that_cannot_stand_is_refused_and_changes_nothing(after: Instrument, error: type[Exception]) -> None:
    store = memory_store(LEASE)

    with pytest.raises(error):
        edit_instrument(store, LEASE, after, invocation())

    assert held(store) == LEASE


def test_a_party_can_be_taken_off_once_its_facts_are_struck() -> None:
    before = agreement("lease-1994", facts=(struck(timeline("1994-10-24 ratified BY")[0]),), parties=("KZ", "RU", "BY"))
    store = memory_store(before)

    edit_instrument(store, before, replace(before, parties=("KZ", "RU")), invocation())

    assert held(store).parties == ("KZ", "RU")


def test_a_fact_of_a_stranger_does_not_stand_in_the_way_of_an_edit() -> None:
    before = agreement("lease-1994", facts="1994-10-24 ratified BY")
    store = memory_store(before)

    edit_instrument(store, before, replace(before, depositary="RU"), invocation())

    assert held(store).depositary == "RU"


def test_an_edit_of_what_somebody_else_changed_meanwhile_is_a_conflict() -> None:
    store = memory_store(LEASE)
    edit_instrument(store, LEASE, replace(LEASE, officer="A. Second"), invocation())

    with pytest.raises(RegisterConflictError, match="officer"):
        edit_instrument(store, LEASE, replace(LEASE, depositary="RU"), invocation())


# --- undo ---------------------------------------------------------------------------------------------------------


def test_undo_takes_back_the_last_change_and_leaves_the_very_bytes() -> None:
    store = memory_store(agreement("lease-1994"))
    before = records_text(store)
    remark(store)

    undone = undo(store, None, invocation("2026-11-24", command="igc undo")).entry

    assert records_text(store) == before
    assert undone.number == 1
    assert [(entry.number, entry.undoes) for entry in store.journal()] == [(1, None), (2, 1)]


def test_undo_again_takes_back_the_change_before() -> None:
    store = memory_store(LEASE)
    remark(store, "2026-11-21")
    strike_fact(store, "lease", "signed", "wrong", invocation())

    assert [undo(store, None, invocation()).entry.number for _ in range(2)] == [2, 1]
    assert held(store) == LEASE
    with pytest.raises(NothingToUndoError):
        undo(store, None, invocation())


def test_an_undo_can_be_undone_and_the_change_with_it_again() -> None:
    store = memory_store(LEASE)
    remark(store)
    after = records_text(store)
    undo(store, 1, invocation())

    undo(store, 2, invocation())
    assert records_text(store) == after
    assert undo(store, None, invocation()).entry.number == 1
    assert held(store) == LEASE


def test_an_undo_of_an_undo_of_an_undo_leaves_nothing_to_undo() -> None:
    store = memory_store(LEASE)
    remark(store)
    for number in (1, 2, 3):
        undo(store, number, invocation())

    assert undone_numbers(store.journal()) == {1, 3}
    with pytest.raises(NothingToUndoError):
        undo(store, None, invocation())


def test_an_earlier_change_can_be_undone_by_its_number() -> None:
    store = memory_store(LEASE)
    remark(store, "2026-11-21")
    remark(store, "2026-11-22")

    undo(store, 1, invocation())

    assert [fact.id for fact in held(store).facts][3:] == ["remark-2026-11-22"]


def test_a_fact_does_not_come_back_without_the_instrument_it_belongs_to() -> None:
    store = memory_store()
    new = NewInstrument(kind=InstrumentKind.LEASE, titles={"en": "Lease"}, ref="lease-1994", parties=("KZ", "RU"))
    add_instrument(store, new, invocation("2026-11-20"))
    remark(store)
    undo(store, 2, invocation())
    undo(store, 1, invocation())
    before = store.place.laid().tables

    with pytest.raises(RegisterConflictError):
        undo(store, 3, invocation())
    assert store.place.laid().tables == before


@pytest.mark.parametrize("number", [0, 2, -1])
def test_there_is_no_undoing_what_was_not_done(number: int) -> None:
    store = memory_store(LEASE)
    remark(store)

    with pytest.raises(NoSuchChangeError):
        undo(store, number, invocation())


def test_a_change_is_undone_once() -> None:
    store = memory_store(LEASE)
    remark(store)
    undo(store, 1, invocation())

    with pytest.raises(NoSuchChangeError):
        undo(store, 1, invocation())


def test_a_change_that_another_built_on_cannot_be_undone_first() -> None:
    store = memory_store(LEASE)
    remark(store)
    strike_fact(store, "lease", "remark", "wrong", invocation())

    with pytest.raises(RegisterConflictError):
        undo(store, 1, invocation())

    assert len(store.journal()) == 2


# --- log ----------------------------------------------------------------------------------------------------------


def test_the_log_tells_the_changes_newest_first_and_which_were_taken_back() -> None:
    store = memory_store(LEASE, agreement("other"))
    remark(store)
    edit_instrument(store, agreement("other"), agreement("other", depositary="RU"), invocation())
    undo(store, 1, invocation())

    log = show_log(store, None)

    assert [entry.number for entry in log.entries] == [3, 2, 1]
    assert (log.undone, log.total) == (frozenset({1}), 3)
    assert [entry.number for entry in show_log(store, "other").entries] == [2]
    assert show_log(store, "lease").ref == "lease-1994"


def test_the_log_can_begin_on_a_day_and_end_with_what_was_known_on_another() -> None:
    store = memory_store(LEASE)
    for number in (21, 22, 23):
        remark(store, f"2026-11-{number}", told_on=f"2026-11-{number}")
    undo(store, 1, invocation("2026-11-24"))

    log = show_log(store, None, since=day("2026-11-22"), known_on=day("2026-11-23"))

    assert [entry.number for entry in log.entries] == [3, 2]
    assert (log.undone, log.total) == (frozenset(), 3)


def test_what_is_undone_is_worked_out_from_the_last_undo_back() -> None:
    def entry(number: int, undoes: int | None = None) -> JournalEntry:
        return JournalEntry(number=number, at=RECORDED_AT, by="officer", command="igc", undoes=undoes)

    journal = (entry(1), entry(2, 1), entry(3, 2), entry(4), entry(5, 4))

    assert undone_numbers(journal) == {2, 4}


# --- show ---------------------------------------------------------------------------------------------------------


def test_show_tells_every_fact_up_to_the_day_struck_ones_included() -> None:
    store = memory_store(LEASE, agreement("protocol", links=[(Relation.AMENDS, "lease-1994")]))
    strike_fact(store, "lease", "signed", "wrong", invocation())

    answer = show_instrument(store, "lease", as_of=day("1994-03-28"), known_on=None)

    assert [(fact.id, fact.struck is not None) for fact in answer.facts] == [("signed-1994-03-28", True)]
    assert answer.later == 2
    assert answer.status is None
    assert answer.followers == ("protocol",)


def test_show_as_known_before_the_strike_tells_the_fact_as_it_counted() -> None:
    store = memory_store(LEASE)
    strike_fact(store, "lease", "signed", "wrong", invocation("2026-11-24"))

    answer = show_instrument(store, "lease", as_of=day("2026-11-25"), known_on=day("2026-11-23"))

    assert answer.instrument == LEASE
