"""How long something takes, told from cases that are finished and cases that still run.

The curve is the product-limit estimate (Kaplan and Meier, 1958): a case that still runs is not thrown away and not
taken for finished, it says "longer than this". Fractions keep it exact, so that a curve meets one half or does not.
"""

from __future__ import annotations

from collections import Counter
from math import gcd
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

MINIMUM = 5
"""From how many finished cases on figures are given; with fewer, one more case would change them too much."""
_LOW, _HALF, _HIGH = (9, 10), (1, 2), (1, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """One case: for how many days it ran, and whether it then ended. One that did not still ran on that day."""

    days: int
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationFigures:
    """What the cases say, in whole days.

    After ``median`` days half of the cases are finished, after ``low`` a tenth, after ``high`` nine tenths: four of
    five end between ``low`` and ``high``. A figure is None where too many cases still run to tell, all three are
    where fewer than MINIMUM are finished. ``finished`` and ``running`` count the cases the figures rest on.
    """

    finished: int
    running: int
    median: int | None = None
    low: int | None = None
    high: int | None = None

    @property
    def are_enough(self) -> bool:
        """Tell whether there were cases enough for figures."""
        return self.finished >= MINIMUM


def survival(cases: Sequence[Duration]) -> tuple[tuple[int, Fraction], ...]:
    """Return the curve: after so many days, this share still runs. Only the days on which it falls, in order.

    A case that finished on a day counts before one that was last seen running on it.
    """
    from fractions import Fraction

    return tuple((days, Fraction(part, whole)) for days, part, whole in _curve(cases))


def _curve(cases: Sequence[Duration]) -> list[tuple[int, int, int]]:
    """Return the curve with each share as a part of a whole; fractions are a module a short command would feel."""
    ended = Counter(case.days for case in cases if case.finished)
    at_risk = sorted(case.days for case in cases)
    left = len(at_risk)
    place, part, whole, curve = 0, 1, 1, []
    for days in sorted(ended):
        while place < len(at_risk) and at_risk[place] < days:
            place, left = place + 1, left - 1
        part, whole = part * (left - ended[days]), whole * left
        common = gcd(part, whole)
        part, whole = part // common, whole // common
        curve.append((days, part, whole))
    return curve


def describe_durations(cases: Sequence[Duration]) -> DurationFigures:
    """Return how long the cases take."""
    finished = sum(case.finished for case in cases)
    if finished < MINIMUM:
        return DurationFigures(finished=finished, running=len(cases) - finished)
    curve = _curve(cases)
    low, median, high = (_first_at_most(share, curve) for share in (_LOW, _HALF, _HIGH))
    return DurationFigures(finished=finished, running=len(cases) - finished, median=median, low=low, high=high)


def forecast_duration(cases: Sequence[Duration], *, elapsed: int) -> DurationFigures:
    """Return how long, from its start, a case takes that has run ``elapsed`` days and has not ended.

    Only cases that ran longer than that say anything about it, and only they are counted: their curve is the whole
    curve from there on, divided by the share that came so far. So the case itself may be among ``cases`` or not.
    """
    return describe_durations([case for case in cases if case.days > elapsed])


def _first_at_most(share: tuple[int, int], curve: Sequence[tuple[int, int, int]]) -> int | None:
    return next((days for days, part, whole in curve if part * share[1] <= whole * share[0]), None)
