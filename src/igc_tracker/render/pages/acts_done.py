"""The acts done about one instrument, each once, with the evidence for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.render.page import Cell, Row, Tone
from igc_tracker.wording.codes import CERTAINTY, LINK
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from igc_tracker.actions.describe import InstrumentStatus
    from igc_tracker.derive.chain import LinkState


def acts_done(status: InstrumentStatus) -> list[tuple[list[str], ChainLink, LinkState]]:
    """Return the acts done, link by link; one act of several parties comes once."""
    acts: dict[tuple[ChainLink, str | None], tuple[list[str], ChainLink, LinkState]] = {}
    for link in ChainLink:
        for party in status.parties:
            state = party.links[link]
            if state.state is LinkStatus.DONE:
                acts.setdefault((link, state.fact), ([], link, state))[0].append(party.party)
    return list(acts.values())


def act_row(parties: list[str], link: ChainLink, state: LinkState, words: Words) -> Row:
    """Return an act as a row: who, what, when, how good the source, and the evidence."""
    doubt = state.certainty is Certainty.UNCONFIRMED
    return Row(
        cells=(
            Cell(words.parties(parties)),
            Cell(words(LINK[link])),
            Cell(words.on_briefly(state.on) + ("" if state.settled else "?")),
            Cell(words(CERTAINTY[state.certainty]) if state.certainty else "", Tone.DOUBT if doubt else Tone.FAINT),
            Cell(_evidence(state, words)),
        )
    )


def _evidence(state: LinkState, words: Words) -> str:
    by = words(N_("by {name}"), name=state.signatory) if state.signatory else ""
    place = words(N_("place: {name}"), name=state.place) if state.place else ""
    return "; ".join(part for part in (state.document, by, place) if part)
