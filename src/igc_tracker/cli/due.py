"""`igc due`."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from igc_tracker.cli.options import AsOf, Format, Json, KnownOn, Lang, Query, RegisterPath
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import BadSpanError, ExitCode

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
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show the dates that are coming, and those that were missed.

    Scheduled entries into force, last days for notice, renewals, expiries, effects of denunciations, ends of
    provisional application, planned acts; for procedures at home the days the law gives, and when to look at a delay
    again. = marks what is computed, from a clause or from the law.

    Example: igc due --within 6m
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("due", given)
    from igc_tracker.actions.list_due import list_due
    from igc_tracker.render.pages.due import due_page

    days = _days(within)
    answer = list_due(session.reading(), query, session, within=days, as_of=session.as_of, known_on=session.known_on)
    session.show(answer, due_page, findings=answer.findings)
    if exit_code and answer.needs_action:
        raise typer.Exit(ExitCode.NEEDS_ACTION)


def _days(span: str) -> int:
    match = _SPAN.fullmatch(span.strip())
    if match is None:
        raise BadSpanError(text=span)
    return int(match[1]) * _DAYS[match[2].lower()]
