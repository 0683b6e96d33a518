"""What a party has bound itself to do: once, by a day, or again and again."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.instruments import Text


class Every(StrEnum):
    """How often what is owed is owed again."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One obligation under an instrument.

    ``parties`` owe it, nobody named means every party. ``at_least`` is how many of ``unit`` are owed: in all, or with
    ``every`` in each such period. ``first`` is the day it begins, None the instrument's entry into force; ``until`` its
    last day, None an obligation without an end. Of either, a month or a year counts whole.
    """

    id: str
    text: Text
    parties: tuple[str, ...] = ()
    article: str | None = None
    at_least: int = 1
    unit: Text = field(default_factory=dict)
    every: Every | None = None
    first: PartialDate | None = None
    until: PartialDate | None = None
    source: str | None = None
