"""Tacit acceptance: when silence has lasted long enough, and how many objections break it.

Nobody records silence. What is judged is that the time for objections has run and that the objections recorded were too
few; an objection the register does not know of would change the answer, which is why every answer says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.counting import add_period
from igc_tracker.derive.outcomes import Act, ActKind, Circumstances, Need, NeedCode, Outcome, day_of
from igc_tracker.domain import clauses as c

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_STARTS = {
    c.WindowStart.ADOPTION: ActKind.ADOPTION,
    c.WindowStart.CIRCULATION: ActKind.CIRCULATION,
}


def tacit_acceptance(seen: Circumstances, rule: c.TacitAcceptance) -> Outcome:
    """Judge whether silence has made acceptance, on the last day for objections."""
    start, last = _window(seen, rule)
    if last is None:
        return Outcome(needs=(Need(code=NeedCode.START, label=rule.starts.value),))
    if seen.silent_until is not None and last > seen.silent_until:
        return Outcome(needs=(Need(code=NeedCode.SILENCE, until=last),))
    objectors = objecting(seen, last)
    stopped = _stopped(seen, rule, objectors, last)
    because = (start.fact,) if start is not None and start.fact else ()
    return Outcome(needs=stopped) if stopped else Outcome(on=last, because=because)


def _window(seen: Circumstances, rule: c.TacitAcceptance) -> tuple[Act | None, date | None]:
    """Return what the time for objections ran from, and its last day; None where it cannot be told."""
    starts = [act for act in seen.acts if act.kind is _STARTS[rule.starts] and act.on is not None]
    start = min(starts, key=day_of, default=None)
    if rule.by is not None:
        return start, rule.by
    if start is None or start.on is None or rule.window is None:
        return start, None
    return start, add_period(start.on, rule.window)


def objecting(seen: Circumstances, last: date) -> frozenset[str]:
    """Return the parties that had objected by ``last``, inclusive, and had not taken it back by then.

    An objection without a day is held to have come in time.
    """
    kinds = (ActKind.OBJECTION, ActKind.OBJECTION_WITHDRAWAL)
    acts = [act for act in seen.acts if act.kind in kinds and (act.on is None or act.on <= last)]
    held: set[str] = set()
    for act in sorted(acts, key=lambda act: (act.on is not None, day_of(act), act.kind is kinds[1])):
        if act.party is None:
            continue
        if act.kind is ActKind.OBJECTION:
            held.add(act.party)
        else:
            held.discard(act.party)
    return frozenset(held)


def _stopped(seen: Circumstances, rule: c.TacitAcceptance, objectors: frozenset[str], last: date) -> tuple[Need, ...]:
    """Return what stopped the acceptance, or what is missing to tell; nothing where the objections are too few."""
    if not objectors:
        return ()
    weighed = [each for share in rule.shares for each in _weighed(share, objectors)]
    return (*_counted(seen, rule, objectors, last), *weighed)


def _counted(seen: Circumstances, rule: c.TacitAcceptance, objectors: frozenset[str], last: date) -> tuple[Need, ...]:
    if rule.numerator is None:
        return ()
    base: Mapping[str, date] | None = seen.parties_of(rule.ref) if rule.ref else None
    if not base:
        return (Need(code=NeedCode.BASE, label=rule.ref),)
    parties = {party for party, joined in base.items() if joined <= last}
    have, limit = len(objectors & parties), rule.numerator * len(parties)
    reached = have * rule.denominator > limit if rule.more_than else have * rule.denominator >= limit
    needed = limit // rule.denominator + 1 if rule.more_than else -(-limit // rule.denominator)
    return (Need(code=NeedCode.OBJECTED, have=have, need=needed),) if reached and have else ()


def _weighed(share: c.Share, objectors: frozenset[str]) -> tuple[Need, ...]:
    if share.weights is None:
        return (Need(code=NeedCode.WEIGHTS, label=share.label),)
    reached = round(sum(share.weights.get(party, 0.0) for party in objectors), 9)
    stops = reached >= share.percent
    return (Need(code=NeedCode.OBJECTED, label=share.label, have=reached, need=share.percent),) if stops else ()
