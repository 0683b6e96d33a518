"""What a project is to reach, how it is paid for, and what moved a date: the parts of a project's record."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.instruments import Text


class Outcome(StrEnum):
    """How a target ended."""

    REACHED = "reached"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingStage:
    """One way in which the project is paid for; a project's stages stand in the order they follow one another.

    What unlocks a stage is said by instruments: an ``Unlock`` that names it.
    """

    key: str
    titles: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is planned for a day, e.g. the first flight test; milestones that concern it name its ``key``.

    ``stage`` is the key of the funding stage without which it cannot be reached.
    """

    key: str
    titles: Text
    stage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What moved a date: an instrument, a meeting (each by ref), or a reason in words.

    ``decision`` is the id of the meeting's decision that did it.
    """

    instrument: str | None = None
    meeting: str | None = None
    decision: str | None = None
    text: Text = field(default_factory=dict)
