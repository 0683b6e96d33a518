"""An answer as JSON: a contract. One envelope for every command, sorted keys, ISO dates, codes and never words."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from igc_tracker.domain.dates import PartialDate
from igc_tracker.render.safe import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from igc_tracker.domain.errors import IgcError
    from igc_tracker.domain.findings import Finding

SCHEMA = 1
"""The number of the envelope's form; it grows when a reader would have to change."""


def envelope(  # the parts of the envelope
    command: str,
    data: object,
    *,
    version: str,
    as_of: date | None,
    known_on: date | None,
    findings: Iterable[Finding] = (),
    errors: Iterable[IgcError] = (),
) -> str:
    """Return the whole JSON document, ending in a newline."""
    document = {
        "igc": version,
        "schema": SCHEMA,
        "command": command,
        "as_of": plain(as_of),
        "known_on": plain(known_on),
        "data": plain(data),
        "findings": plain(tuple(findings)),
        "errors": [
            {"code": error.code, "exit_code": int(error.exit_code), "message": str(error), "values": error.values}
            for error in errors
        ],
    }
    return escaped(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)) + "\n"


def plain(value: object) -> Any:  # noqa: ANN401, PLR0911  # JSON can be anything; one return a kind of value
    """Return a value as JSON knows it: dataclasses as objects, codes and dates as text, sets in order."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case PartialDate():
            return value.text
        case date() | datetime():
            return value.isoformat()
        case dict():
            return {str(plain(key)): plain(each) for key, each in value.items()}
        case tuple() | list():
            return [plain(each) for each in value]
        case set() | frozenset():
            return sorted(plain(each) for each in value)
        case _ if is_dataclass(value):
            return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        case _:
            raise TypeError(type(value).__name__)
