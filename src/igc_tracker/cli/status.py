"""`igc status`."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.formats import PAGES
from igc_tracker.cli.options import AsOf, Json, KnownOn, Lang, Query, RegisterPath, TableFormat
from igc_tracker.cli.reading import read_all, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import IncompleteOptionsError

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def status(
    query: Query = None,
    *,
    grid: Annotated[
        bool, typer.Option("--grid", help="Instruments by parties, one code each; the legend stands below.")
    ] = False,
    party: Annotated[
        list[str] | None, typer.Option("--party", metavar="CODE", help="With --grid: only this party, e.g. KZ.")
    ] = None,
    no_forecast: Annotated[
        bool, typer.Option("--no-forecast", help="Leave out what is only to be expected, marked ~.")
    ] = False,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: TableFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show where an agreement and its family stand.

    Without QUERY: every instrument, by standing. With QUERY: the family it lies in, the base agreement and all that
    amends, supplements or implements it. Each party's chain has five links: cleared to sign, signed, consent to be
    bound, note sent, note received. Of what is on its way, each party's procedure at home is told: at which step it is,
    of how many, since when, against which period of the law, and who holds entry into force up. ~ marks a forecast from
    the register's own cases, with how many they are (n) and the days between which four of five end.

    With --grid: one line for each instrument, one column for each party, and in it the day its procedures were
    completed and notified, + for not yet, - for not signed, ВП for provisional application, ? for not recorded.
    --party may be given several times, or with several codes separated by commas; csv is a format of the grid.

    Examples: igc status baiterek --as-of 2018-07-15; igc status --grid --party KZ,AE --format csv
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("status", given, has_table=grid, formats=PAGES)
    if party and not grid:
        raise IncompleteOptionsError(option="--party", other="--grid")
    if grid:
        _show_grid(session, query, party)
        return
    from igc_tracker.actions.show_status import show_status
    from igc_tracker.render.pages.status import status_page
    from igc_tracker.render.status_data import status_data

    answer = show_status(
        session.reading(),
        query,
        session,
        as_of=session.as_of,
        known_on=session.known_on,
        forecast=not no_forecast,
    )
    session.show(answer, status_page, data=lambda: status_data(answer, session.words), findings=answer.findings)


def _show_grid(session: Session, query: str | None, party: list[str] | None) -> None:
    from igc_tracker.actions.show_grid import show_grid
    from igc_tracker.render.pages.grid import grid_lines, grid_page
    from igc_tracker.render.status_data import status_data

    store = session.reading()
    parties = [read_party(each, session.organisations(store)) for each in read_all(party)] if party else []
    answer = show_grid(store, query, parties, as_of=session.as_of, known_on=session.known_on)
    session.show(
        answer,
        grid_page,
        data=lambda: status_data(answer, session.words),
        lines_of=grid_lines,
        findings=answer.findings,
    )
