"""`igc init`."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.options import Format, Json, Lang, RegisterPath
from igc_tracker.cli.session import Given, Session

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def init(
    *,
    example: Annotated[bool, typer.Option("--example", help="With the example register (Baikonur) in it.")] = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Make a register of your own.

    It is empty, or with --example holds the example. It is made where --register, IGC_REGISTER or the config file
    say, else in your data folder; nothing that is there already is overwritten. Only you can read the file.

    Example: igc init --example
    """
    session = Session("init", Given(lang=lang, format=format_, json=json, register=register))
    from igc_tracker.cli.example import example_path
    from igc_tracker.render.pages.done import init_page
    from igc_tracker.store.create import create_register

    answer = create_register(
        session.register_path,
        at=session.now,
        like=example_path() if example else None,
        network_ok=session.network_ok,
    )
    session.show(answer, init_page)
