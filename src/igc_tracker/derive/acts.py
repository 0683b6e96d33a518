"""From recorded facts to the acts a clause reads. Domestic acts are left behind here: no clause ever sees one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.conditions import Act, ActKind
from igc_tracker.domain.facts import FactKind, Manner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.facts import Fact


class Bound(StrEnum):
    """Which end of a date known only as a range is taken."""

    EARLIEST = "earliest"
    LATEST = "latest"


_KINDS: Mapping[FactKind, ActKind] = {
    FactKind.SIGNED: ActKind.SIGNATURE,
    FactKind.NOTIFICATION_SENT: ActKind.NOTE_SENT,
    FactKind.NOTIFICATION_RECEIVED: ActKind.NOTE_RECEIVED,
    FactKind.INSTRUMENT_DEPOSITED: ActKind.DEPOSIT,
    FactKind.INSTRUMENT_WITHDRAWN: ActKind.WITHDRAWAL,
    FactKind.INSTRUMENTS_EXCHANGED: ActKind.EXCHANGE,
    FactKind.DECIDED: ActKind.DECISION,
}


def acts_of(facts: Sequence[Fact], parties: Sequence[str], *, bound: Bound) -> tuple[Act, ...]:
    """Return the international acts among ``facts``, each on its ``bound``; a joint act once for every party.

    An act that takes effect on another day than it was done counts from there.
    """
    acts = []
    for fact in facts:
        kind = _KINDS.get(fact.kind)
        if kind is None or fact.manner is Manner.AD_REFERENDUM:
            continue  # a signature ad referendum counts once it is confirmed, as a fact of its own (VCLT 12(2)(b))
        on = _end(fact.effective_on or fact.on, bound)
        for party in (fact.party,) if fact.party else tuple(parties):
            acts.append(Act(kind=kind, party=party, on=on, manner=fact.manner, fact=fact.id))
            if kind is ActKind.NOTE_SENT or (kind is ActKind.NOTE_RECEIVED and fact.document_date):
                dated = _end(fact.document_date, bound)
                acts.append(Act(kind=ActKind.NOTE_DATED, party=party, on=dated, fact=fact.id))
    return tuple(acts)


def _end(on: PartialDate | None, bound: Bound) -> date | None:
    if on is None:
        return None
    return on.earliest if bound is Bound.EARLIEST else on.latest
