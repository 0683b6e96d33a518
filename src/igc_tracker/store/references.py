"""The references in a register, read for a Tab: nothing is decoded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from igc_tracker.domain.references import is_ref

if TYPE_CHECKING:
    from pathlib import Path


def references_in(path: Path, *, table: str = "instruments") -> tuple[str, ...]:
    """Return the reference of each record of a table, as recorded first.

    None from a file that cannot be read as a register: what is wrong with it is said by the command that reads it; a
    Tab has nowhere to say it. What igc would not have taken for a reference is left out: a shell may run what a Tab
    puts into its line.
    """
    try:
        records = json.loads(path.read_text(encoding="utf-8"))[table].values()
        refs = [record["ref"] for record in records]
    except (OSError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return ()
    return tuple(ref for ref in refs if isinstance(ref, str) and is_ref(ref))
