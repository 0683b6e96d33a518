"""`igc show`."""

from __future__ import annotations

import typer

from igc_tracker.cli.formats import PAGES
from igc_tracker.cli.options import AsOf, Json, KnownOn, Lang, PageFormat, Ref, RegisterPath
from igc_tracker.cli.session import Given, Session

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def show(
    ref: Ref,
    *,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show one instrument: cover sheet, every fact, its source.

    Struck facts are shown as struck, with the reason.

    Example: igc show baiterek-protocol-2018
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("show", given, formats=PAGES)
    from igc_tracker.actions.show_instrument import show_instrument
    from igc_tracker.render.pages.instrument import instrument_page

    answer = show_instrument(session.reading(), ref, session, as_of=session.as_of, known_on=session.known_on)
    session.show(answer, instrument_page, findings=answer.findings)
