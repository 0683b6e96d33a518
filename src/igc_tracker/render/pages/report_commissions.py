"""Commissions on the pages that are about instruments: where they stand, briefly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.action_items import ItemState
from igc_tracker.render.page import Heading, Page, Para, Tone
from igc_tracker.render.pages.commissions import TONE, add_brief
from igc_tracker.render.pages.report_tables import add_more, empty, title
from igc_tracker.wording import commissions as said
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.actions.describe_commissions import CommissionStatus
    from igc_tracker.actions.report_commissions import CommissionNews
    from igc_tracker.actions.report_weekly import WeeklyReport
    from igc_tracker.derive.action_items import ItemStanding
    from igc_tracker.wording.words import Words

MOST_ITEMS = 5
"""How many items are told of one commission; the others are one command away."""
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
        pressing = [each for each in status.items if each.state in PRESSING]
        _items(page, pressing, words, indent=4)
        add_more(page, len(pressing) - MOST_ITEMS, words, f"igc commission show {status.ref}")


def _of_period(news: CommissionNews, words: Words) -> list[str]:
    held = "; ".join(said.held_line(each, words) for each in news.held)
    lines = (
        (words(N_("Met in this period")), held),
        (words(N_("Done in this period")), ", ".join(news.done)),
        (words(N_("Added in this period")), ", ".join(news.added)),
        (words(N_("Became overdue in this period")), ", ".join(news.fell_due)),
    )
    return [f"{label}: {text}" for label, text in lines if text]


def add_commissions_of_family(page: Page, commissions: Sequence[CommissionStatus], words: Words) -> None:
    """Add the commissions that look after a family: sessions, and the open items about it."""
    if not commissions:
        return
    page.part(Heading(text=words(N_("Commissions")), level=2))
    for status in commissions:
        page.add(Para(text=f"{said.name_of(status, words)} [{status.ref}]", indent=2))
        add_brief(page, status, words, indent=4)
        _items(page, status.items, words, indent=4)
        add_more(page, len(status.items) - MOST_ITEMS, words, f"igc commission show {status.ref}")


def _items(page: Page, items: Sequence[ItemStanding], words: Words, *, indent: int) -> None:
    for item in items[:MOST_ITEMS]:
        owed = [words.text(item.text), *([said.due(item, words)] if item.due is not None else [])]
        doubt = "" if item.settled else " ?"
        page.add(
            Para(
                label=f"{words(said.ITEM_STATE[item.state])}{doubt}",
                text=f"{'; '.join(owed)} [{item.id}]",
                indent=indent,
                tone=TONE[item.state],
            )
        )
