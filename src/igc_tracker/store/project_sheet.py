"""A project's sheet as people edit it: TOML, checked before it becomes a record. Milestones are not on it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from igc_tracker.domain.errors import CoverSheetTextError, IgcError, Phrase
from igc_tracker.store.codec import decode_project, encode_project, reason
from igc_tracker.store.cover_sheet import check_tables

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json, Project

KEYS = ("ref", "titles", "description", "aliases", "instruments", "stages", "targets", "conflicts")
"""What can be written on the sheet."""
_INNER = {
    "stages": {"key", "titles"},
    "targets": {"key", "titles", "stage"},
    "conflicts": {"text", "facts"},
}

_HEAD = """\
# The sheet of project {ref}. Save and close to keep your changes; milestones are recorded, not edited.
# A key you take out is taken out of the record. These keys can be set:
# {keys}
# [[stages]] are the ways it is paid for, in their order: key, and titles by language.
# [[targets]] are what is planned for a day: key, titles by language, and perhaps the stage they need.

"""


def project_sheet_text(project: Project) -> str:
    """Return the sheet as TOML, with a note on top of what may be in it."""
    import tomli_w

    stored = encode_project(project)
    return _HEAD.format(ref=project.ref, keys=", ".join(KEYS)) + tomli_w.dumps(
        {key: stored[key] for key in KEYS if key in stored}
    )


def read_project_sheet(text: str, *, onto: Project) -> Project:
    """Return ``onto`` with the sheet of ``text``; raise CoverSheetTextError for the first thing that is off."""
    try:
        sheet: Json = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CoverSheetTextError(problem=str(error)) from None
    for key in sheet:
        if key not in KEYS:
            raise CoverSheetTextError(problem=Phrase("{key!r} is no key of a project's sheet", key=key))
    for key, inner in _INNER.items():
        _check_tables(key, sheet.get(key, []), inner)
    stored = encode_project(onto)
    kept = {key: value for key, value in stored.items() if key not in KEYS}
    try:
        project, _ = decode_project(kept | sheet)
    except KeyError as error:
        raise CoverSheetTextError(problem=Phrase("{key} is missing", key=error.args[0])) from None
    except (ValueError, TypeError, AttributeError, IgcError) as error:
        raise CoverSheetTextError(problem=reason(error)) from None
    return project


def _check_tables(key: str, value: Any, inner: set[str]) -> None:  # noqa: ANN401  # TOML can hold anything
    """Raise for what is no list of tables, and for a key in one of them that means nothing there."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise CoverSheetTextError(problem=Phrase("{key} must be {wanted}", key=key, wanted=f"[[{key}]]"))
    check_tables(key, value, inner)
