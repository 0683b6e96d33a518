"""Periods inside sentences. A language may want them in another case in each, so each sentence counts for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.clauses import Period, Unit

if TYPE_CHECKING:
    from igc_tracker.wording.words import Words


def after_period(period: Period, event: str, words: Words) -> str:
    """Return "30 days after" an event."""
    number = period.number
    match period.unit:
        case Unit.DAY:
            return words.count("{number} day after {event}", "{number} days after {event}", number, event=event)
        case Unit.MONTH:
            return words.count("{number} month after {event}", "{number} months after {event}", number, event=event)
        case Unit.YEAR:
            return words.count("{number} year after {event}", "{number} years after {event}", number, event=event)


def after_full(period: Period, event: str, words: Words) -> str:
    """Return the day after a period has run in full."""
    number = period.number
    match period.unit:
        case Unit.DAY:
            return words.count(
                "on the day after {number} full day from {event}",
                "on the day after {number} full days from {event}",
                number,
                event=event,
            )
        case Unit.MONTH:
            return words.count(
                "on the day after {number} full month from {event}",
                "on the day after {number} full months from {event}",
                number,
                event=event,
            )
        case Unit.YEAR:
            return words.count(
                "on the day after {number} full year from {event}",
                "on the day after {number} full years from {event}",
                number,
                event=event,
            )


def first_of_month_after(period: Period, event: str, words: Words) -> str:
    """Return the first of the month that follows the end of a period."""
    number = period.number
    match period.unit:
        case Unit.DAY:
            return words.count(
                "on the first day of the month after {number} day from {event}",
                "on the first day of the month after {number} days from {event}",
                number,
                event=event,
            )
        case Unit.MONTH:
            return words.count(
                "on the first day of the month after {number} month from {event}",
                "on the first day of the month after {number} months from {event}",
                number,
                event=event,
            )
        case Unit.YEAR:
            return words.count(
                "on the first day of the month after {number} year from {event}",
                "on the first day of the month after {number} years from {event}",
                number,
                event=event,
            )


def for_period(period: Period, words: Words) -> str:
    """Return how long a treaty lasts."""
    match period.unit:
        case Unit.DAY:
            return words.count("for {number} day", "for {number} days", period.number)
        case Unit.MONTH:
            return words.count("for {number} month", "for {number} months", period.number)
        case Unit.YEAR:
            return words.count("for {number} year", "for {number} years", period.number)


def renewed_for(period: Period, words: Words) -> str:
    """Return for how long a treaty is renewed each time."""
    match period.unit:
        case Unit.DAY:
            return words.count(
                "then renewed for {number} day each time", "then renewed for {number} days each time", period.number
            )
        case Unit.MONTH:
            return words.count(
                "then renewed for {number} month each time", "then renewed for {number} months each time", period.number
            )
        case Unit.YEAR:
            return words.count(
                "then renewed for {number} year each time", "then renewed for {number} years each time", period.number
            )


def before_the_end(period: Period, words: Words) -> str:
    """Return how long before the end of a period something has to be done."""
    match period.unit:
        case Unit.DAY:
            return words.count(
                "at least {number} day before the end", "at least {number} days before the end", period.number
            )
        case Unit.MONTH:
            return words.count(
                "at least {number} month before the end", "at least {number} months before the end", period.number
            )
        case Unit.YEAR:
            return words.count(
                "at least {number} year before the end", "at least {number} years before the end", period.number
            )


def with_notice(period: Period, words: Words) -> str:
    """Return that a party may end a treaty at any time, and with how much notice."""
    match period.unit:
        case Unit.DAY:
            return words.count(
                "a party may end it with {number} day's notice",
                "a party may end it with {number} days' notice",
                period.number,
            )
        case Unit.MONTH:
            return words.count(
                "a party may end it with {number} month's notice",
                "a party may end it with {number} months' notice",
                period.number,
            )
        case Unit.YEAR:
            return words.count(
                "a party may end it with {number} year's notice",
                "a party may end it with {number} years' notice",
                period.number,
            )


def at_most(period: Period, words: Words) -> str:
    """Return how long something lasts at most."""
    match period.unit:
        case Unit.DAY:
            return words.count("for {number} day at most", "for {number} days at most", period.number)
        case Unit.MONTH:
            return words.count("for {number} month at most", "for {number} months at most", period.number)
        case Unit.YEAR:
            return words.count("for {number} year at most", "for {number} years at most", period.number)
