"""Every record in the bytes of a register, whatever else is in them: for files that are damaged.

Nothing is believed that does not say itself that it is whole. A record is sealed, or it is JSON whose seal does not
fit: then another program changed it. What lies between records and is nothing is a gap.
"""

from __future__ import annotations

import json
import re
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.store.codec import FORMAT
from igc_tracker.store.foreign import keeps_seal
from igc_tracker.store.layout import INFO_TABLE, JOURNAL_TABLE, TAIL_TABLE, bare, unseal
from igc_tracker.store.strict_json import DECODER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.domain.register import Json  # noqa: TC004  # a dataclass's note, never evaluated

_MEMBER = re.compile(r'"([^"\\\n]{1,100})"\s*:\s*\{')
_RECORDS = re.compile(r'\s*(?:"\d{1,20}"\s*:\s*\{|\})')  # what follows the name of a table
_KEY = re.compile(r'"(\d{1,20})"\s*:\s*\{')
_REF = re.compile(r'"ref"\s*:\s*"([^"\\\n]{1,200})"')
_SEQ = re.compile(r'"_seq":([0-9]{1,18})\b')
_ENTRY = re.compile(r'\{"number":([0-9]{1,9}),"at":')
_NUMBER = re.compile(r"[0-9]{1,20}")
_BETWEEN = re.compile(r"[\s{},]*")
_TABLES = frozenset({INFO_TABLE, JOURNAL_TABLE, TAIL_TABLE, "commissions", "meetings", "projects"})
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")  # how Python keeps bytes that are no text


class Seal(StrEnum):
    """What a record says of itself: it is as igc wrote it, it was changed since, or it is of an igc without seals."""

    KEPT = "kept"
    BROKEN = "broken"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One version of a record, whole JSON. ``line`` counts from 1, ``size`` is in characters."""

    table: str
    key: str
    doc: Json
    seal: Seal
    line: int
    size: int
    seq: int
    riding: tuple[Json, ...] = ()

    @property
    def ref(self) -> str | None:
        """Return what others call the record by; the number of a journal entry."""
        return name_of(self.doc)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A line with something in it that is no record: which one it was, as far as that can still be read.

    ``entries`` are the numbers of the journal entries that rode on it.
    """

    line: int
    table: str | None
    key: str | None = None
    ref: str | None = None
    seq: int | None = None
    entries: tuple[int, ...] = ()


@dataclass(slots=True, kw_only=True)
class Survey:
    """What was found, in the order it stands in. ``base`` is how the register was when it was last laid out."""

    pieces: list[Piece] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    base: Json | None = None

    @property
    def info(self) -> Piece | None:
        """Return the register's own particulars."""
        return next((each for each in reversed(self.pieces) if each.table == INFO_TABLE), None)

    @property
    def highest(self) -> int:
        """Return the highest number of a record."""
        return max((each.seq for each in self.pieces), default=0)

    @property
    def superseded(self) -> int:
        """Return how many characters are taken by versions that a later one took the place of."""
        newest = {(each.table, each.key): each for each in self.pieces}
        return sum(each.size for each in self.pieces if newest[each.table, each.key] is not each)


def name_of(doc: Json) -> str | None:
    """Return what others call a record by; of a journal entry its number."""
    found = doc.get("ref", doc.get("number"))
    return None if found is None else str(found)


def survey(data: bytes) -> Survey:
    """Return what there is in the bytes of a file."""
    return _Surveyor(data.decode("utf-8", "surrogateescape")).found


class _Surveyor:
    def __init__(self, text: str) -> None:
        self.found = Survey()
        self._text = text
        self._line, self._counted = 1, 0
        self._table: str | None = None
        self._is_sure = False  # whether the table is that of the last name read, with nothing lost between
        done = place = 0
        while (member := _MEMBER.search(text, place)) is not None:
            if _NUMBER.fullmatch(member[1]):
                end = self._take(member, done)
            elif _RECORDS.match(text, member.end()):
                end = self._enter(member, done)
            else:
                end = None
            place = member.end() if end is None else end
            done = done if end is None else end
        self._gap(done, len(text))
        self._judge()

    def _enter(self, member: re.Match[str], done: int) -> int:
        """Enter a table and return where its records begin."""
        name, known = member[1], _TABLES | set((self.found.base or {}).get("records", ()))
        self._gap(done, member.start())
        self._is_sure = name in known
        if not self._is_sure and self.found.base is not None:  # a name that was damaged
            self.found.gaps.append(Gap(line=self._line_of(member.start()), table=None))
            name = ""
        self._table = name or self._table
        return member.end()

    def _take(self, member: re.Match[str], done: int) -> int | None:
        """Take the record that begins here and return where it ends; None where there is none."""
        try:
            doc, end = DECODER.raw_decode(self._text, member.end() - 1)
        except (ValueError, RecursionError):
            return None
        span = self._text[member.start() : end]
        if _NOT_UTF_8.search(span):
            return None
        sealed = unseal(span.encode())
        kept = (sealed is not None and sealed.key == member[1]) or ("_crc" in doc and keeps_seal(member[1], doc))
        shape = _shape(doc)
        # one whose end is damaged may seem to hold those after it
        if not kept and (shape is None or _KEY.search(span, len(member[0]))):
            return None
        self._gap(done, member.start())
        table = self._table if self._is_sure and self._table else shape or self._table or TAIL_TABLE
        riding = doc.get("_journal")
        self.found.pieces.append(
            Piece(
                table=table,
                key=member[1],
                doc=bare(doc),
                seal=Seal.KEPT if kept else Seal.BROKEN if "_crc" in doc else Seal.NONE,
                line=self._line_of(member.start()),
                size=len(span),
                seq=doc["_seq"] if isinstance(doc.get("_seq"), int) else 0,
                riding=tuple(_entries(riding)),
            )
        )
        if table == INFO_TABLE and kept and isinstance(doc.get("_base"), dict):
            self.found.base = doc["_base"]
        return end

    def _gap(self, start: int, end: int) -> None:
        """Note what lies between two records and is nothing: line by line, or by record where one takes many lines."""
        place, before = start, None
        while place < end and (noise := _BETWEEN.match(self._text, place, end)) and noise.end() < end:
            place = noise.end()
            stop = self._text.find("\n", place, end)
            stop = end if stop < 0 else stop
            before = self._gap_of(self._text[place:stop], self._line_of(place), before)
            self._is_sure = False
            place = stop

    def _gap_of(self, part: str, line: int, before: Gap | None) -> Gap:
        key, ref, seqs = _KEY.search(part), _REF.search(part), _SEQ.findall(part)
        gap = Gap(
            line=line,
            table=self._table,
            key=key and key[1],
            ref=ref and ref[1],
            seq=int(seqs[-1]) if seqs else None,
            entries=tuple(int(each) for each in _ENTRY.findall(part)),
        )
        if before is not None and before.key is not None and gap.key is None:
            self.found.gaps.pop()
            gap = Gap(
                line=before.line,
                table=before.table,
                key=before.key,
                ref=before.ref or gap.ref,
                seq=gap.seq or before.seq,
                entries=(*before.entries, *gap.entries),
            )
        self.found.gaps.append(gap)
        return gap

    def _line_of(self, place: int) -> int:
        self._line += self._text.count("\n", self._counted, place)
        self._counted = max(place, self._counted)
        return self._line

    def _judge(self) -> None:
        """Tell records without a seal, of an igc that knew none, from those another program added."""
        info = self.found.info
        is_sealed = any(each.seal is Seal.KEPT for each in self.found.pieces)
        if is_sealed or (info is not None and info.doc.get("format") == FORMAT):
            from dataclasses import replace

            self.found.pieces = [
                replace(each, seal=Seal.BROKEN) if each.seal is Seal.NONE else each for each in self.found.pieces
            ]


def _shape(doc: Json) -> str | None:
    """Return the table a record looks as if it belonged to."""
    if "schema_version" in doc:
        return INFO_TABLE
    if isinstance(doc.get("number"), int) and "command" in doc:
        return JOURNAL_TABLE
    if not isinstance(doc.get("ref"), str):
        return None
    if "commission" in doc or "body" in doc:
        return "meetings"  # some of which have a kind too
    if "kind" in doc:
        return TAIL_TABLE
    return "commissions" if "parties" in doc else "projects"


def _entries(riding: Any) -> Iterator[Json]:  # noqa: ANN401  # whatever was written there
    for each in riding if isinstance(riding, list) else ():
        if isinstance(each, dict) and isinstance(each.get("number"), int):
            yield each


def same(one: Json, other: Json) -> bool:
    """Tell whether two records say the same."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
