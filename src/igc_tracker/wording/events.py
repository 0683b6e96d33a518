"""What a condition waits for, said as an event that can stand after a preposition."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from igc_tracker.domain import clauses as c
from igc_tracker.wording.codes import MANNER
from igc_tracker.wording.periods import after_period
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from igc_tracker.wording.words import Words

_NAMED = 12
"""Up to how many parties a condition names; beyond, it counts them."""


def event(condition: c.Condition, words: Words) -> str:  # noqa: C901, PLR0911, PLR0912  # one case a condition
    """Return the event a condition waits for."""
    match condition:
        case c.SignedByAll():
            return words(N_("signature by all parties"))
        case c.OnDate():
            return words.day(condition.on)
        case c.LastNotification():
            return words(_LAST_NOTIFICATION[condition.basis])
        case c.ReplyNote():
            return words(_REPLY_NOTE[condition.basis])
        case c.InstrumentsExchanged():
            return words(N_("the exchange of instruments of ratification"))
        case c.Deposits():
            return _deposits(condition, words)
        case c.PartiesOf():
            return _fraction(condition, words)
        case c.OtherInForce():
            return words(N_("the entry into force of {ref}"), ref=condition.ref)
        case c.OtherEnded():
            return words(N_("the end of {ref}"), ref=condition.ref)
        case c.Decided():
            return words(N_("the day fixed by a decision ({body})"), body=condition.body)
        case c.TacitAcceptance():
            return _silence(condition, words)
        case c.Declarations():
            return words.count(
                "{number} declaration under: {article}",
                "{number} declarations under: {article}",
                condition.count,
                article=condition.article,
            )
        case c.AllOf():
            return _several(N_("the last of these events: {events}"), condition.conditions, words)
        case c.AnyOf():
            return _several(N_("the first of these events: {events}"), condition.conditions, words)
        case _:
            assert_never(condition)


_LAST_NOTIFICATION = {
    c.Basis.RECEIPT: N_("receipt of the last notification"),
    c.Basis.DISPATCH: N_("dispatch of the last notification"),
    c.Basis.NOTE_DATE: N_("the date of the last notification"),
}
_REPLY_NOTE = {
    c.Basis.RECEIPT: N_("receipt of the note in reply"),
    c.Basis.DISPATCH: N_("dispatch of the note in reply"),
    c.Basis.NOTE_DATE: N_("the date of the note in reply"),
}


def plain_day(condition: c.Condition) -> date | None:
    """Return the day a condition names and nothing else, or None."""
    return condition.on if isinstance(condition, c.OnDate) else None


def joined(parts: Iterable[str], between: str = ", ") -> str:
    """Return the parts that say something, in a row."""
    return between.join(part for part in parts if part)


def ordinal(number: int, words: Words) -> str:
    """Return a number as the place it stands at: 60th; in Russian as after "of the", in Kazakh before any noun."""
    match words.language:
        case "ru":
            return f"{number}-го"
        case "kk":
            last, tens = number % 10, number % 100
            back = last in (6, 9) or tens in (10, 20, 30, 40, 60, 90) or (last == 0 and number % 100_000 == 0)
            return f"{number}-{'шы' if back else 'ші'}"
        case _:
            ends = {1: "st", 2: "nd", 3: "rd"}
            teens = number % 100 in (11, 12, 13)
            return f"{number}{'th' if teens else ends.get(number % 10, 'th')}"


def _several(said: str, conditions: Sequence[c.Condition], words: Words) -> str:
    return words(said, events="; ".join(_nested(each, words) for each in conditions))


def _nested(condition: c.Condition, words: Words) -> str:
    said = event(condition, words)
    return f"({said})" if isinstance(condition, c.AllOf | c.AnyOf) else said


def _deposits(rule: c.Deposits, words: Words) -> str:
    include = _including(rule.include, words)
    if rule.count is not None:
        said = words(N_("the deposit of the {nth} instrument"), nth=ordinal(rule.count, words))
    elif rule.include and not (rule.groups or rule.shares):
        said = words(N_("the deposit of the last instrument of: {parties}"), parties=_parties(rule.include, words))
        include = ""
    else:
        said = words(N_("the deposit of the last instrument needed"))
    parts = [said, include, *(_group(group, words) for group in rule.groups)]
    parts += [_share(share, words) for share in rule.shares]
    return joined([*parts, *_counting(rule, words)])


def _counting(rule: c.Deposits, words: Words) -> Iterable[str]:
    """Yield which instruments count and which do not."""
    yield _excluding(rule.exclude, words)
    if rule.only_since is not None:
        yield words(
            N_("counting only, each from the day it joined: {parties}"), parties=_parties(tuple(rule.only_since), words)
        )
    if rule.manners:
        manners = ", ".join(words(MANNER[each]) for each in rule.manners)
        yield words(N_("counting only: {manners}"), manners=manners)
    if rule.definitive_signatures:
        yield words(N_("definitive signatures counted"))
    if rule.signatories_only:
        yield words(N_("counting only those of signatories"))


def _group(group: c.Group, words: Words) -> str:
    if not group.parties:
        return words.count(
            "at least {number} of them from “{label}”, all that no other group names",
            "at least {number} of them from “{label}”, all that no other group names",
            group.least,
            label=group.label,
        )
    return words.count(
        "at least {number} of them from “{label}” ({parties})",
        "at least {number} of them from “{label}” ({parties})",
        group.least,
        label=group.label,
        parties=_parties(group.parties, words),
    )


def _share(share: c.Share, words: Words) -> str:
    table = share.version or words(N_("version not named"))
    said = words(
        N_("with {percent} per cent of {label} (table: {version})"),
        percent=f"{share.percent:g}",
        label=share.label,
        version=table,
    )
    return f"{said} {words(N_('[the table is not loaded]'))}" if share.weights is None else said


def _fraction(rule: c.PartiesOf, words: Words) -> str:
    parent = rule.ref or words(N_("the treaty it belongs to"))
    if rule.numerator == rule.denominator:
        said = words(N_("acceptance by all parties of: {ref}"), ref=parent)
    else:
        share = f"{rule.numerator}/{rule.denominator}"
        said = words(N_("acceptance by {share} of the parties of: {ref}"), share=share, ref=parent)
    return joined([said, _including(rule.include, words), _excluding(rule.exclude, words)])


SILENCE_STARTS = {
    c.WindowStart.ADOPTION: N_("the adoption of the amendment"),
    c.WindowStart.CIRCULATION: N_("the circulation of the amendment"),
}


def _silence(rule: c.TacitAcceptance, words: Words) -> str:
    if rule.by is not None:
        said = words(N_("the last day for objections, {date}"), date=words.day(rule.by))
    else:
        start = words(SILENCE_STARTS[rule.starts])
        when = after_period(rule.window, start, words) if rule.window else start
        said = words(N_("the last day for objections ({when})"), when=when)
    parts = [said]
    if rule.numerator is not None:
        share = f"{rule.numerator}/{rule.denominator}"
        many = N_("unless more than {share} of the parties object: {ref}")
        enough = N_("unless {share} of the parties object: {ref}")
        parent = rule.ref or words(N_("the treaty it belongs to"))
        parts.append(words(many if rule.more_than else enough, share=share, ref=parent))
    parts += [words(N_("or unless objectors stand for {share}"), share=_share(each, words)) for each in rule.shares]
    return joined(parts)


def _including(parties: Sequence[str], words: Words) -> str:
    return words(N_("including: {parties}"), parties=_parties(parties, words)) if parties else ""


def _excluding(parties: Sequence[str], words: Words) -> str:
    return words(N_("not counting: {parties}"), parties=_parties(parties, words)) if parties else ""


def _parties(codes: Sequence[str], words: Words) -> str:
    if len(codes) > _NAMED:
        return words.count("{number} party named in the rule", "{number} parties named in the rule", len(codes))
    return words.parties(codes)
