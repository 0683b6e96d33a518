"""`igc log`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.completing import complete_ref
from igc_tracker.cli.formats import ATOM
from igc_tracker.cli.options import Json, KnownOn, Lang, RegisterPath
from igc_tracker.cli.reading import read_day
from igc_tracker.cli.session import Given, Session

if TYPE_CHECKING:
    from igc_tracker.render.view import View

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def log(
    ref: Annotated[
        str | None,
        typer.Argument(
            metavar="[REF]", help="Only changes to this instrument or commission.", autocompletion=complete_ref
        ),
    ] = None,
    *,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Only from this day on.")] = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="table|text|json|atom",
            help="Default: table on a terminal, text in a pipe. atom: a feed to subscribe to.",
        ),
    ] = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show who changed what, when.

    Newest first; each change with its number for `igc undo`, and what changed from what to what. As atom it is a feed
    to be passed on: it holds the newest hundred changes, without those of restricted instruments.

    Example: igc log baiterek-protocol-2018 --since yesterday
    """
    given = Given(known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("log", given, formats=(ATOM,))
    from igc_tracker.actions.show_log import show_log
    from igc_tracker.render.pages.listing import log_page

    day = read_day(since, today=session.now.date()) if since else None
    store = session.reading()
    answer = show_log(store, ref, since=day, known_on=session.known_on)

    def feed(view: View) -> str:
        from igc_tracker.actions.publish_changes import publish_changes
        from igc_tracker.render.as_atom import feed_as_atom

        return feed_as_atom(publish_changes(store, ref, since=day, known_on=session.known_on), view)

    session.show(answer, log_page, more={ATOM: feed})
