from __future__ import annotations

import json
from typing import TYPE_CHECKING

from igc_tracker.actions.edit_instrument import edit_instrument
from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.actions.set_clause import drop_clause, set_clauses
from igc_tracker.derive.entry_into_force import ForceState, MissingCode
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.clauses import ForceRule, SignedByAll
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from igc_tracker.store.codec import encode_instrument
from igc_tracker.store.cover_sheet import cover_sheet_text, read_cover_sheet
from support import TODAY, agreement, invocation, memory_store, on, stored, tables_text

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json
    from igc_tracker.store.tinydb_store import TinyDBStore

UNREAD: Json = {
    "topic": "entry-into-force",
    "text": "On the blessing.",
    "rule": {"condition": {"type": "blessed", "by": None}},
}
LATER = {"rule": {"at": 1}, "topic": "reservations"}
SPOKEN = {"article": "9", "topic": "duration", "rule": {"term": "5 years"}, "mood": "mild"}
LEAVING = {"topic": "withdrawal", "rule": {"notice": "6 months"}}


def with_bad_clauses() -> TinyDBStore:
    """Return a store with a rule this version cannot read, a topic it does not know, and two clauses it can read."""
    doc = encode_instrument(agreement("lease-1994", facts="1994-03-28 signed"))
    store = memory_store()
    store.place.text = tables_text({"instruments": [doc | {"clauses": [SPOKEN, UNREAD, LATER, LEAVING]}]})  # type: ignore[attr-defined]
    return store


def test_a_clause_that_cannot_be_read_leaves_the_instrument_and_its_other_clauses_readable() -> None:
    register, findings = with_bad_clauses().read()

    (instrument,) = register.instruments
    assert [clause.topic.value for clause in instrument.clauses] == ["duration", "entry-into-force", "withdrawal"]
    assert instrument.clauses[1] == FinalClause(
        topic=ClauseTopic.ENTRY_INTO_FORCE, text="On the blessing.", unread=UNREAD["rule"]
    )
    assert [(each.code, each.ref, each.values["record"]) for each in findings] == [
        ("unreadable-clause", "lease-1994", "entry-into-force"),
        ("unreadable-clause", "lease-1994", "reservations"),
    ]
    assert "must be one of" in findings[0].values["why"]


def test_nothing_is_computed_from_a_clause_that_cannot_be_read() -> None:
    standing = derive_standing(with_bad_clauses().read()[0].instruments[0], as_of=TODAY)

    assert standing is not None
    assert standing.entry_into_force.state is ForceState.NOT_COMPUTABLE
    assert [each.code for each in standing.entry_into_force.missing] == [MissingCode.UNREADABLE]


def test_a_new_fact_leaves_clauses_that_cannot_be_read_as_they_are() -> None:
    store = with_bad_clauses()

    record_fact(store, "lease-1994", NewFact(kind=FactKind.REMARK, on=on("1995-01-01")), invocation())

    assert json.dumps(stored(store)[0]["clauses"]) == json.dumps([SPOKEN, UNREAD, LATER, LEAVING])


def test_another_clause_set_leaves_them_and_what_did_not_change_as_they_are() -> None:
    store = with_bad_clauses()
    term = FinalClause(topic=ClauseTopic.DURATION, text="For ever.")

    set_clauses(store, "lease-1994", [term], invocation())

    after = [UNREAD, {"topic": "duration", "text": "For ever."}, LEAVING, LATER]
    assert json.dumps(stored(store)[0]["clauses"]) == json.dumps(after)


def test_the_words_of_a_clause_may_change_while_its_rule_waits_to_be_read() -> None:
    store = with_bad_clauses()
    clause = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, article="11")

    set_clauses(store, "lease-1994", [clause], invocation(), keep=True)

    doc = next(each for each in stored(store)[0]["clauses"] if each["topic"] == "entry-into-force")
    assert (doc["article"], doc["text"], doc["rule"]) == ("11", UNREAD["text"], UNREAD["rule"])


def test_a_clause_set_anew_or_dropped_takes_the_place_of_the_one_that_could_not_be_read() -> None:
    store = with_bad_clauses()
    anew = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=ForceRule(condition=SignedByAll()))

    set_clauses(store, "lease-1994", [anew], invocation())
    (finding,) = store.read()[1]
    drop_clause(store, "lease-1994", ClauseTopic.DURATION, invocation())
    for number in (1, 0):
        with store.writing(invocation()) as writing:
            writing.revert(store.journal()[number])

    assert finding.values["record"] == "reservations"
    assert json.dumps(stored(store)[0]["clauses"]) == json.dumps([SPOKEN, UNREAD, LATER, LEAVING])


def test_an_edited_cover_sheet_keeps_them_too() -> None:
    store = with_bad_clauses()
    (before,) = store.read()[0].instruments
    sheet = cover_sheet_text(before)

    edit_instrument(store, before, read_cover_sheet(f'depositary = "RU"\n{sheet}', onto=before), invocation())

    assert "blessed" not in sheet
    assert stored(store)[0]["depositary"] == "RU"
    assert json.dumps(stored(store)[0]["clauses"]) == json.dumps([SPOKEN, UNREAD, LATER, LEAVING])
