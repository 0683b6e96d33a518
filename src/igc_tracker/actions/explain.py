"""`igc explain`: a date that can be defended: the clause, each input with its source, each step, what would change it.

With suppositions it answers what-if: the same register with a few more facts, and every deadline that moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import title_in_all
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.derive.bound import BoundPeriod, derive_bound, steps_to_bound
from igc_tracker.derive.chain import about_the_whole, facts_counting
from igc_tracker.derive.computed_force import ComputedForce, compute_force, force_rule
from igc_tracker.derive.conditions import NeedCode
from igc_tracker.derive.deadlines import Deadline, derive_deadlines, derive_reached
from igc_tracker.derive.entry_into_force import EntryIntoForce
from igc_tracker.derive.hanging import hanging_on
from igc_tracker.derive.provisional import ProvisionalStanding, derive_provisional
from igc_tracker.derive.reckoning import Reckoned
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.derive.term import TermStanding, derive_term
from igc_tracker.derive.term_steps import steps_of_notice, steps_of_term, steps_to_earliest_notice, steps_to_notice
from igc_tracker.derive.withdrawal import WithdrawalStanding, derive_withdrawals, earliest_notice, is_assumed
from igc_tracker.domain.clause_parts import counts_for
from igc_tracker.domain.clauses import ForceRule
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import NotAPartyError, NothingYetError
from igc_tracker.domain.facts import Certainty, Fact, FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register


class Topic(StrEnum):
    """What can be asked about."""

    ENTRY_INTO_FORCE = "entry-into-force"
    PARTY = "party"
    TERM = "term"
    NOTICE = "notice"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """A fact that is only supposed: ``party`` (None: all) does ``kind`` on ``on``."""

    kind: FactKind
    party: str | None
    on: PartialDate


class Question(StrEnum):
    """What a chain of steps answers."""

    PARTY_BOUND = "party-bound"
    TERM_ENDS = "term-ends"
    LAST_NOTICE = "last-day-for-notice"
    EARLIEST_NOTICE = "earliest-notice"
    EFFECT_OF_NOTICE = "effect-of-notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """How one date was reckoned, step by step, the date itself last; ``party`` is whose notice or whose day it is."""

    of: Question
    party: str | None = None
    steps: tuple[Reckoned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything a date rests on, on the day looked from.

    ``rule`` is the rule on entry into force that was applied, ``rule_of`` the instrument it stands in: for an amendment
    that may be the one it amends. ``could_complete`` are the parties whose instrument does not count yet, where the
    clause counts instruments. ``inputs`` are the facts the computation used, ``bound`` for how long the treaty binds
    each party, ``provisional`` how it is applied before. ``reckonings`` are the steps to the dates the topic asks for;
    those of the treaty's own entry into force stand in ``computed``. ``earliest_notice`` is the first day on which the
    clause lets a party give notice, None if it sets none. With suppositions, ``moved`` are the deadlines, here and in
    what hangs on the instrument, that are different from those without; ``standing_before`` is the one without them.
    """

    ref: str
    title: Mapping[str, str | None]
    parties: tuple[str, ...]
    topic: Topic
    party: str | None
    as_of: date
    clauses: tuple[FinalClause, ...]
    standing: StandingCode | None
    standing_before: StandingCode | None
    force: EntryIntoForce | None
    provisional: ProvisionalStanding | None
    rule: ForceRule | None
    rule_of: str
    computed: ComputedForce | None
    inputs: tuple[Fact, ...]
    could_complete: tuple[str, ...]
    bound: Mapping[str, BoundPeriod]
    term: TermStanding | None
    withdrawals: tuple[WithdrawalStanding, ...]
    withdrawal_assumed: bool
    earliest_notice: PartialDate | None
    reckonings: tuple[Reckoning, ...]
    deadlines: tuple[Deadline, ...]
    moved: tuple[Deadline, ...]
    gone: tuple[Deadline, ...]
    suppositions: tuple[Supposition, ...]


def explain(
    store: RegisterStore,
    ref: str,
    topic: Topic,
    *,
    as_of: date,
    known_on: date | None,
    party: str | None = None,
    suppositions: tuple[Supposition, ...] = (),
) -> Explanation:
    """Return what the answer on ``topic`` rests on; ``party`` goes with Topic.PARTY.

    With suppositions it is looked from the last day they name, if that is later. What follows for other instruments is
    told too: every deadline that moves.
    """
    register, _ = store.read(known_on=known_on)
    instrument = find_one(register, ref)
    for named in (party, *(each.party for each in suppositions)):
        if named is not None and named not in instrument.parties:
            raise NotAPartyError(party=named, ref=instrument.ref, parties=", ".join(instrument.parties))
    others = register.by_ref
    if not suppositions:
        return _explanation(_Derived(instrument, as_of=as_of, others=others), topic, party)
    supposed = replace(instrument, facts=(*instrument.facts, *_as_facts(suppositions, instrument)))
    day = max(as_of, *(last for each in suppositions if (last := each.on.latest)))
    after = _Derived(supposed, as_of=day, others={**others, supposed.ref: supposed})
    moved, gone = _moves(register, instrument, after, since=as_of)
    standing = derive_standing(instrument, as_of=day, others=others)
    return replace(
        _explanation(after, topic, party),
        standing_before=standing.code if standing else None,
        moved=moved,
        gone=gone,
        suppositions=suppositions,
    )


def _moves(
    register: Register, instrument: Instrument, after: _Derived, *, since: date
) -> tuple[tuple[Deadline, ...], tuple[Deadline, ...]]:
    """Return the deadlines that are new and those that are no more, of the instrument and of all that hang on it.

    Both are looked at from the same day, so that what only passes with time does not count as moved; what has come
    ``since`` the day asked about is told with them.
    """
    moved: list[Deadline] = []
    gone: list[Deadline] = []
    for each in hanging_on(instrument.ref, register.instruments):
        now = each if each.ref != instrument.ref else after.instrument
        before, later = (
            _deadlines(one, since=since, as_of=after.as_of, others=others)
            for one, others in ((each, register.by_ref), (now, after.others))
        )
        moved += [deadline for deadline in later if deadline not in before]
        gone += [deadline for deadline in before if deadline not in later]
    return tuple(moved), tuple(gone)


def _deadlines(
    instrument: Instrument, *, since: date, as_of: date, others: Mapping[str, Instrument]
) -> tuple[Deadline, ...]:
    standing = derive_standing(instrument, as_of=as_of, others=others)
    if standing is None:
        return ()
    reached = derive_reached(instrument, standing, since=since, others=others)
    return (*reached, *derive_deadlines(instrument, standing, others=others))


class _Derived:
    """What is derived of one instrument on one day."""

    def __init__(self, instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument]) -> None:
        self.instrument = instrument
        self.as_of = as_of
        self.others = others
        self.facts = facts_counting(instrument, as_of=as_of)
        self.standing = derive_standing(instrument, as_of=as_of, others=others)
        if self.standing is None:
            raise NothingYetError(ref=instrument.ref, day=as_of)
        self.force = self.standing.entry_into_force
        self.rule = force_rule(instrument, others)
        own = instrument.clause(ClauseTopic.ENTRY_INTO_FORCE)
        amended = next((ref for ref in instrument.linked(Relation.AMENDS) if ref in others), None)
        self.rule_of = instrument.ref if own is not None and own.rule is not None else amended or instrument.ref
        self.computed = compute_force(instrument, self.facts, as_of=as_of, others=others)
        self.bound = derive_bound(instrument, self.facts, as_of=as_of, force=self.force.on, others=others)
        self.term = derive_term(instrument, self.facts, as_of=as_of, force=self.force.on, others=others)
        self.withdrawals = derive_withdrawals(instrument, self.facts, force=self.force.on)
        self.deadlines = derive_deadlines(instrument, self.standing, others=others)


def _explanation(derived: _Derived, topic: Topic, party: str | None) -> Explanation:
    return Explanation(
        ref=derived.instrument.ref,
        title=title_in_all(derived.instrument.titles),
        parties=derived.instrument.parties,
        topic=topic,
        party=party,
        as_of=derived.as_of,
        clauses=derived.instrument.clauses,
        standing=derived.standing.code if derived.standing else None,
        standing_before=None,
        force=derived.force,
        provisional=derive_provisional(
            derived.instrument, about_the_whole(derived.facts), as_of=derived.as_of, others=derived.others
        ),
        rule=derived.rule,
        rule_of=derived.rule_of,
        computed=derived.computed,
        inputs=_inputs(derived, party),
        could_complete=_could_complete(derived),
        bound=derived.bound,
        term=derived.term,
        withdrawals=derived.withdrawals,
        withdrawal_assumed=is_assumed(derived.instrument),
        earliest_notice=earliest_notice(derived.instrument, derived.force.on),
        reckonings=tuple(each for each in _reckonings(derived, topic, party) if each.steps),
        deadlines=derived.deadlines,
        moved=(),
        gone=(),
        suppositions=(),
    )


def _reckonings(derived: _Derived, topic: Topic, party: str | None) -> Iterator[Reckoning]:
    instrument, force = derived.instrument, derived.force.on
    facts = about_the_whole(derived.facts)
    if topic is Topic.PARTY and party is not None:
        steps = steps_to_bound(
            instrument, facts, party, derived.bound.get(party), as_of=derived.as_of, others=derived.others
        )
        yield Reckoning(of=Question.PARTY_BOUND, party=party, steps=steps)
    if topic in (Topic.TERM, Topic.NOTICE):
        yield Reckoning(of=Question.TERM_ENDS, steps=steps_of_term(instrument, facts, derived.term, force=force))
        yield Reckoning(of=Question.LAST_NOTICE, steps=steps_to_notice(instrument, derived.term))
    if topic in (Topic.NOTICE, Topic.WITHDRAWAL):
        yield Reckoning(of=Question.EARLIEST_NOTICE, steps=steps_to_earliest_notice(instrument, force=force))
    if topic in (Topic.PARTY, Topic.WITHDRAWAL):
        for notice in derived.withdrawals:
            if party is None or notice.party in (None, party):
                steps = steps_of_notice(instrument, notice)
                yield Reckoning(of=Question.EFFECT_OF_NOTICE, party=notice.party, steps=steps)


def _could_complete(derived: _Derived) -> tuple[str, ...]:
    """Return who could still help to reach the numbers of a clause that counts instruments."""
    needs = derived.computed.needs if derived.computed is not None else ()
    short = {need.label for need in needs if need.code in (NeedCode.GROUP, NeedCode.SHARE)}
    of_all = any(need.code is NeedCode.COUNT for need in needs)
    if derived.rule is None or not (short or of_all):
        return ()
    holding: set[str | None] = set()
    for fact in derived.facts:
        if fact.kind is FactKind.INSTRUMENT_DEPOSITED:
            holding.add(fact.party)
        elif fact.kind is FactKind.INSTRUMENT_WITHDRAWN:
            holding.discard(fact.party)
    left = [party for party in derived.instrument.parties if party not in holding]
    return tuple(party for party in left if counts_for(derived.rule, party, short=None if of_all else short))


def _inputs(derived: _Derived, party: str | None) -> tuple[Fact, ...]:
    """Return the facts the clause reads, and the published entry into force beside them."""
    wanted = (
        {FactKind.ENTERED_INTO_FORCE}
        | {FactKind.SIGNED, FactKind.NOTIFICATION_SENT, FactKind.NOTIFICATION_RECEIVED}
        | {FactKind.INSTRUMENT_DEPOSITED, FactKind.INSTRUMENTS_EXCHANGED, FactKind.INSTRUMENT_WITHDRAWN}
        | {FactKind.DECIDED, FactKind.EXTENDED, FactKind.DENOUNCED, FactKind.DENUNCIATION_REVOKED}
        | {FactKind.ADOPTED, FactKind.CIRCULATED, FactKind.OBJECTED, FactKind.OBJECTION_WITHDRAWN, FactKind.DECLARED}
        | {FactKind.SUSPENDED, FactKind.RESUMED, FactKind.TERMINATED, FactKind.EXPIRED, FactKind.SUPERSEDED}
        | {FactKind.PROVISIONALLY_APPLIED, FactKind.PROVISIONAL_APPLICATION_ENDED, FactKind.INTENTION_NOT_TO_JOIN}
    )
    return tuple(
        fact for fact in derived.facts if fact.kind in wanted and (party is None or fact.party in (None, party))
    )


def _as_facts(suppositions: tuple[Supposition, ...], instrument: Instrument) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            id=f"if-{number}",
            kind=each.kind,
            party=each.party,
            on=each.on,
            certainty=Certainty.OFFICIAL,  # supposed to be so, to the full
            recorded_at=instrument.recorded_at,
            recorded_by="",
        )
        for number, each in enumerate(suppositions, start=1)
    )
