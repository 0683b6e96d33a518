"""A register that igc did not lay out as it does now: another program wrote it again, or an earlier igc."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zlib import crc32

from igc_tracker.domain.errors import Phrase
from igc_tracker.store.codec import FORMAT, SCHEMA_VERSION
from igc_tracker.store.layout import (
    INFO_TABLE,
    JOURNAL_TABLE,
    TAIL_TABLE,
    DamageError,
    Laid,
    bare,
    compact,
    join_riding,
)
from igc_tracker.store.strict_json import strict_loads

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json


def read_foreign(data: bytes) -> Laid:
    """Read a register that another program wrote, or an earlier igc: JSON of the right shape, in whatever form."""
    tables = _json(data)
    if not _has_shape(tables):
        raise DamageError(Phrase("it is JSON, but not a register made by igc."))
    seqs: dict[str, dict[str, int]] = {}
    riding: dict[str, list[Json]] = {}
    edited = []
    info = tables[INFO_TABLE]["1"]
    if info["schema_version"] <= SCHEMA_VERSION and info.get("format") != f"igc-tinydb/{info['schema_version']}":
        raise DamageError(Phrase("its own particulars are damaged."))
    is_sealed = info.get("format") == FORMAT
    for name, table in tables.items():
        for key, doc in table.items():
            if is_sealed and not keeps_seal(key, doc):
                edited.append(str(doc.get("ref", f"{name}/{key}")))
            if isinstance(doc.get("_seq"), int):
                seqs.setdefault(name, {})[key] = doc["_seq"]
            if name == TAIL_TABLE and isinstance(doc.get("_journal"), list):
                riding[key] = doc["_journal"]
            table[key] = bare(doc)
    join_riding(tables.setdefault(JOURNAL_TABLE, {}), riding)
    highest = max((number for table in seqs.values() for number in table.values()), default=0)
    return Laid(
        tables=tables,
        seqs=seqs,
        riding={},
        seq=highest,
        size=len(data),
        base=len(data),
        end=None,
        edited=tuple(edited),
    )


def _json(data: bytes) -> Any:  # noqa: ANN401  # whatever the text says
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise DamageError(Phrase("it is not text in UTF-8.")) from None
    if not text.strip():
        raise DamageError(Phrase("the file is empty."))
    try:
        return strict_loads(text)
    except json.JSONDecodeError as error:
        why = Phrase(
            "it is not whole JSON at line {line}, column {column}; it may have been cut short.",
            line=error.lineno,
            column=error.colno,
        )
        raise DamageError(why, line=error.lineno) from None
    except (ValueError, RecursionError):  # a ValueError also where a number has too many digits
        raise DamageError(Phrase("it is not whole JSON; it may have been cut short.")) from None


def _has_shape(tables: object) -> bool:
    if not isinstance(tables, dict) or not all(
        isinstance(table, dict) and all(key.isdigit() and isinstance(record, dict) for key, record in table.items())
        for table in tables.values()
    ):
        return False
    info = tables.get(INFO_TABLE, {}).get("1")
    if len(tables.get(INFO_TABLE, {})) > 1:  # a line that got there by mistake
        return False
    return isinstance(info, dict) and isinstance(info.get("schema_version"), int) and {"id", "created_at"} <= set(info)


def keeps_seal(key: str, doc: Json) -> bool:
    """Tell whether a record that another program wrote again says what it said when it was sealed."""
    bared = {name: value for name, value in doc.items() if name != "_crc"}
    line = f"{json.dumps(key)}:{compact(bared)[:-1]}".encode()
    return doc.get("_crc") == f"{crc32(line):08x}"
