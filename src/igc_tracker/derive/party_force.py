"""From when a treaty binds each party: with the treaty itself, or later by its own instrument, and why on that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import about_the_whole, facts_counting
from igc_tracker.derive.computed_force import compute_force, force_rule, published_day, published_fact
from igc_tracker.derive.reckoning import Reckoned, StepCode, later_of, offset_steps
from igc_tracker.domain.clauses import (
    AllOf,
    AnyOf,
    Condition,
    Deposits,
    ForceRule,
    LaterPartyRule,
    Offset,
    PartiesOf,
    TacitAcceptance,
)
from igc_tracker.domain.facts import FactKind, Manner
from igc_tracker.domain.instruments import ClauseTopic, Instrument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.facts import Fact


def party_force(instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument]) -> dict[str, PartialDate]:
    """Return when the treaty entered or enters into force for each party of which that can be told."""
    return {party: steps[-1].on for party, steps in party_steps(instrument, as_of=as_of, others=others).items()}


def party_steps(
    instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument]
) -> dict[str, tuple[Reckoned, ...]]:
    """Return how the day is reckoned on which each party is bound, the day last; only those of which it can be told.

    Published for that party wins; who had done its act by the decisive day is an original party; who came later
    follows the rule for later parties, by default its own instrument's day (VCLT article 24(3)), and never before the
    treaty itself.
    """
    facts = about_the_whole(facts_counting(instrument, as_of=as_of))
    computed = compute_force(instrument, facts, as_of=as_of, others=others)
    treaty = published_day(facts) or (computed.on if computed else None)
    decisive = computed.late.trigger.on if computed else None
    # where no rule says how a party comes in, and some have days of their own, nothing is presumed of the others
    rule = force_rule(instrument, others)
    presumed = rule is not None or not any(fact.party and fact.kind in _OWN_KINDS for fact in facts)
    found: dict[str, tuple[Reckoned, ...]] = {}
    for party in instrument.parties:
        published = published_fact(facts, party)
        if published is not None and published.on is not None:
            found[party] = (Reckoned(code=StepCode.PUBLISHED, on=published.on, fact=published.id),)
        elif treaty is not None:
            own = [fact for fact in facts if fact.party in (None, party)]
            steps = _follows(instrument, own, treaty, rule=rule, decisive=decisive, presumed=presumed)
            found |= {party: tuple(steps)} if steps else {}
    return found


_OWN_KINDS = (FactKind.ENTERED_INTO_FORCE, FactKind.INSTRUMENT_DEPOSITED)


def _follows(
    instrument: Instrument,
    own: Sequence[Fact],
    treaty: PartialDate,
    *,
    rule: ForceRule | None,
    decisive: date | None,
    presumed: bool,
) -> list[Reckoned]:
    """Return how the treaty comes to bind one party, given its own facts; nothing if it did nothing that binds it.

    ``decisive`` is the day on which the treaty's own condition was met: who had consented by then is bound with it.
    """
    if _rests_on_silence(rule):
        return _unless_objecting(own, treaty, decisive)
    if not any(fact.kind is FactKind.INSTRUMENT_DEPOSITED for fact in own) and not _counts_instruments(rule):
        # a clause without instruments binds all its parties at once
        code = StepCode.ALL_AT_ONCE if rule is not None else StepCode.PRESUMED
        return [Reckoned(code=code, on=treaty)] if presumed else []
    consent = _consent(own, rule)
    on = (consent.effective_on or consent.on) if consent else None
    if instrument.cannot_read(ClauseTopic.LATER_PARTIES) and not (
        on and on.latest and decisive and on.latest <= decisive
    ):
        return []
    if consent is None or on is None or None in (on.earliest, on.latest, treaty.latest, treaty.earliest):
        return []
    deposit = Reckoned(code=StepCode.OWN_INSTRUMENT, on=on, fact=consent.id)
    if decisive is not None and on.latest is not None and on.latest <= decisive:
        return [deposit, Reckoned(code=StepCode.ORIGINAL_PARTY, on=treaty)]
    return later_of([deposit, *offset_steps(on, later_offset(instrument))], treaty, StepCode.NOT_BEFORE_TREATY)


def _rests_on_silence(rule: ForceRule | None) -> bool:
    return any(isinstance(part, TacitAcceptance) for part in _parts(rule.condition if rule else None))


def _unless_objecting(own: Sequence[Fact], treaty: PartialDate, closed: date | None) -> list[Reckoned]:
    """Return since when an amendment accepted by silence binds a party: never while its objection stands.

    An objection that surely came after the time for it had ``closed`` is none.
    """
    with_treaty = [Reckoned(code=StepCode.ALL_AT_ONCE, on=treaty)]
    since = with_treaty
    for fact in own:
        if fact.kind is FactKind.OBJECTED and not _comes_after(fact.on, closed):
            since = []
        elif fact.kind is FactKind.OBJECTION_WITHDRAWN and fact.on is not None:
            withdrawn = [Reckoned(code=StepCode.OBJECTION_WITHDRAWN, on=fact.on, fact=fact.id)]
            since = withdrawn if treaty.ends_before(fact.on) else with_treaty
    return since


def _comes_after(on: PartialDate | None, closed: date | None) -> bool:
    return on is not None and closed is not None and on.earliest is not None and on.earliest > closed


def _consent(own: Sequence[Fact], rule: ForceRule | None) -> Fact | None:
    """Return the act by which a party is bound, the first that it did not take back; ``own`` in order of day."""
    found: Fact | None = None
    for fact in own:
        if fact.kind is FactKind.INSTRUMENT_WITHDRAWN:
            found = None
        elif fact.kind is FactKind.INSTRUMENT_DEPOSITED or _binds_by_signature(fact, rule):
            found = found or fact
    return found


def _binds_by_signature(fact: Fact, rule: ForceRule | None) -> bool:
    definitive = fact.kind is FactKind.SIGNED and fact.manner is Manner.DEFINITIVE
    return definitive and any(
        isinstance(part, Deposits) and part.definitive_signatures for part in _parts(rule.condition if rule else None)
    )


def later_offset(instrument: Instrument) -> Offset:
    """Return what lies between the instrument of a later party and its entry into force."""
    clause = instrument.clause(ClauseTopic.LATER_PARTIES)
    return clause.rule.offset if clause is not None and isinstance(clause.rule, LaterPartyRule) else Offset()


def _counts_instruments(rule: ForceRule | None) -> bool:
    return any(isinstance(part, Deposits | PartiesOf) for part in _parts(rule.condition if rule else None))


def _parts(condition: Condition | None) -> tuple[Condition, ...]:
    """Return the conditions that an and/or is made of, down to the last, or the condition alone; None has none."""
    if isinstance(condition, AllOf | AnyOf):
        return tuple(part for each in condition.conditions for part in _parts(each))
    return () if condition is None else (condition,)
