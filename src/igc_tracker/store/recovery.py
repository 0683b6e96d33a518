"""From a damaged file and the copies beside it to the tables of a register, with an account of every record.

The newest whole version in the file goes first. A copy is asked only for what is damaged or missing there: whatever was
taken out of the register on purpose is in older copies too, and must not come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.store_recover import RecoveredRecord, Recovery
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.store.codec import FORMAT, SCHEMA_VERSION
from igc_tracker.store.layout import INFO_TABLE, JOURNAL_TABLE, TAIL_TABLE
from igc_tracker.store.migrations import migrated
from igc_tracker.store.survey import Piece, Seal, Survey, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from igc_tracker.domain.register import Json
    from igc_tracker.store.layout import Tables  # noqa: TC004  # a dataclass's note, never evaluated

Place = tuple[str, str]
"""A table and a key in it."""

_MOMENTS = ("recorded_at", "at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy beside the file: a file that was replaced, or a backup."""

    name: str
    survey: Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """The tables, and an account of them, as ``RecoveredAnswer`` gives it."""

    tables: Tables
    whole: dict[str, int]
    records: tuple[RecoveredRecord, ...]
    missing: dict[str, int]
    missing_versions: int
    missing_entries: tuple[int, ...]


def recovered(
    file: Survey,
    copies: Sequence[Copy],
    *,
    register: str | None,
    made: Json,
    acknowledged: int = 0,
    accept_changes: bool = False,
) -> Recovered | None:
    """Return what can be recovered; None where no record is whole. Of copies that say the same the first is named.

    ``register`` is the id that is known of the register, if any: copies of others are not asked. ``made`` are the
    particulars for a register whose own are found nowhere, ``acknowledged`` the number of the last record that is
    known to have been written.
    """
    mine = next((str(each.doc.get("id")) for each in _whole(file) if each.table == INFO_TABLE), register)
    asked = [each for each in copies if mine is None or _id_of(each.survey) in (mine, None)]
    work = _Work(file, asked, accept_changes=accept_changes)
    if not work.best:
        return None
    work.add_particulars(made | ({"id": mine} if mine else {}))
    journal, holes = _journal(file, asked, work.tables().get(JOURNAL_TABLE, {}))
    tables = work.tables()
    tables[JOURNAL_TABLE] = journal
    docs = migrated(_in_order(tables))
    return Recovered(
        tables=docs,
        whole=work.counted(),
        records=tuple(each for each in work.account if not _is_there_again(each, journal)),
        missing=work.missing(),
        missing_versions=_missing_versions(file, asked, acknowledged),
        missing_entries=holes,
    )


class _Work:
    """The records found so far, and what is to be told of them."""

    def __init__(self, file: Survey, copies: Sequence[Copy], *, accept_changes: bool) -> None:
        self._file = file
        self.best: dict[Place, Piece] = {}
        self.account: list[RecoveredRecord] = []
        for each in _whole(file):
            self._keep(each)
        self._from_file = dict(self.best)
        self._changed = self._changed_places()
        self._damaged = {(each.table, each.key): each for each in file.gaps if each.table and each.key}
        if accept_changes:
            self._take_changes()
        removed = _removed(_journal(file, copies, {})[0])
        self._ask(copies, removed)
        self._tell_the_rest(accepted=accept_changes)

    def tables(self) -> Tables:
        """Return the records by table."""
        tables: Tables = {}
        for (table, key), each in self.best.items():
            tables.setdefault(table, {})[key] = each.doc
        return tables

    def counted(self) -> dict[str, int]:
        """Return how many records came from the file as they were, by table."""
        told = {(each.table, each.key) for each in self.account}
        counts: dict[str, int] = {}
        for table, key in self._from_file:
            if (table, key) not in told:
                counts[table] = counts.get(table, 0) + 1
        return counts

    def missing(self) -> dict[str, int]:
        """Return how many records are nowhere that are not even named, by table."""
        lost = [each.table for each in self.account if each.recovery in (Recovery.LOST, Recovery.CHANGED_LEFT)]
        counts = {table: number - lost.count(table) for table, number in self._short().items()}
        return {table: number for table, number in counts.items() if number > 0}

    def add_particulars(self, made: Json) -> None:
        """Put particulars together where none are whole; the register is older than anything recorded in it."""
        if (INFO_TABLE, "1") in self.best:
            return
        moments = sorted(
            str(each.doc[name])
            for each in self.best.values()
            for name in _MOMENTS
            if isinstance(each.doc.get(name), str)
        )
        doc = {"format": FORMAT, "schema_version": SCHEMA_VERSION} | made
        if moments:
            doc["created_at"] = moments[0]
        self._keep(Piece(table=INFO_TABLE, key="1", doc=doc, seal=Seal.NONE, line=0, size=0, seq=0))
        self._tell(INFO_TABLE, "1", None, Recovery.MADE)

    def _keep(self, piece: Piece) -> None:
        place = (piece.table, piece.key)
        if place not in self.best or piece.seq >= self.best[place].seq:
            self.best[place] = piece

    def _changed_places(self) -> dict[Place, Piece]:
        """Return the last that another program made of each record, where igc wrote nothing newer."""
        found = {(each.table, each.key): each for each in self._file.pieces if each.seal is Seal.BROKEN}
        return {
            place: each
            for place, each in found.items()
            if place not in self.best
            or (self.best[place].line < each.line and not same(self.best[place].doc, each.doc))
        }

    def _take_changes(self) -> None:
        for (table, key), each in self._changed.items():
            self.best[table, key] = each
            self._tell(table, key, each.ref, Recovery.CHANGED_TAKEN, line=each.line)

    def _ask(self, copies: Sequence[Copy], removed: set[tuple[str, str]]) -> None:
        """Take what is damaged or missing out of the copies, each record in its newest version."""
        newest: dict[Place, tuple[Piece, Copy]] = {}
        for copy in copies:
            for each in _newest(_whole(copy.survey)):
                place = (each.table, each.key)
                if each.table != JOURNAL_TABLE and (place not in newest or each.seq > newest[place][0].seq):
                    newest[place] = each, copy
        told = {(each.table, each.key) for each in self.account}
        short = self._short()
        for place, (each, copy) in newest.items():
            if place in told or not self._lacks(each, removed, short):
                continue
            self.best[place] = each
            recovery = Recovery.COPY if self._is_newest(each) else Recovery.MAYBE_OLDER
            self._tell(*place, each.ref, recovery, source=copy.name, line=self._line_of(place))

    def _is_newest(self, piece: Piece) -> bool:
        """Tell whether a copy's version is the very one that is damaged in the file, by its number there."""
        damaged = [each for each in self._file.gaps if (each.table, each.key) == (piece.table, piece.key)]
        numbers = [each.seq for each in damaged if each.seq is not None]
        return len(numbers) == len(damaged) > 0 and piece.seq >= max(numbers)

    def _lacks(self, piece: Piece, removed: set[tuple[str, str]], short: Mapping[str, int]) -> bool:
        place = (piece.table, piece.key)
        if place in self.best:
            return piece.seq > self.best[place].seq
        if place in self._damaged or place in self._changed:
            return True
        if (piece.table, piece.ref) in removed:
            return False
        base = self._file.base
        if base is None:
            return True
        laid_out = self._seq_of_base()
        if piece.table == TAIL_TABLE and int(piece.key) > laid_out:  # came after the laying out
            return True
        return piece.table in short

    def _seq_of_base(self) -> int:
        info = self._file.info
        return info.seq if info else 0

    def _short(self) -> dict[str, int]:
        """Return by how many records each table falls short of what it held when it was laid out."""
        if self._file.base is None:
            return {}
        last = self._seq_of_base()
        held: dict[str, int] = {}
        for table, key in self.best:
            if table != TAIL_TABLE or int(key) <= last:
                held[table] = held.get(table, 0) + 1
        counts = self._file.base.get("records", {})
        return {
            table: number - held.get(table, 0)
            for table, number in counts.items()
            if table != JOURNAL_TABLE and number > held.get(table, 0)
        }

    def _tell_the_rest(self, *, accepted: bool) -> None:
        """Tell what was not found whole anywhere, and of what only an older version was."""
        told = {(each.table, each.key) for each in self.account}
        for place, each in () if accepted else self._changed.items():
            if place not in told:
                self._tell(*place, each.ref, Recovery.CHANGED_LEFT, line=each.line)
        told |= self._changed.keys()
        for place, gap in self._damaged.items():
            if place not in told and place[0] not in (INFO_TABLE, JOURNAL_TABLE):
                found = self.best.get(place)
                if found is None or found.line < gap.line:  # else it was an older version that was damaged
                    recovery = Recovery.LOST if found is None else Recovery.OLDER
                    self._tell(*place, found.ref if found else gap.ref, recovery, line=gap.line)
        for gap in self._file.gaps:
            if gap.table and not gap.key and gap.table not in (INFO_TABLE, JOURNAL_TABLE):
                self._tell(gap.table, None, gap.ref, Recovery.LOST, line=gap.line)

    def _line_of(self, place: Place) -> int | None:
        found = self._damaged.get(place) or self._changed.get(place)
        return found.line if found else None

    def _tell(
        self,
        table: str,
        key: str | None,
        ref: str | None,
        recovery: Recovery,
        *,
        source: str | None = None,
        line: int | None = None,
    ) -> None:
        self.account.append(RecoveredRecord(table=table, key=key, ref=ref, recovery=recovery, source=source, line=line))


def _is_there_again(record: RecoveredRecord, journal: Mapping[str, Json]) -> bool:
    """Tell whether a journal entry that another program changed was found whole elsewhere; entries have one version."""
    left = record.table == JOURNAL_TABLE and record.recovery is Recovery.CHANGED_LEFT
    return left and any(str(each.get("number")) == record.ref for each in journal.values())


def _whole(found: Survey) -> list[Piece]:
    return [each for each in found.pieces if each.seal is not Seal.BROKEN]


def _newest(pieces: Iterable[Piece]) -> list[Piece]:
    newest: dict[Place, Piece] = {}
    for each in pieces:
        place = (each.table, each.key)
        if place not in newest or each.seq >= newest[place].seq:
            newest[place] = each
    return list(newest.values())


def _id_of(found: Survey) -> str | None:
    info = found.info
    return None if info is None else str(info.doc.get("id"))


def _journal(
    file: Survey, copies: Sequence[Copy], stored: Mapping[str, Json]
) -> tuple[dict[str, Json], tuple[int, ...]]:
    """Return the journal, and the numbers of entries that nothing holds: from the file, its holes filled by copies."""
    entries: dict[int, Json] = {}
    others: list[Json] = []  # entries whose number is taken; nothing is thrown away
    for each in [*stored.values(), *_entries_of(file)]:
        number = each.get("number")
        if not isinstance(number, int):
            others.append(each)
        elif number not in entries:
            entries[number] = each
        elif not same(entries[number], each) and not any(same(each, other) for other in others):
            others.append(each)
    last = max([*entries, _laid_out(file)], default=0)
    highest = max((each.seq for each in _whole(file)), default=0)
    for copy in copies:
        is_later = copy.survey.highest > highest  # it knows what was written after all that is left of the file
        for each in _entries_of(copy.survey):
            if each["number"] <= last or is_later or file.base is None:
                entries.setdefault(each["number"], each)
    last = max([*entries, last, *(number for gap in file.gaps for number in gap.entries)], default=0)
    journal = {str(number): entries[number] for number in sorted(entries)}
    for each in others:
        journal[str(max(map(int, journal), default=0) + 1)] = each
    return journal, tuple(number for number in range(1, last + 1) if number not in entries)


def _missing_versions(file: Survey, copies: Sequence[Copy], acknowledged: int) -> int:
    """Return how many records were written since the register was laid out that neither are anywhere nor damaged."""
    found = {each.seq for each in file.pieces} | {each.seq for copy in copies for each in copy.survey.pieces}
    damaged = {each.seq for each in file.gaps if each.seq is not None}
    without_number = sum(1 for each in file.gaps if each.seq is None and each.table is not None)
    info = file.info if file.base is not None else None
    first = info.seq if info is not None else max(found, default=0)
    last = max(acknowledged, max(found, default=0))
    gone = sum(1 for number in range(first + 1, last + 1) if number not in found and number not in damaged)
    return max(0, gone - without_number)


def _laid_out(file: Survey) -> int:
    last = (file.base or {}).get("entries", 0)
    return last if isinstance(last, int) else 0


def _entries_of(found: Survey) -> list[Json]:
    stored = [each.doc for each in _whole(found) if each.table == JOURNAL_TABLE]
    riding = [entry for each in _whole(found) for entry in each.riding]
    return [each for each in [*stored, *riding] if isinstance(each.get("number"), int)]


def _removed(journal: Mapping[str, Json]) -> set[tuple[str, str]]:
    """Return the records that were taken out and not put back since, by table and ref."""
    removed: set[tuple[str, str]] = set()
    for entry in journal.values():
        for change in entry.get("changes", ()):
            if not isinstance(change, dict) or change.get("field") != "":
                continue
            place = (str(change.get("table", TAIL_TABLE)), str(change.get("ref")))
            if change.get("after") is None:
                removed.add(place)
            else:
                removed.discard(place)
    return removed


def _in_order(tables: Tables) -> Tables:
    """Return the tables as they are laid out, each in the order of its keys."""
    names = [INFO_TABLE, "projects", "commissions", "meetings", JOURNAL_TABLE, TAIL_TABLE]
    if "commissions" not in tables:  # registers of an earlier igc have no such table
        names.remove("commissions")
    return {
        name: dict(sorted(tables.get(name, {}).items(), key=lambda item: int(item[0])))
        for name in dict.fromkeys([*names[:-1], *tables, TAIL_TABLE])
    }
