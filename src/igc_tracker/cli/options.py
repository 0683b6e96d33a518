"""Options that mean the same everywhere."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.completing import complete_ref

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DAY", help="Look from this day; what happened later does not count. Default: today."
    ),
]
KnownOn = Annotated[
    str | None,
    typer.Option("--known-on", metavar="DAY", help="Use only what had been recorded by the end of this day."),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="en|ru|kk", help="Language. Default: IGC_LANG, the config file, your locale, English."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON; the same as --format json.")]
Format = Annotated[
    str | None,
    typer.Option("--format", metavar="table|text|json", help="Default: table on a terminal, text in a pipe."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing; print what would be changed.")]
PageFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="table|text|json|markdown|html",
        help="Default: table on a terminal, text in a pipe.",
    ),
]
TableFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="table|text|json|csv|markdown|html",
        help="Default: table on a terminal, text in a pipe.",
    ),
]
RegisterPath = Annotated[
    str | None,
    typer.Option(
        "--register", metavar="FILE", help="The register. Default: IGC_REGISTER, the config file, your data folder."
    ),
]
Ref = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="The instrument: its reference, an alias, or the beginning of a reference.",
        autocompletion=complete_ref,
    ),
]
Query = Annotated[
    str | None,
    typer.Argument(
        metavar="[QUERY]",
        help="Part of a reference, alias or title, in any language and script.",
        autocompletion=complete_ref,
    ),
]
DocumentDate = Annotated[
    str | None, typer.Option("--document-date", metavar="DATE", help="The date the document bears.")
]
Place = Annotated[str | None, typer.Option("--place", metavar="TEXT", help="Where.")]
By = Annotated[str | None, typer.Option("--by", metavar="TEXT", help="Who signed or acted for the party.")]
Detail = Annotated[str | None, typer.Option("--detail", metavar="TEXT", help="Anything worth knowing.")]
Source = Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Where it is written.")]
Certainty = Annotated[
    str | None,
    typer.Option(
        "--certainty",
        metavar="CERTAINTY",
        help="original, gazette, official, press or unconfirmed. Default: official with a document.",
    ),
]
