"""`igc report`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.agenda import ForSession, WithRestricted, show_agenda
from igc_tracker.cli.commission_options import Name
from igc_tracker.cli.formats import EML, PAGES
from igc_tracker.cli.groups import SpeakingGroup
from igc_tracker.cli.options import AsOf, Json, KnownOn, Lang, PageFormat, Ref, RegisterPath
from igc_tracker.cli.reading import read_day, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import BadPeriodOptionsError, ExitCode

if TYPE_CHECKING:
    from igc_tracker.derive.period import Period
    from igc_tracker.render.view import View

app = typer.Typer(cls=SpeakingGroup, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def report() -> None:
    """Write the weekly report, a card, or a session's note."""


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
    commission: Annotated[
        str | None,
        typer.Option("--commission", metavar="NAME", help="Only what this commission looks after or has decided on."),
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
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Leave with code 3 if anything needs action.")] = False,
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

    Without --week, --since or --from the period is the seven days that end on the day looked from. The same register,
    period and language give the same bytes; with --known-on also after more facts were recorded.

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
        commission=commission,
        known_on=session.known_on,
        include_restricted=include_restricted,
        law_state=session.law_state,
    )

    def message(_: View) -> str:
        from igc_tracker.cli.report_mail import report_as_eml

        return report_as_eml(answer, store, session, mail, include_restricted=include_restricted)

    session.show(
        answer,
        report_page,
        lines_of=report_lines,
        more={EML: message},
        findings=() if session.format == EML else answer.findings,  # a message tells them itself
        columns=COLUMNS,
    )
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
    begun = since or first
    return Period(first=read_day(begun, today=today) if begun else end - timedelta(days=6), last=end)


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
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Write one page about one instrument: plain text in 78 columns.

    Where it stands, who holds it up and what is next, key dates, final clauses in words, the next deadlines, doubts.

    Example: igc report card baiterek-protocol-2018
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_ or "text", json=json, register=register)
    session = Session("report card", given, formats=PAGES)
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


@app.command()
def commission(
    name: Name,
    *,
    for_: ForSession = None,
    include_restricted: WithRestricted = False,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Write the note for the next session of a commission: plain text in 78 columns.

    It is the draft agenda of `igc commission agenda`: what is carried over, what was done, what stands otherwise.

    Example: igc report commission baikonur --lang ru
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_ or "text", json=json, register=register)
    show_agenda("report commission", given, name, for_, include_restricted=include_restricted)
