"""What a weekly report says of obligations and projects: what fell short or may, what moved, what blocks what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.obligations import ObligationState
from igc_tracker.render.page import Page, Para, Tone
from igc_tracker.render.pages.obligations import TONE
from igc_tracker.render.pages.report_tables import MOST, add_more, empty, title
from igc_tracker.wording import obligations as owing
from igc_tracker.wording import projects as said
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.actions.report_projects import ProjectNews
    from igc_tracker.actions.report_weekly import WeeklyReport
    from igc_tracker.derive.obligations import ObligationStanding
    from igc_tracker.wording.words import Words

_PRESSING = (ObligationState.OVERDUE, ObligationState.AT_RISK)


def add_undertakings(page: Page, report: WeeklyReport, words: Words) -> None:
    """Add obligations that press, the count of the others by state, and each project with something to tell."""
    name = words(N_("Obligations and projects"))
    if not (report.obligations or report.projects):
        page.part(empty(name, words(N_("none"))))
        return
    pressing = [each for each in report.obligations if each.state in _PRESSING]
    others = _others(report.obligations, words)
    if not (pressing or report.projects):
        page.part(empty(name, words(N_("nothing presses; {others}"), others=others)))
        return
    page.part(title(name, len(pressing) + len(report.projects)))
    for owed in pressing[:MOST]:
        text = f"{owed.ref}: {owing.owed(owed, words)} — {owing.state(owed, words)}"
        page.add(Para(text=text, indent=2, tone=TONE[owed.state]))
    add_more(page, len(pressing) - MOST, words, "igc status")
    if others:
        page.add(Para(label=words(N_("Obligations")), text=others, indent=2))
    for project in report.projects[:MOST]:
        page.add(Para(text=f"{words.text(project.title)} [{project.ref}]", indent=2, tone=Tone.STRONG))
        page.add(*_lines(project, words))
    add_more(page, len(report.projects) - MOST, words, "igc project list")


def _others(owed: tuple[ObligationStanding, ...], words: Words) -> str:
    """Return how many of those that do not press are in each state."""
    states = [each.state for each in owed]
    return ", ".join(
        f"{words(owing.OBLIGATION_STATE[state])} {number}"
        for state in ObligationState
        if state not in _PRESSING and (number := states.count(state))
    )


def _lines(project: ProjectNews, words: Words) -> Iterator[Para]:
    for news in project.moved:
        name = words.text(news.target.titles) or news.target.key
        if news.plan is not None:
            yield Para(text=f"{name}: {said.move(news.before, news.plan, words)}", indent=4, tone=Tone.DOUBT)
        if news.ended is not None:
            yield Para(text=f"{name}: {said.ended(news.ended, words)}", indent=4, tone=Tone.GOOD)
    for stage in project.begun:
        text = words(N_("Funding: {stage}, since {date}."), stage=words.text(stage.titles), date=words.on(stage.on))
        yield Para(text=text, indent=4, tone=Tone.GOOD)
    told = {each.key for each in project.overdue}
    for target in (*project.overdue, *(each for each in project.blocked if each.key not in told)):
        name = words.text(target.titles) or target.key
        yield Para(text=f"{name}: {said.target(target, words)}", indent=4, tone=Tone.BAD)
