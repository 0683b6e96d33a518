"""What the benchmarks measure with: whole processes, one of each in turn, beside the smallest program Typer allows.

Figures depend on the machine and on what else it does, so the benchmarks run what they compare in turn and tell the
ratios of medians.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Name = TypeVar("Name")
Measured = TypeVar("Measured")

TYPER = "typer>=0.28,<0.29"  # as igc requires it
HELLO = """import typer

app = typer.Typer()


@app.command()
def hello(name: str = "you") -> None:
    print(f"Hello {name}")


app()
"""
START = """from igc_tracker.cli.start import start

start()
"""  # as pip writes it into the bin of an environment


WAITER = """import os, sys

child = os.fork()
if child == 0:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A process begins with the memory of whoever starts it counted as its own, so a small one has to start it."""


def run(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return how long a process takes, in seconds, from its start to its end; raise CalledProcessError if it fails."""
    before = perf_counter()
    subprocess.run(command, env=environment, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    return perf_counter() - before


def memory(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return how much memory a process holds at most, in MiB; ``command`` names its program by its path."""
    waiter = [sys.executable, "-I", "-S", "-c", WAITER, *command]
    done = subprocess.run(waiter, env=environment, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    return int(done.stdout) / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def seconds(step: Callable[[], object]) -> float:
    """Return how long a step in this process takes."""
    before = perf_counter()
    step()
    return perf_counter() - before


def in_turn(steps: Mapping[Name, Callable[[int], Measured]], *, turns: int) -> dict[Name, list[Measured]]:
    """Take one step of each in every turn, so that what else the machine does falls on all; the first does not count.

    A step is given the number of its turn.
    """
    measured: dict[Name, list[Measured]] = {name: [] for name in steps}
    for turn in range(turns + 1):
        for name, step in steps.items():
            figure = step(turn)
            if turn:  # the first turn writes byte code and fills caches
                measured[name].append(figure)
    return measured


def bare_typer(folder: Path) -> list[str]:
    """Make an environment with Typer alone, and return the command of H: the smallest program in it."""
    venv.create(folder / "bare", with_pip=True)
    python = str(folder / "bare" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", TYPER], check=True)
    (folder / "hello.py").write_text(HELLO, encoding="utf-8")
    return [python, str(folder / "hello.py")]


def igc_program(folder: Path) -> list[str]:
    """Return the command of igc, started as pip would start it."""
    (folder / "igc.py").write_text(START, encoding="utf-8")
    return [sys.executable, str(folder / "igc.py")]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a person without settings, at home in ``folder``."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("IGC_", "PYTHONDONTWRITE"))}
    return kept | {"HOME": str(folder), "IGC_USER": "benchmark", "LANG": "C.UTF-8"} | more


def against(goal: float | None, figure: float) -> str:
    """Return a goal as a column beside a figure, and whether it is met; without a goal an empty column."""
    if goal is None:
        return f"{'':>7}"
    return f"{goal:7.2f} {'met' if figure <= goal else 'missed'}"
