from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import BadDateError
from property.strategies import days, partial_dates


@given(on=partial_dates)
def test_a_date_reads_back_from_its_own_text(on: PartialDate) -> None:
    assert PartialDate.parse(on.text) == on
    assert PartialDate.parse(f"  {on.text}\n") == on


@given(text=st.text(alphabet="0123456789-.~ ", max_size=24))
@example("2018-00")
@example("..2018..")
def test_any_text_is_a_date_with_a_known_end_or_is_refused(text: str) -> None:
    try:
        on = PartialDate.parse(text)
    except BadDateError:
        return
    assert on.text == text.strip()
    assert on.earliest is not None or on.latest is not None
    assert (on.earliest or date.min) <= (on.latest or date.max)


@given(day=days)
def test_a_day_is_that_day(day: date) -> None:
    on = PartialDate.of_day(day)

    assert on == PartialDate.parse(day.isoformat())
    assert on.day == on.earliest == on.latest == day


@given(one=partial_dates, other=partial_dates)
def test_overlap_is_mutual_and_everything_overlaps_itself(one: PartialDate, other: PartialDate) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)


@given(on=partial_dates, day=days)
def test_a_day_overlaps_exactly_where_it_lies_inside(on: PartialDate, day: date) -> None:
    inside = (on.earliest or date.min) <= day <= (on.latest or date.max)

    assert on.overlaps(PartialDate.of_day(day)) is inside


@given(one=partial_dates, other=partial_dates)
def test_what_surely_came_before_is_ordered_before_and_overlaps_nothing_after(
    one: PartialDate, other: PartialDate
) -> None:
    if one.latest and other.earliest and one.latest < other.earliest:
        assert one.order < other.order
        assert not one.overlaps(other)


@given(several=st.lists(partial_dates, max_size=6), shuffled=st.randoms())
def test_the_order_of_dates_does_not_depend_on_the_order_they_were_given_in(
    several: list[PartialDate], shuffled: st.DataObject
) -> None:
    again = several.copy()
    shuffled.shuffle(again)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    assert sorted(again, key=lambda on: on.order) == sorted(several, key=lambda on: on.order)


@given(on=partial_dates, as_of=days, later=st.integers(0, 4000))
def test_what_has_passed_stays_passed(on: PartialDate, as_of: date, later: int) -> None:
    then = as_of + timedelta(days=later)

    assert on.may_have_passed(as_of) <= on.may_have_passed(then)
    assert on.has_passed(as_of) <= on.has_passed(then)
    assert on.has_passed(as_of) <= on.may_have_passed(as_of)


@pytest.mark.parametrize("about", ["2018~", "2018-06~", "2018-06-01~", "2018-06-01~..2018-06-01"])
def test_about_is_never_exact(about: str) -> None:
    assert PartialDate.parse(about).day is None
