"""Which instruments wait for which: by a clause that names another, or by following what another says of amendments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.clause_parts import instruments_named
from igc_tracker.domain.instruments import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from igc_tracker.domain.instruments import Instrument


def hanging_on(ref: str, instruments: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """Return the instrument ``ref`` and all whose clauses wait for it at any depth, itself first."""
    by_ref = {each.ref: each for each in instruments}
    waiting: dict[str, list[str]] = {}
    for each in by_ref.values():
        named = [name for clause in each.clauses for name in instruments_named(clause.rule)]
        for name in dict.fromkeys([*named, *each.linked(Relation.AMENDS)]):
            waiting.setdefault(name, []).append(each.ref)
    found = [ref]
    for reached in found:
        found += [each for each in waiting.get(reached, ()) if each not in found]
    return tuple(by_ref[each] for each in found if each in by_ref)
