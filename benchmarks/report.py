"""Measure what a weekly report costs beside a list of the same register: both as whole processes, in turn.

    python benchmarks/report.py [--instruments 10000] [--pairs 3] [--week 2018-W34] [--profile]

The register is made of the example's instruments, each again and again with its days moved, so that there is every kind
of standing. The figure to watch is the ratio of the medians: a report should take at most five times as long as a list.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "data" / "baikonur.json"
TARGET = 5.0
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = frozenset({"on", "planned_for", "effective_on", "document_date", "sent_on", "received_on"})


def register_text(number: int) -> str:
    """Return a register of so many instruments."""
    tables: dict[str, Any] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    originals = list(tables["instruments"].values())
    refs = {each["ref"] for each in originals}
    made = {}
    for place in range(number):
        turn, which = divmod(place, len(originals))
        made[str(place + 1)] = _again(originals[which], turn, refs) if turn else originals[which]
    return json.dumps({**tables, "instruments": made, "journal": {}}, ensure_ascii=False)


def _again(doc: dict[str, Any], turn: int, refs: set[str]) -> dict[str, Any]:
    """Return the instrument once more, under a reference of its own, its days moved by a few for each turn."""
    copied: dict[str, Any] = json.loads(json.dumps(doc))
    copied["ref"] = f"{doc['ref']}-{turn}"
    for link in copied.get("links", ()):
        if link["to"] in refs:
            link["to"] = f"{link['to']}-{turn}"
    copied["facts"] = [_moved(fact, turn * 13 % 1461 - 730) for fact in copied.get("facts", ())]
    return copied


def _moved(fact: dict[str, Any], days: int) -> dict[str, Any]:
    """Return the fact with its exact days moved; months and years stay."""
    return {
        key: _DAY.sub(lambda found: str(date.fromisoformat(found[0]) + timedelta(days=days)), value)
        if key in _DAYS and _DAY.fullmatch(value)
        else value
        for key, value in fact.items()
    }


def measure(*args: str) -> float:
    """Return how many seconds a run of igc takes, from its start to its end."""
    begun = perf_counter()
    subprocess.run([sys.executable, "-m", "igc_tracker", *args], check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - begun


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
        path.write_text(register_text(chosen.instruments), encoding="utf-8")
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
