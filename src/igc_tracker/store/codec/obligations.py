"""Obligations to and from their stored form; loaded with the first one that is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.errors import Phrase
from igc_tracker.domain.obligations import Every, Obligation
from igc_tracker.store.codec.encode import lean, text_of
from igc_tracker.store.codec.parts import count_at, date_of, name_at, texts_at, word_at, words_at

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json


def decode_obligation(doc: Json) -> Obligation:
    """Read a stored obligation; raise KeyError, ValueError, TypeError or IgcError for one that cannot stand."""
    obligation = Obligation(
        id=name_at(doc, "id"),
        text=texts_at(doc, "text"),
        parties=words_at(doc, "parties"),
        article=word_at(doc, "article"),
        at_least=count_at(doc, "at_least", least=1) or 1,
        unit=texts_at(doc, "unit"),
        every=Every(doc["every"]) if doc.get("every") else None,
        first=date_of(doc.get("first")),
        until=date_of(doc.get("until")),
        source=word_at(doc, "source"),
    )
    if not obligation.text:
        raise ValueError(Phrase("{key} is missing", key="text"))
    if obligation.first and obligation.until and obligation.until.ends_before(obligation.first):
        raise ValueError(Phrase("it ends ({until}) before it begins ({first})", **_ends(obligation)))
    return obligation


def _ends(obligation: Obligation) -> dict[str, object]:
    return {"first": obligation.first, "until": obligation.until}


def encode_obligation(obligation: Obligation) -> Json:
    """Return the stored form of an obligation; one thing owed once is not said."""
    return lean(
        {
            "id": obligation.id,
            "text": dict(obligation.text),
            "parties": list(obligation.parties),
            "article": obligation.article,
            "at_least": obligation.at_least if obligation.at_least > 1 else None,
            "unit": dict(obligation.unit),
            "every": obligation.every and obligation.every.value,
            "first": text_of(obligation.first),
            "until": text_of(obligation.until),
            "source": obligation.source,
        }
    )
