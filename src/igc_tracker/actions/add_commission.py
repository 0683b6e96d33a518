"""`igc commission add`: a new commission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from igc_tracker.actions.add_instrument import FEWEST_PARTIES
from igc_tracker.actions.commission_saved import CommissionSavedAnswer, SavedKind, read_provisions, saved
from igc_tracker.actions.find_commissions import find_commission
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.derive.search import romanise
from igc_tracker.domain.commissions import Commission, Frequency
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import (
    BadReferenceError,
    DuplicateCommissionError,
    NotACommissionPartyError,
    NoTitleError,
    TooFewPartiesError,
)
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.references import is_ref

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore

_LONGEST_REF = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCommission:
    """What is said of a new commission.

    ``basis`` and ``instruments`` are as typed, REF or REF:ARTICLE. Without ``parties`` a sub-body has those of its
    parent. ``ref`` None is made from the title; ``months`` None: the frequency is not known.
    """

    titles: Mapping[str, str]
    ref: str | None = None
    short_titles: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    co_chairs: Mapping[str, str] = field(default_factory=dict)
    parent: str | None = None
    basis: tuple[str, ...] = ()
    months: int | None = None
    at_risk_days: int | None = None
    instruments: tuple[str, ...] = ()
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED


def add_commission(store: RegisterStore, new: NewCommission, invocation: Invocation) -> CommissionSavedAnswer:
    """Add a commission; raise a BadValueError for one that cannot stand."""
    titles = {language: title.strip() for language, title in new.titles.items() if title.strip()}
    if not titles:
        raise NoTitleError
    with store.writing(invocation) as writing:
        register = writing.register
        parent = find_commission(register, new.parent) if new.parent else None
        parties = new.parties or (parent.parties if parent else ())
        ref = new.ref or _made_of(titles)
        basis = read_provisions(register, new.basis)
        if not is_ref(ref):
            raise BadReferenceError(ref=ref)
        if any(each.ref == ref for each in register.commissions):
            raise DuplicateCommissionError(ref=ref)
        if len(set(parties)) < FEWEST_PARTIES:
            raise TooFewPartiesError
        for party in new.co_chairs:
            if party not in parties:
                raise NotACommissionPartyError(party=party, ref=ref, parties=", ".join(parties))
        commission = Commission(
            ref=ref,
            titles=titles,
            short_titles=new.short_titles,
            aliases=new.aliases,
            parties=parties,
            co_chairs=new.co_chairs,
            parent=parent.ref if parent else None,
            basis=basis,
            frequency=Frequency(
                months=new.months,
                provision=basis[0] if basis else None,
                source=new.source,
                certainty=new.certainty,
            )
            if new.months is not None
            else None,
            at_risk_days=new.at_risk_days,
            instruments=tuple(dict.fromkeys(find_one(register, each).ref for each in new.instruments)),
            sources=(new.source,) if new.source else (),
            recorded_at=invocation.at,
            recorded_by=invocation.by,
        )
        writing.add(commission)
    return saved(register, commission, commission, kind=SavedKind.COMMISSION, today=invocation.today)


def _made_of(titles: Mapping[str, str]) -> str:
    words = [word for word in romanise(next(iter(titles.values()))).split() if word.isascii()]
    stem = ""
    for word in words:
        if len(stem) + len(word) >= _LONGEST_REF:
            break
        stem = f"{stem}-{word}".strip("-")
    return stem or "commission"
