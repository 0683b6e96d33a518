"""`igc store`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from igc_tracker.cli.formats import PAGES
from igc_tracker.cli.groups import SpeakingGroup
from igc_tracker.cli.options import DryRun, Format, Json, Lang, PageFormat, RegisterPath
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import ExitCode, IgcError

app = typer.Typer(cls=SpeakingGroup, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def store() -> None:
    """Look after the register's file: check, copy, restore, recover.

    igc copies the register before the first change of each day, into the folder NAME.backups beside it: the last 7 days
    and 4 weeks before them are kept.
    """


@app.command()
def info(*, lang: Lang = None, format_: PageFormat = None, json: Json = False, register: RegisterPath = None) -> None:
    """Show where the register lies, what it holds and what there is to fall back on.

    As far as it can it also tells of a damaged file.

    Example: igc store info
    """
    session = Session("store info", Given(lang=lang, format=format_, json=json, register=register), formats=PAGES)
    from igc_tracker.actions.store_info import store_info
    from igc_tracker.render.pages.keeping import store_info_page

    session.show(store_info(session.keeper(reads=True)), store_info_page)


@app.command()
def verify(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Another file, a backup for example. Default: the register.")
    ] = None,
    *,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Check the whole file, record by record.

    Every fault is named with its line. The exit code is 0 for a whole file, 3 where something in it does not fit, 5 for
    a damaged one.

    Example: igc store verify
    """
    session = Session("store verify", Given(lang=lang, format=format_, json=json, register=register), formats=PAGES)
    from igc_tracker.actions.store_verify import Verdict, verify_store
    from igc_tracker.render.pages.keeping import store_verified_page

    answer = verify_store(session.keeper(reads=True), file)
    session.show(answer, store_verified_page, findings=answer.findings)
    if answer.verdict is Verdict.DAMAGED:
        raise typer.Exit(ExitCode.UNREADABLE)
    if answer.verdict is Verdict.FINDINGS:
        raise typer.Exit(ExitCode.NEEDS_ACTION)


@app.command()
def compact(
    *,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Lay the file out anew, without older versions of records.

    Nothing is lost: the journal keeps every change. igc does this by itself when a file has grown to twice its size.

    Example: igc store compact
    """
    given = Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run)
    session = Session("store compact", given)
    from igc_tracker.actions.store_compact import compact_store
    from igc_tracker.render.pages.keeping import compacted_page

    session.show(compact_store(session.keeper(), session.invocation, dry_run=dry_run), compacted_page)


@app.command()
def backup(
    to: Annotated[
        Path | None,
        typer.Argument(
            metavar="[TO]", help="A file or a folder. Default: the folder NAME.backups beside the register."
        ),
    ] = None,
    *,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Copy the register, and read the copy back.

    Only you can read the copy. Nothing is overwritten. Copies made this way are never thrown away.

    Example: igc store backup /media/stick
    """
    given = Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run)
    session = Session("store backup", given)
    from igc_tracker.actions.store_backup import back_up
    from igc_tracker.render.pages.keeping import backed_up_page

    session.show(back_up(session.keeper(), session.invocation, to, dry_run=dry_run), backed_up_page)


@app.command()
def restore(
    copy: Annotated[
        str, typer.Argument(metavar="FILE|DAY", help="A copy of the register, or the day of a backup: 2026-11-27.")
    ],
    *,
    other: Annotated[bool, typer.Option("--other", help="Take the copy of another register.")] = False,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Put a backup in the register's place.

    A copy that is not whole is refused. The file that was there is kept as NAME.bak1, and the journal tells of the
    restoring.

    Example: igc store restore 2026-11-27 --dry-run
    """
    given = Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run)
    session = Session("store restore", given)
    from igc_tracker.actions.store_backup import restore as put_back
    from igc_tracker.render.pages.keeping import restored_page

    wanted = _copy_wanted(copy, session)
    answer = put_back(session.keeper(may_be_missing=True), session.invocation, wanted, other=other, dry_run=dry_run)
    session.show(answer, restored_page)


def _copy_wanted(text: str, session: Session) -> str:
    """Return a file's name as it is, and a day, however it is written, as backups are named."""
    from igc_tracker.cli.reading import read_day

    if os.path.lexists(Path(text).expanduser()):
        return text
    try:
        return read_day(text, today=session.now.date()).isoformat()
    except IgcError:
        return text


@app.command()
def recover(
    *,
    accept_changes: Annotated[
        bool, typer.Option("--accept-changes", help="Take records that another program changed.")
    ] = False,
    accept_older: Annotated[
        bool, typer.Option("--accept-older", help="Take a whole file that is older than what was written here.")
    ] = False,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Make a register of what is whole in a damaged one.

    Of each record the newest whole version is taken: from the file, and where it is damaged there, from the copies
    beside it. You are told what came from where and what is lost. The damaged file is kept as NAME.damaged1. The exit
    code is 3 where something is lost or was left out.

    Example: igc store recover --dry-run
    """
    given = Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run)
    session = Session("store recover", given)
    from igc_tracker.actions.store_recover import recover_store
    from igc_tracker.render.pages.keeping import recovered_page

    answer = recover_store(
        session.keeper(),
        session.invocation,
        accept_changes=accept_changes,
        accept_older=accept_older,
        dry_run=dry_run,
    )
    session.show(answer, recovered_page)
    if not answer.is_complete:
        raise typer.Exit(ExitCode.NEEDS_ACTION)


@app.command()
def migrate(
    *,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Bring a register of an earlier igc into today's form.

    igc reads earlier forms as they are, and does this by itself at the first change. The former file is kept as
    NAME.bak1.

    Example: igc store migrate --dry-run
    """
    given = Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run)
    session = Session("store migrate", given)
    from igc_tracker.actions.store_compact import migrate_store
    from igc_tracker.render.pages.keeping import migrated_page

    session.show(migrate_store(session.keeper(), session.invocation, dry_run=dry_run), migrated_page)
