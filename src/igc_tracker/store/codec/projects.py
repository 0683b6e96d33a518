"""Projects to and from their stored form. A milestone that cannot be read is left out and reported."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.projects import Cause, FundingStage, Outcome, Target
from igc_tracker.domain.register import Milestone, Project, Quantity
from igc_tracker.store.codec.decode import decode_each
from igc_tracker.store.codec.encode import encode_conflict, encode_strike, lean, text_of
from igc_tracker.store.codec.parts import (
    confidence_of,
    conflicts_of,
    date_of,
    name_at,
    strike_of,
    texts_at,
    word_at,
    words_at,
)

if TYPE_CHECKING:
    from igc_tracker.domain.findings import Finding
    from igc_tracker.domain.register import Json


def decode_project(doc: Json) -> tuple[Project, tuple[Finding, ...]]:
    """Read a stored project; milestones that cannot be read are left out of it and reported."""
    milestones, findings = decode_each(
        doc.get("milestones", ()), _decode_milestone, where=str(doc.get("ref")), code="unreadable-fact"
    )
    project = Project(
        ref=name_at(doc, "ref"),
        titles=texts_at(doc, "titles"),
        description=word_at(doc, "description"),
        aliases=words_at(doc, "aliases"),
        instruments=words_at(doc, "instruments"),
        stages=tuple(
            FundingStage(key=name_at(stage, "key"), titles=texts_at(stage, "titles")) for stage in doc.get("stages", ())
        ),
        targets=tuple(
            Target(key=name_at(target, "key"), titles=texts_at(target, "titles"), stage=word_at(target, "stage"))
            for target in doc.get("targets", ())
        ),
        conflicts=conflicts_of(doc),
        milestones=milestones,
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=word_at(doc, "recorded_by") or "",
    )
    return project, findings


def _decode_milestone(doc: Json) -> Milestone:
    quantity = doc.get("quantity")
    return Milestone(
        id=name_at(doc, "id"),
        text=texts_at(doc, "text"),
        on=date_of(doc.get("on")),
        concerns=word_at(doc, "concerns"),
        outcome=Outcome(doc["outcome"]) if doc.get("outcome") else None,
        stage=word_at(doc, "stage"),
        quantity=Quantity(
            done=int(quantity["done"]),
            total=int(quantity["total"]),
            unit=texts_at(quantity, "unit"),
            where=texts_at(quantity, "where"),
        )
        if quantity
        else None,
        planned_for=date_of(doc.get("planned_for")),
        cause=_cause(doc["cause"]) if doc.get("cause") else None,
        source=word_at(doc, "source"),
        certainty=Certainty(doc.get("certainty", "unconfirmed")),
        confidence=confidence_of(doc),
        recorded_at=datetime.fromisoformat(doc["recorded_at"]),
        recorded_by=word_at(doc, "recorded_by") or "",
        struck=strike_of(doc.get("struck")),
    )


def _cause(doc: Json) -> Cause:
    return Cause(
        instrument=word_at(doc, "instrument"),
        meeting=word_at(doc, "meeting"),
        decision=word_at(doc, "decision"),
        text=texts_at(doc, "text"),
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
            "stages": [{"key": stage.key, "titles": dict(stage.titles)} for stage in project.stages],
            "targets": [
                lean({"key": target.key, "titles": dict(target.titles), "stage": target.stage})
                for target in project.targets
            ],
            "conflicts": [encode_conflict(conflict) for conflict in project.conflicts],
            "milestones": [_encode_milestone(milestone) for milestone in project.milestones],
            "recorded_at": project.recorded_at.isoformat(),
            "recorded_by": project.recorded_by,
        }
    )


def _encode_milestone(milestone: Milestone) -> Json:
    quantity, cause = milestone.quantity, milestone.cause
    return lean(
        {
            "id": milestone.id,
            "on": text_of(milestone.on),
            "concerns": milestone.concerns,
            "outcome": milestone.outcome and milestone.outcome.value,
            "stage": milestone.stage,
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
            "planned_for": text_of(milestone.planned_for),
            "cause": cause
            and lean(
                {
                    "instrument": cause.instrument,
                    "meeting": cause.meeting,
                    "decision": cause.decision,
                    "text": dict(cause.text),
                }
            ),
            "source": milestone.source,
            "certainty": milestone.certainty.value,
            "confidence": milestone.confidence and milestone.confidence.value,
            "recorded_at": milestone.recorded_at.isoformat(),
            "recorded_by": milestone.recorded_by,
            "struck": encode_strike(milestone.struck),
        }
    )
