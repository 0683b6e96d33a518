"""What igc keeps of a large register so as not to read all of it: where records lie, their names, what was derived.

It is made of the register alone, for one state of its file; it may be deleted at any time and is never the truth. It is
an SQLite database in the user's cache folder. It is believed only while the file has the size and the moments of change
it had when all of it was last checked, or when igc itself last added to it; else the whole file is read and checked
again. Every record read through it is held against its seal.

Others write it too. Whoever asks it sees the one state he found it in, until he opens it anew; nothing he derived of
that is kept for another. Where it cannot be asked (TROUBLE) the file says all it would have said.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from igc_tracker.derive.search import fold
from igc_tracker.store.layout import CLOSING, INFO_TABLE, TAIL_TABLE, DamageError, crc_in, unseal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from igc_tracker.domain.register import Json
    from igc_tracker.store.held import Addition
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
_VERSION = "3"

TIMEOUT_SECONDS = 1.0
"""How long to wait for others who write the catalogue; a writer keeps those after it waiting as long."""


class OvertakenError(Exception):
    """The catalogue is of another state of the file by now, or the file is not what it was."""


TROUBLE = (sqlite3.Error, OvertakenError, DamageError)
"""What is raised where the catalogue cannot be asked."""

_BROKEN = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class State(NamedTuple):
    """What the catalogue knows of the file as a whole; the meanings are those of ``Laid``."""

    register: str
    seq: int
    entries: int
    size: int
    base: int
    end: int
    tail: int  # where the first instrument lies: before it lie the other tables
    last: int  # the place of the last instrument in the order of the register


class Entry(NamedTuple):
    """What is kept of one instrument."""

    key: str
    seq: int
    at: int
    length: int
    crc: str  # as in the seal: another program's edit may have the number of what it edited
    doc: Json


class Catalogue:
    """An open catalogue and the open file it speaks of."""

    def __init__(self, path: Path, folder: Path, *, version: str) -> None:
        """Open, without looking whether it still fits. Raises OSError or sqlite3.Error where that cannot be."""
        self._path = path
        self.handle = os.open(path, os.O_RDONLY)
        self._version = f"{_VERSION} {version}"
        real = os.path.realpath(path)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = folder / f"{crc32(real.encode(errors='surrogateescape')):08x}.catalogue"
        if not place.exists():
            os.close(os.open(place, os.O_RDWR | os.O_CREAT, 0o600))
        self._place = place
        self._db = sqlite3.connect(place, timeout=TIMEOUT_SECONDS, isolation_level=None)
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
        except sqlite3.Error as error:
            self.distrust(error)
            raise
        self._look()

    def __del__(self) -> None:
        with suppress(AttributeError, sqlite3.Error):  # it may never have been opened
            self._db.close()
        with suppress(AttributeError, OSError):
            os.close(self.handle)

    def looks_again(self, path: Path) -> bool:
        """Find out what the file is like now; tell whether it is still the file that lies at ``path``."""
        try:
            here, there = os.fstat(self.handle), path.stat()
        except OSError:
            return False
        if (here.st_dev, here.st_ino) != (there.st_dev, there.st_ino):
            return False
        self._look()
        return True

    def distrust(self, error: Exception) -> None:
        """Take the catalogue away where ``error`` says that it is broken, so that it is made anew; else leave it."""
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in _BROKEN:
            for name in ("", "-wal", "-shm"):  # in this order: SQLite takes no journal for that of an empty file
                with suppress(OSError):
                    self._place.with_name(f"{self._place.name}{name}").unlink()

    # --- whether it fits -----------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Find out what is known of the file as it is now; until this is done again nothing later is seen."""
        self._stat = self.stat()
        self.state = self._state()

    def _state(self) -> State | None:
        self._leave()
        try:
            self._db.execute("BEGIN")
            known = dict(self._db.execute("SELECT name, value FROM state"))
            if known.get("version") != self._version or known.get("stat") != self._stat:
                return None
            return State(**{name: known[name] for name in State._fields})
        except (sqlite3.Error, KeyError):  # it has no tables yet, or is no catalogue
            return None

    def _leave(self) -> None:
        """Look no longer at the one state."""
        if self._db.in_transaction:
            with suppress(sqlite3.Error):  # what SQLite itself has given up cannot be given up again
                self._db.execute("ROLLBACK")

    def stat(self) -> str:
        """Return what tells one state of the file from another without reading it.

        Who sets back when it was changed cannot set back when that was done.
        """
        return _told(os.fstat(self.handle))

    def _is_at_its_place(self, stat: str) -> bool:
        """Tell whether the file at the path of the register is this one."""
        try:
            return _told(self._path.stat()) == stat
        except OSError:
            return False

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._leave()
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._leave()
            raise

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Change what is kept of the state it was found in; raise OvertakenError where it is of another one by now."""
        state = self.known
        with self._writing():
            if not self._is_of(self._stat):
                raise OvertakenError
            yield
        if self._state() != state:
            raise OvertakenError

    def _is_of(self, stat: str) -> bool:
        (found,) = self._db.execute("SELECT value FROM state WHERE name='stat'").fetchone() or ("",)
        return bool(found == stat)

    @property
    def known(self) -> State:
        """Return what is known of a file that the catalogue fits."""
        if self.state is None:
            raise OvertakenError
        return self.state

    # --- making it, and keeping it up ----------------------------------------------------------------------------

    def learn(self, laid: Laid, read_at: str) -> None:
        """Take in a register that was read and checked as a whole since ``stat`` was ``read_at``."""
        if laid.end is None or laid.torn:
            return
        try:
            self._learn(laid, read_at, laid.end)
        except sqlite3.Error as error:
            self.distrust(error)
        self._look()

    def _learn(self, laid: Laid, read_at: str, end: int) -> None:
        with self._writing():
            # asked only now: waiting for others may have taken a while
            if read_at != self.stat() or not self._is_at_its_place(read_at):
                return
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

    def add(self, addition: Addition, *, entries: int) -> None:
        """Take in what igc itself added to a file that the catalogue fitted. The journal has ``entries`` now.

        It is written and told, whatever becomes of the catalogue.
        """
        end = self.known.end
        state = self.known._replace(
            seq=addition.seq,
            entries=entries,
            size=end + len(addition.data),
            end=end + len(addition.data) - len(CLOSING),
            tail=self.known.tail if self.known.last else end + addition.records[0].start,
            last=self.known.last + len(addition.records),
        )
        added = [
            Entry(each.key, each.seq, end + each.start, each.length, crc_in(addition.line(each)), each.doc)
            for each in addition.records
        ]
        try:
            self._add(added, state)
        except sqlite3.Error as error:
            self.distrust(error)
        self._look()

    def _add(self, entries: Sequence[Entry], state: State) -> None:
        with self._writing():
            if not self._is_of(self._stat) or os.fstat(self.handle).st_size != state.size:
                return  # somebody read the file already, or added more to it
            self._forget({entry.key for entry in entries}, places=False)
            for number, entry in enumerate(entries, start=state.last - len(entries) + 1):
                self._db.execute(
                    "INSERT INTO record VALUES (?,?,?,?,?,?,?) ON CONFLICT (key) DO UPDATE SET"
                    " ref=excluded.ref, seq=excluded.seq, at=excluded.at, length=excluded.length, crc=excluded.crc",
                    (entry.key, number, _ref(entry.doc), entry.seq, entry.at, entry.length, entry.crc),
                )
            self._describe(entries)
            self._keep(state, self.stat())

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

    # --- asking it -----------------------------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many instruments there are."""
        (found,) = self._db.execute("SELECT count(*) FROM record").fetchone()
        return int(found)

    def key_of(self, ref: str) -> str | None:
        """Return the key of the instrument with this ref, the first of several."""
        found = self._db.execute("SELECT key FROM record WHERE ref=? ORDER BY place LIMIT 1", (ref,)).fetchone()
        return found[0] if found else None

    def refs(self) -> list[str]:
        """Return the refs of all instruments, in register order."""
        return [ref for (ref,) in self._db.execute("SELECT ref FROM record ORDER BY place")]

    def keys_named(self, words: Sequence[str]) -> list[str]:
        """Return the keys of the instruments whose names have words that begin so, in register order."""
        tests = " AND ".join("instr(words, ?)" for _ in words) or "1"
        return [
            key
            for (key,) in self._db.execute(
                f"SELECT key FROM name JOIN record USING (key) WHERE {tests} ORDER BY place",  # noqa: S608  # no values
                [f" {word}" for word in words],
            )
        ]

    def keys_around(self, refs: Collection[str], follows: Collection[str]) -> list[str]:
        """Return the keys of the instruments tied to these, in register order.

        By relations in ``follows`` at any depth and either way; by any relation those that have it to one of these.
        """
        found: set[str] = set()
        todo = list(refs)
        while todo:
            ref = todo.pop()
            if ref in found:
                continue
            found.add(ref)
            up = self._db.execute(
                "SELECT to_ref, relation FROM tie WHERE key IN (SELECT key FROM record WHERE ref=?)", (ref,)
            )
            down = self._db.execute("SELECT ref, relation FROM tie JOIN record USING (key) WHERE to_ref=?", (ref,))
            todo += [other for other, relation in (*up, *down) if relation in follows and other not in found]
        wanted = set(found)
        for ref in found:
            wanted.update(self.refs_tied_to(ref))
        return self._in_order(wanted)

    def refs_tied_to(self, ref: str) -> tuple[str, ...]:
        """Return the refs of the instruments that have a tie to this one, in register order."""
        found = self._db.execute(
            "SELECT DISTINCT ref, place FROM tie JOIN record USING (key) WHERE to_ref=? ORDER BY place", (ref,)
        )
        return tuple(each for each, _ in found)

    def _in_order(self, refs: Iterable[str]) -> list[str]:
        rows = [
            row
            for ref in refs
            for row in self._db.execute("SELECT place, key FROM record WHERE ref=?", (ref,)).fetchall()
        ]
        return [key for _, key in sorted(rows)]

    def record(self, key: str) -> tuple[Json, int]:
        """Return a record with what igc adds to it, and its number; raise OvertakenError for a broken seal."""
        found = self._db.execute("SELECT at, length, seq, crc FROM record WHERE key=?", (key,)).fetchone()
        if found is None:
            raise OvertakenError
        at, length, seq, crc = found
        line = os.pread(self.handle, length, at)
        sealed = unseal(line)
        if sealed is None or (sealed.key, sealed.seq, crc_in(line)) != (key, seq, crc):
            raise OvertakenError
        doc: Json = json.loads(sealed.body)
        return doc, seq

    def head(self) -> bytes:
        """Return the beginning of the file, with every table but that of the instruments."""
        return os.pread(self.handle, self.known.tail, 0)

    def whole(self, state: State) -> bytes:
        """Return the file as it was in this state: it was added to since, if anything; raise OSError."""
        return os.pread(self.handle, state.end, 0) + CLOSING

    # --- what was derived ----------------------------------------------------------------------------------------

    def underived(self, topic: str, day: str) -> list[str]:
        """Return the keys of what has to be derived for this day, in register order."""
        if self._db.execute("SELECT 1 FROM topic WHERE name=?", (topic,)).fetchone() is None:
            return [key for (key,) in self._db.execute("SELECT key FROM record ORDER BY place")]
        found = self._db.execute(
            "SELECT key FROM (SELECT key FROM to_derive WHERE topic=?"
            " UNION SELECT key FROM derivation WHERE topic=? AND until<=?"
            " UNION SELECT key FROM derivation WHERE topic=? AND day>?) JOIN record USING (key)",
            (topic, topic, day, topic, day),
        )
        return [key for (key,) in found]

    def keep_derived(
        self, topic: str, day: str, made: Iterable[tuple[str, str, list[tuple[str, str]], Collection[str]]]
    ) -> None:
        """Keep what was derived: the key, until when it holds, facets with values, and the refs it rests on.

        To be done while it is changed, and what is kept to be asked for before that ends: others look from other days.
        """
        self._db.execute("INSERT OR IGNORE INTO topic VALUES (?)", (topic,))
        for key, until, values, refs in made:
            self._db.execute("DELETE FROM derived WHERE key=? AND topic=?", (key, topic))
            self._db.execute("DELETE FROM to_derive WHERE topic=? AND key=?", (topic, key))
            self._db.execute("DELETE FROM rests_on WHERE topic=? AND key=?", (topic, key))
            self._db.execute("INSERT OR REPLACE INTO derivation VALUES (?,?,?,?)", (topic, key, day, until))
            self._db.executemany(
                "INSERT INTO derived VALUES (?,?,?,?)", ((topic, key, facet, value) for facet, value in values)
            )
            self._db.executemany("INSERT OR REPLACE INTO rests_on VALUES (?,?,?)", ((ref, key, topic) for ref in refs))

    def count_derived(self, topic: str) -> int:
        """Return how many values are kept, of any facet."""
        (found,) = self._db.execute("SELECT count(*) FROM derived WHERE topic=?", (topic,)).fetchone()
        return int(found)

    def tally(self, topic: str, facet: str) -> list[tuple[str, int]]:
        """Return the different values kept of a facet, and how often each."""
        return self._db.execute(
            "SELECT value, count(*) FROM derived WHERE topic=? AND facet=? GROUP BY value", (topic, facet)
        ).fetchall()

    def derived(self, topic: str, facets: Collection[str] | None) -> list[str]:
        """Return what is kept, of these facets if they are given; in register order."""
        tests = "" if facets is None else f" AND facet IN ({','.join('?' * len(facets))})"
        return [
            value
            for (value,) in self._db.execute(
                f"SELECT value FROM derived JOIN record USING (key) WHERE topic=?{tests} ORDER BY place, derived.rowid",  # noqa: S608  # no values
                (topic, *(facets or ())),
            )
        ]


def catalogue_of(path: Path, folder: Path, *, version: str) -> Catalogue | None:
    """Return the catalogue of a register; None where there can be none."""
    try:
        return Catalogue(path, folder, version=version)
    except (OSError, sqlite3.Error):
        return None


def _told(stat: os.stat_result) -> str:
    return f"{stat.st_dev} {stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"


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
