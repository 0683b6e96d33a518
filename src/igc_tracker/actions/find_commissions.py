"""From what people type to commissions, their meetings and their action items."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from igc_tracker.derive.search import begins_words, fold
from igc_tracker.domain.errors import (
    AmbiguousCommissionError,
    CommissionNotFoundError,
    ItemNotFoundError,
    MeetingNotFoundError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.domain.commissions import ActionItem, Commission
    from igc_tracker.domain.register import Meeting, Register


def find_commission(register: Register, name: str) -> Commission:
    """Return the commission ``name`` names: its ref, an alias, or words that begin words of its ref, aliases or titles.

    Raises AmbiguousCommissionError with the choices, or CommissionNotFoundError with what comes near.
    """
    exact = next((each for each in register.commissions if each.ref == name), None)
    if exact is not None:
        return exact
    wanted = fold(name)
    by_alias = [each for each in register.commissions if wanted and wanted in map(fold, each.aliases)]
    by_words = [each for each in register.commissions if begins_words(name, _names(each))]
    for hits in (by_alias, by_words):
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise AmbiguousCommissionError(name, tuple(each.ref for each in hits))
    names = {fold(one): each.ref for each in register.commissions for one in (*each.aliases, each.ref)}
    close = get_close_matches(wanted, names, n=3)
    raise CommissionNotFoundError(name, tuple(dict.fromkeys(names[each] for each in close)))


def _names(commission: Commission) -> tuple[str, ...]:
    return (commission.ref, *commission.aliases, *commission.short_titles.values(), *commission.titles.values())


def meetings_of(register: Register, commission: Commission) -> tuple[Meeting, ...]:
    """Return the meetings that name the commission, as recorded."""
    return tuple(each for each in register.meetings if each.commission == commission.ref)


def find_meeting(register: Register, commission: Commission, name: str) -> Meeting:
    """Return the commission's meeting with this number or ref; raise MeetingNotFoundError."""
    meetings = meetings_of(register, commission)
    found = known_meeting(meetings, name)
    if found is None:
        known = tuple(str(each.number) if each.number is not None else each.ref for each in meetings)
        raise MeetingNotFoundError(commission.ref, name, known)
    return found


def known_meeting(meetings: Sequence[Meeting], name: str) -> Meeting | None:
    """Return the meeting with this ref, or the session with this number; None if there is none."""
    wanted = name.strip()
    by_ref = next((each for each in meetings if each.ref == wanted), None)
    number = wanted.lstrip("0")
    return by_ref or next((each for each in meetings if each.number is not None and str(each.number) == number), None)


def find_item(commission: Commission, item_id: str) -> ActionItem:
    """Return the action item with this id, or the only one whose id begins so; raise ItemNotFoundError."""
    exact = [each for each in commission.items if each.id == item_id]
    begins = [each for each in commission.items if item_id and each.id.startswith(item_id)]
    found = exact or begins
    if len(found) == 1:
        return found[0]
    near = [each.id for each in begins] or get_close_matches(item_id, [each.id for each in commission.items])
    raise ItemNotFoundError(commission.ref, item_id, tuple(near[:3]))
