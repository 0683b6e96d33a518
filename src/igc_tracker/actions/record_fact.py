"""`igc record`: a new fact of an instrument."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import InstrumentStatus, describe_alone
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.derive.chain import COMPLETES
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import (
    BadPlanError,
    DocumentDateError,
    FutureFactError,
    NotADeviationError,
    NotANoticeError,
    NotAPartyError,
    NotAPerformanceError,
    NoticeDaysError,
    NotOfOnePartyError,
    NotOwedError,
    ObligationNeededError,
    ObligationNotFoundError,
    PartyNeededError,
    ReversedDatesError,
    StepCommandError,
)
from igc_tracker.domain.facts import (
    DOMESTIC_STEPS,
    NOTICES,
    PROCEDURE_KINDS,
    Certainty,
    DeviationReason,
    Fact,
    FactKind,
    Manner,
)
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.domain.runs import ProcedureMark

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.instruments import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """What is said of a new fact; the meaning of each field is that of ``domain.facts.Fact``."""

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
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswer:
    """The fact, whether it was new (the very same fact is recorded once), and the standing before and after."""

    ref: str
    fact: Fact
    is_new: bool
    before: InstrumentStatus | None
    after: InstrumentStatus | None


def record_fact(store: RegisterStore, ref: str, new: NewFact, invocation: Invocation) -> RecordedAnswer:
    """Record a fact; raise a BadValueError or NotAPartyError for one that cannot stand.

    Recording the very same fact again changes nothing, so that a script may be run twice.
    """
    with store.writing(invocation) as writing:
        instrument = find_one(writing.register, ref)
        others = writing.register.by_ref
        _check(new, instrument, today=invocation.today)
        fact = _make(new, instrument, invocation)
        known = next((each for each in instrument.facts if _same(each, fact)), None)
        changed = instrument
        if known is None:
            changed = replace(instrument, facts=(*instrument.facts, fact))
            writing.save(changed, expected=instrument)
        # told while the register is held: of a large one, what others say is no longer at hand once it is written
        return RecordedAnswer(
            ref=instrument.ref,
            fact=known or fact,
            is_new=known is None,
            before=describe_alone(instrument, as_of=invocation.today, others=others),
            after=describe_alone(changed, as_of=invocation.today, others=others),
        )


def _check(new: NewFact, instrument: Instrument, *, today: date) -> None:
    if new.party is not None and new.party not in instrument.parties:
        raise NotAPartyError(party=new.party, ref=instrument.ref, parties=", ".join(instrument.parties))
    for day in (new.on, new.sent_on, new.received_on):
        if day is not None and day.earliest is not None and day.earliest > today:
            raise FutureFactError(on=day, ref=instrument.ref, kind=new.kind.value)
    if new.document_date and new.on and new.document_date.earliest and new.on.latest:
        _check_document_date(new.document_date, new.on)
    _check_note_days(new)
    if new.party is None and new.kind in OF_ONE_PARTY:
        raise PartyNeededError(kind=new.kind.value, parties=", ".join(instrument.parties))
    ends_for_one = new.kind is FactKind.TERMINATED and not instrument.is_bilateral
    if new.party is not None and new.kind in OF_THE_WHOLE and not ends_for_one:
        raise NotOfOnePartyError(kind=new.kind.value, party=new.party, ref=instrument.ref)
    if new.kind in PROCEDURE_KINDS and new.procedure is None:
        raise StepCommandError(kind=new.kind.value, ref=instrument.ref)
    _check_performance(new, instrument)
    _check_order(new, instrument)
    plan = new.planned_kind, new.planned_for
    if (new.kind is FactKind.PLANNED) != all(plan) or (new.kind is not FactKind.PLANNED and any(plan)):
        raise BadPlanError
    if new.deviation is not None and new.kind is not FactKind.ENTERED_INTO_FORCE:
        raise NotADeviationError


OF_ONE_PARTY = (
    frozenset({FactKind.CLEARED_TO_SIGN, FactKind.FULL_POWERS_ISSUED, FactKind.RATIFICATION_NOT_REQUIRED})
    | {FactKind.INTENTION_NOT_TO_JOIN}
    | DOMESTIC_STEPS
    | PROCEDURE_KINDS
    | COMPLETES[ChainLink.CONSENT]
    | {FactKind.NOTIFICATION_SENT, FactKind.NOTIFICATION_RECEIVED, FactKind.INSTRUMENT_DEPOSITED}
    | {FactKind.INSTRUMENT_WITHDRAWN, FactKind.DENOUNCED, FactKind.DENUNCIATION_REVOKED}
    | {FactKind.DECLARED, FactKind.OBJECTED, FactKind.OBJECTION_WITHDRAWN}
)
"""Acts of one State each: without a party they would be held to be everybody's."""

OF_THE_WHOLE = frozenset({FactKind.TERMINATED, FactKind.EXPIRED, FactKind.SUPERSEDED, FactKind.ABANDONED})
"""What happens to an instrument as such; a party that leaves it denounces it. One of three or more may also be said to
have terminated it for itself (VCLT articles 54 and 60)."""


def _check_note_days(new: NewFact) -> None:
    """Raise for a note received before it was sent, or sent or received before it was written."""
    if new.kind not in NOTICES and (new.sent_on or new.received_on):
        raise NotANoticeError(kind=new.kind.value)
    days = (("--document-date", new.document_date), ("--sent", new.sent_on), ("--received", new.received_on))
    known = [(option, day) for option, day in days if day is not None]
    for place, (later, on) in enumerate(known):
        for earlier, other in known[:place]:
            if on.ends_before(other):
                raise NoticeDaysError(later=later, on=on, earlier=earlier, other=other)


def _check_performance(new: NewFact, instrument: Instrument) -> None:
    """Raise for a performance of what is not owed, or not by that party."""
    if new.kind is not FactKind.PERFORMED:
        if new.obligation is not None or new.quantity is not None:
            raise NotAPerformanceError(kind=new.kind.value)
        return
    known = tuple(each.id for each in instrument.obligations)
    if new.obligation is None and known:
        raise ObligationNeededError(known=", ".join(known))
    owed = next((each for each in instrument.obligations if each.id == new.obligation), None)
    if owed is None:
        near = tuple(get_close_matches(new.obligation or "", known, n=2))
        raise ObligationNotFoundError(instrument.ref, new.obligation or "", known, near)
    if new.party is not None and owed.parties and new.party not in owed.parties:
        raise NotOwedError(party=new.party, obligation=owed.id, parties=", ".join(owed.parties), ref=instrument.ref)


def _check_order(new: NewFact, instrument: Instrument) -> None:
    """Raise ReversedDatesError for what cannot have come before what is recorded already."""
    if new.planned_for and new.on and new.planned_for.latest and new.on.earliest:
        _not_before(new.planned_for, new.on, "planned")
    before = {FactKind.NOTIFICATION_RECEIVED: (FactKind.NOTIFICATION_SENT,)}
    if new.deviation is None:  # a retroactive entry into force says so
        before[FactKind.ENTERED_INTO_FORCE] = (FactKind.SIGNED,)
    for earlier in instrument.facts:
        same_party = earlier.party in (None, new.party) or new.party is None
        if earlier.kind in before.get(new.kind, ()) and same_party and earlier.struck is None:
            _not_before(new.on, earlier.on, earlier.id)


def _not_before(on: PartialDate | None, other: PartialDate | None, what: str) -> None:
    if on and other and on.ends_before(other):
        raise ReversedDatesError(on=on, other=other, what=what)


def _check_document_date(document_date: PartialDate, on: PartialDate) -> None:
    if on.latest and document_date.earliest and document_date.earliest > on.latest:
        raise DocumentDateError(document_date=document_date, on=on)


def _make(new: NewFact, instrument: Instrument, invocation: Invocation) -> Fact:
    return Fact(
        id=_free_id(new, instrument),
        kind=new.kind,
        party=new.party,
        on=new.on,
        place=new.place,
        signatory=new.signatory,
        document=new.document,
        document_date=new.document_date,
        sent_on=new.sent_on,
        received_on=new.received_on,
        planned_kind=new.planned_kind,
        planned_for=new.planned_for,
        manner=new.manner,
        effective_on=new.effective_on,
        deviation=new.deviation,
        article=new.article,
        procedure=new.procedure,
        obligation=new.obligation,
        quantity=new.quantity,
        detail=new.detail,
        source=new.source,
        certainty=new.certainty or Certainty.UNCONFIRMED,
        recorded_at=invocation.at,
        recorded_by=invocation.by,
    )


def _free_id(new: NewFact, instrument: Instrument) -> str:
    when = new.on.text.replace("..", "-to-").strip("~-") if new.on else "undated"
    stem = "-".join(part for part in (new.kind.value, (new.party or "").lower(), when) if part)
    taken = {fact.id for fact in instrument.facts}
    number = 2
    found = stem
    while found in taken:
        found = f"{stem}-{number}"
        number += 1
    return found


def _same(known: Fact, new: Fact) -> bool:
    return known == replace(
        new,
        id=known.id,
        recorded_at=known.recorded_at,
        recorded_by=known.recorded_by,
        confidence=known.confidence,
        struck=None,
    )
