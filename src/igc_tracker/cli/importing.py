"""`igc import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from igc_tracker.cli.options import DryRun, Format, Json, Lang, RegisterPath
from igc_tracker.cli.reading import read_file
from igc_tracker.cli.session import Given, Session

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `igc export` printed; - is stdin.")],
    *,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Import records that `igc export` printed.

    What is new is added. An instrument that is there with the same cover sheet gains the facts it lacks; who recorded
    them when is kept. Where the register says something else of the same thing nothing is imported, every conflict is
    named, and the exit code is 6. One `igc undo` takes it all back.

    Example: igc import baiterek.json
    """
    session = Session("import", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.import_records import import_records
    from igc_tracker.render.pages.imported import imported_page
    from igc_tracker.store.interchange import read_interchange

    store = session.writing()
    session.show(import_records(store, read_interchange(read_file(file)), session.invocation), imported_page)
