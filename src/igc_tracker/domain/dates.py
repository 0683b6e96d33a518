"""Dates as sources give them: a day, a month, a year, or somewhere between two days. Precision is kept, never invented.

The written form is a small part of EDTF: ``2018-08-22``, ``2018-08``, ``2018``, ``2018-06~`` (about), and
``2018-03..2018-08-21`` (one day in that range; either end may be left open: ``..2018-08-21`` is "by").
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadDateError, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable

_POINT = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(~?)", re.ASCII)
FIRST_YEAR = 1600  # older treaties exist, but a year below this is a typing error far more often
LAST_YEAR = 2500


class Precision(StrEnum):
    """How exactly a source dates an event."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exact as its source, no more.

    ``text`` is the canonical written form and the only thing stored; ``earliest`` and ``latest`` are the first and
    last possible day, inclusive, None where the range is open. ``2018-06~`` means about June 2018: its days are
    those of the month, and it is never taken for exact.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool = False

    @staticmethod
    def parse(text: str) -> PartialDate:
        """Read the canonical written form; raise BadDateError for anything else."""
        return _parse(text.strip())

    @classmethod
    def of_day(cls, day: date) -> PartialDate:
        """Return that very day."""
        return cls(day.isoformat(), day, day, Precision.DAY)

    @classmethod
    def between(cls, first: date | None, last: date | None, *, approximate: bool = False) -> PartialDate:
        """Return the day both ends agree on, or else the range they leave; None leaves that end open.

        A day before all that can be recorded stands for one that nobody knows.
        """
        about = "~" if approximate else ""
        if first is not None and first == last:
            return cls(f"{first}{about}", first, last, Precision.DAY, approximate)
        if first is not None and last is not None and first > last:
            first, last = last, first
        if first is not None and first.year < FIRST_YEAR:
            first = None
        text = "..".join(f"{end}{about}" if end else "" for end in (first, last))
        if not (first or last):
            raise BadDateError(text)
        return cls(text, first, last, Precision.RANGE, approximate)

    def moved(self, by: Callable[[date], date]) -> PartialDate:
        """Return where ``by``, which must keep the order of days, moves it: both ends, as exact as they are."""
        first, last = (by(end) if end else None for end in (self.earliest, self.latest))
        return PartialDate.between(first, last, approximate=self.approximate)

    @property
    def day(self) -> date | None:
        """The one day meant, or None when the source leaves more than one."""
        exact = self.earliest == self.latest and not self.approximate
        return self.earliest if exact else None

    def may_have_passed(self, as_of: date) -> bool:
        """Tell whether some possible day is ``as_of`` or earlier; open beginnings wait for their end."""
        bound = self.earliest if self.earliest is not None else self.latest
        return bound is not None and bound <= as_of

    def has_passed(self, as_of: date) -> bool:
        """Tell whether every possible day is ``as_of`` or earlier."""
        return self.latest is not None and self.latest <= as_of

    def ends_before(self, other: PartialDate) -> bool:
        """Tell whether every possible day lies before every possible day of ``other``."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def overlaps(self, other: PartialDate) -> bool:
        """Tell whether both can mean the same day."""
        starts_late = self.earliest and other.latest and self.earliest > other.latest
        ends_early = self.latest and other.earliest and self.latest < other.earliest
        return not (starts_late or ends_early)

    @property
    def order(self) -> tuple[date, date, str]:
        """Sort key: by first possible day, then by last, so that a month follows its own first day."""
        first = self.earliest or self.latest or date.max
        return (first, self.latest or date.max, self.text)

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def _parse(text: str) -> PartialDate:
    if ".." in text:
        return _parse_range(text)
    match = _POINT.fullmatch(text)
    if match is None:
        raise BadDateError(text)
    year, month, day, about = match.groups()
    try:
        first, last, precision = _span(int(year), int(month) if month else None, int(day) if day else None)
    except ValueError:
        raise BadDateError(text, reason=Phrase("no calendar holds it")) from None
    return PartialDate(text, first, last, precision, approximate=bool(about))


def _parse_range(text: str) -> PartialDate:
    left, _, right = text.partition("..")
    if not (left or right) or "." in right:
        raise BadDateError(text)
    low = _parse(left) if left else None
    high = _parse(right) if right else None
    earliest = low.earliest if low else None
    latest = high.latest if high else None
    if earliest and latest and earliest > latest:
        raise BadDateError(text, reason=Phrase("the range ends before it begins"))
    approximate = any(end is not None and end.approximate for end in (low, high))
    return PartialDate(text, earliest, latest, Precision.RANGE, approximate=approximate)


def may_have_happened(on: PartialDate | None, recorded: date, as_of: date) -> bool:
    """Tell whether something dated ``on`` may have happened by ``as_of``; undated, it had by the day ``recorded``."""
    return recorded <= as_of if on is None else on.may_have_passed(as_of)


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date, Precision]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), Precision.YEAR
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), Precision.MONTH
    exact = date(year, month, day)
    return exact, exact, Precision.DAY
