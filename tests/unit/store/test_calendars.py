from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from igc_tracker.domain.errors import BadCalendarError
from igc_tracker.store.calendars import FolderCalendars
from support import day

if TYPE_CHECKING:
    from pathlib import Path

SITTING = 'party = "GB"\nkind = "sitting"\nfrom = 2026-01-05\nto = 2026-01-31\ndays = [2026-01-05, 2026-01-06]\n'
WORKING = 'party = "KZ"\nkind = "working"\nextra_holidays = [2026-05-04]\nextra_workdays = [2026-05-02]\n'


def calendars(folder: Path, **files: str) -> FolderCalendars:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return FolderCalendars(folder)


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("party", "on", "works"),
        [
            ("RU", "2025-12-30", True),
            ("RU", "2025-12-31", False),  # moved there from a Sunday in January
            ("RU", "2026-01-08", False),  # the last of the New Year holidays
            ("RU", "2026-01-12", True),
            ("RU", "2025-11-01", True),  # a Saturday worked for a Monday given free
            ("RU", "2025-11-08", False),
            ("KZ", "2025-01-05", True),  # a Sunday worked for a Friday given free
            ("KZ", "2026-12-16", False),
            ("AE", "2021-12-24", False),  # a Friday: the weekend until the end of 2021
            ("AE", "2021-12-26", True),
            ("AE", "2022-01-14", True),  # a Friday and a Sunday after the weekend was moved
            ("AE", "2022-01-16", False),
            ("IR", "2026-05-08", False),
        ],
    )
    def test_are_those_of_the_country_and_the_year(self, party: str, on: str, works: object, tmp_path: Path) -> None:
        assert calendars(tmp_path).is_working(party, day(on)) is works

    @pytest.mark.parametrize(("party", "on"), [("EU", "2026-01-12"), ("CSTO", "2026-01-12"), ("RU", "1890-01-12")])
    def test_are_unknown_where_no_calendar_is(self, party: str, on: str, tmp_path: Path) -> None:
        assert calendars(tmp_path).is_working(party, day(on)) is None

    def test_give_way_to_a_file(self, tmp_path: Path) -> None:
        plain, mended = calendars(tmp_path / "none"), calendars(tmp_path, kz=WORKING)
        assert [plain.is_working("KZ", day(each)) for each in ("2026-05-04", "2026-05-02")] == [True, False]
        assert [mended.is_working("KZ", day(each)) for each in ("2026-05-04", "2026-05-02")] == [False, True]
        assert mended.is_working("RU", day("2026-05-02")) is False

    def test_of_a_party_the_library_does_not_know_are_those_a_file_names_and_no_others(self, tmp_path: Path) -> None:
        found = calendars(tmp_path, eu='party = "EU"\nkind = "working"\nextra_workdays = [2026-05-04]\n')
        assert found.is_working("EU", day("2026-05-04")) is True
        assert found.is_working("EU", day("2026-05-05")) is None


class TestSittingDays:
    def test_are_known_within_the_span_of_a_file_only(self, tmp_path: Path) -> None:
        found = calendars(tmp_path, gb=SITTING)
        assert found.is_sitting("GB", day("2026-01-06")) is True
        assert found.is_sitting("GB", day("2026-01-07")) is False
        assert found.is_sitting("GB", day("2026-01-04")) is None
        assert found.is_sitting("GB", day("2026-02-01")) is None
        assert found.is_sitting("CA", day("2026-01-06")) is None

    def test_may_stand_in_a_file_for_each_session(self, tmp_path: Path) -> None:
        later = SITTING.replace("2026-01", "2026-03")
        found = calendars(tmp_path, one=SITTING, two=later)
        assert found.is_sitting("GB", day("2026-01-06")) is found.is_sitting("GB", day("2026-03-06")) is True


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("party = GB", "line 1"),
        ('party = "GB"', "kind must be one of sitting, working"),
        (SITTING.replace("sitting", "siting"), "kind must be"),
        (SITTING.replace('party = "GB"\n', ""), "party is missing"),
        (SITTING.replace("GB", "gb"), "party must be a code in capitals"),
        (SITTING + "holidays = []\n", "holidays is not known here"),
        (SITTING.replace("to = 2026-01-31", "to = 2025-01-31"), "to lies before from"),
        (SITTING.replace("to = 2026-01-31", 'to = "2026-01-31"'), "to must be a day"),
        (SITTING.replace("to = 2026-01-31", "to = 2026-01-31T09:00:00"), "to must be a day"),
        (SITTING.replace("2026-01-06]", "6]"), "days, entry 2, must be a day"),
        (SITTING.replace("[2026-01-05, 2026-01-06]", '"all"'), "days must be a list of days"),
        (SITTING.replace("2026-01-06]", "2026-02-06]"), "days holds 2026-02-06, outside"),
        (WORKING.replace("05-02", "05-04"), "2026-05-04 stands in both"),
    ],
)
def test_a_file_that_is_off_is_named_with_its_field_or_line(text: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(BadCalendarError) as caught:
        calendars(tmp_path, mine=text).is_working("KZ", day("2026-05-04"))
    assert f"{tmp_path / 'mine.toml'}" in str(caught.value)
    assert named in str(caught.value)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xff")
    with pytest.raises(BadCalendarError, match=r"mine\.toml is off: it cannot be read"):
        FolderCalendars(tmp_path).is_sitting("GB", day("2026-01-06"))


def test_two_files_must_not_speak_of_the_same_days(tmp_path: Path) -> None:
    with pytest.raises(BadCalendarError, match=r"two\.toml is off: it speaks of the same days as one\.toml"):
        calendars(tmp_path, one=SITTING, two=SITTING).is_sitting("GB", day("2026-01-06"))
    (tmp_path / "two.toml").write_text('party = "KZ"\nkind = "working"\nextra_workdays = [2026-05-04]\n')
    with pytest.raises(BadCalendarError, match="same days"):
        calendars(tmp_path, one=WORKING).is_working("RU", day("2026-01-06"))


def test_the_library_fills_a_country_s_years_one_by_one(tmp_path: Path) -> None:
    found = calendars(tmp_path)
    around_new_year = [date(2025, 12, 29) + timedelta(days=number) for number in range(16)]
    assert [each.day for each in around_new_year if found.is_working("RU", each)] == [29, 30, 12, 13]
