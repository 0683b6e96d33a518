"""Each step by which a date was reckoned, in words, with the counting rule it followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.reckoning import StepCode
from igc_tracker.domain.clauses import Unit
from igc_tracker.wording.reasons import period_in_words
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.derive.force_rule import Step
    from igc_tracker.derive.reckoning import Reckoned
    from igc_tracker.domain.clauses import Offset
    from igc_tracker.wording.words import Words

STEP: Mapping[StepCode, str] = {
    StepCode.TRIGGER: N_("condition met"),
    StepCode.PERIOD: N_("plus {period}"),
    StepCode.NEXT_DAY: N_("the day after the period has run in full"),
    StepCode.FIRST_OF_MONTH_AFTER: N_("first day of the month after the one in which the period ends"),
    StepCode.FIRST_OF_NTH_MONTH: N_("first day of month number {number} after the month of the trigger"),
    StepCode.NOT_BEFORE: N_("not before this day"),
    StepCode.AFTER_OTHER: N_("not before the other instrument is in force"),
    StepCode.FIXED_DATE: N_("the day the treaty fixes, the condition being met in time"),
    StepCode.DECIDED: N_("the day fixed by decision, whatever the rule would give"),
    StepCode.PUBLISHED: N_("published for this party"),
    StepCode.OWN_INSTRUMENT: N_("its own instrument"),
    StepCode.ORIGINAL_PARTY: N_("bound with the treaty, from its entry into force"),
    StepCode.ALL_AT_ONCE: N_("bound with the treaty, from its entry into force"),
    StepCode.PRESUMED: N_("bound with the treaty, from its entry into force"),
    StepCode.OBJECTION_WITHDRAWN: N_("its objection withdrawn"),
    StepCode.NOT_BEFORE_TREATY: N_("not before the treaty itself is in force"),
    StepCode.ENTRY_INTO_FORCE: N_("entry into force of the treaty"),
    StepCode.NAMED_END: N_("the end that the treaty names"),
    StepCode.EXTENDED: N_("the new end agreed on"),
    StepCode.TERM: N_("plus the term: {period}"),
    StepCode.RENEWED: N_("renewed {times} × {period}"),
    StepCode.EVENT: N_("ended by the event the clause names"),
    StepCode.COUNTED_BACK: N_("less the period of notice: {period}"),
    StepCode.DAY_BEFORE: N_("the last day in force"),
    StepCode.SURVIVAL: N_("obligations outlive it by {period}"),
    StepCode.NOTICE: N_("the notice"),
    StepCode.DISPATCH: N_("the dispatch of the notice"),
    StepCode.NEXT_1_JANUARY: N_("the next 1 January"),
    StepCode.END_OF_TERM: N_("end of the running period"),
    StepCode.TERM_IN_TIME: N_("end of the period for which the notice is in time"),
    StepCode.DAY_STATED: N_("the later day the notice itself names"),
}
"""What a step is."""

RULE_OF_STEP: Mapping[StepCode, str] = {
    StepCode.TRIGGER: N_("the day of the event is not counted; weekends and holidays shift nothing"),
    StepCode.PERIOD: N_("days are counted one after the other, the first day after the event being the first"),
    StepCode.NEXT_DAY: N_("a full period runs first; confirm against the published date"),
    StepCode.FIRST_OF_MONTH_AFTER: N_("always the next month, even where the period ends on a first"),
    StepCode.FIRST_OF_NTH_MONTH: N_("months are counted after the month of the event, whatever its day"),
    StepCode.NOT_BEFORE: N_("the later of the two days"),
    StepCode.AFTER_OTHER: N_("the later of the two days"),
    StepCode.FIXED_DATE: N_("the fixed day replaces the period"),
    StepCode.DECIDED: N_("what the parties agree on goes before the rule"),
    StepCode.PUBLISHED: N_("a published day goes before a computed one"),
    StepCode.OWN_INSTRUMENT: N_("unless the treaty says otherwise it binds from that day (VCLT 24(3))"),
    StepCode.ORIGINAL_PARTY: N_("it had consented by the day on which the condition was met"),
    StepCode.ALL_AT_ONCE: N_("the clause binds all parties at once"),
    StepCode.PRESUMED: N_("presumed: neither a clause nor an act of this party's own is recorded"),
    StepCode.OBJECTION_WITHDRAWN: N_("an objecting party is not bound while its objection stands"),
    StepCode.NOT_BEFORE_TREATY: N_("the later of the two days"),
    StepCode.ENTRY_INTO_FORCE: N_("every period is counted from it"),
    StepCode.NAMED_END: N_("the first day on which it is no longer in force"),
    StepCode.EXTENDED: N_("it takes the place of the term; the first day on which the treaty is no longer in force"),
    StepCode.RENEWED: N_("counted at one go from the beginning, so that the end of a short month does not shift it"),
    StepCode.EVENT: N_("whatever period runs then"),
    StepCode.COUNTED_BACK: N_("that day included; no law says how to count backwards, this is a convention of igc"),
    StepCode.DAY_BEFORE: N_("a term is half-open: its last day is the one before its end"),
    StepCode.NOTICE: N_("its receipt, unless the clause names another day (VCLT 78)"),
    StepCode.DISPATCH: N_("it counts on receipt, which is not recorded: the effect may come later"),
    StepCode.NEXT_1_JANUARY: N_("the day the period of notice ends may be that day"),
    StepCode.END_OF_TERM: N_("counted as igc explain {ref} term shows"),
    StepCode.TERM_IN_TIME: N_(
        "a notice too late for one period counts for the next; the periods: igc explain {ref} term"
    ),
    StepCode.DAY_STATED: N_("the later of the two days"),
}
"""The counting rule a step follows."""

MONTHS_RULE = N_("the same day of the month, or the last day of a shorter month (ETS 76, article 4(2))")


def rule_of_step(taken: Step, offset: Offset, words: Words) -> str:
    """Return the counting rule a step followed."""
    by_months = taken.code is StepCode.PERIOD and offset.period is not None and offset.period.unit is not Unit.DAY
    return words(MONTHS_RULE if by_months else RULE_OF_STEP[taken.code])


def reckoned(taken: Reckoned, ref: str, words: Words) -> str:
    """Return one step to a date of the instrument ``ref``, with the counting rule it followed."""
    period = taken.period
    said = words(
        STEP[taken.code],
        period=period_in_words(period, words) if period else "",
        number=period.number if period else 0,
        times=taken.times,
    )
    by_months = taken.code in _COUNTING and period is not None and period.unit is not Unit.DAY
    rule = MONTHS_RULE if by_months else RULE_OF_STEP[StepCode.PERIOD if taken.code in _COUNTING else taken.code]
    because = f" [{taken.fact}]" if taken.fact else ""
    return f"{said} ({words(rule, ref=ref)}){because}"


_COUNTING = (StepCode.PERIOD, StepCode.TERM, StepCode.SURVIVAL)


def step(taken: Step, offset: Offset, words: Words) -> str:
    """Return one step of the arithmetic."""
    period = offset.period
    number = period.number if period else 0
    return words(STEP[taken.code], period=period_in_words(period, words) if period else "", number=number)
