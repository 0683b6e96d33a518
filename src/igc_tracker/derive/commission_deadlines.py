"""The dates of a commission that are coming, and those that were missed: its next session, and what is owed to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.derive.action_items import DueBasis, ItemState
from igc_tracker.derive.deadlines import Deadline, DeadlineCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from igc_tracker.derive.action_items import ItemStanding
    from igc_tracker.derive.commissions import NextSession
    from igc_tracker.domain.dates import PartialDate


def commission_deadlines(
    ref: str, following: NextSession, items: Iterable[ItemStanding], *, as_of: date
) -> Iterator[Deadline]:
    """Yield the day of the next session and the due dates of items that are open."""
    if following.planned_for is not None:
        yield from _on(
            ref,
            DeadlineCode.SESSION,
            following.planned_for,
            missed=following.late_by_plan is not None,
            fact=following.event,
            number=following.number,
        )
    if following.due is not None and not (following.planned_for and following.late_by_frequency is None):
        yield from _on(
            ref,
            DeadlineCode.SESSION_OWED,
            following.due,
            missed=following.late_by_frequency is not None,
            computed=True,
            number=following.number,
        )
    for item in items:
        if not item.is_open or item.due is None:
            continue
        at_session = item.due.basis in (DueBasis.SESSION_HELD, DueBasis.SESSION_PLANNED)
        for due in _on(
            ref,
            DeadlineCode.ACTION_ITEM,
            item.due.on,
            missed=item.state is ItemState.OVERDUE,
            computed=at_session,
            fact=item.id,
            party=item.party,
        ):
            passed = (due.last or due.on) < as_of
            if due.missed or not passed:  # due at a session that is late: the session is told instead
                yield replace(due, text=item.text)


def _on(
    ref: str,
    code: DeadlineCode,
    on: PartialDate,
    *,
    missed: bool,
    computed: bool = False,
    fact: str | None = None,
    party: str | None = None,
    number: int | None = None,
) -> Iterator[Deadline]:
    first = on.earliest or on.latest
    if first is None:
        return
    yield Deadline(
        ref=ref,
        code=code,
        on=first,
        last=on.latest if on.day is None else None,
        party=party,
        computed=computed,
        missed=missed,
        fact=fact,
        number=number,
    )
