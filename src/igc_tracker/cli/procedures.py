"""`igc procedures`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from igc_tracker.cli.asking import confirm
from igc_tracker.cli.groups import SpeakingGroup
from igc_tracker.cli.options import DryRun, Format, Json, Lang, Ref, RegisterPath
from igc_tracker.cli.reading import read_all, read_code, read_date, read_file, read_jurisdiction, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import ExitCode
from igc_tracker.domain.procedures import Ground
from igc_tracker.wording.words import N_

app = typer.Typer(cls=SpeakingGroup, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


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
def advise(
    ref: Ref,
    *,
    party: Annotated[str | None, typer.Option("--party", metavar="CODE", help="Whose law is asked.")] = None,
    ground: Annotated[
        list[str] | None,
        typer.Option("--ground", metavar="KEY", help="A ground for ratification that is met; give it once for each."),
    ] = None,
    no_grounds: Annotated[bool, typer.Option("--no-grounds", help="No ground is met.")] = False,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When it was settled. Default: today.")] = None,
    detail: Annotated[
        str | None, typer.Option("--detail", metavar="TEXT", help="Who qualified the treaty, if not you; why.")
    ] = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Settle by the checklist whether a treaty needs ratification.

    Without an answer the questions are asked on a terminal, and listed in a pipe. The answer is recorded as a fact of
    the treaty, with who gave it and when; the party's procedure follows it.

    Example: igc procedures advise baiterek-2004 --party KZ --ground changes-law
    """
    given = Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run)
    session = Session("procedures advise", given)
    from igc_tracker.actions.advise_procedure import advise as advise_on
    from igc_tracker.actions.advise_procedure import checklist_of
    from igc_tracker.domain.errors import ClashingOptionsError
    from igc_tracker.render.pages.advice import advice_page

    if ground and no_grounds:
        raise ClashingOptionsError(one="--ground", other="--no-grounds")
    answers: tuple[str, ...] | None = read_all(ground) if ground else () if no_grounds else None
    store = session.writing() if answers is not None or session.can_ask else session.reading()
    whose = read_party(
        session.need(party, what=N_("Whose law is asked (code)"), option="--party"), session.organisations(store)
    )
    if answers is None and session.can_ask:
        answers = _ask_grounds(session, checklist_of(session.procedures, whose).checklist)
    answer = advise_on(
        store,
        ref,
        session.procedures,
        party=whose,
        grounds=answers,
        on=read_date(on or "today", today=session.now.date()),
        detail=detail,
        invocation=session.invocation,
    )
    session.show(answer, advice_page)


def _ask_grounds(session: Session, checklist: Iterable[Ground]) -> tuple[str, ...]:
    return tuple(each.key for each in checklist if confirm(session, session.words.text(each.names), default=False))


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
