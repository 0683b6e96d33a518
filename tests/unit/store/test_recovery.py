"""What can be saved of a damaged register, and that every record is accounted for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cli.running import EXAMPLE
from igc_tracker.actions.store_recover import Recovery
from igc_tracker.domain.errors import (
    NothingRecoverableError,
    RegisterMissingError,
    RegisterNewerError,
    RegisterOlderError,
    RegisterUnreadableError,
)
from igc_tracker.store.backups import folder_of
from igc_tracker.store.layout import read_laid
from igc_tracker.store.lock import acknowledged, lock_file
from igc_tracker.store.places import FilePlace
from igc_tracker.store.survey import Seal, survey
from igc_tracker.store.tinydb_store import TABLES, TinyDBStore
from keeping import REFS, add, beside, change, held, hurt, keeper, written
from support import invocation

if TYPE_CHECKING:
    from pathlib import Path

    from igc_tracker.actions.store_recover import RecoveredAnswer


def recover(
    path: Path, *, accept_changes: bool = False, accept_older: bool = False, dry_run: bool = False
) -> RecoveredAnswer:
    return keeper(path).recover(
        invocation("2026-11-25", command="igc store recover"),
        accept_changes=accept_changes,
        accept_older=accept_older,
        dry_run=dry_run,
    )


def told(answer: RecoveredAnswer) -> list[tuple[str | None, Recovery, str | None]]:
    return [(each.ref, each.recovery, each.source) for each in answer.records]


def journal(path: Path) -> list[tuple[int, str]]:
    return [(each.number, each.command) for each in TinyDBStore(FilePlace(path)).journal()]


def compacted(path: Path) -> None:
    keeper(path).compact(invocation("2026-11-23"), dry_run=False)


def forge(path: Path, *, place: int = -1) -> None:
    """Change a word in a record, the last one, and leave its checksum."""
    parts = path.read_bytes().split(b"on the lease")
    parts[place - 1 : place + 1 or None] = [b"on the leash".join(parts[place - 1 : place + 1 or None])]
    path.write_bytes(b"on the lease".join(parts))


def without_copies(path: Path) -> None:
    for each in [*path.parent.glob("*.bak*"), *folder_of(path).glob("*")]:
        each.unlink()


def test_a_whole_register_needs_no_recovering(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    before = path.read_bytes()

    answer = recover(path)

    assert (answer.needed, answer.written, path.read_bytes()) == (False, False, before)


def test_a_record_without_a_whole_version_anywhere_is_lost_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    hurt(path, "baiterek-2004")
    without_copies(path)
    damaged = path.read_bytes()

    answer = recover(path)

    assert told(answer) == [("baiterek-2004", Recovery.LOST, None)]
    assert set(held(path)) == {"lease-1994", "city-status-1995"}
    assert [number for number, _ in journal(path)] == [1, 2, 3, 4]
    assert not answer.is_complete
    assert beside(path) == ["register.json.backups", "register.json.damaged1"]
    assert (tmp_path / "register.json.damaged1").read_bytes() == damaged


def test_what_is_damaged_comes_from_a_copy_in_the_same_version(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    keeper(path).back_up(invocation("2026-11-24"), None, dry_run=False)
    was = held(path)
    hurt(path, "baiterek-2004")

    answer = recover(path)

    (one,) = answer.records
    assert (one.ref, one.recovery, one.source) == ("baiterek-2004", Recovery.COPY, "2026-11-24-090000.json")
    assert answer.is_complete
    assert held(path) == was


def test_the_newest_version_that_is_whole_is_taken_and_told_to_be_older(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = written(path)
    change(store, "lease-1994")
    was = held(path)
    change(store, "lease-1994", officer="A. Third")
    without_copies(path)
    hurt(path, "lease-1994")

    answer = recover(path)

    assert told(answer) == [("lease-1994", Recovery.OLDER, None)]
    assert held(path) == was
    assert answer.missing_entries == (5,), "the entry rode on the version that is damaged"
    assert [number for number, _ in journal(path)] == [1, 2, 3, 4, 6], "a number that was given away is not given again"
    assert not answer.is_complete


def test_an_older_version_that_is_damaged_takes_nothing_away(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = written(path)
    change(store, "lease-1994")
    was = held(path)
    lines = path.read_bytes().split(b"\n")
    first = next(place for place, line in enumerate(lines) if b'"ref":"lease-1994"' in line)
    lines[first] = lines[first].replace(b"lease", b"l\xffase", 1)
    path.write_bytes(b"\n".join(lines))

    answer = recover(path)

    assert (told(answer), held(path)) == ([], was)


def test_a_copy_that_may_be_older_than_what_was_lost_is_told_to_be(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = written(path, on="2026-11-23")
    change(store, "lease-1994", on="2026-11-24")
    compacted(path)  # the only version in the file is newer than the one of the morning
    (tmp_path / "register.json.bak1").unlink()
    hurt(path, "lease-1994")

    answer = recover(path)

    assert told(answer) == [("lease-1994", Recovery.MAYBE_OLDER, "2026-11-24.json")]
    assert not answer.is_complete


def test_what_was_taken_out_does_not_come_back_out_of_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = written(path)
    keeper(path).back_up(invocation("2026-11-24"), None, dry_run=False)
    with store.writing(invocation("2026-11-24", command="igc undo")) as writing:
        writing.revert(store.journal()[1])
    hurt(path, "lease-1994")

    answer = recover(path)

    assert [each.ref for each in answer.records] == ["lease-1994"]
    assert set(held(path)) == {"lease-1994", "city-status-1995"}


def test_a_line_that_is_gone_is_noticed_by_the_count_and_found_in_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    was = held(path)
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(line for line in lines if b'"ref":"baiterek-2004"' not in line or b'"number"' in line))

    answer = recover(path)

    assert told(answer) == [("baiterek-2004", Recovery.MAYBE_OLDER, "register.json.bak1")]
    assert held(path) == was


def test_a_line_that_is_gone_without_a_copy_is_counted_as_missing(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    without_copies(path)
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(line for line in lines if b'"ref":"baiterek-2004"' not in line or b'"number"' in line))

    answer = recover(path)

    assert (told(answer), answer.missing) == ([], {"instruments": 1})
    assert not answer.is_complete


def test_what_another_program_changed_is_taken_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    without_copies(path)
    forge(path)

    left = recover(path, dry_run=True)
    taken = recover(path, accept_changes=True)

    assert told(left) == [("city-status-1995", Recovery.CHANGED_LEFT, None)]
    assert not left.is_complete
    assert told(taken) == [("city-status-1995", Recovery.CHANGED_TAKEN, None)]
    assert [each.titles["en"][-5:] for each in held(path).values()].count("leash") == 1


def test_a_changed_record_gives_way_to_a_whole_one_in_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    was = held(path)
    forge(path)

    answer = recover(path)

    assert [each.recovery for each in answer.records] == [Recovery.MAYBE_OLDER]
    assert held(path) == was


def test_a_journal_entry_that_was_changed_is_found_in_a_copy_or_told_to_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    forge(path, place=1)
    damaged = path.read_bytes()
    found = recover(path)
    assert (told(found), found.missing_entries) == ([], ())
    path.write_bytes(damaged)
    without_copies(path)
    lock_file(path).unlink()

    left = recover(path)

    assert told(left) == [("1", Recovery.CHANGED_LEFT, None)]
    assert left.missing_entries == (1,)


def test_particulars_come_from_a_copy_or_are_put_together_from_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    keeper(path).back_up(invocation("2026-11-24"), tmp_path / "copy.json", dry_run=False)
    info = TinyDBStore(FilePlace(path)).read()[0].info
    path.write_bytes(path.read_bytes().replace(b'"format"', b'"f\xffrmat"', 1))
    damaged = path.read_bytes()
    of_copy = recover(path)
    assert TinyDBStore(FilePlace(path)).read()[0].info == info
    path.write_bytes(damaged)
    without_copies(path)

    made = recover(path)

    assert [each.recovery for each in of_copy.records] == [Recovery.COPY]
    assert [(each.table, each.recovery) for each in made.records] == [("_igc", Recovery.MADE)]
    found = TinyDBStore(FilePlace(path)).read()[0]
    assert found.info.id == info.id, "the lock file knows it"
    assert found.info.created_at <= min(each.recorded_at for each in found.instruments)
    assert {each.ref for each in found.instruments} == set(REFS)


def test_a_register_without_head_and_without_copies_is_still_saved_record_by_record(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    without_copies(path)
    lock_file(path).unlink()
    data = path.read_bytes()
    path.write_bytes(data[data.index(b'"number":2') :])

    recover(path)

    assert set(held(path)) == set(REFS)


@pytest.mark.parametrize("cut", [1, 3, 40, 400])
def test_a_file_that_was_cut_short_where_nothing_was_acknowledged_keeps_what_is_whole(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "register.json"
    written(path)
    without_copies(path)
    lock_file(path).unlink()
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(RegisterUnreadableError):
        held(path)

    recover(path)

    assert set(held(path)) >= set(REFS[:2] if cut > 3 else REFS)


@pytest.mark.parametrize("lines", [1, 2])
def test_what_was_acknowledged_and_is_gone_without_a_trace_is_counted(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "register.json"
    written(path)
    kept = path.read_bytes().split(b"\n")[: -lines - 1]
    path.write_bytes(b"\n".join(kept) + b"\n")

    answer = recover(path)

    assert (told(answer), answer.missing_versions) == ([], lines)
    assert not answer.is_complete
    assert set(held(path)) == set(REFS[: 3 - lines])
    assert [number for number, _ in journal(path)] == [*range(1, 4 - lines), 4], (
        "numbers given away are not given again"
    )


def test_of_several_copies_the_newest_version_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = written(path)
    keeper(path).back_up(invocation("2026-11-24"), None, dry_run=False)
    change(store, "lease-1994")
    was = held(path)
    compacted(path)
    compacted(path)
    change(store, "lease-1994", officer="A. Third")
    compacted(path)
    path.with_name("register.json.bak1").unlink()
    hurt(path, "lease-1994")

    answer = recover(path)

    assert told(answer) == [("lease-1994", Recovery.MAYBE_OLDER, "register.json.bak2")]
    assert held(path) == was


def test_the_recovered_register_is_newer_than_any_copy_of_it(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    before = path.read_bytes()
    hurt(path, "baiterek-2004")
    recover(path)

    path.write_bytes(before)

    with pytest.raises(RegisterOlderError):
        held(path)


def test_a_register_goes_on_after_it_was_recovered(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = written(path)
    hurt(path, "baiterek-2004")
    recover(path)

    add(store, "new-2026", on="2026-11-26")

    assert {"new-2026", "lease-1994"} <= set(held(path))
    assert read_laid(path.read_bytes()).seq == (acknowledged(path) or (None, 0))[1]


def test_nothing_is_written_in_a_dry_run(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    hurt(path, "baiterek-2004")
    before, there = path.read_bytes(), beside(path)

    answer = recover(path, dry_run=True)

    assert (answer.written, answer.kept_as) == (False, None)
    assert (path.read_bytes(), beside(path)) == (before, there)


def test_an_older_copy_is_taken_as_it_is_when_told(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = written(path, "lease-1994")
    older = path.read_bytes()
    add(store, "baiterek-2004")
    path.write_bytes(older)
    with pytest.raises(RegisterOlderError):
        recover(path)

    answer = recover(path, accept_older=True)

    assert (answer.older, answer.written, set(held(path))) == (True, True, {"lease-1994"})
    assert [command for _, command in journal(path)] == ["igc add lease-1994", "igc store recover"]
    add(store, "city-status-1995")


@pytest.mark.parametrize("data", [b"", b"nothing of the sort", b"\xff" * 1000, b"{}", b'{"5":{"a":1}}'])
def test_where_no_record_is_whole_nothing_is_written(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "register.json"
    path.write_bytes(data)

    with pytest.raises(NothingRecoverableError):
        recover(path)

    assert (path.read_bytes(), beside(path)) == (data, [])


def test_an_empty_file_is_made_anew_from_the_copies(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path, on="2026-11-23")
    keeper(path).back_up(invocation("2026-11-24"), None, dry_run=False)
    was = held(path)
    path.write_bytes(b"")

    answer = recover(path)

    assert {each.recovery for each in answer.records} == {Recovery.MAYBE_OLDER}
    assert held(path) == was
    assert [number for number, _ in journal(path)] == [1, 2, 3, 4]


def test_copies_of_another_register_are_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    without_copies(path)
    other = path.read_bytes().replace(b"0123456789abcdef0123456789abcdef", b"f" * 32)
    laid = read_laid(json.dumps(json.loads(other)).encode())
    from igc_tracker.store.layout import lay_out  # noqa: PLC0415  # only here

    (tmp_path / "register.json.bak1").write_bytes(lay_out(laid.tables))
    hurt(path, "baiterek-2004")

    assert told(recover(path)) == [("baiterek-2004", Recovery.LOST, None)]


def test_a_register_of_a_later_igc_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_text('{"_igc":{"1":{"schema_version":99,"id":"a","created_at":"b"}}}', encoding="utf-8")

    with pytest.raises(RegisterNewerError):
        recover(path)
    with pytest.raises(RegisterMissingError):
        recover(tmp_path / "none.json")
    assert beside(path) == []


def test_a_file_that_another_program_wrote_half_is_saved_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    compacted(path)
    without_copies(path)
    text = json.dumps(json.loads(path.read_bytes()), indent=1)  # as TinyDB may write it, and is killed
    path.write_text(text[: text.rindex('"city-status-1995"') + 40], encoding="utf-8")

    answer = recover(path)

    assert set(held(path)) == {"lease-1994", "baiterek-2004"}
    assert [(each.ref, each.recovery) for each in answer.records] == [("city-status-1995", Recovery.LOST)]


class TestSurvey:
    def test_finds_every_version_of_every_record_and_no_gap_in_a_whole_file(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        store = written(path)
        change(store, "lease-1994")

        found = survey(path.read_bytes())

        assert [each.ref for each in found.pieces if each.table == "instruments"] == [*REFS, "lease-1994"]
        assert {each.seal for each in found.pieces} == {Seal.KEPT}
        assert (found.gaps, found.highest) == ([], read_laid(path.read_bytes()).seq)
        assert 0 < found.superseded < len(path.read_bytes())

    def test_a_record_whose_end_is_damaged_swallows_none_after_it(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        written(path)
        lines = path.read_bytes().split(b"\n")
        place = next(number for number, line in enumerate(lines) if b'"ref":"lease-1994"' in line)
        lines[place] = lines[place].removesuffix(b"},") + b" ,"  # now it would go on with the next ones

        found = survey(b"\n".join(lines))

        assert [each.ref for each in found.pieces if each.table == "instruments"] == list(REFS[1:])
        assert [each.ref for each in found.gaps] == ["lease-1994"]

    def test_records_keep_their_table_where_its_name_is_damaged(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        written(path)
        path.write_bytes(path.read_bytes().replace(b'"instruments":{\n', b'"instr\x00ments":{\n'))

        found = survey(path.read_bytes())

        assert [each.ref for each in found.pieces if each.table == "instruments"] == list(REFS)
        assert len(found.gaps) == 1

    def test_a_text_that_looks_like_a_record_is_none(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        store = written(path)
        change(store, "lease-1994", officer='"9":{"ref":"forged","kind":"agreement","_seq":99,"_crc":"00000000"}')
        hurt(path, "lease-1994")

        assert "forged" not in {each.ref for each in survey(path.read_bytes()).pieces}


@pytest.mark.parametrize("without", [(), (1,)], ids=["with", "without the particulars"])
def test_records_of_every_table_are_found_there_whichever_line_before_them_is_damaged(without: tuple[int, ...]) -> None:
    lines = EXAMPLE.read_bytes().split(b"\n")
    right = {(each.ref, each.table) for each in survey(EXAMPLE.read_bytes()).pieces}
    assert {table for _, table in right} == set(TABLES) - {"journal"}
    wrong = {}

    for place in range(1, len(lines) - 2):
        hit = [bytes(len(line)) if number in (place, *without) else line for number, line in enumerate(lines)]
        found = survey(b"\n".join(hit))
        if misplaced := {(each.ref, each.table) for each in found.pieces} - right:
            wrong[place] = misplaced

    assert wrong == {}
