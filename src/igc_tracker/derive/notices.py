"""Notices by which a party leaves: which stand, and the day each counts from.

A note is written, sent and received. It counts from its receipt unless the clause says otherwise; where only its
dispatch is known, that day is taken and the result is marked as resting on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from igc_tracker.domain.clauses import Basis
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Fact, FactKind

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice of denunciation or withdrawal: the ``day`` it counts from, None if nothing is known of it.

    ``from_dispatch``: it counts from receipt, and only the day of dispatch is known. ``revoked`` is the fact that
    takes it back, if one was recorded.
    """

    fact: Fact
    day: PartialDate | None
    from_dispatch: bool
    revoked: Fact | None

    def stands_at(self, effect: PartialDate | None) -> bool | None:
        """Tell whether the notice was not revoked before its ``effect`` (VCLT article 68); None if that is open.

        A revocation counts where nobody knows the one day or the other.
        """
        if self.revoked is None:
            return True
        day, _ = notice_day(self.revoked, Basis.RECEIPT)
        if effect is None or day is None or day.ends_before(effect):
            return False
        after = day.earliest is not None and effect.latest is not None and day.earliest >= effect.latest
        return True if after else None


def notices_of(facts: Sequence[Fact], basis: Basis) -> tuple[Notice, ...]:
    """Return the notices among ``facts``, which are in order of day, each counting from ``basis``."""
    found = []
    for place, fact in enumerate(facts):
        if fact.kind is not FactKind.DENOUNCED:
            continue
        day, from_dispatch = notice_day(fact, basis)
        later = (each for each in facts[place + 1 :] if each.kind is FactKind.DENUNCIATION_REVOKED)
        revoked = next((each for each in later if each.party == fact.party), None)
        found.append(Notice(fact=fact, day=day, from_dispatch=from_dispatch, revoked=revoked))
    return tuple(found)


def notice_day(fact: Fact, basis: Basis) -> tuple[PartialDate | None, bool]:
    """Return the day a notice counts from, and whether that is its dispatch for want of its receipt."""
    match basis:
        case Basis.RECEIPT:
            only_sent = fact.received_on is None and fact.sent_on is not None and fact.on in (None, fact.sent_on)
            return fact.received_on or fact.on or fact.sent_on, only_sent
        case Basis.DISPATCH:
            return fact.sent_on or fact.on, False
        case Basis.NOTE_DATE:
            return fact.document_date or fact.on, False
