"""What a joint body is, when it meets, what it decides, and what becomes of that: dated, sourced, never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate, may_have_happened
from igc_tracker.domain.facts import Certainty, Confidence, Strike
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.runs import DelayReason

AT_RISK_DAYS = 30
"""From how many days before its due date an item that is not done is at risk, where its commission says nothing."""

MOST_MONTHS = 1200
"""The longest time between sessions that can be agreed: beyond it somebody has mistyped."""
MOST_COUNTED = 10**12
"""The highest count that can be recorded."""


class MeetingKind(StrEnum):
    """What kind of meeting it was. Only sessions are numbered, owed at the agreed frequency, and take action items."""

    SESSION = "session"
    CO_CHAIRS = "co-chairs"
    TALKS = "talks"


class MeetingEventKind(StrEnum):
    """What is said of a meeting's day."""

    PLANNED = "planned"
    HELD = "held"


class ReportKind(StrEnum):
    """What a report says of an action item."""

    PROGRESS = "progress"
    DONE = "done"
    OPEN = "open"
    DELAYED = "delayed"
    DUE = "due"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A part of an instrument: ``article`` None means the whole of it."""

    instrument: str
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often a commission agreed to meet: at the latest so many ``months`` after its last session."""

    months: int
    provision: Provision | None = None
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEvent:
    """One report of the day of a meeting.

    ``on`` is the day it was held, or the day on which it was planned for ``planned_for``; None: the source gives none.
    ``document`` is the protocol of a session that was held, or the paper a plan stands in.
    """

    id: str
    kind: MeetingEventKind
    on: PartialDate | None = None
    planned_for: PartialDate | None = None
    place: str | None = None
    document: str | None = None
    detail: str | None = None
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED
    confidence: Confidence | None = None
    recorded_at: datetime
    recorded_by: str
    struck: Strike | None = None

    def counts_on(self, as_of: date) -> bool:
        """Tell whether the report is to be taken into account from ``as_of``; as for a Fact."""
        return self.struck is None and may_have_happened(self.on, self.recorded_at.date(), as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of a meeting, of the day the meeting was held; ``paragraph`` is its place in the protocol."""

    id: str
    text: Text
    paragraph: str | None = None
    provisions: tuple[Provision, ...] = ()
    projects: tuple[str, ...] = ()
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED
    confidence: Confidence | None = None
    recorded_at: datetime
    recorded_by: str
    struck: Strike | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report on an action item, with the evidence for it.

    ``on`` is the day it is true of: for ``done`` the day it was done. ``done`` of ``total`` are counted where the item
    is countable; ``total`` None is the item's own. ``due`` is the new due date of a report of that kind, ``reason`` why
    a delayed item waits, ``superseded_by`` the item that takes its place.
    """

    id: str
    kind: ReportKind
    on: PartialDate | None = None
    done: int | None = None
    total: int | None = None
    due: PartialDate | None = None
    reason: DelayReason | None = None
    superseded_by: str | None = None
    evidence: str | None = None
    detail: Text = field(default_factory=dict)
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED
    confidence: Confidence | None = None
    recorded_at: datetime
    recorded_by: str
    struck: Strike | None = None

    def counts_on(self, as_of: date) -> bool:
        """Tell whether the report is to be taken into account from ``as_of``; as for a Fact."""
        return self.struck is None and may_have_happened(self.on, self.recorded_at.date(), as_of)

    @property
    def is_confirmed(self) -> bool:
        """Tell whether a source better than hearsay stands behind the report."""
        return self.certainty is not Certainty.UNCONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """What somebody owes a commission.

    ``meeting`` is the ref of the session that decided it, ``decision`` an id there; both None where it comes from
    elsewhere. ``on`` is the day it was agreed, None the day of that session. ``owner`` is the responsible body,
    ``party`` whose it is. It is due on ``due``, or at the session after its own (``by_next_session``). ``total`` of
    ``unit`` makes it countable; ``where`` they lie. ``reports`` stand in the order they were recorded.
    """

    id: str
    text: Text
    meeting: str | None = None
    decision: str | None = None
    on: PartialDate | None = None
    owner: str | None = None
    party: str | None = None
    due: PartialDate | None = None
    by_next_session: bool = False
    total: int | None = None
    unit: Text = field(default_factory=dict)
    where: Text = field(default_factory=dict)
    provisions: tuple[Provision, ...] = ()
    projects: tuple[str, ...] = ()
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED
    confidence: Confidence | None = None
    reports: tuple[Report, ...] = ()
    recorded_at: datetime
    recorded_by: str
    struck: Strike | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """A joint body. Its sessions are meetings that name it.

    ``co_chairs`` are those in office, by party; who led a session stands with the session. ``parent`` is the ref of the
    commission it is a sub-body of. ``basis`` is what it was set up by, ``instruments`` the refs it looks after.
    ``frequency`` None: not known, so that a session is late only against a recorded plan. ``at_risk_days`` None: as
    ``AT_RISK_DAYS``. ``items`` stand in the order they were recorded.
    """

    ref: str
    titles: Text
    short_titles: Text = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    co_chairs: Mapping[str, str] = field(default_factory=dict)
    parent: str | None = None
    basis: tuple[Provision, ...] = ()
    frequency: Frequency | None = None
    at_risk_days: int | None = None
    instruments: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()
    items: tuple[ActionItem, ...] = ()
    recorded_at: datetime
    recorded_by: str
