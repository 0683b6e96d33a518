"""Rules that fit their form and still mean nothing: they are refused before anything is derived from them."""

from __future__ import annotations

from igc_tracker.domain import clauses as c
from igc_tracker.domain.errors import Phrase

_ALL = 100


def contradiction(record: object) -> Phrase | None:  # noqa: C901, PLR0911  # one case a record
    """Return what does not go together in one rule, condition or part of one, or None."""
    match record:
        case c.Offset():
            return _in_offset(record)
        case c.Deposits():
            return _in_deposits(record)
        case c.PartiesOf():
            return _in_fraction_of(record)
        case c.Group() if record.parties and record.least > len(set(record.parties)):
            return Phrase("asks for more parties than it names")
        case c.AllOf() | c.AnyOf() if not record.conditions:
            return Phrase("names no condition")
        case c.TermRule():
            return _in_term(record)
        case c.TacitAcceptance():
            return _in_silence(record)
        case c.PartialForceRule():
            return _in_parts(record)
        case c.AmendmentRule():
            return _in_amendment(record)
        case c.Share() if record.percent > _ALL:
            return Phrase("asks for more than all")
        case _:
            return None


def _in_offset(offset: c.Offset) -> Phrase | None:
    if offset.rounding is c.Rounding.FIRST_OF_NTH_MONTH:
        if offset.period is None or offset.period.unit is not c.Unit.MONTH:
            return Phrase("counts months after the month of the trigger: period must be in months")
        if offset.expiry_next_day:
            return Phrase("counts whole months: expiry_next_day says nothing")
    if offset.expiry_next_day and offset.period is None:
        return Phrase("has no period that could run out")
    return None


def _in_deposits(deposits: c.Deposits) -> Phrase | None:
    if not (deposits.count or deposits.include or deposits.groups or deposits.shares):
        return Phrase("asks for nothing: count, include, groups or shares")
    if set(deposits.include) & set(deposits.exclude):
        return Phrase("both includes and excludes a party")
    return None


def _in_fraction_of(fraction: c.PartiesOf) -> Phrase | None:
    if fraction.ref is None and not fraction.since:
        return Phrase("does not say of what: ref or since")
    if fraction.numerator > fraction.denominator:
        return Phrase("asks for more than all")
    if set(fraction.include) & set(fraction.exclude):
        return Phrase("both includes and excludes a party")
    return None


def _in_silence(rule: c.TacitAcceptance) -> Phrase | None:
    if (rule.window is None) is (rule.by is None):
        return Phrase("needs one end of the time for objections: window or by")
    if rule.numerator is None:
        return Phrase("counts objections without a number: numerator is missing") if rule.more_than else None
    if rule.numerator > rule.denominator:
        return Phrase("asks for more than all")
    return Phrase("does not say of what: ref") if rule.ref is None else None


def _in_amendment(rule: c.AmendmentRule) -> Phrase | None:
    if rule.numerator > rule.denominator:
        return Phrase("asks for more than all")
    if rule.way in (c.AmendmentWay.TACIT, c.AmendmentWay.OPT_OUT) and rule.window is None:
        return Phrase("does not say how long there is to object: window")
    return None


def _in_parts(rule: c.PartialForceRule) -> Phrase | None:
    if not rule.parts:
        return Phrase("names no part")
    names = [part.article for part in rule.parts]
    return Phrase("names a part twice") if len(set(names)) < len(names) else None


def _in_term(term: c.TermRule) -> Phrase | None:
    if term.term is not None and term.until is not None:
        return Phrase("ends its first period twice: term or until")
    if term.renewal is not None and term.term is None and term.until is None:
        return Phrase("renews a period that does not end: term or until is missing")
    if term.renewals is not None and term.renewal is None:
        return Phrase("limits renewals without a renewal")
    return None
