"""What two writers wanted of the same record, told side by side."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from igc_tracker.domain.errors import Phrase

LONGEST = 60
"""How many characters of a value are shown; the record itself has the rest."""


class Both(NamedTuple):
    """A field that two wanted to change. Of two objects only what differs is shown."""

    field: str
    now: Any
    wanted: Any
    expected: Any = None


def conflicts(found: list[Both]) -> Phrase:
    """Return what is there now and what was wanted, field by field."""
    told = {f"_{place}": _told(each) for place, each in enumerate(found)}
    return Phrase("; ".join(f"{{{name}}}" for name in told), **told)


def _told(both: Both) -> Phrase:
    now, wanted = both.now, both.wanted
    if isinstance(now, dict) and isinstance(wanted or both.expected, dict):
        other = wanted or both.expected
        names = [name for name in {**now, **other} if now.get(name) != other.get(name)]
        now = {name: now[name] for name in names if name in now}
        wanted = wanted and {name: wanted[name] for name in names if name in wanted}
    field = both.field or Phrase("the whole record")
    return Phrase("{field}: now {now}, wanted {wanted}", field=field, now=_brief(now), wanted=_brief(wanted))


def _brief(value: Any) -> str:  # noqa: ANN401  # stored JSON can be anything
    if value in (None, {}, []):
        return Phrase("nothing")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text
