"""A cover sheet as people edit it: TOML, checked line by line before it becomes a record."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from igc_tracker.domain.errors import CoverSheetTextError, Phrase
from igc_tracker.domain.obligations import Obligation
from igc_tracker.store.codec import decode_cover_sheet, encode_cover_sheet, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Json


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


SHAPES: dict[str, tuple[Callable[[object], bool], Phrase]] = {
    "ref": (_is_text, Phrase("a text")),
    "kind": (_is_text, Phrase("a text")),
    "level": (_is_text, Phrase("a text")),
    "binding": (_is_truth, Phrase("true or false")),
    "titles": (_is_table, Phrase("a table of texts by language, e.g. [titles] en = ...")),
    "short_titles": (_is_table, Phrase("a table of texts by language")),
    "aliases": (_is_list, Phrase("a list of texts")),
    "parties": (_is_list, Phrase("a list of party codes")),
    "depositary": (_is_text, Phrase("a text")),
    "languages": (_is_list, Phrase("a list of language codes")),
    "subjects": (_is_list, Phrase("a list of texts")),
    "lead_bodies": (_is_table, Phrase("a table of texts by party code")),
    "originals": (_is_text, Phrase("a text")),
    "officer": (_is_text, Phrase("a text")),
    "restricted": (_is_truth, Phrase("true or false")),
    "status_note": (_is_text, Phrase("a text")),
    "links": (_is_tables, Phrase("[[links]] with relation and to")),
    "clauses": (_is_tables, Phrase("[[clauses]] with topic, text and perhaps article")),
    "unlocks": (_is_tables, Phrase("[[unlocks]] with by, what and perhaps project, stage and source")),
    "obligations": (_is_tables, Phrase("[[obligations]] with id, text and perhaps parties, article, at_least, every")),
    "gaps": (_is_tables, Phrase("[[gaps]] with text and perhaps link and party")),
    "conflicts": (_is_tables, Phrase("[[conflicts]] with text and perhaps facts")),
}
"""Every key of a cover sheet: how its value is checked, and what to call for."""

OBLIGATION_KEYS = frozenset({field.name for field in fields(Obligation)})
"""What can be said of an obligation."""

_HEAD = """\
# The cover sheet of {ref}. Save and close to keep your changes; facts are recorded, not edited.
# A key you take out is taken out of the record. These keys can be set:
# {keys}

"""


def cover_sheet_text(instrument: Instrument) -> str:
    """Return the cover sheet as TOML, with a note on top of what may be in it."""
    import tomli_w

    half = len(SHAPES) // 2
    keys = list(SHAPES)
    listed = ", ".join(keys[:half]) + ",\n# " + ", ".join(keys[half:])
    # a rule that cannot be read may hold what TOML cannot; it stays with its clause
    readable = replace(instrument, clauses=tuple(replace(clause, unread=None) for clause in instrument.clauses))
    return _HEAD.format(ref=instrument.ref, keys=listed) + tomli_w.dumps(encode_cover_sheet(readable))


def read_cover_sheet(text: str, *, onto: Instrument) -> Instrument:
    """Return ``onto`` with the cover sheet of ``text``; raise CoverSheetTextError for the first thing that is off."""
    try:
        sheet: Json = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CoverSheetTextError(problem=str(error)) from None
    for key, value in sheet.items():
        if key not in SHAPES:
            raise CoverSheetTextError(problem=Phrase("{key!r} is no key of a cover sheet", key=key))
        fits, wanted = SHAPES[key]
        if not fits(value):
            raise CoverSheetTextError(problem=Phrase("{key} must be {wanted}", key=key, wanted=wanted))
    check_tables("obligations", sheet.get("obligations", []), OBLIGATION_KEYS)
    try:
        return decode_cover_sheet(sheet, onto=onto)
    except KeyError as error:
        raise CoverSheetTextError(problem=Phrase("{key} is missing", key=error.args[0])) from None
    except (ValueError, TypeError) as error:
        raise CoverSheetTextError(problem=reason(error)) from None


def check_tables(name: str, tables: Iterable[Json], keys: Collection[str]) -> None:
    """Raise for a key in one of the tables that means nothing there: what is misspelt would be lost."""
    for table in tables:
        for key in table:
            if key not in keys:
                raise CoverSheetTextError(problem=Phrase("{key!r} is no key of [[{table}]]", key=key, table=name))
