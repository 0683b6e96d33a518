"""`igc commission edit`: what was learned of a commission later: its co-chairs, how often it meets, what set it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from igc_tracker.actions.commission_saved import CommissionSavedAnswer, SavedKind, read_provisions, saved
from igc_tracker.actions.find_commissions import find_commission
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.domain.commissions import Frequency
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import NotACommissionPartyError
from igc_tracker.domain.facts import Certainty

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What is said of a commission now: texts and co-chairs take the place of the old ones, lists are added to."""

    titles: Mapping[str, str] = field(default_factory=dict)
    short_titles: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    co_chairs: Mapping[str, str] = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    months: int | None = None
    at_risk_days: int | None = None
    instruments: tuple[str, ...] = ()
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED


def edit_commission(store: RegisterStore, name: str, learned: Learned, invocation: Invocation) -> CommissionSavedAnswer:
    """Save what was learned; the journal keeps what stood there before."""
    with store.writing(invocation) as writing:
        register = writing.register
        before = find_commission(register, name)
        for party in learned.co_chairs:
            if party not in before.parties:
                raise NotACommissionPartyError(party=party, ref=before.ref, parties=", ".join(before.parties))
        basis = tuple(dict.fromkeys((*before.basis, *read_provisions(register, learned.basis))))
        frequency = before.frequency
        if learned.months is not None:
            frequency = Frequency(
                months=learned.months,
                provision=basis[-1] if learned.basis else None,
                source=learned.source,
                certainty=learned.certainty,
            )
        instruments = (find_one(register, each).ref for each in learned.instruments)
        after = replace(
            before,
            titles={**before.titles, **learned.titles},
            short_titles={**before.short_titles, **learned.short_titles},
            aliases=tuple(dict.fromkeys((*before.aliases, *learned.aliases))),
            co_chairs={**before.co_chairs, **learned.co_chairs},
            basis=basis,
            frequency=frequency,
            at_risk_days=before.at_risk_days if learned.at_risk_days is None else learned.at_risk_days,
            instruments=tuple(dict.fromkeys((*before.instruments, *instruments))),
            sources=tuple(dict.fromkeys((*before.sources, *([learned.source] if learned.source else [])))),
        )
        if after != before:
            writing.save(after, expected=before)
    return saved(register, before, after, kind=SavedKind.COMMISSION, today=invocation.today, is_new=after != before)
