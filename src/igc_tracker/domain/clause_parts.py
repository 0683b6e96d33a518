"""What the rule of a final clause names: the parties it counts, the instruments it hangs on."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from igc_tracker.domain.clauses import (
    Deposits,
    ForceRule,
    OtherEnded,
    OtherInForce,
    PartiesOf,
    Rule,
    TacitAcceptance,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def parties_named(rule: Rule | None) -> tuple[str, ...]:
    """Return the codes of all parties a rule names, in order."""
    found: list[str] = []
    for part in _parts(rule):
        if isinstance(part, Deposits | PartiesOf):
            found += [*part.include, *part.exclude]
        if isinstance(part, Deposits):
            found += part.only_since or ()
            found += [party for group in part.groups for party in group.parties]
        if isinstance(part, Deposits | TacitAcceptance):
            found += [party for share in part.shares for party in share.weights or ()]
    return tuple(dict.fromkeys(found))


def instruments_named(rule: Rule | None) -> tuple[str, ...]:
    """Return the refs of all instruments a rule hangs on, in order."""
    found: list[str | None] = []
    for part in _parts(rule):
        if isinstance(part, OtherInForce | OtherEnded | PartiesOf | TacitAcceptance):
            found.append(part.ref)
        elif isinstance(part, ForceRule):
            found.append(part.after)
    return tuple(dict.fromkeys(ref for ref in found if ref))


def counts_for(rule: Rule, party: str, *, short: Collection[str | None] | None) -> bool:
    """Tell whether the instrument of ``party`` would help to meet a rule that counts instruments.

    ``short`` are the labels of the groups and shares that are not reached yet; None: instruments of any party are.
    """
    for part in _parts(rule):
        if isinstance(part, Deposits | PartiesOf) and party in part.exclude:
            return False
    if short is None:
        return True
    counting = [part for part in _parts(rule) if isinstance(part, Deposits)]
    named = {member for part in counting for group in part.groups for member in group.parties}
    for part in counting:
        groups = [group for group in part.groups if group.label in short]
        if any(party in group.parties if group.parties else party not in named for group in groups):
            return True
        if any((share.weights or {}).get(party) for share in part.shares if share.label in short):
            return True
    return False


def _parts(value: object) -> Iterator[object]:
    """Yield a rule and all conditions in it."""
    if isinstance(value, tuple):
        for each in value:
            yield from _parts(each)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from _parts(getattr(value, field.name))
