"""What a fact says was done, with all that changes what it means: the manner of it, and the day it takes effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.facts import FactKind
from igc_tracker.wording.codes import FACT_KIND, MANNER
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.facts import Fact, Manner
    from igc_tracker.wording.words import Words


def act_in_words(kind: FactKind, manner: Manner | None, effective_on: PartialDate | None, words: Words) -> str:
    """Return an act: "instrument deposited (accession), takes effect 1 Jul 2021"."""
    said = words(FACT_KIND[kind])
    if manner is not None:
        said = f"{said} ({words(MANNER[manner])})"
    if effective_on is None:
        return said
    day = words.on(effective_on)
    if kind is FactKind.EXTENDED:
        return words(N_("{act}, new end: {date}"), act=said, date=day)
    return words(N_("{act}, takes effect: {date}"), act=said, date=day)


def note_days(fact: Fact, words: Words) -> tuple[str, ...]:
    """Return when a note was sent and received, as far as that is recorded apart from its own day."""
    days = ((N_("sent: {date}"), fact.sent_on), (N_("received: {date}"), fact.received_on))
    return tuple(words(said, date=words.on(on)) for said, on in days if on is not None)
