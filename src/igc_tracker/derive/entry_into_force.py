"""When an instrument enters into force, on what basis, and what is missing to say so.

Only a recorded entry into force is taken; what clauses make of the acts is computed elsewhere and never replaces it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LINKS, LinkStatus, PartyChain, best_fact
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty, Fact, FactKind
from igc_tracker.domain.instruments import ChainLink, ClauseTopic, Instrument

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class ForceState(StrEnum):
    """What can be said of entry into force."""

    IN_FORCE = "in-force"
    SCHEDULED = "scheduled"
    NOT_RECORDED = "not-recorded"
    NOT_APPLICABLE = "not-applicable"


class ForceBasis(StrEnum):
    """Where the date comes from."""

    RECORDED = "recorded"
    COMPUTED = "computed"


class MissingCode(StrEnum):
    """What would have to be recorded."""

    CLAUSE = "clause"
    ACT = "act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One input that is not there: the clause, or the act of ``party`` for ``link``; ``state`` open or unknown."""

    code: MissingCode
    party: str | None = None
    link: ChainLink | None = None
    state: LinkStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryIntoForce:
    """Exactly one of ``on`` and ``missing`` says something, save where force is not applicable."""

    state: ForceState
    on: PartialDate | None = None
    basis: ForceBasis | None = None
    certainty: Certainty | None = None
    settled: bool = True
    fact: str | None = None
    missing: tuple[Missing, ...] = ()


def derive_entry_into_force(
    instrument: Instrument, facts: Sequence[Fact], chains: Sequence[PartyChain], *, as_of: date
) -> EntryIntoForce:
    """Return what is known of the instrument's own entry into force on ``as_of``.

    ``facts`` are those counting on ``as_of``. A planned entry into force after ``as_of`` is scheduled, not in force.
    """
    recorded = best_fact(fact for fact in facts if fact.kind is FactKind.ENTERED_INTO_FORCE and fact.party is None)
    if recorded is not None:
        return EntryIntoForce(
            state=ForceState.IN_FORCE,
            on=recorded.on,
            basis=ForceBasis.RECORDED,
            certainty=recorded.certainty,
            settled=recorded.is_settled_on(as_of),
            fact=recorded.id,
        )
    if not instrument.is_treaty:
        return EntryIntoForce(state=ForceState.NOT_APPLICABLE)
    planned = latest_plan(facts, FactKind.ENTERED_INTO_FORCE, as_of=as_of)
    if planned is not None:
        return EntryIntoForce(
            state=ForceState.SCHEDULED,
            on=planned.planned_for,
            basis=ForceBasis.RECORDED,
            certainty=planned.certainty,
            settled=planned.is_settled_on(as_of),
            fact=planned.id,
        )
    return EntryIntoForce(state=ForceState.NOT_RECORDED, missing=_missing(instrument, chains))


def latest_plan(facts: Sequence[Fact], kind: FactKind, *, as_of: date) -> Fact | None:
    """Return the plan made last for an act of ``kind`` whose planned days are not all past on ``as_of``."""
    plans = [
        fact
        for fact in facts
        if fact.kind is FactKind.PLANNED
        and fact.planned_kind is kind
        and fact.planned_for is not None
        and not fact.planned_for.has_passed(as_of)
    ]
    return plans[-1] if plans else None


def _missing(instrument: Instrument, chains: Sequence[PartyChain]) -> tuple[Missing, ...]:
    missing = []
    if instrument.clause(ClauseTopic.ENTRY_INTO_FORCE) is None:
        missing.append(Missing(code=MissingCode.CLAUSE))
    # clearance is left out: it readies the signature and triggers nothing afterwards
    for link in LINKS[1:]:
        missing += [
            Missing(code=MissingCode.ACT, party=chain.party, link=link, state=chain.links[link].state)
            for chain in chains
            if not chain.links[link].is_passed
        ]
    return tuple(missing)
