"""Records facts one by one, each as a command of its own: ``recorder.py REGISTER NAME COUNT [REF]``. Run by the tests.

Prints the detail of each fact once it is recorded: what is printed must never be lost.
"""

from __future__ import annotations

import sys
from pathlib import Path

from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.domain.facts import FactKind
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore
from support import invocation


def main(path: str, name: str, count: str, ref: str = "lease-1994") -> None:
    """Record ``count`` remarks whose detail begins with ``name``, of the instrument ``ref``."""
    store = TinyDBStore(FilePlace(Path(path)))
    for number in range(int(count)):
        detail = f"{name}-{number}"
        record_fact(store, ref, NewFact(kind=FactKind.REMARK, detail=detail), invocation(by=name))
        sys.stdout.write(f"{detail}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
