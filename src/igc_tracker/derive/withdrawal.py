"""When a notice of denunciation or withdrawal takes effect, and from when one may be given.

Without a clause on withdrawal or renewal the Vienna Convention's twelve months (article 56(2)) are assumed and marked
as assumed: whether the treaty can be denounced at all is then for a lawyer to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from igc_tracker.derive.conditions import Need, NeedCode
from igc_tracker.derive.counting import add_period
from igc_tracker.derive.notices import Notice, notices_of
from igc_tracker.derive.reckoning import later_day
from igc_tracker.derive.term import periods_of, term_rule, unreadable
from igc_tracker.domain.clauses import EffectOfNotice, Period, Unit, WithdrawalRule
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, Instrument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.domain.facts import Fact

DEFAULT = WithdrawalRule(notice=Period(number=12, unit=Unit.MONTH), article="VCLT 56(2)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalStanding:
    """One notice: who gave it, when it takes effect, whether it came too early. ``assumed``: by VCLT 56, no clause.

    ``on`` None: ``needs`` say what is missing to tell. ``ends_treaty``: the treaty has two parties and ends with the
    effect. ``from_dispatch``: the clause counts from receipt and only the day of dispatch is known, so that the effect
    may come later. ``denies_renewal``: the treaty says how it is kept from being renewed and not how it is denounced;
    the notice takes effect at the end of the period. ``counts_from`` is the day the period of notice runs from.
    """

    party: str | None
    notice: str
    on: PartialDate | None
    too_early: bool
    assumed: bool
    ends_treaty: bool
    from_dispatch: bool = False
    denies_renewal: bool = False
    counts_from: PartialDate | None = None
    needs: tuple[Need, ...] = ()


def withdrawal_rule(instrument: Instrument) -> WithdrawalRule | None:
    """Return the rule on withdrawal, or None if none is recorded."""
    clause = instrument.clause(ClauseTopic.WITHDRAWAL)
    return clause.rule if clause is not None and isinstance(clause.rule, WithdrawalRule) else None


def is_assumed(instrument: Instrument) -> bool:
    """Tell whether nothing recorded says how the treaty is left, so that VCLT article 56(2) has to do."""
    return (
        withdrawal_rule(instrument) is None
        and _rule_of_duration(instrument) is None
        and not instrument.cannot_read(ClauseTopic.WITHDRAWAL)
        and not instrument.cannot_read(ClauseTopic.DURATION)
    )


def _rule_of_duration(instrument: Instrument) -> WithdrawalRule | None:
    """Return how the clause on duration lets a party leave: by notice against renewal, or at any time on notice."""
    term = term_rule(instrument)
    if term is None:
        return None
    if term.renewal is not None:
        return WithdrawalRule(notice=term.notice, effect=EffectOfNotice.END_OF_TERM)
    indefinite = term.term is None and term.until is None
    return WithdrawalRule(notice=term.notice) if indefinite and term.notice else None


def rule_for_notices(instrument: Instrument) -> WithdrawalRule:
    """Return the rule a notice follows: the clause on withdrawal, or that on duration, or else the one assumed."""
    return withdrawal_rule(instrument) or _rule_of_duration(instrument) or DEFAULT


def derive_withdrawals(
    instrument: Instrument, facts: Sequence[Fact], *, force: PartialDate | None
) -> tuple[WithdrawalStanding, ...]:
    """Return every notice that stands, in order of day. ``facts`` are those counting on the day looked from."""
    own = withdrawal_rule(instrument)
    rule = rule_for_notices(instrument)
    denies = own is None and rule.effect is EffectOfNotice.END_OF_TERM
    topics = (ClauseTopic.WITHDRAWAL, ClauseTopic.DURATION)
    unread = next((topic for topic in topics if own is None and instrument.cannot_read(topic)), None)
    found = []
    for notice in notices_of(facts, rule.basis):
        on, needs = _effect(instrument, facts, rule, notice, force=force)
        if unread is not None:
            on, needs = None, (unreadable(unread),)
        stands = notice.stands_at(on)
        if stands is False:
            continue
        if stands is None:
            on, needs = None, (Need(code=NeedCode.DAY, label=FactKind.DENUNCIATION_REVOKED),)
        found.append(
            WithdrawalStanding(
                party=notice.fact.party,
                notice=notice.fact.id,
                on=on,
                too_early=_is_too_early(instrument, notice.day, force),
                assumed=is_assumed(instrument),
                ends_treaty=instrument.is_bilateral and not denies,
                from_dispatch=notice.from_dispatch,
                denies_renewal=denies,
                counts_from=notice.day,
                needs=needs,
            )
        )
    return tuple(found)


def _effect(
    instrument: Instrument,
    facts: Sequence[Fact],
    rule: WithdrawalRule,
    notice: Notice,
    *,
    force: PartialDate | None,
) -> tuple[PartialDate | None, tuple[Need, ...]]:
    """Return when a notice takes effect, or what is missing to tell; later where the notice itself says so."""
    of_notice = Need(code=NeedCode.DAY, label=FactKind.DENOUNCED)
    day = notice.day
    if day is None:
        return None, (of_notice,)
    if rule.effect is not EffectOfNotice.END_OF_TERM:
        effect = day.moved(lambda given: effect_of(rule, given))
        stated = notice.fact.effective_on
        return (later_day(effect, stated) if stated else effect), ()
    periods = periods_of(instrument, facts, force=force)
    if isinstance(periods, Need):
        return None, (periods,)
    end = periods.end_for(day, rule.notice)
    if end is not None:
        return end, ()
    # one of the two days is known only as a range, and at its two ends it is another period
    of_force = Need(code=NeedCode.DAY, label=ClauseTopic.ENTRY_INTO_FORCE)
    return None, (of_notice if day.day is None else of_force,)


def effect_of(rule: WithdrawalRule, notice: date) -> date:
    """Return the day a notice given on ``notice`` takes effect, where that does not hang on a term.

    A period that ends on a 1 January takes effect on that very day, which is "next" to the notice.
    """
    expiry = add_period(notice, rule.notice) if rule.notice else notice
    if rule.effect is not EffectOfNotice.NEXT_1_JANUARY:
        return expiry
    first = date(expiry.year, 1, 1)
    return first if first == expiry and expiry != notice else date(expiry.year + 1, 1, 1)


def earliest_notice(instrument: Instrument, force: PartialDate | None) -> PartialDate | None:
    """Return from which day notice may be given, None where the clause sets no day or it cannot be told."""
    rule = withdrawal_rule(instrument)
    first = rule.not_before if rule else None
    if first is None or force is None or force.latest is None:
        return None
    return force.moved(lambda day: add_period(day, first))


def _is_too_early(instrument: Instrument, day: PartialDate | None, force: PartialDate | None) -> bool:
    """Tell whether the notice surely came before the clause allows one."""
    first = earliest_notice(instrument, force)
    return day is not None and first is not None and day.ends_before(first)
