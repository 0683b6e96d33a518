"""`igc init`: a register of one's own, empty or with the example in it."""

from __future__ import annotations

from igc_tracker.domain.dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InitAnswer:
    """Where the register was made, and how many instruments it holds."""

    path: str
    instruments: int
