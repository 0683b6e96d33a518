"""A register while it is held for writing: what is put into it, and what the file has to be given for that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from igc_tracker.domain.register import JournalEntry
from igc_tracker.store.codec import encode_journal_entry
from igc_tracker.store.layout import CLOSING, INFO_TABLE, JOURNAL_TABLE, TAIL_TABLE, lay_out, seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from igc_tracker.domain.register import Json
    from igc_tracker.store.layout import Laid, Tables

MOST_ADDED_AT_ONCE = 16
"""More records than this, an import for example, are better laid out with the rest, which keeps the old file too."""

SLACK = 4 * 2**20
"""Bytes of older versions a file may hold beyond as much again as it had when it was laid out."""


def log_edited(names: Iterable[str], *, number: int, at: datetime) -> Json:
    """Return the journal entry that tells which records another program changed."""
    command = f"({', '.join(names)}: changed outside igc)"
    return encode_journal_entry(JournalEntry(number=number, at=at, by="unknown", command=command))


class Held:
    """The tables of a register, and what was changed in them since they were read."""

    catalogue = None  # everything was read

    def __init__(self, laid: Laid) -> None:
        self._laid = laid
        self._seqs = {name: dict(table) for name, table in laid.seqs.items()}
        self._put: dict[str, None] = {}  # keys of instruments, in the order they were last put
        self._added: list[Json] = []  # journal entries
        self._must_lay_out = laid.end is None
        self._refs: dict[str, dict[Any, str]] = {}

    @property
    def tables(self) -> Tables:
        """Return the tables as changed so far. They are to be changed through ``put`` and ``remove`` alone."""
        return self._laid.tables

    @property
    def register_id(self) -> str:
        """Return the register's id."""
        return str(self.tables[INFO_TABLE]["1"]["id"])

    @property
    def edited(self) -> tuple[str, ...]:
        """Return the names of the records another program changed."""
        return self._laid.edited

    @property
    def is_changed(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self._added)

    def find(self, table: str, ref: str) -> tuple[str, Json] | None:
        """Return the key and the record with this ref, the first of several; None if there is none."""
        if table not in self._refs:
            docs = self.tables.get(table, {})
            self._refs[table] = {doc.get("ref"): key for key, doc in reversed(docs.items())}
        key = self._refs[table].get(ref)
        return None if key is None else (key, self.tables[table][key])

    def put(self, table: str, key: str | None, doc: Json) -> None:
        """Put a record in the place of the one with this key; with None for a key, as a new one."""
        records = self.tables.setdefault(table, {})
        if key is None:
            key = str(max([self._laid.seq + len(self._put), *map(int, records)], default=0) + 1)
        if table == TAIL_TABLE:
            self._put.pop(key, None)
            self._put[key] = None
        else:
            self._must_lay_out = True
        self._seqs.get(table, {}).pop(key, None)
        records[key] = doc
        self._refs.pop(table, None)

    def remove(self, table: str, key: str) -> None:
        """Take a record out."""
        del self.tables[table][key]
        self._put.pop(key, None)
        self._seqs.get(table, {}).pop(key, None)
        self._refs.pop(table, None)
        self._must_lay_out = True

    @property
    def next_entry(self) -> int:
        """Return the number of the next journal entry."""
        numbers = (entry.get("number") for entry in self.tables.get(JOURNAL_TABLE, {}).values())
        return max((number for number in numbers if isinstance(number, int)), default=0) + 1

    def log(self, entry: Json) -> None:
        """Add a journal entry."""
        journal = self.tables.setdefault(JOURNAL_TABLE, {})
        number = str(entry["number"])
        journal[number if number not in journal else str(max(map(int, journal)) + 1)] = entry
        self._added.append(entry)

    def addition(self) -> Addition | None:
        """Return what is to be written over the closing of the file; None where it must be laid out as a whole."""
        if self._must_lay_out:
            return None
        records = self.tables[TAIL_TABLE]
        return added(
            {key: records[key] for key in self._put},
            self._laid.riding,
            self._added,
            seq=self._laid.seq,
            size=self._laid.size,
            base=self._laid.base,
            is_first=not self._laid.seqs.get(TAIL_TABLE),
        )

    def whole(self) -> bytes:
        """Return the whole file anew, the journal in its own table."""
        return lay_out(self.tables, self._seqs)


class Added(NamedTuple):
    """One record of an addition: its key and number, how far into the addition it begins, its length in bytes."""

    key: str
    seq: int
    start: int
    length: int
    doc: Json


class Addition(NamedTuple):
    """What is written at the end of the file, its new closing included, and where in it the records lie."""

    data: bytes
    records: tuple[Added, ...]

    @property
    def seq(self) -> int:
        """Return the number of the last record."""
        return self.records[-1].seq

    def line(self, record: Added) -> bytes:
        """Return the line of one of the records."""
        return self.data[record.start : record.start + record.length]


def added(
    docs: Mapping[str, Json],
    riding: Mapping[str, Sequence[Json]],
    entries: Sequence[Json],
    *,
    seq: int,
    size: int,
    base: int,
    is_first: bool,
) -> Addition | None:
    """Return the addition that writes ``docs``, by key, after the record ``seq``; None where it is too much for one.

    The journal ``entries`` of the change ride on its last record, those in ``riding`` go on riding on theirs.
    """
    if not 0 < len(docs) <= MOST_ADDED_AT_ONCE or size - base > base + SLACK:
        return None
    data, records = b"", []
    for place, (key, doc) in enumerate(docs.items(), start=1):
        left = len(docs) - place
        line = seal(key, doc, seq + place, riding=[*riding.get(key, ()), *(() if left else entries)], more=left)
        data += b"\n" if is_first and place == 1 else b",\n"
        records.append(Added(key, seq + place, len(data), len(line), doc))
        data += line
    return Addition(data + CLOSING, tuple(records))
