"""Write the JSON Schemas that say what --json prints, from the dataclasses the answers are made of.

    .venv/bin/python tools/schema.py            write src/igc_tracker/schema/*.json
    .venv/bin/python tools/schema.py --check    write nothing; name what is stale, and leave with 1

``envelope.json`` is the document every command prints; the other files say what its ``data`` holds, a file a command;
``dry-run.json`` what it holds with --dry-run, whichever command.
``interchange.json`` is the document `igc export` prints and `igc import` takes: records in their stored form.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from igc_tracker.actions.add_instrument import AddedAnswer
from igc_tracker.actions.advise_procedure import AdviceAnswer
from igc_tracker.actions.check_procedures import ProceduresCheckedAnswer
from igc_tracker.actions.commission_saved import CommissionSavedAnswer
from igc_tracker.actions.describe_commissions import CommissionStatus
from igc_tracker.actions.draft_agenda import AgendaAnswer
from igc_tracker.actions.draft_request import RequestAnswer
from igc_tracker.actions.edit_instrument import EditedAnswer
from igc_tracker.actions.edit_project import ProjectAddedAnswer, ProjectEditedAnswer
from igc_tracker.actions.explain import Explanation
from igc_tracker.actions.import_records import ImportedAnswer
from igc_tracker.actions.init_register import InitAnswer
from igc_tracker.actions.list_commissions import CommissionsAnswer
from igc_tracker.actions.list_due import DueAnswer
from igc_tracker.actions.list_instruments import ListAnswer
from igc_tracker.actions.list_procedures import ProceduresAnswer
from igc_tracker.actions.list_projects import ProjectsAnswer, SlipsAnswer
from igc_tracker.actions.record_fact import RecordedAnswer
from igc_tracker.actions.record_milestone import MilestoneAnswer
from igc_tracker.actions.record_step import RunAnswer
from igc_tracker.actions.rehearse import DryRunAnswer
from igc_tracker.actions.report_card import CardAnswer
from igc_tracker.actions.report_weekly import WeeklyReport
from igc_tracker.actions.set_clause import ClausesAnswer, ClausesSetAnswer
from igc_tracker.actions.show_commission import CommissionAnswer
from igc_tracker.actions.show_instrument import InstrumentAnswer
from igc_tracker.actions.show_log import LogAnswer
from igc_tracker.actions.show_procedure import ProcedureAnswer
from igc_tracker.actions.show_project import ProjectAnswer
from igc_tracker.actions.show_status import StatusAnswer
from igc_tracker.actions.show_timeline import TimelineAnswer
from igc_tracker.actions.store_backup import BackedUpAnswer, RestoredAnswer
from igc_tracker.actions.store_compact import CompactedAnswer, MigratedAnswer
from igc_tracker.actions.store_info import StoreInfoAnswer
from igc_tracker.actions.store_recover import RecoveredAnswer
from igc_tracker.actions.store_verify import StoreVerifyAnswer
from igc_tracker.actions.strike_fact import StruckAnswer
from igc_tracker.actions.strike_milestone import MilestoneStruckAnswer
from igc_tracker.actions.timeline_meetings import MeetingMark
from igc_tracker.actions.undo import UndoneAnswer
from igc_tracker.derive.conditions import Need
from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.derive.holders import Holder
from igc_tracker.derive.obligations import ObligationStanding
from igc_tracker.derive.procedure_run import Run
from igc_tracker.derive.projects import ProjectStanding
from igc_tracker.domain.clauses import CONDITION_CODES, Period, Rule
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import ExitCode, IgcError
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.obligations import Obligation
from igc_tracker.domain.procedures import ProcedureStep
from igc_tracker.domain.register import Records
from igc_tracker.render.as_json import SCHEMA
from igc_tracker.render.run_data import RunData
from igc_tracker.store.interchange import FORMAT

Json = dict[str, Any]

FOLDER = Path(__file__).resolve().parents[1] / "src" / "igc_tracker" / "schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

ANSWERS: Mapping[str, type] = {
    "status": StatusAnswer,
    "timeline": TimelineAnswer,
    "show": InstrumentAnswer,
    "list": ListAnswer,
    "report weekly": WeeklyReport,
    "report card": CardAnswer,
    "report commission": AgendaAnswer,
    "due": DueAnswer,
    "explain": Explanation,
    "ask": RequestAnswer,
    "add-agreement": AddedAnswer,
    "add-protocol": AddedAnswer,
    "record": RecordedAnswer,
    "clause show": ClausesAnswer,
    "clause set": ClausesSetAnswer,
    "clause drop": ClausesSetAnswer,
    "step": RunAnswer,
    "procedures advise": AdviceAnswer,
    "procedures list": ProceduresAnswer,
    "procedures show": ProcedureAnswer,
    "procedures check": ProceduresCheckedAnswer,
    "project list": ProjectsAnswer,
    "project status": ProjectAnswer,
    "project slips": SlipsAnswer,
    "project add": ProjectAddedAnswer,
    "project record": MilestoneAnswer,
    "project strike": MilestoneStruckAnswer,
    "project edit": ProjectEditedAnswer,
    "commission list": CommissionsAnswer,
    "commission show": CommissionAnswer,
    "commission agenda": AgendaAnswer,
    "commission add": CommissionSavedAnswer,
    "commission edit": CommissionSavedAnswer,
    "commission session": CommissionSavedAnswer,
    "commission decide": CommissionSavedAnswer,
    "commission item": CommissionSavedAnswer,
    "commission progress": CommissionSavedAnswer,
    "commission strike": CommissionSavedAnswer,
    "strike": StruckAnswer,
    "edit": EditedAnswer,
    "import": ImportedAnswer,
    "log": LogAnswer,
    "undo": UndoneAnswer,
    "store info": StoreInfoAnswer,
    "store verify": StoreVerifyAnswer,
    "store compact": CompactedAnswer,
    "store backup": BackedUpAnswer,
    "store restore": RestoredAnswer,
    "store recover": RecoveredAnswer,
    "store migrate": MigratedAnswer,
    "init": InitAnswer,
}
"""Every command that prints JSON, and the answer it prints."""

_POINT = r"\d{4}(-\d{2}(-\d{2})?)?~?"
PARTIAL_DATE: Json = {
    "type": "string",
    "description": "A date as exact as its source: a day, a month, a year, ~ for about, or a range that may be open.",
    "pattern": rf"^({_POINT}|{_POINT}\.\.({_POINT})?|\.\.{_POINT})$",
}
PERIOD: Json = {
    "type": "string",
    "description": "A length of time.",
    "pattern": r"^[1-9]\d{0,3} (day|month|year)s?$",
}
TEXT: Json = {"type": "string", "description": "In the language asked for with --lang."}


def schemas() -> dict[str, Json]:
    """Return every schema by the name of its file."""
    found = {f"{command.replace(' ', '-')}.json": _data_schema(command, answer) for command, answer in ANSWERS.items()}
    found["dry-run.json"] = _data_schema("COMMAND --dry-run", DryRunAnswer)
    return {"envelope.json": _envelope_schema(), "interchange.json": _interchange_schema(), **found}


def _data_schema(command: str, answer: type) -> Json:
    definitions: dict[str, Json] = {}
    schema = {"$schema": DIALECT, "title": f"data of igc {command} --json", **_object(answer, definitions)}
    if command == "status":  # render/status_data.py puts a sentence beside these codes
        _say(definitions["NextStep"])
        _say(definitions["ConflictFound"])
    if command == "ask":  # render/request_data.py puts the draft beside these codes
        _say(schema)
    return schema | {"$defs": dict(sorted(definitions.items()))}


def _say(definition: Json) -> None:
    definition["properties"]["text"] = TEXT
    definition["required"] = [*(key for key in definition["required"] if key != "text"), "text"]


def _envelope_schema() -> Json:
    definitions: dict[str, Json] = {}
    finding = _of(Finding, definitions)
    error: Json = {
        "type": "object",
        "properties": {
            "code": {"enum": sorted({error.code for error in _errors(IgcError)})},
            "exit_code": {"enum": [int(code) for code in ExitCode]},
            "message": {"type": "string", "description": "For people; the code is for programs."},
            "values": {"type": "object", "additionalProperties": {"type": "string"}},
        },
        "required": ["code", "exit_code", "message", "values"],
    }
    properties: Json = {
        "igc": {"type": "string", "description": "The version of igc that wrote this."},
        "schema": {"const": SCHEMA, "description": "It grows when a reader would have to change."},
        "command": {"enum": list(ANSWERS)},
        "as_of": {"type": "string", "format": "date", "description": "The day looked from."},
        "known_on": {
            "anyOf": [{"type": "string", "format": "date"}, {"type": "null"}],
            "description": "Only what was recorded by the end of this day was used; null: everything.",
        },
        "data": {
            "anyOf": [{"type": "object"}, {"type": "null"}],
            "description": "See the schema of the command, with --dry-run dry-run.json; null where there are errors.",
        },
        "findings": {"type": "array", "items": finding},
        "errors": {"type": "array", "items": error},
    }
    return {
        "$schema": DIALECT,
        "title": "What igc prints with --json",
        "description": "Parts may be added without a new schema number; leave alone what you do not know.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "$defs": definitions,
    }


def _interchange_schema() -> Json:
    """Return the schema of the stored form: what is empty is left out, and nothing unknown may be in it."""
    definitions = _Stored()
    records = _object(Records, definitions)
    decisions = definitions["Meeting"]["properties"]["decisions"]
    decisions["items"] = {"anyOf": [decisions["items"], {"type": "string"}]}  # one that says no more is stored as text
    return {
        "$schema": DIALECT,
        "title": "What igc export prints and igc import takes",
        "description": "The journal and the register's own particulars stay where they are.",
        "type": "object",
        "properties": {"format": {"const": FORMAT}, **records["properties"]},
        "required": ["format"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


class _Stored(dict[str, Json]):
    """The definitions of a schema of the stored form."""


def _as_stored(schema: Json, kind: Any) -> Json:  # noqa: ANN401  # types of dataclasses have no type
    needed = [each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING]
    collections = {name for name in needed if schema["properties"][name].get("type") in ("array", "object")}
    tag = ["type"] if kind in CONDITION_CODES else []
    required = [*tag, *(name for name in needed if name not in collections or kind in CONDITION_CODES)]
    return schema | {"required": required, "additionalProperties": False}


def _errors(base: type[IgcError]) -> list[type[IgcError]]:
    return [each for child in base.__subclasses__() for each in (child, *_errors(child))]


LATE = {
    "Rule": Rule,
    "Need": Need,
    "DeadlineCode": DeadlineCode,
    "Run": Run,
    "Holder": Holder,
    "ProcedureStep": ProcedureStep,
    "Obligation": Obligation,
    "ObligationStanding": ObligationStanding,
    "ProjectStanding": ProjectStanding,
    "CommissionStatus": CommissionStatus,
    "MeetingMark": MeetingMark,
}
"""Types that their users import only to be type-checked, so that a short command does not load the engine."""


def _object(kind: Any, definitions: dict[str, Json]) -> Json:  # noqa: ANN401  # types of dataclasses have no type
    """Return the schema of a dataclass; the findings of an answer stand in the envelope."""
    hints = get_type_hints(kind, localns=LATE)
    left_out = {"findings", "unread"} if isinstance(definitions, _Stored) else {"findings"}
    names = [field.name for field in fields(kind) if field.name not in left_out]
    tag: Json = {"type": {"const": CONDITION_CODES[kind]}} if kind in CONDITION_CODES else {}
    schema = {
        "description": " ".join(inspect.cleandoc(kind.__doc__ or "").split()),
        "type": "object",
        "properties": tag | {name: _of(hints[name], definitions) for name in names},
        "required": [*tag, *names],
    }
    return _as_stored(schema, kind) if isinstance(definitions, _Stored) else schema


def _of(kind: Any, definitions: dict[str, Json]) -> Json:  # noqa: ANN401  # a type hint can be anything
    """Return the schema of a type; dataclasses and codes go to ``definitions``, once each."""
    kind = RunData if kind is Run else kind  # as render/as_json.py tells it
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if get_origin(kind) is not None:
        return _of_generic(kind, definitions)
    if issubclass(kind, Sequence) and not issubclass(kind, str):  # a list whose members are made as it is looked at
        return {"type": "array", "items": _of(get_args(kind.__orig_bases__[0])[0], definitions)}
    if not (is_dataclass(kind) or issubclass(kind, StrEnum)):
        raise TypeError(kind)
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # a type that holds itself finds its own name here
        definitions[name] = _object(kind, definitions) if is_dataclass(kind) else _codes(kind)
    return {"$ref": f"#/$defs/{name}"}


_PLAIN: Mapping[Any, Json] = {
    Any: {},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    PartialDate: PARTIAL_DATE,
    Period: PERIOD,
}


def _of_generic(kind: Any, definitions: dict[str, Json]) -> Json:  # noqa: ANN401  # a type hint can be anything
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        kinds = [each for each in arguments if each is not NoneType or not isinstance(definitions, _Stored)]
        return {"anyOf": [_of(each, definitions) for each in kinds]} if len(kinds) > 1 else _of(kinds[0], definitions)
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _of(arguments[0], definitions)}
    if origin in (dict, Mapping):
        key, value = arguments
        keys = {} if key is str else {"propertyNames": _of(key, definitions)}
        return {"type": "object", **keys, "additionalProperties": _of(value, definitions)}
    raise TypeError(kind)


def _codes(kind: type[StrEnum]) -> Json:
    return {
        "description": " ".join(inspect.cleandoc(kind.__doc__ or "").split()),
        "enum": [each.value for each in kind],
    }


def _text(schema: Json) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write or check the schemas; return the exit code."""
    options = argparse.ArgumentParser(description="Write the JSON Schemas of what --json prints.")
    options.add_argument("--check", action="store_true", help="write nothing; leave with 1 if a file is stale")
    check = options.parse_args().check
    wanted = {FOLDER / name: _text(schema) for name, schema in schemas().items()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    stale += sorted(set(FOLDER.glob("*.json")) - set(wanted))
    if check:
        for path in stale:
            print(f"{path.relative_to(FOLDER.parents[2])} is stale; run tools/schema.py")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for path in stale:
        if path in wanted:
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
    print(f"{len(wanted)} schemas, {len(stale)} changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
