"""Measure how igc's commands grow with the register: 100, 10,000 and 100,000 instruments.

    python benchmarks/scale.py [--sizes 100,10000,100000] [--pairs 9] [--slow-pairs 3] [--only status]

Each command is a process of its own, run in turn with H, the smallest program Typer allows; the figure to watch is the
ratio of the medians. Each instrument has 1.3 kB and several facts, in families of five; commands ask for one in the
middle of the file. Facts that are recorded stay, each on an instrument of its own. `list` and `report`, which look at
every instrument, run less often. A command that has goals runs on the sizes that have one. Memory is the most that a
process held, beside the same on the smallest register.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from registers import FAMILY, ref_of, write_register
from timing import against, bare_typer, environment, igc_program, in_turn, memory, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Job(NamedTuple):
    """A command, and the most it may take in H, by size of register; it runs on those sizes, or without goals on all.

    {first} is the first of a family in the middle of the file, {ref} another of it, {mine} one for each {turn}.
    """

    name: str
    args: tuple[str, ...]
    goals: Mapping[int, float]
    looks_at_all: bool = False
    memory: Mapping[int, float] = {}
    """The most memory it may take, beside what it takes on the smallest register."""


MEMORY = {10_000: 1.2, 100_000: 1.3}
STATUS = {100: 1.25, 10_000: 1.6, 100_000: 6.0}
RECORD = ("record", "{mine}", "remark", "--on", "2026-11-20", "--detail", "seen in turn {turn}")
JOBS = (
    Job("status X --json", ("status", "{first}", "--json"), STATUS),
    Job("status X", ("status", "{first}"), STATUS),
    Job("status X, Rich", ("status", "{first}", "--format", "table"), {100: 1.9}),
    Job("show REF", ("show", "{ref}"), {}, memory=MEMORY),
    Job("record", RECORD, {100: 1.35, 10_000: 1.5, 100_000: 1.6}, memory=MEMORY),
    Job(
        "list --standing S", ("list", "--standing", "signed"), {100: 1.3, 10_000: 3.0, 100_000: 25.0}, looks_at_all=True
    ),
    Job("report weekly", ("report", "weekly", "--week", "2026-W47"), {100: 1.6, 10_000: 8.0}, looks_at_all=True),
)


def main() -> None:
    """Measure, and print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,10000,100000")
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--slow-pairs", type=int, default=3)
    parser.add_argument("--only", default="", help="only commands whose name begins so")
    given = parser.parse_args()
    jobs = [job for job in JOBS if job.name.startswith(given.only)]
    held: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hello = bare_typer(folder)
        for size in map(int, given.sizes.split(",")):
            path = folder / f"register-{size}.json"
            write_register(path, size)
            print(f"\n{size:,} instruments, {path.stat().st_size / 1e6:.1f} MB")
            for slow, pairs in ((False, given.pairs), (True, given.slow_pairs)):
                chosen = [job for job in jobs if job.looks_at_all is slow and size in (job.goals or {size})]
                measure(folder, hello, path, size, chosen, pairs=pairs, held=held)
            path.unlink()


def measure(
    folder: Path, hello: list[str], path: Path, size: int, jobs: Sequence[Job], *, pairs: int, held: dict[str, float]
) -> None:
    """Run some commands on one register in turn with H, and print how it went; ``held`` is the memory of the first."""
    igc = igc_program(folder)
    world = environment(folder, IGC_REGISTER=str(path))
    middle_one = size // 2 // FAMILY * FAMILY

    def command(job: Job, turn: int) -> list[str]:
        names = {"first": ref_of(middle_one), "ref": ref_of(middle_one + 2), "mine": ref_of(turn * 7 % size)}
        return [*igc, *(each.format(turn=turn, **names) for each in job.args)]

    def started(job: Job, turn: int) -> float:
        return run(command(job, turn), world)

    if not jobs:
        return
    steps = {"": lambda _turn: run(hello, world)} | {job.name: partial(started, job) for job in jobs}
    took = in_turn(steps, turns=pairs)
    h = median(took[""])
    print(f"H = {h * 1000:.0f} ms, {pairs} turns")
    print(f"  {'igc':20} {'median':>9} {'in H':>7} {'goal':>7} {'':6} {'memory':>9} {'ratio':>6} {'goal':>7}")
    for job in jobs:
        seconds, most = median(took[job.name]), memory(command(job, pairs + 1), world)
        time, ratio = seconds / h, most / held.setdefault(job.name, most)
        goals = against(job.goals.get(size), time), against(job.memory.get(size), ratio)
        figures = f"{seconds * 1000:6.0f} ms {time:7.2f} {goals[0]:14} {most:5.0f} MiB {ratio:6.2f} {goals[1]}"
        print(f"  {job.name:20} {figures}".rstrip())


if __name__ == "__main__":
    main()
