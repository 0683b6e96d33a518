"""A commission in a few lines, for pages that are about something else too; it loads little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.action_items import ItemState
from igc_tracker.render.page import Heading, Page, Para, Tone
from igc_tracker.wording import commissions as said
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.actions.describe_commissions import CommissionStatus
    from igc_tracker.derive.action_items import ItemStanding
    from igc_tracker.wording.words import Words

TONE = {
    ItemState.OVERDUE: Tone.BAD,
    ItemState.AT_RISK: Tone.DOUBT,
    ItemState.NOT_ASSESSED: Tone.PLAIN,
    ItemState.ON_TIME: Tone.PLAIN,
    ItemState.DONE: Tone.GOOD,
    ItemState.SUPERSEDED: Tone.FAINT,
}
MOST_ITEMS = 5
"""How many items are told of one commission; the others are one command away."""


def add_brief(page: Page, status: CommissionStatus, words: Words, *, indent: int = 2) -> None:
    """Add a commission's last session, the next one, and how its items stand."""
    last = said.held_line(status.last, words) if status.last else words(N_("none on record"))
    tone = Tone.BAD if status.next.is_overdue else Tone.PLAIN
    page.add(
        Para(label=words(N_("Last session")), text=last, indent=indent),
        Para(label=words(N_("Next session")), text=said.next_line(status, words), indent=indent, tone=tone),
        Para(label=words(N_("Action items")), text=said.counts(status, words), indent=indent),
    )


def add_items_briefly(
    page: Page, status: CommissionStatus, items: Sequence[ItemStanding], words: Words, *, indent: int = 4
) -> None:
    """Add a line for each of the first items: its state, what is owed, by when; and how many more there are."""
    for item in items[:MOST_ITEMS]:
        owed = [words.text(item.text)]
        owed += [said.quantity(item.done, item.total, item, words)] if item.done is not None else []
        owed += [said.due(item, words)] if item.due is not None else []
        doubt = "" if item.settled else " ?"
        page.add(
            Para(
                label=f"{words(said.ITEM_STATE[item.state])}{doubt}",
                text=f"{'; '.join(owed)} [{item.id}]",
                indent=indent,
                tone=TONE[item.state],
            )
        )
    more = len(items) - MOST_ITEMS
    if more > 0:
        command = f"igc commission show {status.ref}"
        text = words.count("and {number} more: {command}", "and {number} more: {command}", more, command=command)
        page.add(Para(text=text, indent=indent))


def add_commissions_of_family(page: Page, commissions: Sequence[CommissionStatus], words: Words) -> None:
    """Add the commissions that look after a family: sessions, and the open items about it."""
    page.part(Heading(text=words(N_("Commissions")), level=2))
    for status in commissions:
        page.add(Para(text=f"{said.name_of(status, words)} [{status.ref}]", indent=2))
        add_brief(page, status, words, indent=4)
        add_items_briefly(page, status, status.items, words)
