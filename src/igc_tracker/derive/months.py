"""Months as law counts them; apart from ``counting.py``, so that periods at home need no final clauses."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later (earlier if negative), or that month's last day.

    Source: European Convention on the Calculation of Time-Limits (ETS 76), Article 4(2).
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def first_of_month(day: date, months: int) -> date:
    """Return the first day of the ``months``-th month after the month of ``day``; the day itself plays no part."""
    return add_months(day.replace(day=1), months)


def month_end(day: date) -> date:
    """Return the last day of the month ``day`` lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])
