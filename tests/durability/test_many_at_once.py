"""Several shells at once, and shells that are killed: every acknowledged fact is there once, and readers never fail."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from cli.running import EXAMPLE
from durability.registers import (
    PROGRAM,
    REF,
    Held,
    details_in,
    environment,
    held_by,
    igc_here,
    igc_on,
    record,
)

if TYPE_CHECKING:
    import pytest

LOOP = """
name=$1 count=$2
shift 2
n=0
while [ $n -lt $count ]; do
  n=$((n + 1))
  "$@" --detail "$name-$n" >/dev/null || exit
  echo "$name-$n"
done
"""
"""What a person would type to record many facts in a row; it says each one that igc acknowledged."""

RECORD = (*PROGRAM, "record", REF, "remark", "--on", "2026-01-15")


def shell(path: Path, name: str, count: int, command: tuple[str, ...] = RECORD) -> subprocess.Popen[str]:
    """Start a shell that records one fact after the other, in a process group of its own."""
    return subprocess.Popen(
        ["sh", "-c", LOOP, "sh", name, str(count), *command],
        env=environment(path),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def said_by(writer: subprocess.Popen[str]) -> set[str]:
    """Return the facts that a shell called recorded; a line without its end was cut, and does not count."""
    return {line.strip() for line in writer.communicate()[0].splitlines(keepends=True) if line.endswith("\n")}


def test_eight_shells_lose_nothing_and_a_reader_never_fails_and_never_goes_back(path: Path) -> None:
    commands = cycle([("show", REF, "--json"), ("status", REF, "--json"), ("show", REF, "--json"), ("log", "--json")])
    counts = []
    failed = []

    writers = [shell(path, f"shell-{number}", 10) for number in range(8)]
    while any(writer.poll() is None for writer in writers):
        args = next(commands)
        looked = igc_on(path, *args)
        if looked.code != 0:
            failed.append((args, looked.err))
        elif args[0] == "show":
            counts.append(len(details_in(looked)))
    said = [said_by(writer) for writer in writers]

    assert [writer.returncode for writer in writers] == [0] * 8
    assert [len(each) for each in said] == [10] * 8
    assert failed == []
    assert counts == sorted(counts)
    held = held_by(path)
    assert sorted(held.details) == sorted(set().union(*said))
    assert held.entries == tuple(range(1, 4 + 80 + 1))


def test_eight_shells_lose_nothing_of_a_register_with_a_catalogue_though_readers_make_it_meanwhile(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(EXAMPLE, path)  # large enough
    path.with_name(f"{path.name}.lock").unlink()
    cache = Path(os.environ["XDG_CACHE_HOME"])
    ref = "baikonur-lease-1994"
    record_there = (*PROGRAM, "record", ref, "remark", "--on", "2026-01-15")
    days = cycle([("1990-01-01", "other"), ("2030-01-01", "other"), ("2026-01-15", "home")])
    before = igc_on(path, "show", ref, "--json")
    failed = []

    writers = [shell(path, f"shell-{number}", 10, record_there) for number in range(8)]
    while any(writer.poll() is None for writer in writers):
        day, home = next(days)
        monkeypatch.setenv("XDG_CACHE_HOME", str(cache.with_name(home)))  # for a catalogue of its own, that is behind
        looked = igc_on(path, "list", "--as-of", day, "--json")
        monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
        again = igc_on(path, "list", "--as-of", day, "--json")
        failed += [each.err for each in (looked, again) if each.code != 0]
    said = [said_by(writer) for writer in writers]

    assert [len(each) for each in said] == [10] * 8
    assert failed == []
    assert list((cache / "igc").glob("*.catalogue"))
    shown = igc_on(path, "show", ref, "--json")
    assert sorted(details_in(shown)) == sorted([*details_in(before), *set().union(*said)])
    assert igc_on(path, "store", "verify").code == 0


def test_shells_that_work_on_two_instruments_lose_nothing_of_either(path: Path) -> None:
    other = (*PROGRAM, "record", "baiterek-2004", "remark", "--on", "2026-01-15")
    loop = ["sh", "-c", LOOP, "sh"]
    options = {"env": environment(path), "stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "text": True}

    writers = [
        subprocess.Popen([*loop, f"shell-{number}", "5", *command], **options)  # type: ignore[call-overload]
        for number, command in enumerate((RECORD, other, RECORD, other))
    ]
    said = [said_by(writer) for writer in writers]

    assert [len(each) for each in said] == [5] * 4
    for ref, mine in ((REF, said[0] | said[2]), ("baiterek-2004", said[1] | said[3])):
        assert sorted(details_in(igc_on(path, "show", ref, "--json"))) == sorted(mine)


def test_what_was_acknowledged_outlives_a_kill_at_any_moment(path: Path, *, long_run: bool) -> None:
    kills = 300 if long_run else 30
    usual = median(_seconds(path, f"first-{number}") for number in range(3))
    acknowledged = {f"first-{number}" for number in range(3)}
    before = held_by(path)
    killed = 0

    for number in range(kills):
        writer = subprocess.Popen(
            [*RECORD, "--detail", f"kill-{number}"],
            env=environment(path),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        time.sleep(usual * (0.5 + 0.7 * number / kills))  # from when it is still loading until it has long ended
        writer.send_signal(signal.SIGKILL)
        said, _ = writer.communicate()
        killed += writer.returncode == -signal.SIGKILL
        if writer.returncode == 0 or said:
            acknowledged.add(f"kill-{number}")
        now = held_by(path, run=igc_here)
        assert now.has_once(acknowledged), f"after kill {number}: {acknowledged - set(now.details)} lost"
        assert_grown(now, since=before)
        before = now

    assert killed > 0, "no writer was caught at work"
    assert record(path, "last").code == 0
    assert sorted(held_by(path).details) == sorted([*before.details, "last"])


def _seconds(path: Path, detail: str) -> float:
    begun = time.perf_counter()
    assert record(path, detail).code == 0
    return time.perf_counter() - begun


def test_what_was_acknowledged_outlives_the_kill_of_four_shells_at_once(path: Path, *, long_run: bool) -> None:
    rounds = 100 if long_run else 5
    acknowledged: set[str] = set()
    before = held_by(path)

    for number in range(rounds):
        writers = [shell(path, f"round-{number}-{place}", 1000) for place in range(4)]
        time.sleep(0.7 + number % 10 * 0.03)  # so that the kill falls on another moment of their work each time
        for writer in writers:
            os.killpg(writer.pid, signal.SIGKILL)  # the shell and the igc it waits for
        for writer in writers:
            acknowledged |= said_by(writer)
        now = held_by(path, run=igc_here)
        assert now.has_once(acknowledged), f"in round {number}: {acknowledged - set(now.details)} lost"
        assert_grown(now, since=before)
        before = now

    assert len(acknowledged) > rounds  # they were at work
    assert record(path, "last").code == 0
    assert sorted(held_by(path).details) == sorted([*before.details, "last"])


def assert_grown(now: Held, *, since: Held) -> None:
    """Assert that the register only grew, and that its journal tells of each fact once."""
    assert now.refs == since.refs
    assert set(now.details) >= set(since.details)
    assert now.entries == tuple(range(1, 4 + len(now.details) + 1))
