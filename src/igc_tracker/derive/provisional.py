"""Provisional application by clause: from which day, and what ends it (VCLT article 25)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from igc_tracker.derive.acts import Bound
from igc_tracker.derive.computed_force import circumstances
from igc_tracker.derive.conditions import evaluate
from igc_tracker.derive.counting import add_period, apply_offset
from igc_tracker.domain.clauses import ProvisionalRule
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.instruments import ClauseTopic, Instrument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from igc_tracker.domain.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalStanding:
    """From when the treaty is applied provisionally by its clause, and the day on which that ends at the latest."""

    starts: date
    limit: date | None


def derive_provisional(
    instrument: Instrument, facts: Sequence[Fact], *, as_of: date, others: Mapping[str, Instrument]
) -> ProvisionalStanding | None:
    """Return the provisional application the clause gives, or None without a rule or before it can be told."""
    clause = instrument.clause(ClauseTopic.PROVISIONAL_APPLICATION)
    if clause is None or not isinstance(clause.rule, ProvisionalRule):
        return None
    rule = clause.rule
    # with dates known only as ranges the later end: what is applied only perhaps is not said to be applied
    seen = circumstances(instrument, facts, as_of=as_of, others=others, bound=Bound.LATEST)
    met = evaluate(rule.condition, seen).on
    if met is None:
        return None
    starts = apply_offset(met, rule.offset)[-1]
    limits = [rule.until, add_period(starts, rule.limit) if rule.limit else None]
    return ProvisionalStanding(starts=starts, limit=min((day for day in limits if day), default=None))
