"""Where an instrument stands on a day: the one entry point to what is derived about one instrument."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus, PartyChain, about_the_whole, derive_chains, facts_counting
from igc_tracker.derive.ending import computed_end, recorded_end
from igc_tracker.derive.entry_into_force import EntryIntoForce, ForceState, derive_entry_into_force
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.facts import PROCEDURE_KINDS, Fact, FactKind
from igc_tracker.domain.instruments import ChainLink, Instrument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class StandingCode(StrEnum):
    """The stages of an instrument's life, in order.

    ACTS_COMPLETE: every act is recorded, the entry into force is not. ADOPTED is the standing of what is no treaty.
    """

    PROPOSED = "proposed"
    UNDER_NEGOTIATION = "under-negotiation"
    TEXT_AGREED = "text-agreed"
    INITIALLED = "initialled"
    CLEARANCE_PENDING = "clearance-pending"
    READY_FOR_SIGNATURE = "ready-for-signature"
    PARTLY_SIGNED = "partly-signed"
    SIGNED = "signed"
    CONSENT_PENDING = "consent-pending"
    NOTIFICATION_PENDING = "notification-pending"
    ACTS_COMPLETE = "acts-complete"
    ENTRY_INTO_FORCE_SCHEDULED = "entry-into-force-scheduled"
    PROVISIONALLY_APPLIED = "provisionally-applied"
    IN_FORCE = "in-force"
    ADOPTED = "adopted"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    ABANDONED = "abandoned"


ENDED = frozenset({StandingCode.TERMINATED, StandingCode.EXPIRED, StandingCode.SUPERSEDED, StandingCode.ABANDONED})
SETTLED = ENDED | {StandingCode.IN_FORCE, StandingCode.ADOPTED, StandingCode.SUSPENDED}
"""Standings in which no next step towards entry into force is due."""

_END_KINDS = {
    FactKind.TERMINATED: StandingCode.TERMINATED,
    FactKind.EXPIRED: StandingCode.EXPIRED,
    FactKind.SUPERSEDED: StandingCode.SUPERSEDED,
    FactKind.ABANDONED: StandingCode.ABANDONED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one instrument stands on ``as_of``, and why.

    ``code`` takes every counting fact at its word. Where that rests on facts which are unconfirmed, or whose day may
    lie after ``as_of``, ``rests_on`` names them and ``otherwise`` is the standing without them (None: no instrument
    yet).
    """

    ref: str
    as_of: date
    code: StandingCode
    chains: tuple[PartyChain, ...]
    entry_into_force: EntryIntoForce
    otherwise: StandingCode | None = None
    rests_on: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Tell whether the standing holds without any unconfirmed fact."""
        return not self.rests_on


def derive_standing(
    instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument] | None = None
) -> Standing | None:
    """Return where the instrument stands on ``as_of`` (inclusive), or None if nothing of it exists yet.

    An instrument exists from its first counting fact, at the latest from the day it was recorded.
    """
    facts = facts_counting(instrument, as_of=as_of)
    if not exists(instrument, facts, as_of=as_of):
        return None
    code, chains, force = _derive(instrument, facts, as_of=as_of, others=others)

    def code_without(doubted: Sequence[Fact]) -> StandingCode | None:
        rest = tuple(fact for fact in facts if fact not in doubted)
        return _derive(instrument, rest, as_of=as_of, others=others)[0] if rest else None

    doubted = tuple(fact for fact in facts if _matters(fact.kind) and not fact.is_settled_on(as_of))
    otherwise = code_without(doubted) if doubted else code
    decisive: tuple[Fact, ...] = ()
    if otherwise is not code:
        # those that tip it alone; where only several together do, all of them
        decisive = tuple(fact for fact in doubted if code_without((fact,)) is not code) or doubted
    rests_on = tuple(fact.id for fact in decisive)
    return Standing(
        ref=instrument.ref,
        as_of=as_of,
        code=code,
        chains=chains,
        entry_into_force=force,
        otherwise=otherwise if rests_on else None,
        rests_on=rests_on,
    )


def is_on_its_way(instrument: Instrument, standing: Standing) -> bool:
    """Tell whether the instrument is a treaty that still has to enter into force."""
    return instrument.is_treaty and standing.code not in SETTLED


def has_runs(instrument: Instrument, standing: Standing) -> bool:
    """Tell whether procedures at home are worth asking for: it is on its way, or somebody records their steps."""
    return is_on_its_way(instrument, standing) or any(
        fact.procedure is not None and fact.counts_on(standing.as_of) for fact in instrument.facts
    )


def exists(instrument: Instrument, facts: Sequence[Fact], *, as_of: date) -> bool:
    """Tell whether anything of the instrument exists on ``as_of``; ``facts`` are those counting then."""
    return bool(facts) or instrument.recorded_at.date() <= as_of


WITHOUT_EFFECT = PROCEDURE_KINDS | frozenset(
    {
        FactKind.DECLARED,
        FactKind.INTENTION_NOT_TO_JOIN,
        FactKind.REMARK,
        FactKind.COMMUNICATION,
        FactKind.PUBLISHED,
        FactKind.REGISTERED,
        FactKind.PERFORMED,
    }
)
"""Facts that are worth recording and change no standing."""


def _matters(kind: FactKind) -> bool:
    return kind not in WITHOUT_EFFECT


def _derive(
    instrument: Instrument, facts: Sequence[Fact], *, as_of: date, others: Mapping[str, Instrument] | None
) -> tuple[StandingCode, tuple[PartyChain, ...], EntryIntoForce]:
    chains = derive_chains(instrument, about_the_whole(facts), as_of=as_of)
    force = derive_entry_into_force(instrument, facts, chains, as_of=as_of, others=others)
    facts = about_the_whole(facts)
    code = (
        _ended(facts, as_of=as_of)
        or _ended_by_clause(instrument, facts, force, as_of=as_of, others=others or {})
        or _in_force(facts, force)
        or _applied_by_clause(instrument, facts, force, as_of=as_of, others=others or {})
        or _scheduled(force)
        or _after_signature(instrument, chains, force)
        or _before(facts, chains)
    )
    return code, chains, force


def _ended(facts: Sequence[Fact], *, as_of: date) -> StandingCode | None:
    end = recorded_end(facts)
    to_come = end is not None and end.on is not None and not end.on.may_have_passed(as_of)
    return _END_KINDS[end.kind] if end and not to_come else None


def _ended_by_clause(
    instrument: Instrument,
    facts: Sequence[Fact],
    force: EntryIntoForce,
    *,
    as_of: date,
    others: Mapping[str, Instrument],
) -> StandingCode | None:
    """Return how the treaty has surely ended by its own terms."""
    if force.state is not ForceState.IN_FORCE:
        return None
    end = computed_end(instrument, facts, force=force.on, as_of=as_of, others=others)
    return _END_KINDS[end.kind] if end and end.on and end.on.has_passed(as_of) else None


def _in_force(facts: Sequence[Fact], force: EntryIntoForce) -> StandingCode | None:
    if force.state is ForceState.IN_FORCE:
        kinds = (FactKind.SUSPENDED, FactKind.RESUMED)
        pauses = [fact for fact in facts if fact.kind in kinds and fact.party is None]
        paused = bool(pauses) and pauses[-1].kind is FactKind.SUSPENDED
        return StandingCode.SUSPENDED if paused else StandingCode.IN_FORCE
    provisional = [
        fact for fact in facts if fact.kind in (FactKind.PROVISIONALLY_APPLIED, FactKind.PROVISIONAL_APPLICATION_ENDED)
    ]
    if provisional and provisional[-1].kind is FactKind.PROVISIONALLY_APPLIED:
        return StandingCode.PROVISIONALLY_APPLIED
    return None


def _applied_by_clause(
    instrument: Instrument,
    facts: Sequence[Fact],
    force: EntryIntoForce,
    *,
    as_of: date,
    others: Mapping[str, Instrument],
) -> StandingCode | None:
    """Return PROVISIONALLY_APPLIED where the clause says so and no recorded end came first (VCLT article 25)."""
    ended = any(fact.kind is FactKind.PROVISIONAL_APPLICATION_ENDED for fact in facts)
    # it ends for a State that says it will not become a party; one alone applies nothing (VCLT article 25(2))
    unwilling = {fact.party for fact in facts if fact.kind is FactKind.INTENTION_NOT_TO_JOIN}
    ended = ended or (bool(unwilling) and len(set(instrument.parties) - unwilling) < _A_PAIR)
    if ended or not instrument.has_rules or force.state is ForceState.IN_FORCE:
        return None
    from igc_tracker.derive.provisional import derive_provisional

    applied = derive_provisional(instrument, facts, as_of=as_of, others=others)
    if applied is None or applied.starts > as_of or (applied.limit is not None and applied.limit <= as_of):
        return None
    return StandingCode.PROVISIONALLY_APPLIED


_A_PAIR = 2


def _scheduled(force: EntryIntoForce) -> StandingCode | None:
    return StandingCode.ENTRY_INTO_FORCE_SCHEDULED if force.state is ForceState.SCHEDULED else None


def _after_signature(
    instrument: Instrument, chains: Sequence[PartyChain], force: EntryIntoForce
) -> StandingCode | None:
    signatures = [chain.links[ChainLink.SIGNED] for chain in chains]
    signed = [link.is_behind for link in signatures]
    if not any(signed):
        return None
    if not all(signed):
        return StandingCode.PARTLY_SIGNED
    if not instrument.is_treaty:
        return StandingCode.ADOPTED
    if not _all_passed(chains, ChainLink.CONSENT):
        begun = any(chain.step_taken or chain.links[ChainLink.CONSENT].state is LinkStatus.DONE for chain in chains)
        return StandingCode.CONSENT_PENDING if begun else StandingCode.SIGNED
    if not (_all_passed(chains, ChainLink.SENT) and _all_passed(chains, ChainLink.RECEIVED)):
        return StandingCode.NOTIFICATION_PENDING
    # who is recorded has acted, but the clause asks for more than that
    unmet = force.state is ForceState.NOT_COMPUTABLE
    return StandingCode.NOTIFICATION_PENDING if unmet else StandingCode.ACTS_COMPLETE


def _all_passed(chains: Sequence[PartyChain], link: ChainLink) -> bool:
    return all(chain.links[link].is_behind for chain in chains)


def _before(facts: Sequence[Fact], chains: Sequence[PartyChain]) -> StandingCode:
    cleared = [chain.links[ChainLink.CLEARED].is_behind for chain in chains]
    if cleared and all(cleared):
        return StandingCode.READY_FOR_SIGNATURE
    if any(cleared):
        return StandingCode.CLEARANCE_PENDING
    kinds = {fact.kind for fact in facts}
    for kind, code in (
        (FactKind.INITIALLED, StandingCode.INITIALLED),
        (FactKind.TEXT_AGREED, StandingCode.TEXT_AGREED),
    ):
        if kind in kinds:
            return code
    return StandingCode.UNDER_NEGOTIATION if FactKind.NEGOTIATED in kinds else StandingCode.PROPOSED
