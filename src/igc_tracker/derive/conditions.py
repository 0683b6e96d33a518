"""When the condition of a final clause was met: the one reader of clause values.

Everything here works on single days. A date that is known only as a range is evaluated twice, with every act on its
first and on its last possible day; since a later act never meets a condition earlier, the two results bound the truth.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, assert_never

from igc_tracker.derive.instrument_counts import declarations, deposits, fraction
from igc_tracker.derive.outcomes import Act, ActKind, Circumstances, Need, NeedCode, Outcome, day_of, first_day, is_out
from igc_tracker.derive.silence import tacit_acceptance
from igc_tracker.domain import clauses as c

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# who has conditions judged needs these too
__all__ = ["Act", "ActKind", "Circumstances", "Need", "NeedCode", "Outcome", "evaluate"]


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
            return deposits(seen, condition)
        case c.PartiesOf():
            return fraction(seen, condition)
        case c.OtherInForce():
            return _other(seen.in_force(condition.ref), condition.ref)
        case c.OtherEnded():
            return _other(seen.ended(condition.ref), condition.ref)
        case c.Decided():
            return _single(seen, ActKind.DECISION, Need(code=NeedCode.DECISION, label=condition.body))
        case c.TacitAcceptance():
            return tacit_acceptance(seen, condition)
        case c.Declarations():
            return declarations(seen, condition)
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
    undated = {act.party for act in own if act.on is None and not is_out(act)}
    dated = sorted((act for act in own if act.on is not None), key=lambda act: (day_of(act), is_out(act)))

    def needs(holders: Mapping[str, Act], _: date) -> tuple[Need, ...]:
        return tuple(
            Need(code=NeedCode.DAY if party in undated else code, party=party)
            for party in seen.parties
            if party not in holders
        )

    return first_day(dated, needs)


def _last(acts: Sequence[Act]) -> Outcome:
    last = max(day_of(act) for act in acts)
    return Outcome(on=last, because=tuple(dict.fromkeys(act.fact for act in acts if act.on == last)))


def _reply(seen: Circumstances, basis: c.Basis) -> Outcome:
    """Judge an exchange of notes: the treaty is made when the second of the two notes is there."""
    return _by_each(seen, _NOTES[basis], NeedCode.NOTE)


def _single(seen: Circumstances, kind: ActKind, need: Need) -> Outcome:
    acts = [act for act in seen.acts if act.kind is kind]
    dated = [act for act in acts if act.on is not None]
    if dated:
        return _last([min(dated, key=day_of)])
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
