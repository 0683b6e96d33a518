"""`igc undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.options import DryRun, Format, Json, Lang, RegisterPath
from igc_tracker.cli.session import Given, Session

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def undo(
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="The change to take back; the last one if left out.", min=1)
    ] = None,
    *,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Take back a change; undoing is one more change.

    Repeat it to go further back. An undo can itself be undone: igc undo NUMBER, with the number `igc log` gives it.

    Example: igc undo
    """
    session = Session("undo", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.undo import undo as take_back
    from igc_tracker.render.pages.done import undone_page

    answer = take_back(session.writing(), number, session.invocation)
    session.show(answer, undone_page)
