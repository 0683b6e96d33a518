"""The only module that asks what day it is. Everything else is given the day."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """Return this moment in the user's time zone, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)
