"""When the condition of a final clause was met: the one reader of clause values.

Everything here works on single days. A date that is known only as a range is evaluated twice, with every act on its
first and on its last possible day; since a later act never meets a condition earlier, the two results bound the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from igc_tracker.domain import clauses as c
from igc_tracker.domain.facts import Manner

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ActKind(StrEnum):
    """What an act does for a clause. A domestic act is none of these and never triggers anything."""

    SIGNATURE = "signature"
    NOTE_DATED = "note-dated"
    NOTE_SENT = "note-sent"
    NOTE_RECEIVED = "note-received"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    EXCHANGE = "exchange"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One international act on a single day. ``on`` None: it was done, the day is not known; ``fact`` is its fact's id.

    A deposit counts from the day on which it takes effect; ``manner`` says by which means it expresses consent.
    """

    kind: ActKind
    party: str | None
    on: date | None
    manner: Manner | None = None
    fact: str = ""


class NeedCode(StrEnum):
    """What kind of input is missing."""

    SIGNATURE = "signature"
    NOTE = "note"
    INSTRUMENT = "instrument"
    EXCHANGE = "exchange"
    DAY = "day"
    COUNT = "count"
    GROUP = "group"
    SHARE = "share"
    WEIGHTS = "weights"
    BASE = "base"
    OTHER_INSTRUMENT = "other-instrument"
    DECISION = "decision"
    PARTIES = "parties"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that would have to be recorded: of ``party``, or ``have`` of ``need`` under ``label``."""

    code: NeedCode
    party: str | None = None
    label: str | None = None
    have: float | None = None
    need: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Exactly one of ``on`` and ``needs`` says something. ``because`` are ids of the facts that met the condition.

    ``parts`` are the outcomes of the conditions an and/or is made of, in its order.
    """

    on: date | None = None
    because: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    parts: tuple[Outcome, ...] = ()

    @property
    def is_met(self) -> bool:
        """Tell whether the condition was met."""
        return self.on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a condition is judged by: the treaty's parties, their acts, and what other instruments say.

    ``parties_of`` says since when another instrument's parties are in the base of a fraction, ``members_of`` since when
    their acts count in it; the two are the same where every day is exact.
    """

    parties: tuple[str, ...]
    acts: tuple[Act, ...]
    signatories: frozenset[str] = frozenset()
    in_force: Callable[[str], date | None] = field(default=lambda _: None)
    ended: Callable[[str], date | None] = field(default=lambda _: None)
    parties_of: Callable[[str], Mapping[str, date] | None] = field(default=lambda _: None)
    members_of: Callable[[str], Mapping[str, date] | None] = field(default=lambda _: None)


def evaluate(condition: c.Condition, seen: Circumstances) -> Outcome:  # noqa: C901, PLR0911, PLR0912  # one case a condition
    """Return when ``condition`` was met, or what it still needs."""
    match condition:
        case c.SignedByAll():
            return _by_each(seen, ActKind.SIGNATURE, NeedCode.SIGNATURE)
        case c.OnDate():
            return Outcome(on=condition.on)
        case c.LastNotification():
            return _by_each(seen, _NOTES[condition.basis], NeedCode.NOTE)
        case c.ReplyNote():
            return _reply(seen, condition.basis)
        case c.InstrumentsExchanged():
            return _single(seen, ActKind.EXCHANGE, Need(code=NeedCode.EXCHANGE))
        case c.Deposits():
            return _deposits(seen, condition)
        case c.PartiesOf():
            return _fraction(seen, condition)
        case c.OtherInForce():
            return _other(seen.in_force(condition.ref), condition.ref)
        case c.OtherEnded():
            return _other(seen.ended(condition.ref), condition.ref)
        case c.Decided():
            return _single(seen, ActKind.DECISION, Need(code=NeedCode.DECISION, label=condition.body))
        case c.AllOf():
            return _all(tuple(evaluate(each, seen) for each in condition.conditions))
        case c.AnyOf():
            return _any(tuple(evaluate(each, seen) for each in condition.conditions))
        case _:
            assert_never(condition)


_NOTES = {
    c.Basis.RECEIPT: ActKind.NOTE_RECEIVED,
    c.Basis.DISPATCH: ActKind.NOTE_SENT,
    c.Basis.NOTE_DATE: ActKind.NOTE_DATED,
}


def _by_each(seen: Circumstances, kind: ActKind, code: NeedCode) -> Outcome:
    """Judge what every party has to do once; each party's first act counts, unless it took a note back in time."""
    if not seen.parties:
        return Outcome(needs=(Need(code=NeedCode.PARTIES),))
    wanted = {kind} if kind is ActKind.SIGNATURE else {kind, ActKind.WITHDRAWAL}
    own = [
        act if act.party else replace(act, party=party)
        for party in seen.parties
        for act in seen.acts
        if act.kind in wanted and act.party in (None, party)
    ]
    undated = {act.party for act in own if act.on is None and not _is_out(act)}
    dated = sorted((act for act in own if act.on is not None), key=lambda act: (_day(act), _is_out(act)))

    def needs(holders: Mapping[str, Act], _: date) -> tuple[Need, ...]:
        return tuple(
            Need(code=NeedCode.DAY if party in undated else code, party=party)
            for party in seen.parties
            if party not in holders
        )

    return _first_day(dated, needs)


def _last(acts: Sequence[Act]) -> Outcome:
    last = max(_day(act) for act in acts)
    return Outcome(on=last, because=tuple(dict.fromkeys(act.fact for act in acts if act.on == last)))


def _day(act: Act) -> date:
    return act.on or date.max


def _reply(seen: Circumstances, basis: c.Basis) -> Outcome:
    """Judge an exchange of notes: the treaty is made when the second of the two notes is there."""
    return _by_each(seen, _NOTES[basis], NeedCode.NOTE)


def _single(seen: Circumstances, kind: ActKind, need: Need) -> Outcome:
    acts = [act for act in seen.acts if act.kind is kind]
    dated = [act for act in acts if act.on is not None]
    if dated:
        return _last([min(dated, key=_day)])
    return Outcome(needs=(need if not acts else Need(code=NeedCode.DAY, label=need.label),))


def _other(on: date | None, ref: str) -> Outcome:
    return Outcome(on=on) if on else Outcome(needs=(Need(code=NeedCode.OTHER_INSTRUMENT, label=ref),))


def _all(parts: tuple[Outcome, ...]) -> Outcome:
    needs = tuple(need for part in parts for need in part.needs)
    if needs:
        return Outcome(needs=needs, parts=parts)
    last = max(part.on for part in parts if part.on)
    because = tuple(fact for part in parts if part.on == last for fact in part.because)
    return Outcome(on=last, because=because, parts=parts)


def _any(parts: tuple[Outcome, ...]) -> Outcome:
    met = [part for part in parts if part.on is not None]
    if not met:
        return Outcome(needs=tuple(need for part in parts for need in part.needs), parts=parts)
    first = min(met, key=lambda part: part.on or date.max)
    return Outcome(on=first.on, because=first.because, parts=parts)


# --- counting instruments -----------------------------------------------------------------------------------------


def _deposits(seen: Circumstances, rule: c.Deposits) -> Outcome:
    unloaded = [Need(code=NeedCode.WEIGHTS, label=share.label) for share in rule.shares if share.weights is None]
    if unloaded:
        return Outcome(needs=tuple(unloaded))
    return _first_day(_counted(seen, rule), lambda holders, _: _deposit_needs(rule, holders), undated=_undated(seen))


def _deposit_needs(rule: c.Deposits, holders: Mapping[str, Act]) -> tuple[Need, ...]:
    """Return what is not met yet when exactly ``holders`` have instruments that count."""
    needs = []
    if rule.count is not None and len(holders) < rule.count:
        needs.append(Need(code=NeedCode.COUNT, have=len(holders), need=rule.count))
    needs += [Need(code=NeedCode.INSTRUMENT, party=party) for party in rule.include if party not in holders]
    named = {party for group in rule.groups for party in group.parties}
    for group in rule.groups:
        have = sum(party in group.parties if group.parties else party not in named for party in holders)
        if have < group.least:
            needs.append(Need(code=NeedCode.GROUP, label=group.label, have=have, need=group.least))
    for share in rule.shares:
        reached = round(sum((share.weights or {}).get(party, 0.0) for party in holders), 9)
        if reached < share.percent:
            needs.append(Need(code=NeedCode.SHARE, label=share.label, have=reached, need=share.percent))
    return tuple(needs)


def _fraction(seen: Circumstances, rule: c.PartiesOf) -> Outcome:
    named = seen.parties_of(rule.ref) if rule.ref is not None and not rule.since else None
    since = sorted((named or {}).values() if named else rule.since)
    if not since:
        return Outcome(needs=(Need(code=NeedCode.BASE, label=rule.ref),))
    members = (seen.members_of(rule.ref) or named) if named and rule.ref is not None else None
    # who is not among the parent's parties does not count; days alone do not tell who is
    counting = c.Deposits(exclude=rule.exclude, only_since=members)

    def needs(holders: Mapping[str, Act], day: date) -> tuple[Need, ...]:
        base = sum(joined <= day for joined in since)
        needed = max(1, -(-rule.numerator * base // rule.denominator))  # rounded up: two thirds of 100 are 67
        wanted = [party for party in rule.include if party not in holders]
        if len(holders) >= needed:
            return tuple(Need(code=NeedCode.INSTRUMENT, party=party) for party in wanted)
        if named and rule.numerator == rule.denominator:
            wanted += [party for party in named if party not in holders and party not in wanted]
        short = Need(code=NeedCode.COUNT, have=len(holders), need=needed)
        return (short, *(Need(code=NeedCode.INSTRUMENT, party=party) for party in wanted))

    acts = _counted(seen, counting)
    if members is None:
        # an instrument that came before the parent had a party waits for the first one
        acts = [replace(act, on=max(_day(act), since[0])) for act in acts]
    return _first_day(acts, needs, undated=_undated(seen))


def _counted(seen: Circumstances, rule: c.Deposits) -> list[Act]:
    """Return the acts that count, in order of the day they count from; of one day, withdrawals last."""
    own = sorted((act for act in seen.acts if _counts(act, rule, seen)), key=lambda act: (_day(act), _is_out(act)))
    # sorting keeps the order of what is moved to one day: deposited and taken back before membership is taken back
    return sorted((_from_membership(act, rule.only_since) for act in own), key=_day)


def _from_membership(act: Act, since: Mapping[str, date] | None) -> Act:
    """Return the act as it counts where only members do: from the day its party is one."""
    if since is None or act.party is None:
        return act
    return replace(act, on=max(_day(act), since[act.party]))


def _counts(act: Act, rule: c.Deposits, seen: Circumstances) -> bool:
    if act.on is None or act.party is None or act.party in rule.exclude:
        return False
    if rule.only_since is not None and act.party not in rule.only_since:
        return False
    if act.kind is ActKind.WITHDRAWAL:
        return True
    definitive = act.kind is ActKind.SIGNATURE and act.manner is Manner.DEFINITIVE and rule.definitive_signatures
    if act.kind is not ActKind.DEPOSIT and not definitive:
        return False
    if rule.manners and act.manner not in rule.manners and not definitive:
        return False
    return not rule.signatories_only or act.party in seen.signatories


def _is_out(act: Act) -> bool:
    return act.kind is ActKind.WITHDRAWAL


def _undated(seen: Circumstances) -> tuple[Need, ...]:
    return tuple(
        Need(code=NeedCode.DAY, party=act.party) for act in seen.acts if act.kind is ActKind.DEPOSIT and act.on is None
    )


def _first_day(
    acts: Iterable[Act],
    needs: Callable[[Mapping[str, Act], date], tuple[Need, ...]],
    *,
    undated: tuple[Need, ...] = (),
) -> Outcome:
    """Return the first day at whose end nothing is needed any more; all instruments of that day count together.

    An instrument withdrawn before that day does not count; one withdrawn after it changes nothing.
    """
    holders: dict[str, Act] = {}
    waiting = list(acts)
    missing = needs(holders, date.max)
    while waiting:
        day = _day(waiting[0])
        while waiting and _day(waiting[0]) == day:
            act = waiting.pop(0)
            if act.party is not None and _is_out(act):
                holders.pop(act.party, None)
            elif act.party is not None:
                holders.setdefault(act.party, act)
        missing = needs(holders, day)
        if holders and not missing:
            decisive = tuple(act.fact for act in holders.values() if act.on == day)
            return Outcome(on=day, because=tuple(dict.fromkeys(decisive)))
    # a clause that asks for nothing still waits for the first instrument
    return Outcome(needs=(*missing, *undated) or (Need(code=NeedCode.COUNT, have=0, need=1),))
