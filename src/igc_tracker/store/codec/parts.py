"""The values of stored records read one by one; what cannot stand is refused by name."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import Phrase
from igc_tracker.domain.facts import Confidence, Strike
from igc_tracker.domain.instruments import Conflict

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json


def conflicts_of(doc: Json) -> tuple[Conflict, ...]:
    """Return the conflicts a record notes."""
    return tuple(
        Conflict(text=word_at(conflict, "text") or "", facts=words_at(conflict, "facts"))
        for conflict in doc.get("conflicts", ())
    )


def strike_of(doc: Json | None) -> Strike | None:
    """Return why something was struck, None where it was not."""
    if doc is None:
        return None
    return Strike(at=datetime.fromisoformat(doc["at"]), by=word_at(doc, "by") or "", why=word_at(doc, "why") or "")


def name_at(doc: Json, key: str) -> str:
    """Return what others call the record by; unlike any other text it cannot be left out."""
    value = doc[key]
    if not isinstance(value, str):
        raise TypeError(Phrase("{key} is no text", key=key))
    return value


def word_at(doc: Json, key: str) -> str | None:
    """Return a text, None where there is none."""
    return name_at(doc, key) if doc.get(key) is not None else None


def words_at(doc: Json, key: str) -> tuple[str, ...]:
    """Return a list of texts."""
    values = doc.get(key) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(Phrase("{key} is no list of texts", key=key))
    return tuple(values)


def texts_at(doc: Json, key: str) -> dict[str, str]:
    """Return a text by language, or other texts by a key."""
    values = doc.get(key) or {}
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise TypeError(Phrase("{key} is no group of texts", key=key))
    return values


def number_at(doc: Json, key: str) -> int | None:
    """Return a whole number, None where there is none."""
    return int(doc[key]) if doc.get(key) is not None else None


def count_at(doc: Json, key: str, *, least: int = 0) -> int | None:
    """Return a number of things, None where there is none; fewer than ``least`` cannot be."""
    value = doc.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(Phrase("{key} must be a whole number, {least} or more", key=key, least=least))
    return value


def date_of(text: str | None) -> PartialDate | None:
    """Return a date as exact as it was written, None where there is none."""
    return PartialDate.parse(text) if text else None


def confidence_of(doc: Json) -> Confidence | None:
    """Return how sure the recorder was, None where that was not said."""
    value = doc.get("confidence")
    return Confidence(value) if value else None
