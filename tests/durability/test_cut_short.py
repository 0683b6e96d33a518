"""A register that ends too early: whoever reads it is told, and nothing is written over it.

A copy that was cut says nothing of what is missing, so it is refused or told of. Where igc itself was cut off while it
wrote, what it had acknowledged is all there, and is read without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from durability.registers import (
    RECORDING,
    Saved,
    copied,
    held_by,
    igc_here,
    igc_on,
    outcome,
    outcomes,
    record,
)

if TYPE_CHECKING:
    from pathlib import Path


def cuts(text: bytes, step: int) -> list[int]:
    """Return lengths to cut a text to: some anywhere, and those around the ends of its lines."""
    ends = {end + near for end, byte in enumerate(text) if byte == ord("\n") for near in (-1, 0, 1, 2)}
    return sorted(length for length in {*range(0, len(text), step), *ends} if 0 <= length < len(text))


def test_a_copy_cut_at_any_byte_is_never_read_as_a_smaller_register(path: Path, tmp_path: Path) -> None:
    whole, copy = outcome(path), copied(path, tmp_path / "mailed")
    text = path.read_bytes()
    dishonest = {}

    for length in range(len(text)):
        copy.write_bytes(text[:length])
        if not (seen := outcome(copy)).is_honest(whole):
            dishonest[length] = seen

    assert dishonest == {}
    assert [each.name for each in copy.parent.iterdir()] == [copy.name]  # a reader leaves nothing behind


@pytest.mark.parametrize("is_copy", [True, False], ids=["a copy", "in its place"])
def test_no_command_reads_a_cut_register_as_a_smaller_one(path: Path, tmp_path: Path, *, is_copy: bool) -> None:
    text, whole = path.read_bytes(), outcomes(path)
    cut = copied(path, tmp_path / "mailed") if is_copy else path
    dishonest = {}

    for length in cuts(text, 97):
        cut.write_bytes(text[:length])
        seen = outcomes(cut)
        if wrong := [each for each, right in zip(seen, whole, strict=True) if not each.is_honest(right)]:
            dishonest[length] = wrong

    assert dishonest == {}


@pytest.mark.parametrize("is_copy", [True, False], ids=["a copy", "in its place"])
def test_nothing_is_written_over_a_cut_register(path: Path, tmp_path: Path, *, is_copy: bool) -> None:
    text, whole = path.read_bytes(), held_by(path, run=igc_here)
    cut = copied(path, tmp_path / "mailed") if is_copy else path
    saved = Saved(cut)
    lost = []

    for length in cuts(text, 29):
        saved.put_back(text[:length])
        ran = record(cut, "new", run=igc_here)
        kept = cut.read_bytes() == text[:length]
        if ran.code == 0:  # only where nothing but an end of line was missing
            now = held_by(cut, run=igc_here)
            kept = (now.refs, now.details, now.entries[:-1]) == (whole.refs, ("new",), whole.entries)
        if not kept:
            lost.append(length)

    assert lost == []


def test_the_real_command_line_says_what_is_wrong_with_a_cut_register(path: Path) -> None:
    text = path.read_bytes()
    path.write_bytes(text[: len(text) * 2 // 3])

    for args in (("show", "lease-1994"), ("status", "lease-1994"), ("list",), ("log",), RECORDING):
        ran = igc_on(path, *args)

        assert (ran.code, ran.out) == (5, "")
        assert ran.err.startswith(f"igc: error: The register at {path} ")
        assert len(ran.err.splitlines()) == 2  # what is wrong, and what to do
    assert path.read_bytes() == text[: len(text) * 2 // 3]


# --- cut off by a crash -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rest", ["missing", "zeros", "garbage", "zeros to the old end"])
@pytest.mark.parametrize("records", [1, 3])
def test_an_append_that_a_crash_cut_off_reads_as_the_old_state_or_the_new(
    path: Path, rest: str, records: int, *, long_run: bool
) -> None:
    for number in range(records - 1):
        record(path, f"old-{number}", run=igc_here)
    old = Saved(path)
    before = outcome(path), outcomes(path)
    assert igc_here(path, *RECORDING).code == 0
    new = path.read_bytes()
    after = outcome(path), outcomes(path)
    pairs = enumerate(zip(old.text, new, strict=False))
    same = next((place for place, (was, now) in pairs if was != now), len(old.text))
    if same < len(old.text) - 8:
        pytest.skip("this store replaces its file: no crash leaves half of an append")
    wrong: dict[int, object] = {}

    for length in range(same, len(new) + 1, 1 if long_run else 29):
        old.put_back(new[:length] + filling(rest, len(new) - length, len(old.text) - length))
        seen = outcome(path)
        if seen not in (before[0], after[0]):
            wrong[length] = seen
        elif long_run or length % 5 == 0:
            state = before if seen == before[0] else after
            had = held_by(path, run=igc_here)
            if outcomes(path) != state[1]:
                wrong[length] = outcomes(path)
            assert record(path, "next", run=igc_here).code == 0
            assert held_by(path, run=igc_here).details == tuple(sorted([*had.details, "next"]))

    assert wrong == {}


def filling(rest: str, left: int, left_of_old: int) -> bytes:
    """Return what a disk may hold after the bytes that reached it."""
    match rest:
        case "missing":
            return b""
        case "zeros":
            return bytes(left)
        case "zeros to the old end":
            return bytes(max(0, left_of_old))
        case _:
            return bytes(0x80 | (number * 37 & 0x7F) for number in range(left))
