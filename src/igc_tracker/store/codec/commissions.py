"""Commissions and meetings to and from their stored form."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from igc_tracker.domain.commissions import (
    MOST_COUNTED,
    MOST_MONTHS,
    ActionItem,
    Commission,
    Decision,
    Frequency,
    MeetingEvent,
    MeetingEventKind,
    MeetingKind,
    Provision,
    Report,
    ReportKind,
)
from igc_tracker.domain.errors import Phrase
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.register import Meeting
from igc_tracker.domain.runs import DelayReason
from igc_tracker.store.codec.decode import decode_each
from igc_tracker.store.codec.encode import encode_strike, lean
from igc_tracker.store.codec.parts import (
    confidence_of,
    date_of,
    name_at,
    number_at,
    strike_of,
    texts_at,
    word_at,
    words_at,
)

if TYPE_CHECKING:
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.findings import Finding
    from igc_tracker.domain.register import Json

# --- to the stored form -------------------------------------------------------------------------------------------


def encode_commission(commission: Commission) -> Json:
    """Return the stored form of a commission."""
    frequency = commission.frequency
    return lean(
        {
            "ref": commission.ref,
            "titles": dict(commission.titles),
            "short_titles": dict(commission.short_titles),
            "aliases": list(commission.aliases),
            "parties": list(commission.parties),
            "co_chairs": dict(commission.co_chairs),
            "parent": commission.parent,
            "basis": _encode_provisions(commission.basis),
            "frequency": frequency
            and lean(
                {
                    "months": frequency.months,
                    "provision": frequency.provision and _encode_provision(frequency.provision),
                    "source": frequency.source,
                    "certainty": frequency.certainty.value,
                }
            ),
            "at_risk_days": commission.at_risk_days,
            "instruments": list(commission.instruments),
            "note": commission.note,
            "sources": list(commission.sources),
            "items": [_encode_item(item) for item in commission.items],
            "recorded_at": commission.recorded_at.isoformat(),
            "recorded_by": commission.recorded_by,
        }
    )


def encode_meeting(meeting: Meeting) -> Json:
    """Return the stored form of a meeting."""
    return lean(
        {
            "ref": meeting.ref,
            "body": meeting.body,
            "number": meeting.number,
            "on": _text(meeting.on),
            "place": meeting.place,
            "co_chairs": list(meeting.co_chairs),
            "present": list(meeting.present),
            "decisions": [_encode_decision(each, n, meeting) for n, each in enumerate(meeting.decisions, start=1)],
            "note": meeting.note,
            "sources": list(meeting.sources),
            "certainty": meeting.certainty.value,
            "confidence": meeting.confidence and meeting.confidence.value,
            "commission": meeting.commission,
            "kind": None if meeting.kind is MeetingKind.SESSION else meeting.kind.value,
            "protocol": meeting.protocol,
            "events": [_encode_event(event) for event in meeting.events],
            "recorded_at": meeting.recorded_at.isoformat(),
            "recorded_by": meeting.recorded_by,
            "struck": encode_strike(meeting.struck),
        }
    )


def _encode_decision(decision: Decision, place: int, meeting: Meeting) -> Json | str:
    """Return the stored form of a decision: of one that says nothing but its text in English, that text."""
    said = decision.text.get("en")
    return said if said and decision == _plain_decision(said, place, meeting) else _encode_full(decision)


def _plain_decision(text: str, place: int, meeting: Meeting) -> Decision:
    """Return what a decision stored as a text is: as well known as the meeting, and recorded with it."""
    return Decision(
        id=f"d{place}",
        text={"en": text},
        certainty=meeting.certainty,
        confidence=meeting.confidence,
        recorded_at=meeting.recorded_at,
        recorded_by=meeting.recorded_by,
    )


def _encode_full(decision: Decision) -> Json:
    return lean(
        {
            "id": decision.id,
            "paragraph": decision.paragraph,
            "text": dict(decision.text),
            "provisions": _encode_provisions(decision.provisions),
            "projects": list(decision.projects),
            **_encode_evidence(decision),
        }
    )


def _encode_event(event: MeetingEvent) -> Json:
    return lean(
        {
            "id": event.id,
            "kind": event.kind.value,
            "on": _text(event.on),
            "planned_for": _text(event.planned_for),
            "place": event.place,
            "document": event.document,
            "detail": event.detail,
            **_encode_evidence(event),
        }
    )


def _encode_item(item: ActionItem) -> Json:
    return lean(
        {
            "id": item.id,
            "text": dict(item.text),
            "meeting": item.meeting,
            "decision": item.decision,
            "on": _text(item.on),
            "owner": item.owner,
            "party": item.party,
            "due": _text(item.due),
            "by_next_session": item.by_next_session or None,
            "total": item.total,
            "unit": dict(item.unit),
            "where": dict(item.where),
            "provisions": _encode_provisions(item.provisions),
            "projects": list(item.projects),
            "reports": [_encode_report(report) for report in item.reports],
            **_encode_evidence(item),
        }
    )


def _encode_report(report: Report) -> Json:
    return lean(
        {
            "id": report.id,
            "kind": report.kind.value,
            "on": _text(report.on),
            "done": report.done,
            "total": report.total,
            "due": _text(report.due),
            "reason": report.reason and report.reason.value,
            "superseded_by": report.superseded_by,
            "evidence": report.evidence,
            "detail": dict(report.detail),
            **_encode_evidence(report),
        }
    )


def _encode_evidence(record: Decision | MeetingEvent | ActionItem | Report) -> Json:
    return {
        "source": record.source,
        "certainty": record.certainty.value,
        "confidence": record.confidence and record.confidence.value,
        "recorded_at": record.recorded_at.isoformat(),
        "recorded_by": record.recorded_by,
        "struck": encode_strike(record.struck),
    }


def _encode_provisions(provisions: tuple[Provision, ...]) -> list[Json]:
    return [_encode_provision(each) for each in provisions]


def _encode_provision(provision: Provision) -> Json:
    return lean({"instrument": provision.instrument, "article": provision.article})


def _text(on: PartialDate | None) -> str | None:
    return None if on is None else on.text


# --- from the stored form -----------------------------------------------------------------------------------------


def decode_commission(doc: Json) -> tuple[Commission, tuple[Finding, ...]]:
    """Read a stored commission; action items and reports that cannot be read are left out of it and reported."""
    findings: list[Finding] = []
    where = str(doc.get("ref"))

    def item(each: Json) -> ActionItem:
        found, unread = _decode_item(each, where=where)
        findings.extend(unread)
        return found

    items, unread = decode_each(doc.get("items", ()), item, where=where, code="unreadable-fact")
    frequency = doc.get("frequency")
    commission = Commission(
        ref=name_at(doc, "ref"),
        titles=texts_at(doc, "titles"),
        short_titles=texts_at(doc, "short_titles"),
        aliases=words_at(doc, "aliases"),
        parties=words_at(doc, "parties"),
        co_chairs=texts_at(doc, "co_chairs"),
        parent=word_at(doc, "parent"),
        basis=_decode_provisions(doc, "basis"),
        frequency=Frequency(
            months=_within(int(frequency["months"]), 1, MOST_MONTHS, "months"),
            provision=_decode_provision(frequency["provision"]) if frequency.get("provision") else None,
            source=word_at(frequency, "source"),
            certainty=Certainty(frequency.get("certainty", "unconfirmed")),
        )
        if frequency
        else None,
        at_risk_days=_count(doc, "at_risk_days"),
        instruments=words_at(doc, "instruments"),
        note=word_at(doc, "note"),
        sources=words_at(doc, "sources"),
        items=items,
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=word_at(doc, "recorded_by") or "",
    )
    return commission, (*findings, *unread)


def decode_meeting(doc: Json) -> tuple[Meeting, tuple[Finding, ...]]:
    """Read a stored meeting; decisions and events that cannot be read are left out of it and reported."""
    where = str(doc.get("ref"))
    events, bad_events = decode_each(doc.get("events", ()), _decode_event, where=where, code="unreadable-fact")
    meeting = Meeting(
        ref=name_at(doc, "ref"),
        body=word_at(doc, "body") or "",
        number=number_at(doc, "number"),
        on=date_of(doc.get("on")),
        place=word_at(doc, "place"),
        co_chairs=words_at(doc, "co_chairs"),
        present=words_at(doc, "present"),
        note=word_at(doc, "note"),
        sources=words_at(doc, "sources"),
        certainty=Certainty(doc.get("certainty", "unconfirmed")),
        confidence=confidence_of(doc),
        commission=word_at(doc, "commission"),
        kind=MeetingKind(doc.get("kind", "session")),
        protocol=word_at(doc, "protocol"),
        events=events,
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=word_at(doc, "recorded_by") or "",
        struck=strike_of(doc.get("struck")),
    )

    def decision(placed: Json) -> Decision:
        return _decode_decision(placed["decision"], placed["place"], meeting)

    stored = doc.get("decisions") or []
    if not isinstance(stored, list):
        raise TypeError(Phrase("{key} is no list of texts", key="decisions"))
    placed = [
        {"decision": each, "place": n, "id": each.get("id") if isinstance(each, dict) else None}
        for n, each in enumerate(stored, start=1)
    ]
    decisions, bad_decisions = decode_each(placed, decision, where=where, code="unreadable-fact")
    from dataclasses import replace

    return replace(meeting, decisions=decisions), (*bad_events, *bad_decisions)


def _decode_decision(doc: Json | str, place: int, meeting: Meeting) -> Decision:
    if isinstance(doc, str):
        return _plain_decision(doc, place, meeting)
    if not isinstance(doc, dict):
        raise TypeError(Phrase("{key} is no text", key="decisions"))
    return Decision(
        id=name_at(doc, "id"),
        text=texts_at(doc, "text"),
        paragraph=word_at(doc, "paragraph"),
        provisions=_decode_provisions(doc, "provisions"),
        projects=words_at(doc, "projects"),
        **_evidence(doc),
    )


def _decode_event(doc: Json) -> MeetingEvent:
    return MeetingEvent(
        id=name_at(doc, "id"),
        kind=MeetingEventKind(doc["kind"]),
        on=date_of(doc.get("on")),
        planned_for=date_of(doc.get("planned_for")),
        place=word_at(doc, "place"),
        document=word_at(doc, "document"),
        detail=word_at(doc, "detail"),
        **_evidence(doc),
    )


def _decode_item(doc: Json, *, where: str) -> tuple[ActionItem, tuple[Finding, ...]]:
    reports, unread = decode_each(doc.get("reports", ()), _decode_report, where=where, code="unreadable-fact")
    item = ActionItem(
        id=name_at(doc, "id"),
        text=texts_at(doc, "text"),
        meeting=word_at(doc, "meeting"),
        decision=word_at(doc, "decision"),
        on=date_of(doc.get("on")),
        owner=word_at(doc, "owner"),
        party=word_at(doc, "party"),
        due=date_of(doc.get("due")),
        by_next_session=bool(doc.get("by_next_session", False)),
        total=_count(doc, "total"),
        unit=texts_at(doc, "unit"),
        where=texts_at(doc, "where"),
        provisions=_decode_provisions(doc, "provisions"),
        projects=words_at(doc, "projects"),
        reports=reports,
        **_evidence(doc),
    )
    return item, unread


def _decode_report(doc: Json) -> Report:
    return Report(
        id=name_at(doc, "id"),
        kind=ReportKind(doc["kind"]),
        on=date_of(doc.get("on")),
        done=_count(doc, "done"),
        total=_count(doc, "total"),
        due=date_of(doc.get("due")),
        reason=DelayReason(doc["reason"]) if doc.get("reason") else None,
        superseded_by=word_at(doc, "superseded_by"),
        evidence=word_at(doc, "evidence"),
        detail=texts_at(doc, "detail"),
        **_evidence(doc),
    )


def _evidence(doc: Json) -> Json:
    return {
        "source": word_at(doc, "source"),
        "certainty": Certainty(doc.get("certainty", "unconfirmed")),
        "confidence": confidence_of(doc),
        "recorded_at": datetime.fromisoformat(doc["recorded_at"]),
        "recorded_by": word_at(doc, "recorded_by") or "",
        "struck": strike_of(doc.get("struck")),
    }


def _decode_provisions(doc: Json, key: str) -> tuple[Provision, ...]:
    return tuple(_decode_provision(each) for each in doc.get(key, ()))


def _decode_provision(doc: Json) -> Provision:
    return Provision(instrument=name_at(doc, "instrument"), article=word_at(doc, "article"))


def _count(doc: Json, key: str) -> int | None:
    number = number_at(doc, key)
    return None if number is None else _within(number, 0, MOST_COUNTED, key)


def _within(number: int, least: int, most: int, key: str) -> int:
    if not least <= number <= most:
        raise ValueError(Phrase("{key} is not between {least} and {most}", key=key, least=least, most=most))
    return number
