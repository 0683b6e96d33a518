"""What a Tab completes beside commands and options: references."""

from __future__ import annotations

import typer


def complete_ref(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the references that begin with what was typed, in the register that the command would read."""
    return _completed(ctx, incomplete, table="instruments")


def complete_project(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the references of projects that begin so."""
    return _completed(ctx, incomplete, table="projects")


def _completed(ctx: typer.Context, incomplete: str, *, table: str) -> list[str]:
    from igc_tracker.cli.session import Given, Session
    from igc_tracker.domain.errors import IgcError
    from igc_tracker.store.references import references_in

    try:
        path = Session("", Given(register=ctx.params.get("register"))).path_to_read
    except IgcError:  # of a config file that is off; a command says so, a Tab has nowhere to
        return []
    return [ref for ref in references_in(path, table=table) if ref.startswith(incomplete)]
