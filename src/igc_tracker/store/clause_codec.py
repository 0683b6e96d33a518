"""Rules of final clauses to and from plain JSON, checked to the last field.

A rule's stored form is its dataclass: one key a field, empty ones left out, a condition told apart by its ``type``,
periods written as "30 days", "3 months" or "1 year". Reading is strict: what does not fit is named by its path.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from igc_tracker.domain import clauses as c
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import BadClauseError, BadDateError, NotAPeriodError, Phrase
from igc_tracker.domain.instruments import ClauseTopic
from igc_tracker.store.clause_checks import contradiction

RULES: Mapping[ClauseTopic, type[c.Rule]] = {
    ClauseTopic.ENTRY_INTO_FORCE: c.ForceRule,
    ClauseTopic.LATER_PARTIES: c.LaterPartyRule,
    ClauseTopic.PARTIAL_ENTRY_INTO_FORCE: c.PartialForceRule,
    ClauseTopic.PROVISIONAL_APPLICATION: c.ProvisionalRule,
    ClauseTopic.DURATION: c.TermRule,
    ClauseTopic.WITHDRAWAL: c.WithdrawalRule,
    ClauseTopic.AMENDMENT: c.AmendmentRule,
}
"""Which rule belongs to which topic."""


def encode_rule(rule: c.Rule) -> dict[str, Any]:
    """Return the stored form of a rule."""
    encoded: dict[str, Any] = _encode(rule)
    return encoded


def decode_rule(topic: ClauseTopic, value: object) -> c.Rule:
    """Return the rule of a clause on ``topic``; raise BadClauseError for the first thing that does not fit."""
    found: c.Rule = _decode(RULES[topic], value, path="rule")
    return found


def _encode(value: object) -> Any:  # noqa: ANN401, PLR0911  # JSON can be anything; one case a type
    match value:
        case c.Period():
            return value.text
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [_encode(each) for each in value]
        case Mapping():
            return {key: _encode(each) for key, each in value.items()}
        case bool() | int() | float() | str():
            return value
        case _:
            tag = {"type": c.CONDITION_CODES[type(value)]} if type(value) in c.CONDITION_CODES else {}
            return tag | {
                field.name: _encode(held)
                for field in fields(value)  # type: ignore[arg-type]  # only dataclasses are left
                if (held := getattr(value, field.name)) != _default(field)
            }


def _default(field: Any) -> object:  # noqa: ANN401  # a dataclass field of any type
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def _decode(wanted: Any, value: object, *, path: str) -> Any:  # noqa: ANN401  # one case a type
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        kinds = [each for each in get_args(wanted) if each is not NoneType]
        return _condition(value, path=path) if len(kinds) > 1 else _decode(kinds[0], value, path=path)
    if origin is tuple:
        return _list(get_args(wanted)[0], value, path=path)
    if origin is not None and issubclass(origin, Mapping):
        inner = get_args(wanted)[1]
        return {key: _decode(inner, each, path=f"{path}.{key}") for key, each in _object(value, path).items()}
    if issubclass(wanted, StrEnum):
        return _code(wanted, value, path=path)
    if wanted in _SIMPLE:
        return _SIMPLE[wanted](value, path)
    return _record(wanted, _object(value, path), path=path)


def _code(wanted: type[StrEnum], value: object, *, path: str) -> StrEnum:
    if value not in [each.value for each in wanted]:
        raise BadClauseError(path=path, problem=Phrase("must be one of {known}", known=", ".join(wanted)))
    return wanted(str(value))


def _truth(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise BadClauseError(path=path, problem=Phrase("must be true or false"))
    return value


def _count(value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadClauseError(path=path, problem=Phrase("must be a whole number of at least 1"))
    return value


def _figure(value: object, path: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value) or value < 0:
        raise BadClauseError(path=path, problem=Phrase("must be a number, 0 or more"))
    return float(value)


def _text(value: object, path: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadClauseError(path=path, problem=Phrase("must be a text"))
    return value


def _period(value: object, path: str) -> c.Period:
    try:
        return c.Period.parse(value if isinstance(value, str) else "")
    except NotAPeriodError:
        problem = Phrase('must be a period like "30 days", "3 months" or "1 year"')
        raise BadClauseError(path=path, problem=problem) from None


def _date(value: object, path: str) -> date:
    written = value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value  # TOML's own
    try:
        day = PartialDate.parse(written).day if isinstance(written, str) else None
    except BadDateError:
        day = None
    if day is None:
        raise BadClauseError(path=path, problem=Phrase("must be a day like 2019-01-01"))
    return day


_SIMPLE: Mapping[Any, Any] = {
    c.Period: _period,
    date: _date,
    bool: _truth,
    int: _count,
    float: _figure,
    str: _text,
}
"""How each simple type is read."""


def _object(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadClauseError(path=path, problem=Phrase("must be a table of keys and values"))
    return value


def _list(inner: Any, value: object, *, path: str) -> tuple[Any, ...]:  # noqa: ANN401  # as for _decode
    if not isinstance(value, list | tuple):
        raise BadClauseError(path=path, problem=Phrase("must be a list"))
    return tuple(_decode(inner, each, path=f"{path}[{place}]") for place, each in enumerate(value))


def _condition(value: object, *, path: str) -> Any:  # noqa: ANN401  # as for _decode
    keys = dict(_object(value, path))
    tag = str(keys.pop("type", None))
    if tag not in c.CONDITIONS:
        problem = Phrase("must be one of {known}", known=", ".join(c.CONDITIONS))
        raise BadClauseError(path=f"{path}.type", problem=problem)
    return _record(c.CONDITIONS[tag], keys, path=path)


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind, vars(c))


def _record(kind: type[Any], keys: Mapping[str, object], *, path: str) -> Any:  # noqa: ANN401  # as for _decode
    hints = _hints(kind)  # type: ignore[arg-type]  # every class is hashable
    for key in keys:
        if key not in hints:
            known = ", ".join(hints) or Phrase("none")
            raise BadClauseError(path=f"{path}.{key}", problem=Phrase("is not known here; known: {known}", known=known))
    for field in fields(kind):
        if field.name not in keys and _default(field) is MISSING:
            raise BadClauseError(path=f"{path}.{field.name}", problem=Phrase("is missing"))
    record = kind(**{key: _decode(hints[key], value, path=f"{path}.{key}") for key, value in keys.items()})
    problem = contradiction(record)
    if problem is not None:
        raise BadClauseError(path=path, problem=problem)
    return record
