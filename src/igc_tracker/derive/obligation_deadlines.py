"""The days by which obligations are to be performed, and those that passed short of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.deadlines import Deadline, DeadlineCode
from igc_tracker.derive.obligations import ObligationStanding, ObligationState, PeriodCount, derive_obligations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.instruments import Instrument


def derive_obligation_deadlines(instrument: Instrument, standing: Standing) -> Iterator[Deadline]:
    """Yield the end of each period that runs, or is the first to come, and of each that is on record as short.

    What does not bind, as far as is on record, is due on no day.
    """
    for owed in derive_obligations(instrument, standing):
        if not owed.binding:
            continue
        short = [count for count in owed.periods if count.state is ObligationState.OVERDUE]
        yield from (_deadline(owed, count, count.last, missed=True) for count in short if count.last is not None)
        ahead = next((count for count in owed.periods if count.last is not None and count.last >= standing.as_of), None)
        if ahead is not None and ahead.last is not None and ahead.state is not ObligationState.DONE:
            yield _deadline(owed, ahead, ahead.last, missed=False)


def _deadline(owed: ObligationStanding, count: PeriodCount, last: date, *, missed: bool) -> Deadline:
    return Deadline(
        ref=owed.ref,
        code=DeadlineCode.OBLIGATION,
        on=last,
        party=owed.parties[0] if len(owed.parties) == 1 else None,
        missed=missed,
        about=owed.id,
        text=owed.text,
        article=owed.article,
        computed=owed.every is not None,
        fact=count.facts[-1] if count.facts else None,
    )
