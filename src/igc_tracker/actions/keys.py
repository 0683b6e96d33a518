"""Keys of what stands on a sheet: obligations, targets, funding stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.errors import BadKeyError, Phrase
from igc_tracker.domain.references import is_ref

if TYPE_CHECKING:
    from collections.abc import Sequence


def check_keys(keys: Sequence[str]) -> None:
    """Raise BadKeyError for a key that is no word, or is there twice."""
    for place, key in enumerate(keys):
        if not is_ref(key):
            raise BadKeyError(key=key, why=Phrase("it would be hard to type"))
        if key in keys[:place]:
            raise BadKeyError(key=key, why=Phrase("it is there twice"))
