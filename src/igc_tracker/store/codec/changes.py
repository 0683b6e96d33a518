"""What turns one stored record into another, field by field.

For the journal, for undo, and to save no more than was changed, so that keys of a later igc and unreadable facts stay
in the file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from igc_tracker.domain.register import (
    Change,
    Json,
)
from igc_tracker.store.codec.encode import FIELDS, PROJECT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

BY_ID = ("facts", "milestones", "items", "events", "decisions")
"""Lists of records with an id of their own: each of these is a field, so that two may be changed apart."""


def diff(before: Json | None, after: Json | None, *, ref: str, table: str = "instruments") -> tuple[Change, ...]:
    """Return what turns one stored record into another: per field, per record of a list; whole if one side is None."""
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
    group, _, wanted = field.partition("/")
    if wanted and group in BY_ID:
        patched = _patch_list(doc.get(group, ()), wanted, value)
        field, value = group, patched or None
    if value is None:
        return {key: old for key, old in doc.items() if key != field}
    # of what is changed field by field only projects have neither a kind nor parties
    order = FIELDS if "kind" in doc or "parties" in doc else PROJECT_FIELDS
    if field in doc or field not in order:
        return doc | {field: value}
    # a new field goes where encoding puts it, so that taking a change back gives the same bytes again
    later = order[order.index(field) + 1 :]
    place = next((n for n, key in enumerate(doc) if key in later), len(doc))
    items = list(doc.items())
    return dict([*items[:place], (field, value), *items[place:]])


def _patch_list(records: Iterable[Any], wanted: str, value: Json | str | None) -> list[Any]:
    patched = list(records)
    place = next((n for n, each in enumerate(patched) if _id_of(each, n) == wanted), len(patched))
    patched[place : place + 1] = [] if value is None else [value]
    return patched


def onto(doc: Json, change: Change) -> Change:
    """Return the change as it applies to the stored record: what a later igc says of a fact stays with the fact.

    Of clauses and obligations, those that did not change stay as they are stored, and those that cannot be read stay at
    all.
    """
    before, after = value_at(doc, change.field), change.after
    if change.field in _NAMED_BY and isinstance(before, list):
        after = _listed_onto(before, change.before or [], after or [], key=_NAMED_BY[change.field]) or None
    is_listed = change.field.partition("/")[0] in BY_ID and isinstance(before, dict) and isinstance(after, dict)
    if is_listed:
        unknown = before.keys() - (change.before or {}).keys() - after.keys()
        after = after | {key: value for key, value in before.items() if key in unknown}
    return replace(change, before=before, after=after)


_NAMED_BY = {"clauses": "topic", "obligations": "id"}


def _listed_onto(stored: list[Any], before: list[Json], after: list[Json], *, key: str) -> list[Any]:
    known = {each[key]: each for each in before}
    as_stored = {_name(each, key): each for each in stored}
    unread = [each for each in stored if _name(each, key) not in known]
    kept = [as_stored.get(each[key], each) if known.get(each[key]) == each else each for each in after]
    return [*kept, *unread]


def _flat(doc: Json) -> Json:
    flat = {key: value for key, value in doc.items() if key not in BY_ID}
    for group in BY_ID:
        listed = doc.get(group)
        if isinstance(listed, list):
            flat |= {f"{group}/{name}": each for n, each in enumerate(listed) if (name := _id_of(each, n))}
    return flat


def _id_of(record: object, place: int) -> str | None:
    """Return the id of a record in a list; a decision stored as a text goes by its place."""
    return f"d{place + 1}" if isinstance(record, str) else _name(record, "id")


def _name(doc: object, key: str) -> str | None:
    found = doc.get(key) if isinstance(doc, dict) else None
    return found if isinstance(found, str) else None
