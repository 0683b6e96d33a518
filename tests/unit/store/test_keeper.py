"""The register's file looked after: told about, checked, laid out anew, copied and put back."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from igc_tracker.actions.store_backup import back_up, restore
from igc_tracker.actions.store_compact import compact_store
from igc_tracker.actions.store_info import CopyKind, store_info
from igc_tracker.actions.store_verify import FaultCode, Verdict, verify_store
from igc_tracker.domain.errors import (
    BackupExistsError,
    BackupFailedError,
    BackupUnusableError,
    NoSuchBackupError,
    OtherRegisterError,
    RegisterOlderError,
    RegisterUnreadableError,
)
from igc_tracker.store.backups import folder_of
from igc_tracker.store.create import create_register
from igc_tracker.store.layout import read_laid
from igc_tracker.store.lock import exclusive
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore
from keeping import REFS, add, beside, change, held, hurt, keeper, new, written
from support import INFO, RECORDED_AT, invocation

if TYPE_CHECKING:
    from pathlib import Path

NOW = invocation("2026-11-25", command="igc store test")


def journal(path: Path) -> list[str]:
    return [each.command for each in TinyDBStore(FilePlace(path)).journal()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a register of three instruments, one of them changed since."""
    path = tmp_path / "register.json"
    change(written(path), "lease-1994")
    return path


class TestInfo:
    def test_tells_what_the_file_holds_and_how_large_it_is(self, path: Path) -> None:
        found = store_info(keeper(path))

        laid = read_laid(path.read_bytes())
        assert (found.register, found.schema, found.format, found.problem) == (INFO.id, 2, "igc-tinydb/2", None)
        assert (found.records["instruments"], found.entries, found.torn) == (3, 4, False)
        assert (found.last_record, found.mark, found.size) == (laid.seq, laid.seq, len(path.read_bytes()))
        assert 0 < found.superseded < found.size
        assert found.laid_out_size == laid.base
        assert (found.last_write, found.without_backup) == (date(2026, 11, 23), None)
        assert (found.may_write, found.is_network) == (True, False)

    def test_tells_the_copies_and_whether_they_are_whole(self, path: Path) -> None:
        compact_store(keeper(path), NOW)
        back_up(keeper(path), NOW)
        (folder_of(path) / "2026-11-20.json").write_text("{", encoding="utf-8")

        found = store_info(keeper(path)).copies

        assert [(each.kind, each.is_whole, each.day) for each in found] == [
            (CopyKind.DAILY, True, date(2026, 11, 25)),
            (CopyKind.DAILY, True, date(2026, 11, 23)),
            (CopyKind.DAILY, False, date(2026, 11, 20)),
            (CopyKind.MADE, True, None),
            (CopyKind.REPLACED, True, None),
        ]
        assert all(each.is_ours for each in found)

    def test_tells_of_a_day_whose_copy_could_not_be_made(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        store = new(path)
        folder_of(path).write_text("in the way", encoding="utf-8")
        add(store, "lease-1994", on="2026-11-24")

        assert store_info(keeper(path)).without_backup == date(2026, 11, 24)

    def test_tells_what_can_be_told_of_a_damaged_file(self, path: Path) -> None:
        hurt(path, "baiterek-2004")

        found = store_info(keeper(path))

        assert found.problem is not None
        assert (found.register, found.records["instruments"]) == (INFO.id, 2)

    def test_knows_the_register_of_an_empty_file_by_its_lock(self, path: Path) -> None:
        path.write_bytes(b"")

        found = store_info(keeper(path))

        assert (found.register, found.schema, found.records, found.size) == (INFO.id, None, {}, 0)
        assert len(found.copies) == 1

    def test_names_the_process_that_holds_the_register(self, path: Path) -> None:
        assert store_info(keeper(path)).holder is None
        with exclusive(path):
            assert store_info(keeper(path)).holder == os.getpid()

    def test_tells_of_an_older_copy_in_the_register_s_place(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        store = written(path)
        before = path.read_bytes()
        add(store, "new")
        path.write_bytes(before)

        found = store_info(keeper(path))

        assert found.problem is not None
        assert found.mark == found.last_record + 1

    def test_lays_nothing_beside_the_register(self, path: Path) -> None:
        there = sorted(path.parent.rglob("*"))
        store_info(keeper(path))
        verify_store(keeper(path))
        assert sorted(path.parent.rglob("*")) == there


class TestVerify:
    def test_a_whole_register_is_whole(self, path: Path) -> None:
        found = verify_store(keeper(path))

        assert (found.verdict, found.faults, found.findings) == (Verdict.WHOLE, (), ())
        assert (found.records["instruments"], found.versions, found.entries) == (3, 5, 4)

    def test_every_damaged_line_is_named(self, path: Path) -> None:
        hurt(path, "baiterek-2004")
        hurt(path, "city-status-1995")

        found = verify_store(keeper(path))

        assert found.verdict is Verdict.DAMAGED
        lines = path.read_bytes().split(b"\n")
        named = [(each.code, each.table, each.ref) for each in found.faults]
        assert named == [(FaultCode.DAMAGED, "instruments", ref) for ref in ("baiterek-2004", "city-status-1995")]
        for each in found.faults:
            assert each.line is not None
            assert b'"ref":"%b"' % (each.ref or "").encode() in lines[each.line - 1]

    def test_a_record_that_was_changed_is_told_from_one_that_cannot_be_read(self, path: Path) -> None:
        path.write_bytes(path.read_bytes().replace(b'"A. Second"', b'"A. Second!"', 1))

        assert [(each.code, each.ref) for each in verify_store(keeper(path)).faults] == [
            (FaultCode.CHANGED, "lease-1994")
        ]

    def test_missing_lines_are_counted(self, path: Path) -> None:
        compact_store(keeper(path), NOW)
        lines = path.read_bytes().split(b"\n")
        kept = [line for line in lines if not line.startswith(b'"3":{"ref"')]
        path.write_bytes(b"\n".join(kept))

        (fault,) = verify_store(keeper(path)).faults

        assert (fault.code, fault.table, fault.number) == (FaultCode.MISSING, "instruments", 1)

    def test_an_older_copy_is_told_by_how_much_it_is_older(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        store = written(path)
        before = path.read_bytes()
        add(store, "new")
        add(store, "newer")
        path.write_bytes(before)

        (fault,) = verify_store(keeper(path)).faults

        assert (fault.code, fault.number) == (FaultCode.OLDER, 2)

    @pytest.mark.parametrize("data", [b"", b"no register", b"[]", b'{"_igc":{"1":{}}}'])
    def test_what_is_no_register_is_damaged(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)

        found = verify_store(keeper(path))

        assert (found.verdict, len(found.faults)) == (Verdict.DAMAGED, 1)

    def test_an_unfinished_write_is_a_finding_not_a_damage(self, path: Path) -> None:
        path.write_bytes(path.read_bytes()[:-3] + b',\n"9":{"ref":"half')

        found = verify_store(keeper(path))

        assert (found.verdict, [each.code for each in found.findings]) == (Verdict.FINDINGS, ["unfinished-write"])

    def test_what_another_program_wrote_is_a_finding(self, path: Path) -> None:
        with TinyDB(path) as db:
            db.table("instruments").update({"officer": "A. Stranger"}, doc_ids=[3])

        found = verify_store(keeper(path))

        assert (found.verdict, [(each.code, each.ref) for each in found.findings]) == (
            Verdict.FINDINGS,
            [("edited-outside", "baiterek-2004")],
        )

    def test_a_backup_is_checked_by_its_own(self, path: Path) -> None:
        copy = path.with_name("copy.json")
        back_up(keeper(path), NOW, copy)
        assert verify_store(keeper(path), copy).verdict is Verdict.WHOLE
        hurt(copy, "lease-1994")
        assert verify_store(keeper(path), copy).verdict is Verdict.DAMAGED
        assert verify_store(keeper(path)).verdict is Verdict.WHOLE


class TestCompact:
    def test_keeps_every_record_and_every_entry_and_takes_less_room(self, path: Path) -> None:
        before, was, entries = path.read_bytes(), held(path), journal(path)

        answer = compact_store(keeper(path), NOW)

        assert (answer.before, answer.after) == (len(before), len(path.read_bytes()))
        assert answer.after < answer.before
        assert (held(path), journal(path)) == (was, entries)
        assert answer.kept_as == str(path.with_name("register.json.bak1"))
        assert path.with_name("register.json.bak1").read_bytes() == before

    def test_leaves_a_file_alone_that_has_nothing_to_gain(self, path: Path) -> None:
        compact_store(keeper(path), NOW)
        before, there = path.read_bytes(), beside(path)

        answer = compact_store(keeper(path), NOW)

        assert (answer.needed, answer.written, path.read_bytes(), beside(path)) == (False, False, before, there)

    def test_foretells_the_size_and_writes_nothing(self, path: Path) -> None:
        before = path.read_bytes()

        foretold = compact_store(keeper(path), NOW, dry_run=True)

        assert path.read_bytes() == before
        assert compact_store(keeper(path), NOW).after == foretold.after

    def test_tells_the_journal_what_another_program_changed(self, path: Path) -> None:
        with TinyDB(path) as db:
            db.table("instruments").update({"officer": "A. Stranger"}, doc_ids=[3])

        compact_store(keeper(path), NOW)

        assert journal(path)[-1] == "(baiterek-2004: changed outside igc)"
        assert verify_store(keeper(path)).verdict is Verdict.WHOLE

    def test_a_damaged_file_is_not_laid_out(self, path: Path) -> None:
        hurt(path, "lease-1994")
        before = path.read_bytes()
        with pytest.raises(RegisterUnreadableError):
            compact_store(keeper(path), NOW)
        assert path.read_bytes() == before


class TestBackup:
    def test_is_a_real_copy_that_only_the_owner_reads(self, path: Path) -> None:
        answer = back_up(keeper(path), NOW)

        copy = folder_of(path) / "2026-11-25-090000.json"
        assert (answer.copy, answer.size, answer.written) == (str(copy), len(path.read_bytes()), True)
        assert copy.read_bytes() == path.read_bytes()
        assert (copy.stat().st_nlink, copy.stat().st_mode & 0o777) == (1, 0o600)

    def test_goes_into_a_folder_under_a_name_with_the_moment(self, path: Path, tmp_path: Path) -> None:
        (tmp_path / "stick").mkdir()
        back_up(keeper(path), NOW, tmp_path / "stick")
        assert [each.name for each in (tmp_path / "stick").iterdir()] == ["register-2026-11-25-090000.json"]

    @pytest.mark.parametrize("there", ["file", "link"])
    def test_overwrites_nothing(self, path: Path, tmp_path: Path, there: str) -> None:
        target = tmp_path / "taken.json"
        if there == "file":
            target.write_text("mine", encoding="utf-8")
        else:
            target.symlink_to(tmp_path / "nowhere")
        with pytest.raises(BackupExistsError):
            back_up(keeper(path), NOW, target)
        assert there == "link" or target.read_text(encoding="utf-8") == "mine"

    def test_what_cannot_be_written_leaves_nothing_behind(self, path: Path, tmp_path: Path) -> None:
        with pytest.raises(BackupFailedError):
            back_up(keeper(path), NOW, tmp_path / "none" / "copy.json")
        folder = folder_of(path)
        for each in folder.iterdir():
            each.unlink()
        folder.rmdir()
        folder.write_text("in the way", encoding="utf-8")
        with pytest.raises(BackupFailedError):
            back_up(keeper(path), NOW)

    def test_a_copy_that_cannot_be_flushed_is_none(
        self, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("igc_tracker.store.keeper.os.fsync", full)
        with pytest.raises(BackupFailedError, match="No space left"):
            back_up(keeper(path), NOW, tmp_path / "copy.json")
        assert not (tmp_path / "copy.json").exists()

    def test_an_unfinished_write_is_not_in_it(self, path: Path, tmp_path: Path) -> None:
        path.write_bytes(path.read_bytes()[:-3] + b',\n"9":{"ref":"half')
        back_up(keeper(path), NOW, tmp_path / "copy.json")
        assert set(held(tmp_path / "copy.json")) == set(REFS)

    def test_a_damaged_register_is_not_copied(self, path: Path, tmp_path: Path) -> None:
        hurt(path, "lease-1994")
        with pytest.raises(RegisterUnreadableError):
            back_up(keeper(path), NOW, tmp_path / "copy.json")
        assert not (tmp_path / "copy.json").exists()

    def test_a_dry_run_copies_nothing(self, path: Path) -> None:
        there = beside(path)
        answer = back_up(keeper(path), NOW, dry_run=True)
        assert (answer.written, beside(path), len(list(folder_of(path).iterdir()))) == (False, there, 1)


class TestRestore:
    def test_a_copy_takes_the_place_and_the_replaced_file_is_kept(self, path: Path) -> None:
        was = held(path)
        back_up(keeper(path), NOW, path.with_name("copy.json"))
        add(TinyDBStore(FilePlace(path)), "new")
        replaced = path.read_bytes()

        answer = restore(keeper(path), NOW, str(path.with_name("copy.json")))

        assert held(path) == was
        assert (answer.records["instruments"], answer.entries, answer.undone) == (3, 4, 1)
        assert path.with_name("register.json.bak1").read_bytes() == replaced
        assert journal(path)[-1] == "igc store test"
        assert verify_store(keeper(path)).verdict is Verdict.WHOLE

    def test_a_day_names_its_backup(self, path: Path) -> None:
        answer = restore(keeper(path), NOW, "2026-11-23")
        assert (answer.copy, held(path)) == (str(folder_of(path) / "2026-11-23.json"), {})

    @pytest.mark.parametrize("wanted", ["register.json.bak1", "2026-11-25-090000", "2026-11-25-090000.json"])
    def test_a_copy_beside_the_register_goes_by_its_name(self, path: Path, wanted: str) -> None:
        back_up(keeper(path), NOW)
        compact_store(keeper(path), NOW)
        was = held(path)
        restore(keeper(path), NOW, wanted)
        assert held(path) == was

    def test_the_restored_register_is_not_refused_as_older_and_the_replaced_one_is(self, path: Path) -> None:
        replaced = path.read_bytes()
        restore(keeper(path), NOW, "2026-11-23")
        add(TinyDBStore(FilePlace(path)), "new")
        assert set(held(path)) == {"new"}

        path.write_bytes(replaced)

        with pytest.raises(RegisterOlderError):
            held(path)

    def test_a_damaged_copy_is_refused(self, path: Path) -> None:
        copy = path.with_name("copy.json")
        back_up(keeper(path), NOW, copy)
        hurt(copy, "lease-1994")
        before = path.read_bytes()
        for data in (copy.read_bytes(), b"", path.read_bytes()[:-10]):
            copy.write_bytes(data)
            with pytest.raises(BackupUnusableError):
                restore(keeper(path), NOW, str(copy))
        assert path.read_bytes() == before

    def test_a_copy_of_another_register_is_refused_unless_told(self, path: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.json"
        create_register(other, at=RECORDED_AT)
        with pytest.raises(OtherRegisterError):
            restore(keeper(path), NOW, str(other))
        assert set(held(path)) == set(REFS)

        restore(keeper(path), NOW, str(other), other=True)

        assert held(path) == {}
        add(TinyDBStore(FilePlace(path)), "new")

    def test_it_takes_the_place_of_a_damaged_file_and_of_none(self, path: Path) -> None:
        back_up(keeper(path), NOW)
        was = held(path)
        hurt(path, "lease-1994")
        damaged = restore(keeper(path), NOW, "2026-11-25-090000")
        assert (damaged.undone, damaged.kept_as) == (None, str(path.with_name("register.json.damaged1")))
        assert held(path) == was
        path.unlink()
        missing = restore(keeper(path), NOW, "2026-11-25-090000")
        assert (missing.written, missing.kept_as) == (True, None)
        assert held(path) == was

    def test_what_another_program_changed_in_the_copy_is_told_in_the_journal(self, path: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.json"
        back_up(keeper(path), NOW, copy)
        with TinyDB(copy) as db:
            db.table("instruments").update({"officer": "A. Stranger"}, doc_ids=[3])
        restore(keeper(path), NOW, str(copy))
        assert journal(path)[-2:] == ["(baiterek-2004: changed outside igc)", "igc store test"]

    def test_what_is_not_there_is_said(self, path: Path) -> None:
        with pytest.raises(NoSuchBackupError):
            restore(keeper(path), NOW, "2026-01-01")

    def test_a_dry_run_changes_nothing(self, path: Path) -> None:
        before, there = path.read_bytes(), beside(path)
        answer = restore(keeper(path), NOW, "2026-11-23", dry_run=True)
        assert (answer.written, answer.undone, answer.kept_as) == (False, 4, None)
        assert (path.read_bytes(), beside(path)) == (before, there)
