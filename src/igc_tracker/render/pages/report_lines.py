"""`igc report weekly` for other programs and for the subject of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.wording.report import summary
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.actions.report_weekly import WeeklyReport
    from igc_tracker.derive.standing import StandingCode
    from igc_tracker.domain.facts import Fact
    from igc_tracker.render.as_csv import Lines
    from igc_tracker.render.view import View
    from igc_tracker.wording.words import Words


def report_lines(report: WeeklyReport, view: View) -> Lines:
    """Return the facts of the period, what is on its way, and the late discoveries, as lines of one table."""
    words = view.words
    yield ("section", "ref", "title", "standing_before", "standing", "on", "party", "kind", "certainty", "struck")
    for changed in report.changed:
        title = words.text(changed.short_title) or words.text(changed.title)
        standings = (_code(changed.before), _code(changed.after))
        for fact in changed.facts or (None,):
            yield ("changed", changed.ref, title, *standings, *_fact(fact))
    for status in report.pending:
        title = words.text(status.short_title) or words.text(status.title)
        yield ("pending", status.ref, title, "", status.standing.value, *_fact(None))
    for discovery in report.discoveries:
        yield ("recorded-late", discovery.ref, "", "", "", *_fact(discovery.fact))


def _code(standing: StandingCode | None) -> str:
    return standing.value if standing else ""


def _fact(fact: Fact | None) -> tuple[str, ...]:
    if fact is None:
        return ("",) * 5
    struck = "yes" if fact.struck else "no"
    return (fact.on.text if fact.on else "", fact.party or "", fact.kind.value, fact.certainty.value, struck)


def report_subject(report: WeeklyReport, words: Words) -> str:
    """Return the subject of a message: the period, and the figures that are not nothing."""
    return words(
        N_("Weekly report, {first} to {last}: {figures}"),
        first=words.day(report.period.first),
        last=words.day(report.period.last),
        figures=", ".join(summary(report, words)),
    )
