from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.store import backups
from igc_tracker.store.backups import DAILY, WEEKLY, Known, daily_backups, folder_of, keep_daily, known, outlived
from igc_tracker.store.layout import read_laid
from keeping import add, change, hurt, new, written
from support import INFO

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MONDAY = date(2026, 11, 23)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_the_first_change_of_a_day_copies_the_register_as_it_was_before(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = written(path, "lease-1994", on="2026-11-23")
    before = path.read_bytes()

    add(store, "baiterek-2004", on="2026-11-24")
    add(store, "city-status-1995", on="2026-11-24")

    copies = daily_backups(path)
    assert list(copies) == [date(2026, 11, 24), date(2026, 11, 23)]
    assert copies[date(2026, 11, 24)].read_bytes() == before
    assert copies[date(2026, 11, 24)].stat().st_nlink == 1, "a copy, not another name for the file"


def test_only_the_owner_can_read_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)

    assert folder_of(path).stat().st_mode & 0o777 == 0o700
    assert all(each.stat().st_mode & 0o777 == 0o600 for each in folder_of(path).iterdir())


def test_nothing_is_copied_where_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = new(path)

    store.read()

    assert not folder_of(path).exists()


def test_the_copies_lie_beside_the_file_itself_not_beside_a_link_to_it(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    written(tmp_path / "real" / "register.json")
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "real" / "register.json")

    assert folder_of(link) == tmp_path / "real" / "register.json.backups"


def test_a_copy_that_fails_stops_no_change(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    store = new(path)
    folder_of(path).write_text("in the way", encoding="utf-8")

    add(store, "lease-1994")

    assert [each.ref for each in store.read()[0].instruments] == ["lease-1994"]


def test_a_copy_that_is_not_what_was_copied_drives_no_older_one_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "register.json"
    written(path)
    older = [f"2026-10-{day:02}.json" for day in range(1, 20)]
    for name in older:
        (folder_of(path) / name).write_bytes(path.read_bytes())
    monkeypatch.setattr(backups, "is_same", lambda *_: False)

    assert not keep_daily(path, date(2026, 11, 25))
    assert sorted(each.name for each in folder_of(path).iterdir()) == sorted([*older, "2026-11-23.json"])


def test_what_a_killed_writer_left_of_a_copy_is_in_nobody_s_way(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    (folder_of(path) / ".2026-11-25.json.tmp").write_text("half", encoding="utf-8")

    assert keep_daily(path, date(2026, 11, 25))
    assert sorted(each.name for each in folder_of(path).iterdir()) == ["2026-11-23.json", "2026-11-25.json"]


def test_copies_made_by_hand_never_go(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    written(path)
    by_hand = folder_of(path) / "2026-01-01-120000.json"
    by_hand.write_bytes(path.read_bytes())

    for day in range(40):
        keep_daily(path, MONDAY + timedelta(days=day))

    assert by_hand.exists()
    assert len(daily_backups(path)) == DAILY + WEEKLY


def test_seven_days_and_the_newest_of_each_of_four_weeks_before_them_are_kept() -> None:
    every_day = [MONDAY + timedelta(days=number) for number in range(60)]
    kept: list[date] = []
    for day in every_day:
        kept.append(day)
        kept = [each for each in kept if each not in outlived(kept)]

    assert kept[-DAILY:] == every_day[-DAILY:]
    sundays = [day for day in every_day[:-DAILY] if day.isoweekday() == 7]
    assert kept[:-DAILY] == [*sundays[-WEEKLY + 1 :], every_day[-DAILY - 1]]


@given(st.sets(days, max_size=80))
def test_the_newest_days_never_go_and_no_more_are_kept_than_promised(found: set[date]) -> None:
    gone = outlived(found)
    kept = found - set(gone)

    assert len(kept) <= DAILY + WEEKLY
    assert set(sorted(found, reverse=True)[:DAILY]) <= kept
    assert outlived(kept) == [], "what stayed once stays until there is something newer"


class TestKnown:
    def test_a_whole_copy_tells_its_register_and_its_last_record(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        store = written(path)
        change(store, "lease-1994")

        assert known(path) == Known(INFO.id, read_laid(path.read_bytes()).seq)

    def test_an_empty_register_is_a_whole_copy_too(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        new(path)

        assert known(path) == Known(INFO.id, read_laid(path.read_bytes()).seq)

    def test_any_byte_that_is_cut_off_or_changed_is_noticed(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        store = written(path)
        change(store, "lease-1994")
        whole = path.read_bytes()
        copy = tmp_path / "copy.json"
        for place in range(0, len(whole), 13):
            copy.write_bytes(whole[:place])
            assert known(copy) is None, place
        for place in range(0, len(whole), 11):
            copy.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            found = known(copy)
            assert found is None, (place, whole[place - 20 : place + 20])

    def test_a_line_that_is_gone_or_there_twice_is_noticed(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        store = written(path)
        change(store, "lease-1994")
        lines = path.read_bytes().split(b"\n")
        copy = tmp_path / "copy.json"
        for place in range(len(lines)):
            copy.write_bytes(b"\n".join(lines[:place] + lines[place + 1 :]))
            assert known(copy) is None, lines[place]

    def test_a_damaged_copy_is_none(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        written(path)
        hurt(path, "lease-1994")

        assert known(path) is None
