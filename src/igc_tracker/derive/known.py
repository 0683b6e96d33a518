"""What was known on a day: the second time axis. Facts recorded later are left out, later strikes are not yet made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from igc_tracker.domain.facts import Strike
    from igc_tracker.domain.register import Register


class _Recorded(Protocol):
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def struck(self) -> Strike | None: ...


def register_known_on(register: Register, known_on: date) -> Register:
    """Return the register as it was known at the end of ``known_on``, by the recorder's own calendar."""
    return replace(
        register,
        instruments=tuple(
            replace(each, facts=_known(each.facts, known_on))
            for each in register.instruments
            if each.recorded_at.date() <= known_on
        ),
        projects=tuple(
            replace(each, milestones=_known(each.milestones, known_on))
            for each in register.projects
            if each.recorded_at.date() <= known_on
        ),
        meetings=tuple(
            replace(each, events=_known(each.events, known_on), decisions=_known(each.decisions, known_on))
            for each in _known(register.meetings, known_on)
        ),
        commissions=tuple(
            replace(
                each,
                items=tuple(
                    replace(item, reports=_known(item.reports, known_on)) for item in _known(each.items, known_on)
                ),
            )
            for each in register.commissions
            if each.recorded_at.date() <= known_on
        ),
    )


Item = TypeVar("Item", bound="_Recorded")


def _known(items: Iterable[Item], known_on: date) -> tuple[Item, ...]:
    return tuple(_unstruck(each, known_on) for each in items if each.recorded_at.date() <= known_on)


def _unstruck(item: Item, known_on: date) -> Item:
    if item.struck is None or item.struck.at.date() <= known_on:
        return item
    return replace(item, struck=None)  # type: ignore[type-var]  # all that is recorded is a dataclass
