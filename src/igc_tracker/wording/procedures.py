"""Domestic procedures in words: what the codes of a template are called, and what its periods say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.procedures import Anchor, DayCount, DeadlineRelation, DeadlineUnit, GroundsMet, TreatyAction
from igc_tracker.domain.runs import Phase
from igc_tracker.wording.codes import CONFIDENCE
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.domain.procedures import Ground, ProcedureStep, StepDeadline, Template, Variant
    from igc_tracker.wording.words import Words

PHASE: Mapping[Phase, str] = {
    Phase.PRE_SIGNATURE: N_("Before signature"),
    Phase.CONSENT: N_("Consent to be bound"),
}

TREATY_ACTION: Mapping[TreatyAction, str] = {
    TreatyAction.TEXT_ADOPTED: N_("adoption of the text"),
    TreatyAction.INITIALLING: N_("initialling"),
    TreatyAction.FULL_POWERS: N_("full powers"),
    TreatyAction.SIGNATURE: N_("signature"),
    TreatyAction.DEFINITIVE_SIGNATURE: N_("definitive signature"),
    TreatyAction.CONSENT_ESTABLISHED: N_("consent established: note, deposit or exchange"),
    TreatyAction.NOTIFICATION_SENT: N_("notification sent"),
    TreatyAction.NOTIFICATION_RECEIVED: N_("notification received"),
    TreatyAction.PROVISIONAL_APPLICATION: N_("provisional application"),
    TreatyAction.ENTRY_INTO_FORCE: N_("entry into force"),
    TreatyAction.REGISTRATION: N_("registration"),
    TreatyAction.DENUNCIATION_NOTICE: N_("notice of denunciation"),
    TreatyAction.TERMINATION: N_("termination"),
}

ANCHOR: Mapping[Anchor, str] = {
    Anchor.PLANNED_SIGNATURE_DATE: N_("the planned day of signature"),
    Anchor.SIGNATURE_DATE: N_("the day of signature"),
    Anchor.RECEIVED_BY_UPPER_HOUSE: N_("receipt by the upper house"),
    Anchor.LAW_RECEIVED_BY_PRESIDENT: N_("receipt of the law by the President"),
    Anchor.FIRST_OFFICIAL_PUBLICATION: N_("the first official publication"),
    Anchor.DOCUMENTS_CONFIRMING_EIF_RECEIVED: N_("receipt of the papers that prove entry into force"),
    Anchor.PROVISIONAL_APPLICATION_START: N_("the start of provisional application"),
    Anchor.LAID_BEFORE_PARLIAMENT: N_("the laying before parliament"),
    Anchor.PERIOD_A_END: N_("the end of the first period"),
    Anchor.STATEMENT_LAID: N_("the laying of the statement"),
    Anchor.ENTRY_INTO_FORCE: N_("the entry into force"),
    Anchor.MONTH_END: N_("the end of the month"),
}
"""Said after "before" and "after"; Russian wants both times the genitive, and Kazakh puts a colon behind it."""

GROUNDS: Mapping[GroundsMet, str] = {
    GroundsMet.ANY: N_("a ground for ratification is met"),
    GroundsMet.NONE: N_("no ground for ratification is met"),
}


def deadline_in_words(deadline: StepDeadline, words: Words) -> str:
    """Return what a statutory period asks for, e.g. "at least 14 calendar days before the planned signature"."""
    anchor = words(ANCHOR[deadline.anchor])
    if deadline.relation is DeadlineRelation.RECURRING:
        return _recurring(deadline, anchor, words)
    period = _period(deadline, words)
    match deadline.relation:
        case DeadlineRelation.AT_LEAST_BEFORE:
            return words(N_("at least {period} before {anchor}"), period=period, anchor=anchor)
        case DeadlineRelation.WITHIN_AFTER:
            return words(N_("within {period} after {anchor}"), period=period, anchor=anchor)
        case DeadlineRelation.WAIT_AFTER:
            return words(N_("wait {period} after {anchor}"), period=period, anchor=anchor)
        case DeadlineRelation.AT_MOST_EXTENSION:
            return words(N_("prolonged by {period} at most, from {anchor}"), period=period, anchor=anchor)


def deadline_with_doubt(deadline: StepDeadline, words: Words) -> str:
    """Return a period with how sure it is, and its note."""
    said = f"{deadline_in_words(deadline, words)} ({words(CONFIDENCE[deadline.confidence])})"
    return f"{said}; {words.text(deadline.note)}" if deadline.note else said


def _period(deadline: StepDeadline, words: Words) -> str:
    number = deadline.number
    match deadline.unit:
        case DeadlineUnit.WEEK:
            return words.count("{number} week", "{number} weeks", number)
        case DeadlineUnit.MONTH:
            return words.count("{number} month", "{number} months", number)
        case DeadlineUnit.DAY:
            match deadline.days:
                case DayCount.CALENDAR:
                    return words.count("{number} calendar day", "{number} calendar days", number)
                case DayCount.WORKING:
                    return words.count("{number} working day", "{number} working days", number)
                case DayCount.SITTING:
                    return words.count("{number} sitting day", "{number} sitting days", number)


def _recurring(deadline: StepDeadline, anchor: str, words: Words) -> str:
    number = deadline.number
    match deadline.unit:
        case DeadlineUnit.DAY:
            return words.count(
                "every day, counted from {anchor}", "every {number} days, counted from {anchor}", number, anchor=anchor
            )
        case DeadlineUnit.WEEK:
            return words.count(
                "every week, counted from {anchor}",
                "every {number} weeks, counted from {anchor}",
                number,
                anchor=anchor,
            )
        case DeadlineUnit.MONTH:
            return words.count(
                "every month, counted from {anchor}",
                "every {number} months, counted from {anchor}",
                number,
                anchor=anchor,
            )


def basis_in_words(found: ProcedureStep | Ground, words: Words) -> str:
    """Return a legal basis, the page it was read on, and where nobody has read one that surely says so, the doubt."""
    page = f"[{found.source}]" if found.source is not None else ""
    doubt = "" if found.is_verified else words(N_("(to be verified)"))
    return " ".join(part for part in (found.legal_basis, page, doubt) if part)


def applies_in_words(variant: Variant, template: Template, words: Words) -> str:
    """Return which treaties take a variant; empty where the template does not say."""
    level = template.level(variant.level) if variant.level is not None else None
    parts = (
        words.text(level.names) if level is not None else "",
        words(GROUNDS[variant.grounds]) if variant.grounds is not None else "",
        words.text(variant.applies_when),
    )
    return "; ".join(part for part in parts if part)


def validity_in_words(step: ProcedureStep, words: Words) -> str:
    """Return the days on which a step exists in law; empty where it always does."""
    first, last = step.valid_from, step.valid_to
    if first is not None and last is not None:
        return words(N_("from {first} to {last}"), first=words.day(first), last=words.day(last))
    if first is not None:
        return words(N_("from {date}"), date=words.day(first))
    return words(N_("to {date}"), date=words.day(last)) if last is not None else ""
