"""Measure how fast igc starts: whole commands against the smallest program that Typer allows.

    python benchmarks/startup.py [--instruments 100] [--pairs 25]

The smallest program, H, is a bare Typer command in a virtual environment of its own, made for the occasion. The
register is made from the example; copies of its instruments, which no search finds, fill it up. H and each command run
in turn, as processes of their own, so that whatever else the machine does falls on all of them. The figure to watch is
the ratio of the medians.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from registers import example_filled
from timing import bare_typer, environment, igc_program, in_turn, run

if TYPE_CHECKING:
    from collections.abc import Callable


class Job(NamedTuple):
    """A command line and the most it may take, in H."""

    args: tuple[str, ...]
    goal: float


JOBS = (
    Job(("status", "baiterek", "--json"), 1.25),
    Job(("status", "baiterek"), 1.25),
    Job(("status", "baiterek", "--format", "table"), 1.9),
    Job(("list", "--standing", "in-force"), 1.3),
    Job(("show", "baiterek-2004"), 1.25),
    Job(("record", "baiterek-2004", "remark", "--on", "2026-11-20", "--detail", "seen"), 1.35),
    Job(("--version",), 1.0),
)


def main() -> None:
    """Measure, and print a table of medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instruments", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=25)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.instruments, given.pairs)


def measure(folder: Path, instruments: int, pairs: int) -> None:
    """Run everything in turn and print how it went."""
    hello, igc = bare_typer(folder), igc_program(folder)
    whole, working = folder / "whole.json", folder / "register.json"
    whole.write_text(example_filled(instruments), encoding="utf-8")
    world = environment(folder, IGC_REGISTER=str(working))

    def started(job: Job, _turn: int) -> float:
        shutil.copyfile(whole, working)
        return run([*igc, *job.args], world)

    steps: dict[Job | None, Callable[[int], float]] = {None: lambda _turn: run(hello, world)}
    steps |= {job: partial(started, job) for job in JOBS}
    took = in_turn(steps, turns=pairs)
    h = median(took[None])
    print(f"{instruments} instruments, {pairs} turns; H = {h * 1000:.0f} ms (least {min(took[None]) * 1000:.0f})")
    print(f"{'command':60} {'median':>8} {'least':>8} {'in H':>6} {'goal':>6}")
    for job in JOBS:
        times = took[job]
        print(
            f"{'igc ' + ' '.join(job.args):60} {median(times) * 1000:5.0f} ms {min(times) * 1000:5.0f} ms"
            f" {median(times) / h:6.2f} {job.goal:6.2f}"
        )


if __name__ == "__main__":
    main()
