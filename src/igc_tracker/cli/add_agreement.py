"""`igc add-agreement`."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli import add_options as new
from igc_tracker.cli.adding import Typed, add
from igc_tracker.cli.options import DryRun, Format, Json, Lang, RegisterPath
from igc_tracker.cli.session import Given, Session

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def add_agreement(
    *,
    title: new.Title = None,
    title_ru: new.TitleRu = None,
    title_kk: new.TitleKk = None,
    ref: new.NewRef = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="agreement, treaty, convention, lease, memorandum ...")
    ] = "agreement",
    party: new.Parties = None,
    level: new.LevelName = None,
    binding: new.Binding = None,
    language: new.Languages = None,
    alias: new.Aliases = None,
    subject: new.Subjects = None,
    depositary: new.Depositary = None,
    officer: new.Officer = None,
    restricted: new.Restricted = False,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Add an agreement or another first instrument.

    On a terminal what is missing is asked for, and shown before it is saved. --kind is one of: treaty, convention,
    agreement, protocol, lease, exchange-of-notes, memorandum, letter-of-intent, concept, roadmap, plan, terms.

    Example: igc add-agreement --title "Agreement on launches" --party KZ,RU
    """
    session = Session("add-agreement", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    typed = Typed(
        kind=kind,
        titles={"en": title, "ru": title_ru, "kk": title_kk},
        ref=ref,
        parents=(),
        parties=party,
        level=level,
        binding=binding,
        languages=language,
        aliases=alias,
        subjects=subject,
        depositary=depositary,
        officer=officer,
        restricted=restricted,
    )
    add(session, typed, session.writing().look()[0])
