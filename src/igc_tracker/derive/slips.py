"""The slip ledger: every day ever planned for a target of a project, what moved it, and by how much.

A plan holds until its last possible day has passed, so a slip is counted from last possible day to last possible day:
from 2022 to 2023 is 365 days. ``least`` and ``most`` tell what it can have been, since a year is a day nobody knows.
A plan without a last day, such as "from December 2023", can be neither kept nor missed; the plan after it is counted
from the last one that had one, so that the steps add up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.projects import Cause, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from igc_tracker.domain.projects import Target
    from igc_tracker.domain.register import Milestone, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """By how many days a day moved; below nothing it came nearer.

    ``days`` counts between the last possible days, None where one of them is open. It was ``least`` at least and
    ``most`` at most, None where an open end leaves no bound; all three are the same between two single days.
    """

    days: int | None
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """One day planned: said ``on`` a day, by a milestone. ``slip`` is how it moved, None for the first plan.

    ``settled``: the source is better than hearsay.
    """

    milestone: str
    on: PartialDate | None
    planned_for: PartialDate
    slip: Slip | None
    cause: Cause | None
    text: Text
    source: str | None
    certainty: Certainty
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a target ended, and when; ``slip`` is how late against the last plan, None where it was not reached."""

    milestone: str
    outcome: Outcome
    on: PartialDate | None
    slip: Slip | None
    text: Text
    source: str | None
    certainty: Certainty
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was planned for a target, oldest first, and how it ended, None while it is open.

    ``total`` is the slip from the first plan to the last, or to the day it was reached; None with fewer than two.
    """

    plans: tuple[PlannedDay, ...]
    ended: Ended | None
    total: Slip | None

    @property
    def current(self) -> PlannedDay | None:
        """The plan that holds: the one said last."""
        return self.plans[-1] if self.plans else None


def derive_ledger(project: Project, target: Target, *, as_of: date) -> Ledger:
    """Return the ledger of one target as of a day; what was said later, or is struck, does not count."""
    concerning = _in_order(each for each in project.milestones if each.concerns == target.key and each.counts_on(as_of))
    plans: list[PlannedDay] = []
    ended: Milestone | None = None
    for each in concerning:
        if each.outcome is not None:
            ended = each
        elif each.planned_for is not None:
            if ended is not None and ended.on is not None and each.on is not None and ended.on.ends_before(each.on):
                ended = None  # what is planned anew was not at its end
            plans.append(_plan(each, each.planned_for, plans, as_of=as_of))
    end = _ended(ended, plans, as_of=as_of) if ended is not None else None
    days = [plan.planned_for for plan in plans]
    if end is not None and end.outcome is Outcome.REACHED and end.on is not None:
        days.append(end.on)
    closed = [each for each in days if each.latest is not None]
    total = slip_between(closed[0], closed[-1]) if len(closed) > 1 else None
    return Ledger(plans=tuple(plans), ended=end, total=total)


def slip_between(old: PartialDate, new: PartialDate) -> Slip:
    """Return by how much ``new`` lies after ``old``."""
    return Slip(
        days=_days(old.latest, new.latest), least=_days(old.latest, new.earliest), most=_days(old.earliest, new.latest)
    )


def _days(first: date | None, last: date | None) -> int | None:
    return (last - first).days if first is not None and last is not None else None


def _in_order(milestones: Iterable[Milestone]) -> list[Milestone]:
    """Return what was said in the order it was said; what is undated, by the day it was recorded."""
    return sorted(milestones, key=said_order)


def said_order(said: Milestone) -> tuple[date, date, str]:
    """Sort key: when a milestone was said."""
    return (said.on or PartialDate.of_day(said.recorded_at.date())).order


def _plan(said: Milestone, day: PartialDate, before: Sequence[PlannedDay], *, as_of: date) -> PlannedDay:
    return PlannedDay(
        milestone=said.id,
        on=said.on,
        planned_for=day,
        slip=_since(before, day),
        cause=said.cause,
        text=said.text,
        source=said.source,
        certainty=said.certainty,
        settled=is_settled(said, as_of=as_of),
    )


def _since(before: Sequence[PlannedDay], day: PartialDate) -> Slip | None:
    """Return the slip since the last plan that had a last day; where none had, since the last plan."""
    if not before:
        return None
    closed = [plan for plan in before if plan.planned_for.latest is not None]
    return slip_between((closed or before)[-1].planned_for, day)


def _ended(said: Milestone, plans: Sequence[PlannedDay], *, as_of: date) -> Ended:
    reached = said.outcome is Outcome.REACHED and said.on is not None
    return Ended(
        milestone=said.id,
        outcome=said.outcome or Outcome.REACHED,
        on=said.on,
        slip=_since(plans, said.on) if reached and said.on is not None else None,
        text=said.text,
        source=said.source,
        certainty=said.certainty,
        settled=is_settled(said, as_of=as_of),
    )


def is_settled(said: Milestone, *, as_of: date) -> bool:
    """Tell whether a milestone had surely happened by ``as_of``, on the word of a source better than hearsay."""
    return said.certainty is not Certainty.UNCONFIRMED and (said.on is None or said.on.has_passed(as_of))
