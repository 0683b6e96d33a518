"""`igc status`."""

from __future__ import annotations

import typer

from igc_tracker.cli.options import AsOf, Format, Json, KnownOn, Lang, Query, RegisterPath
from igc_tracker.cli.session import Given, Session

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def status(
    query: Query = None,
    *,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show where an agreement and its family stand.

    Without QUERY: every instrument, by standing. With QUERY: the family it lies in, the base agreement and all that
    amends, supplements or implements it. Each party's chain has five links: cleared to sign, signed, consent to be
    bound, note sent, note received.

    Example: igc status baiterek --as-of 2018-07-15
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("status", given)
    from igc_tracker.actions.show_status import show_status
    from igc_tracker.render.pages.status import status_page
    from igc_tracker.render.status_data import status_data

    answer = show_status(session.reading(), query, as_of=session.as_of, known_on=session.known_on)
    session.show(answer, status_page, data=lambda: status_data(answer, session.words), findings=answer.findings)
