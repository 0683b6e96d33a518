"""Measure how fast igc starts: whole commands against the smallest program that Typer allows.

    python benchmarks/startup.py [--instruments 100] [--pairs 25]

The smallest program, H, is a bare Typer command in a virtual environment of its own, made for the occasion. The
register is made from the example; copies of its instruments, which no search finds, fill it up. H and each command run
in turn, as processes of their own, so that whatever else the machine does falls on all of them. The figure to watch is
the ratio of the medians.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "data" / "baikonur.json"
TYPER = "typer>=0.28,<0.29"  # as igc requires it
HELLO = """import typer

app = typer.Typer()


@app.command()
def hello(name: str = "you") -> None:
    print(f"Hello {name}")


app()
"""
SCRIPT = """from igc_tracker.cli.start import start

start()
"""  # as pip writes it into the bin of an environment


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


def register_of(instruments: int) -> str:
    """Return the text of the example with as many instruments, one record a line as igc writes it."""
    tables: dict[str, dict[str, Any]] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    originals = list(tables["instruments"].values())
    table = {str(number): each for number, each in enumerate(originals[:instruments], start=1)}
    while len(table) < instruments:
        turn, place = divmod(len(table), len(originals))
        table[str(len(table) + 1)] = _copy(originals[place], turn)
    tables["instruments"] = table
    lines = (
        f"{json.dumps(name)}:{{\n"
        + ",\n".join(f"{json.dumps(key)}:{json.dumps(each, ensure_ascii=False)}" for key, each in records.items())
        + "\n}"
        for name, records in tables.items()
    )
    return "{" + ",\n".join(lines) + "}\n"


def _copy(original: dict[str, Any], turn: int) -> dict[str, Any]:
    """Return a copy whose names are written backwards, tied to the copies of what the original is tied to."""

    def named(ref: str) -> str:
        return f"{ref[::-1]}-{turn}"

    texts = {
        key: {language: text[::-1] for language, text in original[key].items()}
        for key in ("titles", "short_titles")
        if key in original
    }
    links = [link | {"to": named(link["to"])} for link in original.get("links", ())]
    copy = original | texts | {"ref": named(original["ref"]), "aliases": [], "links": links}
    copy.pop("unlocks", None)
    return copy


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Return how long a process takes, from its start to its end."""
    before = perf_counter()
    subprocess.run(command, env=environment, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    return perf_counter() - before


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
    venv.create(folder / "bare", with_pip=True)
    python = str(folder / "bare" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", TYPER], check=True)
    (folder / "igc.py").write_text(SCRIPT, encoding="utf-8")
    (folder / "hello.py").write_text(HELLO, encoding="utf-8")
    hello = [python, str(folder / "hello.py")]
    whole, working = folder / "whole.json", folder / "register.json"
    whole.write_text(register_of(instruments), encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("IGC_", "PYTHONDONTWRITE"))}
    environment |= {"IGC_REGISTER": str(working), "HOME": str(folder), "IGC_USER": "benchmark", "LANG": "C.UTF-8"}
    took: dict[tuple[str, ...], list[float]] = {job.args: [] for job in JOBS}
    bare = []
    for turn in range(pairs + 1):
        bare.append(seconds(hello, environment))
        for job in JOBS:
            shutil.copyfile(whole, working)
            took[job.args].append(seconds([sys.executable, str(folder / "igc.py"), *job.args], environment))
        if turn == 0:  # the first turn writes the byte code
            bare.clear()
            for times in took.values():
                times.clear()
    h = median(bare)
    print(f"{instruments} instruments, {pairs} turns; H = {h * 1000:.0f} ms (least {min(bare) * 1000:.0f})")
    print(f"{'command':60} {'median':>8} {'least':>8} {'in H':>6} {'goal':>6}")
    for job in JOBS:
        times = took[job.args]
        print(
            f"{'igc ' + ' '.join(job.args):60} {median(times) * 1000:5.0f} ms {min(times) * 1000:5.0f} ms"
            f" {median(times) / h:6.2f} {job.goal:6.2f}"
        )


if __name__ == "__main__":
    main()
