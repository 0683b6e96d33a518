"""Registers of every earlier schema, each with a file as the igc of that time wrote it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from igc_tracker.store.codec import SCHEMA_VERSION
from igc_tracker.store.layout import INFO_TABLE, read_laid
from igc_tracker.store.migrations import STEPS, migrated
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore
from keeping import add, beside, hurt, keeper
from support import invocation

OLD = Path(__file__).parent / "old"
FILES = sorted(OLD.glob("schema-*.json"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    copy = tmp_path / "register.json"
    shutil.copyfile(request.param, copy)
    return copy


def records(path: Path) -> object:
    """Return what a register holds, but for the schema it says it is in."""
    tables = read_laid(path.read_bytes()).tables
    return {name: table for name, table in tables.items() if name != INFO_TABLE}


def test_there_is_a_step_and_an_old_file_for_every_earlier_schema() -> None:
    assert sorted(STEPS) == list(range(1, SCHEMA_VERSION))
    assert [path.stem for path in FILES] == [f"schema-{number}" for number in range(1, SCHEMA_VERSION)]


def test_an_earlier_register_is_read_as_it_is(path: Path) -> None:
    before = path.read_bytes()

    register, findings = TinyDBStore(FilePlace(path)).read()

    assert ([each.ref for each in register.instruments], findings) == (["lease-1994", "lease-protocol"], ())
    assert len(TinyDBStore(FilePlace(path)).journal()) == 1
    assert path.read_bytes() == before


def test_migrate_brings_it_into_today_s_form_and_keeps_the_old_file(path: Path) -> None:
    before, was = path.read_bytes(), records(path)

    answer = keeper(path).migrate(invocation(), dry_run=False)

    assert (answer.after, answer.needed, answer.written) == (SCHEMA_VERSION, True, True)
    assert records(path) == was, "keys igc does not know and all"
    assert read_laid(path.read_bytes()).end is not None
    assert Path(answer.kept_as or "").read_bytes() == before
    again = keeper(path).migrate(invocation(), dry_run=False)
    assert (again.needed, again.written, again.kept_as) == (False, False, None)


def test_migrate_writes_nothing_in_a_dry_run(path: Path) -> None:
    before = path.read_bytes()

    answer = keeper(path).migrate(invocation(), dry_run=True)

    assert (answer.needed, answer.written) == (True, False)
    assert (path.read_bytes(), beside(path)) == (before, [])


def test_the_first_change_migrates_too(path: Path) -> None:
    before = path.read_bytes()

    add(TinyDBStore(FilePlace(path)), "new")

    assert read_laid(path.read_bytes()).tables[INFO_TABLE]["1"]["schema_version"] == SCHEMA_VERSION
    assert path.with_name("register.json.bak1").read_bytes() == before


def test_a_step_changes_nothing_in_what_it_is_given(path: Path) -> None:
    tables = read_laid(path.read_bytes()).tables
    before = json.dumps(tables)

    migrated(tables)

    assert json.dumps(tables) == before


def test_a_damaged_earlier_register_is_recovered_into_today_s_form(path: Path) -> None:
    hurt(path, "lease-protocol")

    answer = keeper(path).recover(invocation(), accept_changes=False, accept_older=False, dry_run=False)

    assert [each.ref for each in answer.records] == ["lease-protocol"]
    assert [each.ref for each in TinyDBStore(FilePlace(path)).read()[0].instruments] == ["lease-1994"]
