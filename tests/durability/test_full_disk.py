"""A disk without room: the change is refused with a remedy, nothing is lost, and there is room again later."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from durability.crashes import full_at_size, igc_in_a_fork
from durability.registers import (
    PROGRAM,
    RECORDING,
    UNREADABLE,
    Saved,
    beside,
    copied,
    held_by,
    igc_here,
    igc_on,
    new_register,
    outcomes,
    record,
    sizes_between,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cli.running import Ran


def assert_refused_cleanly(ran: Ran) -> None:
    """Assert that a user learns what is wrong and what to do about it, and nothing else."""
    assert ran.code == UNREADABLE, ran.err
    assert ran.out == ""
    said, *remedy = ran.err.splitlines()
    assert said.startswith("igc: error: ")
    assert "Traceback" not in ran.err
    assert len(remedy) == 1, ran.err
    assert remedy[0].startswith("  ")


def test_a_file_that_may_not_grow_is_refused_at_any_size_and_nothing_is_lost(path: Path, *, long_run: bool) -> None:
    record(path, "old", run=igc_here)
    saved, whole = Saved(path), outcomes(path)
    names = [each.name for each in beside(path)]
    assert igc_here(path, *RECORDING).code == 0
    old, new = len(saved.text), path.stat().st_size
    refused = 0

    for size in sizes_between(old, new, few=20, every=long_run):
        saved.put_back()
        ran = igc_in_a_fork(path, *RECORDING, prepare=full_at_size(size))
        if ran.code == 0:
            continue  # what it had to write was shorter than the file
        refused += 1
        assert_refused_cleanly(ran)
        assert path.read_bytes() == saved.text, size
        assert [each.name for each in beside(path)] == names
        assert outcomes(path) == whole

    assert refused > 10
    saved.put_back()
    assert record(path, "new", run=igc_here).code == 0
    assert held_by(path, run=igc_here).details == ("new", "old")


lock_needs_room = pytest.mark.xfail(
    reason="the holder's number is written into the lock's file before a full disk is thought of", strict=False
)


@lock_needs_room
def test_a_disk_without_a_single_byte_is_refused_as_cleanly(path: Path) -> None:
    saved = Saved(path)

    ran = igc_in_a_fork(path, *RECORDING, prepare=full_at_size(0))

    assert_refused_cleanly(ran)
    assert path.read_bytes() == saved.text


def test_a_shell_that_limits_files_gets_the_same_answer(path: Path) -> None:
    before = held_by(path)

    ran = igc_on(path, *RECORDING, program=("sh", "-c", 'ulimit -f 1 && exec "$@"', "sh", *PROGRAM))  # half a kilobyte

    assert_refused_cleanly(ran)
    assert held_by(path) == before
    assert record(path, "later").code == 0
    assert held_by(path).details == ("later",)


# --- a file system that is full -----------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that is a file system of its own, of a few pages; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a file system, and not everywhere")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Leave no byte free, and return the file that takes them."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError as full:
                assert full.errno == errno.ENOSPC  # noqa: PT017  # the way this loop ends
    return filler


@pytest.mark.parametrize(
    "had_been_written",
    [
        pytest.param(True, id="in use"),
        pytest.param(False, id="just copied there", marks=lock_needs_room),
    ],
)
def test_a_full_disk_refuses_changes_and_takes_them_again_when_there_is_room(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, had_been_written: bool
) -> None:
    monkeypatch.setenv("IGC_USER", "officer")
    path = new_register(small_disk / "register.json")
    if not had_been_written:
        away = copied(path, tmp_path / "away")
        for each in beside(path):
            each.unlink()
        shutil.copyfile(away, path)
    filler = fill(small_disk)
    saved, whole, names = Saved(path), outcomes(path), {each.name for each in beside(path)}

    taken = 0
    while (ran := record(path, f"fact-{taken}")).code == 0:  # some may still find room in a page that is half full
        taken += 1
        assert taken < 40, "the disk never filled"

    assert_refused_cleanly(ran)
    assert held_by(path).details == tuple(sorted(f"fact-{number}" for number in range(taken)))
    assert taken or (path.read_bytes(), outcomes(path)) == (saved.text, whole)
    assert {each.name for each in beside(path)} <= names | {"register.json.lock"}

    filler.unlink()
    assert record(path, "later").code == 0
    assert "later" in held_by(path).details
