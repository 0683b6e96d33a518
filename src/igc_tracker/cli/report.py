"""`igc report`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.options import AsOf, Format, Json, KnownOn, Lang, Ref, RegisterPath
from igc_tracker.cli.reading import read_day, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import BadPeriodOptionsError, ExitCode

if TYPE_CHECKING:
    from igc_tracker.derive.period import Period

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def report() -> None:
    """Write the weekly report, or a card of one instrument."""


@app.command()
def weekly(
    *,
    week: Annotated[
        str | None, typer.Option("--week", metavar="WEEK", help="An ISO week, Monday to Sunday, e.g. 2018-W34.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day, included.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="The last day, included.")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="last|DAY", help="last: since the Monday on which the last weekly report went out."
        ),
    ] = None,
    scope: Annotated[
        str | None, typer.Option("--scope", metavar="QUERY", help="Only the families this query hits.")
    ] = None,
    party: Annotated[
        str | None,
        typer.Option(
            "--party", metavar="CODE", help="Only what this party is a party to, what it owes and what it waits for."
        ),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option("--body", metavar="TEXT", help="Only what this body is responsible for, or is to take a step in."),
    ] = None,
    include_restricted: Annotated[
        bool,
        typer.Option("--include-restricted", help="Name restricted instruments too; otherwise they are only counted."),
    ] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Leave with code 3 if anything needs action.")] = False,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Write the weekly report: plain text in 78 columns, made to be piped to e-mail.

    Without --week, --since or --from the period is the seven days that end on the day looked from. The same register,
    period and language give the same bytes; with --known-on also after more facts were recorded.

    Example: igc report weekly | mail -s "Treaties" minister@example.org
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_ or "text", json=json, register=register)
    session = Session("report weekly", given)
    from igc_tracker.actions.report_weekly import report_weekly
    from igc_tracker.render.pages.report import COLUMNS, report_page

    period = _period(session, week, first, last, since)
    session.as_of = period.last
    store = session.reading()
    answer = report_weekly(
        store,
        period,
        session,
        query=scope,
        party=read_party(party, session.organisations(store)) if party else None,
        body=body.strip() or None if body else None,
        known_on=session.known_on,
        include_restricted=include_restricted,
    )
    session.show(answer, report_page, findings=answer.findings, columns=COLUMNS)
    if exit_code and answer.needs_action:
        raise typer.Exit(ExitCode.NEEDS_ACTION)


def _period(session: Session, week: str | None, first: str | None, last: str | None, since: str | None) -> Period:
    from igc_tracker.derive.period import Period, since_last, week_of

    if sum((bool(week), bool(since), bool(first or last))) > 1:
        raise BadPeriodOptionsError
    if week:
        return week_of(week)
    if since and since.strip().casefold() == "last":
        return since_last(session.as_of)
    today = session.now.date()
    end = read_day(last, today=today) if last else session.as_of
    begin_named = since or first
    begin = read_day(begin_named, today=today) if begin_named else end - timedelta(days=6)
    return Period(first=begin, last=end)


@app.command()
def card(
    ref: Ref,
    *,
    include_restricted: Annotated[
        bool, typer.Option("--include-restricted", help="Make the card of a restricted instrument too.")
    ] = False,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Write one page about one instrument: plain text in 78 columns.

    Where it stands, who holds it up and what is next, key dates, final clauses in words, the next deadlines, doubts.

    Example: igc report card baiterek-protocol-2018
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_ or "text", json=json, register=register)
    session = Session("report card", given)
    from igc_tracker.actions.report_card import report_card
    from igc_tracker.render.pages.card import COLUMNS, card_page

    answer = report_card(
        session.reading(),
        ref,
        session,
        as_of=session.as_of,
        known_on=session.known_on,
        include_restricted=include_restricted,
    )
    session.show(answer, card_page, findings=answer.findings, columns=COLUMNS)
