"""What is owed under instruments, on any page that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.obligations import ObligationState
from igc_tracker.render.page import Heading, Page, Para, Tone
from igc_tracker.wording import obligations as said
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.derive.obligations import ObligationStanding
    from igc_tracker.wording.words import Words

MOST_PERIODS = 6
"""How many periods are told beside the one that tells most; all are in JSON."""
TONE = {
    ObligationState.OVERDUE: Tone.BAD,
    ObligationState.AT_RISK: Tone.DOUBT,
    ObligationState.NOT_ASSESSED: Tone.DOUBT,
    ObligationState.ON_TIME: Tone.GOOD,
    ObligationState.NOT_YET_DUE: Tone.PLAIN,
    ObligationState.DONE: Tone.GOOD,
    ObligationState.NOT_BINDING: Tone.FAINT,
}


def add_obligations(page: Page, owed: Sequence[ObligationStanding], words: Words) -> None:
    """Add what is owed and where it stands, by instrument; nothing where nothing is."""
    if not owed:
        return
    page.part(Heading(text=words(N_("Obligations")), level=2))
    ref = None
    for each in owed:
        if each.ref != ref:
            ref = each.ref
            page.add(Para(text=ref, indent=2, tone=Tone.FAINT))
        page.add(*obligation_paras(each, words))


def obligation_paras(each: ObligationStanding, words: Words) -> list[Para]:
    """Return one obligation: who owes what, its state and count with the id it is recorded by, its latest periods."""
    paras = [
        Para(text=said.owed(each, words), indent=2),
        Para(text=f"{said.state(each, words)} [{each.id}]", indent=4, tone=TONE[each.state]),
    ]
    if len(each.periods) > 1:
        periods = each.periods[-MOST_PERIODS:]
        text = " · ".join(said.period(count, words) for count in periods)
        paras.append(Para(text=text, indent=4, tone=Tone.FAINT))
    return paras


def performance_paras(each: ObligationStanding, fact: str, words: Words) -> list[Para]:
    """Return one obligation, and what is on record of the periods that a performance counts in."""
    counts = [count for count in each.periods if fact in count.facts]
    return [
        Para(text=said.owed(each, words), indent=2),
        *(
            Para(
                text=f"{words(said.OBLIGATION_STATE[count.state])}; {said.counted(count, each, words)}",
                indent=4,
                tone=TONE[count.state],
            )
            for count in counts
        ),
    ]
