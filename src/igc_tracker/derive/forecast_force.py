"""When a treaty would enter into force if what is expected came true. A forecast is never a computed date.

Three things are supposed, and nothing else: that plans on record are kept, that a note was received on the day it was
sent where nobody recorded the receipt, and that nobody breaks a silence that counts as acceptance.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.derive.computed_force import compute_force
from igc_tracker.derive.entry_into_force import Forecast, ForecastReason, latest_plan
from igc_tracker.derive.outcomes import NeedCode
from igc_tracker.domain.facts import FactKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from igc_tracker.derive.computed_force import ComputedForce
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument


def forecast_force(
    instrument: Instrument,
    facts: Sequence[Fact],
    computed: ComputedForce,
    *,
    as_of: date,
    others: Mapping[str, Instrument],
) -> Forecast | None:
    """Return the day to be expected where ``computed`` gives none, or None where even suppositions do not suffice.

    ``facts`` are those counting on ``as_of``. Named are only the suppositions without which the day would be another.
    """
    supposed = (*_planned(facts, as_of=as_of), *_received_when_sent(facts))
    if not supposed and not any(need.code is NeedCode.SILENCE for need in computed.needs):
        return None

    def given(suppositions: Sequence[tuple[ForecastReason, Fact]]) -> ComputedForce | None:
        more = [fact for _, fact in suppositions]
        return compute_force(instrument, [*facts, *more], as_of=as_of, others=others, silent_on=True)

    expected = given(supposed)
    if expected is None or expected.on is None:
        return None
    needed = []
    for each in supposed:
        rest = given([other for other in supposed if other is not each])
        if rest is None or rest.on != expected.on:
            needed.append(each)
    reasons = [reason for reason, _ in needed]
    silent = [need for need in computed.needs if need.code is NeedCode.SILENCE]
    return Forecast(
        on=expected.on,
        reasons=tuple(dict.fromkeys([*reasons, *([ForecastReason.SILENCE] if silent else [])])),
        facts=tuple(dict.fromkeys(fact.id for _, fact in needed)),
    )


def _planned(facts: Sequence[Fact], *, as_of: date) -> list[tuple[ForecastReason, Fact]]:
    """Return what is planned and not done yet as if it had been done on the day it is planned for."""
    wanted = dict.fromkeys((fact.planned_kind, fact.party) for fact in facts if fact.kind is FactKind.PLANNED)
    found = []
    for kind, party in wanted:
        own = [fact for fact in facts if fact.party == party]
        plan = latest_plan(own, kind, as_of=as_of) if kind else None
        done = any(fact.kind is kind and party in (None, fact.party) for fact in facts)
        if kind is not None and plan is not None and not done:
            act = replace(plan, kind=kind, on=plan.planned_for, planned_kind=None, planned_for=None)
            found.append((ForecastReason.PLANNED, act))
    return found


def _received_when_sent(facts: Sequence[Fact]) -> list[tuple[ForecastReason, Fact]]:
    """Return the notes whose receipt is not recorded as if they had been received on the day they were sent."""
    received = {fact.party for fact in facts if fact.kind is FactKind.NOTIFICATION_RECEIVED}
    return [
        (ForecastReason.DISPATCH, replace(fact, kind=FactKind.NOTIFICATION_RECEIVED))
        for fact in facts
        if fact.kind is FactKind.NOTIFICATION_SENT and fact.on is not None and fact.party not in received
    ]
