"""The days a report is about, and how people name them."""

from __future__ import annotations

from datetime import date, timedelta

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadWeekError

_DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days reported on, both included."""

    first: date
    last: date

    @property
    def eve(self) -> date:
        """The day before the period: what stood then is what changes are counted from."""
        return self.first - timedelta(days=1)

    @property
    def week(self) -> str | None:
        """The ISO week the period is, written like ``2018-W34``; None if it is no whole week."""
        year, week, day = self.first.isocalendar()
        whole = day == 1 and (self.last - self.first).days == _DAYS_OF_WEEK - 1
        return f"{year}-W{week:02}" if whole else None

    def holds(self, day: date) -> bool:
        """Tell whether ``day`` is one of the period's."""
        return self.first <= day <= self.last


def week_of(text: str) -> Period:
    """Return the ISO week written like ``2018-W34``, Monday to Sunday."""
    year, _, week = text.upper().partition("-W")
    try:
        monday = date.fromisocalendar(int(year), int(week), 1)
    except (ValueError, OverflowError):
        raise BadWeekError(text=text) from None
    return Period(first=monday, last=monday + timedelta(days=_DAYS_OF_WEEK - 1))


def since_last(as_of: date) -> Period:
    """Return the days since the last report went out, up to ``as_of``.

    No report is remembered: the last one is taken to have gone out on the last Monday before ``as_of``, over the ISO
    week that ended on its eve. So reports that go out each Monday leave no day out.
    """
    back = as_of.weekday() or _DAYS_OF_WEEK
    return Period(first=as_of - timedelta(days=back), last=as_of)
