"""Options of the commands about commissions."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.reading import read_code
from igc_tracker.domain.facts import Certainty
from igc_tracker.wording.words import N_

Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="The commission: its reference, an alias, or words of its title."),
]
SessionName = Annotated[
    str, typer.Argument(metavar="SESSION", help="The session: its number, or the reference of one without.")
]
Text = Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The text in English.")]
TextRu = Annotated[str | None, typer.Option("--text-ru", metavar="TEXT", help="The text in Russian.")]
TextKk = Annotated[str | None, typer.Option("--text-kk", metavar="TEXT", help="The text in Kazakh.")]
Instruments = Annotated[
    list[str] | None,
    typer.Option("--instrument", metavar="REF[:ARTICLE]", help="What it is about; give it once for each."),
]
Projects = Annotated[
    list[str] | None, typer.Option("--project", metavar="REF", help="A project it is about; give it once for each.")
]
ShortTitle = Annotated[
    str | None, typer.Option("--short-title", metavar="TEXT", help="What to call it in a line, in any language.")
]
CoChairs = Annotated[
    list[str] | None,
    typer.Option("--co-chair", metavar="CODE=NAME", help="A party's co-chair in office; once for each."),
]
Basis = Annotated[
    list[str] | None,
    typer.Option("--basis", metavar="REF[:ARTICLE]", help="The instrument it was set up by; once for each."),
]
Every = Annotated[
    str | None,
    typer.Option("--every", metavar="6m|1y", help="The agreed frequency: so long at most between two sessions."),
]
AtRisk = Annotated[
    int | None,
    typer.Option(
        "--at-risk",
        metavar="DAYS",
        min=0,
        max=3650,
        help="From so many days before its due date an item is at risk. Default: 30.",
    ),
]
LookedAfter = Annotated[
    list[str] | None,
    typer.Option("--instrument", metavar="REF", help="An instrument it looks after; once for each."),
]


def texts(english: str | None, russian: str | None, kazakh: str | None) -> dict[str, str]:
    """Return a text by language, as far as it was given."""
    given = {"en": english, "ru": russian, "kk": kazakh}
    return {language: text.strip() for language, text in given.items() if text and text.strip()}


def certainty_of(text: str | None, document: str | None = None) -> Certainty:
    """Return the certainty that was given; by default official with a document, else unconfirmed."""
    if text:
        return read_code(Certainty, text, N_("certainty"))
    return Certainty.OFFICIAL if document else Certainty.UNCONFIRMED
