"""A register through TinyDB: what scripts may do to it, and what they are kept from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB, where

from igc_tracker import clock
from igc_tracker.actions.store_verify import Verdict, verify_store
from igc_tracker.actions.undo import undo
from igc_tracker.domain.errors import BadTablesError, NetworkFileSystemError, RegisterBusyError, RegisterChangedError
from igc_tracker.store import network
from igc_tracker.store.codec import encode_instrument
from igc_tracker.store.layout import read_laid
from igc_tracker.store.lock import exclusive
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_face import RegisterStorage
from igc_tracker.store.tinydb_store import TinyDBStore
from keeping import REFS, add, change, held, keeper, written
from support import agreement, day, invocation, moment

if TYPE_CHECKING:
    from pathlib import Path

    from igc_tracker.domain.register import Json

pytestmark = pytest.mark.usefixtures("at_nine")


@pytest.fixture
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment("2026-11-25"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a register of three instruments, one of them changed since."""
    path = tmp_path / "register.json"
    change(written(path), "lease-1994")
    return path


def opened(path: Path) -> TinyDB:
    return TinyDB(path, storage=RegisterStorage, by="script")


def doc(ref: str = "new") -> Json:
    return encode_instrument(agreement(ref))


def test_every_table_is_read_without_seals_and_each_record_once(path: Path) -> None:
    with opened(path) as db:
        assert db.tables() == {"_igc", "projects", "commissions", "meetings", "journal", "instruments"}
        assert {each["ref"] for each in db.table("instruments")} == set(REFS)
        assert len(db.table("journal")) == 4
        assert not any(name.startswith("_") for table in db.tables() for each in db.table(table) for name in each)


def test_what_is_written_is_in_the_register_and_in_its_journal(path: Path) -> None:
    with opened(path) as db:
        db.table("instruments").update({"officer": "A. Script"}, where("ref") == "baiterek-2004")
        db.table("instruments").insert(doc())
        db.table("instruments").remove(where("ref") == "city-status-1995")

    assert set(held(path)) == {"lease-1994", "baiterek-2004", "new"}
    assert held(path)["baiterek-2004"].officer == "A. Script"
    entries = TinyDBStore(FilePlace(path)).journal()[4:]
    assert [(each.number, each.by, each.command) for each in entries] == [
        (5, "script", "(baiterek-2004: changed outside igc, through TinyDB)"),
        (6, "script", "(new: changed outside igc, through TinyDB)"),
        (7, "script", "(city-status-1995: changed outside igc, through TinyDB)"),
    ]
    assert verify_store(keeper(path)).verdict is Verdict.WHOLE


def test_it_can_be_undone_and_seen_through(path: Path) -> None:
    with opened(path) as db:
        db.table("instruments").update({"officer": "A. Script"}, where("ref") == "baiterek-2004")
    store = TinyDBStore(FilePlace(path))

    before = store.read(known_on=day("2026-11-24"))[0].instrument("baiterek-2004")
    undo(store, 5, invocation("2026-11-26"))

    assert before == held(path)["baiterek-2004"]


def test_a_small_change_is_added_to_the_file(path: Path) -> None:
    before = path.read_bytes()
    with opened(path) as db:
        db.table("instruments").update({"officer": "A. Script"}, where("ref") == "baiterek-2004")
    assert path.read_bytes().startswith(before[:-3])


def test_nothing_changed_nothing_written(path: Path) -> None:
    before = path.read_bytes()
    with opened(path) as db:
        db.table("instruments").update({"officer": "A. Script"}, where("ref") == "nowhere")
        db.table("instruments").update({"officer": "A. Second"}, where("ref") == "lease-1994")
    assert path.read_bytes() == before


def test_who_read_before_somebody_else_wrote_is_refused(path: Path) -> None:
    storage = RegisterStorage(path)
    tables = storage.read()
    add(TinyDBStore(FilePlace(path)), "new")
    before = path.read_bytes()
    tables["instruments"]["3"]["officer"] = "A. Script"

    with pytest.raises(RegisterChangedError):
        storage.write(tables)

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"instruments": {"99": {"kind": "agreement"}}}, "has no ref"),
        ({"instruments": {"99": {"ref": 5}}}, "has no ref"),
        ({"instruments": {"99": {"ref": "lease-1994"}}}, "is there twice"),
        ({"instruments": {"99": {"ref": "new", "_seq": 1}}}, "are igc's own"),
        ({"instruments": {"99": {"ref": "new", "share": float("nan")}}}, "not JSON compliant"),
        ({"instruments": {"99": {"ref": "new", "on": day("2026-11-25")}}}, "not JSON serializable"),
        ({"journal": {}}, "the table journal is igc's own"),
        ({"_igc": {"1": {"id": "other"}}}, "the table _igc is igc's own"),
    ],
)
def test_what_no_register_can_have_is_refused(path: Path, changed: Json, why: str) -> None:
    storage = RegisterStorage(path)
    tables = storage.read()
    before = path.read_bytes()
    for name, records in changed.items():
        tables[name] = {**tables[name], **records} if records and name != "_igc" else records

    with pytest.raises(BadTablesError) as refused:
        storage.write(tables)

    assert why in str(refused.value)
    assert path.read_bytes() == before


def test_all_is_not_thrown_away_at_once(path: Path) -> None:
    before = path.read_bytes()
    with opened(path) as db, pytest.raises(BadTablesError):
        db.drop_tables()
    assert path.read_bytes() == before


def test_a_new_record_gets_a_number_nobody_has(path: Path) -> None:
    with opened(path) as db:
        db.table("instruments").insert(doc("first"))
    add(TinyDBStore(FilePlace(path)), "second")
    with opened(path) as db:
        db.table("instruments").insert(doc("third"))

    keys = list(read_laid(path.read_bytes()).tables["instruments"])
    assert set(held(path)) == {*REFS, "first", "second", "third"}
    assert len(set(keys)) == 6
    assert verify_store(keeper(path)).verdict is Verdict.WHOLE


def test_it_waits_its_turn(path: Path) -> None:
    storage = RegisterStorage(path, timeout=0.05)
    tables = storage.read()
    tables["instruments"]["3"]["officer"] = "A. Script"
    with exclusive(path), pytest.raises(RegisterBusyError):
        storage.write(tables)


def test_a_register_on_a_network_file_system_is_refused_here_too(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "file_system", lambda _: "nfs4")
    assert tmp_path.exists()
    with opened(path) as db, pytest.raises(NetworkFileSystemError):
        db.table("instruments").insert(doc())
