from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.publish_changes import MOST_ENTRIES, publish_changes
from igc_tracker.actions.undo import undo
from support import agreement, invocation, memory_store

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.store.tinydb_store import TinyDBStore


def add(store: TinyDBStore, *instruments: Instrument, command: str) -> None:
    with store.writing(invocation(command=command)) as writing:
        for each in instruments:
            writing.add(each)


def test_the_newest_change_comes_first() -> None:
    store = memory_store()
    add(store, agreement("a"), command="igc add-agreement --ref a")
    add(store, agreement("b"), command="igc add-agreement --ref b")
    feed = publish_changes(store, None)
    assert [(entry.number, entry.command) for entry in feed.entries] == [
        (2, "igc add-agreement --ref b"),
        (1, "igc add-agreement --ref a"),
    ]
    assert feed.updated == feed.entries[0].at


def test_a_register_nobody_changed_was_last_changed_when_it_was_made() -> None:
    store = memory_store(agreement("a"))
    assert publish_changes(store, None).updated == store.read()[0].info.created_at


def test_what_is_restricted_is_not_in_it() -> None:
    store = memory_store()
    add(store, agreement("open"), command="igc add-agreement --ref open")
    add(store, agreement("secret-pact", restricted=True), command="igc add-agreement --ref secret-pact --title Hidden")
    assert [entry.number for entry in publish_changes(store, None).entries] == [1]


def test_of_a_change_to_both_only_the_open_half_is_told() -> None:
    store = memory_store()
    command = "igc import secret-pact-and-open.json"
    add(store, agreement("open"), agreement("secret-pact", restricted=True), command=command)
    (entry,) = publish_changes(store, None).entries
    assert entry.command == "igc import"
    assert [change.ref for change in entry.changes] == ["open"]


def test_what_names_a_restricted_one_is_not_told_either() -> None:
    store = memory_store(agreement("secret-pact", restricted=True))
    add(store, agreement("open", title="Protocol to secret-pact"), command="igc add-protocol --amends secret-pact")
    assert publish_changes(store, None).entries == ()


def test_a_restricted_one_that_was_undone_stays_out() -> None:
    store = memory_store()
    add(store, agreement("secret-pact", restricted=True), command="igc add-agreement --ref secret-pact")
    undo(store, None, invocation(command="igc undo"))
    assert publish_changes(store, None).entries == ()


def test_a_feed_holds_the_newest_hundred() -> None:
    store = memory_store()
    for number in range(MOST_ENTRIES + 1):
        add(store, agreement(f"a{number}"), command="igc add-agreement")
    entries = publish_changes(store, None).entries
    assert [entries[0].number, entries[-1].number] == [MOST_ENTRIES + 1, 2]
