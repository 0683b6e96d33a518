"""Commissions in the weekly report: where each stands, what the period brought, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.action_items import ItemState
from igc_tracker.render.page import Page, Para, Tone
from igc_tracker.render.pages.commission_brief import add_brief, add_items_briefly
from igc_tracker.render.pages.report_tables import empty, title
from igc_tracker.wording import commissions as said
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.actions.report_commissions import CommissionNews
    from igc_tracker.actions.report_weekly import WeeklyReport
    from igc_tracker.wording.words import Words

PRESSING = (ItemState.OVERDUE, ItemState.AT_RISK)


def add_commissions(page: Page, report: WeeklyReport, words: Words) -> None:
    """Add each commission: its sessions, what the period brought, what is overdue or at risk."""
    name = words(N_("Commissions"))
    if not report.commissions:
        page.part(empty(name, words(N_("none on record"))))
        return
    page.part(title(name, len(report.commissions)))
    for news in report.commissions:
        status = news.commission
        page.add(Para(text=f"{said.name_of(status, words)} [{status.ref}]", indent=2, tone=Tone.STRONG))
        add_brief(page, status, words, indent=4)
        page.add(*(Para(text=text, indent=4) for text in _of_period(news, words)))
        add_items_briefly(page, status, [each for each in status.items if each.state in PRESSING], words)


def _of_period(news: CommissionNews, words: Words) -> list[str]:
    held = "; ".join(said.held_line(each, words) for each in news.held)
    lines = (
        (words(N_("Met in this period")), held),
        (words(N_("Done in this period")), ", ".join(news.done)),
        (words(N_("Added in this period")), ", ".join(news.added)),
        (words(N_("Became overdue in this period")), ", ".join(news.fell_due)),
    )
    return [f"{label}: {text}" for label, text in lines if text]
