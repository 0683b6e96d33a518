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
from igc_tracker.store.codec.reading import (
    read_confidence,
    read_date,
    read_name,
    read_number,
    read_strike,
    read_texts,
    read_word,
    read_words,
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
        ref=read_name(doc, "ref"),
        titles=read_texts(doc, "titles"),
        short_titles=read_texts(doc, "short_titles"),
        aliases=read_words(doc, "aliases"),
        parties=read_words(doc, "parties"),
        co_chairs=read_texts(doc, "co_chairs"),
        parent=read_word(doc, "parent"),
        basis=_decode_provisions(doc, "basis"),
        frequency=Frequency(
            months=_within(int(frequency["months"]), 1, MOST_MONTHS, "months"),
            provision=_decode_provision(frequency["provision"]) if frequency.get("provision") else None,
            source=read_word(frequency, "source"),
            certainty=Certainty(frequency.get("certainty", "unconfirmed")),
        )
        if frequency
        else None,
        at_risk_days=_count(doc, "at_risk_days"),
        instruments=read_words(doc, "instruments"),
        note=read_word(doc, "note"),
        sources=read_words(doc, "sources"),
        items=items,
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=read_word(doc, "recorded_by") or "",
    )
    return commission, (*findings, *unread)


def decode_meeting(doc: Json) -> tuple[Meeting, tuple[Finding, ...]]:
    """Read a stored meeting; decisions and events that cannot be read are left out of it and reported."""
    where = str(doc.get("ref"))
    events, bad_events = decode_each(doc.get("events", ()), _decode_event, where=where, code="unreadable-fact")
    meeting = Meeting(
        ref=read_name(doc, "ref"),
        body=read_word(doc, "body") or "",
        number=read_number(doc, "number"),
        on=read_date(doc.get("on")),
        place=read_word(doc, "place"),
        co_chairs=read_words(doc, "co_chairs"),
        present=read_words(doc, "present"),
        note=read_word(doc, "note"),
        sources=read_words(doc, "sources"),
        certainty=Certainty(doc.get("certainty", "unconfirmed")),
        confidence=read_confidence(doc),
        commission=read_word(doc, "commission"),
        kind=MeetingKind(doc.get("kind", "session")),
        protocol=read_word(doc, "protocol"),
        events=events,
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=read_word(doc, "recorded_by") or "",
        struck=read_strike(doc.get("struck")),
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
        id=read_name(doc, "id"),
        text=read_texts(doc, "text"),
        paragraph=read_word(doc, "paragraph"),
        provisions=_decode_provisions(doc, "provisions"),
        projects=read_words(doc, "projects"),
        **_evidence(doc),
    )


def _decode_event(doc: Json) -> MeetingEvent:
    return MeetingEvent(
        id=read_name(doc, "id"),
        kind=MeetingEventKind(doc["kind"]),
        on=read_date(doc.get("on")),
        planned_for=read_date(doc.get("planned_for")),
        place=read_word(doc, "place"),
        document=read_word(doc, "document"),
        detail=read_word(doc, "detail"),
        **_evidence(doc),
    )


def _decode_item(doc: Json, *, where: str) -> tuple[ActionItem, tuple[Finding, ...]]:
    reports, unread = decode_each(doc.get("reports", ()), _decode_report, where=where, code="unreadable-fact")
    item = ActionItem(
        id=read_name(doc, "id"),
        text=read_texts(doc, "text"),
        meeting=read_word(doc, "meeting"),
        decision=read_word(doc, "decision"),
        on=read_date(doc.get("on")),
        owner=read_word(doc, "owner"),
        party=read_word(doc, "party"),
        due=read_date(doc.get("due")),
        by_next_session=bool(doc.get("by_next_session", False)),
        total=_count(doc, "total"),
        unit=read_texts(doc, "unit"),
        where=read_texts(doc, "where"),
        provisions=_decode_provisions(doc, "provisions"),
        projects=read_words(doc, "projects"),
        reports=reports,
        **_evidence(doc),
    )
    return item, unread


def _decode_report(doc: Json) -> Report:
    return Report(
        id=read_name(doc, "id"),
        kind=ReportKind(doc["kind"]),
        on=read_date(doc.get("on")),
        done=_count(doc, "done"),
        total=_count(doc, "total"),
        due=read_date(doc.get("due")),
        reason=DelayReason(doc["reason"]) if doc.get("reason") else None,
        superseded_by=read_word(doc, "superseded_by"),
        evidence=read_word(doc, "evidence"),
        detail=read_texts(doc, "detail"),
        **_evidence(doc),
    )


def _evidence(doc: Json) -> Json:
    return {
        "source": read_word(doc, "source"),
        "certainty": Certainty(doc.get("certainty", "unconfirmed")),
        "confidence": read_confidence(doc),
        "recorded_at": datetime.fromisoformat(doc["recorded_at"]),
        "recorded_by": read_word(doc, "recorded_by") or "",
        "struck": read_strike(doc.get("struck")),
    }


def _decode_provisions(doc: Json, key: str) -> tuple[Provision, ...]:
    return tuple(_decode_provision(each) for each in doc.get(key, ()))


def _decode_provision(doc: Json) -> Provision:
    return Provision(instrument=read_name(doc, "instrument"), article=read_word(doc, "article"))


def _count(doc: Json, key: str) -> int | None:
    number = read_number(doc, key)
    return None if number is None else _within(number, 0, MOST_COUNTED, key)


def _within(number: int, least: int, most: int, key: str) -> int:
    if not least <= number <= most:
        raise ValueError(Phrase("{key} is not between {least} and {most}", key=key, least=least, most=most))
    return number
