"""`igc ask`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.options import AsOf, Format, Json, KnownOn, Lang, Ref, RegisterPath
from igc_tracker.cli.reading import read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import MissingValueError
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.actions.draft_request import RequestAnswer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def ask(
    ref: Ref,
    *,
    party: Annotated[
        str | None, typer.Option("--party", metavar="CODE", help="The party that something is waited for from.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="CODE",
            help="In whose name to write. Default: IGC_PARTY, the config file, the other party of two.",
        ),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option(
            "--body",
            metavar="TEXT",
            help="Remind this body of that party at home. Default: the one the next step names.",
        ),
    ] = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Draft the note or reminder for what is waited for.

    To another party it is a note verbale; to one's own side a reminder of the step at home that is next. Only what is
    settled goes in; what is unconfirmed, missing or in conflict is told below the draft. Square brackets are yours to
    fill. Nothing is recorded.

    Example: igc ask baiterek-protocol-2018 --party RU --from KZ --lang ru
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("ask", given)
    from igc_tracker.actions.draft_request import draft_request
    from igc_tracker.render.pages.request import COLUMNS, request_page
    from igc_tracker.render.request_data import request_data

    store = session.reading()
    organisations = session.organisations(store)
    asked = session.need(party, what=N_("The party"), option=N_("--party CODE"))
    whose = read_party(asked, organisations)

    def draft(sender: str | None) -> RequestAnswer:
        return draft_request(
            store,
            session,
            ref,
            whose,
            as_of=session.as_of,
            known_on=session.known_on,
            sender=read_party(sender, organisations) if sender else None,
            home=read_party(session.home, organisations) if session.home else None,
            body=body.strip() or None if body else None,
        )

    try:
        answer = draft(from_)
    except MissingValueError:  # of several parties anyone may write: who, only the user knows
        if not session.can_ask:
            raise
        answer = draft(session.need(None, what=N_("The party in whose name to write"), option="--from CODE"))
    view = session.view(columns=COLUMNS)
    session.show(answer, request_page, data=lambda: request_data(answer, view), columns=COLUMNS)
