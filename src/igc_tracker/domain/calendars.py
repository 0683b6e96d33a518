"""The calendars that statutory periods ask: on which days a country works, and on which its parliament sits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date


class Calendars(Protocol):
    """What is known of days. None: no calendar of that party covers the day; that is never taken for an answer."""

    def is_working(self, party: str, day: date) -> bool | None:
        """Tell whether ``day`` is a working day there: no day of rest, no public holiday."""

    def is_sitting(self, party: str, day: date) -> bool | None:
        """Tell whether parliament sits on ``day``; where it has two Houses, both of them."""


class NoCalendars:
    """Nothing is loaded."""

    def is_working(self, party: str, day: date) -> bool | None:  # noqa: ARG002  # the protocol's own names
        """Return None."""
        return None

    def is_sitting(self, party: str, day: date) -> bool | None:  # noqa: ARG002  # the protocol's own names
        """Return None."""
        return None
