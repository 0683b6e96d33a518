"""Procedures at home in words: at which step a party is, who holds entry into force up, what is to be expected."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.paces import ENDS, ConsentMode, Stretch
from igc_tracker.derive.run_steps import StepState
from igc_tracker.derive.variants import VariantBasis
from igc_tracker.domain.facts import Confidence
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.domain.runs import DelayReason, Phase
from igc_tracker.wording.codes import LINK
from igc_tracker.wording.procedures import basis_in_words
from igc_tracker.wording.statutory import period_standing
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from igc_tracker.derive.holders import Expected, Holder, Usual
    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.derive.run_steps import Delay, RunStep
    from igc_tracker.domain.procedures import ProcedureStep
    from igc_tracker.wording.words import Words

STEP_STATE: Mapping[StepState, str] = {
    StepState.DONE: N_("done"),
    StepState.IN_PROGRESS: N_("in progress"),
    StepState.RETURNED: N_("returned"),
    StepState.SKIPPED: N_("skipped"),
    StepState.WAIVED: N_("waived"),
    StepState.OPEN: N_("open"),
    StepState.UNKNOWN: N_("passed, not recorded"),
    StepState.NOT_APPLICABLE: N_("not in law then"),
}

BASIS: Mapping[VariantBasis, str] = {
    VariantBasis.RECORDED: N_("as recorded"),
    VariantBasis.QUALIFIED: N_("by the checklist"),
    VariantBasis.ACTS: N_("shown by its acts"),
    VariantBasis.LEVEL: N_("by the level of the treaty"),
    VariantBasis.ASSUMED: N_("assumed; nobody has said so"),
}
"""What the way of a procedure rests on."""

NOT_SAID: Mapping[Phase, str] = {
    Phase.PRE_SIGNATURE: N_("the way to signature is not recorded"),
    Phase.CONSENT: N_("mode of consent not recorded"),
}
"""Said of an assumed way, whose steps are not told."""

DELAY: Mapping[DelayReason, str] = {
    DelayReason.TO_BE_SUBMITTED: N_("to be submitted"),
    DelayReason.LATER: N_("later"),
    DelayReason.NOT_NOW: N_("not now"),
    DelayReason.DEFINITELY_NOT: N_("definitely not"),
    DelayReason.AWAITING_OTHER_SIDE: N_("awaiting the other side"),
    DelayReason.FINANCIAL: N_("financial reasons"),
    DelayReason.TRANSLATION: N_("translation"),
    DelayReason.NO_REPLY: N_("no reply"),
}

NOT_DONE: Mapping[ChainLink, str] = {
    ChainLink.CLEARED: N_("not cleared to sign"),
    ChainLink.SIGNED: N_("not signed"),
    ChainLink.CONSENT: N_("no consent to be bound"),
    ChainLink.SENT: N_("note not sent"),
    ChainLink.RECEIVED: N_("note not received"),
}
"""Said after the party and a colon."""

STRETCH: Mapping[Stretch, str] = {
    Stretch.SIGNATURE_TO_CONSENT: N_("from signature to consent"),
    Stretch.CONSENT_TO_NOTE: N_("from consent to the note"),
    Stretch.SIGNATURE_TO_NOTE: N_("from signature to the note"),
}

MODE: Mapping[ConsentMode | None, str] = {
    ConsentMode.LAW: N_("by law"),
    ConsentMode.GOVERNMENT_ACT: N_("by act of the Government"),
    None: N_("whatever the mode"),
}


def step_name(step: ProcedureStep, words: Words) -> str:
    """Return what a step is called, with the body that takes it where the name does not say so."""
    name, body = words.text(step.names), words.text(step.body)
    stem = body[:-1] if len(body) > _DECLINED else body  # a name may have the body in another case
    return name if stem.casefold() in name.casefold() else f"{name} ({body})"


_DECLINED = 4
"""Longer names of bodies are declined in Russian: their last letter says nothing."""


def at_step(run: Run, words: Words) -> str:
    """Return at which step a run is, of how many, for how long; of an assumed way only that nobody has said it."""
    if run.chosen.basis is VariantBasis.ASSUMED:
        return words(NOT_SAID[run.phase])
    at = run.waits_for
    if at is None:
        return words.count("the {number} step is behind it", "all {number} steps are behind it", run.total)
    said = words(
        N_("step {number} of {total}: {step}"), number=run.position, total=run.total, step=step_name(at.step, words)
    )
    if at.state is not StepState.OPEN:
        said = f"{said} ({words(STEP_STATE[at.state])})"
    return f"{said} — {for_days(run, words)}" if run.since is not None else said


def for_days(run: Run, words: Words) -> str:
    """Return for how many days the next step has been waited for, and since when."""
    since = words.on_briefly(run.since)
    if run.days is None:
        return words(N_("since {date}"), date=since)
    return words.count("{number} day, since {date}", "{number} days, since {date}", run.days, date=since)


def last_done(run: Run, words: Words) -> str:
    """Return the last step that was done before the one that is waited for; empty where there is none."""
    end = run.steps.index(run.waits_for) if run.waits_for is not None else len(run.steps)
    done = [each for each in run.steps[:end] if each.state is StepState.DONE and each.fact is not None]
    return done_in_words(done[-1], words) if done else ""


def done_in_words(each: RunStep, words: Words) -> str:
    """Return that a step was done, when, and whether sources differ on it."""
    said = f"{words.text(each.step.names)}: {words(STEP_STATE[each.state])} {words.on_briefly(each.on)}"
    said = said if each.settled else f"{said} ?"
    return f"{said} ({words(N_('contested'))})" if each.contested else said


def straddle(run: Run, words: Words) -> str:
    """Return that the run began under an order that has gone since, and what the new one asks for."""
    ends = max((each.step.valid_to for each in run.straddles if each.step.valid_to), default=None)
    if ends is None:
        return ""
    start = ends + timedelta(days=1)
    new = [each.step for each in run.steps if each.step.valid_from == start]
    return words(
        N_(
            "begun under the old order ({old}, to {last}); from {first}: {new};"
            " the rule for what was under way is to be verified"
        ),
        old=", ".join(words.text(each.step.body) for each in run.straddles),
        last=words.day(ends),
        first=words.day(start),
        new=", ".join(words.text(each.body) for each in new) or "–",
    )


def law_of(step: ProcedureStep, words: Words) -> str:
    """Return what a step, and its period, rest on, and what of it nobody has read in a source that surely says so."""
    said = basis_in_words(step, words)
    if step.deadline is None or step.deadline.confidence is Confidence.HIGH or not step.is_verified:
        return said
    return f"{said}; {words(N_('the period is to be verified'))}"


def period_of(each: RunStep, words: Words) -> str:
    """Return how the statutory period of a step stands; empty where it has none."""
    return period_standing(each.period, words) if each.period is not None else ""


def start_by(day: date, as_of: date, words: Words) -> str:
    """Return the last day on which a step can be begun, so that a later period is kept."""
    if day >= as_of:
        return words(N_("to be taken by {date}, so that a later step is in time"), date=words.day(day))
    return words.count(
        "overdue by {number} day; to be taken by {date}, so that a later step is in time",
        "overdue by {number} days; to be taken by {date}, so that a later step is in time",
        (as_of - day).days,
        date=words.day(day),
    )


def delay(found: Delay, words: Words) -> str:
    """Return why a step waits, since when, and when it is to be looked at again."""
    said = words(N_("delayed: {reason}"), reason=words(DELAY[found.reason]))
    if found.since is not None:
        said = words(N_("{delay}, since {date}"), delay=said, date=words.on(found.since))
    if found.review_on is not None:
        said = words(N_("{delay}; to be reviewed {date}"), delay=said, date=words.on(found.review_on))
    return said


# --- who holds it up ----------------------------------------------------------------------------------------------


def holder(found: Holder, run: Run | None, words: Words) -> str:
    """Return in one sentence what a party has not done, at which step it is, for how long, against which target.

    Without a target the law gives none, or the templates know of none, or a day is missing; the lines below say which.
    """
    said = words(NOT_DONE[found.link])
    if found.state is LinkStatus.UNKNOWN:
        said = words(N_("{what}, as far as is on record"), what=said)
    parts = [f"{words.party(found.party)}: {said}"]
    unsaid = run is not None and run.chosen.basis is VariantBasis.ASSUMED and found.link is not ChainLink.RECEIVED
    if run is not None and (found.step is not None or unsaid):
        parts.append(at_step(run, words))
    at = run.waits_for if run is not None and found.target is not None else None
    if at is not None:
        parts.append(words(N_("target: {target}"), target=period_of(at, words)))
    if found.signed_days is not None:
        parts.append(words.count("{number} day since signature", "{number} days since signature", found.signed_days))
    return "; ".join(parts)


def ageing(found: Holder, words: Words) -> str:
    """Return the last sign of life of a party, and how long such cases of its take; empty where neither is known."""
    parts = []
    if found.last_sign is not None:
        said = words(N_("last sign of life {date}"), date=words.on_briefly(found.last_sign))
        if found.last_sign_days:
            ago = words.count("{number} day ago", "{number} days ago", found.last_sign_days)
            said = f"{said}, {ago}"
        parts.append(said)
    if found.usual is not None:
        parts.append(usual(found.usual, words))
    return "; ".join(parts)


def usual(found: Usual, words: Words) -> str:
    """Return after how many days half of a party's cases are over, and how many cases that rests on."""
    return words.count(
        "usual {stretch}, {mode}: {number} day (median; n = {finished})",
        "usual {stretch}, {mode}: {number} days (median; n = {finished})",
        found.median,
        stretch=words(STRETCH[found.stretch]),
        mode=words(MODE[found.mode]),
        finished=found.finished,
    )


def expected(found: Expected, words: Words) -> str:
    """Return when an act may be done: a forecast, marked ``~``, with its range and how many cases it rests on."""
    known = found.last is not None
    span = N_("80 %: {first} to {last}; n = {number}") if known else N_("80 %: from {first}, no end yet; n = {number}")
    said = words(
        span,
        first=words.day(found.first),
        last=words.day(found.last) if found.last else "",
        number=found.finished,
    )
    act = words(LINK[ENDS[found.stretch][1]])
    return words(N_("expected ~ {date}: {act} ({span})"), date=words.day(found.on), act=act, span=said)
