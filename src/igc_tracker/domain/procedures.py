"""What a State does at home with a treaty: dated templates of its steps, before signature and for consent to be bound.

A template is data. It says which steps there are, who does each, on what legal basis, by when, and what paper shows
that it was done. What was done with one treaty is recorded as facts of the instrument, never here.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.facts import Confidence, FactKind
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from collections.abc import Mapping


class TreatyAction(StrEnum):
    """The international act, or the record of its effect, that completing a step makes."""

    TEXT_ADOPTED = "text-adopted"
    INITIALLING = "initialling"
    FULL_POWERS = "full-powers"
    SIGNATURE = "signature"
    DEFINITIVE_SIGNATURE = "definitive-signature"
    CONSENT_ESTABLISHED = "consent-established"
    NOTIFICATION_SENT = "notification-sent"
    NOTIFICATION_RECEIVED = "notification-received"
    PROVISIONAL_APPLICATION = "provisional-application"
    ENTRY_INTO_FORCE = "entry-into-force"
    REGISTRATION = "registration"
    DENUNCIATION_NOTICE = "denunciation-notice"
    TERMINATION = "termination"


RECORDED_AS: Mapping[TreatyAction, frozenset[FactKind]] = {
    TreatyAction.TEXT_ADOPTED: frozenset({FactKind.TEXT_AGREED, FactKind.ADOPTED}),
    TreatyAction.INITIALLING: frozenset({FactKind.INITIALLED}),
    TreatyAction.FULL_POWERS: frozenset({FactKind.FULL_POWERS_ISSUED}),
    TreatyAction.SIGNATURE: frozenset({FactKind.SIGNED}),
    TreatyAction.DEFINITIVE_SIGNATURE: frozenset({FactKind.SIGNED}),
    TreatyAction.CONSENT_ESTABLISHED: frozenset(
        {FactKind.NOTIFICATION_SENT, FactKind.INSTRUMENT_DEPOSITED, FactKind.INSTRUMENTS_EXCHANGED}
    ),
    TreatyAction.NOTIFICATION_SENT: frozenset({FactKind.NOTIFICATION_SENT}),
    TreatyAction.NOTIFICATION_RECEIVED: frozenset({FactKind.NOTIFICATION_RECEIVED}),
    TreatyAction.PROVISIONAL_APPLICATION: frozenset({FactKind.PROVISIONALLY_APPLIED}),
    TreatyAction.ENTRY_INTO_FORCE: frozenset({FactKind.ENTERED_INTO_FORCE}),
    TreatyAction.REGISTRATION: frozenset({FactKind.REGISTERED}),
    TreatyAction.DENUNCIATION_NOTICE: frozenset({FactKind.DENOUNCED}),
    TreatyAction.TERMINATION: frozenset({FactKind.TERMINATED}),
}
"""The kinds of fact as which an act is recorded; a step that makes the act names one of them."""


class DeadlineRelation(StrEnum):
    """How a period stands to its anchor.

    AT_LEAST_BEFORE: done so long before it or earlier. WITHIN_AFTER: done by its end. WAIT_AFTER: the step completes
    when it has run. AT_MOST_EXTENSION: an earlier period may be prolonged by no more. RECURRING: every so often.
    """

    AT_LEAST_BEFORE = "at-least-before"
    WITHIN_AFTER = "within-after"
    WAIT_AFTER = "wait-after"
    AT_MOST_EXTENSION = "at-most-extension"
    RECURRING = "recurring"


class DayCount(StrEnum):
    """Which days count. Working and sitting days need a calendar of the country and year; there is no fallback."""

    CALENDAR = "calendar"
    WORKING = "working"
    SITTING = "sitting"


class DeadlineUnit(StrEnum):
    """The unit a statutory period is given in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Anchor(StrEnum):
    """The event a statutory period is counted from, or back from."""

    PLANNED_SIGNATURE_DATE = "planned-signature-date"
    SIGNATURE_DATE = "signature-date"
    RECEIVED_BY_UPPER_HOUSE = "received-by-upper-house"
    LAW_RECEIVED_BY_PRESIDENT = "law-received-by-president"
    FIRST_OFFICIAL_PUBLICATION = "first-official-publication"
    DOCUMENTS_CONFIRMING_EIF_RECEIVED = "documents-confirming-eif-received"
    PROVISIONAL_APPLICATION_START = "provisional-application-start"
    LAID_BEFORE_PARLIAMENT = "laid-before-parliament"
    PERIOD_A_END = "period-a-end"
    STATEMENT_LAID = "statement-laid"
    ENTRY_INTO_FORCE = "entry-into-force"
    MONTH_END = "month-end"


class GroundsMet(StrEnum):
    """Which outcome of the checklist leads to a variant: at least one ground for ratification met, or none."""

    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDeadline:
    """A statutory period of ``number`` units. ``confidence`` is about the period, not about the step."""

    number: int
    unit: DeadlineUnit
    days: DayCount
    relation: DeadlineRelation
    anchor: Anchor
    confidence: Confidence
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureStep:
    """One step of a variant. ``key`` is unique in its variant and is what people type.

    ``valid_from`` and ``valid_to`` are the first and last day, inclusive, on which the step exists in law; None is
    open. ``condition`` says in words when an optional step is due or what a step waits for. ``facts`` are the kinds of
    fact that show the step to be done; the first is what doing it records, and where there is none a plain step fact
    does. ``records`` is set where doing the step is an act between States, and nowhere else. ``source`` is the key of
    one of the template's sources, None where no page was read for this step. ``makes_up_for`` holds the keys of steps
    before signature that are a duty where the treaty needs ratification, unless this one is done later. ``note`` is for
    people: an example, a doubt.
    """

    key: str
    names: Text
    body: Text
    legal_basis: str = ""
    deadline: StepDeadline | None = None
    output: Text = field(default_factory=dict)
    optional: bool = False
    makes_up_for: tuple[str, ...] = ()
    condition: Text = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    records: TreatyAction | None = None
    facts: tuple[FactKind, ...] = ()
    source: str | None = None
    confidence: Confidence = Confidence.LOW
    note: Text = field(default_factory=dict)

    @property
    def was_read(self) -> bool:
        """Tell whether a page that says so was read; otherwise the legal basis is to be verified."""
        return self.source is not None

    @property
    def is_verified(self) -> bool:
        """Tell whether the legal basis can be relied on: a page was read, and it says so with high confidence."""
        return self.was_read and self.confidence is Confidence.HIGH

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the step exists in law on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way through a phase, its steps in order.

    ``level`` is the key of the level whose treaties take it, ``grounds`` the outcome of the checklist that leads to
    it; None where it does not hang on that. ``applies_when`` says in words what neither can.
    """

    key: str
    names: Text
    steps: tuple[ProcedureStep, ...]
    level: str | None = None
    grounds: GroundsMet | None = None
    applies_when: Text = field(default_factory=dict)

    def step(self, key: str) -> ProcedureStep | None:
        """Return the step with this key, or None."""
        return next((step for step in self.steps if step.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A ground on which a treaty needs ratification: one question of the checklist."""

    key: str
    names: Text
    legal_basis: str = ""
    source: str | None = None
    confidence: Confidence = Confidence.LOW

    @property
    def is_verified(self) -> bool:
        """Tell whether the legal basis can be relied on: a page was read, and it says so with high confidence."""
        return self.source is not None and self.confidence is Confidence.HIGH


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyLevel:
    """In whose name a State concludes a treaty, in its own terms."""

    key: str
    names: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """An act the template rests on."""

    key: str
    title: str
    sources: tuple[str, ...] = ()
    confidence: Confidence = Confidence.LOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page that was read."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The domestic procedures of one jurisdiction, as of a month ("2026-11").

    ``party`` is the code of the party that follows it; None for the generic template, which serves every other.
    ``sources`` are by the key that laws, steps and grounds cite.
    """

    key: str
    party: str | None
    names: Text
    as_of: str
    variants: dict[Phase, tuple[Variant, ...]]
    laws: tuple[Law, ...] = ()
    caveats: tuple[Text, ...] = ()
    levels: tuple[TreatyLevel, ...] = ()
    checklist: tuple[Ground, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[ProcedureStep, ...]:
        """The steps of all variants."""
        return tuple(step for variants in self.variants.values() for variant in variants for step in variant.steps)

    def level(self, key: str) -> TreatyLevel | None:
        """Return the level with this key, or None."""
        return next((level for level in self.levels if level.key == key), None)

    def variant(self, phase: Phase, key: str) -> Variant | None:
        """Return the variant of ``phase`` with this key, or None."""
        return next((variant for variant in self.variants.get(phase, ()) if variant.key == key), None)
