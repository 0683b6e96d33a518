"""What must happen next, who holds it up, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LINKS, LinkStatus, PartyChain, facts_counting
from igc_tracker.derive.entry_into_force import latest_plan
from igc_tracker.derive.standing import SETTLED, Standing
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ChainLink, Instrument

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A party that has not done ``link`` (open), or of which it is not recorded (unknown).

    ``since`` is the day of the link it did last, ``days`` counts from there to ``as_of``; None where that is no
    single day.
    """

    party: str
    link: ChainLink
    state: LinkStatus
    after: ChainLink | None = None
    since: PartialDate | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The link to be completed next. ``party`` None: by all parties, or not known to be only one.

    ``planned_for`` is the latest plan for it that is not past; ``waiting`` names each party's own next link.
    """

    link: ChainLink
    party: str | None
    planned_for: PartialDate | None
    waiting: tuple[Waiting, ...]


def derive_next(instrument: Instrument, standing: Standing) -> NextStep | None:
    """Return the next step towards entry into force, or None if none is due."""
    if standing.code in SETTLED:
        return None
    waiting = tuple(
        found
        for chain in standing.chains
        if chain.declined is None  # of a State that will not join nothing is waited for
        and (found := _first_undone(chain, standing.chains, as_of=standing.as_of)) is not None
    )
    if not waiting:
        return None
    link = min((item.link for item in waiting), key=LINKS.index)
    holding = [item.party for item in waiting if item.link is link]
    planned_for = None
    if link is ChainLink.SIGNED:
        facts = facts_counting(instrument, as_of=standing.as_of)
        plan = latest_plan(facts, FactKind.SIGNED, as_of=standing.as_of)
        planned_for = plan.planned_for if plan else None
    return NextStep(
        link=link, party=holding[0] if len(holding) == 1 else None, planned_for=planned_for, waiting=waiting
    )


def _first_undone(chain: PartyChain, chains: tuple[PartyChain, ...], *, as_of: date) -> Waiting | None:
    signed_by_any = any(each.links[ChainLink.SIGNED].is_behind for each in chains)
    last_done: ChainLink | None = None
    for link in LINKS:
        state = chain.links[link]
        if state.state is LinkStatus.DONE:
            last_done = link
        # clearance readies a signature; once somebody has signed it is the signature that is waited for
        if state.is_behind or (link is ChainLink.CLEARED and signed_by_any):
            continue
        done_on = chain.links[last_done].on if last_done else None
        day = done_on.day if done_on else None
        return Waiting(
            party=chain.party,
            link=link,
            state=state.state,
            after=last_done,
            since=done_on,
            days=(as_of - day).days if day else None,
        )
    return None
