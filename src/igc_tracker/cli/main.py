"""The program: its command group, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperCommand
from typer.main import get_command

from igc_tracker import __version__
from igc_tracker.cli.commands import COMMANDS
from igc_tracker.cli.groups import SpeakingGroup, speaking
from igc_tracker.domain.errors import ExitCode, IgcError


class LazyGroup(SpeakingGroup):
    """Knows every command's name and summary; loads a command when it is the one to run."""

    def __init__(self, **attrs: Any) -> None:  # noqa: ANN401  # Typer's own arguments, of private types
        super().__init__(**attrs)
        for row in COMMANDS:
            self.add_command(TyperCommand(row.name, help=row.summary))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # private types
        """Return the real command in place of its stub."""
        name, stub, rest = super().resolve_command(ctx, args)
        row = next((row for row in COMMANDS if row.name == name), None)
        if row is None:
            return name, stub, rest
        command = get_command(import_module(f"igc_tracker.cli.{row.module}").app)
        command.name = row.name
        return name, speaking(command), rest

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  # private types
        """Run the command. Who interrupts it has his way; a reader that has seen enough and left is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # what Python still holds back for the reader goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        except (typer.Abort, KeyboardInterrupt, EOFError):
            sys.stderr.write("\n")  # the question that was not answered ends its line
            raise typer.Exit(ExitCode.INTERRUPTED) from None


app = typer.Typer(
    cls=LazyGroup,
    name="igc",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"igc {__version__}\n")
        raise typer.Exit


@app.callback()
def igc(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Keep a register of intergovernmental agreements, and know where each of them stands.

    Record facts: who did what, on which day, on what evidence. igc derives the rest and explains it.

    Exit codes: 0 fine, 1 a bug, 2 usage, 3 something needs action, 4 not found or ambiguous, 5 register unreadable,
    6 register busy or conflict, 130 interrupted.
    """


def run() -> None:
    """Run the program and leave with the exit code its outcome asks for."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows few letters shows question marks
    try:
        sys.exit(app(prog_name="igc", standalone_mode=False))
    except IgcError as error:
        from igc_tracker.cli.session import report_error

        report_error(error)
        sys.exit(error.exit_code)
    except typer.TyperException as refusal:
        from igc_tracker.cli.usage import report_refusal

        report_refusal(refusal)
        sys.exit(ExitCode.USAGE)
