"""When a treaty enters into force by its clause, and what is asked of other instruments for that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from igc_tracker.derive.acts import Bound, acts_of
from igc_tracker.derive.chain import about_the_whole, best_fact, facts_counting
from igc_tracker.derive.conditions import ActKind, Circumstances, Need
from igc_tracker.derive.ending import computed_end, recorded_end
from igc_tracker.derive.force_rule import ForceResult, apply_rule
from igc_tracker.domain.clauses import AmendmentRule, AmendmentWay, ForceRule, PartiesOf, TacitAcceptance
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, Instrument, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from igc_tracker.domain.facts import Fact

_Said = TypeVar("_Said")


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
    if not isinstance(others, _Without):
        others = _Without(every=others, hidden=frozenset())
    hidden = others.hidden | {instrument.ref}
    return _Elsewhere(as_of=as_of, others=_Without(every=others.every, hidden=hidden, told=others.told))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Without(Mapping[str, Instrument]):
    """Every instrument but those ``hidden``, so that a circle of references ends; nothing is copied.

    ``told`` is what any of them said while the same were hidden.
    """

    every: Mapping[str, Instrument]
    hidden: frozenset[str]
    told: dict[tuple[object, str, frozenset[str], date], Any] = field(default_factory=dict)

    def __getitem__(self, ref: str) -> Instrument:
        if ref in self.hidden:
            raise KeyError(ref)
        return self.every[ref]

    def __iter__(self) -> Iterator[str]:
        return (ref for ref in self.every if ref not in self.hidden)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return True  # whether there are others is asked often, and counting them takes as long as there are many


@dataclass(frozen=True, slots=True, kw_only=True)
class _Elsewhere:
    """What other instruments say on ``as_of``, each asked once: clauses may refer to one another in long chains."""

    as_of: date
    others: _Without

    def in_force(self, ref: str) -> PartialDate | None:
        """Return when the instrument ``ref`` enters into force, or None if that is not known."""
        return self._asked(force_day, ref)

    def ended(self, ref: str) -> PartialDate | None:
        """Return when the instrument ``ref`` ends, as recorded or by its own terms, or None if that is not known."""
        return self._asked(end_day, ref)

    def parties_of(self, ref: str) -> dict[str, PartialDate] | None:
        """Return when the instrument ``ref`` enters into force for each party, or None if there is no record of it."""
        from igc_tracker.derive.party_force import party_force

        return self._asked(party_force, ref)

    def _asked(self, question: Callable[..., _Said], ref: str) -> _Said | None:
        other = self.others.get(ref)
        if other is None:
            return None
        told, key = self.others.told, (question, ref, self.others.hidden, self.as_of)
        if key not in told:
            told[key] = question(other, as_of=self.as_of, others=self.others)
        found: _Said = told[key]
        return found


def _seen(
    instrument: Instrument,
    facts: Sequence[Fact],
    elsewhere: _Elsewhere,
    *,
    bound: Bound,
    silent_until: date | None,
) -> Circumstances:
    early = bound is Bound.EARLIEST

    def single(on: PartialDate | None) -> date | None:
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
        in_force=lambda ref: single(elsewhere.in_force(ref)),
        ended=lambda ref: single(elsewhere.ended(ref)),
        # the sooner the base of a fraction has grown, and the later its parties' acts count, the later it is reached
        parties_of=lambda ref: joined(ref, last_day=early),
        members_of=lambda ref: joined(ref, last_day=not early),
    )


def force_day(instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument]) -> PartialDate | None:
    """Return when the instrument entered or enters into force: as published, or else by its clause."""
    facts = about_the_whole(facts_counting(instrument, as_of=as_of))
    published = published_day(facts)
    if published is not None:
        return published
    computed = compute_force(instrument, facts, as_of=as_of, others=others)
    return computed.on if computed else None


def end_day(instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument]) -> PartialDate | None:
    """Return when the instrument ended or is to end: as recorded, or else by its own terms."""
    facts = about_the_whole(facts_counting(instrument, as_of=as_of))
    recorded = recorded_end(facts)
    if recorded is not None and recorded.kind is not FactKind.ABANDONED:
        return recorded.on
    force = force_day(instrument, as_of=as_of, others=others)
    computed = computed_end(instrument, facts, force=force, as_of=as_of, others=others) if force else None
    return computed.on if computed else None


def published_day(facts: Sequence[Fact], party: str | None = None) -> PartialDate | None:
    """Return when the treaty entered into force for ``party`` (None: as such) by the best fact that says so."""
    found = published_fact(facts, party)
    return found.on if found else None


def published_fact(facts: Sequence[Fact], party: str | None) -> Fact | None:
    """Return the best fact that says when the treaty entered into force for ``party`` (None: as such)."""
    kind = FactKind.ENTERED_INTO_FORCE
    return best_fact(fact for fact in facts if fact.kind is kind and fact.party == party and fact.on)
