"""A large register while it is held for writing: only what is changed is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.store.catalogue import TROUBLE
from igc_tracker.store.held import Addition, Held, added
from igc_tracker.store.layout import TAIL_TABLE, bare

if TYPE_CHECKING:
    from collections.abc import Callable

    from igc_tracker.domain.register import Json
    from igc_tracker.store.catalogue import Catalogue
    from igc_tracker.store.layout import Laid, Tables


class HeldLightly:
    """What ``Held`` is, by a catalogue that fits the file. What this cannot answer the whole does, once it is read.

    While the register is held the whole is in the state the catalogue speaks of.
    """

    edited: tuple[str, ...] = ()

    def __init__(self, catalogue: Catalogue, read: Callable[[], Laid]) -> None:
        self.catalogue = catalogue
        self._state = catalogue.known
        self._read = read
        self._whole: Held | None = None
        self._docs: dict[str, Json] = {}  # what was put, by key, in the order it was last put
        self._riding: dict[str, list[Json]] = {}
        self._added: list[Json] = []

    @property
    def register_id(self) -> str:
        """Return the register's id."""
        return self._state.register

    @property
    def tables(self) -> Tables:
        """Return all tables, as changed so far."""
        return self._all().tables

    @property
    def is_changed(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self._added)

    def find(self, table: str, ref: str) -> tuple[str, Json] | None:
        """Return the key and the record with this ref; None if there is none."""
        if self._whole or table != TAIL_TABLE:
            return self._all().find(table, ref)
        try:
            return self._find(ref)
        except TROUBLE as error:
            self.catalogue.distrust(error)
            return self._all().find(table, ref)

    def _find(self, ref: str) -> tuple[str, Json] | None:
        put = next((key for key, doc in self._docs.items() if doc.get("ref") == ref), None)
        key = put or self.catalogue.key_of(ref)
        if key is None:
            return None
        if key not in self._docs:
            doc, _ = self.catalogue.record(key)
            self._riding[key] = doc.get("_journal", [])
            return key, bare(doc)
        return key, self._docs[key]

    def put(self, table: str, key: str | None, doc: Json) -> None:
        """Put a record in the place of the one with this key; with None for a key, as a new one."""
        if self._whole or table != TAIL_TABLE:
            self._all().put(table, key, doc)
            return
        key = key or str(self._state.seq + len(self._docs) + 1)
        self._docs.pop(key, None)
        self._docs[key] = doc

    def remove(self, table: str, key: str) -> None:
        """Take a record out."""
        self._all().remove(table, key)

    @property
    def next_entry(self) -> int:
        """Return the number of the next journal entry."""
        return self._all().next_entry if self._whole else self._state.entries + len(self._added) + 1

    def log(self, entry: Json) -> None:
        """Add a journal entry."""
        self._added.append(entry)
        if self._whole:
            self._whole.log(entry)

    def addition(self) -> Addition | None:
        """Return what is to be written over the closing of the file; None where it must be laid out as a whole."""
        if self._whole:
            return self._whole.addition()
        return added(
            self._docs,
            self._riding,
            self._added,
            seq=self._state.seq,
            size=self._state.size,
            base=self._state.base,
            is_first=self._state.end == self._state.tail,
        )

    def whole(self) -> bytes:
        """Return the whole file anew."""
        return self._all().whole()

    def _all(self) -> Held:
        if self._whole is None:
            self._whole = Held(self._read())
            for key, doc in self._docs.items():
                self._whole.put(TAIL_TABLE, key, doc)
            for entry in self._added:
                self._whole.log(entry)
        return self._whole
