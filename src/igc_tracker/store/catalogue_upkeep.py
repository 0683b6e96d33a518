"""What is written into a catalogue when it is made and when it is kept up; who asks it needs none of this.

Everything here is done within one transaction of whoever calls it.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from igc_tracker.derive.search import fold
from igc_tracker.store.catalogue import State
from igc_tracker.store.layout import INFO_TABLE, TAIL_TABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from igc_tracker.domain.register import Json
    from igc_tracker.store.layout import Laid

_TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE record
  (key TEXT PRIMARY KEY, place INTEGER, ref TEXT, seq INTEGER, at INTEGER, length INTEGER, crc TEXT) WITHOUT ROWID;
CREATE INDEX record_ref ON record (ref, place);
CREATE TABLE name (key TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID;
CREATE TABLE tie (key TEXT, to_ref TEXT, relation TEXT);
CREATE INDEX tie_key ON tie (key);
CREATE INDEX tie_to ON tie (to_ref);
CREATE TABLE topic (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE derivation (topic TEXT, key TEXT, day TEXT, until TEXT, PRIMARY KEY (topic, key)) WITHOUT ROWID;
CREATE INDEX derivation_until ON derivation (topic, until);
CREATE INDEX derivation_day ON derivation (topic, day);
CREATE TABLE derived (topic TEXT, key TEXT, facet TEXT, value TEXT);
CREATE INDEX derived_facet ON derived (topic, facet, value);
CREATE INDEX derived_key ON derived (key);
CREATE TABLE rests_on (ref TEXT, key TEXT, topic TEXT, PRIMARY KEY (ref, key, topic)) WITHOUT ROWID;
CREATE INDEX rests_on_key ON rests_on (topic, key);
CREATE TABLE to_derive (topic TEXT, key TEXT, PRIMARY KEY (topic, key)) WITHOUT ROWID;
"""


class Entry(NamedTuple):
    """What is kept of one instrument."""

    key: str
    seq: int
    at: int
    length: int
    crc: str  # as in the seal: another program's edit may have the number of what it edited
    doc: Json


class Upkeep:
    """An open catalogue as it is written, by the igc of this ``version``."""

    def __init__(self, db: sqlite3.Connection, *, version: str) -> None:
        self._db = db
        self._version = version

    def learn(self, laid: Laid, end: int, read_at: str) -> None:
        """Take in a whole register, of a file that was ``read_at``; what is known of records that stayed is kept."""
        known = self._known_records(laid.tables[INFO_TABLE]["1"]["id"])
        entries = []
        for place, (key, doc) in enumerate(laid.tables[TAIL_TABLE].items(), start=1):
            at, length, crc = laid.places[key]
            entries.append((place, Entry(key, laid.seqs[TAIL_TABLE][key], at, length, crc, doc)))
        gone = known.keys() - laid.tables[TAIL_TABLE].keys()
        self._forget(gone)
        changed = [entry for _, entry in entries if known.get(entry.key) != (entry.seq, entry.crc)]
        self._forget({entry.key for entry in changed})
        self._db.executemany(
            "INSERT OR REPLACE INTO record VALUES (?,?,?,?,?,?,?)",
            ((e.key, place, _ref(e.doc), e.seq, e.at, e.length, e.crc) for place, e in entries),
        )
        self._describe(changed)
        numbers = (entry.get("number") for entry in laid.tables["journal"].values())
        first = min((at for at, *_ in laid.places.values()), default=end)
        self._keep(
            State(
                register=laid.tables[INFO_TABLE]["1"]["id"],
                seq=laid.seq,
                entries=max((n for n in numbers if isinstance(n, int)), default=0),
                size=laid.size,
                base=laid.base,
                end=end,
                tail=first,
                last=len(entries),
            ),
            read_at,
        )

    def add(self, entries: Sequence[Entry], state: State, stat: str) -> None:
        """Take in records that were added, by which the file came to be ``stat``."""
        self._forget({entry.key for entry in entries}, places=False)
        for number, entry in enumerate(entries, start=state.last - len(entries) + 1):
            self._db.execute(
                "INSERT INTO record VALUES (?,?,?,?,?,?,?) ON CONFLICT (key) DO UPDATE SET"
                " ref=excluded.ref, seq=excluded.seq, at=excluded.at, length=excluded.length, crc=excluded.crc",
                (entry.key, number, _ref(entry.doc), entry.seq, entry.at, entry.length, entry.crc),
            )
        self._describe(entries)
        self._keep(state, stat)

    def _known_records(self, register: str) -> dict[str, tuple[int, str]]:
        """Return the numbers and seals of the records it holds, if it was made by this igc of this register."""
        try:
            known = dict(self._db.execute("SELECT name, value FROM state"))
            if (known.get("version"), known.get("register")) == (self._version, register):
                return {key: (seq, crc) for key, seq, crc in self._db.execute("SELECT key, seq, crc FROM record")}
        except sqlite3.OperationalError:
            pass
        names = [name for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()]
        for name in names:
            self._db.execute(f"DROP TABLE {name}")
        for statement in filter(str.strip, _TABLES.split(";")):
            self._db.execute(statement)
        return {}

    def _describe(self, entries: Iterable[Entry]) -> None:
        """Keep by what the records are found, and that everything has to be derived of them anew."""
        topics = [topic for (topic,) in self._db.execute("SELECT name FROM topic").fetchall()]
        entries = list(entries)
        self._db.executemany("INSERT OR REPLACE INTO name VALUES (?,?)", ((e.key, _words(e.doc)) for e in entries))
        ties = ((e.key, to, relation) for e in entries for to, relation in _ties(e.doc))
        self._db.executemany("INSERT INTO tie VALUES (?,?,?)", ties)
        again = ((topic, e.key) for e in entries for topic in topics)
        self._db.executemany("INSERT OR REPLACE INTO to_derive VALUES (?,?)", again)
        self._derive_again(_ref(e.doc) for e in entries)  # of what asked for them before they were there

    def _forget(self, keys: Collection[str], *, places: bool = True) -> None:
        """Forget records, and what was derived of them or of others that rest on them."""
        for key in keys:
            (ref,) = self._db.execute("SELECT ref FROM record WHERE key=?", (key,)).fetchone() or ("",)
            self._derive_again([ref])
            for table in ("name", "tie", "to_derive"):
                self._db.execute(f"DELETE FROM {table} WHERE key=?", (key,))  # noqa: S608  # names of our own
            if places:
                self._db.execute("DELETE FROM record WHERE key=?", (key,))
                self._db.execute("DELETE FROM derived WHERE key=?", (key,))
                self._db.execute("DELETE FROM derivation WHERE key=?", (key,))

    def _derive_again(self, refs: Iterable[str]) -> None:
        """Have everything derived anew that rests on these instruments."""
        self._db.executemany(
            "INSERT OR REPLACE INTO to_derive SELECT topic, key FROM rests_on WHERE ref=?", ((ref,) for ref in refs)
        )

    def _keep(self, state: State, stat: str) -> None:
        values = {**state._asdict(), "version": self._version, "stat": stat}
        self._db.executemany("INSERT OR REPLACE INTO state VALUES (?,?)", values.items())


def _ref(doc: Json) -> str:
    ref = doc.get("ref")
    return ref if isinstance(ref, str) else ""


def _words(doc: Json) -> str:
    """Return the folded words an instrument may be found by, each after a space."""
    texts = [_ref(doc)]
    aliases = doc.get("aliases")
    texts += [each for each in aliases if isinstance(each, str)] if isinstance(aliases, list) else []
    for field in ("short_titles", "titles"):
        named = doc.get(field)
        texts += [each for each in named.values() if isinstance(each, str)] if isinstance(named, dict) else []
    return "".join(f" {fold(text)}" for text in texts)


def _ties(doc: Json) -> list[tuple[str, str]]:
    links = doc.get("links")
    return [
        (str(link.get("to")), str(link.get("relation")))
        for link in (links if isinstance(links, list) else ())
        if isinstance(link, dict)
    ]
