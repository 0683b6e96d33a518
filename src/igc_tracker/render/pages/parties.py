"""Many parties on a page: counts in the grid, and one line a party with the days that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.render.page import Cell, Column, Heading, Page, Row, Table, Tone
from igc_tracker.wording.codes import LINK_BRIEFLY
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.actions.describe import InstrumentStatus, PartyStatus
    from igc_tracker.derive.chain import LinkState
    from igc_tracker.derive.next_step import Waiting

MANY = 8
"""From more parties than this on a grid of chains is no longer read line by line."""


def holding_briefly(holding: Sequence[Waiting]) -> str:
    """Return who is waited for, by code; a question mark for those of whom it is only not recorded."""
    if len(holding) > MANY:
        return str(len(holding))
    return ", ".join(f"{item.party}{'?' if item.state is LinkStatus.UNKNOWN else ''}" for item in holding)


def count_row(status: InstrumentStatus) -> Row:
    """Return how many parties have done each link, of how many."""
    total = len(status.parties)
    done = [sum(party.links[link].state is LinkStatus.DONE for party in status.parties) for link in ChainLink]
    return Row(cells=(Cell(f"  {total}"), *(Cell(f"{number}/{total}") for number in done)))


def add_parties(page: Page, status: InstrumentStatus, words: Words) -> None:
    """Add one line for each party: signed, consent, instrument or note received, in force."""
    in_force = sum(
        party.in_force_on is not None and not party.has_left and status.entry_into_force.on is not None
        for party in status.parties
    )
    text = words.count("{number} party", "{number} parties", len(status.parties))
    page.part(Heading(text=f"{text}, {words(N_('in force or scheduled for {number}'), number=in_force)}", level=2))
    links = (ChainLink.SIGNED, ChainLink.CONSENT, ChainLink.RECEIVED)
    columns = (
        Column(title=words(N_("Party"))),
        *(Column(title=words(LINK_BRIEFLY[link])) for link in links),
        Column(title=words(N_("In force"))),
    )
    ordered = sorted(status.parties, key=lambda party: _order(party, words))
    rows = tuple(
        Row(
            cells=(
                Cell(words.party(party.party)),
                *(_day(party.links[link], words) for link in links),
                Cell(_in_force(party, words), Tone.FAINT if party.has_left else Tone.PLAIN),
            )
        )
        for party in ordered
    )
    page.add(Table(columns=columns, rows=rows, indent=2))


def _order(party: PartyStatus, words: Words) -> tuple[bool, object, str]:
    """Sort key: in force first, by day; then by name."""
    on = party.in_force_on
    return (on is None, on.order if on else (), words.party(party.party))


def _in_force(party: PartyStatus, words: Words) -> str:
    if party.in_force_on is None:
        return ""
    said = words.on_briefly(party.in_force_on)
    if party.in_force_until is not None:
        said += f" – {words.on_briefly(party.in_force_until)}" + ("" if party.until_settled else " ?")
    return f"{said} ({words(N_('suspended'))})" if party.suspended else said


def _day(state: LinkState, words: Words) -> Cell:
    if state.state is not LinkStatus.DONE:
        return Cell("", Tone.FAINT)
    said = words.on_briefly(state.on)
    return Cell(said if state.settled else f"{said}?", Tone.PLAIN if state.settled else Tone.DOUBT)
