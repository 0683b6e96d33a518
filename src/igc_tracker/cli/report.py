"""`igc report`."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from igc_tracker.cli.groups import SpeakingGroup
from igc_tracker.cli.options import AsOf, Format, Json, KnownOn, Lang, RegisterPath
from igc_tracker.cli.reading import read_day
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import BadPeriodOptionsError

app = typer.Typer(cls=SpeakingGroup, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def report() -> None:
    """Write the weekly report."""


@app.command()
def weekly(
    *,
    week: Annotated[
        str | None, typer.Option("--week", metavar="WEEK", help="An ISO week, Monday to Sunday, e.g. 2018-W34.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day, included.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="The last day, included.")] = None,
    scope: Annotated[
        str | None, typer.Option("--scope", metavar="QUERY", help="Only the families this query hits.")
    ] = None,
    include_restricted: Annotated[
        bool,
        typer.Option("--include-restricted", help="Name restricted instruments too; otherwise they are only counted."),
    ] = False,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Write the weekly report: plain text in 78 columns, made to be piped to e-mail.

    Without --week or --from the period is the seven days that end on the day looked from. The same register, period
    and language give the same bytes; with --known-on also after more facts were recorded.

    Example: igc report weekly | mail -s "Treaties" minister@example.org
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_ or "text", json=json, register=register)
    session = Session("report weekly", given)
    from igc_tracker.actions.report_weekly import Period, report_weekly, week_of
    from igc_tracker.render.pages.report import COLUMNS, report_page

    if week and (first or last):
        raise BadPeriodOptionsError
    if week:
        period = week_of(week)
    else:
        today = session.now.date()
        end = read_day(last, today=today) if last else session.as_of
        begin = read_day(first, today=today) if first else end - timedelta(days=6)
        period = Period(first=begin, last=end)
    session.as_of = period.last
    answer = report_weekly(
        session.reading(), period, query=scope, known_on=session.known_on, include_restricted=include_restricted
    )
    session.show(answer, report_page, findings=answer.findings, columns=COLUMNS)
