"""The formats an answer can be printed in, and the one that was asked for."""

from __future__ import annotations

import sys

from igc_tracker.domain.errors import FormatNotPrintedError, UnknownCodeError
from igc_tracker.wording.words import N_

TABLE, TEXT, JSON = "table", "text", "json"
CSV, MARKDOWN, HTML, EML, ICS, ATOM = "csv", "markdown", "html", "eml", "ics", "atom"

EVERYWHERE = (TABLE, TEXT, JSON)
PAGES = (MARKDOWN, HTML)
"""Formats of a page that is made to be read, which commands that show something have too."""
PRINTED_BY = {
    CSV: ("igc list", "igc status --grid", "igc due", "igc report weekly"),
    MARKDOWN: ("igc status", "igc report weekly"),
    HTML: ("igc status", "igc report weekly"),
    EML: ("igc report weekly",),
    ICS: ("igc due",),
    ATOM: ("igc log",),
}
"""Who prints what not every command prints, for those who ask the wrong one."""
AS_BYTES = frozenset({HTML, EML, ICS, ATOM})
"""Formats that say themselves how they are encoded, which no terminal's letters may change."""


def chosen_format(command: str, wanted: str | None, formats: tuple[str, ...]) -> str:
    """Return the format to print in; ``formats`` are those the command has beside the ones every command has."""
    if wanted is None:
        return TABLE if sys.stdout.isatty() else TEXT
    printed = (*EVERYWHERE, *formats)
    if wanted in printed:
        return wanted
    if wanted in PRINTED_BY:
        raise FormatNotPrintedError(command=command, format=wanted, printed=printed, others=PRINTED_BY[wanted])
    raise UnknownCodeError(what=N_("format"), value=wanted, allowed=printed)
