"""`igc add-protocol`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from igc_tracker.cli import add_options as new
from igc_tracker.cli.adding import Typed, add
from igc_tracker.cli.asking import ask, ask_instrument
from igc_tracker.cli.completing import complete_ref
from igc_tracker.cli.options import DryRun, Format, Json, Lang, RegisterPath
from igc_tracker.cli.reading import read_code
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import MissingValueError
from igc_tracker.domain.instruments import Relation
from igc_tracker.domain.register import Register
from igc_tracker.wording.words import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_Refs = list[str] | None
_REF: dict[str, Any] = {"metavar": "REF", "autocompletion": complete_ref}


@app.command()
def add_protocol(
    *,
    title: new.Title = None,
    title_ru: new.TitleRu = None,
    title_kk: new.TitleKk = None,
    ref: new.NewRef = None,
    amends: Annotated[_Refs, typer.Option("--amends", help="The instrument it amends.", **_REF)] = None,
    supplements: Annotated[_Refs, typer.Option("--supplements", help="The one it supplements.", **_REF)] = None,
    implements: Annotated[_Refs, typer.Option("--implements", help="The one it implements.", **_REF)] = None,
    replaces: Annotated[_Refs, typer.Option("--replaces", help="The one it replaces.", **_REF)] = None,
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="protocol, agreement, roadmap ...")] = "protocol",
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
    """Add what amends or follows another instrument.

    It takes over the parties, level, languages, subjects, lead bodies and depositary of the first instrument named,
    unless told otherwise. On a terminal what is missing is asked for, and shown before it is saved.

    Example: igc add-protocol --amends baiterek --title "Second protocol"
    """
    session = Session("add-protocol", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    known, _ = session.writing().look()
    named = {
        Relation.AMENDS: amends,
        Relation.SUPPLEMENTS: supplements,
        Relation.IMPLEMENTS: implements,
        Relation.REPLACES: replaces,
    }
    typed = Typed(
        kind=kind,
        titles={"en": title, "ru": title_ru, "kk": title_kk},
        ref=ref,
        parents=_parents(session, named, known),
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
    add(session, typed, known)


def _parents(session: Session, named: dict[Relation, _Refs], known: Register) -> tuple[tuple[Relation, str], ...]:
    parents = tuple((relation, ref) for relation, refs in named.items() for ref in refs or ())
    if parents:
        return parents
    if not session.can_ask:
        raise MissingValueError(
            what=N_("The instrument it follows"), option=N_("--amends, --supplements or --implements REF")
        )
    parent = ask_instrument(session, session.words(N_("Which instrument does it follow?")), known)
    relation = ask(
        session,
        session.words(N_("How ({choices})"), choices=", ".join(Relation)),
        lambda said: read_code(Relation, said, N_("relation")),
        default=Relation.AMENDS.value,
    )
    return ((relation, parent.ref),)
