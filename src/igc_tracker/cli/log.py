"""`igc log`."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.options import Format, Json, KnownOn, Lang, RegisterPath
from igc_tracker.cli.reading import read_day
from igc_tracker.cli.session import Given, Session

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def log(
    ref: Annotated[str | None, typer.Argument(metavar="[REF]", help="Only changes to this instrument.")] = None,
    *,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Only from this day on.")] = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show who changed what, when.

    Newest first; each change with its number for `igc undo`, and what changed from what to what.

    Example: igc log baiterek-protocol-2018 --since yesterday
    """
    given = Given(known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("log", given)
    from igc_tracker.actions.show_log import show_log
    from igc_tracker.render.pages.listing import log_page

    day = read_day(since, today=session.now.date()) if since else None
    answer = show_log(session.reading(), ref, since=day, known_on=session.known_on)
    session.show(answer, log_page)
