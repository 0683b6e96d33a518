"""Measure what a weekly report costs beside a list of the same register: both as whole processes, in turn.

    python benchmarks/report.py [--instruments 10000] [--pairs 3] [--week 2018-W34] [--profile]

The register is made of the example's instruments, each again and again with its days moved, so that there is every kind
of standing. The figure to watch is the ratio of the medians: a report should take at most five times as long as a list.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from registers import example_repeated
from timing import run

TARGET = 5.0


def measure(*args: str) -> float:
    """Return how many seconds a run of igc takes, from its start to its end."""
    return run([sys.executable, "-m", "igc_tracker", *args], os.environ)


def main() -> int:
    """Measure and print; return 1 if the ratio is above the target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instruments", type=int, default=10_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--week", default="2018-W34")
    parser.add_argument("--profile", action="store_true", help="show where the report spends its time")
    chosen = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.json"
        path.write_text(example_repeated(chosen.instruments), encoding="utf-8")
        print(f"{chosen.instruments} instruments, {path.stat().st_size / 1e6:.1f} MB")
        listing = ("list", "--as-of", "2018-08-26", "--register", str(path), "--format", "text")
        report = ("report", "weekly", "--week", chosen.week, "--register", str(path), "--format", "text")
        rounds = [(measure(*listing), measure(*report)) for _ in range(chosen.pairs)]
        for listed, reported in rounds:
            print(f"list {listed:6.2f} s   report {reported:6.2f} s   ratio {reported / listed:.2f}")
        listed, reported = (median(times) for times in zip(*rounds, strict=True))
        print(f"median: report / list = {reported / listed:.2f} (at most {TARGET:g})")
        if chosen.profile:
            profiled = (sys.executable, "-m", "cProfile", "-s", "tottime", "-m", "igc_tracker", *report)
            done = subprocess.run(profiled, check=True, capture_output=True, text=True)
            begin = done.stdout.index("function calls")
            print("\n".join(done.stdout[begin:].splitlines()[:50]))
    return 0 if reported <= TARGET * listed else 1


if __name__ == "__main__":
    raise SystemExit(main())
