"""The register as tables in TinyDB's form. Every change is journalled by field, so that it can be traced and undone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from igc_tracker.derive.known import register_known_on
from igc_tracker.domain.commissions import Commission
from igc_tracker.domain.errors import DuplicateReferenceError, Phrase, RegisterConflictError
from igc_tracker.domain.findings import Finding, Severity
from igc_tracker.domain.instruments import Instrument
from igc_tracker.domain.register import JournalEntry, Meeting, Project
from igc_tracker.store.codec import (
    BY_ID,
    diff,
    encode_commission,
    encode_info,
    encode_instrument,
    encode_journal_entry,
    encode_meeting,
    encode_project,
    onto,
    patch,
    value_at,
)
from igc_tracker.store.decoding import DECODERS, decode_journal, decode_register
from igc_tracker.store.layout import INFO_TABLE, JOURNAL_TABLE, TAIL_TABLE, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from igc_tracker.actions.ports import Invocation
    from igc_tracker.domain.register import Change, Json, Register, RegisterInfo
    from igc_tracker.store.held import Held
    from igc_tracker.store.held_lightly import HeldLightly
    from igc_tracker.store.layout import Laid, Tables

Record = Instrument | Project | Meeting | Commission

TABLES = (INFO_TABLE, "projects", "commissions", "meetings", JOURNAL_TABLE, TAIL_TABLE)


class Place(Protocol):
    """Where the tables lie: read freely, changed under a lock."""

    @property
    def path(self) -> Path:
        """Name the place in messages."""

    def laid(self) -> Laid:
        """Return the register as it stands."""

    def catalogued(self) -> Register | None:
        """Return the register so that only what is looked at is read; None where it is to be read as a whole."""

    def changing(self, today: date) -> AbstractContextManager[Held | HeldLightly]:
        """Hold the place from read to write, on the day ``today``."""

    def register_of(self, held: Held | HeldLightly) -> Register:
        """Return the register that is held, as it stands before the change."""


class TinyDBStore:
    """A register kept in TinyDB tables at a place."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def read(self, *, known_on: date | None = None) -> tuple[Register, tuple[Finding, ...]]:
        """Return the register, as known at the end of ``known_on`` if given, and what in it could not be read."""
        laid = self.place.laid()
        if known_on is not None:
            _rewind(laid.tables, known_on)
        register, findings = decode_register(laid.tables)
        if known_on is not None:
            register = register_known_on(register, known_on)
        return register, (*_notices(laid), *findings)

    def look(self, *, known_on: date | None = None) -> tuple[Register, tuple[Finding, ...]]:
        """Return what ``read`` does; of a large register only what is then looked at is read."""
        register = self.place.catalogued() if known_on is None else None
        return (register, ()) if register is not None else self.read(known_on=known_on)

    def journal(self) -> tuple[JournalEntry, ...]:
        """Return every change ever made, oldest first."""
        return decode_journal(self.place.laid().tables)

    def in_memory(self) -> TinyDBStore:
        """Return a copy of the register that no file follows."""
        from igc_tracker.store.places import MemoryPlace

        return TinyDBStore(MemoryPlace(self.place.path, dump_tables(self.place.laid().tables)))

    @contextmanager
    def writing(self, invocation: Invocation) -> Iterator[TinyDBWriting]:
        """Hold the register for one change: all of it is saved when the block ends, or none if it raises."""
        with self.place.changing(invocation.today) as held:
            register = self.place.register_of(held)
            writing = TinyDBWriting(held, register)
            yield writing
            writing.finish(invocation)


class TinyDBWriting:
    """The register while it is held for writing."""

    def __init__(self, held: Held | HeldLightly, register: Register) -> None:
        self._held = held
        self._register = register
        self._changes: list[Change] = []
        self._undoes: int | None = None

    @property
    def register(self) -> Register:
        """Return the register as it stands in the file now."""
        return self._register

    def add(self, record: Record) -> None:
        """Add a new record; raise DuplicateReferenceError if its ref is taken among its like."""
        table, doc = _stored(record)
        if self._held.find(table, record.ref) is not None:
            raise DuplicateReferenceError(ref=record.ref)
        self._apply(diff(None, doc, ref=record.ref, table=table))

    def save(self, record: Record, *, expected: Record) -> None:
        """Save a changed record; raise RegisterConflictError if the stored one is no longer ``expected``."""
        (table, before), (_, after) = _stored(expected), _stored(record)
        found = self._found(table, expected.ref)
        now = {} if found is None else _stored(DECODERS[table](found)[0])[1]
        if found is None or now != before:
            from igc_tracker.store.conflicts import Both, conflicts

            fields = [change.field for change in diff(before, now, ref=expected.ref)]
            both = [Both(field, value_at(now, field), value_at(after, field)) for field in fields]
            raise RegisterConflictError(ref=expected.ref, what=conflicts(both) if found else Phrase("it is gone"))
        self._apply([onto(found, change) for change in diff(before, after, ref=expected.ref, table=table)])

    def revert(self, entry: JournalEntry) -> None:
        """Take back what ``entry`` changed; raise RegisterConflictError where it was changed again since."""
        back = []
        for change in reversed(entry.changes):
            found = self._found(change.table, change.ref)
            now = None if found is None else _value(found, change.field)
            is_gone = found is None and change.field  # the record a value was to be put back into
            if is_gone or now != change.after:
                from igc_tracker.store.conflicts import Both, conflicts

                both = Both(change.field, now, change.before, expected=change.after)
                raise RegisterConflictError(ref=change.ref, what=Phrase("it is gone") if is_gone else conflicts([both]))
            back.append(_reversed(change))
        self._undoes = entry.number
        self._apply(back)

    def finish(self, invocation: Invocation) -> None:
        """Write the journal entry of all that was changed; nothing changed, nothing written."""
        if not self._changes:
            return
        if self._held.edited:
            from igc_tracker.store.held import log_edited

            self._held.log(log_edited(self._held.edited, number=self._held.next_entry, at=invocation.at))
        entry = JournalEntry(
            number=self._held.next_entry,
            at=invocation.at,
            by=invocation.by,
            command=invocation.command,
            changes=tuple(self._changes),
            undoes=self._undoes,
        )
        self._held.log(encode_journal_entry(entry))

    def _apply(self, changes: tuple[Change, ...] | list[Change]) -> None:
        for change in changes:
            found = self._held.find(change.table, change.ref)
            key, doc = found or (None, None)
            after = change.after if doc is None else _changed(doc, change.field, change.after)
            if after is not None:
                self._held.put(change.table, key, after)
            elif key is not None:
                self._held.remove(change.table, key)
        self._changes += changes

    def _found(self, table: str, ref: str) -> Json | None:
        found = self._held.find(table, ref)
        return None if found is None else found[1]


def _stored(record: Record) -> tuple[str, Json]:
    """Return the table a record belongs to, and its stored form."""
    match record:
        case Instrument():
            return "instruments", encode_instrument(record)
        case Project():
            return "projects", encode_project(record)
        case Meeting():
            return "meetings", encode_meeting(record)
        case Commission():
            return "commissions", encode_commission(record)


def dump_tables(tables: Tables) -> str:
    """Return the text of a register file with these tables."""
    return lay_out(tables).decode()


def new_register_text(info: RegisterInfo) -> str:
    """Return the text of an empty register."""
    return dump_tables({name: {"1": encode_info(info)} if name == INFO_TABLE else {} for name in TABLES})


def with_info(tables: Tables, info: RegisterInfo) -> str:
    """Return the text of a register with these tables and other particulars."""
    return dump_tables(tables | {INFO_TABLE: {"1": encode_info(info)}})


def _notices(laid: Laid) -> tuple[Finding, ...]:
    """Return what is to be told of the file itself."""
    found = [Finding(code="edited-outside", severity=Severity.WARNING, ref=ref) for ref in dict.fromkeys(laid.edited)]
    if laid.torn:
        found.append(Finding(code="unfinished-write", severity=Severity.WARNING, ref=INFO_TABLE))
    return tuple(found)


def _rewind(tables: Tables, known_on: date) -> None:
    """Take back, in these tables only, every change made after ``known_on``."""
    journal = decode_journal(tables)
    for entry in reversed(journal):
        if entry.at.date() <= known_on:
            continue
        for change in reversed(entry.changes):
            table = tables.setdefault(change.table, {})
            key = next((key for key, doc in table.items() if doc.get("ref") == change.ref), None)
            if key is None:
                if change.before is not None and not change.field:
                    table[str(max(map(int, table), default=0) + 1)] = change.before
                continue
            doc = _changed(table[key], change.field, change.before)
            if doc is None:
                del table[key]
            else:
                table[key] = doc
    _put_in_order(tables, [entry for entry in journal if entry.at.date() <= known_on])


def _put_in_order(tables: Tables, journal: Iterable[JournalEntry]) -> None:
    """Put records and what they hold in the order it stood in: as it came, or came back once it was taken away."""
    came = [
        f"{change.table}/{change.ref}/{change.field}"
        for entry in journal
        for change in entry.changes
        if change.before is None
    ]
    places = {name: place for place, name in enumerate(came, start=1)}  # the last coming is the one that counts
    for name, table in tables.items():
        table_in_order = sorted(table.items(), key=lambda item: places.get(f"{name}/{item[1].get('ref')}/", 0))
        tables[name] = dict(table_in_order)
        for _, doc in table_in_order:
            for held in BY_ID:
                if isinstance(doc.get(held), list):
                    stem = f"{name}/{doc.get('ref')}/{held}/"
                    doc[held].sort(key=lambda each, stem=stem: places.get(f"{stem}{value_at(each, 'id')}", 0))


def _changed(doc: Json, field: str, value: Any) -> Json | None:  # noqa: ANN401  # stored JSON can be anything
    return value if not field else patch(doc, field, value)


def _value(doc: Json, field: str) -> Any:  # noqa: ANN401  # stored JSON can be anything
    return dict(doc) if not field else value_at(doc, field)


def _reversed(change: Change) -> Change:
    from dataclasses import replace

    return replace(change, before=change.after, after=change.before)
