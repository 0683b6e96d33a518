"""Projects in words: what funding waits for, what was planned, by how much it moved and what moved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.projects import StageState, TargetState
from igc_tracker.derive.unlocks import UnlockState
from igc_tracker.domain.instruments import UnlockedBy
from igc_tracker.domain.projects import Outcome
from igc_tracker.wording.codes import CERTAINTY, NEXT_ACT, STANDING
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.actions.list_projects import SlipsAnswer
    from igc_tracker.derive.next_step import Waiting
    from igc_tracker.derive.projects import InstrumentUnlock, ProjectStanding, StageStanding, TargetStanding
    from igc_tracker.derive.slips import Ended, PlannedDay, Slip
    from igc_tracker.domain.instruments import ChainLink
    from igc_tracker.domain.projects import Cause
    from igc_tracker.domain.register import Milestone, Quantity
    from igc_tracker.wording.words import Words

STAGE_STATE: Mapping[StageState, str] = {
    StageState.BEGUN: N_("begun"),
    StageState.UNLOCKED: N_("unlocked; that it began is not recorded"),
    StageState.LOCKED: N_("locked"),
    StageState.NOT_RECORDED: N_("whether it began is not recorded"),
}

TARGET_STATE: Mapping[TargetState, str] = {
    TargetState.REACHED: N_("reached"),
    TargetState.DROPPED: N_("dropped"),
    TargetState.PLANNED: N_("planned"),
    TargetState.OVERDUE: N_("planned day passed"),
    TargetState.UNPLANNED: N_("no day on record"),
}

OUTCOME: Mapping[Outcome, str] = {
    Outcome.REACHED: N_("reached"),
    Outcome.DROPPED: N_("dropped"),
}

MILESTONE_OF: Mapping[UnlockedBy, str] = {
    UnlockedBy.SIGNATURE: N_("signature of {ref}"),
    UnlockedBy.ENTRY_INTO_FORCE: N_("entry into force of {ref}"),
}


# --- funding ------------------------------------------------------------------------------------------------------


def funding(standing: ProjectStanding, words: Words) -> str | None:
    """Return how the project is paid for and what that waits for; None where nothing is recorded of it."""
    if not standing.stages:
        return None
    parts = []
    current = next((stage for stage in standing.stages if stage.key == standing.stage), None)
    if current is not None:
        parts.append(
            words(N_("Funding: {stage}, since {date}."), stage=words.text(current.titles), date=words.on(current.on))
        )
    place = standing.stages.index(current) + 1 if current is not None else 0
    for stage in standing.stages[place:]:
        if stage.state is StageState.UNLOCKED:
            parts.append(_unlocked(stage, words))
        elif stage.state is StageState.LOCKED:
            waits = ", ".join(waits_for(each, words) for each in stage.unlocks if _is_waiting(each))
            parts.append(words(N_("{stage} waits for: {what}."), stage=_capital(words.text(stage.titles)), what=waits))
            break
    if not parts:
        return words(N_("How it is paid for is not recorded."))
    return " ".join(parts)


def _unlocked(stage: StageStanding, words: Words) -> str:
    met = ", ".join(
        words(
            N_("{milestone}, {date}"),
            milestone=words(MILESTONE_OF[each.unlock.by], ref=each.ref),
            date=words.on(each.unlock.on),
        )
        for each in stage.unlocks
    )
    return words(
        N_("{stage} is unlocked ({what}); that it began is not recorded."),
        stage=_capital(words.text(stage.titles)),
        what=met,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def next_unlock(standing: ProjectStanding, words: Words) -> str | None:
    """Return what would be unlocked next, by whom and how; None where nothing waits but what funding waits for."""
    following = standing.next_unlock
    waited_for = [each for stage in standing.stages if stage.state is StageState.LOCKED for each in stage.unlocks]
    if following is None or following in waited_for:
        return None
    return words(
        N_("{milestone} unlocks {what}"),
        milestone=_capital(waits_for(following, words)),
        what=words.text(following.unlock.what),
    )


def _is_waiting(each: InstrumentUnlock) -> bool:
    return each.unlock.state is UnlockState.WAITING


def waits_for(unlock: InstrumentUnlock, words: Words) -> str:
    """Return the milestone of an instrument that is waited for, and the parties whose act is missing."""
    said = words(MILESTONE_OF[unlock.unlock.by], ref=unlock.ref)
    who = who_waits(unlock.waiting, words)
    if not who and unlock.standing is None:
        who = words(N_("nothing of it exists yet"))
    elif not who:
        who = words(STANDING[unlock.standing]) if unlock.standing else ""
    return f"{said} ({who})" if who else said


def who_waits(waiting: tuple[Waiting, ...], words: Words) -> str:
    """Return whose act is missing: parties that miss the same are named together."""
    by_act: dict[ChainLink, list[str]] = {}
    for each in waiting:
        by_act.setdefault(each.link, []).append(each.party)
    return "; ".join(f"{words.parties(parties)}: {words(NEXT_ACT[link])}" for link, parties in by_act.items())


# --- targets and slips --------------------------------------------------------------------------------------------


def target(standing: TargetStanding, words: Words) -> str:
    """Return where a target is: reached, or planned for when, how often that moved, and what blocks it."""
    ledger = standing.ledger
    if ledger.ended is not None:
        said = ended(ledger.ended, words)
    elif ledger.current is None:
        said = words(TARGET_STATE[TargetState.UNPLANNED])
    else:
        said = words(N_("planned: {date}"), date=words.on(ledger.current.planned_for))
        if not ledger.current.settled:
            said = f"{said} ({words(CERTAINTY[ledger.current.certainty])})"
        if standing.overdue is not None:
            late = words.count("{number} day ago", "{number} days ago", standing.overdue)
            said = words(N_("{plan}: passed {late}, not on record as reached"), plan=said, late=late)
    moved = len(ledger.plans) - 1
    if moved > 0 and ledger.total is not None and ledger.total.days is not None:
        times = words.count("moved {number} time", "moved {number} times", moved)
        said = f"{said}; {times}, {days(ledger.total, words)}"
    if standing.blocked_by:
        blocks = ", ".join(waits_for(each, words) for each in standing.blocked_by)
        said = words(N_("{target}; blocked by: {what}"), target=said, what=blocks)
    return said


def ended(end: Ended, words: Words) -> str:
    """Return how and when a target ended."""
    said = f"{words(OUTCOME[end.outcome])}, {words.on(end.on)}"
    return said if end.settled else f"{said} ?"


def days(slip: Slip, words: Words) -> str:
    """Return a slip between last possible days, in brackets what it can have been where that differs."""
    if slip.days is None:
        return words(N_("not computable: an end is open"))
    said = words(N_("{days} d"), days=f"{slip.days:+d}" if slip.days else "0")
    if slip.least == slip.most:
        return said
    least = "?" if slip.least is None else f"{slip.least:+d}"
    most = "?" if slip.most is None else f"{slip.most:+d}"
    return f"{said} ({least} … {most})"


def cause(why: Cause | None, words: Words, names: SlipsAnswer | None = None) -> str:
    """Return what moved a day: the instrument, the meeting or its decision, the reason in words.

    ``names`` has the titles; without it instrument and meeting are told by reference.
    """
    if why is None:
        return ""
    named = words.text(names.causes.get(why.instrument or "", {})) if names else ""
    instrument = f"{named} [{why.instrument}]" if named else why.instrument
    return "; ".join(part for part in (instrument, _meeting(why, words, names), words.text(why.text)) if part)


def _meeting(why: Cause, words: Words, names: SlipsAnswer | None) -> str:
    if why.meeting is None:
        return ""
    ref = f"{why.meeting}/{why.decision}" if why.decision else why.meeting
    meeting = names.meetings.get(why.meeting) if names else None
    if meeting is None:
        return ref
    from igc_tracker.wording.commissions import meeting_name  # loaded where a meeting moved a day

    decided = next((words.text(each.text) for each in meeting.decisions if each.id == why.decision), "")
    name = f"{meeting_name(meeting, words)} [{ref}]"
    return f"{name}: {decided}" if decided else name


def move(before: PlannedDay | None, plan: PlannedDay, words: Words) -> str:
    """Return how a plan moved, from which day to which, by how much, and what moved it."""
    day = words.on(plan.planned_for)
    said = day if before is None else f"{words.on(before.planned_for)} → {day}"
    if plan.slip is not None:
        said = f"{said}, {days(plan.slip, words)}"
    why = cause(plan.cause, words)
    return f"{said} ({why})" if why else said


# --- milestones ---------------------------------------------------------------------------------------------------


def milestone(said: Milestone, words: Words) -> str:
    """Return what a milestone says: its text, and what was planned, reached or counted."""
    parts = [words.text(said.text)]
    if said.planned_for is not None:
        parts.append(words(N_("planned: {date}"), date=words.on(said.planned_for)))
    if said.outcome is not None:
        parts.append(words(OUTCOME[said.outcome]))
    if said.quantity is not None:
        parts.append(quantity(said.quantity, words))
    return " — ".join(part for part in parts if part) or said.id


def quantity(counted: Quantity, words: Words) -> str:
    """Return how many of how many are done; more than the total is said to be."""
    unit = words.text(counted.unit)
    text = words(N_("{done} of {total} {unit}"), done=counted.done, total=counted.total, unit=unit).strip()
    more = counted.done - counted.total
    return f"{text} — {words(N_('{number} more than the total'), number=more)}" if more > 0 else text
