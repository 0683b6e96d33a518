"""Where each party stands with each instrument, in one code: the table that depositaries of many treaties keep."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import COMPLETES, LinkStatus, PartyChain, facts_counting
from igc_tracker.derive.standing import ENDED, StandingCode
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Fact, FactKind
from igc_tracker.domain.instruments import ChainLink, Instrument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from igc_tracker.derive.standing import Standing


class GridCode(StrEnum):
    """What the grid says of a party and an instrument.

    NOTIFIED: its procedures are completed and the other side or the depositary has its note or instrument. SIGNED: it
    has signed, and nothing more is asked for. PENDING: signed, its note or instrument is still to come. DECLINED: it
    made clear that it will not become a party. NO_PARTY: it is not among the parties of that instrument. UNKNOWN:
    what it did is not recorded, which is not the same as that it did nothing.
    """

    NOTIFIED = "notified"
    SIGNED = "signed"
    PENDING = "pending"
    NOT_SIGNED = "not-signed"
    PROVISIONAL = "provisional"
    LEFT = "left"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    NO_PARTY = "no-party"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One party and one instrument. ``on`` is the day of what the code names, where there is one and it is recorded.

    ``settled`` is False where that rests on hearsay or may lie after the day looked from. ``in_force`` tells that the
    instrument is in force for the party on that day, ``in_force_settled`` whether that is as sure.
    """

    party: str
    code: GridCode
    on: PartialDate | None = None
    settled: bool = True
    in_force: bool = False
    in_force_settled: bool = True


def derive_grid_cells(
    instrument: Instrument,
    standing: Standing,
    *,
    force: Mapping[str, PartialDate],
    others: Mapping[str, Instrument] | None = None,
) -> tuple[GridCell, ...]:
    """Return one cell for each party of the instrument, in the order of its cover sheet.

    ``force`` is the day the instrument entered or enters into force for each party of which that can be told;
    ``others`` are the instruments its clauses may refer to, by ref.
    """
    as_of = standing.as_of
    facts = facts_counting(instrument, as_of=as_of)
    left = _left(instrument, standing, facts, others=others or {})
    alive = standing.code in (StandingCode.IN_FORCE, StandingCode.SUSPENDED)
    cells = []
    for chain in standing.chains:
        on = force.get(chain.party)
        in_force = alive and chain.party not in left and on is not None and on.has_passed(as_of)
        applied = None if in_force or standing.code in ENDED else _applied(chain, standing, facts)
        cell = left.get(chain.party) or _cell(chain, applied=applied)
        settled = not in_force or standing.entry_into_force.settled
        cells.append(replace(cell, in_force=in_force, in_force_settled=settled))
    return tuple(cells)


def _cell(chain: PartyChain, *, applied: GridCell | None) -> GridCell:
    signed, consent, sent = (chain.links[link] for link in (ChainLink.SIGNED, ChainLink.CONSENT, ChainLink.SENT))
    if sent.state is LinkStatus.DONE:
        return GridCell(party=chain.party, code=GridCode.NOTIFIED, on=sent.on, settled=sent.settled)
    if sent.state is LinkStatus.NOT_REQUIRED and signed.state is LinkStatus.DONE:
        return GridCell(party=chain.party, code=GridCode.SIGNED, on=signed.on, settled=signed.settled)
    if chain.declined is not None:
        declined = chain.declined
        return GridCell(party=chain.party, code=GridCode.DECLINED, on=declined.on, settled=declined.is_confirmed)
    if applied is not None:
        return applied
    code, settled = GridCode.UNKNOWN, True
    if signed.state is LinkStatus.OPEN:
        code = GridCode.NOT_SIGNED
    elif signed.is_behind and LinkStatus.OPEN in (consent.state, sent.state):
        code, settled = GridCode.PENDING, signed.settled
    return GridCell(party=chain.party, code=code, settled=settled)


def _applied(chain: PartyChain, standing: Standing, facts: Sequence[Fact]) -> GridCell | None:
    """Return the cell of a party that applies the instrument provisionally, by record or by its clause."""
    kinds = (FactKind.PROVISIONALLY_APPLIED, FactKind.PROVISIONAL_APPLICATION_ENDED)
    recorded = [fact for fact in facts if fact.kind in kinds]
    own = [fact for fact in recorded if fact.party in (None, chain.party)]
    if own and own[-1].kind is FactKind.PROVISIONALLY_APPLIED:
        last = own[-1]
        settled = last.is_settled_on(standing.as_of)
        return GridCell(party=chain.party, code=GridCode.PROVISIONAL, on=last.effective_on or last.on, settled=settled)
    by_clause = standing.code is StandingCode.PROVISIONALLY_APPLIED and not recorded
    if by_clause and chain.links[ChainLink.SIGNED].is_behind:
        return GridCell(party=chain.party, code=GridCode.PROVISIONAL)
    return None


_BILATERAL = 2
_BACK = COMPLETES[ChainLink.CONSENT] | COMPLETES[ChainLink.SENT]


def _left(
    instrument: Instrument, standing: Standing, facts: Sequence[Fact], *, others: Mapping[str, Instrument]
) -> dict[str, GridCell]:
    """Return the cells of the parties that have left: by a notice that has taken effect, or by taking back what binds.

    A notice ends a treaty between two as a whole; there nobody leaves alone. Without a clause on withdrawal and
    without a recorded day of effect a notice is not known to have had any.
    """
    leaving = [fact for fact in facts if fact.kind in _LEAVING and fact.party is not None]
    if not leaving or len(instrument.parties) <= _BILATERAL:
        return {}
    from igc_tracker.derive.bound import derive_bound

    as_of = standing.as_of
    bound = derive_bound(instrument, facts, as_of=as_of, force=standing.entry_into_force.on, others=others)
    found = {
        party: GridCell(party=party, code=GridCode.LEFT, on=period.until, settled=_is_confirmed(facts, period.because))
        for party, period in bound.items()
        if period.own and period.is_over(as_of)
    }
    for fact in leaving:
        on = fact.effective_on or (fact.on if fact.kind is FactKind.INSTRUMENT_WITHDRAWN else None)
        came_back = any(each.party == fact.party and each.kind in _BACK for each in facts[facts.index(fact) + 1 :])
        revoked = any(
            each.party == fact.party and each.kind is FactKind.DENUNCIATION_REVOKED
            for each in facts[facts.index(fact) + 1 :]
        )
        if fact.party is None or on is None or revoked or came_back or not on.has_passed(as_of):
            continue
        found[fact.party] = GridCell(party=fact.party, code=GridCode.LEFT, on=on, settled=fact.is_confirmed)
    return found


_LEAVING = (FactKind.DENOUNCED, FactKind.INSTRUMENT_WITHDRAWN, FactKind.TERMINATED)


def _is_confirmed(facts: Sequence[Fact], fact: str | None) -> bool:
    return all(each.is_confirmed for each in facts if each.id == fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One instrument: a cell for each party of the grid, in its order."""

    ref: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Instruments by parties: rows by day of signature, unsigned ones last; parties as asked for, else by code."""

    parties: tuple[str, ...]
    rows: tuple[GridRow, ...]
