"""One byte of the file changes: no command shows a changed record as good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from durability.registers import RECORDING, held_by, igc_here, outcome, outcomes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAMAGES: dict[str, Callable[[int, int], int]] = {
    "a bit flipped": lambda byte, value: byte ^ (1 << value % 8),
    "a zero": lambda byte, value: 0,  # noqa: ARG005  # as the others are called
    "garbage": lambda byte, value: value,  # noqa: ARG005
    "another digit": lambda byte, value: ord("0") + value % 10 if chr(byte).isdigit() else byte ^ 1,
}
"""The last is the one that nobody sees: a year that is wrong and a date all the same."""

no_checksums_yet = pytest.mark.xfail(
    reason="records carry no checksum yet, so a wrong letter in a title looks like another title", strict=False
)


@no_checksums_yet
@given(data=st.data())
def test_no_command_shows_a_damaged_record_as_good(path: Path, data: st.DataObject) -> None:
    text, whole = path.read_bytes(), outcomes(path)
    place = data.draw(st.integers(0, len(text) - 1), label="place")
    damage = DAMAGES[data.draw(st.sampled_from(sorted(DAMAGES)), label="damage")]
    damaged = bytearray(text)
    damaged[place] = damage(text[place], data.draw(st.integers(0, 255), label="value"))
    try:
        path.write_bytes(damaged)
        seen = outcomes(path)
    finally:
        path.write_bytes(text)

    for each, right in zip(seen, whole, strict=True):
        assert each.is_as_good_as(right), f"byte {place}, {text[place]:#x} became {damaged[place]:#x}: {each.answer}"


@no_checksums_yet
def test_no_byte_can_be_changed_unseen(path: Path, *, long_run: bool) -> None:
    text, whole = path.read_bytes(), outcome(path)
    unseen = []

    for place in range(0, len(text), 1 if long_run else 3):
        for value in {text[place] ^ 1, text[place] ^ 0x20}:
            path.write_bytes(text[:place] + bytes([value]) + text[place + 1 :])
            if not outcome(path).is_as_good_as(whole):
                unseen.append(place)

    assert unseen == []


@no_checksums_yet
def test_no_change_is_written_beside_a_damaged_record_of_the_same_instrument(path: Path) -> None:
    text = path.read_bytes()
    damaged = text.replace(b"1994-03-28", b"1994-03-29")
    path.write_bytes(damaged)

    ran = igc_here(path, *RECORDING)

    assert ran.code == 5
    assert path.read_bytes() == damaged


def test_these_tests_see_a_difference_where_there_is_one(path: Path) -> None:
    whole, held = outcomes(path), held_by(path, run=igc_here)
    assert igc_here(path, *RECORDING).code == 0

    assert [each.is_as_good_as(right) for each, right in zip(outcomes(path), whole, strict=True)].count(False) >= 2
    assert held_by(path, run=igc_here) != held
