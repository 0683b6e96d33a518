"""What every store has to do, whatever it is made of; and what the file must stand."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from igc_tracker.domain.errors import (
    DuplicateReferenceError,
    RegisterBusyError,
    RegisterConflictError,
    RegisterMissingError,
)
from igc_tracker.store.file import replace_file
from igc_tracker.store.lock import exclusive
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore, new_register_text
from support import INFO, RECORDED_AT, agreement, day, invocation, memory_store, moment, struck, timeline

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

LEASE = agreement("lease-1994", facts="1994-03-28 signed", aliases=("lease",))


@pytest.fixture(params=["memory", "file", "catalogued"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyDBStore:
    """Return an empty register: in memory, in a file, in a file held to be so large that it has a catalogue."""
    if request.param == "memory":
        return memory_store()
    if request.param == "file":
        return file_store(tmp_path / "register.json")
    monkeypatch.setattr("igc_tracker.store.places.LARGE", 0)
    file_store(tmp_path / "register.json")
    return TinyDBStore(FilePlace(tmp_path / "register.json", catalogues=tmp_path / "catalogues"))


def file_store(path: Path, *, timeout: float = 10.0) -> TinyDBStore:
    if not path.exists():
        replace_file(path, new_register_text(INFO).encode())
    return TinyDBStore(FilePlace(path, timeout=timeout))


def add(store: TinyDBStore, *instruments: Instrument, on: str = "2026-11-23") -> None:
    for instrument in instruments:
        with store.writing(invocation(on, command=f"igc add {instrument.ref}")) as writing:
            writing.add(instrument)


def save(store: TinyDBStore, instrument: Instrument, *, expected: Instrument, on: str = "2026-11-23") -> None:
    with store.writing(invocation(on, command=f"igc edit {instrument.ref}")) as writing:
        writing.save(instrument, expected=expected)


def held(store: TinyDBStore) -> list[Instrument]:
    """Return the instruments; what is only looked at must be the same."""
    register, findings = store.read()
    looked_at, found = store.look()
    assert list(looked_at.by_ref.values()) == list(register.by_ref.values())
    assert (looked_at.info, looked_at.projects, looked_at.meetings, found) == (
        register.info,
        register.projects,
        register.meetings,
        findings,
    )
    return list(register.instruments)


# --- every store --------------------------------------------------------------------------------------------------


def test_a_new_register_is_empty_and_has_its_particulars(store: TinyDBStore) -> None:
    register, findings = store.read()

    assert register.info == INFO
    assert (register.instruments, register.projects, register.meetings, findings) == ((), (), (), ())
    assert store.journal() == ()


def test_what_was_added_is_read_in_the_order_it_was_added(store: TinyDBStore) -> None:
    second = agreement("baiterek-2004")

    add(store, LEASE, second)

    assert held(store) == [LEASE, second]


def test_a_reference_is_taken_once(store: TinyDBStore) -> None:
    add(store, LEASE)

    with pytest.raises(DuplicateReferenceError):
        add(store, agreement("lease-1994", title="Another"))

    assert held(store) == [LEASE]


def test_a_reference_is_taken_once_within_one_change_too(store: TinyDBStore) -> None:
    def add_twice() -> None:
        with store.writing(invocation()) as writing:
            writing.add(LEASE)
            writing.add(LEASE)

    with pytest.raises(DuplicateReferenceError):
        add_twice()

    assert held(store) == []


def test_a_saved_instrument_takes_the_place_of_the_old_one(store: TinyDBStore) -> None:
    other = agreement("baiterek-2004")
    add(store, LEASE, other)
    changed = replace(LEASE, aliases=(), depositary="RU", facts=timeline("1994-03-28 signed\n1994-10-24 ratified KZ"))

    save(store, changed, expected=LEASE)

    assert held(store) == [changed, other]


def test_an_instrument_that_has_moved_on_is_a_conflict_that_shows_both(store: TinyDBStore) -> None:
    add(store, LEASE)
    theirs = replace(LEASE, officer="A. Second", aliases=())
    save(store, theirs, expected=LEASE)

    with pytest.raises(RegisterConflictError) as conflict:
        save(store, replace(LEASE, depositary="RU", officer="A. {Third}"), expected=LEASE)

    assert conflict.value.values == {
        "ref": "lease-1994",
        "what": 'aliases: now nothing, wanted ["lease"]; officer: now A. Second, wanted A. {Third}',
    }
    assert held(store) == [theirs]


def test_an_instrument_that_is_gone_is_a_conflict(store: TinyDBStore) -> None:
    with pytest.raises(RegisterConflictError, match="it is gone"):
        save(store, replace(LEASE, depositary="RU"), expected=LEASE)

    assert held(store) == []


def test_several_steps_of_one_change_build_on_one_another(store: TinyDBStore) -> None:
    second, third = replace(LEASE, depositary="RU"), replace(LEASE, depositary="KZ")

    with store.writing(invocation()) as writing:
        writing.add(LEASE)
        writing.save(second, expected=LEASE)
        writing.save(third, expected=second)

    assert held(store) == [third]
    assert [len(entry.changes) for entry in store.journal()] == [3]


def test_nothing_is_written_when_the_change_fails_half_way(store: TinyDBStore) -> None:
    add(store, LEASE)
    before = store.place.laid().tables

    def fail_half_way() -> None:
        with store.writing(invocation()) as writing:
            writing.add(agreement("baiterek-2004"))
            writing.save(replace(LEASE, depositary="RU"), expected=LEASE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert store.place.laid().tables == before


def test_a_change_of_nothing_is_not_journalled(store: TinyDBStore) -> None:
    add(store, LEASE)

    save(store, LEASE, expected=LEASE)
    with store.writing(invocation()) as writing:
        assert writing.register.instrument("lease-1994") == LEASE

    assert len(store.journal()) == 1


def test_the_journal_counts_from_one_and_says_who_did_what_when(store: TinyDBStore) -> None:
    add(store, LEASE)
    save(store, replace(LEASE, depositary="RU", aliases=()), expected=LEASE, on="2026-11-24")

    first, second = store.journal()

    assert (first.number, first.by, first.at, first.command) == (
        1,
        "officer",
        moment("2026-11-23"),
        "igc add lease-1994",
    )
    assert [(change.field, change.before) for change in first.changes] == [("", None)]
    assert (second.number, second.at, second.undoes) == (2, moment("2026-11-24"), None)
    assert [(change.field, change.before, change.after) for change in second.changes] == [
        ("aliases", ["lease"], None),
        ("depositary", None, "RU"),
    ]


def test_a_change_taken_back_is_one_more_entry(store: TinyDBStore) -> None:
    add(store, LEASE)
    save(store, replace(LEASE, depositary="RU"), expected=LEASE)
    with store.writing(invocation()) as writing:
        writing.revert(store.journal()[1])

    assert held(store) == [LEASE]
    assert [(entry.number, entry.undoes) for entry in store.journal()] == [(1, None), (2, None), (3, 2)]


def test_an_instrument_can_be_taken_away_and_brought_back(store: TinyDBStore) -> None:
    add(store, LEASE)
    with store.writing(invocation()) as writing:
        writing.revert(store.journal()[0])
    gone = held(store)
    with store.writing(invocation()) as writing:
        writing.revert(store.journal()[1])

    assert (gone, held(store)) == ([], [LEASE])


def test_what_was_changed_again_cannot_be_taken_back(store: TinyDBStore) -> None:
    add(store, LEASE)
    second = replace(LEASE, depositary="RU")
    save(store, second, expected=LEASE)
    save(store, replace(second, depositary="KZ"), expected=second)

    with pytest.raises(RegisterConflictError) as conflict, store.writing(invocation()) as writing:
        writing.revert(store.journal()[1])
    assert conflict.value.values["what"] == "depositary: now KZ, wanted nothing"
    with pytest.raises(RegisterConflictError) as conflict, store.writing(invocation()) as writing:
        writing.revert(store.journal()[0])
    assert conflict.value.values["what"] == ('the whole record: now {"depositary": "KZ"}, wanted nothing')

    assert len(store.journal()) == 3


def test_what_was_known_on_a_day_is_read_with_everything_later_taken_back(store: TinyDBStore) -> None:
    signed = agreement("baiterek-2004", facts="2004-12-22 signed\n2005-12-15 entered-into-force")
    add(store, signed, on="2026-11-23")
    wrong = replace(signed, facts=(struck(signed.facts[0], at=moment("2026-11-24")), signed.facts[1]), depositary="RU")
    save(store, wrong, expected=signed, on="2026-11-24")
    add(store, replace(LEASE, recorded_at=moment("2026-11-25")), on="2026-11-25")

    known = {each: store.read(known_on=day(each))[0].instruments for each in ("2026-11-22", "2026-11-23", "2026-11-24")}

    assert known == {"2026-11-22": (), "2026-11-23": (signed,), "2026-11-24": (wrong,)}


def test_records_come_back_where_they_stood_when_what_was_known_is_read(store: TinyDBStore) -> None:
    first, second, third = (agreement(ref, recorded_at=RECORDED_AT) for ref in ("first", "second", "third"))
    add(store, first, second, third, on="2026-11-23")
    with store.writing(invocation("2026-11-24")) as writing:
        writing.revert(store.journal()[0])
    with store.writing(invocation("2026-11-25")) as writing:
        writing.revert(store.journal()[3])

    assert held(store) == [second, third, first]
    assert store.read(known_on=day("2026-11-24"))[0].instruments == (second, third)
    assert store.read(known_on=day("2026-11-23"))[0].instruments == (first, second, third)


def test_facts_come_back_where_they_stood_when_what_was_known_is_read(store: TinyDBStore) -> None:
    one, two, three = timeline("1994-03-28 signed\n1994-10-24 ratified KZ\n1994-10-25 remark")
    steps = [replace(LEASE, facts=(one,)), replace(LEASE, facts=(one, two)), replace(LEASE, facts=(one, two, three))]
    add(store, steps[0])
    save(store, steps[1], expected=steps[0])
    save(store, steps[2], expected=steps[1])
    with store.writing(invocation("2026-11-24")) as writing:
        writing.revert(store.journal()[1])
    with store.writing(invocation("2026-11-25")) as writing:
        writing.revert(store.journal()[3])

    assert [fact.id for fact in held(store)[0].facts] == [one.id, three.id, two.id]
    assert store.read(known_on=day("2026-11-23"))[0].instruments == (steps[2],)


@pytest.mark.parametrize(
    "text", ["[red]", "\x1b[31m", "two\nlines\r\n", "\u202eright to left", "\ud800 alone", "\x00", '"', "🚀", "\u2028"]
)
def test_any_text_comes_back_as_it_was(store: TinyDBStore, text: str) -> None:
    strange = agreement("strange", title=text, officer=text, titles={"en": text, "kk": "Бәйтерек"})

    add(store, strange)

    assert held(store) == [strange]


# --- the file -----------------------------------------------------------------------------------------------------


def documents_seen_by_tinydb(path: Path) -> dict[str, dict[int, dict[str, object]]]:
    """Return what stock TinyDB sees, without the seals; what was done since the file was laid out rides on records."""
    with TinyDB(path, encoding="utf-8") as db:
        seen = {name: {doc.doc_id: dict(doc) for doc in db.table(name)} for name in sorted(db.tables())}
    seen["journal"] |= {
        entry["number"]: entry for doc in seen["instruments"].values() for entry in doc.get("_journal", ())
    }
    return {
        name: {key: {field: value for field, value in doc.items() if field[0] != "_"} for key, doc in docs.items()}
        for name, docs in seen.items()
    }


def documents_of(store: TinyDBStore) -> dict[str, dict[int, dict[str, object]]]:
    tables = store.place.laid().tables
    return {name: {int(key): doc for key, doc in tables[name].items()} for name in sorted(tables)}


def test_plain_tinydb_sees_the_same_documents_after_each_kind_of_change(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = file_store(path)
    assert documents_seen_by_tinydb(path) == documents_of(store)

    add(store, LEASE, agreement("baiterek-2004", titles={"kk": "Бәйтерек"}))
    assert documents_seen_by_tinydb(path) == documents_of(store)

    save(store, replace(LEASE, facts=(), depositary="RU"), expected=LEASE)
    assert documents_seen_by_tinydb(path) == documents_of(store)

    with store.writing(invocation()) as writing:
        writing.revert(store.journal()[1])
    assert documents_seen_by_tinydb(path) == documents_of(store)
    assert len(documents_seen_by_tinydb(path)["instruments"]) == 1


def test_what_plain_tinydb_wrote_is_read(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = file_store(path)
    add(store, LEASE)

    with TinyDB(path, encoding="utf-8") as db:
        db.table("instruments").update({"depositary": "RU"})

    register, findings = store.read()
    assert register.instruments == (replace(LEASE, depositary="RU"),)
    assert [(finding.code, finding.ref) for finding in findings] == [("edited-outside", "lease-1994")]


def test_what_plain_tinydb_wrote_survives_the_next_change_and_is_told_in_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = file_store(path)
    add(store, LEASE)
    with TinyDB(path, encoding="utf-8") as db:
        db.table("instruments").update({"depositary": "RU"})
    edited = path.read_bytes()

    add(store, agreement("baiterek-2004"))

    assert [(each.ref, each.depositary) for each in held(store)] == [("lease-1994", "RU"), ("baiterek-2004", None)]
    assert store.read()[1] == ()
    assert [(entry.number, entry.command) for entry in store.journal()] == [
        (1, "igc add lease-1994"),
        (2, "(lease-1994: changed outside igc)"),
        (3, "igc add baiterek-2004"),
    ]
    assert path.with_name("register.json.bak1").read_bytes() == edited


def test_a_new_register_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    previous = os.umask(0o022)
    try:
        store = file_store(path)
        add(store, LEASE)
    finally:
        os.umask(previous)

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.with_name("register.json.lock").stat().st_mode & 0o777 == 0o600


def test_a_change_keeps_the_mode_its_owner_gave_the_file(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = file_store(path)
    path.chmod(0o640)

    add(store, LEASE)

    assert path.stat().st_mode & 0o777 == 0o640


def test_a_change_leaves_one_record_a_line_and_nothing_beside_the_file_but_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = file_store(path)

    add(store, LEASE, agreement("baiterek-2004"))

    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('"2":{"ref":"lease-1994","kind"') for line in lines) == 1
    assert sorted(each.name for each in path.parent.iterdir() if each.is_file()) == [
        "register.json",
        "register.json.lock",
    ]


def test_a_change_through_a_symbolic_link_changes_the_file_it_points_at(tmp_path: Path) -> None:
    path, link = tmp_path / "register.json", tmp_path / "link.json"
    store = file_store(path)
    link.symlink_to(path)

    add(file_store(link), LEASE)

    assert link.is_symlink()
    assert held(store) == [LEASE]


def test_a_change_beside_no_register_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(RegisterMissingError):
        add(TinyDBStore(FilePlace(tmp_path / "none.json")), LEASE)

    assert [each for each in tmp_path.iterdir() if each.name != "home"] == []


def test_a_register_held_too_long_is_busy_and_the_holder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = file_store(path, timeout=0.05)

    with exclusive(path), pytest.raises(RegisterBusyError) as busy:
        add(store, LEASE)

    assert busy.value.values["holder"] == f" (process {os.getpid()})"
    assert held(store) == []
    add(store, LEASE)  # the lock is free again


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = file_store(path)

    with store.writing(invocation()) as writing:
        writing.add(LEASE)
        seen = held(file_store(path))

    assert seen == []
    assert held(store) == [LEASE]


# --- several processes --------------------------------------------------------------------------------------------

RECORDER = Path(__file__).with_name("recorder.py")


def recorder(path: Path, name: str, count: int, ref: str = "lease-1994") -> subprocess.Popen[str]:
    """Start a process that records ``count`` facts, and says the detail of each once it is recorded."""
    return subprocess.Popen(
        [sys.executable, RECORDER, path, name, str(count), ref],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def details(store: TinyDBStore) -> set[str]:
    return {fact.detail for fact in store.read()[0].instruments[0].facts if fact.detail}


def test_two_processes_lose_none_of_each_others_facts_and_a_reader_never_fails(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = file_store(path)
    add(store, LEASE)
    counts = [0]

    writers = [recorder(path, name, 20) for name in ("one", "two")]
    while any(writer.poll() is None for writer in writers):
        counts.append(len(details(store)))
    said = {line for writer in writers for line in writer.communicate()[0].split()}

    assert [writer.returncode for writer in writers] == [0, 0]
    assert len(said) == 40
    assert details(store) == said
    assert counts == sorted(counts)
    assert [entry.number for entry in store.journal()] == list(range(1, 42))


def test_eight_processes_half_of_them_on_one_instrument_lose_nothing(tmp_path: Path, *, long_run: bool) -> None:
    path, each = tmp_path / "register.json", 100 if long_run else 8
    store = file_store(path)
    refs = ["lease-1994"] * 4 + [f"own-{number}" for number in range(4)]
    add(store, *(agreement(ref) for ref in dict.fromkeys(refs)))

    writers = [recorder(path, f"w{number}", each, ref) for number, ref in enumerate(refs)]
    said = {line for writer in writers for line in writer.communicate()[0].split()}

    assert [writer.returncode for writer in writers] == [0] * 8
    recorded = [fact.detail for instrument in store.read()[0].instruments for fact in instrument.facts]
    assert len(recorded) == 8 * each
    assert set(recorded) == said
    assert [entry.number for entry in store.journal()] == list(range(1, 5 + 8 * each + 1))


def test_a_writer_killed_at_any_moment_leaves_a_whole_file_with_every_fact_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = file_store(path)
    add(store, LEASE)
    said: set[str] = set()

    for round_number in range(20):
        writer = recorder(path, f"round-{round_number}", 1000)
        assert writer.stdout is not None
        said.add(writer.stdout.readline().strip())  # it is at work now
        time.sleep(round_number * 0.0017)  # so that the kill falls on another moment of its work each time
        writer.send_signal(signal.SIGKILL)
        rest, _ = writer.communicate()
        said.update(line.strip() for line in rest.splitlines(keepends=True) if line.endswith("\n"))

        assert details(store) >= said
        assert len(store.journal()) == len(held(store)[0].facts)

    add(store, agreement("after"))  # and no lock is left held
    assert len(held(store)) == 2
