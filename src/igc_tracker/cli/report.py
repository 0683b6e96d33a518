"""`igc report`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.formats import EML, PAGES
from igc_tracker.cli.groups import SpeakingGroup
from igc_tracker.cli.options import AsOf, Json, KnownOn, Lang, RegisterPath
from igc_tracker.cli.reading import read_day
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import BadPeriodOptionsError

if TYPE_CHECKING:
    from igc_tracker.actions.report_weekly import Period
    from igc_tracker.render.view import View

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
    from_: Annotated[
        list[str] | None,
        typer.Option(
            "--from", metavar="DAY|ADDRESS", help="The first day, included; with an @: who sends the message."
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="DAY|ADDRESS",
            help="The last day, included; with an @: who gets the message. May be given several times.",
        ),
    ] = None,
    scope: Annotated[
        str | None, typer.Option("--scope", metavar="QUERY", help="Only the families this query hits.")
    ] = None,
    include_restricted: Annotated[
        bool,
        typer.Option("--include-restricted", help="Name restricted instruments too; otherwise they are only counted."),
    ] = False,
    subject_prefix: Annotated[
        str | None, typer.Option("--subject-prefix", metavar="TEXT", help='With eml: before the subject, e.g. "[igc]".')
    ] = None,
    attach: Annotated[
        list[str] | None,
        typer.Option(
            "--attach", metavar="ics,csv", help="With eml: the deadlines as a calendar, the facts as a table."
        ),
    ] = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="table|text|json|csv|markdown|html|eml",
            help="Default: text. eml: a whole message, for sendmail -t or msmtp -t.",
        ),
    ] = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Write the weekly report: plain text in 78 columns, made to be piped to e-mail.

    Without --week or --from the period is the seven days that end on the day looked from. The same register, period
    and language give the same bytes; with --known-on also after more facts were recorded.

    As eml it is a message with text and HTML, ready for any mail program. The same period gives the same Message-ID,
    and each message answers the one before.

    Examples: igc report weekly | mail -s "Treaties" minister@example.org;
    igc report weekly --format eml --to minister@example.org --from office@example.org --attach ics | msmtp -t
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_ or "text", json=json, register=register)
    session = Session("report weekly", given, has_table=True, formats=(*PAGES, EML))
    from igc_tracker.actions.report_weekly import report_weekly
    from igc_tracker.cli.mailing import days_and_addresses, read_mail_options
    from igc_tracker.render.pages.report import COLUMNS, report_page
    from igc_tracker.render.pages.report_lines import report_lines

    first, senders = days_and_addresses(from_)
    last, recipients = days_and_addresses(to)
    mail = read_mail_options(senders, recipients, prefix=subject_prefix, attach=attach)
    if session.format != EML:
        mail.without_mail()
    period = _period(session, week, first, last)
    session.as_of = period.last
    store = session.reading()
    answer = report_weekly(store, period, query=scope, known_on=session.known_on, include_restricted=include_restricted)

    def message(_: View) -> str:
        from igc_tracker.cli.report_mail import report_as_eml

        return report_as_eml(answer, store, session, mail, include_restricted=include_restricted)

    session.show(
        answer,
        report_page,
        lines_of=report_lines,
        more={EML: message},
        findings=answer.findings,
        columns=COLUMNS,
    )


def _period(session: Session, week: str | None, first: str | None, last: str | None) -> Period:
    from igc_tracker.actions.report_weekly import Period, week_of

    if week and (first or last):
        raise BadPeriodOptionsError
    if week:
        return week_of(week)
    today = session.now.date()
    end = read_day(last, today=today) if last else session.as_of
    begin = read_day(first, today=today) if first else end - timedelta(days=6)
    return Period(first=begin, last=end)
