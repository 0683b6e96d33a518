"""A catalogue that is locked, full, broken or overtaken: no answer changes, and what is written is told as written."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from igc_tracker import __version__
from igc_tracker.actions.edit_instrument import edit_instrument
from igc_tracker.actions.list_instruments import Filters, RowTopic, list_instruments
from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import Relation
from igc_tracker.store import catalogue, places
from igc_tracker.store.catalogue import Catalogue
from igc_tracker.store.catalogue_upkeep import Upkeep
from igc_tracker.store.catalogued_register import CataloguedRegister
from igc_tracker.store.decoding import decode_register
from igc_tracker.store.file import replace_file
from igc_tracker.store.layout import lay_out, read_laid
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore
from support import agreement, invocation, register_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from igc_tracker.actions.list_instruments import ListAnswer
    from igc_tracker.domain.register import Register

LEASE = agreement("lease-1994", facts="1994-03-28 signed", aliases=("lease",))
PROTOCOL = agreement("lease-protocol-2004", facts="2004-01-09 signed", links=((Relation.AMENDS, "lease-1994"),))
VISA = agreement("visa-2012", facts="2012-12-04 signed", title="Visa-free travel")
SQLITE_FULL = "database or disk is full"
DAY = date(2026, 11, 23)
REMARK = NewFact(kind=FactKind.REMARK, detail="seen")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "LARGE", 0)
    path = tmp_path / "register.json"
    replace_file(path, register_text(LEASE, PROTOCOL, VISA).encode())
    return path


def store_at(path: Path) -> TinyDBStore:
    return TinyDBStore(FilePlace(path, catalogues=path.parent / "catalogues"))


def plain(path: Path) -> TinyDBStore:
    return TinyDBStore(FilePlace(path))


def listed(store: TinyDBStore, on: date = DAY, query: str | None = None) -> ListAnswer:
    return list_instruments(store, Filters(query=query), as_of=on, known_on=None)


def record(store: TinyDBStore, ref: str = "visa-2012", new: NewFact = REMARK) -> None:
    record_fact(store, ref, new, invocation("2026-11-23"))


def facts_of(path: Path, ref: str) -> list[str | None]:
    return [fact.detail for fact in plain(path).read()[0].by_ref[ref].facts if fact.kind is FactKind.REMARK]


def database(path: Path) -> Path:
    (found,) = (path.parent / "catalogues").glob("*.catalogue")
    return found


def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nobody wait for a lock as long as in earnest."""
    monkeypatch.setattr(catalogue, "TIMEOUT_SECONDS", 0.01)


# --- SQLite refuses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_known", [True, False], ids=["known", "new"])
def test_while_somebody_else_holds_the_catalogue_answers_and_writes_go_on_without_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, is_known: bool
) -> None:
    no_wait(monkeypatch)
    listed(store_at(path))
    if not is_known:
        record(plain(path), "lease-1994")
    with closing(sqlite3.connect(database(path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        record(store_at(path))

        assert listed(store_at(path), date(2003, 1, 1)) == listed(plain(path), date(2003, 1, 1))
    assert facts_of(path, "visa-2012") == ["seen"]
    assert listed(store_at(path)) == listed(plain(path))


@pytest.mark.parametrize("table", ["record", "name", "tie", "derived", "derivation", "to_derive", "topic", "rests_on"])
def test_a_catalogue_without_one_of_its_tables_changes_no_answer_and_stops_no_write(path: Path, table: str) -> None:
    listed(store_at(path))
    with closing(sqlite3.connect(database(path), isolation_level=None)) as other:
        other.execute(f"DROP TABLE {table}")

    assert listed(store_at(path), query="lease") == listed(plain(path), query="lease")
    register, _ = store_at(path).look()
    assert register.by_ref["visa-2012"] == VISA
    assert len(register.by_ref) == 3
    assert list(register.by_ref) == ["lease-1994", "lease-protocol-2004", "visa-2012"]
    assert not register.is_empty
    assert "lease-protocol-2004" in register.tied_to("lease-1994")
    assert LEASE in register.named(["lease"])
    around = register.around(["lease-1994"])
    assert LEASE in around
    assert PROTOCOL in around
    record(store_at(path))
    assert facts_of(path, "visa-2012") == ["seen"]


@pytest.mark.parametrize("at", [100, 4096, 8192, 20000])
def test_a_catalogue_with_rubbish_in_it_changes_no_answer_and_is_made_anew(path: Path, at: int) -> None:
    listed(store_at(path))
    with closing(sqlite3.connect(database(path))) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with database(path).open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * 4096)

    for number in range(3):
        assert listed(store_at(path)) == listed(plain(path))
        record(store_at(path), new=replace(REMARK, detail=f"{number}"))

    assert facts_of(path, "visa-2012") == ["0", "1", "2"]
    assert isinstance(store_at(path).look()[0], CataloguedRegister)
    with closing(sqlite3.connect(database(path))) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_where_the_cache_is_full_answers_and_writes_go_on_without_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **options: object) -> None:
        del options
        raise sqlite3.OperationalError(SQLITE_FULL)

    listed(store_at(path))
    monkeypatch.setattr(Upkeep, "_describe", full)
    monkeypatch.setattr(Upkeep, "_forget", full)

    record(store_at(path))
    record(store_at(path), "lease-1994")

    assert facts_of(path, "visa-2012") == ["seen"]
    assert listed(store_at(path)) == listed(plain(path))


# --- somebody was faster ------------------------------------------------------------------------------------------


def before(monkeypatch: pytest.MonkeyPatch, name: str, do: Callable[[], object]) -> None:
    """Have ``do`` done once, right before a method of a catalogue."""

    def first(self: Catalogue, *args: Any, **options: Any) -> Any:  # noqa: ANN401
        monkeypatch.setattr(Catalogue, name, method)
        do()
        return method(self, *args, **options)

    method = getattr(Catalogue, name)
    monkeypatch.setattr(Catalogue, name, first)


def test_what_was_read_before_a_write_is_not_taken_for_what_is_there_after_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(store_at(path))
    record(plain(path), "lease-1994")

    def write() -> None:  # while the reader waits for his turn to tell what he read before
        record(store_at(path))
        path.with_name("register.json.lock").unlink()  # it would notice

    before(monkeypatch, "_writing", write)
    listed(store_at(path))

    assert listed(store_at(path)) == listed(plain(path))
    record(store_at(path), new=replace(REMARK, detail="later"))
    assert facts_of(path, "visa-2012") == ["seen", "later"]


def test_a_writer_finds_the_newest_version_though_a_slow_reader_tells_of_an_older_one_meanwhile(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(store_at(path))
    record(plain(path), "lease-1994")
    slow = Catalogue(path, path.parent / "catalogues", version=__version__)
    read_at, laid = slow.stat(), plain(path).place.laid()
    record(store_at(path))
    monkeypatch.setattr(slow, "stat", lambda: read_at)  # as it was before he waited for his turn

    before(monkeypatch, "key_of", lambda: slow.learn(laid, read_at))
    record(store_at(path), new=replace(REMARK, detail="later"))

    assert facts_of(path, "visa-2012") == ["seen", "later"]
    assert [entry.number for entry in plain(path).journal()] == [1, 2, 3]


@pytest.mark.parametrize("method", ["record", "keys_named", "keys_around", "refs_tied_to", "key_of", "underived"])
def test_a_reader_whom_a_new_laying_out_overtakes_answers_as_before_it_or_after_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    listed(store_at(path))
    old = listed(store_at(path), date(2003, 1, 1), "lease")

    def overtake() -> None:
        record(plain(path))
        visa = plain(path).read()[0].by_ref["visa-2012"]
        edit_instrument(store_at(path), visa, replace(visa, aliases=("longer than before",)), invocation("2026-11-23"))
        laid = plain(path).place.laid()
        replace_file(path, lay_out(laid.tables, laid.seqs))
        listed(store_at(path))

    before(monkeypatch, method, overtake)

    seen = listed(store_at(path), date(2003, 1, 1), "lease")
    register, _ = store_at(path).look()

    assert seen in (old, listed(plain(path), date(2003, 1, 1), "lease"))
    assert register.by_ref["visa-2012"].aliases in ((), ("longer than before",))


def test_two_who_ask_for_different_days_at_once_get_each_his_own(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed(store_at(path))
    early, late = date(1993, 1, 1), date(2026, 1, 1)
    before(monkeypatch, "derived", lambda: listed(store_at(path), late))

    assert listed(store_at(path), early) == listed(plain(path), early)


def test_what_is_derived_of_an_older_state_is_not_kept_for_the_newer(path: Path) -> None:
    older, _ = store_at(path).look()
    assert older.by_ref["visa-2012"] == VISA
    record(store_at(path), new=NewFact(kind=FactKind.TERMINATED, on=PartialDate.of_day(date(2020, 1, 1))))

    rows, _ = older.derived(RowTopic(), as_of=DAY)

    assert rows == plain_register().derived(RowTopic(), as_of=DAY)[0]
    assert listed(store_at(path)) == listed(plain(path))


def plain_register() -> Register:
    """Return the register as it is at first."""
    return decode_register(read_laid(register_text(LEASE, PROTOCOL, VISA).encode()).tables)[0]


# --- other files in the same place, other programs ----------------------------------------------------------------


def test_another_register_in_the_same_place_is_not_taken_for_the_one_before(path: Path) -> None:
    listed(store_at(path))
    other = agreement(
        "visa-2012", facts="2012-12-04 signed\n2013-01-01 terminated", title="Other", aliases=("another",)
    )
    replace_file(path, register_text(other, LEASE, PROTOCOL).encode())

    assert listed(store_at(path)) == listed(plain(path))
    assert listed(store_at(path), query="another") == listed(plain(path), query="another")


def test_what_another_program_edited_is_seen_once_igc_has_written_again(path: Path) -> None:
    listed(store_at(path))
    with TinyDB(path) as db:
        db.table("instruments").update(
            {"aliases": ["stock"], "facts": []},
            doc_ids=[doc.doc_id for doc in db.table("instruments") if doc["ref"] == "visa-2012"],
        )
    record(store_at(path), "lease-1994")

    assert listed(store_at(path)) == listed(plain(path))
    assert listed(store_at(path), query="stock") == listed(plain(path), query="stock")


def test_a_file_edited_without_changing_its_size_or_the_time_it_shows_is_read_again(path: Path) -> None:
    listed(store_at(path), query="visa")
    was = path.stat()
    text = path.read_bytes()
    other = register_text(LEASE, PROTOCOL, replace(VISA, titles={"en": "Visa-less travel"})).encode()
    assert len(other) == len(text)
    with path.open("r+b") as file:
        file.write(other)
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))

    assert listed(store_at(path), query="visa") == listed(plain(path), query="visa")
    assert listed(store_at(path), query="less") == listed(plain(path), query="less")


def test_a_field_that_igc_does_not_know_outlives_a_change_whatever_it_is_called(path: Path) -> None:
    with TinyDB(path) as db:
        db.table("instruments").update({"_note": "mine", "": "nameless"})
    record(store_at(path), "lease-1994")
    listed(store_at(path))

    record(store_at(path))
    record(store_at(path))

    for doc in plain(path).place.laid().tables["instruments"].values():
        assert (doc["_note"], doc[""]) == ("mine", "nameless")
