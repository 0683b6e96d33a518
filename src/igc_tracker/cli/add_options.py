"""Options of both commands that add an instrument."""

from __future__ import annotations

from typing import Annotated

import typer

Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its title in English.")]
TitleRu = Annotated[str | None, typer.Option("--title-ru", metavar="TEXT", help="Its title in Russian.")]
TitleKk = Annotated[str | None, typer.Option("--title-kk", metavar="TEXT", help="Its title in Kazakh.")]
NewRef = Annotated[
    str | None, typer.Option("--ref", metavar="REF", help="Its reference. Default: made from the title.")
]
Parties = Annotated[
    list[str] | None, typer.Option("--party", metavar="CODE", help="A party, e.g. KZ; give it once for each.")
]
LevelName = Annotated[
    str | None, typer.Option("--level", metavar="LEVEL", help="interstate, intergovernmental or interagency.")
]
Binding = Annotated[
    bool | None, typer.Option("--binding/--not-binding", help="Whether it is a treaty. Default: by its kind.")
]
Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="CODE", help="An authentic language, e.g. kk.")
]
Aliases = Annotated[list[str] | None, typer.Option("--alias", metavar="NAME", help="Another name it is found by.")]
Subjects = Annotated[list[str] | None, typer.Option("--subject", metavar="SUBJECT", help="What it is about.")]
Depositary = Annotated[str | None, typer.Option("--depositary", metavar="CODE", help="Who keeps the originals.")]
Officer = Annotated[str | None, typer.Option("--officer", metavar="NAME", help="Who is in charge of it.")]
Restricted = Annotated[bool, typer.Option("--restricted", help="Not to be named in shared reports.")]
