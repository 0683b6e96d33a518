"""When a notice of denunciation or withdrawal takes effect, and when one may be given.

Without a clause the Vienna Convention's twelve months (article 56(2)) are assumed and marked as assumed: whether the
treaty can be denounced at all is then for a lawyer to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from igc_tracker.derive.counting import add_period
from igc_tracker.domain.clauses import Basis, EffectOfNotice, Period, Unit, WithdrawalRule
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, Instrument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.derive.term import TermStanding
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.facts import Fact

DEFAULT = WithdrawalRule(notice=Period(number=12, unit=Unit.MONTH), article="VCLT 56(2)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalStanding:
    """One notice: who gave it, when it takes effect, whether it came too early. ``assumed``: by VCLT 56, no clause.

    ``on`` None: the day of the notice is not a single day. ``ends_treaty``: the treaty has two parties.
    """

    party: str | None
    notice: str
    on: date | None
    too_early: bool
    assumed: bool
    ends_treaty: bool


def withdrawal_rule(instrument: Instrument) -> WithdrawalRule | None:
    """Return the rule on withdrawal, or None if none is recorded."""
    clause = instrument.clause(ClauseTopic.WITHDRAWAL)
    return clause.rule if clause is not None and isinstance(clause.rule, WithdrawalRule) else None


def derive_withdrawals(
    instrument: Instrument, facts: Sequence[Fact], *, force: PartialDate | None, term: TermStanding | None
) -> tuple[WithdrawalStanding, ...]:
    """Return every notice that stands, in order of day. ``facts`` are those counting on the day looked from."""
    rule = withdrawal_rule(instrument)
    found = []
    for fact in facts:
        if fact.kind is not FactKind.DENOUNCED or _is_revoked(fact, facts):
            continue
        day = _notice_day(fact, rule or DEFAULT)
        found.append(
            WithdrawalStanding(
                party=fact.party,
                notice=fact.id,
                on=effect_of(rule or DEFAULT, day, term) if day else None,
                too_early=_is_too_early(rule, day, force),
                assumed=rule is None,
                ends_treaty=len(instrument.parties) <= _BILATERAL,
            )
        )
    return tuple(found)


_BILATERAL = 2


def effect_of(rule: WithdrawalRule, notice: date, term: TermStanding | None) -> date | None:
    """Return the day a notice given on ``notice`` takes effect; None where that hangs on a term that is not known."""
    expiry = add_period(notice, rule.notice) if rule.notice else notice
    match rule.effect:
        case EffectOfNotice.AFTER_NOTICE:
            return expiry
        case EffectOfNotice.NEXT_1_JANUARY:
            first = date(expiry.year, 1, 1)
            return first if first == expiry else date(expiry.year + 1, 1, 1)
        case EffectOfNotice.END_OF_TERM:
            return term.boundary if term is not None else None


def _notice_day(fact: Fact, rule: WithdrawalRule) -> date | None:
    on = fact.document_date if rule.basis is Basis.NOTE_DATE and fact.document_date else fact.on
    return on.day if on else None


def _is_revoked(notice: Fact, facts: Sequence[Fact]) -> bool:
    after = facts[facts.index(notice) + 1 :]
    return any(fact.kind is FactKind.DENUNCIATION_REVOKED and fact.party == notice.party for fact in after)


def _is_too_early(rule: WithdrawalRule | None, day: date | None, force: PartialDate | None) -> bool:
    if rule is None or rule.not_before is None or day is None or force is None or force.latest is None:
        return False
    return day < add_period(force.latest, rule.not_before)
