"""What a report tells of commissions: sessions of the period, what was done and added in it, what is owed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.describe_commissions import CommissionStatus, about, describe_commissions
from igc_tracker.derive.action_items import ItemStanding, ItemState
from igc_tracker.derive.attention import NEAR, Attention, AttentionCode
from igc_tracker.derive.commission_deadlines import commission_deadlines
from igc_tracker.derive.commissions import MeetingStanding, MeetingState
from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.derive.search import fold
from igc_tracker.domain.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from igc_tracker.actions.describe_commissions import Described
    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.derive.period import Period
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionNews:
    """A commission at the end of a period: ``commission`` with its items, and what the period brought.

    ``held`` are its meetings in the period; ``done``, ``added`` and ``fell_due`` are ids of items that were done in it,
    agreed in it, or became overdue in it.
    """

    commission: CommissionStatus
    held: tuple[MeetingStanding, ...]
    done: tuple[str, ...]
    added: tuple[str, ...]
    fell_due: tuple[str, ...]


def report_commissions(  # what the report is cut to
    register: Register,
    period: Period,
    *,
    refs: Collection[str] | None,
    party: str | None,
    body: str | None,
    commission: str | None,
    hidden: Collection[str],
) -> tuple[CommissionNews, ...]:
    """Return the commissions a report tells of; ``refs`` None: whatever they are about.

    A report for one ``body`` tells of those to which it owes something.
    """
    if not register.commissions:
        return ()
    now = describe_commissions(register, as_of=period.last, hidden=hidden)
    eve = {each.status.ref: each for each in describe_commissions(register, as_of=period.eve, hidden=hidden)}
    found = []
    for each in now:
        status = each.status
        if commission not in (None, status.ref) or (party is not None and party not in status.parties):
            continue
        if refs is not None and commission is None:
            cut = about(each, refs)
            if cut is None:
                continue
            status = cut
        items = tuple(item for item in status.items if _concerns(item, party, body))
        if not items and (body is not None or not each.meetings):
            continue
        found.append(_news(replace(status, items=items), each, eve[status.ref]))
    return tuple(found)


def _news(status: CommissionStatus, now: Described, eve: Described) -> CommissionNews:
    before = {each.id: each.state for each in eve.status.items}
    held_before = {each.ref for each in eve.meetings if each.state is MeetingState.HELD}

    def became(state: ItemState) -> tuple[str, ...]:
        return tuple(each.id for each in status.items if each.state is state and before.get(each.id) is not state)

    return CommissionNews(
        commission=status,
        held=tuple(
            each
            for each in now.meetings
            if each.state is MeetingState.HELD and each.on is not None and each.ref not in held_before
        ),
        done=became(ItemState.DONE),
        added=tuple(each.id for each in status.items if each.id not in before),
        fell_due=became(ItemState.OVERDUE),
    )


def _concerns(item: ItemStanding, party: str | None, body: str | None) -> bool:
    if party is not None and item.party not in (None, party):
        return False
    return body is None or fold(body) in fold(item.owner or "")


def deadlines_of(news: Sequence[CommissionNews], period: Period) -> tuple[Deadline, ...]:
    """Return the commissions' dates, missed ones too."""
    return tuple(
        due
        for each in news
        for due in commission_deadlines(
            each.commission.ref, each.commission.next, each.commission.items, as_of=period.last
        )
    )


def attention_of(news: Sequence[CommissionNews], deadlines: Sequence[Deadline], period: Period) -> Iterator[Attention]:
    """Yield the sessions that are late or near, and of each commission's items the longest late and the near ones."""
    owners = {(each.commission.ref, item.id): item.owner for each in news for item in each.commission.items}
    late = [due for due in deadlines if due.missed and due.code is DeadlineCode.ACTION_ITEM]
    late.sort(key=lambda due: (due.last or due.on, due.fact or ""))
    longest = {due.ref: due for due in reversed(late)}
    for due in deadlines:
        is_item = due.code is DeadlineCode.ACTION_ITEM
        left = (((due.last or due.on) if due.missed else due.on) - period.last).days
        # an item due at a session that is near: the session itself is told
        wanted = (
            longest[due.ref] is due if due in late else due.missed or (left <= NEAR and not (is_item and due.computed))
        )
        if wanted:
            yield Attention(
                code=AttentionCode.OVERDUE if due.missed else AttentionCode.SOON,
                ref=due.ref,
                days=-left if due.missed else left,
                parties=(due.party,) if due.party else (),
                deadline=due,
                body=owners.get((due.ref, due.fact or "")),
                others=sum(each.ref == due.ref for each in late) - 1 if due in late else 0,
            )
