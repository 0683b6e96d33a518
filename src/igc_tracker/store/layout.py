"""How a register lies in its file: plain JSON, one sealed record a line, newer versions of an instrument at the end.

Any JSON reader sees the register: of two members with one name the last counts, for Python, TinyDB, jq and node alike.
What each line holds beside the record has a name that begins with an underscore:

- ``_seq``: a number that grows by one with every record written, in whatever table;
- ``_crc``: CRC-32 of the line up to this field, in eight hex digits;
- ``_more``: how many records still follow that were written together with this one;
- ``_journal``: what was changed since the register was last laid out, for as long as it rides on the instrument;
- ``_base``, of the register's own particulars: how the register was when it was last laid out as a whole.
"""

from __future__ import annotations

import json
import re
from dataclasses import field
from typing import TYPE_CHECKING, Any
from zlib import crc32

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import Phrase
from igc_tracker.store.codec import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from igc_tracker.domain.register import Json  # noqa: TC004  # a dataclass's note, never evaluated

Tables = dict[str, dict[str, Any]]
"""Records by key, by table; keys are whole numbers written as text."""

INFO_TABLE = "_igc"
JOURNAL_TABLE = "journal"
TAIL_TABLE = "instruments"
"""The last table, to which newer versions are added."""

CLOSING = b"\n}}"
_FIRST_LINE = b'{"_igc":{'
OPENING = b'{"_igc":{\n"1":{"format":"%b"' % FORMAT.encode()
_LAID_OUT = rb'\{"_igc":\{\n"1":\{"format":"igc-tinydb/[0-9]+"'
_OURS = ("_base", "_journal", "_more", "_seq", "_crc")
_SEAL = re.compile(rb'(?:[,{]"_more":(\d+))?[,{]"_seq":(\d+),"_crc":"([0-9a-f]{8})"\}')
_TWO = 2
_SEAL_LENGTH = 80  # more than the longest seal takes


class DamageError(ValueError):
    """The bytes are no whole register; ``line`` counts from 1, None where it is no matter of one line."""

    def __init__(self, why: Phrase, *, line: int | None = None) -> None:
        """Say what is wrong."""
        super().__init__(why)
        self.why = why
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One line that keeps what its seal says. ``body`` is the record's JSON, seal and all."""

    key: str
    body: bytes
    seq: int
    more: int


@dataclass(slots=True, kw_only=True)
class Laid:
    """A register as it was read.

    ``tables`` holds the newest version of every record without what igc adds to it, and the whole journal. ``seqs`` are
    the numbers of the records, ``riding`` the journal entries that ride on an instrument, by its key. ``end`` is where
    the next record goes, None where the file has to be laid out anew first. ``base`` is the size it had when it was
    last laid out. ``torn`` tells that the last write did not come to its end; what it left begins at ``end``.
    ``edited`` names the records that another program changed. ``places`` says where in the file the newest version of
    each instrument lies, how long it is, and its seal; it is empty where the file is torn or has to be laid out
    anew.
    """

    tables: Tables
    seqs: dict[str, dict[str, int]]
    riding: dict[str, list[Json]]
    seq: int
    size: int
    base: int
    end: int | None
    torn: bool = False
    edited: tuple[str, ...] = ()
    places: dict[str, tuple[int, int, str]] = field(default_factory=dict)


# --- writing ----------------------------------------------------------------------------------------------------------


def seal(key: str, doc: Mapping[str, Any], seq: int, *, riding: Sequence[Json] = (), more: int = 0) -> bytes:
    """Return the line of a record, without what parts it from the next."""
    ours: Json = {"_journal": list(riding)} if riding else {}
    if more:
        ours["_more"] = more
    line = f"{json.dumps(key)}:{compact({**doc, **ours, '_seq': seq})[:-1]}".encode()
    return b'%b,"_crc":"%08x"}' % (line, crc32(line))


def lay_out(tables: Mapping[str, Mapping[str, Json]], seqs: Mapping[str, Mapping[str, int]] | None = None) -> bytes:
    """Return a whole file. Records without a number in ``seqs`` get the next ones, in the order they stand in."""
    known = seqs or {}
    seq = max((number for table in known.values() for number in table.values()), default=0)
    names = [name for name in tables if name not in (INFO_TABLE, TAIL_TABLE)]
    lines: dict[str, list[bytes]] = {}
    for name in [*names, TAIL_TABLE]:
        lines[name] = []
        for key, doc in tables.get(name, {}).items():
            number = known.get(name, {}).get(key)
            if number is None:
                number = seq = seq + 1
            lines[name].append(seal(key, doc, number))
    body = b"".join(_table(name, records) for name, records in lines.items()) + CLOSING
    base = {
        "records": {name: len(records) for name, records in lines.items()},
        "entries": _last_entry(tables.get(JOURNAL_TABLE, {}).values()),
        "bytes": len(body),
    }
    particulars = {"format": FORMAT, **tables[INFO_TABLE]["1"], "_base": base}
    seq = max(seq, *map(int, tables.get(TAIL_TABLE, {})), 0)  # a later record's key is its number
    return b"%b\n%b\n%b" % (_FIRST_LINE, seal("1", particulars, seq + 1), body)


def _table(name: str, records: list[bytes]) -> bytes:
    before = b"\n" if records else b""
    after = b"" if name == TAIL_TABLE else b"\n"
    return b"},%b:{%b%b%b" % (json.dumps(name).encode(), before, b",\n".join(records), after)


def _last_entry(journal: Iterable[Json]) -> int:
    return max((entry["number"] for entry in journal if isinstance(entry.get("number"), int)), default=0)


def compact(record: Mapping[str, Any]) -> str:
    """Return a record as JSON without spaces, as it stands on its line."""
    # a lone surrogate typed on a broken terminal cannot be UTF-8; it is kept as its \u escape
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(record, separators=(",", ":"), allow_nan=False)
    return text


# --- reading ----------------------------------------------------------------------------------------------------------


def read_laid(data: bytes) -> Laid:
    """Return the register that the bytes of a file hold; raise DamageError where anything in them is not whole."""
    if data.startswith(OPENING):
        return _read_lines(data)
    if data.startswith(_FIRST_LINE + b"\n") and not re.match(_LAID_OUT, data):
        raise _damage(1, cut=data.count(b"\n") < _TWO)
    from igc_tracker.store.foreign import read_foreign  # met once in a register's life

    return read_foreign(data)


def unseal(line: bytes) -> Sealed | None:
    """Return what a line without its comma holds; None where it is not what was sealed."""
    found = _SEAL.search(line, max(0, len(line) - _SEAL_LENGTH))
    if found is None or found.end() != len(line) or crc32(line[: found.end(2)]) != int(found[3], 16):
        return None
    key, _, body = line.partition(b":")
    return Sealed(key=key[1:-1].decode(), body=body, seq=int(found[2]), more=int(found[1] or 0))


def crc_in(line: bytes) -> str:
    """Return the CRC-32 at the end of a sealed line."""
    return line[-10:-2].decode()


def whole_part(line: bytes) -> bytes | None:
    """Return the record at the beginning of a line whose end was cut or overwritten; None where there is none."""
    for found in _SEAL.finditer(line):
        if crc32(line[: found.end(2)]) == int(found[3], 16):
            return line[: found.end()]
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """What comes before the instruments. ``next`` is the line of the first of them, ``torn`` tells of the one before.

    ``base`` is what the particulars say of the laying out, ``offset`` where its body begins.
    """

    info: Sealed
    tables: Tables
    seqs: dict[str, dict[str, int]]
    base: Json
    offset: int
    next: int
    torn: bool


def read_head(data: bytes) -> Tables:
    """Return the tables that come before the instruments, from the bytes before the first of these."""
    return _read_base(data.split(b"\n")).tables


def _read_base(lines: list[bytes]) -> _Base:
    info = unseal(lines[1])
    if info is None:
        raise _damage(1, cut=len(lines) == _TWO)
    particulars = json.loads(info.body)
    base = particulars["_base"]
    place, offset = 2, len(lines[0]) + len(lines[1]) + 2
    tables: Tables = {INFO_TABLE: {"1": bare(particulars)}}
    seqs = {INFO_TABLE: {"1": info.seq}}
    line = head = b""
    for name, count in base["records"].items():
        head = b"},%b:{" % json.dumps(name).encode()
        line = lines[place] if place < len(lines) else b""
        if line != head and not (name == TAIL_TABLE and not count and line.startswith(head)):
            raise _damage(place, cut=place >= len(lines) - 1)
        place += 1
        if name != TAIL_TABLE:
            records = [_record(lines, place + number, comma=number < count - 1) for number in range(count)]
            place += count
            tables[name] = {each.key: bare(json.loads(each.body)) for each in records}
            seqs[name] = {each.key: each.seq for each in records}
    return _Base(info=info, tables=tables, seqs=seqs, base=base, offset=offset, next=place, torn=line != head)


def _read_lines(data: bytes) -> Laid:
    """Read a file as it was laid out and added to."""
    lines = data.split(b"\n")
    before = _read_base(lines)
    info, base, tables, seqs = before.info, before.base, before.tables, before.seqs
    tail = _read_tail(lines, before.next, least=base["records"][TAIL_TABLE], after=info.seq, torn=before.torn)
    laid_out = tail.records[: base["records"][TAIL_TABLE]]
    numbers = [*(seq for table in seqs.values() for seq in table.values()), *(each.seq for each in laid_out)]
    if len(set(numbers)) < len(numbers) or max(numbers) > info.seq:
        raise DamageError(Phrase("lines of it stand twice or in the wrong place."))
    newest = {each.key: each for each in tail.records}
    docs = {key: json.loads(each.body) for key, each in newest.items()}
    riding = {key: doc["_journal"] for key, doc in docs.items() if "_journal" in doc}
    tables[TAIL_TABLE] = {key: bare(doc) for key, doc in docs.items()}
    seqs[TAIL_TABLE] = {key: each.seq for key, each in newest.items()}
    join_riding(tables.setdefault(JOURNAL_TABLE, {}), riding)
    seq = tail.records[-1].seq if len(tail.records) > base["records"][TAIL_TABLE] else info.seq
    laid_size = before.offset + base["bytes"]
    return Laid(
        tables=tables,
        seqs=seqs,
        riding=riding,
        seq=seq,
        size=len(data),
        base=laid_size,
        end=laid_size - len(CLOSING) + tail.added,
        torn=tail.torn,
        places={} if tail.torn else _places(lines, before.next, tail.records),
    )


def _places(lines: list[bytes], first: int, records: list[Sealed]) -> dict[str, tuple[int, int, str]]:
    at = sum(map(len, lines[:first])) + first
    places = {}
    for line, record in zip(lines[first:], records, strict=False):
        text = line.removesuffix(b",")
        places[record.key] = (at, len(text), crc_in(text))
        at += len(line) + 1
    return places


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tail:
    """The instruments in a file, in the order they were written; ``added`` counts the bytes since the laying out."""

    records: list[Sealed]
    added: int
    torn: bool


def _read_tail(lines: list[bytes], first: int, *, least: int, after: int, torn: bool) -> _Tail:
    """Read the instruments: at ``least`` so many, then later versions, numbered one by one from ``after`` on.

    What was written together counts together: where the last of it is missing, all of it is. ``torn`` where the line
    that begins the table is torn already.
    """
    records: list[Sealed] = []
    ends: list[int] = []  # how many bytes were added, up to and with each record
    place = first
    while not torn and not _is_closed(lines, place, first):
        line = lines[place] if place < len(lines) else b""
        may_begin = place == first or lines[place - 1].endswith(b",")
        text: bytes | None = line.removesuffix(b",")
        if not may_begin or unseal(text or b"") is None:
            torn, text = True, whole_part(line) if may_begin else None
        sealed = unseal(text) if text else None
        if sealed is None or (len(records) >= least and sealed.seq != after + len(records) - least + 1):
            torn = True
            break
        length = len(text or b"") + (2 if records else 1)
        ends.append((ends[-1] if ends else 0) + (length if len(records) >= least else 0))
        records.append(sealed)
        if not torn:
            place += 1
    if torn and any(unseal(line.removesuffix(b",")) for line in lines[place + 1 :]):
        raise _damage(place)
    while records and records[-1].more:
        torn = True
        records.pop()
        ends.pop()
    if len({each.key for each in records[:least]}) < least:
        raise _damage(first + len(records), cut=True)
    return _Tail(records=records, added=ends[-1] if ends else 0, torn=torn)


def _is_closed(lines: list[bytes], place: int, first: int) -> bool:
    at_end = place == len(lines) - 1 and lines[place] == CLOSING[1:]
    return at_end and (place == first or not lines[place - 1].endswith(b","))


def _record(lines: list[bytes], place: int, *, comma: bool) -> Sealed:
    line = lines[place] if place < len(lines) else b""
    sealed = unseal(line.removesuffix(b",")) if line.endswith(b",") is comma else None
    if sealed is None:
        raise _damage(place, cut=place >= len(lines) - 1)
    return sealed


def _damage(place: int, *, cut: bool = False) -> DamageError:
    if cut:
        return DamageError(Phrase("it was cut short at line {line}.", line=place + 1), line=place + 1)
    return DamageError(
        Phrase("what stands at line {line} is not what igc wrote there.", line=place + 1), line=place + 1
    )


def bare(doc: Json) -> Json:
    """Return a record as it was before it was sealed."""
    return {key: value for key, value in doc.items() if key not in _OURS}


def join_riding(journal: dict[str, Json], riding: Mapping[str, list[Json]]) -> None:
    """Put the entries that ride on instruments where they belong."""
    for entry in sorted((each for entries in riding.values() for each in entries), key=lambda each: each["number"]):
        key = str(entry["number"])
        journal[key if key not in journal else str(max(map(int, journal)) + 1)] = entry
