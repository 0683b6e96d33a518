"""`igc procedures`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from igc_tracker.cli.options import Format, Json, Lang
from igc_tracker.cli.reading import read_code, read_file, read_jurisdiction
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import ExitCode
from igc_tracker.wording.words import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def procedures() -> None:
    """Show and check domestic procedures.

    What a State does at home before it signs, and to consent to be bound: dated templates, one for each
    jurisdiction. Your own go into the folder `procedures` beside igc's config file; they add a jurisdiction or take
    the place of one.
    """


@app.command(name="list")
def list_(*, lang: Lang = None, format_: Format = None, json: Json = False) -> None:
    """List the templates and what they rest on.

    Example: igc procedures list
    """
    session = Session("procedures list", Given(lang=lang, format=format_, json=json))
    from igc_tracker.actions.list_procedures import list_procedures
    from igc_tracker.render.pages.procedures import procedures_page

    answer = list_procedures(session.procedures)
    session.show(answer, procedures_page, findings=answer.findings)


@app.command()
def show(
    jurisdiction: Annotated[
        str, typer.Argument(metavar="JURISDICTION", help="A party's code, e.g. KZ, or generic for the usual pattern.")
    ],
    *,
    phase: Annotated[
        str | None, typer.Option("--phase", metavar="PHASE", help="Only this phase: pre-signature or consent.")
    ] = None,
    variant: Annotated[
        str | None, typer.Option("--variant", metavar="KEY", help="Only this variant, e.g. ratification.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DAY", help="Tell which steps exist in law on this day. Default: today."),
    ] = None,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
) -> None:
    """Show the procedures of one jurisdiction, step by step.

    "To be verified" stands where no page was read that surely says so. A party without a template of its own follows
    the generic one.

    Example: igc procedures show KZ --variant ratification
    """
    session = Session("procedures show", Given(as_of=on, lang=lang, format=format_, json=json))
    from igc_tracker.actions.show_procedure import show_procedure
    from igc_tracker.domain.runs import Phase
    from igc_tracker.render.pages.procedures import procedure_page

    templates = session.procedures
    answer = show_procedure(
        templates,
        read_jurisdiction(jurisdiction, templates.keys()),
        phase=read_code(Phase, phase, N_("phase")) if phase else None,
        variant=variant.strip().casefold() if variant else None,
    )
    session.show(answer, procedure_page, findings=answer.findings)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A template of procedures; - is stdin.")],
    *,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
) -> None:
    """Check a file of procedures, line by line.

    Everything that is off is named, each with its line. The exit code is 0 for a file that can be used, 3 for one
    that cannot.

    Example: igc procedures check fr.toml
    """
    session = Session("procedures check", Given(lang=lang, format=format_, json=json))
    from igc_tracker.actions.check_procedures import check_procedures
    from igc_tracker.render.pages.procedures import procedures_checked_page
    from igc_tracker.store.procedure_file import read_template

    answer = check_procedures(str(file), read_file(file), read_template)
    session.show(answer, procedures_checked_page, findings=answer.findings)
    if answer.findings:
        raise typer.Exit(ExitCode.NEEDS_ACTION)
