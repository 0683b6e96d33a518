"""What a milestone of an instrument sets free, and whether it has."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.entry_into_force import ForceState
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.instruments import ChainLink, Instrument, Text, Unlock, UnlockedBy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.derive.chain import PartyChain
    from igc_tracker.derive.standing import Standing


class UnlockState(StrEnum):
    """Whether the milestone was reached. UNKNOWN: it must have been, but no day is recorded."""

    WAITING = "waiting"
    MET = "met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockStanding:
    """One unlock on one day; ``on`` is the day it was met, ``stage`` the funding stage that may begin then."""

    by: UnlockedBy
    what: Text
    project: str | None
    state: UnlockState
    stage: str | None = None
    on: PartialDate | None = None
    source: str | None = None


def derive_unlocks(instrument: Instrument, standing: Standing) -> tuple[UnlockStanding, ...]:
    """Return how each unlock of the instrument stands."""
    return tuple(_derive_unlock(unlock, standing) for unlock in instrument.unlocks)


def _derive_unlock(unlock: Unlock, standing: Standing) -> UnlockStanding:
    if unlock.by is UnlockedBy.SIGNATURE:
        state, on = _signature(standing.chains)
    else:
        force = standing.entry_into_force
        met = force.state is ForceState.IN_FORCE
        state, on = (UnlockState.MET, force.on) if met else (UnlockState.WAITING, None)
    return UnlockStanding(
        by=unlock.by,
        what=unlock.what,
        project=unlock.project,
        state=state,
        stage=unlock.stage,
        on=on,
        source=unlock.source,
    )


def _signature(chains: Sequence[PartyChain]) -> tuple[UnlockState, PartialDate | None]:
    """Return whether all have signed, and the day of the last signature (VCLT art. 12; the last one completes it).

    Who accedes does not sign and is not waited for (VCLT art. 15).
    """
    links = [link for chain in chains if (link := chain.links[ChainLink.SIGNED]).state is not LinkStatus.NOT_REQUIRED]
    if not links or not all(link.is_behind for link in links):
        return UnlockState.WAITING, None
    days = [link.on for link in links if link.on is not None]
    if len(days) < len(links):
        return UnlockState.UNKNOWN, None
    return UnlockState.MET, max(days, key=lambda on: on.order)
