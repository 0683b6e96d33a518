"""The chains of an instrument's parties as a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.render.pages.parties import MANY
from igc_tracker.render.view import View, legend
from igc_tracker.wording import sentences
from igc_tracker.wording.codes import LINK_BRIEFLY, LINK_STATUS
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.actions.describe import InstrumentStatus, PartyStatus
    from igc_tracker.derive.chain import LinkState
    from igc_tracker.render.page import Figure
    from igc_tracker.wording.words import Words


def chains_drawn(status: InstrumentStatus, view: View) -> list[Figure]:
    """Return the one drawing; none where drawings are not seen, or there are too many parties to look at."""
    if not view.figures or not status.is_treaty or len(status.parties) > MANY:
        return []
    from igc_tracker.render.figures import Chain, Link, chain_figure

    words = view.words
    chains = [
        Chain(
            party=words.party(each.party),
            links=tuple(
                Link(state=link.state, settled=link.settled, day=_day(link, words))
                for link in (each.links[place] for place in ChainLink)
            ),
        )
        for each in status.parties
    ]
    titles = [words(LINK_BRIEFLY[link]) for link in ChainLink]
    return [chain_figure(chains, titles, alt=_in_words(status, words), caption=legend(words).text)]


def _day(link: LinkState, words: Words) -> str:
    said = words.on_briefly(link.on) if link.on else ""
    return said if link.settled or not said else f"{said}?"


def _in_words(status: InstrumentStatus, words: Words) -> str:
    return f"{sentences.name_of(status, words)}. " + " ".join(_party(each, words) for each in status.parties)


def _party(party: PartyStatus, words: Words) -> str:
    said = ", ".join(f"{words(LINK_BRIEFLY[link])} – {_link(party.links[link], words)}" for link in ChainLink)
    return f"{words.party(party.party)}: {said}."


def _link(link: LinkState, words: Words) -> str:
    if link.state is not LinkStatus.DONE:
        return words(LINK_STATUS[link.state])
    day = words.on_briefly(link.on) if link.on else words(LINK_STATUS[link.state])
    return day if link.settled else words(N_("{day}, not certain"), day=day)
