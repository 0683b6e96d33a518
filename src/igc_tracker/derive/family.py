"""Which instruments belong together: a base agreement and everything that amends, implements or follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.instruments import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from igc_tracker.domain.instruments import Instrument, Link

FOLLOWS = (Relation.AMENDS, Relation.SUPPLEMENTS, Relation.REPLACES, Relation.BASED_ON)
"""Ties that make an instrument part of another's life. One that only implements it has a life of its own."""


def base_of(instrument: Instrument, by_ref: Mapping[str, Instrument]) -> Instrument:
    """Return the instrument at the root of what this one amends, supplements, replaces or is based on."""
    seen = {instrument.ref}
    while True:
        parent = next((by_ref[ref] for ref in instrument.linked(*FOLLOWS) if ref in by_ref and ref not in seen), None)
        if parent is None:
            return instrument
        seen.add(parent.ref)
        instrument = parent


def family_of(base: Instrument, instruments: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """Return ``base`` and all that follows it at any depth, and what implements it directly; in register order."""
    instruments = tuple(instruments)
    members = {base.ref}
    grown = True
    while grown:
        followers = {each.ref for each in instruments if members.intersection(each.linked(*FOLLOWS))}
        grown = not followers <= members
        members |= followers
    members |= {each.ref for each in instruments if base.ref in each.linked(Relation.IMPLEMENTS)}
    return tuple(each for each in instruments if each.ref in members)


def families(hits: Sequence[Instrument], instruments: Sequence[Instrument]) -> tuple[tuple[Instrument, ...], ...]:
    """Return the families the ``hits`` lie in, base first, in the order of the hits; one inside another is left out."""
    by_ref = {each.ref: each for each in instruments}
    bases = list(dict.fromkeys(base_of(hit, by_ref).ref for hit in hits))
    found = {ref: family_of(by_ref[ref], instruments) for ref in bases}
    kept = [
        ref
        for ref in bases
        if not any(ref in _refs(found[other]) for other in bases if other != ref and _above(other, ref, found))
    ]
    return tuple((by_ref[ref], *(each for each in found[ref] if each.ref != ref)) for ref in kept)


def _refs(family: Iterable[Instrument]) -> set[str]:
    return {each.ref for each in family}


def _above(one: str, other: str, found: Mapping[str, tuple[Instrument, ...]]) -> bool:
    """Tell whether ``one`` stands above ``other``; of two in one another's family the first named stays."""
    return one not in _refs(found[other]) or list(found).index(one) < list(found).index(other)


def tie_to(base: Instrument, member: Instrument, family: Iterable[Instrument]) -> Link | None:
    """Return the closest tie of ``member`` to its family: to ``base`` where it has one, else to another member."""
    order = list(Relation)
    refs = _refs(family)
    ties = [link for link in member.links if link.to in refs and link.to != member.ref]
    return min(ties, key=lambda link: (link.to != base.ref, order.index(link.relation)), default=None)
