"""The draft agenda of a commission: `igc commission agenda`, and `igc report commission` among the other reports."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.formats import PAGES
from igc_tracker.cli.session import Given, Session

ForSession = Annotated[
    str | None, typer.Option("--for", metavar="SESSION", help="The session it is for. Default: the next one.")
]
WithRestricted = Annotated[
    bool,
    typer.Option("--include-restricted", help="Name restricted instruments too; otherwise they are only counted."),
]


def show_agenda(command: str, given: Given, name: str, for_session: str | None, *, include_restricted: bool) -> None:
    """Print the agenda of the next session of the commission, or of the session it is for."""
    run = Session(command, given, formats=PAGES)
    from igc_tracker.actions.draft_agenda import draft_agenda
    from igc_tracker.render.pages.agenda import COLUMNS, agenda_page

    answer = draft_agenda(
        run.reading(),
        name,
        for_session,
        as_of=run.as_of,
        known_on=run.known_on,
        include_restricted=include_restricted,
    )
    run.show(answer, agenda_page, findings=answer.findings, columns=COLUMNS)
