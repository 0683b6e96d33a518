"""`igc clause`: final clauses shown, set and dropped. What a clause hangs on must be in the register."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import InstrumentStatus, describe_alone
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.domain.clause_parts import instruments_named
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import ClauseNotFoundError, ClauseReferenceError, Phrase
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausesAnswer:
    """The final clauses of an instrument, those on one topic if one was asked for."""

    ref: str
    title: Text
    clauses: tuple[FinalClause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausesSetAnswer:
    """The clauses on the topics concerned and the standing, before and after.

    ``was`` equal to ``now``: nothing was changed.
    """

    ref: str
    was: tuple[FinalClause, ...]
    now: tuple[FinalClause, ...]
    before: InstrumentStatus | None
    after: InstrumentStatus | None


def show_clauses(
    store: RegisterStore, ref: str, *, topic: ClauseTopic | None = None, known_on: date | None = None
) -> ClausesAnswer:
    """Return the clauses of the instrument ``ref`` names; raise ClauseNotFoundError where it has none on ``topic``."""
    register, _ = store.look(known_on=known_on)
    instrument = find_one(register, ref)
    clauses = instrument.clauses
    if topic is not None:
        clauses = (_the_one(instrument, topic),)
    return ClausesAnswer(ref=instrument.ref, title=instrument.titles, clauses=clauses)


def set_clauses(
    store: RegisterStore, ref: str, clauses: Sequence[FinalClause], invocation: Invocation, *, keep: bool = False
) -> ClausesSetAnswer:
    """Set clauses, each in the place of the one on its topic; raise ClauseReferenceError for one that hangs in the air.

    All are set or none. ``keep``: what a clause leaves open stays as it was. Setting what is set changes nothing.
    """
    with store.writing(invocation) as writing:
        instrument = find_one(writing.register, ref)
        new = {clause.topic: _onto(instrument, clause) if keep else clause for clause in clauses}
        for clause in new.values():
            _check(clause, instrument, writing.register)
        kept = tuple(clause for clause in instrument.clauses if clause.topic not in new)
        was = _in_order(clause for clause in instrument.clauses if clause.topic in new)
        now = _in_order(new.values())
        changed = instrument
        if was != now:
            changed = replace(instrument, clauses=_in_order((*kept, *now)))
            writing.save(changed, expected=instrument)
        return _answer((instrument, changed), was, now, others=writing.register.by_ref, today=invocation.today)


def drop_clause(store: RegisterStore, ref: str, topic: ClauseTopic, invocation: Invocation) -> ClausesSetAnswer:
    """Take the clause on ``topic`` off; raise ClauseNotFoundError where there is none. The journal keeps it."""
    with store.writing(invocation) as writing:
        instrument = find_one(writing.register, ref)
        _the_one(instrument, topic)
        gone = tuple(clause for clause in instrument.clauses if clause.topic is topic)
        changed = replace(instrument, clauses=tuple(each for each in instrument.clauses if each.topic is not topic))
        writing.save(changed, expected=instrument)
        return _answer((instrument, changed), gone, (), others=writing.register.by_ref, today=invocation.today)


def _answer(
    change: tuple[Instrument, Instrument],
    was: tuple[FinalClause, ...],
    now: tuple[FinalClause, ...],
    *,
    others: Mapping[str, Instrument],
    today: date,
) -> ClausesSetAnswer:
    before, after = (describe_alone(each, as_of=today, others=others) for each in change)
    return ClausesSetAnswer(ref=change[0].ref, was=was, now=now, before=before, after=after)


def _onto(instrument: Instrument, clause: FinalClause) -> FinalClause:
    known = instrument.clause(clause.topic)
    if known is None:
        return clause
    return replace(
        clause,
        article=clause.article or known.article,
        text=clause.text or known.text,
        rule=clause.rule or known.rule,
        unread=None if clause.rule else known.unread,
    )


def _in_order(clauses: Iterable[FinalClause]) -> tuple[FinalClause, ...]:
    return tuple(sorted(clauses, key=lambda clause: list(ClauseTopic).index(clause.topic)))


def _the_one(instrument: Instrument, topic: ClauseTopic) -> FinalClause:
    found = instrument.clause(topic)
    if found is None:
        raise ClauseNotFoundError(instrument.ref, topic.value, [clause.topic.value for clause in instrument.clauses])
    return found


def _check(clause: FinalClause, instrument: Instrument, register: Register) -> None:
    for ref in instruments_named(clause.rule):
        if ref == instrument.ref:
            raise ClauseReferenceError(topic=clause.topic.value, to=ref, problem=Phrase("which is this instrument"))
        if register.instrument(ref) is None:
            problem = Phrase("which the register does not hold")
            raise ClauseReferenceError(topic=clause.topic.value, to=ref, problem=problem)
