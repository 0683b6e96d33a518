"""`igc strike`."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.options import DryRun, Format, Json, Lang, Ref, RegisterPath
from igc_tracker.cli.session import Given, Session
from igc_tracker.wording.words import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def strike(
    ref: Ref,
    fact: Annotated[str, typer.Argument(metavar="FACT", help="The fact's id, or its beginning; see `igc show REF`.")],
    *,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason, kept with the fact.")] = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Strike a wrong fact; it stays on record.

    Nothing is overwritten: strike the wrong fact, then record the right one.

    Example: igc strike lease-1994 signed-kz --why "wrong year"
    """
    session = Session("strike", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.strike_fact import strike_fact
    from igc_tracker.render.pages.done import struck_page

    reason = session.need(why, what=N_("Reason"), option="--why")
    answer = strike_fact(session.writing(), ref, fact, reason, session.invocation)
    session.show(answer, struck_page)
