"""What is said of commissions: their sessions, what they decided, what is owed and why it stands as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.action_items import DueBasis, ItemReason, ItemState
from igc_tracker.derive.commissions import MeetingState, PlanState
from igc_tracker.domain.commissions import MeetingKind, ReportKind
from igc_tracker.wording.codes import CERTAINTY
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.actions.describe_commissions import CommissionStatus
    from igc_tracker.derive.action_items import ItemStanding
    from igc_tracker.derive.commissions import MeetingStanding, NextSession, Plan
    from igc_tracker.domain.commissions import Provision, Report
    from igc_tracker.wording.words import Words

ITEM_STATE: Mapping[ItemState, str] = {
    ItemState.OVERDUE: N_("overdue"),
    ItemState.AT_RISK: N_("at risk"),
    ItemState.NOT_ASSESSED: N_("not assessed"),
    ItemState.ON_TIME: N_("on time"),
    ItemState.DONE: N_("done"),
    ItemState.SUPERSEDED: N_("superseded"),
}

ITEM_REASON: Mapping[ItemReason, str] = {
    ItemReason.SUPERSEDED: N_("another item has taken its place: {item}"),
    ItemReason.REPORTED_DONE: N_("reported done"),
    ItemReason.ALL_COUNTED: N_("all are counted as done"),
    ItemReason.DUE_PASSED: N_("its due date has passed, and nothing on record says that it is done"),
    ItemReason.SESSION_LATE: N_("it is due at the next session, which is late itself"),
    ItemReason.DELAY_REPORTED: N_("a delay is reported: {delay}"),
    ItemReason.DUE_SOON: N_("it falls due within {at_risk} days"),
    ItemReason.NO_DUE_DATE: N_("no due date is on record"),
    ItemReason.NEXT_SESSION_UNKNOWN: N_("it is due at the next session, of which no day is on record"),
    ItemReason.NO_REPORT: N_("it is not due yet, and no report is on record"),
    ItemReason.UNDER_WAY: N_("it is reported under way, and not due yet"),
}

REPORT_KIND: Mapping[ReportKind, str] = {
    ReportKind.PROGRESS: N_("progress"),
    ReportKind.DONE: N_("done"),
    ReportKind.OPEN: N_("not done"),
    ReportKind.DELAYED: N_("delayed"),
    ReportKind.DUE: N_("due date set"),
    ReportKind.SUPERSEDED: N_("superseded"),
}

MEETING_KIND: Mapping[MeetingKind, str] = {
    MeetingKind.SESSION: N_("session"),
    MeetingKind.CO_CHAIRS: N_("meeting of the co-chairs"),
    MeetingKind.TALKS: N_("talks"),
}

MEETING_STATE: Mapping[MeetingState, str] = {
    MeetingState.HELD: N_("held"),
    MeetingState.PLANNED: N_("planned"),
    MeetingState.LATE: N_("late"),
}

PLAN_STATE: Mapping[PlanState, str] = {
    PlanState.KEPT: N_("planned, kept"),
    PlanState.MOVED: N_("planned, moved"),
    PlanState.MISSED: N_("planned, missed"),
    PlanState.AHEAD: N_("planned"),
}


def name_of(status: CommissionStatus, words: Words) -> str:
    """Return what to call a commission in a line: its short title if it has one."""
    return words.text(status.short_title) or words.text(status.title) or status.ref


def session_name(number: int | None, words: Words, *, ref: str | None = None) -> str:
    """Return what to call a session: by its number, or its ``ref`` where that is not known."""
    if number is not None:
        return words(N_("session No. {number}"), number=number)
    return words(N_("session {ref}"), ref=ref) if ref else words(N_("the next session"))


def meeting_name(meeting: MeetingStanding, words: Words) -> str:
    """Return what to call a meeting: a session by its number, others by what they were."""
    if meeting.kind is MeetingKind.SESSION:
        return session_name(meeting.number, words, ref=meeting.ref)
    return meeting.body or words(MEETING_KIND[meeting.kind])


def held_line(meeting: MeetingStanding, words: Words) -> str:
    """Return a meeting that was held: what it was, when and where, on what evidence."""
    parts = [meeting_name(meeting, words), words.on(meeting.on), meeting.place or ""]
    doubt = "" if meeting.settled else " ?"
    return f"{', '.join(part for part in parts if part)} ({words(CERTAINTY[meeting.certainty])}){doubt}"


def next_line(status: CommissionStatus, words: Words) -> str:
    """Return what is known of the next session, and against what it is late."""
    found = status.next
    parts = [part for part in (_against_plan(found, words), _against_frequency(found, words)) if part]
    said = "; ".join(parts) or words(N_("no day is on record"))
    return (
        said
        if found.ref is None and found.number is None
        else f"{session_name(found.number, words, ref=found.ref)}: {said}"
    )


def _against_plan(found: NextSession, words: Words) -> str:
    if found.planned_for is None:
        return ""
    day = words.on(found.planned_for)
    said = words(N_("planned: {date}"), date=day)
    if found.late_by_plan is not None:
        late = words.count("not held, {number} day late", "not held, {number} days late", found.late_by_plan)
        said = f"{said}, {late}"
    if found.first_planned_for is not None:
        said = f"{said} ({words(N_('first planned: {date}'), date=words.on(found.first_planned_for))})"
    return said


def _against_frequency(found: NextSession, words: Words) -> str:
    if found.due is None:
        return ""
    said = words(N_("last day by the agreed frequency: {date} ="), date=words.on(found.due))
    if found.late_by_frequency is None:
        return said
    late = words.count("not held, {number} day late", "not held, {number} days late", found.late_by_frequency)
    return f"{said}, {late}"


def frequency(status: CommissionStatus, words: Words) -> str:
    """Return how often a commission has agreed to meet, and by what; or that nobody knows."""
    agreed = status.frequency
    if agreed is None:
        return words(N_("not on record, so a session can be late only against a recorded plan"))
    said = words.count(
        "at the latest {number} month after the last session",
        "at the latest {number} months after the last session",
        agreed.months,
    )
    by = provision(agreed.provision) if agreed.provision is not None else agreed.source or ""
    return f"{said} ({by or words(CERTAINTY[agreed.certainty])})"


def counts(status: CommissionStatus, words: Words) -> str:
    """Return how many action items are in each state."""
    said = [f"{words(ITEM_STATE[state])} {number}" for state, number in status.counts.items()]
    return ", ".join(said) or words(N_("none on record"))


def plan_line(plan: Plan, words: Words) -> str:
    """Return a plan: for when, said when, and what became of it."""
    said = words(N_("{state}: {date}"), state=words(PLAN_STATE[plan.state]), date=words.on(plan.planned_for))
    when = words(N_("said {date}"), date=words.on(plan.on))
    return f"{said} ({when}, {words(CERTAINTY[plan.certainty])}) [{plan.event}]"


def provision(found: Provision) -> str:
    """Return a part of an instrument as it is typed: REF or REF:ARTICLE."""
    return f"{found.instrument}:{found.article}" if found.article else found.instrument


# --- action items -------------------------------------------------------------------------------------------------


def owner(item: ItemStanding, words: Words) -> str:
    """Return who owes an item: the party, and its responsible body."""
    party = words.party(item.party) if item.party else ""
    if item.owner and party:
        return f"{party}, {item.owner}"
    return item.owner or party or words(N_("owner not on record"))


def due(item: ItemStanding, words: Words) -> str:
    """Return when an item is due, where that comes from, and how far off it is."""
    if item.due is None and item.reason is ItemReason.NEXT_SESSION_UNKNOWN:
        return words(ITEM_REASON[item.reason])
    if item.due is None:
        return words(N_("no due date"))
    sentence = {
        DueBasis.AGREED: N_("due: {date}"),
        DueBasis.MOVED: N_("due: {date}, as set later [{rests_on}]"),
        DueBasis.SESSION_HELD: N_("due at the session held: {date} [{rests_on}]"),
        DueBasis.SESSION_PLANNED: N_("due at the session planned: {date} [{rests_on}]"),
    }[item.due.basis]
    said = words(sentence, date=words.on(item.due.on), rests_on=item.due.rests_on or "")
    if item.state is ItemState.OVERDUE and item.days is not None:
        late = words.count("{number} day late", "{number} days late", -item.days)
        return f"{said}, {late}"
    if item.late is not None:
        return f"{said}, {words(N_('done after it')) if item.late else words(N_('done in time'))}"
    return said


def because(item: ItemStanding, words: Words, *, at_risk: int) -> str:
    """Return why an item is in its state, with the reports that rests on."""
    delay = ""
    if item.delay is not None:
        from igc_tracker.wording.runs import DELAY  # loaded where a delay is told

        delay = words(DELAY[item.delay])
    said = words(
        ITEM_REASON[item.reason], item=item.superseded_by or "?", at_risk=at_risk, delay=delay or words(N_("no reason"))
    )
    said = f"{said} [{', '.join(item.because)}]" if item.because else said
    if not item.against:
        return said
    return f"{said}; {words(N_('another report says otherwise'))} [{', '.join(item.against)}]"


def quantity(done: int, total: int | None, item: ItemStanding, words: Words) -> str:
    """Return a count: 243 of 243 facilities, sites 42, 43 and 45."""
    said = words(
        N_("{done} of {total} {unit}"), done=done, total="?" if total is None else total, unit=words.text(item.unit)
    )
    where = words.text(item.where)
    return f"{said.strip()}, {where}" if where else said.strip()


def report_line(report: Report, item: ItemStanding, words: Words) -> str:
    """Return a report on an item: its day, what it says, on what evidence."""
    told = report.done is not None or bool(report.detail)
    parts = [] if report.kind is ReportKind.PROGRESS and told else [words(REPORT_KIND[report.kind])]
    if report.done is not None:
        total = report.total if report.total is not None else item.total
        parts.append(quantity(report.done, total, item, words))
    if report.due is not None:
        parts.append(words.on(report.due))
    if report.superseded_by is not None:
        parts.append(report.superseded_by)
    if report.reason is not None:
        from igc_tracker.wording.runs import DELAY  # loaded where a delay is told

        parts.append(words(DELAY[report.reason]))
    detail = words.text(report.detail)
    line = ": ".join(part for part in (", ".join(parts), detail) if part)
    evidence = f"{report.evidence}; " if report.evidence else ""
    return f"{words.on(report.on)}: {line} ({evidence}{words(CERTAINTY[report.certainty])})"
