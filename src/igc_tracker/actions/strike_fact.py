"""`igc strike`: a fact that was wrong no longer counts. It stays in the register, with who struck it, when and why."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import InstrumentStatus, describe_alone
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import AlreadyStruckError, FactNotFoundError, NoReasonError
from igc_tracker.domain.facts import Fact, Strike

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.instruments import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckAnswer:
    """The fact as struck, and the standing before and after."""

    ref: str
    fact: Fact
    before: InstrumentStatus | None
    after: InstrumentStatus | None


def strike_fact(store: RegisterStore, ref: str, fact_id: str, why: str, invocation: Invocation) -> StruckAnswer:
    """Strike the fact whose id is, or alone begins with, ``fact_id``."""
    if not why.strip():
        raise NoReasonError
    with store.writing(invocation) as writing:
        instrument = find_one(writing.register, ref)
        others = writing.register.by_ref
        fact = find_fact(instrument, fact_id)
        if fact.struck is not None:
            raise AlreadyStruckError(
                ref=instrument.ref, fact=fact.id, on=fact.struck.at.date().isoformat(), why=fact.struck.why
            )
        struck = replace(fact, struck=Strike(at=invocation.at, by=invocation.by, why=why.strip()))
        changed = replace(instrument, facts=tuple(struck if each is fact else each for each in instrument.facts))
        writing.save(changed, expected=instrument)
        return StruckAnswer(
            ref=instrument.ref,
            fact=struck,
            before=describe_alone(instrument, as_of=invocation.today, others=others),
            after=describe_alone(changed, as_of=invocation.today, others=others),
        )


def find_fact(instrument: Instrument, fact_id: str) -> Fact:
    """Return the fact with this id, or the only one whose id begins so; raise FactNotFoundError."""
    exact = [fact for fact in instrument.facts if fact.id == fact_id]
    begins = [fact for fact in instrument.facts if fact_id and fact.id.startswith(fact_id)]
    found = exact or begins
    if len(found) == 1:
        return found[0]
    near = [fact.id for fact in begins] or get_close_matches(fact_id, [fact.id for fact in instrument.facts])
    raise FactNotFoundError(instrument.ref, fact_id, tuple(near[:3]))
