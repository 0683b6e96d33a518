"""One commission as every answer shows it: its sessions, the next one, what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import title_in_all
from igc_tracker.derive.action_items import ItemStanding, ItemState, item_standings
from igc_tracker.derive.commissions import (
    MeetingStanding,
    NextSession,
    last_session,
    meeting_standings,
    next_session,
)
from igc_tracker.domain.commissions import AT_RISK_DAYS, Frequency, Provision
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.findings import Finding, Severity
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.register import Meeting, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionStatus:
    """Where one commission stands on the day asked for.

    ``title`` has a key for each language, None where no title is recorded. ``instruments`` are the refs it looks after,
    was set up by, or has decided on. ``last`` is the last session held, None if none is known. ``counts`` tells how
    many action items are in each state, ``items`` holds them, the most pressing first; where an answer is about certain
    instruments, only those about these that are open or disputed.
    """

    ref: str
    title: Mapping[str, str | None]
    short_title: Text
    parties: tuple[str, ...]
    co_chairs: Mapping[str, str]
    parent: str | None
    sub_bodies: tuple[str, ...]
    basis: tuple[Provision, ...]
    frequency: Frequency | None
    at_risk_days: int
    instruments: tuple[str, ...]
    last: MeetingStanding | None
    next: NextSession
    counts: Mapping[ItemState, int]
    items: tuple[ItemStanding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A commission, and its meetings in order."""

    status: CommissionStatus
    meetings: tuple[MeetingStanding, ...]


def describe_commission(
    register: Register, commission: Commission, *, as_of: date, meetings: Sequence[Meeting] | None = None
) -> Described:
    """Return where a commission stands; ``meetings`` are those of the register, unless others are given."""
    held = register.meetings if meetings is None else meetings
    own = [each for each in held if each.commission == commission.ref]
    seen = meeting_standings(own, as_of=as_of)
    items = item_standings(commission, seen, as_of=as_of)
    states = [each.state for each in items]
    status = CommissionStatus(
        ref=commission.ref,
        title=title_in_all(commission.titles),
        short_title=commission.short_titles,
        parties=commission.parties,
        co_chairs=commission.co_chairs,
        parent=commission.parent,
        sub_bodies=tuple(each.ref for each in register.commissions if each.parent == commission.ref),
        basis=commission.basis,
        frequency=commission.frequency,
        at_risk_days=AT_RISK_DAYS if commission.at_risk_days is None else commission.at_risk_days,
        instruments=_instruments(commission, seen, items),
        last=last_session(seen),
        next=next_session(commission, seen, as_of=as_of),
        counts={state: number for state in ItemState if (number := states.count(state))},
        items=items,
    )
    return Described(status=status, meetings=seen)


def describe_commissions(register: Register, *, as_of: date, hidden: Collection[str] = ()) -> tuple[Described, ...]:
    """Return every commission on record; what is about an instrument among ``hidden`` is left out."""
    return tuple(without(describe_commission(register, each, as_of=as_of), hidden) for each in register.commissions)


def about(described: Described, refs: Collection[str], projects: Collection[str] = ()) -> CommissionStatus | None:
    """Return the commission as far as it is about certain instruments or projects: None if it is not, or not yet.

    Of its items only those about them are told that are open, or on which reports differ.
    """
    status = described.status
    items = tuple(
        each
        for each in status.items
        if (each.is_open or each.against) and is_about(each.provisions, each.projects, refs, projects)
    )
    if not items and (set(refs).isdisjoint(status.instruments) or not described.meetings):
        return None
    return replace(status, items=items)


def is_about(
    provisions: tuple[Provision, ...], about_projects: tuple[str, ...], refs: Collection[str], projects: Collection[str]
) -> bool:
    """Tell whether what names these provisions and projects is about one of certain instruments or projects."""
    return any(each.instrument in refs for each in provisions) or any(each in projects for each in about_projects)


def item_findings(status: CommissionStatus) -> Iterator[Finding]:
    """Yield what is wrong with the counts of a commission's items."""
    for item in status.items:
        if item.exceeds:
            yield Finding(
                code="count-exceeds-total",
                severity=Severity.WARNING,
                ref=status.ref,
                facts=tuple(each.id for each in item.reports if each.done is not None),
                values={"item": item.id},
            )


def _instruments(
    commission: Commission, meetings: tuple[MeetingStanding, ...], items: tuple[ItemStanding, ...]
) -> tuple[str, ...]:
    named = [*commission.instruments, *(each.instrument for each in commission.basis)]
    named += [part.instrument for each in meetings for decision in each.decisions for part in decision.provisions]
    named += [part.instrument for each in items for part in each.provisions]
    return tuple(dict.fromkeys(named))


def without(described: Described, hidden: Collection[str]) -> Described:
    """Return the commission without what is about one of ``hidden`` instruments."""
    if not hidden:
        return described

    def shown(provisions: tuple[Provision, ...]) -> bool:
        return all(each.instrument not in hidden for each in provisions)

    def bare(meeting: MeetingStanding) -> MeetingStanding:
        return replace(meeting, decisions=tuple(each for each in meeting.decisions if shown(each.provisions)))

    status = described.status
    items = tuple(each for each in status.items if shown(each.provisions))
    states = [each.state for each in items]
    return Described(
        status=replace(
            status,
            basis=tuple(each for each in status.basis if each.instrument not in hidden),
            instruments=tuple(ref for ref in status.instruments if ref not in hidden),
            last=bare(status.last) if status.last is not None else None,
            counts={state: number for state in ItemState if (number := states.count(state))},
            items=items,
        ),
        meetings=tuple(bare(each) for each in described.meetings),
    )
