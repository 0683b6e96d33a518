"""The parts that all stored records have in common, read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import Phrase
from igc_tracker.domain.facts import Confidence, Strike

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json


def read_strike(doc: Json | None) -> Strike | None:
    """Read a strike, None where there is none."""
    if doc is None:
        return None
    return Strike(at=datetime.fromisoformat(doc["at"]), by=read_word(doc, "by") or "", why=read_word(doc, "why") or "")


def read_name(doc: Json, key: str) -> str:
    """Return what others call the record by; unlike any other text it cannot be left out."""
    value = doc[key]
    if not isinstance(value, str):
        raise TypeError(Phrase("{key} is no text", key=key))
    return value


def read_word(doc: Json, key: str) -> str | None:
    """Read a text, None where there is none."""
    return read_name(doc, key) if doc.get(key) is not None else None


def read_words(doc: Json, key: str) -> tuple[str, ...]:
    """Read a list of texts."""
    values = doc.get(key) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(Phrase("{key} is no list of texts", key=key))
    return tuple(values)


def read_texts(doc: Json, key: str) -> dict[str, str]:
    """Read a text by language."""
    values = doc.get(key) or {}
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise TypeError(Phrase("{key} is no group of texts", key=key))
    return values


def read_number(doc: Json, key: str) -> int | None:
    """Read a whole number, None where there is none."""
    return int(doc[key]) if doc.get(key) is not None else None


def read_date(text: str | None) -> PartialDate | None:
    """Read a date, None where there is none."""
    return PartialDate.parse(text) if text else None


def read_confidence(doc: Json) -> Confidence | None:
    """Read how sure the recorder was, None where nothing says so."""
    value = doc.get("confidence")
    return Confidence(value) if value else None
