"""Counting instruments: enough deposits, a fraction of a treaty's parties, enough declarations under an article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.derive.outcomes import Act, ActKind, Circumstances, Need, NeedCode, Outcome, day_of, first_day, is_out
from igc_tracker.domain import clauses as c
from igc_tracker.domain.facts import Manner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


def deposits(seen: Circumstances, rule: c.Deposits) -> Outcome:
    """Judge whether enough instruments are there, in number, by party, by group and by weight."""
    unloaded = [Need(code=NeedCode.WEIGHTS, label=share.label) for share in rule.shares if share.weights is None]
    if unloaded:
        return Outcome(needs=tuple(unloaded))
    return first_day(_counted(seen, rule), lambda holders, _: _deposit_needs(rule, holders), undated=_undated(seen))


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


def fraction(seen: Circumstances, rule: c.PartiesOf) -> Outcome:
    """Judge whether a fraction of the parties of another instrument has accepted."""
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
        acts = [replace(act, on=max(day_of(act), since[0])) for act in acts]
    return first_day(acts, needs, undated=_undated(seen))


def _counted(seen: Circumstances, rule: c.Deposits) -> list[Act]:
    """Return the acts that count, in order of the day they count from; of one day, withdrawals last."""
    own = sorted((act for act in seen.acts if _counts(act, rule, seen)), key=lambda act: (day_of(act), is_out(act)))
    # sorting keeps the order of what is moved to one day: deposited and taken back before membership is taken back
    return sorted((_from_membership(act, rule.only_since) for act in own), key=day_of)


def _from_membership(act: Act, since: Mapping[str, date] | None) -> Act:
    """Return the act as it counts where only members do: from the day its party is one."""
    if since is None or act.party is None:
        return act
    return replace(act, on=max(day_of(act), since[act.party]))


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


def _undated(seen: Circumstances) -> tuple[Need, ...]:
    return tuple(
        Need(code=NeedCode.DAY, party=act.party) for act in seen.acts if act.kind is ActKind.DEPOSIT and act.on is None
    )


def declarations(seen: Circumstances, rule: c.Declarations) -> Outcome:
    """Judge declarations under an article; each party's first one counts."""
    own = [act for act in seen.acts if act.kind is ActKind.DECLARATION and act.article == rule.article]
    dated = sorted((act for act in own if act.on is not None), key=day_of)
    undated = tuple(Need(code=NeedCode.DAY, party=act.party) for act in own if act.on is None)

    def needs(holders: Mapping[str, Act], _: date) -> tuple[Need, ...]:
        short = Need(code=NeedCode.DECLARATIONS, label=rule.article, have=len(holders), need=rule.count)
        return () if len(holders) >= rule.count else (short,)

    return first_day(dated, needs, undated=undated)
