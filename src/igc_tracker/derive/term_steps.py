"""The steps by which a term, the last day for notice and the effect of a notice were reckoned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.counting import add_period
from igc_tracker.derive.reckoning import Reckoned, StepCode, later_of
from igc_tracker.derive.term import Periods, day_before, periods_of, term_rule
from igc_tracker.derive.withdrawal import earliest_notice, effect_of, rule_for_notices, withdrawal_rule
from igc_tracker.domain.clauses import EffectOfNotice
from igc_tracker.domain.facts import FactKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.derive.term import TermStanding
    from igc_tracker.derive.withdrawal import WithdrawalStanding
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument


def steps_of_term(
    instrument: Instrument, facts: Sequence[Fact], term: TermStanding | None, *, force: PartialDate | None
) -> tuple[Reckoned, ...]:
    """Return the steps to the end of the running period, the last day in force, and what outlives it."""
    if term is None or term.boundary is None:
        return ()
    steps = _to_boundary(instrument, facts, term, force=force)
    if not steps or steps[-1].on != term.boundary:
        steps.append(Reckoned(code=StepCode.EVENT, on=term.boundary))
    steps.append(Reckoned(code=StepCode.DAY_BEFORE, on=term.boundary.moved(day_before)))
    rule = term_rule(instrument)
    if term.survives_until is not None and rule is not None:
        steps.append(Reckoned(code=StepCode.SURVIVAL, on=term.survives_until, period=rule.survival))
    return tuple(steps)


def _to_boundary(
    instrument: Instrument, facts: Sequence[Fact], term: TermStanding, *, force: PartialDate | None
) -> list[Reckoned]:
    periods = periods_of(instrument, facts, force=force)
    if not isinstance(periods, Periods):
        return []
    rule, first = periods.rule, periods.boundary(0)
    steps = [Reckoned(code=StepCode.ENTRY_INTO_FORCE, on=periods.force)]
    if periods.extended is not None:
        agreed = [fact.id for fact in facts if fact.kind is FactKind.EXTENDED]
        steps.append(Reckoned(code=StepCode.EXTENDED, on=first, fact=agreed[-1]))
    elif rule.until is not None:
        steps.append(Reckoned(code=StepCode.NAMED_END, on=first))
    else:
        steps.append(Reckoned(code=StepCode.TERM, on=first, period=rule.term))
    if term.renewals:
        last = periods.boundary(term.renewals)
        steps.append(Reckoned(code=StepCode.RENEWED, on=last, period=rule.renewal, times=term.renewals))
    return steps


def steps_to_notice(instrument: Instrument, term: TermStanding | None) -> tuple[Reckoned, ...]:
    """Return the steps back from the end of the running period to the last day for notice against its renewal."""
    rule = term_rule(instrument)
    if rule is None or term is None or term.boundary is None or term.notice_by is None:
        return ()
    return (
        Reckoned(code=StepCode.END_OF_TERM, on=term.boundary),
        Reckoned(code=StepCode.COUNTED_BACK, on=term.notice_by, period=rule.notice),
    )


def steps_to_earliest_notice(instrument: Instrument, *, force: PartialDate | None) -> tuple[Reckoned, ...]:
    """Return the steps from the entry into force to the first day on which notice may be given."""
    rule, first = withdrawal_rule(instrument), earliest_notice(instrument, force)
    if rule is None or first is None or force is None:
        return ()
    return (
        Reckoned(code=StepCode.ENTRY_INTO_FORCE, on=force),
        Reckoned(code=StepCode.PERIOD, on=first, period=rule.not_before),
    )


def steps_of_notice(instrument: Instrument, notice: WithdrawalStanding) -> tuple[Reckoned, ...]:
    """Return the steps from a notice to its effect, as far as they can be told."""
    rule = rule_for_notices(instrument)
    if notice.counts_from is None:
        return ()
    code = StepCode.DISPATCH if notice.from_dispatch else StepCode.NOTICE
    steps = [Reckoned(code=code, on=notice.counts_from, fact=notice.notice)]
    if notice.on is None:
        return tuple(steps)
    if rule.effect is EffectOfNotice.END_OF_TERM:
        return (*steps, Reckoned(code=StepCode.TERM_IN_TIME, on=notice.on, period=rule.notice))
    period = rule.notice
    if period is not None:
        run = notice.counts_from.moved(lambda day: add_period(day, period))
        steps.append(Reckoned(code=StepCode.PERIOD, on=run, period=period))
    if rule.effect is EffectOfNotice.NEXT_1_JANUARY:
        year = notice.counts_from.moved(lambda day: effect_of(rule, day))
        steps.append(Reckoned(code=StepCode.NEXT_1_JANUARY, on=year))
    return tuple(later_of(steps, notice.on, StepCode.DAY_STATED, fact=notice.notice))
