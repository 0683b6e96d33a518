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

from igc_tracker.store.layout import CLOSING, DamageError, crc_in, unseal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from igc_tracker.domain.register import Json
    from igc_tracker.store.catalogue_upkeep import Entry
    from igc_tracker.store.held import Addition
    from igc_tracker.store.layout import Laid

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
        from igc_tracker.store.catalogue_upkeep import Upkeep

        with self._writing():
            # asked only now: waiting for others may have taken a while
            if read_at != self.stat() or not self._is_at_its_place(read_at):
                return
            Upkeep(self._db, version=self._version).learn(laid, end, read_at)

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
        from igc_tracker.store.catalogue_upkeep import Entry

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
        from igc_tracker.store.catalogue_upkeep import Upkeep

        with self._writing():
            if not self._is_of(self._stat) or os.fstat(self.handle).st_size != state.size:
                return  # somebody read the file already, or added more to it
            Upkeep(self._db, version=self._version).add(entries, state, self.stat())

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
