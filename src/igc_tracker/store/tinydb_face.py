"""A register as scripts that use TinyDB see it: ``TinyDB(path, storage=RegisterStorage)``.

TinyDB reads everything, changes it, and writes everything. Written is here only what differs from what was read, under
igc's lock, with a line in the journal, and only if nobody else wrote in between.
"""

from __future__ import annotations

import getpass
import json
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinydb import Storage

from igc_tracker import clock
from igc_tracker.domain.errors import BadTablesError, Phrase, RegisterChangedError
from igc_tracker.domain.register import JournalEntry
from igc_tracker.store.codec import diff, encode_journal_entry
from igc_tracker.store.held import log_edited
from igc_tracker.store.layout import INFO_TABLE, JOURNAL_TABLE
from igc_tracker.store.lock import TIMEOUT_SECONDS
from igc_tracker.store.places import FilePlace
from igc_tracker.store.strict_json import strict_loads

if TYPE_CHECKING:
    import os

    from igc_tracker.domain.register import Change, Json
    from igc_tracker.store.layout import Tables

_FIXED = (INFO_TABLE, JOURNAL_TABLE)


class RegisterStorage(Storage):
    """Reads and writes a register for TinyDB. Tables are bare: without the seals and the journal that rides on records.

    Every error is an IgcError, whose text says what is wrong and whose ``hint`` says what to do.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        by: str | None = None,
        timeout: float = TIMEOUT_SECONDS,
        network_ok: bool = False,
    ) -> None:
        """Take the register at ``path``. ``by`` is the name that stands in the journal; default: your login name."""
        self._place = FilePlace(Path(path), timeout=timeout, network_ok=network_ok)
        self._by = by
        self._seen: Tables | None = None

    def read(self) -> Tables:
        """Return every table."""
        tables = self._place.laid().tables
        self._seen = deepcopy(tables)
        return tables

    def write(self, data: Tables) -> None:
        """Write what was changed since it was read; raise RegisterChangedError if somebody else wrote meanwhile."""
        path = self._place.path
        tables = _as_json(data, path)
        at = clock.now()
        with self._place.changing(at.date()) as held:
            if self._seen is None:
                raise BadTablesError(path=path, why=Phrase("it was not read before"))
            if held.tables != self._seen:
                raise RegisterChangedError(path=path)
            changes = _changes(self._seen, tables, path)
            if not changes:
                return
            if held.edited:
                held.log(log_edited(held.edited, number=held.next_entry, at=at))
            for table, key, doc in _differences(self._seen, tables):
                if doc is None:
                    held.remove(table, key)
                else:
                    held.put(table, key, doc)
            refs = ", ".join(dict.fromkeys(each.ref for each in changes))
            entry = JournalEntry(
                number=held.next_entry,
                at=at,
                by=self._by or getpass.getuser(),
                command=f"({refs}: changed outside igc, through TinyDB)",
                changes=tuple(changes),
            )
            held.log(encode_journal_entry(entry))
        self._seen = None  # the journal is longer now than what was read


def _as_json(data: Tables, path: Path) -> Tables:
    """Return the tables as they come back from a file: what JSON cannot hold is refused before anything is written."""
    try:
        text = json.dumps(data, allow_nan=False)
        tables: Any = strict_loads(text)
    except (TypeError, ValueError) as error:
        raise BadTablesError(path=path, why=str(error)) from None
    return tables  # type: ignore[no-any-return]  # their shape is checked by what follows


def _differences(before: Tables, after: Tables) -> list[tuple[str, str, Json | None]]:
    """Return every record that was changed, or None in place of one that was taken out, by table and key."""
    found: list[tuple[str, str, Json | None]] = []
    for table in dict.fromkeys([*before, *after]):
        old, new = before.get(table, {}), after.get(table, {})
        found += [(table, key, new.get(key)) for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key)]
    return found


def _changes(before: Tables, after: Tables, path: Path) -> list[Change]:
    """Return what goes into the journal; raise BadTablesError for what no register can have."""
    changes: list[Change] = []
    for table, key, doc in _differences(before, after):
        old = before.get(table, {}).get(key)
        if table in _FIXED:
            raise BadTablesError(path=path, why=Phrase("the table {table} is igc's own", table=table))
        ref = (doc or old or {}).get("ref")
        if not isinstance(ref, str) or not ref or (doc and old and old.get("ref") != ref):
            raise BadTablesError(
                path=path,
                why=Phrase("record {key} of {table} has no ref, or another one than before", key=key, table=table),
            )
        taken = [other for other, each in after.get(table, {}).items() if other != key and each.get("ref") == ref]
        if doc is not None and taken:
            raise BadTablesError(path=path, why=Phrase("{ref} is there twice in {table}", ref=ref, table=table))
        if doc is not None and any(name in doc for name in ("_seq", "_crc", "_more", "_journal", "_base")):
            raise BadTablesError(path=path, why=Phrase("the names _seq, _crc, _more, _journal and _base are igc's own"))
        changes += diff(old, doc, ref=ref, table=table)
    return changes
