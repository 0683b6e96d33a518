"""From recorded facts to the acts a clause reads. Domestic acts are left behind here: no clause ever sees one."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import fact_order
from igc_tracker.derive.conditions import Act, ActKind
from igc_tracker.domain.facts import FactKind, Manner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.facts import Fact


class Bound(StrEnum):
    """Which reading of dates known only as ranges is taken: the one that brings force earliest, or latest."""

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
    FactKind.ADOPTED: ActKind.ADOPTION,
    FactKind.CIRCULATED: ActKind.CIRCULATION,
    FactKind.OBJECTED: ActKind.OBJECTION,
    FactKind.OBJECTION_WITHDRAWN: ActKind.OBJECTION_WITHDRAWAL,
    FactKind.DECLARED: ActKind.DECLARATION,
}

_UNDOES: Mapping[FactKind, frozenset[FactKind]] = {
    FactKind.INSTRUMENT_WITHDRAWN: frozenset(
        {FactKind.INSTRUMENT_DEPOSITED, FactKind.NOTIFICATION_SENT, FactKind.NOTIFICATION_RECEIVED, FactKind.SIGNED}
    ),
}
"""What takes an act back, and which acts it takes back."""

BEGINNING = date.min
"""Stands for a first possible day that nobody knows; whatever is counted from it has no beginning either."""


def acts_of(facts: Sequence[Fact], parties: Sequence[str], *, bound: Bound) -> tuple[Act, ...]:
    """Return the international acts among ``facts``, each on one day; a joint act once for every party.

    Read for the EARLIEST entry into force an act is done on its first possible day, one without such a day at the
    BEGINNING, and what stands against it comes on its last; read for the LATEST it is the other way round, and an act
    without a last day has none. An act that takes effect on another day than it was done counts from there.
    """
    ordered = sorted(facts, key=fact_order)
    decision = _last_decision(ordered, bound)
    acts = []
    for place, fact in enumerate(ordered):
        kind = _KINDS.get(fact.kind)
        if kind is None or fact.manner is Manner.AD_REFERENDUM or (kind is ActKind.DECISION and fact is not decision):
            continue  # a signature ad referendum counts once it is confirmed, as a fact of its own (VCLT 12(2)(b))
        if fact.article is not None and kind is not ActKind.DECLARATION:
            continue  # an act about one article says nothing of the treaty
        if fact.kind in _UNDOES:
            on: date | None = _undone_on(ordered, place, bound)
        elif kind is ActKind.OBJECTION:
            on = _last(fact) or date.max if bound is Bound.EARLIEST else _first(fact)
        else:
            on = _end(fact.effective_on or fact.on, bound)
        for party in (fact.party,) if fact.party else tuple(parties):
            acts.append(Act(kind=kind, party=party, on=on, manner=fact.manner, article=fact.article, fact=fact.id))
            if kind is ActKind.NOTE_SENT or (kind is ActKind.NOTE_RECEIVED and fact.document_date):
                dated = _end(fact.document_date, bound)
                acts.append(Act(kind=ActKind.NOTE_DATED, party=party, on=dated, fact=fact.id))
    return tuple(acts)


def _last_decision(ordered: Sequence[Fact], bound: Bound) -> Fact | None:
    """Return the decision that holds: the last one made; of several that may be the last, by the day they fix."""
    made = [
        fact
        for fact in ordered
        if fact.kind is FactKind.DECIDED and fact.article is None and fact.manner is not Manner.AD_REFERENDUM
    ]
    last = [fact for fact in made if not any(_made_before(fact, other) for other in made)]
    choose = min if bound is Bound.EARLIEST else max
    return choose(last, key=lambda fact: _end(fact.effective_on or fact.on, bound) or date.max, default=None)


def _made_before(one: Fact, other: Fact) -> bool:
    return one.on is not None and other.on is not None and one.on.ends_before(other.on)


def _end(on: PartialDate | None, bound: Bound) -> date | None:
    if bound is Bound.LATEST:
        return on.latest if on else None
    return (on.earliest if on else None) or BEGINNING


def _first(fact: Fact) -> date | None:
    on = fact.effective_on or fact.on
    return on.earliest if on else None


def _last(fact: Fact) -> date | None:
    on = fact.effective_on or fact.on
    return on.latest if on else None


def _dated(fact: Fact) -> date | None:
    return fact.document_date.latest if fact.document_date else None


def _undone_on(ordered: Sequence[Fact], place: int, bound: Bound) -> date:
    """Return the day of a withdrawal, which takes back what came before it and nothing that came after.

    So where days are ranges that overlap, it is kept between the two.
    """
    fact = ordered[place]
    others = [
        (number, each)
        for number, each in enumerate(ordered)
        if each.kind in _UNDOES[fact.kind] and (each.party is None or each.party == fact.party)
    ]
    if bound is Bound.LATEST:
        before = [day for number, each in others if number < place for day in (_last(each), _dated(each))]
        return max([_first(fact) or BEGINNING, *(day for day in before if day)])
    after = [_first(each) for number, each in others if number > place]
    return min([_last(fact) or date.max, *(day - timedelta(days=1) for day in after if day)])
