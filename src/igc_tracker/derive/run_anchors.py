"""The days from which a step's statutory period is counted, as far as the record gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import COMPLETES
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Fact, FactKind
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.domain.procedures import Anchor, ProcedureStep

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from igc_tracker.domain.runs import Phase


def anchor_day(  # noqa: PLR0911  # one case an anchor
    step: ProcedureStep, phase: Phase, own: Sequence[Fact], *, before: PartialDate | None, as_of: date
) -> PartialDate | None:
    """Return the day of the event the step's period is counted from, None where it is not on record.

    ``own`` are the party's facts counting on ``as_of``, in order; ``before`` is the day on which the step directly
    before this one was completed, None where it was not. What a body receives is on record as the day its step was
    begun.
    """
    if step.deadline is None:
        return None
    match step.deadline.anchor:
        case Anchor.PLANNED_SIGNATURE_DATE:
            return _last(own, *COMPLETES[ChainLink.SIGNED]) or _planned_signature(own)
        case Anchor.SIGNATURE_DATE:
            return _last(own, *COMPLETES[ChainLink.SIGNED])
        case Anchor.PROVISIONAL_APPLICATION_START:
            return _first(own, FactKind.PROVISIONALLY_APPLIED)
        case Anchor.ENTRY_INTO_FORCE:
            return _first(own, FactKind.ENTERED_INTO_FORCE)
        case Anchor.LAID_BEFORE_PARLIAMENT:
            return _last(own, FactKind.SUBMITTED_TO_PARLIAMENT)
        case Anchor.PERIOD_A_END | Anchor.STATEMENT_LAID:
            return before
        case Anchor.MONTH_END:
            return PartialDate.of_day(as_of)
        case _:
            return _begun(step, phase, own)


def _begun(step: ProcedureStep, phase: Phase, own: Sequence[Fact]) -> PartialDate | None:
    begun = [
        fact.on
        for fact in own
        if fact.kind is FactKind.STEP_BEGUN
        and fact.procedure is not None
        and (fact.procedure.phase, fact.procedure.step) == (phase, step.key)
    ]
    return begun[-1] if begun else None


def _last(own: Sequence[Fact], *kinds: FactKind) -> PartialDate | None:
    days = [fact.on for fact in own if fact.kind in kinds and fact.on is not None]
    return days[-1] if days else None


def _first(own: Sequence[Fact], *kinds: FactKind) -> PartialDate | None:
    return next((fact.on for fact in own if fact.kind in kinds and fact.on is not None), None)


def _planned_signature(own: Sequence[Fact]) -> PartialDate | None:
    """Return the day signature was planned for last, also where that day has passed."""
    plans = [
        fact.planned_for
        for fact in own
        if fact.kind is FactKind.PLANNED and fact.planned_kind is FactKind.SIGNED and fact.planned_for is not None
    ]
    return plans[-1] if plans else None
