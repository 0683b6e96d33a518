"""Records as one document, to be carried from register to register: the stored form, pretty and in stored order.

Reading is strict, unlike reading a register: what cannot be read, or would not be written again, is refused by name.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from igc_tracker.domain.errors import BadInterchangeError, IgcError, Phrase
from igc_tracker.domain.register import Records
from igc_tracker.store.codec import (
    BY_ID,
    decode_commission,
    decode_instrument,
    decode_meeting,
    decode_project,
    encode_commission,
    encode_instrument,
    encode_meeting,
    encode_project,
    reason,
    value_at,
)
from igc_tracker.store.strict_json import strict_loads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from igc_tracker.domain.findings import Finding
    from igc_tracker.domain.register import Json

FORMAT = "igc-interchange/1"

Record = TypeVar("Record")
_TABLES = tuple(field.name for field in fields(Records))


def interchange_text(records: Records) -> str:
    """Return the document, ending in a newline; the same records give the same text."""
    document: Json = {
        "format": FORMAT,
        "instruments": [encode_instrument(each) for each in records.instruments],
        "projects": [encode_project(each) for each in records.projects],
        "meetings": [encode_meeting(each) for each in records.meetings],
    }
    if records.commissions:  # an igc that knows none reads what holds none
        document["commissions"] = [encode_commission(each) for each in records.commissions]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_interchange(text: str) -> Records:
    """Return the records of a document; raise BadInterchangeError for the first thing that is off."""
    document = _document(text)
    return Records(
        instruments=_records(document, "instruments", decode_instrument, encode_instrument),
        projects=_records(document, "projects", decode_project, encode_project),
        meetings=_records(document, "meetings", decode_meeting, encode_meeting),
        commissions=_records(document, "commissions", decode_commission, encode_commission),
    )


def _document(text: str) -> Json:
    whole = Phrase("the document")
    try:
        document = strict_loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInterchangeError(where=whole, problem=Phrase("it is not JSON ({why})", why=str(error))) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        problem = Phrase("its format is not {wanted}, which `igc export` writes", wanted=FORMAT)
        raise BadInterchangeError(where=whole, problem=problem)
    for key in document:
        if key not in ("format", *_TABLES):
            raise BadInterchangeError(where=whole, problem=Phrase("{key} is not known here", key=key))
    return document


def _records(
    document: Json,
    table: str,
    decode: Callable[[Json], tuple[Record, tuple[Finding, ...]]],
    encode: Callable[[Record], Json],
) -> tuple[Record, ...]:
    docs = document.get(table, [])
    if not isinstance(docs, list):
        raise BadInterchangeError(where=table, problem=Phrase("it is no list"))
    found: dict[str, Record] = {}
    for place, doc in enumerate(docs):
        where = str(value_at(doc, "ref") or f"{table}[{place}]")
        try:
            record, findings = decode(doc)
        except (KeyError, ValueError, TypeError, AttributeError, IgcError) as error:
            raise BadInterchangeError(where=where, problem=reason(error)) from None
        for finding in findings:
            problem = Phrase("{record}: {why}", record=finding.values["record"], why=finding.values["why"])
            raise BadInterchangeError(where=where, problem=problem)
        for path in _lost(doc, encode(record), ""):
            problem = Phrase("{path} is not known here, or not written as it should be", path=path.lstrip("."))
            raise BadInterchangeError(where=where, problem=problem)
        for problem in (*_twice(doc, found), *_strangers(doc)):
            raise BadInterchangeError(where=where, problem=problem)
        found[doc["ref"]] = record
    return tuple(found.values())


def _twice(doc: Json, before: Json) -> Iterator[Phrase]:
    if doc["ref"] in before:
        yield Phrase("it is in the document twice")
    ids = [value_at(each, "id") for each in _named_records(doc)]
    for each in dict.fromkeys(ids):
        if each is not None and ids.count(each) > 1:
            yield Phrase("{record} is in it twice", record=str(each))


def _named_records(doc: Json) -> Iterator[object]:
    for group in BY_ID:
        for each in doc.get(group, ()):
            yield each
            if group == "items":
                yield from each.get("reports", ())


def _strangers(doc: Json) -> Iterator[Phrase]:
    for fact in doc.get("facts", ()):
        if fact.get("party") and fact["party"] not in doc.get("parties", ()):
            yield Phrase("{record}: {party} is not one of its parties", record=fact["id"], party=fact["party"])


def _lost(doc: Any, again: Any, path: str) -> Iterator[str]:  # noqa: ANN401  # JSON can be anything
    """Yield the paths of what would not be written again: unknown keys, and values taken for something else."""
    if isinstance(doc, dict) and isinstance(again, dict):
        for key, value in doc.items():
            if key in again:
                yield from _lost(value, again[key], f"{path}.{key}")
            elif value not in (None, "", [], {}, False):
                yield f"{path}.{key}"
    elif isinstance(doc, list) and isinstance(again, list) and len(doc) == len(again):
        for place, (value, other) in enumerate(zip(doc, again, strict=True)):
            yield from _lost(value, other, f"{path}[{place}]")
    elif isinstance(doc, list) or (doc != again if isinstance(again, int | float) else type(doc) is not type(again)):
        yield path
