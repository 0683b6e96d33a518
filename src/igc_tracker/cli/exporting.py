"""`igc export`."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.completing import complete_ref
from igc_tracker.cli.options import Json, KnownOn, Lang, RegisterPath
from igc_tracker.cli.output import write
from igc_tracker.cli.session import Given, Session
from igc_tracker.wording.words import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def export(
    refs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF]...", help="Which instruments; every record if left out.", autocompletion=complete_ref
        ),
    ] = None,
    *,
    family: Annotated[bool, typer.Option("--family", help="With all that belongs to their families.")] = False,
    known_on: KnownOn = None,
    lang: Lang = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Print records as JSON that `igc import` takes.

    Cover sheets, clauses and facts come as they are stored, struck facts too. The same records give the same bytes;
    imported into an empty register and exported again they are the same bytes once more. The form is described by
    schema/interchange.json in the package. Restricted instruments are not left out: a word on stderr names them.

    Example: igc export baiterek-2004 --family > baiterek.json
    """
    session = Session("export", Given(known_on=known_on, lang=lang, json=json, register=register))
    from igc_tracker.actions.export_records import export_records
    from igc_tracker.render.safe import escaped
    from igc_tracker.store.interchange import interchange_text
    from igc_tracker.wording import sentences

    answer = export_records(session.reading(), refs or (), family=family, known_on=session.known_on)
    for finding in answer.findings:
        session.say(f"igc: {sentences.finding(finding, session.words)}")
    if answer.restricted:
        session.say(
            session.words(N_("igc: restricted instruments are in it: {refs}"), refs=", ".join(answer.restricted))
        )
    write(escaped(interchange_text(answer.records)))
