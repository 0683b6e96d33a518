"""`igc list`."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.formats import PAGES
from igc_tracker.cli.options import AsOf, Json, KnownOn, Lang, Query, RegisterPath, TableFormat
from igc_tracker.cli.reading import read_all, read_code, read_date, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.wording.words import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_Many = list[str] | None


@app.command(name="list")
def list_(
    query: Query = None,
    *,
    party: Annotated[_Many, typer.Option("--party", metavar="CODE", help="A party to it, e.g. KZ.")] = None,
    kind: Annotated[_Many, typer.Option("--kind", metavar="KIND", help="Its kind, e.g. protocol.")] = None,
    standing: Annotated[
        _Many, typer.Option("--standing", metavar="STANDING", help="Where it stands, e.g. consent-pending.")
    ] = None,
    subject: Annotated[_Many, typer.Option("--subject", metavar="SUBJECT", help="Its subject, e.g. lease.")] = None,
    project: Annotated[str | None, typer.Option("--project", metavar="REF", help="The project it serves.")] = None,
    signed: Annotated[
        str | None, typer.Option("--signed", metavar="DAYS", help="Signed in these days, e.g. 2018 or 2004..2010.")
    ] = None,
    in_force: Annotated[
        str | None, typer.Option("--in-force", metavar="DAYS", help="Entered into force in these days.")
    ] = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: TableFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """List instruments, filtered.

    An option may be given several times, or with several values separated by commas: any of them will do. Different
    options must all be met.

    Example: igc list --party RU --kind protocol --signed 2015..2018
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("list", given, has_table=True, formats=PAGES)
    from igc_tracker.actions.list_instruments import Filters, list_instruments
    from igc_tracker.derive.standing import StandingCode
    from igc_tracker.domain.instruments import InstrumentKind
    from igc_tracker.render.pages.listing import list_lines, list_page

    store = session.reading()
    today = session.now.date()
    filters = Filters(
        query=query,
        parties=tuple(read_party(each, session.organisations(store)) for each in read_all(party)),
        kinds=tuple(read_code(InstrumentKind, each, N_("kind")) for each in read_all(kind)),
        standings=tuple(read_code(StandingCode, each, N_("standing")) for each in read_all(standing)),
        subjects=read_all(subject),
        project=project,
        signed=read_date(signed, today=today) if signed else None,
        in_force=read_date(in_force, today=today) if in_force else None,
    )
    answer = list_instruments(store, filters, as_of=session.as_of, known_on=session.known_on)
    session.show(answer, list_page, lines_of=list_lines, findings=answer.findings)
