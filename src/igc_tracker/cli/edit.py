"""`igc edit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.editing import draft_file, open_editor
from igc_tracker.cli.options import DryRun, Format, Json, Lang, Ref, RegisterPath
from igc_tracker.cli.output import write
from igc_tracker.cli.reading import read_file, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import (
    BadCoverSheetError,
    IgcError,
    MissingValueError,
)
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.domain.instruments import Instrument

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def edit(
    ref: Ref,
    *,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Take the cover sheet from this file; - is stdin.")
    ] = None,
    print_: Annotated[bool, typer.Option("--print", help="Only print the cover sheet as TOML.")] = False,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Edit an instrument's cover sheet.

    It opens in $VISUAL or $EDITOR as TOML and is checked before it is saved; on a mistake your text is kept. What was
    changed, from what to what, is in `igc log`.

    Example: igc edit baiterek-protocol-2018
    """
    session = Session("edit", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.find_instruments import fetch_instrument
    from igc_tracker.store.cover_sheet import cover_sheet_text

    if print_:
        write(cover_sheet_text(fetch_instrument(session.reading(), ref)))
        return
    store = session.writing()
    before = fetch_instrument(store, ref)
    if file is not None:
        _save(session, store, before, read_file(file), kept=file)
        return
    if not session.can_ask:
        raise MissingValueError(
            what=N_("The edited cover sheet"), option=N_("--file FILE; --print shows what it looks like")
        )
    shown = cover_sheet_text(before)
    draft = open_editor(shown, before.ref)
    text = read_file(draft)
    _save(session, store, before, text, kept=draft)
    if dry_run:
        session.say(session.words(N_("Your text is kept in {file}."), file=draft))
    else:
        draft.unlink()


def _save(session: Session, store: RegisterStore, before: Instrument, text: str, *, kept: Path) -> None:
    from igc_tracker.actions.edit_instrument import edit_instrument
    from igc_tracker.render.pages.done import edited_page
    from igc_tracker.store.cover_sheet import read_cover_sheet

    try:
        after = read_cover_sheet(text, onto=before)
        organisations = store.look()[0].info.organisations
        for party in after.parties:
            if party not in before.parties:
                read_party(party, organisations)
        answer = edit_instrument(store, before, after, session.invocation)
    except IgcError as error:
        line, hint = session.in_words(error)
        kept = kept if str(kept) != "-" else draft_file(text, before.ref)
        raise BadCoverSheetError(
            ref=before.ref, problem=f"{line} {hint}".strip(), kept=kept, code=error.exit_code
        ) from None
    session.show(answer, edited_page)
