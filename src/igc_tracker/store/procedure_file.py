"""A template of domestic procedures as people write it: one TOML file for each jurisdiction."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from igc_tracker.domain.errors import BadProcedureFileError, LineProblem, Phrase
from igc_tracker.domain.facts import Confidence, FactKind
from igc_tracker.domain.procedures import (
    Anchor,
    DayCount,
    DeadlineRelation,
    DeadlineUnit,
    Ground,
    GroundsMet,
    Law,
    ProcedureStep,
    Source,
    StepDeadline,
    Template,
    TreatyAction,
    TreatyLevel,
    Variant,
)
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json

_AT_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)", re.DOTALL)


def read_template(text: str) -> Template:
    """Return the template of a file's text; raise BadProcedureFileError with every problem and its line."""
    import tomllib

    from igc_tracker.store.procedure_checks import problems_of
    from igc_tracker.store.toml_lines import TomlLines

    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadProcedureFileError((_syntax(error, text),)) from None
    problems = problems_of(tables, TomlLines(text))
    if problems:
        raise BadProcedureFileError(problems)
    return decode_template(tables)


def _syntax(error: Exception, text: str) -> LineProblem:
    found = _AT_LINE.fullmatch(str(error))
    why, line = (found[1], int(found[2])) if found else (str(error), max(len(text.splitlines()), 1))
    return LineProblem(line=line, problem=Phrase("this is not TOML: {why}", why=why))


# --- from tables to records ---------------------------------------------------------------------------------------


def decode_template(tables: Json) -> Template:
    """Return the template of tables that were checked before, as those igc brings along were."""
    variants = [(Phase(each["phase"]), _variant(each)) for each in tables.get("variant", ())]
    return Template(
        key=tables["key"],
        party=tables.get("party"),
        names=tables["name"],
        as_of=tables["as_of"],
        variants={phase: tuple(each for of, each in variants if of is phase) for phase in Phase},
        laws=tuple(_law(each) for each in tables.get("law", ())),
        caveats=tuple(tables.get("caveat", ())),
        levels=tuple(TreatyLevel(key=each["key"], names=each["name"]) for each in tables.get("level", ())),
        checklist=tuple(_ground(each) for each in tables.get("ground", ())),
        sources={key: Source(**each) for key, each in tables.get("source", {}).items()},
    )


def _law(table: Json) -> Law:
    return Law(
        key=table["key"],
        title=table["title"],
        sources=tuple(table.get("sources", ())),
        confidence=_confidence(table),
    )


def _ground(table: Json) -> Ground:
    return Ground(
        key=table["key"],
        names=table["name"],
        legal_basis=table.get("legal_basis", ""),
        source=table.get("source"),
        confidence=_confidence(table),
    )


def _variant(table: Json) -> Variant:
    return Variant(
        key=table["key"],
        names=table["name"],
        steps=tuple(_step(each) for each in table["step"]),
        level=table.get("level"),
        grounds=GroundsMet(table["grounds"]) if "grounds" in table else None,
        applies_when=table.get("applies_when", {}),
    )


def _step(table: Json) -> ProcedureStep:
    return ProcedureStep(
        key=table["key"],
        names=table["name"],
        body=table["body"],
        legal_basis=table.get("legal_basis", ""),
        deadline=_deadline(table["deadline"]) if "deadline" in table else None,
        output=table.get("output", {}),
        optional=table.get("optional", False),
        makes_up_for=tuple(table.get("makes_up_for", ())),
        condition=table.get("condition", {}),
        valid_from=_day(table.get("valid_from")),
        valid_to=_day(table.get("valid_to")),
        records=TreatyAction(table["records"]) if "records" in table else None,
        facts=tuple(FactKind(each) for each in table.get("facts", ())),
        source=table.get("source"),
        confidence=_confidence(table),
        note=table.get("note", {}),
    )


def _day(value: date | str | None) -> date | None:
    """Return a day as TOML has it; JSON, in which the templates igc brings along are read, has none but as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _deadline(table: Json) -> StepDeadline:
    return StepDeadline(
        number=table["number"],
        unit=DeadlineUnit(table["unit"]),
        days=DayCount(table["days"]),
        relation=DeadlineRelation(table["relation"]),
        anchor=Anchor(table["anchor"]),
        confidence=Confidence(table["confidence"]),
        note=table.get("note", {}),
    )


def _confidence(table: Json) -> Confidence:
    return Confidence(table["confidence"]) if "confidence" in table else Confidence.LOW
