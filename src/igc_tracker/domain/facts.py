"""What happened: dated, sourced acts and events. A fact is never changed; a wrong one is struck."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate, may_have_happened
from igc_tracker.domain.runs import ProcedureMark


class FactKind(StrEnum):
    """What a fact says was done. The order is the order of an instrument's life."""

    PROPOSED = "proposed"
    NEGOTIATED = "negotiated"
    TEXT_AGREED = "text-agreed"
    INITIALLED = "initialled"
    CLEARED_TO_SIGN = "cleared-to-sign"
    FULL_POWERS_ISSUED = "full-powers-issued"
    SIGNED = "signed"
    ADOPTED = "adopted"
    CIRCULATED = "circulated"
    SUBMITTED_TO_PARLIAMENT = "submitted-to-parliament"
    LOWER_HOUSE_APPROVED = "lower-house-approved"
    UPPER_HOUSE_APPROVED = "upper-house-approved"
    PARLIAMENT_APPROVED = "parliament-approved"
    RATIFIED = "ratified"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    ACCEDED = "acceded"
    RATIFICATION_NOT_REQUIRED = "ratification-not-required"
    DOMESTIC_ACT = "domestic-act"
    INTENTION_NOT_TO_JOIN = "intention-not-to-join"
    NOTIFICATION_SENT = "notification-sent"
    NOTIFICATION_RECEIVED = "notification-received"
    INSTRUMENT_DEPOSITED = "instrument-deposited"
    INSTRUMENTS_EXCHANGED = "instruments-exchanged"
    DECIDED = "decided"
    PROVISIONALLY_APPLIED = "provisionally-applied"
    PROVISIONAL_APPLICATION_ENDED = "provisional-application-ended"
    ENTERED_INTO_FORCE = "entered-into-force"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXTENDED = "extended"
    DENOUNCED = "denounced"
    DENUNCIATION_REVOKED = "denunciation-revoked"
    INSTRUMENT_WITHDRAWN = "instrument-withdrawn"
    DECLARED = "declared"
    OBJECTED = "objected"
    OBJECTION_WITHDRAWN = "objection-withdrawn"
    TERMINATED = "terminated"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    ABANDONED = "abandoned"
    PUBLISHED = "published"
    REGISTERED = "registered"
    PERFORMED = "performed"
    COMMUNICATION = "communication"
    PLANNED = "planned"
    REMARK = "remark"
    QUALIFIED = "qualified"
    PROCEDURE_STARTED = "procedure-started"
    PROCEDURE_CHANGED = "procedure-changed"
    STEP_BEGUN = "step-begun"
    STEP_DONE = "step-done"
    STEP_RETURNED = "step-returned"
    STEP_SKIPPED = "step-skipped"
    STEP_WAIVED = "step-waived"
    STEP_DELAYED = "step-delayed"


DOMESTIC_STEPS = frozenset(
    {
        FactKind.SUBMITTED_TO_PARLIAMENT,
        FactKind.LOWER_HOUSE_APPROVED,
        FactKind.UPPER_HOUSE_APPROVED,
        FactKind.PARLIAMENT_APPROVED,
    }
)
"""Steps on the way to domestic consent: they show that consent is under way, never that it was given."""

PROCEDURE_KINDS = frozenset(
    {
        FactKind.QUALIFIED,
        FactKind.PROCEDURE_STARTED,
        FactKind.PROCEDURE_CHANGED,
        FactKind.STEP_BEGUN,
        FactKind.STEP_DONE,
        FactKind.STEP_RETURNED,
        FactKind.STEP_SKIPPED,
        FactKind.STEP_WAIVED,
        FactKind.STEP_DELAYED,
    }
)
"""Facts about the course of a procedure at home; each is about one party and carries a ``procedure`` mark."""

REPEATABLE = PROCEDURE_KINDS | frozenset(
    {
        FactKind.NEGOTIATED,
        FactKind.CLEARED_TO_SIGN,  # a changed draft is cleared again
        FactKind.DOMESTIC_ACT,
        FactKind.SUSPENDED,
        FactKind.RESUMED,
        FactKind.PUBLISHED,
        FactKind.COMMUNICATION,
        FactKind.PERFORMED,
        FactKind.PLANNED,
        FactKind.REMARK,
        FactKind.PROVISIONALLY_APPLIED,
        FactKind.PROVISIONAL_APPLICATION_ENDED,
        FactKind.DECIDED,
        FactKind.EXTENDED,
        FactKind.DENOUNCED,
        FactKind.DENUNCIATION_REVOKED,
        FactKind.INSTRUMENT_DEPOSITED,  # who withdrew may come back
        FactKind.INSTRUMENT_WITHDRAWN,
        FactKind.DECLARED,
        FactKind.OBJECTED,
        FactKind.OBJECTION_WITHDRAWN,
    }
)
"""Kinds that may rightly happen more than once for a party; two facts of any other kind are in conflict if their
days exclude one another."""

INTERNATIONAL_ACTS = frozenset(
    {
        FactKind.INITIALLED,  # initials may amount to signature (VCLT article 12(2)(a))
        FactKind.SIGNED,
        FactKind.ADOPTED,
        FactKind.NOTIFICATION_SENT,
        FactKind.NOTIFICATION_RECEIVED,
        FactKind.INSTRUMENT_DEPOSITED,
        FactKind.INSTRUMENTS_EXCHANGED,
        FactKind.PROVISIONALLY_APPLIED,
        FactKind.PROVISIONAL_APPLICATION_ENDED,
        FactKind.ENTERED_INTO_FORCE,
        FactKind.SUSPENDED,
        FactKind.RESUMED,
        FactKind.EXTENDED,
        FactKind.DENOUNCED,
        FactKind.DENUNCIATION_REVOKED,
        FactKind.INSTRUMENT_WITHDRAWN,
        FactKind.TERMINATED,
    }
)
"""Acts of States towards one another that can bind or release them, and what such acts bring about between them.

No vote, law or decree at home is among them, so a domestic step that claims one is in error.
"""


NOTICES = frozenset(
    {
        FactKind.PROVISIONAL_APPLICATION_ENDED,
        FactKind.SUSPENDED,
        FactKind.RESUMED,
        FactKind.DENOUNCED,
        FactKind.DENUNCIATION_REVOKED,
        FactKind.INSTRUMENT_WITHDRAWN,
        FactKind.TERMINATED,
        FactKind.COMMUNICATION,
    }
)
"""Acts done by a note that is sent on one day and received on another. The notes of the chain are two facts each."""


class Certainty(StrEnum):
    """What kind of source stands behind a fact, best first."""

    ORIGINAL = "original"
    GAZETTE = "gazette"
    OFFICIAL = "official"
    PRESS = "press"
    UNCONFIRMED = "unconfirmed"


class Manner(StrEnum):
    """How a State signs, or by which means it consents to be bound (VCLT articles 11 to 15)."""

    SIMPLE = "simple"
    DEFINITIVE = "definitive"
    AD_REFERENDUM = "ad-referendum"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    FORMAL_CONFIRMATION = "formal-confirmation"
    CONSENT = "consent-to-be-bound"
    SIMPLIFIED_PROCEDURE = "simplified-procedure"


class DeviationReason(StrEnum):
    """Why a published date is not the one the clause gives."""

    AGREED_DATE = "agreed-date"
    RETROACTIVE = "retroactive"
    DEPOSITARY_PRACTICE = "depositary-practice"
    DATA_ERROR = "data-error"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How sure the recorder is that the source says this, beside how good the source is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """Why a fact no longer counts, and from when. The fact itself stays."""

    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One dated act or event of one instrument, with the evidence for it.

    ``id`` is unique within the instrument and readable (``signed-kz-2018-08-22``). ``party`` None means the
    instrument itself, or all parties at once. ``on`` None means that the source gives no date. ``document`` is the
    number of the act or note, ``document_date`` the date it bears. For a notice (``NOTICES``) ``sent_on`` and
    ``received_on`` are kept apart from it, since a clause may count from any of the three. A
    ``planned`` fact says that on ``on`` the act ``planned_kind`` was expected on ``planned_for``.

    ``manner`` says how a party signed or by which means it consents. ``effective_on`` is the day an act takes effect
    where that is not the day it was done; for ``extended`` it is the new end. ``deviation`` explains a published entry
    into force that is not the one the clause gives. ``article`` names the part of the instrument the fact is
    about where it is not about the whole: the entry into force of one article, a declaration under it. ``procedure``
    is its place in the party's domestic procedure, where it has one. A ``performed`` fact names the ``obligation`` it
    counts towards, and the ``quantity`` done: None is one, 0 says that nothing was done by then.
    """

    id: str
    kind: FactKind
    party: str | None = None
    on: PartialDate | None = None
    place: str | None = None
    signatory: str | None = None
    document: str | None = None
    document_date: PartialDate | None = None
    sent_on: PartialDate | None = None
    received_on: PartialDate | None = None
    planned_kind: FactKind | None = None
    planned_for: PartialDate | None = None
    manner: Manner | None = None
    effective_on: PartialDate | None = None
    deviation: DeviationReason | None = None
    article: str | None = None
    procedure: ProcedureMark | None = None
    obligation: str | None = None
    quantity: int | None = None
    detail: str | None = None
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED
    confidence: Confidence | None = None
    recorded_at: datetime
    recorded_by: str
    struck: Strike | None = None

    @property
    def is_confirmed(self) -> bool:
        """Tell whether a source better than hearsay stands behind the fact."""
        return self.certainty is not Certainty.UNCONFIRMED

    def counts_on(self, as_of: date) -> bool:
        """Tell whether the fact is to be taken into account when looking from ``as_of``, inclusive.

        A fact counts from its first possible day; an undated one, or one dated only "by" some day, from the day by
        which it had surely happened: its last possible day, or the day it was recorded.
        """
        return self.struck is None and may_have_happened(self.on, self.recorded_at.date(), as_of)

    def is_settled_on(self, as_of: date) -> bool:
        """Tell whether the fact had surely happened by ``as_of``, on the word of a source better than hearsay."""
        return self.is_confirmed and (self.on is None or self.on.has_passed(as_of))
