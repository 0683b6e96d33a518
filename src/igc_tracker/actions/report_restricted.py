"""Which instruments of a large register are restricted, without reading all of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from igc_tracker.domain.instruments import Instrument


class RestrictedTopic:
    """The refs of what is restricted, to be kept."""

    name = "restricted-1"

    def make(
        self, instrument: Instrument, others: Mapping[str, Instrument], as_of: date, facets: Collection[str] | None
    ) -> Iterator[tuple[str, str]]:
        """Yield its ref if it is restricted."""
        del others, as_of, facets
        if instrument.restricted:
            yield "", instrument.ref

    def until(self, instrument: Instrument, others: Mapping[str, Instrument], as_of: date) -> date:
        """Return no day: no day changes that."""
        del instrument, others, as_of
        return date.max

    def encode(self, value: str) -> str:
        """Return the text to keep."""
        return value

    def decode(self, text: str) -> str:
        """Return what was kept."""
        return text
