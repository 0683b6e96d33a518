"""Why a date is what it is, in words: what a clause still needs, what a deadline is, why a day is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.conditions import NeedCode
from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.domain.clauses import Unit
from igc_tracker.domain.facts import DeviationReason, FactKind
from igc_tracker.domain.instruments import ClauseTopic
from igc_tracker.wording.codes import CLAUSE_TOPIC, FACT_KIND
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from igc_tracker.derive.conditions import Need
    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.domain.clauses import Period
    from igc_tracker.domain.procedures import ProcedureStep
    from igc_tracker.wording.words import Words

NEED: Mapping[NeedCode, str] = {
    NeedCode.SIGNATURE: N_("signature"),
    NeedCode.NOTE: N_("note on completion of its procedures, with the date the clause asks for"),
    NeedCode.INSTRUMENT: N_("instrument"),
    NeedCode.EXCHANGE: N_("the exchange of instruments"),
    NeedCode.DAY: N_("the day (recorded without one)"),
    NeedCode.COUNT: N_("{have} of {need} instruments"),
    NeedCode.GROUP: N_("{have} of {need} instruments from the group “{label}”"),
    NeedCode.SHARE: N_("{have} of {need} per cent of {label}"),
    NeedCode.WEIGHTS: N_("the table of weights “{label}”"),
    NeedCode.BASE: N_("the parties of {label}, of which a fraction is needed"),
    NeedCode.OTHER_INSTRUMENT: N_("the entry into force or end of {label}"),
    NeedCode.DECISION: N_("the decision of {label}"),
    NeedCode.PARTIES: N_("the list of parties"),
    NeedCode.DECLARATIONS: N_("{have} of {need} declarations under: {label}"),
    NeedCode.START: N_("the day from which the time for objections runs"),
    NeedCode.SILENCE: N_("the time for objections runs until {until}"),
    NeedCode.OBJECTED: N_("not accepted: objections {have}, enough to stop it {need} {label}"),
    NeedCode.TREATY: N_("the entry into force of the treaty itself"),
    NeedCode.CLAUSE: N_("a clause that can be read: {label}"),
}

DAY_OF: Mapping[str, str] = {
    ClauseTopic.ENTRY_INTO_FORCE: N_("the day of entry into force"),
    FactKind.EXTENDED: N_("the new end agreed"),
    FactKind.DENOUNCED: N_("the day of the notice"),
    FactKind.DENUNCIATION_REVOKED: N_("the day the notice was revoked"),
    FactKind.EXPIRED: N_("the day of what ends the treaty"),
}
"""Whose day is missing, where a need of code DAY says so."""

DEADLINE: Mapping[DeadlineCode, str] = {
    DeadlineCode.ENTRY_INTO_FORCE: N_("entry into force"),
    DeadlineCode.PART_IN_FORCE: N_("entry into force of a part"),
    DeadlineCode.NOTICE_OPENS: N_("notice may be given from this day"),
    DeadlineCode.NOTICE: N_("last day for notice against renewal"),
    DeadlineCode.RENEWAL: N_("tacit renewal"),
    DeadlineCode.EXPIRY: N_("expiry"),
    DeadlineCode.END_OF_TERM: N_("end of the term; whether it is renewed cannot be told (igc explain {ref} term)"),
    DeadlineCode.WITHDRAWAL: N_("denunciation takes effect"),
    DeadlineCode.PROVISIONAL_LIMIT: N_("provisional application ends"),
    DeadlineCode.PLANNED: N_("planned"),
    DeadlineCode.OBLIGATION: N_("obligation"),
    DeadlineCode.TARGET: N_("planned for the project"),
    DeadlineCode.STATUTORY: N_("last day in law"),
    DeadlineCode.STATUTORY_WAIT: N_("period in law has run"),
    DeadlineCode.LATEST_START: N_("last day to take the step"),
    DeadlineCode.REVIEW: N_("delay to be reviewed"),
    DeadlineCode.SESSION: N_("session planned"),
    DeadlineCode.SESSION_OWED: N_("last day for a session by the agreed frequency"),
    DeadlineCode.ACTION_ITEM: N_("action item"),
}

DEVIATION: Mapping[DeviationReason, str] = {
    DeviationReason.AGREED_DATE: N_("the parties agreed on that date"),
    DeviationReason.RETROACTIVE: N_("retroactive effect"),
    DeviationReason.DEPOSITARY_PRACTICE: N_("practice of the depositary"),
    DeviationReason.DATA_ERROR: N_("error in the data"),
    DeviationReason.UNKNOWN: N_("reason unknown"),
}


def need(missing: Need, words: Words) -> str:
    """Return one missing input, named so that somebody can go and find it."""
    label = missing.label or ""
    sentence = NEED[missing.code]
    if missing.code is NeedCode.DAY and label in DAY_OF:
        sentence = DAY_OF[label]
    if missing.code is NeedCode.CLAUSE:
        label = words(CLAUSE_TOPIC[ClauseTopic(label)])
    until = words.day(missing.until) if missing.until else ""
    said = words(sentence, have=_figure(missing.have), need=_figure(missing.need), label=label, until=until).strip()
    return f"{words.party(missing.party)}: {said}" if missing.party else said


def needs(missing: Iterable[Need], words: Words) -> list[str]:
    """Return the missing inputs; parties that miss the same are named together, many of them counted."""
    by_text: dict[str, list[str]] = {}
    for each in missing:
        by_text.setdefault(need(_anonymous(each), words), []).extend([each.party] if each.party else [])
    said = []
    for text, parties in by_text.items():
        if len(parties) > _NAMED:
            many = words.count("{number} party", "{number} parties", len(parties))
            said.append(f"{many}: {text}")
        else:
            said.append(f"{words.parties(parties)}: {text}" if parties else text)
    return said


_NAMED = 8


def _anonymous(missing: Need) -> Need:
    from dataclasses import replace

    return replace(missing, party=None)


def _figure(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def period_in_words(length: Period, words: Words) -> str:
    """Return a period: 30 days, 3 months, 1 year."""
    match length.unit:
        case Unit.DAY:
            return words.count("{number} day", "{number} days", length.number)
        case Unit.MONTH:
            return words.count("{number} month", "{number} months", length.number)
        case Unit.YEAR:
            return words.count("{number} year", "{number} years", length.number)


def deadline(due: Deadline, words: Words) -> str:
    """Return what falls due."""
    said = words(DEADLINE[due.code], ref=due.ref)
    if due.from_dispatch:
        said = f"{said} ({words(N_('counted from dispatch; the receipt is not recorded'))})"
    if due.kind is not None:
        said = f"{said}: {words(FACT_KIND[due.kind])}"
    if due.article is not None:
        said = f"{said}: {due.article}"
    if due.step is not None:
        said = words(N_("{what}, overdue"), what=said) if due.missed else said
        said = f"{said}: {_domestic(due.step, words)}"
    if due.number is not None:
        said = f"{said}: {words(N_('No. {number}'), number=due.number)}"
    if due.text or due.about:
        said = f"{said}: {words.text(due.text) or due.about}"
    if due.forecast:
        said = words(N_("{what} (forecast)"), what=said)
    return f"{words.party(due.party)}: {said}" if due.party else said


def deadline_day(due: Deadline, words: Words) -> str:
    """Return the day of a deadline, or the days it may be, and its mark: ``=`` computed, ``~`` forecast, ``?`` open."""
    mark = " ~" if due.forecast else (" = ?" if due.from_dispatch else " =") if due.computed else ""
    day = words.day(due.on) if due.last is None else f"{words.day(due.on)} – {words.day(due.last)}"
    return f"{day}{mark}"


def _domestic(step: ProcedureStep, words: Words) -> str:
    """Return a step at home with what its period rests on; only a step with one has a page to point to here."""
    from igc_tracker.wording.runs import law_of, step_name

    law = law_of(step, words) if step.deadline is not None else ""
    return f"{step_name(step, words)}; {law}" if law else step_name(step, words)
