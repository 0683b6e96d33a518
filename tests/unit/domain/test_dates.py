from __future__ import annotations

import pytest

from igc_tracker.domain.dates import PartialDate, Precision, may_have_happened
from igc_tracker.domain.errors import BadDateError
from support import TODAY, day, on


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2018-08-22", "2018-08-22", "2018-08-22", Precision.DAY),
        ("2018-08", "2018-08-01", "2018-08-31", Precision.MONTH),
        ("2018-02", "2018-02-01", "2018-02-28", Precision.MONTH),
        ("2020-02", "2020-02-01", "2020-02-29", Precision.MONTH),
        ("2018-12", "2018-12-01", "2018-12-31", Precision.MONTH),
        ("2018", "2018-01-01", "2018-12-31", Precision.YEAR),
        ("2018-03..2018-08-21", "2018-03-01", "2018-08-21", Precision.RANGE),
        ("2018..2019", "2018-01-01", "2019-12-31", Precision.RANGE),
    ],
)
def test_a_date_spans_the_days_its_writing_leaves_open(
    text: str, earliest: str, latest: str, precision: Precision
) -> None:
    found = PartialDate.parse(text)

    assert (found.earliest, found.latest) == (day(earliest), day(latest))
    assert found.precision is precision
    assert not found.approximate


def test_a_date_keeps_its_written_form() -> None:
    assert PartialDate.parse(" 2018-06~ ").text == "2018-06~"
    assert str(PartialDate.parse("2018-03..2018-08-21")) == "2018-03..2018-08-21"


def test_either_end_of_a_range_may_be_open() -> None:
    by, since = on("..2018-08-21"), on("2018-03..")

    assert (by.earliest, by.latest) == (None, day("2018-08-21"))
    assert (since.earliest, since.latest) == (day("2018-03-01"), None)


def test_about_a_day_is_never_that_day() -> None:
    about = on("2018-08-22~")

    assert about.approximate
    assert about.day is None
    assert on("2018-08-22").day == day("2018-08-22")
    assert on("2018-08-22~..2018-08-22").day is None


def test_a_day_is_read_from_a_single_day_only() -> None:
    assert on("2018-08-22..2018-08-22").day == day("2018-08-22")
    assert on("2018-08").day is None
    assert on("2018-08-22..2018-08-23").day is None
    assert on("..2018-08-22").day is None


@pytest.mark.parametrize(
    "text",
    [
        "2018-02-29",
        "2018-13",
        "2018-00",
        "2018-00-15",
        "2018-08-00",
        "2018-08-32",
        "0018-08-22",
        "2999",
    ],
)
def test_a_day_no_calendar_holds_is_refused(text: str) -> None:
    with pytest.raises(BadDateError, match="no calendar holds it"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "2018-8-22",
        "22.08.2018",
        "2018-08-22T10:00",
        "18-08-22",
        "2018-08-22~~",
        "~2018",
        "2018..2019..2020",
        "..2018..",
        "2018...2019",
        "٢٠١٨",
        "2018-08-22\n2019",
    ],
)
def test_any_other_writing_is_refused(text: str) -> None:
    with pytest.raises(BadDateError) as refused:
        PartialDate.parse(text)

    assert refused.value.values["text"] == text
    assert "is not a date" in str(refused.value)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadDateError, match="ends before it begins"):
        PartialDate.parse("2018-08-21..2018-03")


def test_the_very_day_is_made_from_a_day() -> None:
    assert PartialDate.of_day(day("2018-08-22")) == on("2018-08-22")


def test_a_month_may_have_passed_from_its_first_day_and_has_passed_with_its_last() -> None:
    august = on("2018-08")

    assert not august.may_have_passed(day("2018-07-31"))
    assert august.may_have_passed(day("2018-08-01"))
    assert not august.has_passed(day("2018-08-30"))
    assert august.has_passed(day("2018-08-31"))


def test_by_a_day_waits_for_that_day() -> None:
    by = on("..2018-08-21")

    assert not by.may_have_passed(day("2018-08-20"))
    assert by.may_have_passed(day("2018-08-21"))
    assert by.has_passed(day("2018-08-21"))


def test_since_a_day_has_never_surely_passed() -> None:
    since = on("2018-03..")

    assert since.may_have_passed(day("2018-03-01"))
    assert not since.has_passed(TODAY)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2018-08", "2018-08-31", True),
        ("2018-08", "2018-09-01", False),
        ("2018", "2018-03..2018-08-21", True),
        ("..2018-08-21", "2018-08-21", True),
        ("..2018-08-21", "2018-08-22", False),
        ("2018-08-22..", "2018-08-21", False),
        ("2018-08-22..", "..2018-08-22", True),
        ("2018-06~", "2018-06-30", True),
    ],
)
def test_dates_overlap_where_both_can_mean_the_same_day(one: str, other: str, *, overlap: bool) -> None:
    assert on(one).overlaps(on(other)) is overlap
    assert on(other).overlaps(on(one)) is overlap


def test_dates_are_ordered_by_first_possible_day_then_by_last() -> None:
    written = ["2019", "2018-08", "2018-08-02", "2018-08-01", "2018", "..2018-07-31"]

    in_order = sorted(map(on, written), key=lambda date: date.order)

    assert [date.text for date in in_order] == ["2018", "..2018-07-31", "2018-08-01", "2018-08", "2018-08-02", "2019"]


def test_undated_it_had_happened_by_the_day_it_was_recorded() -> None:
    recorded = day("2026-11-22")

    assert not may_have_happened(None, recorded, day("2026-11-21"))
    assert may_have_happened(None, recorded, day("2026-11-22"))
    assert may_have_happened(on("2018"), recorded, day("2018-01-01"))


def test_a_range_is_a_day_where_its_ends_agree() -> None:
    assert PartialDate.between(day("2020-03-01"), day("2020-03-01")) == on("2020-03-01")
    assert PartialDate.between(day("2020-03-02"), day("2020-03-01")) == on("2020-03-01..2020-03-02")
    assert PartialDate.between(day("2020-03-01"), day("2020-03-01"), approximate=True) == on("2020-03-01~")


def test_a_range_may_be_open_at_one_end_and_not_at_both() -> None:
    assert PartialDate.between(None, day("2020-03-01")) == on("..2020-03-01")
    assert PartialDate.between(day("2020-03-01"), None) == on("2020-03-01..")
    with pytest.raises(BadDateError):
        PartialDate.between(None, None)


@pytest.mark.parametrize(
    ("date", "later"),
    [
        ("2020-03-01", "2021-03-01"),
        ("2020-03", "2021-03-01..2021-03-31"),
        ("2020-03~", "2021-03-01~..2021-03-31~"),
        ("2020-03-15~", "2021-03-15~"),
        ("..2020-03", "..2021-03-31"),
        ("2020-03..", "2021-03-01.."),
    ],
)
def test_a_date_moved_is_as_exact_as_before(date: str, later: str) -> None:
    assert on(date).moved(lambda each: each.replace(year=each.year + 1)) == on(later)
