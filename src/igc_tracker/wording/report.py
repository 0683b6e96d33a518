"""What a report says in its lines. Titles, references and parties stand before a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.attention import Attention, AttentionCode
from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.derive.period_effects import Effect, EffectCode
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.wording import reasons
from igc_tracker.wording.codes import CERTAINTY, FACT_KIND, STANDING
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.actions.report_weekly import WeeklyReport
    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.derive.home_progress import HeldUp
    from igc_tracker.derive.period_changes import StepMove
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Text
    from igc_tracker.wording.words import Words

SOON = 30
"""The days ahead that the summary counts."""

EFFECT: Mapping[EffectCode, str] = {
    EffectCode.ENTERED_INTO_FORCE: N_("entered into force {date}"),
    EffectCode.PROVISIONALLY_APPLIED: N_("provisionally applied from {date}"),
    EffectCode.SUSPENDED: N_("suspended from {date}"),
    EffectCode.RESUMED: N_("no longer suspended from {date}"),
    EffectCode.ENDED: N_("{standing} {date}"),
    EffectCode.LEFT: N_("no longer bound from {date}"),
}


def summary(report: WeeklyReport, words: Words) -> list[str]:
    """Return what a reader in haste wants to know, each in a few words; "no change" is said, other nothings are not."""
    overdue = sum(each.code is AttentionCode.OVERDUE for each in report.attention)
    entered = sum(each.code is EffectCode.ENTERED_INTO_FORCE and each.party is None for each in report.effects)
    soon = sum((each.on - report.period.last).days <= SOON for each in report.deadlines)
    changes = len(report.changed)
    slips = sum(news.before is not None and news.plan is not None for each in report.projects for news in each.moved)
    said = [
        words.count("{number} overdue", "{number} overdue", overdue) if overdue else "",
        words.count("{number} change", "{number} changes", changes) if changes else words(N_("no change")),
        words.count("{number} planned day moved", "{number} planned days moved", slips) if slips else "",
        words.count("{number} entry into force", "{number} entries into force", entered) if entered else "",
        words.count("{number} deadline within 30 days", "{number} deadlines within 30 days", soon) if soon else "",
    ]
    return [each for each in said if each]


# --- needs you ----------------------------------------------------------------------------------------------------


def when(item: Attention, words: Words) -> str:
    """Return how late or how near something is, or for how long it has waited."""
    if item.days is None:
        return words(N_("waiting"))
    late = item.code is AttentionCode.OVERDUE
    if late or item.days < 0:
        return words.count("{number} day late", "{number} days late", abs(item.days))
    if item.code is AttentionCode.READY:
        return words.count("waiting {number} day", "waiting {number} days", item.days)
    return words.count("in {number} day", "in {number} days", item.days) if item.days else words(N_("today"))


def attention(item: Attention, words: Words) -> str:
    """Return what asks for action, of whom, and what follows if nobody acts where that is known."""
    said = _ready(item, words) if item.deadline is None else f"{_due(item.deadline, words)}"
    if item.body:
        said = f"{said} ({item.body})"
    if item.others:  # the section on commissions names them
        said = words.count("{first} and {number} more", "{first} and {number} more", item.others, first=said)
    if item.otherwise_on is not None:
        said = words(
            N_("{deadline}; without a notice it is renewed {date}"), deadline=said, date=words.day(item.otherwise_on)
        )
    return said


def _due(due: Deadline, words: Words) -> str:
    said = reasons.deadline(due, words)
    if due.code is DeadlineCode.ACTION_ITEM and due.text:
        # what is owed says itself that it is an action item; since when stands with the commission
        return f"{words.party(due.party)}: {words.text(due.text)}" if due.party else words.text(due.text)
    return f"{said} — {reasons.deadline_day(due, words)}"


def _ready(item: Attention, words: Words) -> str:
    from igc_tracker.wording.runs import NOT_DONE

    who = words.parties(item.parties)
    if item.link is ChainLink.SIGNED:
        return words(N_("ready for signature: {parties}"), parties=who)
    return f"{who}: {words(NOT_DONE[item.link or ChainLink.SENT])}"


# --- what changed -------------------------------------------------------------------------------------------------


def fact_line(fact: Fact, words: Words, step_names: Mapping[str, Text] | None = None, *, late: bool = True) -> str:
    """Return a fact in a line: its day, who did what, by which document, how good the source is.

    ``late``: the day it was recorded is told too, where that is another.
    """
    who = f"{words.party(fact.party)}: " if fact.party else ""
    what = words(FACT_KIND[fact.kind])
    if fact.procedure is not None and fact.procedure.step is not None:
        what = f"{what}: {words.text((step_names or {}).get(fact.procedure.step, {})) or fact.procedure.step}"
    if fact.obligation is not None:
        what = f"{what}: {fact.obligation}" + (f", {fact.quantity}" if fact.quantity is not None else "")
    if fact.planned_kind is not None:
        what = f"{what}: {words(FACT_KIND[fact.planned_kind])}, {words.on(fact.planned_for)}"
    document = f", {fact.document}" if fact.document else ""
    evidence = words(CERTAINTY[fact.certainty])
    recorded = fact.recorded_at.date()
    if late and (fact.on is None or fact.on.day != recorded):
        evidence = words(N_("{certainty}, recorded {date}"), certainty=evidence, date=words.day(recorded))
    return f"{words.on(fact.on)}  {who}{what}{document} ({evidence})"


def move(found: StepMove, words: Words) -> str:
    """Return how a party's procedure moved, from the step waited for before to the one waited for now."""
    before = words.text(found.before.names) if found.before else words(N_("way not recorded"))
    if found.after is None:
        return f"{words.party(found.party)}: {before} -> {words(N_('all steps taken'))}"
    where = words(N_("step {number} of {total}"), number=found.after.position, total=found.after.total)
    return f"{words.party(found.party)}: {before} -> {words.text(found.after.names)} ({where})"


def effect(found: Effect, words: Words) -> str:
    """Return what began or ceased to bind; ``=`` marks a day that is computed."""
    said = words(EFFECT[found.code], date=words.on(found.on), standing=words(STANDING[found.standing]))
    said = f"{words.party(found.party)}: {said}" if found.party else said
    return f"{said} ={'' if found.settled else ' ?'}" if found.computed else said


# --- the other side -----------------------------------------------------------------------------------------------


def held(found: HeldUp, words: Words) -> str:
    """Return what is waited for from a party, and who has done as much."""
    from igc_tracker.wording.runs import NOT_DONE

    since = words.on_briefly(found.since)
    who = words.party(found.party)
    if found.link is ChainLink.RECEIVED:
        return words(N_("{party}: note sent {date}, its receipt is not recorded"), party=who, date=since)
    what = words(NOT_DONE[found.link])
    if found.state is LinkStatus.UNKNOWN:
        what = words(N_("{what}, as far as is on record"), what=what)
    return words(
        N_("{party}: {what}; done by {others}: {date}"),
        party=who,
        what=what,
        others=words.parties(found.done_by),
        date=since,
    )
