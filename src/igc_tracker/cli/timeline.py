"""`igc timeline`."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.formats import PAGES
from igc_tracker.cli.options import AsOf, Json, KnownOn, Lang, PageFormat, Query, RegisterPath
from igc_tracker.cli.reading import read_date
from igc_tracker.cli.session import Given, Session

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def timeline(
    query: Query = None,
    *,
    within: Annotated[
        str | None, typer.Option("--within", metavar="DAYS", help="Only these days, e.g. 2018 or 2017-06..2018-12.")
    ] = None,
    no_remarks: Annotated[bool, typer.Option("--no-remarks", help="Leave remarks out.")] = False,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show what happened and what is planned, on one axis.

    The day looked from is drawn as a line. On a terminal of 120 columns or more each party has a lane of its own.
    A date is as exact as its source; ? marks what is unconfirmed or not exactly dated.

    Example: igc timeline baiterek --within 2017..2018
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("timeline", given, formats=PAGES)
    from igc_tracker.actions.show_timeline import show_timeline
    from igc_tracker.render.pages.timeline import timeline_page

    answer = show_timeline(
        session.reading(),
        query,
        session,
        as_of=session.as_of,
        known_on=session.known_on,
        within=read_date(within, today=session.now.date()) if within else None,
        remarks=not no_remarks,
    )
    session.show(answer, timeline_page, findings=answer.findings)
