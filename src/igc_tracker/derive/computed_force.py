"""What the clause makes of the acts: the day of entry into force it gives, for the treaty and for each party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from igc_tracker.derive.acts import Bound, acts_of
from igc_tracker.derive.chain import about_the_whole, best_fact, fact_order
from igc_tracker.derive.conditions import ActKind, Circumstances, Need
from igc_tracker.derive.counting import apply_offset
from igc_tracker.derive.force_rule import ForceResult, apply_rule
from igc_tracker.domain.clauses import (
    AllOf,
    AmendmentRule,
    AmendmentWay,
    AnyOf,
    Condition,
    Deposits,
    ForceRule,
    LaterPartyRule,
    Offset,
    PartiesOf,
    TacitAcceptance,
)
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind, Manner
from igc_tracker.domain.instruments import ClauseTopic, Instrument, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from igc_tracker.domain.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedForce:
    """The day the clause gives, exactly as exact as its inputs: exactly one of ``on`` and ``needs`` says something.

    ``early`` and ``late`` are the computations with every act on its first and on its last possible day; they are the
    same where every input is a single day.
    """

    on: PartialDate | None
    needs: tuple[Need, ...]
    early: ForceResult
    late: ForceResult


def force_rule(instrument: Instrument, others: Mapping[str, Instrument] | None = None) -> ForceRule | None:
    """Return the rule on entry into force, or None if none is recorded.

    That is the instrument's own, or else the one its amended instrument, found in ``others``, has for amendments.
    """
    clause = instrument.clause(ClauseTopic.ENTRY_INTO_FORCE)
    if clause is not None and isinstance(clause.rule, ForceRule):
        return clause.rule
    if instrument.cannot_read(ClauseTopic.ENTRY_INTO_FORCE):
        return None
    known = others or {}
    parent = next((known[ref] for ref in instrument.linked(Relation.AMENDS) if ref in known), None)
    return amending_rule(parent) if parent is not None else None


def amending_rule(parent: Instrument) -> ForceRule | None:
    """Return how an amendment of ``parent`` enters into force by its amendment clause (VCLT articles 39 and 40).

    By the parent's own procedure, once all or a fraction of its parties have accepted, or once the time for objections
    has run: enough of them stop a tacit acceptance; an opting-out binds whom it does not suit no longer.
    """
    clause = parent.clause(ClauseTopic.AMENDMENT)
    if clause is None or not isinstance(clause.rule, AmendmentRule):
        return None
    rule = clause.rule
    match rule.way:
        case AmendmentWay.SAME_PROCEDURE:
            own = parent.clause(ClauseTopic.ENTRY_INTO_FORCE)
            return own.rule if own is not None and isinstance(own.rule, ForceRule) else None
        case AmendmentWay.ALL:
            return ForceRule(condition=PartiesOf(ref=parent.ref), offset=rule.offset, article=clause.article)
        case AmendmentWay.FRACTION:
            accepted = PartiesOf(ref=parent.ref, numerator=rule.numerator, denominator=rule.denominator)
            return ForceRule(condition=accepted, offset=rule.offset, article=clause.article)
        case AmendmentWay.TACIT | AmendmentWay.OPT_OUT:
            silence = TacitAcceptance(
                ref=parent.ref,
                window=rule.window,
                starts=rule.starts,
                numerator=rule.numerator if rule.way is AmendmentWay.TACIT else None,
                denominator=rule.denominator,
                more_than=rule.more_than,
            )
            return ForceRule(condition=silence, offset=rule.offset, article=clause.article) if rule.window else None


def compute_force(
    instrument: Instrument,
    facts: Sequence[Fact],
    *,
    as_of: date,
    others: Mapping[str, Instrument],
    silent_on: bool = False,
) -> ComputedForce | None:
    """Return what the clause gives from ``facts``, those counting on ``as_of``; None without a rule.

    ``others`` are the instruments its conditions may refer to, by ref. Silence that counts as acceptance is known to
    have lasted until ``as_of``; with ``silent_on`` it is supposed to go on.
    """
    rule = force_rule(instrument, others)
    if rule is None:
        return None
    return apply_to(rule, instrument, facts, as_of=as_of, others=others, silent_on=silent_on)


def apply_to(
    rule: ForceRule,
    instrument: Instrument,
    facts: Sequence[Fact],
    *,
    as_of: date,
    others: Mapping[str, Instrument],
    silent_on: bool = False,
) -> ComputedForce:
    """Return what ``rule`` gives for the instrument, as ``compute_force`` does for its own."""
    elsewhere = _elsewhere(instrument, as_of=as_of, others=others)
    silent_until = None if silent_on else as_of
    early, late = (
        apply_rule(rule, _seen(instrument, facts, elsewhere, bound=bound, silent_until=silent_until)) for bound in Bound
    )
    if early.on is None or late.on is None:
        return ComputedForce(on=None, needs=late.needs or early.needs, early=early, late=late)
    decisive = {*early.trigger.because, *late.trigger.because}
    about = any(fact.id in decisive and _is_about(fact) for fact in facts)
    return ComputedForce(on=PartialDate.between(early.on, late.on, approximate=about), needs=(), early=early, late=late)


def _is_about(fact: Fact) -> bool:
    return any(on is not None and on.approximate for on in (fact.on, fact.effective_on, fact.document_date))


def circumstances(
    instrument: Instrument,
    facts: Sequence[Fact],
    *,
    as_of: date,
    others: Mapping[str, Instrument],
    bound: Bound,
) -> Circumstances:
    """Return what the instrument's conditions are judged by, with every date at its ``bound``."""
    elsewhere = _elsewhere(instrument, as_of=as_of, others=others)
    return _seen(instrument, facts, elsewhere, bound=bound, silent_until=as_of)


def _elsewhere(instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument]) -> _Elsewhere:
    every, hidden = (others.every, others.hidden) if isinstance(others, _Without) else (others, frozenset[str]())
    return _Elsewhere(as_of=as_of, others=_Without(every=every, hidden=hidden | {instrument.ref}))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Without(Mapping[str, Instrument]):
    """Every instrument but those ``hidden``, so that a circle of references ends; nothing is copied."""

    every: Mapping[str, Instrument]
    hidden: frozenset[str]

    def __getitem__(self, ref: str) -> Instrument:
        if ref in self.hidden:
            raise KeyError(ref)
        return self.every[ref]

    def __iter__(self) -> Iterator[str]:
        return (ref for ref in self.every if ref not in self.hidden)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Elsewhere:
    """What other instruments say on ``as_of``, each asked once: clauses may refer to one another in long chains."""

    as_of: date
    others: Mapping[str, Instrument]
    _days: dict[str, PartialDate | None] = field(default_factory=dict)
    _parties: dict[str, dict[str, PartialDate] | None] = field(default_factory=dict)

    def in_force(self, ref: str) -> PartialDate | None:
        """Return when the instrument ``ref`` enters into force, or None if that is not known."""
        if ref not in self._days:
            other = self.others.get(ref)
            self._days[ref] = force_day(other, as_of=self.as_of, others=self.others) if other else None
        return self._days[ref]

    def parties_of(self, ref: str) -> dict[str, PartialDate] | None:
        """Return when the instrument ``ref`` enters into force for each party, or None if there is no record of it."""
        if ref not in self._parties:
            other = self.others.get(ref)
            self._parties[ref] = party_force(other, as_of=self.as_of, others=self.others) if other else None
        return self._parties[ref]


def _seen(
    instrument: Instrument,
    facts: Sequence[Fact],
    elsewhere: _Elsewhere,
    *,
    bound: Bound,
    silent_until: date | None,
) -> Circumstances:
    early = bound is Bound.EARLIEST

    def in_force(ref: str) -> date | None:
        on = elsewhere.in_force(ref)
        return (on.earliest if early else on.latest) if on else None

    def joined(ref: str, *, last_day: bool) -> Mapping[str, date] | None:
        days = elsewhere.parties_of(ref)
        if days is None:
            return None
        ends = {party: on.latest if last_day else on.earliest for party, on in days.items()}
        return {party: on for party, on in ends.items() if on}

    acts = acts_of(facts, instrument.parties, bound=bound)
    return Circumstances(
        parties=instrument.parties,
        acts=acts,
        signatories=frozenset(act.party for act in acts if act.kind is ActKind.SIGNATURE and act.party),
        silent_until=silent_until,
        in_force=in_force,
        ended=lambda ref: _ended(elsewhere.others.get(ref), as_of=elsewhere.as_of, bound=bound),
        # the sooner the base of a fraction has grown, and the later its parties' acts count, the later it is reached
        parties_of=lambda ref: joined(ref, last_day=early),
        members_of=lambda ref: joined(ref, last_day=not early),
    )


def _ended(other: Instrument | None, *, as_of: date, bound: Bound) -> date | None:
    if other is None:
        return None
    ends = (FactKind.TERMINATED, FactKind.EXPIRED, FactKind.SUPERSEDED)
    days = [fact.on for fact in other.facts if fact.kind in ends and fact.party is None and fact.counts_on(as_of)]
    found = [(on.earliest if bound is Bound.EARLIEST else on.latest) for on in days if on]
    return min((day for day in found if day), default=None)


def force_day(instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument]) -> PartialDate | None:
    """Return when the instrument entered or enters into force: as published, or else by its clause."""
    facts = about_the_whole(fact for fact in instrument.facts if fact.counts_on(as_of))
    published = _published(facts)
    if published is not None:
        return published
    computed = compute_force(instrument, facts, as_of=as_of, others=others)
    return computed.on if computed else None


def _published(facts: Sequence[Fact], party: str | None = None) -> PartialDate | None:
    """Return when the treaty entered into force for ``party`` (None: as such) by the best fact that says so."""
    kind = FactKind.ENTERED_INTO_FORCE
    found = best_fact(fact for fact in facts if fact.kind is kind and fact.party == party and fact.on)
    return found.on if found else None


def party_force(instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument]) -> dict[str, PartialDate]:
    """Return when the treaty entered or enters into force for each party of which that can be told.

    Published for that party wins; who had done its act by the decisive day is an original party; who came later
    follows the rule for later parties, by default its own instrument's day (VCLT article 24(3)), and never before the
    treaty itself.
    """
    counting = (fact for fact in instrument.facts if fact.counts_on(as_of))
    facts = sorted(about_the_whole(counting), key=fact_order)
    computed = compute_force(instrument, facts, as_of=as_of, others=others)
    treaty = _published(facts) or (computed.on if computed else None)
    decisive = computed.late.trigger.on if computed else None
    # where no rule says how a party comes in, and some have days of their own, nothing is presumed of the others
    rule = force_rule(instrument, others)
    presumed = rule is not None or not any(fact.party and fact.kind in _OWN_KINDS for fact in facts)
    found: dict[str, PartialDate] = {}
    for party in instrument.parties:
        on = _published(facts, party)
        if on is None and treaty is not None:
            own = [fact for fact in facts if fact.party in (None, party)]
            on = _follows(instrument, own, treaty, rule=rule, decisive=decisive, presumed=presumed)
        if on is not None:
            found[party] = on
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
) -> PartialDate | None:
    """Return when the treaty binds one party, given its own facts, or None if it has done nothing that binds it.

    ``decisive`` is the day on which the treaty's own condition was met: who had consented by then is bound with it.
    """
    if _rests_on_silence(rule):
        return _unless_objecting(own, treaty, decisive)
    if not any(fact.kind is FactKind.INSTRUMENT_DEPOSITED for fact in own) and not _counts_instruments(rule):
        # a clause without instruments binds all its parties at once
        return treaty if presumed else None
    consent = _consent(own, rule)
    on = (consent.effective_on or consent.on) if consent else None
    if instrument.cannot_read(ClauseTopic.LATER_PARTIES) and not (
        on and on.latest and decisive and on.latest <= decisive
    ):
        return None
    if on is None or on.earliest is None or on.latest is None or treaty.latest is None or treaty.earliest is None:
        return None
    if decisive is not None and on.latest <= decisive:
        return treaty
    offset = later_offset(instrument)
    first, last = (apply_offset(day, offset)[-1] for day in (on.earliest, on.latest))
    return PartialDate.between(max(first, treaty.earliest), max(last, treaty.latest))


def _rests_on_silence(rule: ForceRule | None) -> bool:
    return any(isinstance(part, TacitAcceptance) for part in _parts(rule.condition if rule else None))


def _unless_objecting(own: Sequence[Fact], treaty: PartialDate, closed: date | None) -> PartialDate | None:
    """Return since when an amendment accepted by silence binds a party: never while its objection stands.

    An objection that surely came after the time for it had ``closed`` is none.
    """
    since: PartialDate | None = treaty
    for fact in own:
        if fact.kind is FactKind.OBJECTED and not _comes_after(fact.on, closed):
            since = None
        elif fact.kind is FactKind.OBJECTION_WITHDRAWN and fact.on is not None:
            since = fact.on if treaty.ends_before(fact.on) else treaty
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
