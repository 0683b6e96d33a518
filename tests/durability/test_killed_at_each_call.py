"""A kill -9 before each call that touches a file, and in the middle of writes; and proof that these tests can fail."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pytest

from durability.crashes import (
    Watch,
    acknowledging_first,
    emptying_first,
    flushing_nothing,
    igc_in_a_fork,
    killing_at_size,
    killing_before_call,
)
from durability.registers import (
    PROGRAM,
    RECORDING,
    Held,
    Saved,
    held_by,
    igc_here,
    igc_on,
    new_register,
    record,
    sizes_between,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cli.running import Ran

MOST_CALLS = 200
"""More than any write makes: a test that gets there is counting something else."""


class Change(NamedTuple):
    """A command that changes the register, with what the register holds before and after it."""

    args: tuple[str, ...]
    saved: Saved
    before: Held
    after: Held


@pytest.fixture(params=["record", "undo", "import"])
def change(request: pytest.FixtureRequest, path: Path, tmp_path: Path) -> Change:
    return change_by(request.param, path, tmp_path)


def change_by(name: str, path: Path, tmp_path: Path) -> Change:
    record(path, "old", run=igc_here)
    args = {"record": RECORDING, "undo": ("undo",), "import": ("import", str(document_in(tmp_path)))}[name]
    saved, before = Saved(path), held_by(path, run=igc_here)
    assert igc_here(path, *args).code == 0
    after = held_by(path, run=igc_here)
    assert after != before
    saved.put_back()
    return Change(args, saved, before, after)


def document_in(folder: Path) -> Path:
    """Return a document of one instrument that the register has not, as `igc export` printed it."""
    other, document = folder / "other", folder / "document.json"
    other.mkdir()
    exported = json.loads(igc_here(new_register(other / "register.json"), "export").out)
    exported["instruments"] = [exported["instruments"][0] | {"ref": "moscow-1998"}]
    document.write_text(json.dumps(exported), encoding="utf-8")
    return document


def complaint(path: Path, change: Change, ran: Ran) -> str:
    """Return what is wrong with the register after a change that may have been cut off; nothing if all is well."""
    try:
        now = held_by(path, run=igc_here)
    except AssertionError as failed:
        return str(failed)
    if now not in (change.before, change.after):
        return f"neither old nor new: {now}"
    if now == change.before and (ran.code == 0 or ran.out):
        return "acknowledged and lost"
    wrote = record(path, "next", run=igc_here)
    if wrote.code != 0:
        return f"the next write fails: {wrote.err}"
    then = held_by(path, run=igc_here)
    if (then.details, len(then.entries)) != (tuple(sorted([*now.details, "next"])), len(now.entries) + 1):
        return f"the next write spoils what was there: {then}"
    return ""


def killed_runs(path: Path, change: Change, spoil: Callable[[], None] = lambda: None) -> Iterator[tuple[int, Ran]]:
    """Kill the change before its first call that touches a file, then its second, and so on until it comes through."""
    for number in range(1, MOST_CALLS):
        change.saved.put_back()

        def prepare(number: int = number) -> None:
            spoil()
            killing_before_call(number)()

        ran = igc_in_a_fork(path, *change.args, prepare=prepare)
        yield number, ran
        if ran.code >= 0:
            return
    pytest.fail("the change never came through")


def test_a_kill_before_any_call_leaves_the_old_state_or_the_new(path: Path, change: Change) -> None:
    killed = {}
    codes = []
    for number, ran in killed_runs(path, change):
        codes.append(ran.code)
        if wrong := complaint(path, change, ran):
            killed[number] = wrong

    assert killed == {}
    assert codes[-1] == 0
    assert len(codes) > 4  # it opens, writes, flushes and moves, or else it was not watched


def test_a_kill_in_the_middle_of_a_write_leaves_the_old_state_or_the_new(
    path: Path, change: Change, *, long_run: bool
) -> None:
    change.saved.put_back()
    assert igc_here(path, *change.args).code == 0
    old, new = len(change.saved.text), path.stat().st_size
    sizes = sizes_between(old, new, few=10, every=long_run)
    killed = {}
    codes = set()

    for size in (*sizes, new):
        change.saved.put_back()
        ran = igc_in_a_fork(path, *change.args, prepare=killing_at_size(size))
        codes.add(ran.code)
        if wrong := complaint(path, change, ran):
            killed[size] = wrong

    assert killed == {}
    assert {0} < codes  # some were killed, some came through


# --- real system calls --------------------------------------------------------------------------------------------

SYSTEM_CALLS = (
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "pwritev2",
    "fsync",
    "fdatasync",
    "sync_file_range",
    "?rename",
    "renameat",
    "renameat2",
    "?link",
    "linkat",
    "?unlink",
    "unlinkat",
    "ftruncate",
    "truncate",
    "fchmod",
    "fchown",
    "fallocate",
    "copy_file_range",
    "sendfile",
)


def strace_works() -> bool:
    """Tell whether strace is here and may trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-e", "trace=none", "true"], capture_output=True, check=False).returncode == 0


needs_strace = pytest.mark.skipif(not strace_works(), reason="strace is not here, or may not trace")


def traced(log: Path, *options: str) -> tuple[str, ...]:
    calls = ",".join(SYSTEM_CALLS)
    return ("strace", "-f", "-o", str(log), "-e", f"trace={calls}", *options, "--", *PROGRAM)


def calls_made(path: Path, log: Path, change: Change) -> dict[str, int]:
    """Return how often the change makes each system call that changes a file."""
    change.saved.put_back()
    assert igc_on(path, *change.args, program=traced(log)).code == 0
    names = re.findall(r"^\d+ +(\w+)\(", log.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: names.count(name) for name in sorted(set(names))}


@needs_strace
def test_a_kill_at_any_system_call_leaves_the_old_state_or_the_new(path: Path, tmp_path: Path, change: Change) -> None:
    log = tmp_path / "calls"
    made = calls_made(path, log, change)
    killed = {}

    for name, times in made.items():
        for number in range(1, times + 1):
            change.saved.put_back()
            inject = ("-e", f"inject={name}:signal=SIGKILL:when={number}")
            ran = igc_on(path, *change.args, program=traced(log, *inject))
            assert ran.code != 0, f"{name} {number} was not reached"
            if wrong := complaint(path, change, ran):
                killed[name, number] = wrong

    assert killed == {}
    assert {"fsync", "fdatasync"} & set(made)


# --- the order of things ------------------------------------------------------------------------------------------


def verdict_on(path: Path, tmp_path: Path, change: Change, spoil: Callable[[], None] = lambda: None) -> str:
    """Return whether the register was safe on the disk when igc first said something."""
    verdict = tmp_path / "verdict"

    def prepare() -> None:
        Watch(path, verdict).begin()
        spoil()

    change.saved.put_back()
    ran = igc_in_a_fork(path, *change.args, prepare=prepare)
    assert ran.code == 0, ran.err
    return verdict.read_text(encoding="utf-8")


def test_nothing_is_acknowledged_before_it_is_on_the_disk(path: Path, tmp_path: Path, change: Change) -> None:
    assert verdict_on(path, tmp_path, change) == "safe"


# --- tests of the tests: a store that is wrong is found out ---------------------------------------------------------


@pytest.fixture
def recording(path: Path, tmp_path: Path) -> Change:
    return change_by("record", path, tmp_path)


def test_a_store_that_acknowledges_before_the_flush_is_found_out(path: Path, tmp_path: Path, recording: Change) -> None:
    assert verdict_on(path, tmp_path, recording, acknowledging_first) in {
        "the register was never flushed",
        "the register was changed after it was flushed",
    }


def test_a_store_that_never_flushes_is_found_out(path: Path, tmp_path: Path, recording: Change) -> None:
    assert verdict_on(path, tmp_path, recording, flushing_nothing) == "the register was never flushed"


def test_a_store_that_empties_the_file_before_it_writes_is_found_out(path: Path, recording: Change) -> None:
    complaints = [complaint(path, recording, ran) for _, ran in killed_runs(path, recording, emptying_first)]

    assert any("a reader failed" in each for each in complaints)
