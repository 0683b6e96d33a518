"""Measure the store itself: one addition against SQLite's, and what becomes of TinyDB's own file where igc's stands.

    python benchmarks/store.py [--sizes 10000,100000] [--pairs 25] [--runs 5] [--kills 300]

An addition is one instrument and its entry in the journal, durable when the call returns, in this process. SQLite gets
the same two texts in one transaction (WAL, synchronous=FULL) over a connection that stays open. Both are timed in turn;
the figure to watch is the ratio of the medians.

Then two processes add to one file at once, and a process that adds is killed at random moments: how many files can no
longer be read, and how many additions that were acknowledged are gone, with TinyDB as it comes and with igc.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from registers import family_doc, ref_of, write_register
from timing import against, in_turn, seconds
from tinydb import TinyDB

from igc_tracker.actions.ports import Invocation
from igc_tracker.domain.errors import IgcError
from igc_tracker.domain.register import Change, JournalEntry
from igc_tracker.store.codec import decode_instrument, encode_journal_entry
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO, Any

GOAL = 1.5
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
START = 1000
"""How many records a file has before it is fought over."""

WRITES = 100


def main() -> None:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--pairs", type=int, default=25)
    parser.add_argument("--runs", type=int, default=5, help="how often two processes add at once")
    parser.add_argument("--kills", type=int, default=300, help="how often a process that adds is killed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'one addition, durable':>21} {'igc':>9} {'SQLite':>9} {'ratio':>7} {'goal':>7}")
        for size in map(int, given.sizes.split(",")):
            compare(Path(folder), size, given.pairs)
        print(f"\n{'files unreadable, acknowledged additions lost':46} {'TinyDB ' + version('tinydb'):>16} {'igc':>16}")
        stand(
            f"two at once, {WRITES} each, {given.runs} times", lambda kind: two_at_once(Path(folder), kind, given.runs)
        )
        stand(f"killed, {given.kills} times", lambda kind: killed(Path(folder), kind, given.kills))


# --- one addition ----------------------------------------------------------------------------------------------------


def compare(folder: Path, size: int, pairs: int) -> None:
    """Time additions to a register and to a database of so many instruments."""
    path = folder / f"register-{size}.json"
    write_register(path, size)
    store = TinyDBStore(FilePlace(path, catalogues=path.parent / "catalogues"))
    with sqlite3.connect(folder / f"register-{size}.db", isolation_level=None) as database:
        fill(database, size)

        def by_igc(turn: int) -> float:
            return seconds(lambda: add(store, size + turn))

        def by_sqlite(turn: int) -> float:
            return seconds(lambda: insert(database, size + turn))

        took = in_turn({"igc": by_igc, "sqlite": by_sqlite}, turns=pairs)
    igc, sqlite = median(took["igc"]), median(took["sqlite"])
    shown = f"{igc * 1000:6.2f} ms {sqlite * 1000:6.2f} ms {igc / sqlite:7.2f} {against(GOAL, igc / sqlite)}"
    print(f"to {size:>18,} {shown}")
    path.unlink()


def add(store: TinyDBStore, number: int) -> None:
    """Add an instrument as `igc add-agreement` does."""
    instrument, _ = decode_instrument(family_doc(number))
    with store.writing(invocation(number)) as writing:
        writing.add(instrument)


def invocation(number: int) -> Invocation:
    """Return who adds an instrument."""
    return Invocation(by="bench", at=AT, command=f"igc add-agreement --ref {ref_of(number)}")


def fill(database: sqlite3.Connection, size: int) -> None:
    """Make a database of as many instruments, as durable as igc's file."""
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE instruments (ref TEXT PRIMARY KEY, doc TEXT NOT NULL)")
    database.execute("CREATE TABLE journal (number INTEGER PRIMARY KEY, entry TEXT NOT NULL)")
    database.execute("BEGIN")
    docs = ((ref_of(number), text_of(family_doc(number))) for number in range(size))
    database.executemany("INSERT INTO instruments VALUES (?, ?)", docs)
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def insert(database: sqlite3.Connection, number: int) -> None:
    """Insert what `add` adds: the instrument if its reference is free, and the entry in the journal."""
    doc = family_doc(number)
    change = Change(table="instruments", ref=doc["ref"], field="", before=None, after=doc)
    told = invocation(number)
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO instruments VALUES (?, ?)", (doc["ref"], text_of(doc)))
    (last,) = database.execute("SELECT coalesce(max(number), 0) FROM journal").fetchone()
    entry = JournalEntry(number=last + 1, at=told.at, by=told.by, command=told.command, changes=(change,), undoes=None)
    text = text_of(encode_journal_entry(entry))
    database.execute("INSERT INTO journal VALUES (?, ?)", (last + 1, text))
    database.execute("COMMIT")


def text_of(doc: dict[str, Any]) -> str:
    """Return a record as JSON, as compact as igc writes it."""
    return json.dumps(doc, ensure_ascii=False, separators=(",", ":"))


# --- files that are fought over --------------------------------------------------------------------------------------


class Kind(NamedTuple):
    """A way to keep records in a file: how one is made, how a process adds to it, and which references it holds."""

    make: Callable[[Path], None]
    adder: Callable[[Path], Callable[[int], object]]
    refs: Callable[[Path], set[str]]


def by_tinydb(path: Path) -> Callable[[int], object]:
    """Return how a process adds a record that keeps TinyDB open, as its documentation does."""
    database = TinyDB(path)
    return lambda number: database.insert(family_doc(number))


def by_igc(path: Path) -> Callable[[int], object]:
    """Return how a process adds an instrument with igc's store."""
    store = TinyDBStore(FilePlace(path, catalogues=path.parent / "catalogues"))
    return lambda number: add(store, number)


def refs_of_tinydb(path: Path) -> set[str]:
    """Return what TinyDB finds in its file."""
    with TinyDB(path) as database:
        return {doc["ref"] for doc in database.all()}


def refs_of_igc(path: Path) -> set[str]:
    """Return what igc finds in its file; it says itself what it cannot read."""
    register, findings = TinyDBStore(FilePlace(path, catalogues=path.parent / "catalogues")).read()
    if findings:
        raise ValueError(findings)
    return {each.ref for each in register.instruments}


def make_tinydb(path: Path) -> None:
    """Make a file as TinyDB writes it."""
    with TinyDB(path) as database:
        database.insert_multiple(family_doc(number) for number in range(START))


KINDS = {
    "tinydb": Kind(make_tinydb, by_tinydb, refs_of_tinydb),
    "igc": Kind(lambda path: write_register(path, START), by_igc, refs_of_igc),
}


class Stood(NamedTuple):
    """What became of the files of several runs."""

    runs: int = 0
    unreadable: int = 0
    acknowledged: int = 0
    lost: int = 0

    def plus(self, kind: Kind, path: Path, acknowledged: set[str]) -> Stood:
        """Look at the file of one more run."""
        try:
            lost, bad = len(acknowledged - kind.refs(path)), 0
        except (ValueError, IgcError):
            lost, bad = len(acknowledged), 1
        return Stood(self.runs + 1, self.unreadable + bad, self.acknowledged + len(acknowledged), self.lost + lost)

    def __str__(self) -> str:
        return f"{self.unreadable}/{self.runs}, {self.lost}/{self.acknowledged}"


def stand(what: str, fight: Callable[[Kind], Stood]) -> None:
    """Print what becomes of both kinds of file."""
    print(f"{what:46} {fight(KINDS['tinydb'])!s:>16} {fight(KINDS['igc'])!s:>16}")


def two_at_once(folder: Path, kind: Kind, runs: int) -> Stood:
    """Let two processes add to one file at once."""
    stood = Stood()
    for _ in range(runs):
        path = fresh(folder, kind)
        adding = [Adding(kind, path, START + WRITES * place, WRITES) for place in range(2)]
        stood = stood.plus(kind, path, set().union(*(each.acknowledged() for each in adding)))
    return stood


def killed(folder: Path, kind: Kind, kills: int) -> Stood:
    """Kill a process that adds to a file, each time at another moment."""
    stood, moments = Stood(), random.Random(1)  # noqa: S311  # the same moments each time
    for _ in range(kills):
        path = fresh(folder, kind)
        adding = Adding(kind, path, START, 1_000_000)
        first = seconds(adding.wait_for_one)
        time.sleep(moments.uniform(0, first))  # some moment of the additions after the first, the writing included
        os.kill(adding.child, signal.SIGKILL)
        stood = stood.plus(kind, path, adding.acknowledged())
    return stood


def fresh(folder: Path, kind: Kind) -> Path:
    """Make a file in the place of the last one."""
    path = folder / "fought.json"
    path.unlink(missing_ok=True)
    kind.make(path)
    return path


class Adding:
    """A process that adds one record after the other, and says each once it is added."""

    def __init__(self, kind: Kind, path: Path, first: int, count: int) -> None:
        out, into = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            add_all(kind, path, range(first, first + count), into)
        os.close(into)
        self._said: IO[bytes] = os.fdopen(out, "rb")
        self._refs: set[str] = set()

    def wait_for_one(self) -> None:
        """Wait until it is at work."""
        self._take(self._said.readline())

    def acknowledged(self) -> set[str]:
        """Return the references of all it called added, when it has ended."""
        with self._said:
            for line in self._said:
                self._take(line)
        os.waitpid(self.child, 0)
        return self._refs

    def _take(self, line: bytes) -> None:
        if line.endswith(b"\n"):
            self._refs.add(line.decode().strip())


def add_all(kind: Kind, path: Path, numbers: range, into: int) -> NoReturn:
    """Add records until one fails; this is all that the process does."""
    try:
        add_one = kind.adder(path)
        for number in numbers:
            add_one(number)
            os.write(into, f"{ref_of(number)}\n".encode())
    except Exception:  # noqa: BLE001, S110  # a file that the other writer spoilt: the numbers tell
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
