"""Records to their stored form: plain JSON objects, empty values left out, dates as their own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.facts import Fact, Strike
    from igc_tracker.domain.instruments import (
        Conflict,
        FinalClause,
        Instrument,
    )
    from igc_tracker.domain.register import (
        JournalEntry,
        Json,
        RegisterInfo,
    )
    from igc_tracker.domain.runs import ProcedureMark

FORMAT = "igc-tinydb/2"
SCHEMA_VERSION = 2


def lean(values: Json) -> Json:
    """Leave out what says nothing: None, empty texts, empty collections. False and 0 stay."""
    return {key: value for key, value in values.items() if value is not None and value not in ("", [], {}, ())}


def encode_fact(fact: Fact) -> Json:
    """Return the stored form of a fact."""
    return lean(
        {
            "id": fact.id,
            "kind": fact.kind.value,
            "party": fact.party,
            "on": text_of(fact.on),
            "place": fact.place,
            "signatory": fact.signatory,
            "document": fact.document,
            "document_date": text_of(fact.document_date),
            "sent_on": text_of(fact.sent_on),
            "received_on": text_of(fact.received_on),
            "planned_kind": fact.planned_kind and fact.planned_kind.value,
            "planned_for": text_of(fact.planned_for),
            "manner": fact.manner and fact.manner.value,
            "effective_on": text_of(fact.effective_on),
            "deviation": fact.deviation and fact.deviation.value,
            "article": fact.article,
            "procedure": _encode_mark(fact.procedure),
            "obligation": fact.obligation,
            "quantity": fact.quantity,
            "detail": fact.detail,
            "source": fact.source,
            "certainty": fact.certainty.value,
            "confidence": fact.confidence and fact.confidence.value,
            "recorded_at": fact.recorded_at.isoformat(),
            "recorded_by": fact.recorded_by,
            "struck": encode_strike(fact.struck),
        }
    )


def _encode_mark(mark: ProcedureMark | None) -> Json | None:
    if mark is None:
        return None
    return lean(
        {
            "phase": mark.phase.value,
            "template": mark.template,
            "variant": mark.variant,
            "step": mark.step,
            "reason": mark.reason and mark.reason.value,
            "review_on": text_of(mark.review_on),
            "grounds": list(mark.grounds),
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
    "obligations",
    "gaps",
    "conflicts",
    "facts",
    "recorded_at",
    "recorded_by",
)
"""The fields of a stored instrument, in the order they are written."""
PROJECT_FIELDS = (
    "ref",
    "titles",
    "description",
    "aliases",
    "instruments",
    "stages",
    "targets",
    "conflicts",
    "milestones",
    "recorded_at",
    "recorded_by",
)
"""The fields of a stored project, in the order they are written."""


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
            "clauses": [_encode_clause(clause) for clause in instrument.clauses],
            "unlocks": [
                lean(
                    {
                        "by": unlock.by.value,
                        "what": dict(unlock.what),
                        "project": unlock.project,
                        "stage": unlock.stage,
                        "source": unlock.source,
                    }
                )
                for unlock in instrument.unlocks
            ],
            "obligations": _encode_obligations(instrument),
            "gaps": [
                lean({"text": gap.text, "link": gap.link and gap.link.value, "party": gap.party})
                for gap in instrument.gaps
            ],
            "conflicts": [encode_conflict(conflict) for conflict in instrument.conflicts],
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


def _encode_clause(clause: FinalClause) -> Json:
    doc = lean({"topic": clause.topic.value, "article": clause.article, "text": clause.text})
    if clause.rule is None:
        return doc if clause.unread is None else doc | {"rule": clause.unread}
    from igc_tracker.store.clause_codec import encode_rule

    return doc | {"rule": encode_rule(clause.rule)}  # even an empty one says something: "indefinitely"


def _encode_obligations(instrument: Instrument) -> list[Json]:
    if not instrument.obligations:
        return []
    from igc_tracker.store.codec.obligations import encode_obligation

    return [encode_obligation(each) for each in instrument.obligations]


def encode_conflict(conflict: Conflict) -> Json:
    """Return the stored form of a conflict."""
    return lean({"text": conflict.text, "facts": list(conflict.facts)})


def encode_strike(strike: Strike | None) -> Json | None:
    """Return the stored form of a strike, None where there is none."""
    return None if strike is None else {"at": strike.at.isoformat(), "by": strike.by, "why": strike.why}


def text_of(on: PartialDate | None) -> str | None:
    """Return a date as it is written, None where there is none."""
    return None if on is None else on.text
