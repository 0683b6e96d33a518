"""Measure igc beside Taskwarrior 2.6, a C++ program with a file of its own: whole processes, in turn.

    apt-get install taskwarrior
    python benchmarks/taskwarrior.py [--sizes 100,10000,100000] [--pairs 9]

Both hold the same instruments: for Taskwarrior each is a task with its titles, its family as project, and its facts as
annotations. They show one from the middle, add one, and add a fact to one; the figure to watch is how many times as
fast igc is. igc flushes each change to the disk before it says so; Taskwarrior 2.6 leaves that to the system.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from registers import FAMILY, family_doc, ref_of, write_register
from timing import environment, igc_program, in_turn, run

if TYPE_CHECKING:
    from collections.abc import Callable

SETTINGS = "data.location={folder}\nconfirmation=off\nverbose=nothing\n"
GOALS = {10_000: 1.0, 100_000: 5.0}
"""How many times as fast igc is to be, at least."""


class Pair(NamedTuple):
    """What both do; {ref} and {mine} are references, {number} and {other} the same as numbers of tasks."""

    name: str
    igc: tuple[str, ...]
    task: tuple[str, ...]


PAIRS = (
    Pair("show one", ("show", "{ref}"), ("{number}", "information")),
    Pair(
        "add one",
        ("add-agreement", "--title", "Agreement on visas, {turn}", "--party", "KZ,RU"),
        ("add", "Agreement on visas, {turn}", "project:visas"),
    ),
    Pair(
        "add a fact",
        ("record", "{mine}", "remark", "--on", "2026-11-20", "--detail", "seen in turn {turn}"),
        ("{other}", "annotate", "seen in turn {turn}"),
    ),
)


def main() -> int:
    """Measure, and print a table; return 2 where Taskwarrior is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,10000,100000")
    parser.add_argument("--pairs", type=int, default=9)
    given = parser.parse_args()
    if shutil.which("task") is None:
        print("Taskwarrior is not here: apt-get install taskwarrior", file=sys.stderr)
        return 2
    print(f"{'':24} {'igc':>9} {'task':>9} {'times as fast':>14} {'goal':>6}")
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size, given.pairs)
    return 0


def measure(folder: Path, size: int, pairs: int) -> None:
    """Give both programs so many instruments, run them in turn, and print how it went."""
    register, tasks, settings = folder / "register.json", folder / "tasks.json", folder / "taskrc"
    write_register(register, size)
    settings.write_text(SETTINGS.format(folder=folder / "task"), encoding="utf-8")
    (folder / "task").mkdir()
    world = environment(folder, IGC_REGISTER=str(register), TASKRC=str(settings))
    tasks.write_text(json.dumps([task_of(number) for number in range(size)], ensure_ascii=False), encoding="utf-8")
    subprocess.run(["task", "import", str(tasks)], env=world, check=True, capture_output=True)
    igc, task = igc_program(folder), [str(shutil.which("task"))]

    def started(program: list[str], args: tuple[str, ...], turn: int) -> float:
        shown, changed = size // 2 // FAMILY * FAMILY, turn * 7 % size
        names: dict[str, Any] = {"ref": ref_of(shown), "number": shown + 1}
        names |= {"mine": ref_of(changed), "other": changed + 1, "turn": turn}
        return run([*program, *(each.format(**names) for each in args)], world)

    steps: dict[tuple[str, str], Callable[[int], float]] = {}
    for pair in PAIRS:
        steps[pair.name, "igc"] = partial(started, igc, pair.igc)
        steps[pair.name, "task"] = partial(started, task, pair.task)
    took = in_turn(steps, turns=pairs)
    for pair in PAIRS:
        ours, theirs = median(took[pair.name, "igc"]), median(took[pair.name, "task"])
        figures = f"{ours * 1000:6.0f} ms {theirs * 1000:6.0f} ms {theirs / ours:14.2f}"
        print(f"{f'{pair.name}, {size:,}':24} {figures} {told(GOALS.get(size), theirs / ours)}".rstrip())


def task_of(number: int) -> dict[str, Any]:
    """Return an instrument of the register as a task."""
    doc = family_doc(number)
    return {
        "description": f"{doc['titles']['en']} / {doc['titles']['ru']}",
        "status": "pending",
        "entry": "20260115T090000Z",
        "project": ref_of(number // FAMILY * FAMILY),
        "annotations": [
            {
                "entry": f"20260115T0900{place:02}Z",
                "description": " ".join(
                    str(fact[key])
                    for key in ("id", "kind", "party", "on", "document", "source", "certainty", "recorded_by")
                    if key in fact
                ),
            }
            for place, fact in enumerate(doc["facts"])
        ],
    }


def told(goal: float | None, times: float) -> str:
    """Return a goal that is met from below, and whether it is."""
    return "" if goal is None else f"{goal:6.2f} {'met' if times >= goal else 'missed'}"


if __name__ == "__main__":
    raise SystemExit(main())
