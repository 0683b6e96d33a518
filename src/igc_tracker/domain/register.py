"""What the register holds beside instruments: meetings, projects, commissions, its own particulars, its journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from igc_tracker.domain.commissions import Commission, Decision, MeetingEvent, MeetingKind
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate, may_have_happened
from igc_tracker.domain.facts import Certainty, Confidence, Strike
from igc_tracker.domain.instruments import Conflict, Instrument, Text
from igc_tracker.domain.projects import Cause, FundingStage, Outcome, Target

Derived = TypeVar("Derived")

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
    """One dated, sourced event of a project. ``on`` None: the source is undated.

    ``concerns`` is the key of the target it is about: it was then ``planned_for`` some day, for ``cause``, or had its
    ``outcome``. ``stage`` is the key of the funding stage that began.
    """

    id: str
    text: Text
    on: PartialDate | None = None
    concerns: str | None = None
    outcome: Outcome | None = None
    stage: str | None = None
    quantity: Quantity | None = None
    planned_for: PartialDate | None = None
    cause: Cause | None = None
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
    """What agreements are for.

    ``instruments`` are refs, ``stages`` stand in the order they follow one another, ``milestones`` in recorded order.
    """

    ref: str
    titles: Text
    description: str | None = None
    aliases: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    stages: tuple[FundingStage, ...] = ()
    targets: tuple[Target, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    recorded_at: datetime
    recorded_by: str


class Topic(Protocol[Derived]):
    """Something derived of each instrument that may be kept with the version it was derived from.

    ``name`` names it and changes when what it makes does.
    """

    @property
    def name(self) -> str:
        """Return what it is kept under."""

    def make(
        self, instrument: Instrument, others: Mapping[str, Instrument], as_of: date, facets: Collection[str] | None
    ) -> Iterable[tuple[str, Derived]]:
        """Return what is derived, each with the facet it can be asked for by, at least for these ``facets``.

        ``others`` are asked by ref alone.
        """

    def until(self, instrument: Instrument, others: Mapping[str, Instrument], as_of: date) -> date:
        """Return the first day after ``as_of`` on which something else may be derived."""

    def encode(self, value: Derived) -> str:
        """Return the text to keep."""

    def decode(self, text: str) -> Derived:
        """Return what was kept."""


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
    def by_ref(self) -> Mapping[str, Instrument]:
        """Return the instruments by ref; made anew at each call."""
        return {each.ref: each for each in self.instruments}

    def instrument(self, ref: str) -> Instrument | None:
        """Return the instrument with exactly this ref, or None."""
        return next((found for found in self.instruments if found.ref == ref), None)

    # What a large register can answer without reading all of it; a small one looks at everything.

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no instrument."""
        return not self.instruments

    @property
    def keeps_derived(self) -> bool:
        """Tell whether what ``derived`` gives is kept for the next time."""
        return False

    def named(self, words: Sequence[str]) -> Sequence[Instrument]:
        """Return at least the instruments whose folded names have, for each of ``words``, a word that begins so."""
        del words
        return self.instruments

    def around(self, refs: Collection[str]) -> Sequence[Instrument]:
        """Return at least the instruments in one family with these, those that implement any of them among them."""
        del refs
        return self.instruments

    def tied_to(self, ref: str) -> tuple[str, ...]:
        """Return the refs of the instruments that have a tie to this one, in register order."""
        return tuple(each.ref for each in self.instruments if ref in (link.to for link in each.links))

    def derived(
        self, topic: Topic[Derived], *, as_of: date, facets: Collection[str] | None = None
    ) -> tuple[list[Derived], int]:
        """Return what ``topic`` makes of each instrument on ``as_of``, in register order; of these facets, if given.

        The number counts what it makes of any facet, as far as it was made.
        """
        others = self.by_ref
        made = [pair for each in self.instruments for pair in topic.make(each, others, as_of, facets)]
        return [value for facet, value in made if facets is None or facet in facets], len(made)

    def tally(self, topic: Topic[Derived], *, as_of: date, facet: str) -> list[tuple[Derived, int]]:
        """Return the different values ``topic`` makes of this facet, and how often each; in no order."""
        values, _ = self.derived(topic, as_of=as_of, facets=(facet,))
        return list(Counter(values).items())


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
    record: ``milestones/<id>``), or ``""`` for the whole record, of which one side is then None: the record was made or
    taken away.
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
