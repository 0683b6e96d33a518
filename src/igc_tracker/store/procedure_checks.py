"""What can be wrong with a file of procedures: every problem with its line, not the first one only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from igc_tracker.domain.errors import LineProblem, Phrase, either
from igc_tracker.domain.facts import INTERNATIONAL_ACTS, Confidence, FactKind
from igc_tracker.domain.procedures import (
    RECORDED_AS,
    Anchor,
    DayCount,
    DeadlineRelation,
    DeadlineUnit,
    GroundsMet,
    TreatyAction,
)
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from enum import StrEnum

    from igc_tracker.domain.register import Json
    from igc_tracker.store.toml_lines import Path, TomlLines

Check = Callable[[Any], Phrase | None]
"""Returns what is wrong with a value, as the end of a sentence that begins with its key; None if it is fine."""

LANGUAGES = ("en", "ru", "kk")
_MOST_LISTED = 8
_LONGEST_QUOTED = 40


# --- what a value may be ------------------------------------------------------------------------------------------


def _text(value: object) -> Phrase | None:
    return None if isinstance(value, str) and value.strip() else Phrase("must be a text in quotes")


def _said(value: object) -> Phrase | None:
    if not isinstance(value, dict) or not all(isinstance(each, str) and each.strip() for each in value.values()):
        return Phrase('must be texts by language: en = "...", ru = "..."')
    if strange := [each for each in value if each not in LANGUAGES]:
        return Phrase("knows no language “{value}”: {known}", value=_quoted(strange[0]), known=either(LANGUAGES))
    return None if "en" in value else Phrase("has no English text (en)")


def _culprit(value: object) -> Path:
    """Return the language whose text is off, as the rest of a path: a text may take a line for each language."""
    off = (
        (each for each, text in value.items() if each not in LANGUAGES or _text(text))
        if isinstance(value, dict)
        else ()
    )
    return tuple(off)[:1]


def _truth(value: object) -> Phrase | None:
    return None if isinstance(value, bool) else Phrase("must be true or false")


def _day(value: object) -> Phrase | None:
    return None if type(value) is date else Phrase("must be a day without quotes, e.g. 2026-07-01")


def _number(value: object) -> Phrase | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return None if fits else Phrase("must be a whole number, 1 or more")


def _texts(value: object) -> Phrase | None:
    fits = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return None if fits else Phrase("must be a list of texts")


def _table(value: object) -> Phrase | None:
    return None if isinstance(value, dict) else Phrase("must be a table of keys and values")


def _shaped(pattern: str, wanted: Phrase) -> Check:
    return lambda value: None if isinstance(value, str) and re.fullmatch(pattern, value) else wanted


def _code(kind: type[StrEnum]) -> Check:
    known = tuple(each.value for each in kind)

    def check(value: object) -> Phrase | None:
        if isinstance(value, str) and value in known:
            return None
        told = _quoted(value)
        if len(known) <= _MOST_LISTED:
            return Phrase("“{value}” is not {known}", value=told, known=either(known))
        near = get_close_matches(str(value), known, n=2)
        if near:
            return Phrase("“{value}” is not known; did you mean {near}?", value=told, near=either(near))
        return Phrase("“{value}” is not known: {known}", value=told, known=", ".join(known))

    return check


def _codes(kind: type[StrEnum]) -> Check:
    one = _code(kind)
    return lambda value: _texts(value) or next((wrong for each in value if (wrong := one(each))), None)


def _quoted(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST_QUOTED else f"{text[: _LONGEST_QUOTED - 1]}…"


_SLUG = _shaped(r"[a-z0-9]+(-[a-z0-9]+)*", Phrase("must be small letters and digits, joined by hyphens"))
_PARTY = _shaped(r"[A-Z][A-Z0-9]+", Phrase("must be a party code in capitals, e.g. KZ or EU"))
_MONTH = _shaped(r"\d{4}-(0[1-9]|1[0-2])", Phrase("must be a month, e.g. 2026-11"))

TEMPLATE: Mapping[str, Check] = {"key": _SLUG, "party": _PARTY, "name": _said, "as_of": _MONTH}
"""The keys above the first table of a file."""

TABLES: Mapping[str, Mapping[str, Check]] = {
    "caveat": {},
    "law": {"key": _SLUG, "title": _text, "sources": _texts, "confidence": _code(Confidence)},
    "level": {"key": _SLUG, "name": _said},
    "ground": {"key": _SLUG, "name": _said, "legal_basis": _text, "source": _text, "confidence": _code(Confidence)},
    "variant": {
        "phase": _code(Phase),
        "key": _SLUG,
        "name": _said,
        "level": _text,
        "grounds": _code(GroundsMet),
        "applies_when": _said,
    },
    "step": {
        "key": _SLUG,
        "name": _said,
        "body": _said,
        "legal_basis": _text,
        "source": _text,
        "confidence": _code(Confidence),
        "deadline": _table,
        "output": _said,
        "optional": _truth,
        "makes_up_for": _texts,
        "condition": _said,
        "valid_from": _day,
        "valid_to": _day,
        "records": _code(TreatyAction),
        "facts": _codes(FactKind),
        "note": _said,
    },
    "deadline": {
        "number": _number,
        "unit": _code(DeadlineUnit),
        "days": _code(DayCount),
        "relation": _code(DeadlineRelation),
        "anchor": _code(Anchor),
        "confidence": _code(Confidence),
        "note": _said,
    },
    "source": {"title": _text, "url": _text},
}
"""The keys of each kind of table."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "template": ("key", "name", "as_of"),
    "caveat": (),
    "law": ("key", "title"),
    "level": ("key", "name"),
    "ground": ("key", "name"),
    "variant": ("phase", "key", "name"),
    "step": ("key", "name", "body"),
    "deadline": ("number", "unit", "days", "relation", "anchor", "confidence"),
    "source": ("title", "url"),
}
"""The keys that each kind of table must have."""

_LISTS = ("caveat", "law", "level", "ground", "variant")


# --- the checks ---------------------------------------------------------------------------------------------------


def problems_of(tables: Json, lines: TomlLines) -> tuple[LineProblem, ...]:
    """Return what is wrong with the tables of a file, in the order of its lines."""
    checker = _Checker(tables, lines)
    checker.check()
    return tuple(sorted(checker.found, key=lambda each: each.line))


class _Checker:
    """Goes through the tables of one file and gathers what is wrong."""

    def __init__(self, tables: Json, lines: TomlLines) -> None:
        self.found: list[LineProblem] = []
        self._tables = tables
        self._lines = lines
        self._levels = {each.get("key") for _, each in self._each("level")}

    def check(self) -> None:
        top = {key: value for key, value in self._tables.items() if key not in (*_LISTS, "source")}
        self._keys((), None, top, TEMPLATE, REQUIRED["template"])
        self._party(top)
        if "variant" not in self._tables:
            self._add((), None, Phrase("there is no [[variant]]"))
        for kind in _LISTS:
            value = self._tables.get(kind, [])
            if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
                self._add((kind,), None, Phrase("{key} must be written as [[{key}]]", key=kind))
        if not isinstance(self._tables.get("source", {}), dict):
            self._add(("source",), None, Phrase("source must be tables, e.g. [source.law]"))
        for number, caveat in self._each("caveat"):
            if wrong := _said(caveat):
                path = ("caveat", number, *_culprit(caveat))
                self._add(path, None, Phrase("{key} {problem}", key="caveat", problem=wrong))
        for kind in ("law", "level", "ground"):
            self._list((kind,), kind)
        for number, variant in self._each("variant"):
            self._variant(("variant", number), variant)
        self._unique("variant", lambda each: (each.get("phase"), each.get("key")))
        for key, source in self._sources().items():
            self._record(("source", key), Phrase("source “{key}”", key=_quoted(key)), "source", source)

    # --- tables ---------------------------------------------------------------------------------------------------

    def _list(self, path: Path, kind: str) -> None:
        for number, record in self._each(kind):
            place = _place(kind, record, number)
            self._record((*path, number), place, kind, record)
            cited = record.get("sources") if kind == "law" else [record["source"]] if "source" in record else []
            self._cited((*path, number, "sources" if kind == "law" else "source"), place, cited)
        self._unique(kind, lambda each: each.get("key"))

    def _variant(self, path: Path, variant: Json) -> None:
        place = _place("variant", variant, path[-1])
        self._record(path, place, "variant", {key: value for key, value in variant.items() if key != "step"})
        level = variant.get("level")
        if isinstance(level, str) and level not in self._levels:
            self._add((*path, "level"), place, Phrase("there is no level “{key}”", key=_quoted(level)))
        steps = variant.get("step")
        if not isinstance(steps, list) or not steps or not all(isinstance(each, dict) for each in steps):
            self._add((*path, "step"), place, Phrase("has no steps, each below [[variant.step]]"))
            return
        seen: set[object] = set()
        for number, step in enumerate(steps):
            here: Path = (*path, "step", number)
            self._step(here, step)
            key = step.get("key")
            if isinstance(key, str) and key in seen:
                problem = Phrase("there is a step “{key}” above already", key=_quoted(key))
                self._add((*here, "key"), place, problem)
            seen.add(key if isinstance(key, str) else None)

    def _step(self, path: Path, step: Json) -> None:
        place = _place("step", step, path[-1])
        self._cited((*path, "source"), place, [step["source"]] if "source" in step else [])
        deadline = step.get("deadline")
        if (
            isinstance(deadline, dict)
            and self._record((*path, "deadline"), place, "deadline", deadline)
            and deadline["unit"] != DeadlineUnit.DAY
            and deadline["days"] != DayCount.CALENDAR
        ):
            self._add((*path, "deadline", "days"), place, Phrase("only days can be working or sitting days"))
        if not self._record(path, place, "step", step):
            return
        if "valid_from" in step and "valid_to" in step and step["valid_from"] > step["valid_to"]:
            self._add((*path, "valid_to"), place, Phrase("valid_to lies before valid_from"))
        self._act(path, place, step)

    def _act(self, path: Path, place: Phrase, step: Json) -> None:
        """Hold that steps that make an act between States record it, and that the others never do."""
        facts = step.get("facts", [])
        if "records" not in step:
            acts = [fact for fact in facts if FactKind(fact) in INTERNATIONAL_ACTS]
            if acts:
                problem = Phrase("facts names {fact}, an act between States, and records does not say so", fact=acts[0])
                self._add((*path, "facts"), place, problem)
            return
        wanted = RECORDED_AS[TreatyAction(step["records"])]
        if not wanted.intersection(facts):
            known = either(sorted(each.value for each in wanted))
            problem = Phrase("records {act} and facts does not name {known}", act=step["records"], known=known)
            self._add((*path, "records"), place, problem)

    def _record(self, path: Path, place: Phrase, kind: str, record: object) -> bool:
        """Check the keys of one table; return whether all of them are fine."""
        if not isinstance(record, dict):
            self._add(path, place, Phrase("must be a table of keys and values"))
            return False
        return self._keys(path, place, record, TABLES[kind], REQUIRED[kind])

    def _keys(
        self, path: Path, place: Phrase | None, record: Json, checks: Mapping[str, Check], required: tuple[str, ...]
    ) -> bool:
        before = len(self.found)
        for key, value in record.items():
            if key not in checks:
                near = get_close_matches(key, checks, n=1)
                problem = (
                    Phrase("{key} is not known here; did you mean {near}?", key=_quoted(key), near=near[0])
                    if near
                    else Phrase("{key} is not known here: {known}", key=_quoted(key), known=", ".join(checks))
                )
                self._add((*path, key), place, problem)
            elif wrong := checks[key](value):
                off = _culprit(value) if checks[key] is _said else ()
                self._add((*path, key, *off), place, Phrase("{key} {problem}", key=key, problem=wrong))
        for key in required:
            if key not in record:
                self._add(path, place, Phrase("{key} is missing", key=key))
        return len(self.found) == before

    # --- what hangs together --------------------------------------------------------------------------------------

    def _party(self, top: Json) -> None:
        key, party = top.get("key"), top.get("party")
        if isinstance(key, str) and isinstance(party, str) and key != party.lower():
            problem = Phrase("key is the party's code in small letters: {key}", key=party.lower())
            self._add(("key",), None, problem)
        elif party is None and isinstance(key, str) and key != "generic":
            self._add(("key",), None, Phrase("party is missing; only the generic template has none"))

    def _cited(self, path: Path, place: Phrase, keys: object) -> None:
        for key in keys if isinstance(keys, list) else ():
            if isinstance(key, str) and key not in self._sources():
                self._add(path, place, Phrase("there is no [source.{key}]", key=_quoted(key)))

    def _unique(self, kind: str, identity: Callable[[Json], object]) -> None:
        seen: list[object] = []
        for number, record in self._each(kind):
            if identity(record) in seen:
                self._add((kind, number, "key"), _place(kind, record, number), Phrase("is there already, above"))
            seen.append(identity(record))

    def _sources(self) -> Json:
        found = self._tables.get("source")
        return found if isinstance(found, dict) else {}

    def _each(self, kind: str) -> Iterator[tuple[int, Json]]:
        found = self._tables.get(kind)
        for number, record in enumerate(found if isinstance(found, list) else ()):
            if isinstance(record, dict):
                yield number, record

    def _add(self, path: Path, place: Phrase | None, problem: Phrase) -> None:
        told = problem if place is None else Phrase("{where}: {what}", where=place, what=problem)
        self.found.append(LineProblem(line=self._lines.of(path), problem=told))


def _place(kind: str, record: Json, number: object) -> Phrase:
    """Return what to call a table: by its key, or by its number where it has none."""
    key = record.get("key")
    called = _quoted(key) if isinstance(key, str) and key else f"№ {int(str(number)) + 1}"
    match kind:
        case "law":
            return Phrase("law “{called}”", called=called)
        case "level":
            return Phrase("level “{called}”", called=called)
        case "ground":
            return Phrase("ground “{called}”", called=called)
        case "variant":
            return Phrase("variant “{called}”", called=called)
        case _:
            return Phrase("step “{called}”", called=called)
