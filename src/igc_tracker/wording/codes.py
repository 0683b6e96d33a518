"""What each code is called. The terms are those of treaty practice; a test asks for every code in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.grid import GridCode
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.facts import Certainty, Confidence, FactKind, Manner
from igc_tracker.domain.findings import Severity
from igc_tracker.domain.instruments import (
    ChainLink,
    ClauseTopic,
    InstrumentKind,
    Level,
    Relation,
    UnlockedBy,
)
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

STANDING: Mapping[StandingCode, str] = {
    StandingCode.PROPOSED: N_("proposed"),
    StandingCode.UNDER_NEGOTIATION: N_("under negotiation"),
    StandingCode.TEXT_AGREED: N_("text agreed"),
    StandingCode.INITIALLED: N_("initialled"),
    StandingCode.CLEARANCE_PENDING: N_("clearance to sign pending"),
    StandingCode.READY_FOR_SIGNATURE: N_("ready for signature"),
    StandingCode.PARTLY_SIGNED: N_("signed in part"),
    StandingCode.SIGNED: N_("signed"),
    StandingCode.CONSENT_PENDING: N_("consent pending"),
    StandingCode.NOTIFICATION_PENDING: N_("notification pending"),
    StandingCode.ACTS_COMPLETE: N_("acts complete, force not recorded"),
    StandingCode.ENTRY_INTO_FORCE_SCHEDULED: N_("entry into force scheduled"),
    StandingCode.PROVISIONALLY_APPLIED: N_("provisionally applied"),
    StandingCode.IN_FORCE: N_("in force"),
    StandingCode.ADOPTED: N_("adopted"),
    StandingCode.SUSPENDED: N_("suspended"),
    StandingCode.TERMINATED: N_("terminated"),
    StandingCode.EXPIRED: N_("expired"),
    StandingCode.SUPERSEDED: N_("superseded"),
    StandingCode.ABANDONED: N_("abandoned"),
}

FACT_KIND: Mapping[FactKind, str] = {
    FactKind.PROPOSED: N_("proposed"),
    FactKind.NEGOTIATED: N_("negotiated"),
    FactKind.TEXT_AGREED: N_("text agreed"),
    FactKind.INITIALLED: N_("initialled"),
    FactKind.CLEARED_TO_SIGN: N_("cleared to sign"),
    FactKind.FULL_POWERS_ISSUED: N_("full powers issued"),
    FactKind.SIGNED: N_("signed"),
    FactKind.ADOPTED: N_("adopted"),
    FactKind.CIRCULATED: N_("circulated by the depositary"),
    FactKind.SUBMITTED_TO_PARLIAMENT: N_("submitted to parliament"),
    FactKind.LOWER_HOUSE_APPROVED: N_("approved by the lower house"),
    FactKind.UPPER_HOUSE_APPROVED: N_("approved by the upper house"),
    FactKind.PARLIAMENT_APPROVED: N_("approved by parliament"),
    FactKind.RATIFIED: N_("ratified (domestic act)"),
    FactKind.APPROVED: N_("approved (domestic act)"),
    FactKind.ACCEPTED: N_("accepted (domestic act)"),
    FactKind.ACCEDED: N_("acceded"),
    FactKind.RATIFICATION_NOT_REQUIRED: N_("ratification not required"),
    FactKind.DOMESTIC_ACT: N_("domestic act, phase not known"),
    FactKind.INTENTION_NOT_TO_JOIN: N_("intention not to become a party"),
    FactKind.NOTIFICATION_SENT: N_("notification sent"),
    FactKind.NOTIFICATION_RECEIVED: N_("notification received"),
    FactKind.INSTRUMENT_DEPOSITED: N_("instrument deposited"),
    FactKind.INSTRUMENTS_EXCHANGED: N_("instruments exchanged"),
    FactKind.DECIDED: N_("decided by the joint body"),
    FactKind.PROVISIONALLY_APPLIED: N_("provisionally applied"),
    FactKind.PROVISIONAL_APPLICATION_ENDED: N_("provisional application ended"),
    FactKind.ENTERED_INTO_FORCE: N_("entered into force"),
    FactKind.SUSPENDED: N_("suspended"),
    FactKind.RESUMED: N_("resumed"),
    FactKind.EXTENDED: N_("extended"),
    FactKind.DENOUNCED: N_("denounced"),
    FactKind.DENUNCIATION_REVOKED: N_("denunciation revoked"),
    FactKind.INSTRUMENT_WITHDRAWN: N_("instrument withdrawn"),
    FactKind.DECLARED: N_("declaration made"),
    FactKind.OBJECTED: N_("objected"),
    FactKind.OBJECTION_WITHDRAWN: N_("objection withdrawn"),
    FactKind.TERMINATED: N_("terminated"),
    FactKind.EXPIRED: N_("expired"),
    FactKind.SUPERSEDED: N_("superseded"),
    FactKind.ABANDONED: N_("abandoned"),
    FactKind.PUBLISHED: N_("published"),
    FactKind.REGISTERED: N_("registered"),
    FactKind.PERFORMED: N_("obligation performed"),
    FactKind.COMMUNICATION: N_("other communication"),
    FactKind.PLANNED: N_("planned"),
    FactKind.REMARK: N_("remark"),
    FactKind.QUALIFIED: N_("treaty qualified by the checklist"),
    FactKind.PROCEDURE_STARTED: N_("domestic procedure begun"),
    FactKind.PROCEDURE_CHANGED: N_("domestic procedure changed"),
    FactKind.STEP_BEGUN: N_("step begun"),
    FactKind.STEP_DONE: N_("step done"),
    FactKind.STEP_RETURNED: N_("step returned"),
    FactKind.STEP_SKIPPED: N_("step skipped"),
    FactKind.STEP_WAIVED: N_("step waived"),
    FactKind.STEP_DELAYED: N_("step delayed"),
}

LINK: Mapping[ChainLink, str] = {
    ChainLink.CLEARED: N_("cleared to sign"),
    ChainLink.SIGNED: N_("signed"),
    ChainLink.CONSENT: N_("consent to be bound"),
    ChainLink.SENT: N_("note sent"),
    ChainLink.RECEIVED: N_("note received"),
}

LINK_BRIEFLY: Mapping[ChainLink, str] = {
    ChainLink.CLEARED: N_("cleared"),
    ChainLink.SIGNED: N_("signed"),
    ChainLink.CONSENT: N_("consent"),
    ChainLink.SENT: N_("sent"),
    ChainLink.RECEIVED: N_("received"),
}

NEXT_ACT: Mapping[ChainLink, str] = {
    ChainLink.CLEARED: N_("domestic procedures for preparing it for signature"),
    ChainLink.SIGNED: N_("signature"),
    ChainLink.CONSENT: N_("domestic consent to be bound"),
    ChainLink.SENT: N_("note or instrument to the other side"),
    ChainLink.RECEIVED: N_("receipt of the note or instrument"),
}

LINK_STATUS: Mapping[LinkStatus, str] = {
    LinkStatus.DONE: N_("done"),
    LinkStatus.OPEN: N_("open"),
    LinkStatus.UNKNOWN: N_("not recorded"),
    LinkStatus.NOT_REQUIRED: N_("not required"),
}

KIND: Mapping[InstrumentKind, str] = {
    InstrumentKind.TREATY: N_("Treaty"),
    InstrumentKind.CONVENTION: N_("Convention"),
    InstrumentKind.AGREEMENT: N_("Agreement"),
    InstrumentKind.PROTOCOL: N_("Protocol"),
    InstrumentKind.LEASE: N_("Lease"),
    InstrumentKind.EXCHANGE_OF_NOTES: N_("Exchange of notes"),
    InstrumentKind.MEMORANDUM: N_("Memorandum"),
    InstrumentKind.LETTER_OF_INTENT: N_("Letter of intent"),
    InstrumentKind.CONCEPT: N_("Concept"),
    InstrumentKind.ROADMAP: N_("Roadmap"),
    InstrumentKind.PLAN: N_("Plan"),
    InstrumentKind.TERMS: N_("Terms"),
}

LEVEL: Mapping[Level, str] = {
    Level.INTERSTATE: N_("inter-State"),
    Level.INTERGOVERNMENTAL: N_("intergovernmental"),
    Level.INTERAGENCY: N_("inter-agency"),
}

RELATION: Mapping[Relation, str] = {
    Relation.AMENDS: N_("amends"),
    Relation.SUPPLEMENTS: N_("supplements"),
    Relation.REPLACES: N_("replaces"),
    Relation.BASED_ON: N_("is based on"),
    Relation.IMPLEMENTS: N_("implements"),
}

CLAUSE_TOPIC: Mapping[ClauseTopic, str] = {
    ClauseTopic.ENTRY_INTO_FORCE: N_("entry into force"),
    ClauseTopic.LATER_PARTIES: N_("later parties"),
    ClauseTopic.PARTIAL_ENTRY_INTO_FORCE: N_("entry into force of parts"),
    ClauseTopic.PROVISIONAL_APPLICATION: N_("provisional application"),
    ClauseTopic.DURATION: N_("duration"),
    ClauseTopic.WITHDRAWAL: N_("withdrawal"),
    ClauseTopic.AMENDMENT: N_("amendment"),
}

UNLOCKED_BY: Mapping[UnlockedBy, str] = {
    UnlockedBy.SIGNATURE: N_("Signature unlocks"),
    UnlockedBy.ENTRY_INTO_FORCE: N_("Entry into force unlocks"),
}

CERTAINTY: Mapping[Certainty, str] = {
    Certainty.ORIGINAL: N_("original"),
    Certainty.GAZETTE: N_("gazette"),
    Certainty.OFFICIAL: N_("official"),
    Certainty.PRESS: N_("press"),
    Certainty.UNCONFIRMED: N_("unconfirmed"),
}

MANNER: Mapping[Manner, str] = {
    Manner.SIMPLE: N_("simple signature"),
    Manner.DEFINITIVE: N_("definitive signature"),
    Manner.AD_REFERENDUM: N_("signature ad referendum"),
    Manner.RATIFICATION: N_("ratification"),
    Manner.ACCEPTANCE: N_("acceptance"),
    Manner.APPROVAL: N_("approval"),
    Manner.ACCESSION: N_("accession"),
    Manner.SUCCESSION: N_("succession"),
    Manner.FORMAL_CONFIRMATION: N_("formal confirmation"),
    Manner.CONSENT: N_("consent to be bound"),
    Manner.SIMPLIFIED_PROCEDURE: N_("simplified procedure"),
}

CONFIDENCE: Mapping[Confidence, str] = {
    Confidence.HIGH: N_("high confidence"),
    Confidence.MEDIUM: N_("medium confidence"),
    Confidence.LOW: N_("low confidence"),
}

SEVERITY: Mapping[Severity, str] = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.INFO: N_("note"),
}

FINDING: Mapping[str, str] = {
    "unreadable-record": N_("A record of {ref} cannot be read and is left out: {record}: {why}"),
    "day-not-copied": N_("The register was not copied before the changes of {day}: is there room?"),
    "journal-gap": N_("The journal has no entry {number}"),
    "journal-twice": N_("The journal has two entries {number}"),
    "undone-unknown": N_("Entry {number} of the journal took back entry {undone}, which is not there"),
    "removed-and-there": N_("{ref} is in the register, and entry {number} of the journal took it out"),
    "never-added": N_("{ref} is in the register, and the journal does not say who added it"),
    "record-gone": N_("{ref} is named in entry {number} of the journal and is not in the register"),
    "edited-outside": N_("{ref} was changed by another program than igc; the journal does not say how"),
    "unfinished-write": N_("The last write did not come to its end and nobody was told it had; the next one clears up"),
    "published-differs": N_(
        "{ref}: published in force {published}, the clause gives {computed}; no reason is recorded (igc explain {ref})"
    ),
    "force-before-signature": N_(
        "{ref}: in force {force}, before it was signed {signed}, and not said to be retroactive"
    ),
    "fact-of-no-party": N_("{ref}: {fact} is a fact of {party}, which is no party; it counts for nobody"),
    "procedure-line": N_("line {line}: {problem}"),
    "broken-procedure-file": N_("{path} is left out, line {line}: {problem} (igc procedures check {path})"),
    "unreadable-procedure-file": N_("{path} is left out: {why}"),
    "note-days-reversed": N_("{ref}: the note of {fact} was received or sent before it was sent or dated"),
    "notice-too-early": N_("{ref}: {fact} was given earlier than the clause allows (igc explain {ref} withdrawal)"),
    "counted-from-dispatch": N_(
        "{ref}: {fact} counts from receipt, and only its dispatch is recorded; its effect, {effect}, is not final"
    ),
    "step-without-document": N_(
        "{ref}, {party}: step {step} is said to be done without a day or a document; it counts as in progress"
    ),
    "steps-out-of-order": N_(
        "{ref}, {party}: step {step}, done {on}, comes after {before}, which was done only {before_on}"
    ),
    "step-outside-law": N_("{ref}, {party}: step {step} was done {on}, when it was not in law ({from} – {to})"),
    "proposal-too-late": N_(
        "{ref}, {party}: step {step} was done {on}; the law gave time until {last} (days late: {days})"
    ),
    "expertise-missing": N_(
        "{ref}, {party}: the treaty needs ratification, and the expertise before signature is not recorded: {steps}"
    ),
    "count-exceeds-total": N_("{ref}: action item {item} counts more as done than there is"),
    "unreadable-clause": N_("A clause of {ref} cannot be read, nothing is computed from it: {record}: {why}"),
    "unreadable-obligation": N_("An obligation of {ref} cannot be read and is left out: {record}: {why}"),
    "unreadable-fact": N_("A fact of {ref} cannot be read and is left out: {record}: {why}"),
}

GRID: Mapping[GridCode, str] = {
    GridCode.NOTIFIED: N_("domestic procedures completed, and the note or instrument given, on that day"),
    GridCode.SIGNED: N_("signed on that day; nothing more is asked for"),
    GridCode.PENDING: N_("domestic procedures not completed or not notified yet"),
    GridCode.NOT_SIGNED: N_("not signed"),
    GridCode.PROVISIONAL: N_("applied provisionally (“временное применение”)"),
    GridCode.LEFT: N_("has left, with effect from that day"),
    GridCode.DECLINED: N_("has made clear that it will not become a party"),
    GridCode.UNKNOWN: N_("not recorded"),
    GridCode.NO_PARTY: N_("not among the parties of that instrument"),
}
"""What the marks of the grid mean."""

MARK: Mapping[LinkStatus, str] = {
    LinkStatus.DONE: "●",
    LinkStatus.OPEN: "○",
    LinkStatus.UNKNOWN: "?",
    LinkStatus.NOT_REQUIRED: "–",
}
MARK_UNCONFIRMED = "◐"
