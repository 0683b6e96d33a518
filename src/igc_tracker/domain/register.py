"""What the register holds beside instruments: meetings, projects, commissions, its own particulars, its journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any

from igc_tracker.domain.commissions import Commission, Decision, MeetingEvent, MeetingKind
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate, may_have_happened
from igc_tracker.domain.facts import Certainty, Confidence, Strike
from igc_tracker.domain.instruments import Conflict, Instrument, Text

Json = dict[str, Any]
"""A plain JSON object, as stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A session of a joint body, or talks that took its place.

    ``commission`` is the ref of the body, or of the one in whose field the talks were. A meeting with ``events`` was
    held if one of them says so. ``on`` is the report of one that was held when it was recorded; without ``events`` and
    without ``on`` it was held, day not found. ``struck`` strikes that report. ``protocol`` is the document it signed.
    """

    ref: str
    body: str
    number: int | None = None
    on: PartialDate | None = None
    place: str | None = None
    co_chairs: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()
    certainty: Certainty = Certainty.UNCONFIRMED
    confidence: Confidence | None = None
    commission: str | None = None
    kind: MeetingKind = MeetingKind.SESSION
    protocol: str | None = None
    events: tuple[MeetingEvent, ...] = ()
    recorded_at: datetime
    recorded_by: str
    struck: Strike | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How much of a countable task is done: ``done`` of ``total``, ``unit`` in words, ``where`` it lies."""

    done: int
    total: int
    unit: Text
    where: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One dated, sourced event of a project. ``on`` None: the source is undated."""

    id: str
    text: Text
    on: PartialDate | None = None
    quantity: Quantity | None = None
    planned_for: PartialDate | None = None
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED
    confidence: Confidence | None = None
    recorded_at: datetime
    recorded_by: str
    struck: Strike | None = None

    def counts_on(self, as_of: date) -> bool:
        """Tell whether the milestone is to be taken into account from ``as_of``; as for a Fact."""
        return self.struck is None and may_have_happened(self.on, self.recorded_at.date(), as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What agreements are for. ``instruments`` are refs, ``milestones`` in recorded order."""

    ref: str
    titles: Text
    description: str | None = None
    aliases: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterInfo:
    """The register's own particulars. ``id`` is 32 hex digits and names the register wherever its file is moved."""

    id: str
    schema: int
    created_at: datetime
    name: Text = field(default_factory=dict)
    organisations: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One reading of the whole register."""

    info: RegisterInfo
    instruments: tuple[Instrument, ...] = ()
    projects: tuple[Project, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    commissions: tuple[Commission, ...] = ()

    @property
    def by_ref(self) -> dict[str, Instrument]:
        """Return the instruments by ref; made anew at each call."""
        return {each.ref: each for each in self.instruments}

    def instrument(self, ref: str) -> Instrument | None:
        """Return the instrument with exactly this ref, or None."""
        return next((found for found in self.instruments if found.ref == ref), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What is carried from one register to another: records, without the journal and the register's particulars."""

    instruments: tuple[Instrument, ...] = ()
    projects: tuple[Project, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    commissions: tuple[Commission, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one record, before and after, in stored (JSON) form.

    ``field`` is a top-level field of the record, ``facts/<id>`` for one fact (and so for whatever else has an id in its
    record), or ``""`` for the whole record, of which one side is then None: the record was made or taken away.
    """

    ref: str
    field: str
    before: Any
    after: Any
    table: str = "instruments"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One invocation that wrote: who, when, by which command, and what changed from what to what.

    ``number`` counts from 1. ``undoes`` is the number of the entry this one took back.
    """

    number: int
    at: datetime
    by: str
    command: str
    changes: tuple[Change, ...] = ()
    undoes: int | None = None
