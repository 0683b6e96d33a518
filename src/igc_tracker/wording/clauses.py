"""Rules of final clauses in words, one sentence each, to be read after a label and a colon.

A condition is said as an event ("receipt of the last notification") that stands after a preposition: a translator puts
it into the case that "after", "on the day of" and "from" ask for, which in Russian is the same for all three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from igc_tracker.domain import clauses as c
from igc_tracker.wording.events import SILENCE_STARTS, event, joined, ordinal, plain_day
from igc_tracker.wording.periods import (
    after_full,
    after_period,
    at_most,
    before_the_end,
    first_of_month_after,
    for_period,
    renewed_for,
    with_notice,
)
from igc_tracker.wording.reasons import period_in_words
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.wording.words import Words


def rule_in_words(rule: c.Rule, words: Words) -> str:  # noqa: PLR0911  # one case a rule
    """Return what a rule says."""
    match rule:
        case c.ForceRule():
            return _force(rule, words)
        case c.LaterPartyRule():
            own = words(N_("the deposit of its own instrument, though not before the treaty itself is in force"))
            return when(rule.offset, own, words)
        case c.PartialForceRule():
            return joined((_part(each, words) for each in rule.parts), "; ")
        case c.ProvisionalRule():
            return _provisional(rule, words)
        case c.TermRule():
            return _term(rule, words)
        case c.WithdrawalRule():
            return _withdrawal(rule, words)
        case c.AmendmentRule():
            return _amendment(rule, words)
        case _:
            assert_never(rule)


def condition_in_words(condition: c.Condition, words: Words) -> str:
    """Return the event a condition waits for."""
    return event(condition, words)


def when(offset: c.Offset, happening: str, words: Words) -> str:
    """Return on which day something takes effect, counted from an event said in words."""
    period = offset.period
    match offset.rounding:
        case c.Rounding.FIRST_OF_NTH_MONTH:
            said = N_("on the first day of the {nth} month after the month of {event}")
            return words(said, nth=ordinal(period.number if period else 1, words), event=happening)
        case c.Rounding.FIRST_OF_MONTH_AFTER:
            if period is not None:
                return first_of_month_after(period, happening, words)
            return words(N_("on the first day of the month after that of {event}"), event=happening)
        case c.Rounding.NONE:
            if period is not None:
                return (after_full if offset.expiry_next_day else after_period)(period, happening, words)
            return words(N_("on the day of {event}"), event=happening)
        case _:
            assert_never(offset.rounding)


def _of(condition: c.Condition, offset: c.Offset, words: Words) -> str:
    named = plain_day(condition)
    if named is not None and offset == c.Offset():
        return words(N_("on {date}"), date=words.day(named))
    return when(offset, event(condition, words), words)


def _force(rule: c.ForceRule, words: Words) -> str:
    said = _of(rule.condition, rule.offset, words)
    if rule.fixed_if_met_by is not None:
        day = words.day(rule.fixed_if_met_by)
        what = event(rule.condition, words)
        said = words(N_("on {date} if by then there is {event}; otherwise {when}"), date=day, event=what, when=said)
    parts = [said]
    if rule.not_before is not None:
        parts.append(words(N_("not before {date}"), date=words.day(rule.not_before)))
    if rule.after is not None:
        parts.append(words(N_("not before the entry into force of {ref}"), ref=rule.after))
    if rule.decided_by is not None:
        parts.append(words(N_("or on another day that is decided on: {body}"), body=rule.decided_by))
    return joined(parts)


def _part(rule: c.PartRule, words: Words) -> str:
    parts = [_of(rule.condition, rule.offset, words)]
    if rule.not_before is not None:
        parts.append(words(N_("not before {date}"), date=words.day(rule.not_before)))
    if rule.ahead:
        parts.append(words(N_("also before the treaty itself")))
    return words(N_("{part}: {when}"), part=rule.article, when=joined(parts))


def _provisional(rule: c.ProvisionalRule, words: Words) -> str:
    parts = [_of(rule.condition, rule.offset, words)]
    if rule.parts:
        parts.append(words(N_("only: {parts}"), parts=rule.parts))
    if rule.basis:
        parts.append(words(N_("basis: {basis}"), basis=rule.basis))
    if rule.until is not None:
        parts.append(words(N_("until {date} at the latest"), date=words.day(rule.until)))
    if rule.limit is not None:
        parts.append(at_most(rule.limit, words))
    return joined([*parts, words(N_("it ends with the entry into force"))], "; ")


def _term(rule: c.TermRule, words: Words) -> str:
    if rule.term is not None:
        said = for_period(rule.term, words)
    elif rule.until is not None:
        said = words(N_("until {date}"), date=words.day(rule.until))
    else:
        said = words(N_("indefinitely"))
    parts = [said]
    if rule.renewal is not None:
        parts.append(_renewal(rule, rule.renewal, words))
    elif rule.notice is not None:
        parts.append(with_notice(rule.notice, words))
    if rule.ends_with is not None:
        parts.append(words(N_("it ends {when}"), when=_of(rule.ends_with, c.Offset(), words)))
    if rule.survival is not None:
        length = period_in_words(rule.survival, words)
        parts.append(words(N_("obligations go on after its end: {period}"), period=length))
    if rule.survives:
        parts.append(words(N_("what goes on after its end: {what}"), what=rule.survives))
    return joined(parts, "; ")


def _renewal(rule: c.TermRule, renewal: c.Period, words: Words) -> str:
    parts = [renewed_for(renewal, words)]
    if rule.renewals is not None:
        parts.append(words.count("{number} time at most", "{number} times at most", rule.renewals))
    if rule.notice is not None:
        before = before_the_end(rule.notice, words)
        parts.append(words(N_("unless a party gives notice {when}"), when=before))
    return joined(parts)


def _withdrawal(rule: c.WithdrawalRule, words: Words) -> str:
    day = {
        c.Basis.RECEIPT: words(N_("receipt of the notice")),
        c.Basis.DISPATCH: words(N_("dispatch of the notice")),
        c.Basis.NOTE_DATE: words(N_("the date of the notice")),
    }[rule.basis]
    counted = when(c.Offset(period=rule.notice), day, words)
    match rule.effect:
        case c.EffectOfNotice.AFTER_NOTICE:
            said = words(N_("a party's withdrawal takes effect {when}"), when=counted)
        case c.EffectOfNotice.NEXT_1_JANUARY:
            said = words(
                N_("a party's withdrawal takes effect on the next 1 January once the notice has run ({when})"),
                when=counted,
            )
        case c.EffectOfNotice.END_OF_TERM:
            said = words(N_("a party's withdrawal takes effect at the end of the running term"))
            if rule.notice is not None:
                said = joined([said, words(N_("with notice {when}"), when=before_the_end(rule.notice, words))])
        case _:
            assert_never(rule.effect)
    if rule.not_before is None:
        return said
    first = after_period(rule.not_before, words(N_("the entry into force")), words)
    return joined([said, words(N_("notice can be given at the earliest {when}"), when=first)], "; ")


def _amendment(rule: c.AmendmentRule, words: Words) -> str:
    share = f"{rule.numerator}/{rule.denominator}"
    window = period_in_words(rule.window, words) if rule.window else ""
    match rule.way:
        case c.AmendmentWay.SAME_PROCEDURE:
            return words(N_("amendments enter into force by the same procedure as the treaty"))
        case c.AmendmentWay.ALL:
            last = words(N_("acceptance by the last of all parties"))
            return words(N_("amendments enter into force {when}"), when=when(rule.offset, last, words))
        case c.AmendmentWay.FRACTION:
            enough = words(N_("acceptance by {share} of the parties"), share=share)
            said = words(N_("amendments enter into force {when}"), when=when(rule.offset, enough, words))
            return joined([said, words(N_("for those that accept them"))])
        case c.AmendmentWay.TACIT:
            enough = N_("amendments are held to be accepted unless {share} of the parties object")
            many = N_("amendments are held to be accepted unless more than {share} of the parties object")
            said = words(many if rule.more_than else enough, share=share)
            accepted = words(N_("that acceptance"))
        case c.AmendmentWay.OPT_OUT:
            said = words(N_("amendments bind every party that does not decline them"))
            accepted = words(N_("the end of that time"))
        case _:
            assert_never(rule.way)
    parts = [said]
    if window:
        start = words(SILENCE_STARTS[rule.starts])
        parts.append(words(N_("time for it: {period}, counted from {event}"), period=window, event=start))
    if rule.offset != c.Offset():
        parts.append(words(N_("in force {when}"), when=when(rule.offset, accepted, words)))
    return joined(parts, "; ")
