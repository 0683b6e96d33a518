"""Records to and from their stored form: plain JSON objects, empty values left out, dates as their own text.

Decoding never loses anything: what cannot be read is returned as a Finding, and ``patch`` changes only the fields a
command changed, so keys of a later igc and unreadable facts stay in the file.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import IgcError
from igc_tracker.domain.facts import Certainty, Confidence, Fact, FactKind, Strike
from igc_tracker.domain.findings import Finding, Severity
from igc_tracker.domain.instruments import (
    ChainLink,
    ClauseTopic,
    Conflict,
    FinalClause,
    Gap,
    Instrument,
    InstrumentKind,
    Level,
    Link,
    Relation,
    Unlock,
    UnlockedBy,
)
from igc_tracker.domain.register import (
    Change,
    JournalEntry,
    Json,
    Meeting,
    Milestone,
    Project,
    Quantity,
    RegisterInfo,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FORMAT = "igc-tinydb/1"
SCHEMA_VERSION = 1

Record = TypeVar("Record")


def lean(values: Json) -> Json:
    """Leave out what says nothing: None, empty texts, empty collections. False and 0 stay."""
    return {key: value for key, value in values.items() if value is not None and value not in ("", [], {}, ())}


# --- encode -------------------------------------------------------------------------------------------------------


def encode_fact(fact: Fact) -> Json:
    """Return the stored form of a fact."""
    return lean(
        {
            "id": fact.id,
            "kind": fact.kind.value,
            "party": fact.party,
            "on": _text(fact.on),
            "place": fact.place,
            "signatory": fact.signatory,
            "document": fact.document,
            "document_date": _text(fact.document_date),
            "planned_kind": fact.planned_kind and fact.planned_kind.value,
            "planned_for": _text(fact.planned_for),
            "detail": fact.detail,
            "source": fact.source,
            "certainty": fact.certainty.value,
            "confidence": fact.confidence and fact.confidence.value,
            "recorded_at": fact.recorded_at.isoformat(),
            "recorded_by": fact.recorded_by,
            "struck": _encode_strike(fact.struck),
        }
    )


def encode_instrument(instrument: Instrument) -> Json:
    """Return the stored form of an instrument; ``ref`` comes first so that a line of the file names its record."""
    return {
        **encode_cover_sheet(instrument),
        **lean(
            {
                "facts": [encode_fact(fact) for fact in instrument.facts],
                "recorded_at": instrument.recorded_at.isoformat(),
                "recorded_by": instrument.recorded_by,
            }
        ),
    }


FIELDS = (
    "ref",
    "kind",
    "level",
    "binding",
    "titles",
    "short_titles",
    "aliases",
    "parties",
    "depositary",
    "languages",
    "subjects",
    "lead_bodies",
    "originals",
    "officer",
    "restricted",
    "status_note",
    "links",
    "clauses",
    "unlocks",
    "gaps",
    "conflicts",
    "facts",
    "recorded_at",
    "recorded_by",
)
"""The fields of a stored instrument, in the order they are written."""


def encode_cover_sheet(instrument: Instrument) -> Json:
    """Return what a person may edit of an instrument: everything but its facts and who recorded it when."""
    return lean(
        {
            "ref": instrument.ref,
            "kind": instrument.kind.value,
            "level": instrument.level and instrument.level.value,
            "binding": instrument.binding,
            "titles": dict(instrument.titles),
            "short_titles": dict(instrument.short_titles),
            "aliases": list(instrument.aliases),
            "parties": list(instrument.parties),
            "depositary": instrument.depositary,
            "languages": list(instrument.languages),
            "subjects": list(instrument.subjects),
            "lead_bodies": dict(instrument.lead_bodies),
            "originals": instrument.originals,
            "officer": instrument.officer,
            "restricted": instrument.restricted or None,
            "status_note": instrument.status_note,
            "links": [{"relation": link.relation.value, "to": link.to} for link in instrument.links],
            "clauses": [
                lean({"topic": clause.topic.value, "article": clause.article, "text": clause.text})
                for clause in instrument.clauses
            ],
            "unlocks": [
                lean(
                    {
                        "by": unlock.by.value,
                        "what": dict(unlock.what),
                        "project": unlock.project,
                        "source": unlock.source,
                    }
                )
                for unlock in instrument.unlocks
            ],
            "gaps": [
                lean({"text": gap.text, "link": gap.link and gap.link.value, "party": gap.party})
                for gap in instrument.gaps
            ],
            "conflicts": [_encode_conflict(conflict) for conflict in instrument.conflicts],
        }
    )


def encode_project(project: Project) -> Json:
    """Return the stored form of a project."""
    return lean(
        {
            "ref": project.ref,
            "titles": dict(project.titles),
            "description": project.description,
            "aliases": list(project.aliases),
            "instruments": list(project.instruments),
            "conflicts": [_encode_conflict(conflict) for conflict in project.conflicts],
            "milestones": [_encode_milestone(milestone) for milestone in project.milestones],
            "recorded_at": project.recorded_at.isoformat(),
            "recorded_by": project.recorded_by,
        }
    )


def _encode_milestone(milestone: Milestone) -> Json:
    quantity = milestone.quantity
    return lean(
        {
            "id": milestone.id,
            "on": _text(milestone.on),
            "text": dict(milestone.text),
            "quantity": quantity
            and lean(
                {
                    "done": quantity.done,
                    "total": quantity.total,
                    "unit": dict(quantity.unit),
                    "where": dict(quantity.where),
                }
            ),
            "planned_for": _text(milestone.planned_for),
            "source": milestone.source,
            "certainty": milestone.certainty.value,
            "confidence": milestone.confidence and milestone.confidence.value,
            "recorded_at": milestone.recorded_at.isoformat(),
            "recorded_by": milestone.recorded_by,
            "struck": _encode_strike(milestone.struck),
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
            "decisions": list(meeting.decisions),
            "note": meeting.note,
            "sources": list(meeting.sources),
            "certainty": meeting.certainty.value,
            "confidence": meeting.confidence and meeting.confidence.value,
            "recorded_at": meeting.recorded_at.isoformat(),
            "recorded_by": meeting.recorded_by,
        }
    )


def encode_info(info: RegisterInfo) -> Json:
    """Return the stored form of the register's particulars."""
    return lean(
        {
            "format": FORMAT,
            "schema_version": info.schema,
            "id": info.id,
            "created_at": info.created_at.isoformat(),
            "name": dict(info.name),
            "organisations": {code: dict(names) for code, names in info.organisations.items()},
        }
    )


def encode_journal_entry(entry: JournalEntry) -> Json:
    """Return the stored form of a journal entry; a side that did not exist is left out."""
    return lean(
        {
            "number": entry.number,
            "at": entry.at.isoformat(),
            "by": entry.by,
            "command": entry.command,
            "undoes": entry.undoes,
            "changes": [
                {"table": change.table, "ref": change.ref, "field": change.field}
                | ({} if change.before is None else {"before": change.before})
                | ({} if change.after is None else {"after": change.after})
                for change in entry.changes
            ],
        }
    )


def _encode_conflict(conflict: Conflict) -> Json:
    return lean({"text": conflict.text, "facts": list(conflict.facts)})


def _encode_strike(strike: Strike | None) -> Json | None:
    return None if strike is None else {"at": strike.at.isoformat(), "by": strike.by, "why": strike.why}


def _text(on: PartialDate | None) -> str | None:
    return None if on is None else on.text


# --- decode -------------------------------------------------------------------------------------------------------


def decode_fact(doc: Json) -> Fact:
    """Read a stored fact; raise KeyError, ValueError, TypeError or IgcError for one that cannot stand."""
    planned_kind = doc.get("planned_kind")
    return Fact(
        id=_name(doc, "id"),
        kind=FactKind(doc["kind"]),
        party=_word(doc, "party"),
        on=_date(doc.get("on")),
        place=_word(doc, "place"),
        signatory=_word(doc, "signatory"),
        document=_word(doc, "document"),
        document_date=_date(doc.get("document_date")),
        planned_kind=FactKind(planned_kind) if planned_kind else None,
        planned_for=_date(doc.get("planned_for")),
        detail=_word(doc, "detail"),
        source=_word(doc, "source"),
        certainty=Certainty(doc.get("certainty", "unconfirmed")),
        confidence=_confidence(doc),
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=_word(doc, "recorded_by") or "",
        struck=_decode_strike(doc.get("struck")),
    )


def decode_instrument(doc: Json) -> tuple[Instrument, tuple[Finding, ...]]:
    """Read a stored instrument; facts that cannot be read are left out of it and reported."""
    facts, findings = decode_each(doc.get("facts", ()), decode_fact, where=str(doc.get("ref")), code="unreadable-fact")
    instrument = Instrument(
        **_cover_sheet_fields(doc),
        facts=facts,
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=_word(doc, "recorded_by") or "",
    )
    return instrument, findings


def decode_cover_sheet(doc: Json, *, onto: Instrument) -> Instrument:
    """Read an edited cover sheet, keeping the facts and the recording data of ``onto``."""
    return Instrument(
        **_cover_sheet_fields(doc),
        facts=onto.facts,
        recorded_at=onto.recorded_at,
        recorded_by=onto.recorded_by,
    )


def _cover_sheet_fields(doc: Json) -> Json:
    level = doc.get("level")
    return {
        "ref": _name(doc, "ref"),
        "kind": InstrumentKind(doc["kind"]),
        "level": Level(level) if level else None,
        "binding": None if doc.get("binding") is None else bool(doc["binding"]),
        "titles": _texts(doc, "titles"),
        "short_titles": _texts(doc, "short_titles"),
        "aliases": _words(doc, "aliases"),
        "parties": _words(doc, "parties"),
        "depositary": _word(doc, "depositary"),
        "languages": _words(doc, "languages"),
        "subjects": _words(doc, "subjects"),
        "lead_bodies": _texts(doc, "lead_bodies"),
        "originals": _word(doc, "originals"),
        "officer": _word(doc, "officer"),
        "restricted": bool(doc.get("restricted", False)),
        "status_note": _word(doc, "status_note"),
        "links": tuple(
            Link(relation=Relation(link["relation"]), to=_name(link, "to")) for link in doc.get("links", ())
        ),
        "clauses": tuple(
            FinalClause(
                topic=ClauseTopic(clause["topic"]), text=_word(clause, "text") or "", article=_word(clause, "article")
            )
            for clause in doc.get("clauses", ())
        ),
        "unlocks": tuple(
            Unlock(
                by=UnlockedBy(unlock["by"]),
                what=_texts(unlock, "what"),
                project=_word(unlock, "project"),
                source=_word(unlock, "source"),
            )
            for unlock in doc.get("unlocks", ())
        ),
        "gaps": tuple(
            Gap(
                text=_word(gap, "text") or "",
                link=ChainLink(gap["link"]) if gap.get("link") else None,
                party=_word(gap, "party"),
            )
            for gap in doc.get("gaps", ())
        ),
        "conflicts": _decode_conflicts(doc),
    }


def decode_project(doc: Json) -> tuple[Project, tuple[Finding, ...]]:
    """Read a stored project; milestones that cannot be read are left out of it and reported."""
    milestones, findings = decode_each(
        doc.get("milestones", ()), _decode_milestone, where=str(doc.get("ref")), code="unreadable-fact"
    )
    project = Project(
        ref=_name(doc, "ref"),
        titles=_texts(doc, "titles"),
        description=_word(doc, "description"),
        aliases=_words(doc, "aliases"),
        instruments=_words(doc, "instruments"),
        conflicts=_decode_conflicts(doc),
        milestones=milestones,
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=_word(doc, "recorded_by") or "",
    )
    return project, findings


def _decode_milestone(doc: Json) -> Milestone:
    quantity = doc.get("quantity")
    return Milestone(
        id=_name(doc, "id"),
        text=_texts(doc, "text"),
        on=_date(doc.get("on")),
        quantity=Quantity(
            done=int(quantity["done"]),
            total=int(quantity["total"]),
            unit=_texts(quantity, "unit"),
            where=_texts(quantity, "where"),
        )
        if quantity
        else None,
        planned_for=_date(doc.get("planned_for")),
        source=_word(doc, "source"),
        certainty=Certainty(doc.get("certainty", "unconfirmed")),
        confidence=_confidence(doc),
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=_word(doc, "recorded_by") or "",
        struck=_decode_strike(doc.get("struck")),
    )


def decode_meeting(doc: Json) -> tuple[Meeting, tuple[Finding, ...]]:
    """Read a stored meeting."""
    meeting = Meeting(
        ref=_name(doc, "ref"),
        body=_word(doc, "body") or "",
        number=_number(doc, "number"),
        on=_date(doc.get("on")),
        place=_word(doc, "place"),
        co_chairs=_words(doc, "co_chairs"),
        present=_words(doc, "present"),
        decisions=_words(doc, "decisions"),
        note=_word(doc, "note"),
        sources=_words(doc, "sources"),
        certainty=Certainty(doc.get("certainty", "unconfirmed")),
        confidence=_confidence(doc),
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=_word(doc, "recorded_by") or "",
    )
    return meeting, ()


def decode_info(doc: Json) -> RegisterInfo:
    """Read the register's particulars."""
    return RegisterInfo(
        id=_name(doc, "id"),
        schema=doc["schema_version"],
        created_at=datetime.fromisoformat(doc["created_at"]),
        name=_texts(doc, "name"),
        organisations=doc.get("organisations", {}),
    )


def decode_journal_entry(doc: Json) -> JournalEntry:
    """Read a stored journal entry."""
    return JournalEntry(
        number=int(doc["number"]),
        at=datetime.fromisoformat(doc["at"]),
        by=_word(doc, "by") or "",
        command=_word(doc, "command") or "",
        undoes=doc.get("undoes"),
        changes=tuple(
            Change(
                table=change.get("table", "instruments"),
                ref=change["ref"],
                field=change["field"],
                before=change.get("before"),
                after=change.get("after"),
            )
            for change in doc.get("changes", ())
        ),
    )


def decode_each(
    docs: Iterable[Json], decode: Callable[[Json], Record], *, where: str, code: str
) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """Decode what can be decoded; report the rest by ``where`` and the id or ref it bears."""
    records: list[Record] = []
    findings: list[Finding] = []
    for doc in docs:
        try:
            records.append(decode(doc))
        except (KeyError, ValueError, TypeError, AttributeError, IgcError) as error:
            named = value_at(doc, "id") or value_at(doc, "ref")
            findings.append(
                Finding(
                    code=code,
                    severity=Severity.ERROR,
                    ref=where,
                    values={"record": str(named or "?"), "why": _reason(error)},
                )
            )
    return tuple(records), tuple(findings)


def _reason(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _decode_conflicts(doc: Json) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(text=_word(conflict, "text") or "", facts=_words(conflict, "facts"))
        for conflict in doc.get("conflicts", ())
    )


def _decode_strike(doc: Json | None) -> Strike | None:
    if doc is None:
        return None
    return Strike(at=datetime.fromisoformat(doc["at"]), by=_word(doc, "by") or "", why=_word(doc, "why") or "")


def _name(doc: Json, key: str) -> str:
    """Return what others call the record by; unlike any other text it cannot be left out."""
    value = doc[key]
    if not isinstance(value, str):
        raise TypeError(_IS_NO.format(key=key, what="text"))
    return value


def _word(doc: Json, key: str) -> str | None:
    return _name(doc, key) if doc.get(key) is not None else None


def _words(doc: Json, key: str) -> tuple[str, ...]:
    values = doc.get(key) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(_IS_NO.format(key=key, what="list of texts"))
    return tuple(values)


def _texts(doc: Json, key: str) -> dict[str, str]:
    values = doc.get(key) or {}
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise TypeError(_IS_NO.format(key=key, what="group of texts"))
    return values


def _number(doc: Json, key: str) -> int | None:
    return int(doc[key]) if doc.get(key) is not None else None


_IS_NO = "{key} is no {what}"


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _confidence(doc: Json) -> Confidence | None:
    value = doc.get("confidence")
    return Confidence(value) if value else None


# --- change -------------------------------------------------------------------------------------------------------


def diff(before: Json | None, after: Json | None, *, ref: str, table: str = "instruments") -> tuple[Change, ...]:
    """Return what turns one stored record into another: per top-level field, per fact; whole if one side is None."""
    if before is None or after is None:
        return () if before == after else (Change(table=table, ref=ref, field="", before=before, after=after),)
    flat_before, flat_after = _flat(before), _flat(after)
    fields = dict.fromkeys([*flat_before, *flat_after])
    return tuple(
        Change(table=table, ref=ref, field=field, before=flat_before.get(field), after=flat_after.get(field))
        for field in fields
        if flat_before.get(field) != flat_after.get(field)
    )


def value_at(doc: object, field: str) -> Any:  # noqa: ANN401  # stored JSON can be anything
    """Return what a record holds at the ``field`` of a Change, None if nothing."""
    return _flat(doc).get(field) if isinstance(doc, dict) else None


def patch(doc: Json, field: str, value: Any) -> Json:  # noqa: ANN401  # stored JSON can be anything
    """Return the record with one field of a Change set to ``value`` (None takes it away); the rest as it was."""
    if field.startswith("facts/"):
        facts = _patch_facts(doc.get("facts", ()), field.removeprefix("facts/"), value)
        field, value = "facts", facts or None
    if value is None:
        return {key: old for key, old in doc.items() if key != field}
    if field in doc or field not in FIELDS:
        return doc | {field: value}
    # a new field goes where encoding puts it, so that taking a change back gives the same bytes again
    later = FIELDS[FIELDS.index(field) + 1 :]
    place = next((n for n, key in enumerate(doc) if key in later), len(doc))
    items = list(doc.items())
    return dict([*items[:place], (field, value), *items[place:]])


def _patch_facts(facts: Iterable[Any], wanted: str, value: Json | None) -> list[Any]:
    patched = list(facts)
    place = next((n for n, fact in enumerate(patched) if _fact_id(fact) == wanted), len(patched))
    patched[place : place + 1] = [] if value is None else [value]
    return patched


def onto(doc: Json, change: Change) -> Change:
    """Return the change as it applies to the stored record: what a later igc says of a fact stays with the fact."""
    before, after = value_at(doc, change.field), change.after
    if change.field.startswith("facts/") and before and after:
        unknown = before.keys() - (change.before or {}).keys() - after.keys()
        after = after | {key: value for key, value in before.items() if key in unknown}
    return replace(change, before=before, after=after)


def _flat(doc: Json) -> Json:
    flat = {key: value for key, value in doc.items() if key != "facts"}
    facts = doc.get("facts")
    if not isinstance(facts, list):
        return flat
    return flat | {f"facts/{_fact_id(fact)}": fact for fact in facts if _fact_id(fact)}


def _fact_id(fact: object) -> str | None:
    found = fact.get("id") if isinstance(fact, dict) else None
    return found if isinstance(found, str) else None
