"""`igc status --grid`: instruments by parties, one code each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.show_status import StatusAnswer, status_of
from igc_tracker.derive.grid import Grid, GridCell, GridCode, GridRow, derive_grid_cells
from igc_tracker.derive.standing import derive_standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from igc_tracker.actions.describe import InstrumentStatus
    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.domain.instruments import Instrument


def show_grid(
    store: RegisterStore, query: str | None, parties: Sequence[str], *, as_of: date, known_on: date | None
) -> StatusAnswer:
    """Return what ``show_status`` does, with a grid of the same instruments.

    ``parties`` are the columns, in that order, and leave out the instruments of none of them; without any, every party
    of an instrument shown is a column.
    """
    register, findings = store.read(known_on=known_on)
    answer = status_of(register, query, as_of=as_of, findings=findings)
    others = register.by_ref
    cells = {each.ref: _cells(each, others, as_of=as_of) for each in answer.instruments}
    columns = tuple(dict.fromkeys(parties)) or tuple(sorted({party for row in cells.values() for party in row}))
    shown = [each for each in answer.instruments if any(party in cells[each.ref] for party in columns)]
    shown.sort(key=lambda each: (each.signed_on is None, each.signed_on.order if each.signed_on else (), each.ref))
    rows = tuple(
        GridRow(
            ref=each.ref,
            cells=tuple(
                cells[each.ref].get(party) or GridCell(party=party, code=GridCode.NO_PARTY) for party in columns
            ),
        )
        for each in shown
    )
    return replace(answer, grid=Grid(parties=columns, rows=rows))


def _cells(status: InstrumentStatus, others: Mapping[str, Instrument], *, as_of: date) -> dict[str, GridCell]:
    instrument = others[status.ref]
    standing = derive_standing(instrument, as_of=as_of, others=others)
    if standing is None:  # what is shown exists
        return {}
    force = {party.party: party.in_force_on for party in status.parties if party.in_force_on is not None}
    return {cell.party: cell for cell in derive_grid_cells(instrument, standing, force=force, others=others)}
