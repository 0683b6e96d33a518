from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.render.as_csv import as_csv
from igc_tracker.render.safe import shown


def test_lines_end_in_cr_lf_and_cells_are_quoted_where_they_must_be() -> None:
    text = as_csv([("ref", "title"), ("a", 'On "water", and land'), ("b", "Бәйтерек")])
    assert text == 'ref,title\r\na,"On ""water"", and land"\r\nb,Бәйтерек\r\n'


@pytest.mark.parametrize(
    "cell", ["=1+1", "+", "-", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "=HYPERLINK(“http://x”)"]
)
def test_nothing_is_a_formula(cell: str) -> None:
    ((found,),) = csv.reader(io.StringIO(as_csv([[cell]])))
    assert found == f"'{shown(cell)}"


@pytest.mark.parametrize("cell", ["2018-08-22", "? *", "ВП", "× 2018-08-22", "·", "a=b", "'quoted'", ""])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert list(csv.reader(io.StringIO(as_csv([["x", cell]])))) == [["x", cell]]


def test_control_characters_and_line_breaks_stay_out() -> None:
    assert as_csv([["one\ntwo", "\x1b[31mred\x00"]]) == "one two,�[31mred�\r\n"


@given(lines=st.lists(st.lists(st.text(), min_size=1, max_size=4), max_size=4))
def test_any_text_comes_back_as_one_cell_and_computes_nothing(lines: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(as_csv(lines), newline="")))
    assert [len(line) for line in read] == [len(line) for line in lines]
    for line, found in zip(lines, read, strict=True):
        for cell, back in zip(line, found, strict=True):
            assert back.removeprefix("'") == shown(cell).removeprefix("'")
            assert not back.lstrip().startswith(("=", "+", "-", "@"))
