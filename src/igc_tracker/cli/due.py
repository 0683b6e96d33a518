"""`igc due`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.formats import ICS, PAGES
from igc_tracker.cli.options import AsOf, Json, KnownOn, Lang, Query, RegisterPath
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import BadSpanError, ExitCode

if TYPE_CHECKING:
    from igc_tracker.render.view import View

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_SPAN = re.compile(r"(\d{1,4})\s*([dwmy]?)", re.IGNORECASE)
_DAYS = {"": 1, "d": 1, "w": 7, "m": 31, "y": 366}


@app.command()
def due(
    query: Query = None,
    *,
    within: Annotated[
        str, typer.Option("--within", metavar="SPAN", help="How far ahead: 90d, 12w, 6m, 1y; days without a letter.")
    ] = "90d",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Leave with code 3 if anything is missed or due.")
    ] = False,
    include_restricted: Annotated[
        bool,
        typer.Option("--include-restricted", help="With ics: restricted instruments too; otherwise they are left out."),
    ] = False,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="table|text|json|csv|markdown|html|ics",
            help="Default: table on a terminal, text in a pipe. ics: a calendar to subscribe to.",
        ),
    ] = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show the dates that are coming, and those that were missed.

    Scheduled entries into force, last days for notice, renewals, expiries, effects of denunciations, ends of
    provisional application, planned acts; for procedures at home the days the law gives, and when to look at a delay
    again. = marks what is computed, from a clause or from the law.

    As ics it is a calendar to be passed on: an event keeps its name when its day moves, forecasts are tentative, and
    restricted instruments are left out.

    Examples: igc due --within 6m; igc due --within 2y --format ics
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("due", given, has_table=True, formats=(*PAGES, ICS))
    from igc_tracker.actions.list_due import list_due
    from igc_tracker.render.pages.due import due_lines, due_page

    answer = list_due(
        session.reading(),
        query,
        session,
        within=_days(within),
        as_of=session.as_of,
        known_on=session.known_on,
        include_restricted=include_restricted or session.format != ICS,
    )

    def calendar(view: View) -> str:
        from igc_tracker.render.as_ics import due_as_ics

        return due_as_ics(answer, view)

    session.show(answer, due_page, lines_of=due_lines, more={ICS: calendar}, findings=answer.findings)
    if answer.withheld:
        words = session.words
        left_out = words.count("{number} restricted, not named", "{number} restricted, not named", answer.withheld)
        session.say(f"igc: {left_out}")
    if exit_code and answer.needs_action:
        raise typer.Exit(ExitCode.NEEDS_ACTION)


def _days(span: str) -> int:
    match = _SPAN.fullmatch(span.strip())
    if match is None:
        raise BadSpanError(text=span)
    return int(match[1]) * _DAYS[match[2].lower()]
