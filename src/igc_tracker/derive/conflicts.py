"""Where sources say different things. Both sides stay in the register, side by side, until one is struck."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from igc_tracker.domain.facts import REPEATABLE, Fact, FactKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictFound:
    """One conflict: in the words of whoever noticed it, or two facts of one ``kind`` that cannot both be right."""

    text: str | None
    facts: tuple[str, ...]
    kind: FactKind | None = None
    party: str | None = None


def derive_conflicts(instrument: Instrument, facts: Sequence[Fact], *, as_of: date) -> tuple[ConflictFound, ...]:
    """Return the conflicts that show on ``as_of``; ``facts`` are those counting then.

    A noted conflict shows once all facts it names count, or, naming none, from the day the instrument was recorded.
    """
    counting = {fact.id for fact in facts}
    noted = [
        ConflictFound(text=conflict.text, facts=conflict.facts)
        for conflict in instrument.conflicts
        if (counting.issuperset(conflict.facts) if conflict.facts else instrument.recorded_at.date() <= as_of)
    ]
    said = {frozenset(conflict.facts) for conflict in noted}
    once = [fact for fact in facts if fact.kind not in REPEATABLE and fact.on is not None]
    for one, other in combinations(once, 2):
        same_act = one.kind is other.kind and (one.party == other.party or None in (one.party, other.party))
        if same_act and _exclude(one, other) and not _begins_anew(one, other, facts) and {one.id, other.id} not in said:
            noted.append(
                ConflictFound(text=None, facts=(one.id, other.id), kind=one.kind, party=one.party or other.party)
            )
    return tuple(noted)


def derive_project_conflicts(project: Project, *, as_of: date) -> tuple[ConflictFound, ...]:
    """Return a project's noted conflicts that show on ``as_of``; as for an instrument's."""
    counting = {milestone.id for milestone in project.milestones if milestone.counts_on(as_of)}
    return tuple(
        ConflictFound(text=conflict.text, facts=conflict.facts)
        for conflict in project.conflicts
        if (counting.issuperset(conflict.facts) if conflict.facts else project.recorded_at.date() <= as_of)
    )


def _begins_anew(one: Fact, other: Fact, facts: Sequence[Fact]) -> bool:
    """Tell whether the first of two acts was taken back before the second was done."""
    first, second = sorted((one.on, other.on), key=lambda on: on.order if on else ())
    if first is None or second is None:
        return False
    taken_back = [fact.on for fact in facts if fact.kind is FactKind.INSTRUMENT_WITHDRAWN and fact.party == one.party]
    return any(on and not on.ends_before(first) and not second.ends_before(on) for on in taken_back)


def _exclude(one: Fact, other: Fact) -> bool:
    return one.on is not None and other.on is not None and not one.on.overlaps(other.on)
