"""What was counted of a project when it was last counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.register import Quantity

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.domain.register import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityStatus:
    """How much was done when last reported; ``surplus`` is by how much that exceeds the total."""

    quantity: Quantity
    on: PartialDate | None
    certainty: Certainty
    source: str | None
    milestone: str
    surplus: int = 0


def latest_quantity(project: Project, *, as_of: date) -> QuantityStatus | None:
    """Return what was counted last by ``as_of``, None where nothing was."""
    counted = [each for each in project.milestones if each.quantity is not None and each.counts_on(as_of)]
    latest = max(counted, key=lambda each: each.on.order if each.on else (), default=None)
    if latest is None or latest.quantity is None:
        return None
    return QuantityStatus(
        quantity=latest.quantity,
        on=latest.on,
        certainty=latest.certainty,
        source=latest.source,
        milestone=latest.id,
        surplus=max(latest.quantity.done - latest.quantity.total, 0),
    )
