"""`igc project`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from igc_tracker.cli.add_options import Aliases, NewRef, Title, TitleKk, TitleRu
from igc_tracker.cli.completing import complete_project
from igc_tracker.cli.formats import PAGES
from igc_tracker.cli.groups import SpeakingGroup
from igc_tracker.cli.options import (
    AsOf,
    DryRun,
    Format,
    Json,
    KnownOn,
    Lang,
    PageFormat,
    RegisterPath,
    Source,
)
from igc_tracker.cli.output import write
from igc_tracker.cli.reading import read_all, read_code, read_date, read_file
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import (
    BadCountError,
    BadProjectSheetError,
    ClashingOptionsError,
    IgcError,
    MissingValueError,
)
from igc_tracker.domain.register import Quantity
from igc_tracker.wording.words import N_

app = typer.Typer(cls=SpeakingGroup, add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_Text = str | None
Project = Annotated[
    str,
    typer.Argument(
        metavar="PROJECT",
        help="The project: its reference, an alias, or part of its title.",
        autocompletion=complete_project,
    ),
]
_COUNT = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})", re.ASCII)


@app.callback()
def project() -> None:
    """Show projects: funding, planned days, slips; record them.

    A project has targets, each with every day ever planned for it, and stages of funding, which instruments unlock.
    """


@app.command(name="list")
def list_(
    *,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """List the projects and where each stands.

    Example: igc project list
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("project list", given, formats=PAGES)
    from igc_tracker.actions.list_projects import list_projects
    from igc_tracker.render.pages.project import projects_page

    answer = list_projects(session.reading(), as_of=session.as_of, known_on=session.known_on)
    session.show(answer, projects_page, findings=answer.findings)


@app.command()
def status(
    project: Project,
    *,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show where a project stands: its funding, what is planned, what blocks it, what happened.

    That an instrument unlocks a stage of funding is derived from the instrument's facts; that the project moved there
    is recorded. Both are told.

    Example: igc project status baiterek
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("project status", given, formats=PAGES)
    from igc_tracker.actions.show_project import show_project
    from igc_tracker.render.pages.project import project_page

    answer = show_project(session.reading(), project, as_of=session.as_of, known_on=session.known_on)
    session.show(answer, project_page, findings=answer.findings)


@app.command()
def slips(
    project: Annotated[
        _Text,
        typer.Argument(
            metavar="[PROJECT]",
            help="The project; left out, every one with a planned day.",
            autocompletion=complete_project,
        ),
    ] = None,
    *,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show every day ever planned for a project, what moved it, and by how many days.

    A plan holds until its last possible day has passed, so days are counted from last possible day to last possible
    day: from 2022 to 2023 is 365. What it can have been stands in brackets.

    Example: igc project slips baiterek
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("project slips", given, formats=PAGES)
    from igc_tracker.actions.list_projects import show_slips
    from igc_tracker.render.pages.project import slips_page

    answer = show_slips(session.reading(), project, as_of=session.as_of, known_on=session.known_on)
    session.show(answer, slips_page, findings=answer.findings)


@app.command()
def add(
    *,
    title: Title = None,
    title_ru: TitleRu = None,
    title_kk: TitleKk = None,
    ref: NewRef = None,
    instrument: Annotated[
        list[str] | None,
        typer.Option("--instrument", metavar="REF", help="An instrument it is carried by; give it once for each."),
    ] = None,
    alias: Aliases = None,
    description: Annotated[_Text, typer.Option("--description", metavar="TEXT", help="What it is, briefly.")] = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Add a project.

    Its targets and stages of funding are then written on its sheet: igc project edit PROJECT.

    Example: igc project add --title "Launch pad" --instrument baiterek-2004
    """
    session = Session("project add", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.edit_project import add_project
    from igc_tracker.cli.adding import language_of
    from igc_tracker.render.pages.project import project_added_page

    titles = {code: text for code, text in (("en", title), ("ru", title_ru), ("kk", title_kk)) if text and text.strip()}
    if not titles:
        asked = session.need(None, what=N_("The title"), option=N_("--title, --title-ru or --title-kk"))
        titles = {language_of(asked): asked.strip()}
    store = session.writing()
    answer = add_project(
        store,
        titles,
        session.invocation,
        ref=ref,
        instruments=read_all(instrument),
        aliases=read_all(alias),
        description=description,
    )
    session.show(answer, project_added_page)


@app.command()
def record(
    project: Project,
    *,
    text: Annotated[_Text, typer.Option("--text", metavar="TEXT", help="What happened, in your own words.")] = None,
    on: Annotated[
        _Text, typer.Option("--on", metavar="DATE", help="When it happened or was said: 2025-12-26, today, or unknown.")
    ] = None,
    target: Annotated[_Text, typer.Option("--target", metavar="KEY", help="The target it is about.")] = None,
    for_: Annotated[_Text, typer.Option("--for", metavar="DATE", help="The day now planned for the target.")] = None,
    reached: Annotated[bool, typer.Option("--reached", help="The target was reached.")] = False,
    dropped: Annotated[bool, typer.Option("--dropped", help="The target was given up.")] = False,
    by_instrument: Annotated[
        _Text, typer.Option("--by-instrument", metavar="REF", help="The instrument that moved the day.")
    ] = None,
    by_meeting: Annotated[
        _Text,
        typer.Option(
            "--by-meeting",
            metavar="REF[/DECISION]",
            help="The meeting that moved the day, or its decision, e.g. igc-5/d1.",
        ),
    ] = None,
    why: Annotated[_Text, typer.Option("--why", metavar="TEXT", help="Why the day moved.")] = None,
    stage: Annotated[_Text, typer.Option("--stage", metavar="KEY", help="The stage of funding that began.")] = None,
    quantity: Annotated[
        _Text, typer.Option("--quantity", metavar="N/TOTAL", help="How many of how many are done, e.g. 53/234.")
    ] = None,
    unit: Annotated[_Text, typer.Option("--unit", metavar="TEXT", help="With --quantity: of what.")] = None,
    source: Source = None,
    certainty: Annotated[
        _Text,
        typer.Option(
            "--certainty",
            metavar="CERTAINTY",
            help="original, gazette, official, press or unconfirmed. Default: unconfirmed.",
        ),
    ] = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Record what happened to a project, what was planned for it, or how much is done.

    A plan names its target and the new day, and what moved it if that is known. Nothing is overwritten: every day ever
    planned stays in the ledger. Recording the very same milestone twice changes nothing.

    Example: igc project record baiterek --target first-flight-test --for 2026-06 --on today --why "technical grounds"
    """
    session = Session("project record", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.record_milestone import NewMilestone, record_milestone
    from igc_tracker.cli.adding import language_of
    from igc_tracker.domain.facts import Certainty
    from igc_tracker.domain.projects import Cause, Outcome
    from igc_tracker.render.pages.project import milestone_recorded_page

    if reached and dropped:
        raise ClashingOptionsError(one="--reached", other="--dropped")
    today = session.now.date()
    when = session.need(on, what=N_("Date"), option=N_("--on DATE, or --on unknown"), default="today")
    cause = None
    if by_instrument or by_meeting or why:
        reason = {language_of(why): why} if why else {}
        meeting, _, decision = (by_meeting or "").partition("/")
        cause = Cause(instrument=by_instrument, meeting=meeting or None, decision=decision or None, text=reason)
    new = NewMilestone(
        text={language_of(text): text.strip()} if text and text.strip() else {},
        on=None if when.strip().casefold() == "unknown" else read_date(when, today=today),
        concerns=target,
        outcome=Outcome.REACHED if reached else Outcome.DROPPED if dropped else None,
        stage=stage,
        quantity=_quantity(quantity, {language_of(unit): unit} if unit else {}) if quantity else None,
        planned_for=read_date(for_, today=today) if for_ else None,
        cause=cause,
        source=source,
        certainty=read_code(Certainty, certainty, N_("certainty")) if certainty else Certainty.UNCONFIRMED,
    )
    answer = record_milestone(session.writing(), project, new, session.invocation)
    session.show(answer, milestone_recorded_page)


def _quantity(text: str, unit: dict[str, str]) -> Quantity:
    match = _COUNT.fullmatch(text.strip())
    if match is None:
        raise BadCountError(text=text)
    return Quantity(done=int(match[1]), total=int(match[2]), unit=unit)


@app.command()
def strike(
    project: Project,
    milestone: Annotated[str, typer.Argument(metavar="MILESTONE", help="Its id; see `igc project status PROJECT`.")],
    *,
    why: Annotated[_Text, typer.Option("--why", metavar="TEXT", help="The reason, kept with the milestone.")] = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Strike a wrong milestone; it stays on record.

    Nothing is overwritten: strike the wrong milestone, then record the right one.

    Example: igc project strike baiterek m21 --why "wrong quarter"
    """
    session = Session("project strike", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.strike_milestone import strike_milestone
    from igc_tracker.render.pages.project import milestone_struck_page

    reason = session.need(why, what=N_("Reason"), option="--why")
    answer = strike_milestone(session.writing(), project, milestone, reason, session.invocation)
    session.show(answer, milestone_struck_page)


@app.command()
def edit(
    project: Project,
    *,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Take the sheet from this file; - is stdin.")
    ] = None,
    print_: Annotated[bool, typer.Option("--print", help="Only print the sheet as TOML.")] = False,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Edit a project's sheet: titles, instruments, targets, stages of funding.

    It opens in $VISUAL or $EDITOR as TOML and is checked before it is saved; on a mistake your text is kept.

    Example: igc project edit baiterek
    """
    session = Session("project edit", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.edit_project import edit_project, fetch_project
    from igc_tracker.cli.editing import draft_file, open_editor
    from igc_tracker.render.pages.project import project_edited_page
    from igc_tracker.store.project_sheet import project_sheet_text, read_project_sheet

    if print_:
        write(project_sheet_text(fetch_project(session.reading(), project)))
        return
    store = session.writing()
    before = fetch_project(store, project)
    if file is None and not session.can_ask:
        raise MissingValueError(what=N_("The edited sheet"), option=N_("--file FILE; --print shows what it looks like"))
    kept = file if file is not None else open_editor(project_sheet_text(before), before.ref)
    text = read_file(kept)
    try:
        answer = edit_project(store, before, read_project_sheet(text, onto=before), session.invocation)
    except IgcError as error:
        line, hint = session.in_words(error)
        kept = kept if str(kept) != "-" else draft_file(text, before.ref)
        problem = f"{line} {hint}".strip()
        raise BadProjectSheetError(ref=before.ref, problem=problem, kept=kept, code=error.exit_code) from None
    session.show(answer, project_edited_page)
    if file is None and dry_run:
        session.say(session.words(N_("Your text is kept in {file}."), file=kept))
    elif file is None:
        kept.unlink()
