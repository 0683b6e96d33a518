"""How long a treaty lasts: its running period, what happens at its end, and the last day to give notice.

A period is half-open: a term of five years from 29 August 2021 ends at the start of 29 August 2026, and the last day in
force is the 28th. Every boundary is counted from the entry into force, so that it cannot drift.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.acts import Bound
from igc_tracker.derive.computed_force import circumstances
from igc_tracker.derive.conditions import Need, NeedCode, evaluate
from igc_tracker.derive.counting import add_months, add_period
from igc_tracker.domain.clauses import Period, TermRule, Unit
from igc_tracker.domain.facts import Fact, FactKind
from igc_tracker.domain.instruments import ClauseTopic, Instrument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from igc_tracker.domain.dates import PartialDate


class AtEnd(StrEnum):
    """What the end of the running period brings if nobody acts."""

    RENEWS = "renews"
    EXPIRES = "expires"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermStanding:
    """The running period on one day; for a treaty of indefinite duration only ``starts``.

    ``boundary`` is the first day after the period; ``ended_on`` the boundary at which the treaty ended for good, in the
    past or to come. ``notice_by`` is the last day, inclusive, on which notice keeps the period from being renewed: a
    period counted backwards, by the convention of this program. ``denials`` are the ids of the notices that stop it.
    """

    starts: date | None = None
    boundary: date | None = None
    at_end: AtEnd | None = None
    renewals: int = 0
    notice_by: date | None = None
    ended_on: date | None = None
    denials: tuple[str, ...] = ()
    survives_until: date | None = None
    needs: tuple[Need, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day of the running period."""
        return self.boundary - timedelta(days=1) if self.boundary else None


def term_rule(instrument: Instrument) -> TermRule | None:
    """Return the rule on duration, or None if none is recorded."""
    clause = instrument.clause(ClauseTopic.DURATION)
    return clause.rule if clause is not None and isinstance(clause.rule, TermRule) else None


def derive_term(
    instrument: Instrument,
    facts: Sequence[Fact],
    *,
    as_of: date,
    force: PartialDate | None,
    others: Mapping[str, Instrument] | None = None,
) -> TermStanding | None:
    """Return the period running on ``as_of``, or None without a rule.

    ``facts`` are those counting on ``as_of``; ``force`` is the entry into force the periods are counted from. A
    condition that ends the treaty may refer to ``others``, by ref.
    """
    rule = term_rule(instrument)
    if rule is None:
        return None
    if force is None or force.day is None:
        return TermStanding(needs=(Need(code=NeedCode.DAY, label="entry-into-force"),))
    anchor = force.day
    running = TermStanding(starts=anchor)
    if rule.term is not None or rule.until is not None:
        running = _running(rule, anchor, _extended_to(facts), _denials(facts), as_of=as_of)
    event = _ending_event(rule, instrument, facts, as_of=as_of, others=others or {})
    if event is None or event <= anchor or (running.ended_on is not None and running.ended_on <= event):
        return running
    # an event ends the treaty whatever period runs; until it has come, the period goes on as it would
    return replace(
        running,
        boundary=event,
        at_end=AtEnd.EXPIRES,
        notice_by=None,
        ended_on=event,
        survives_until=add_period(event, rule.survival) if rule.survival else None,
    )


def _ending_event(
    rule: TermRule, instrument: Instrument, facts: Sequence[Fact], *, as_of: date, others: Mapping[str, Instrument]
) -> date | None:
    """Return the day on which the condition that ends the treaty is surely met, or None while it is not."""
    if rule.ends_with is None:
        return None
    seen = circumstances(instrument, facts, as_of=as_of, others=others, bound=Bound.LATEST)
    return evaluate(rule.ends_with, seen).on


def _running(
    rule: TermRule, anchor: date, extended: date | None, denials: Sequence[Fact], *, as_of: date
) -> TermStanding:
    number = 0
    starts, boundary = anchor, boundary_after(rule, anchor, 0, extended)
    while True:
        renews = rule.renewal is not None and (rule.renewals is None or number < rule.renewals)
        notice_by = add_period(boundary, rule.notice, times=-1) if rule.notice and renews else None
        stopped = [fact.id for fact in denials if _in_time(fact, starts, notice_by or boundary)] if renews else []
        ends = not renews or bool(stopped)
        if ends or boundary > as_of:
            return TermStanding(
                starts=starts,
                boundary=boundary,
                at_end=AtEnd.EXPIRES if ends else AtEnd.RENEWS,
                renewals=number,
                notice_by=notice_by,
                ended_on=boundary if ends else None,
                denials=tuple(stopped),
                survives_until=add_period(boundary, rule.survival) if ends and rule.survival else None,
            )
        number += 1
        starts, boundary = boundary, boundary_after(rule, anchor, number, extended)


def boundary_after(rule: TermRule, anchor: date, renewals: int, extended: date | None = None) -> date:
    """Return the end of the period after so many renewals, exclusive, counted at one go from ``anchor``."""
    first = extended or rule.until or (add_period(anchor, rule.term) if rule.term else anchor)
    if not renewals or rule.renewal is None:
        return first
    if extended or rule.until or rule.term is None or Unit.DAY in (rule.term.unit, rule.renewal.unit):
        return add_period(first, rule.renewal, times=renewals)
    return add_months(anchor, _months(rule.term) + renewals * _months(rule.renewal))


def _months(period: Period) -> int:
    return period.number * (12 if period.unit is Unit.YEAR else 1)


def _extended_to(facts: Sequence[Fact]) -> date | None:
    ends = [fact.effective_on.day for fact in facts if fact.kind is FactKind.EXTENDED and fact.effective_on]
    return max((end for end in ends if end), default=None)


def _denials(facts: Sequence[Fact]) -> list[Fact]:
    """Return the notices against going on that were not revoked."""
    notices: list[Fact] = []
    for fact in facts:
        if fact.kind is FactKind.DENOUNCED:
            notices.append(fact)
        elif fact.kind is FactKind.DENUNCIATION_REVOKED:
            notices = [notice for notice in notices if notice.party != fact.party]
    return notices


def _in_time(notice: Fact, starts: date, last: date) -> bool:
    day = notice.on.latest if notice.on else None
    return day is not None and starts <= day <= last
