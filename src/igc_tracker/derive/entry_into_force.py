"""When an instrument enters into force, on what basis, and what is missing to say so.

A published date always wins over the computed one; both are kept, and where they differ a reason is asked for.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LINKS, LinkStatus, PartyChain, about_the_whole, best_fact
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty, DeviationReason, Fact, FactKind
from igc_tracker.domain.instruments import ChainLink, ClauseTopic, Instrument, Relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from igc_tracker.derive.computed_force import ComputedForce
    from igc_tracker.derive.conditions import Need  # noqa: TC004  # see _compute


class ForceState(StrEnum):
    """What can be said of entry into force."""

    IN_FORCE = "in-force"
    SCHEDULED = "scheduled"
    NOT_COMPUTABLE = "not-computable"
    NOT_RECORDED = "not-recorded"
    NOT_APPLICABLE = "not-applicable"


class ForceBasis(StrEnum):
    """Where the date comes from."""

    RECORDED = "recorded"
    COMPUTED = "computed"


class ForecastReason(StrEnum):
    """What a forecast supposes."""

    PLANNED = "planned"
    DISPATCH = "dispatch"
    SILENCE = "silence"


class MissingCode(StrEnum):
    """What would have to be recorded."""

    CLAUSE = "clause"
    ACT = "act"
    INPUT = "input"
    UNREADABLE = "unreadable-clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One input that is not there.

    CLAUSE: the clause itself. UNREADABLE: one that can be read. ACT: the act of ``party`` for ``link``, ``state`` open
    or unknown. INPUT: what the clause asks for, as ``need`` says.
    """

    code: MissingCode
    party: str | None = None
    link: ChainLink | None = None
    state: LinkStatus | None = None
    need: Need | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The day to be expected, what that supposes, and the ids of the plans and notes it rests on. Never a result."""

    on: PartialDate
    reasons: tuple[ForecastReason, ...]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartForce:
    """The entry into force of one part of a treaty, named by its ``article``; fields as in EntryIntoForce."""

    article: str
    on: PartialDate | None = None
    basis: ForceBasis | None = None
    computed_on: PartialDate | None = None
    fact: str | None = None
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryIntoForce:
    """Exactly one of ``on`` and ``missing`` says something, save where force is not applicable.

    ``computed_on`` is what the clause gives, kept beside a published ``on``; ``deviation`` says why the two differ.
    ``forecast`` is what is to be expected where nothing can be computed yet; ``parts`` enter into force on their own.
    """

    state: ForceState
    on: PartialDate | None = None
    basis: ForceBasis | None = None
    certainty: Certainty | None = None
    settled: bool = True
    fact: str | None = None
    computed_on: PartialDate | None = None
    deviation: DeviationReason | None = None
    missing: tuple[Missing, ...] = ()
    forecast: Forecast | None = None
    parts: tuple[PartForce, ...] = ()

    @property
    def disagrees(self) -> bool:
        """Tell whether the published date excludes the computed one."""
        both = self.on is not None and self.computed_on is not None
        return both and self.basis is ForceBasis.RECORDED and not self.on.overlaps(self.computed_on)  # type: ignore[union-attr, arg-type]  # both are there


def derive_entry_into_force(
    instrument: Instrument,
    facts: Sequence[Fact],
    chains: Sequence[PartyChain],
    *,
    as_of: date,
    others: Mapping[str, Instrument] | None = None,
) -> EntryIntoForce:
    """Return what is known of the instrument's entry into force, and of its parts', on ``as_of``.

    ``facts`` are those counting on ``as_of``; ``others`` are the instruments its clause may refer to, by ref. A planned
    entry into force after ``as_of`` is scheduled, not in force.
    """
    whole = about_the_whole(facts)
    found = _of_the_whole(instrument, whole, chains, as_of=as_of, others=others)
    if len(whole) == len(facts) and instrument.clause(ClauseTopic.PARTIAL_ENTRY_INTO_FORCE) is None:
        return found
    from igc_tracker.derive.partial_force import derive_parts

    parts = derive_parts(instrument, facts, as_of=as_of, force=found.on, others=others or {})
    return replace(found, parts=parts)


def _of_the_whole(
    instrument: Instrument,
    facts: Sequence[Fact],
    chains: Sequence[PartyChain],
    *,
    as_of: date,
    others: Mapping[str, Instrument] | None,
) -> EntryIntoForce:
    computed = _compute(instrument, facts, as_of=as_of, others=others or {})
    recorded = best_fact(fact for fact in facts if fact.kind is FactKind.ENTERED_INTO_FORCE and fact.party is None)
    if recorded is not None:
        return EntryIntoForce(
            state=ForceState.IN_FORCE,
            on=recorded.on,
            basis=ForceBasis.RECORDED,
            certainty=recorded.certainty,
            settled=recorded.is_settled_on(as_of),
            fact=recorded.id,
            computed_on=computed.on if computed else None,
            deviation=recorded.deviation,
        )
    if not instrument.is_treaty:
        return EntryIntoForce(state=ForceState.NOT_APPLICABLE)
    planned = latest_plan(facts, FactKind.ENTERED_INTO_FORCE, as_of=as_of)
    signed = all(chain.links[ChainLink.SIGNED].is_behind for chain in chains)
    if planned is not None and signed:  # an unsigned draft is scheduled by nobody
        return EntryIntoForce(
            state=ForceState.SCHEDULED,
            on=planned.planned_for,
            basis=ForceBasis.RECORDED,
            certainty=planned.certainty,
            settled=planned.is_settled_on(as_of),
            fact=planned.id,
            computed_on=computed.on if computed else None,
        )
    if computed is not None:
        return _by_clause(instrument, facts, computed, as_of=as_of, others=others or {})
    if instrument.cannot_read(ClauseTopic.ENTRY_INTO_FORCE):
        return EntryIntoForce(state=ForceState.NOT_COMPUTABLE, missing=(Missing(code=MissingCode.UNREADABLE),))
    return EntryIntoForce(state=ForceState.NOT_RECORDED, missing=_missing(instrument, chains))


def _by_clause(
    instrument: Instrument,
    facts: Sequence[Fact],
    computed: ComputedForce,
    *,
    as_of: date,
    others: Mapping[str, Instrument],
) -> EntryIntoForce:
    settled_facts = [fact for fact in facts if fact.is_settled_on(as_of)]
    sure = computed
    if len(settled_facts) < len(facts):
        sure = _compute(instrument, settled_facts, as_of=as_of, others=others) or computed
    found = _computed(computed, sure, as_of=as_of)
    if found.on is not None:
        return found
    from igc_tracker.derive.forecast_force import forecast_force

    return replace(found, forecast=forecast_force(instrument, facts, computed, as_of=as_of, others=others))


def can_compute(instrument: Instrument, others: Mapping[str, Instrument]) -> bool:
    """Tell whether the instrument, or one it amends, has rules to compute with."""
    amended = (others[ref] for ref in instrument.linked(Relation.AMENDS) if ref in others)
    return instrument.has_rules or any(parent.has_rules for parent in amended)


def _compute(
    instrument: Instrument, facts: Sequence[Fact], *, as_of: date, others: Mapping[str, Instrument]
) -> ComputedForce | None:
    if not can_compute(instrument, others):
        return None
    # the engine is loaded with the first rule that is read: most commands on most registers never need it
    from igc_tracker.derive.computed_force import compute_force

    return compute_force(instrument, facts, as_of=as_of, others=others)


def _computed(computed: ComputedForce, sure: ComputedForce, *, as_of: date) -> EntryIntoForce:
    """Say what the clause gives; it is settled if the settled facts alone give the same (``sure``)."""
    if computed.on is None:
        missing = tuple(Missing(code=MissingCode.INPUT, party=need.party, need=need) for need in computed.needs)
        return EntryIntoForce(state=ForceState.NOT_COMPUTABLE, missing=missing)
    reached = computed.on.may_have_passed(as_of)
    return EntryIntoForce(
        state=ForceState.IN_FORCE if reached else ForceState.SCHEDULED,
        on=computed.on,
        basis=ForceBasis.COMPUTED,
        settled=sure.on == computed.on and (computed.on.has_passed(as_of) or not reached),
        computed_on=computed.on,
    )


def latest_plan(facts: Sequence[Fact], kind: FactKind, *, as_of: date) -> Fact | None:
    """Return the plan made last for an act of ``kind``, or None where its days are all past on ``as_of``."""
    plans = [fact for fact in facts if fact.kind is FactKind.PLANNED and fact.planned_kind is kind]
    last = plans[-1] if plans else None
    if last is None or last.planned_for is None or last.planned_for.has_passed(as_of):
        return None
    return last


def _missing(instrument: Instrument, chains: Sequence[PartyChain]) -> tuple[Missing, ...]:
    missing = []
    if instrument.clause(ClauseTopic.ENTRY_INTO_FORCE) is None:
        missing.append(Missing(code=MissingCode.CLAUSE))
    # clearance is left out: it readies the signature and triggers nothing afterwards
    for link in LINKS[1:]:
        missing += [
            Missing(code=MissingCode.ACT, party=chain.party, link=link, state=chain.links[link].state)
            for chain in chains
            if not chain.links[link].is_behind
        ]
    return tuple(missing)
