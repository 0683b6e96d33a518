"""Stored records read. Nothing is lost: what cannot be read is left out of the record and returned as a Finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from igc_tracker.domain.errors import IgcError, Phrase
from igc_tracker.domain.facts import Certainty, DeviationReason, Fact, FactKind, Manner
from igc_tracker.domain.findings import Finding, Severity
from igc_tracker.domain.instruments import (
    ChainLink,
    ClauseTopic,
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
    RegisterInfo,
)
from igc_tracker.domain.runs import DelayReason, Phase, ProcedureMark
from igc_tracker.store.codec.changes import value_at
from igc_tracker.store.codec.parts import (
    confidence_of as _confidence,
)
from igc_tracker.store.codec.parts import (
    conflicts_of as _decode_conflicts,
)
from igc_tracker.store.codec.parts import (
    count_at,
)
from igc_tracker.store.codec.parts import (
    date_of as _date,
)
from igc_tracker.store.codec.parts import (
    name_at as _name,
)
from igc_tracker.store.codec.parts import (
    strike_of as _decode_strike,
)
from igc_tracker.store.codec.parts import (
    texts_at as _texts,
)
from igc_tracker.store.codec.parts import (
    word_at as _word,
)
from igc_tracker.store.codec.parts import (
    words_at as _words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from igc_tracker.domain.obligations import Obligation

Record = TypeVar("Record")


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
        sent_on=_date(doc.get("sent_on")),
        received_on=_date(doc.get("received_on")),
        planned_kind=FactKind(planned_kind) if planned_kind else None,
        planned_for=_date(doc.get("planned_for")),
        manner=Manner(doc["manner"]) if doc.get("manner") else None,
        effective_on=_date(doc.get("effective_on")),
        deviation=DeviationReason(doc["deviation"]) if doc.get("deviation") else None,
        article=_word(doc, "article"),
        procedure=_mark(doc["procedure"]) if doc.get("procedure") else None,
        obligation=_word(doc, "obligation"),
        quantity=count_at(doc, "quantity"),
        detail=_word(doc, "detail"),
        source=_word(doc, "source"),
        certainty=Certainty(doc.get("certainty", "unconfirmed")),
        confidence=_confidence(doc),
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=_word(doc, "recorded_by") or "",
        struck=_decode_strike(doc.get("struck")),
    )


def _mark(doc: Json) -> ProcedureMark:
    return ProcedureMark(
        phase=Phase(doc["phase"]),
        template=_word(doc, "template"),
        variant=_word(doc, "variant"),
        step=_word(doc, "step"),
        reason=DelayReason(doc["reason"]) if doc.get("reason") else None,
        review_on=_date(doc.get("review_on")),
        grounds=tuple(str(ground) for ground in doc.get("grounds", ())),
    )


def decode_instrument(doc: Json) -> tuple[Instrument, tuple[Finding, ...]]:
    """Read a stored instrument; facts, clauses and obligations that cannot be read are left out and reported."""
    where = str(doc.get("ref"))
    facts, bad_facts = decode_each(doc.get("facts", ()), decode_fact, where=where, code="unreadable-fact")
    clauses, bad_clauses = _decode_clauses(doc.get("clauses", ()), where=where)
    obligations: tuple[Obligation, ...] = ()
    bad_obligations: tuple[Finding, ...] = ()
    if doc.get("obligations"):
        from igc_tracker.store.codec.obligations import decode_obligation

        obligations, bad_obligations = decode_each(
            doc["obligations"], decode_obligation, where=where, code="unreadable-obligation"
        )
    findings = (*bad_clauses, *bad_obligations, *bad_facts)
    instrument = Instrument(
        **_cover_sheet_fields(doc),
        clauses=clauses,
        obligations=obligations,
        facts=facts,
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=_word(doc, "recorded_by") or "",
    )
    return instrument, findings


def decode_cover_sheet(doc: Json, *, onto: Instrument) -> Instrument:
    """Read an edited cover sheet, keeping the facts and the recording data of ``onto``.

    A rule that cannot be read is not in the sheet: it stays with its clause until another one is written there.
    """
    unread = {clause.topic: clause.unread for clause in onto.clauses}
    clauses = (_decode_clause(clause) for clause in doc.get("clauses", ()))
    return Instrument(
        **_cover_sheet_fields(doc),
        clauses=tuple(
            clause if clause.rule is not None else replace(clause, unread=unread.get(clause.topic))
            for clause in clauses
        ),
        obligations=_obligations(doc.get("obligations", ())),
        facts=onto.facts,
        recorded_at=onto.recorded_at,
        recorded_by=onto.recorded_by,
    )


def _obligations(docs: Iterable[Json]) -> tuple[Obligation, ...]:
    if not docs:
        return ()
    from igc_tracker.store.codec.obligations import decode_obligation

    return tuple(decode_obligation(each) for each in docs)


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
        "unlocks": tuple(
            Unlock(
                by=UnlockedBy(unlock["by"]),
                what=_texts(unlock, "what"),
                project=_word(unlock, "project"),
                stage=_word(unlock, "stage"),
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
            named = value_at(doc, "id") or value_at(doc, "ref") or value_at(doc, "topic")
            findings.append(
                Finding(
                    code=code,
                    severity=Severity.ERROR,
                    ref=where,
                    values={"record": str(named or "?"), "why": reason(error)},
                )
            )
    return tuple(records), tuple(findings)


def reason(error: Exception) -> str:
    """Return why something could not be decoded, in words that can be translated where they are ours."""
    if isinstance(error, IgcError):
        return Phrase(error.message, **error.values)
    if isinstance(error, KeyError):
        return Phrase("{key} is missing", key=str(error))
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Phrase) else str(error)


def _decode_clauses(docs: Iterable[Json], *, where: str) -> tuple[tuple[FinalClause, ...], tuple[Finding, ...]]:
    """Read final clauses one by one; where only a rule cannot be read, the clause is kept without it."""
    whole: list[Finding] = []

    def decode(doc: Json) -> FinalClause:
        try:
            return _decode_clause(doc)
        except IgcError as error:
            clause = replace(_decode_clause(doc | {"rule": None}), unread=doc["rule"])
            values = {"record": clause.topic.value, "why": reason(error)}
            whole.append(Finding(code="unreadable-clause", severity=Severity.ERROR, ref=where, values=values))
            return clause

    clauses, left_out = decode_each(docs, decode, where=where, code="unreadable-clause")
    return clauses, (*whole, *left_out)


def _decode_clause(doc: Json) -> FinalClause:
    topic = ClauseTopic(doc["topic"])
    rule = None
    if doc.get("rule") is not None:
        from igc_tracker.store.clause_codec import decode_rule

        rule = decode_rule(topic, doc["rule"])
    return FinalClause(topic=topic, text=_word(doc, "text") or "", article=_word(doc, "article"), rule=rule)
