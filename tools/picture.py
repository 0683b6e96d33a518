"""Draw ``docs/status.svg``: `igc status baiterek --as-of 2018-07-15` as a terminal of 80 columns shows it.

    .venv/bin/python tools/picture.py           draw it
    .venv/bin/python tools/picture.py FILE      draw it there

The page is the program's own and the drawing is Rich's, so the picture shows what a user sees.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.console import Console

from igc_tracker.actions.show_status import show_status
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.render.as_rich import page_as_rich
from igc_tracker.render.pages.status import status_page
from igc_tracker.render.view import View
from igc_tracker.store.places import FilePlace
from igc_tracker.store.procedures import ProcedureShelf
from igc_tracker.store.tinydb_store import TinyDBStore
from igc_tracker.wording.words import Words

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "status.svg"

QUERY = "baiterek"
AS_OF = date(2018, 7, 15)
COLUMNS = 80


@dataclass(frozen=True)
class BuiltIn:
    """What igc brings along, whatever this machine's user has of their own."""

    procedures: ProcedureShelf = field(default_factory=ProcedureShelf)
    calendars: NoCalendars = field(default_factory=NoCalendars)


def main(picture: Path = PICTURE) -> None:
    """Draw the picture."""
    console = Console(
        width=COLUMNS, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False
    )
    store = TinyDBStore(FilePlace(ROOT / "data" / "baikonur.json"))
    answer = show_status(store, QUERY, BuiltIn(), as_of=AS_OF, known_on=None)
    view = View(words=Words("en"), as_of=AS_OF, columns=COLUMNS)
    for part in page_as_rich(status_page(answer, view), columns=COLUMNS):
        console.print(part)
    console.save_svg(str(picture), title=f"igc status {QUERY} --as-of {AS_OF.isoformat()}")
    print(f"drew {picture}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
