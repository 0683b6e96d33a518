"""What Typer refuses in a command line, as errors of igc: with a code, a remedy, and in the user's language."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

# Typer makes public only the family of these
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
)
from typer._click.types import IntParamType
from typer.core import TyperGroup

from igc_tracker.domain import errors
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    import typer

    from igc_tracker.domain.errors import IgcError


def report_refusal(refusal: typer.TyperException) -> None:
    """Say on stderr what is wrong; of a group named alone, its help."""
    if isinstance(refusal, NoArgsIsHelpError):
        sys.stderr.write(f"{refusal.format_message()}\n")
        return
    from igc_tracker.cli.session import report_error

    ctx = _context(refusal)
    report_error(as_error(refusal), command=None if isinstance(ctx.command, TyperGroup) else ctx.command_path[4:])


def as_error(refusal: typer.TyperException) -> IgcError:
    """Return the error of igc that says what Typer refused."""
    ctx = _context(refusal)
    command = ctx.command_path
    match refusal:
        case MissingParameter(param=param) if param is not None:
            return errors.MissingArgumentError(command=command, what=_name(param), meaning=_meaning(param))
        case BadParameter(param=param) if param is not None and isinstance(param.type, IntParamType):
            value, _, _ = refusal.message.partition(" is not ")
            least, most = getattr(param.type, "min", None), getattr(param.type, "max", None)
            return errors.NotANumberError(name=_name(param), value=value, least=least, most=most)
        case NoSuchOption(option_name=option, possibilities=near):
            return errors.NoSuchOptionError(command=command, option=option, near=tuple(near or ())[:1])
        case BadOptionUsage(option_name=option):
            return _misused(ctx, option)
        case _ if isinstance(ctx.command, TyperGroup):
            what, meaning = N_("COMMAND"), N_("It says what is to be done.")
            return errors.MissingArgumentError(command=command, what=what, meaning=meaning)
        case _:
            return _too_many(command, refusal)


def _misused(ctx: Any, option: str) -> IgcError:  # noqa: ANN401  # private types
    """Return the error of an option that lacks its value, or has one it does not take."""
    param = next(each for each in ctx.command.get_params(ctx) if option in each.opts)
    if param.is_flag:
        return errors.ValueNotTakenError(option=option)
    return errors.OptionWithoutValueError(command=ctx.command_path, option=option, meaning=_meaning(param))


def _too_many(command: str, refusal: typer.TyperException) -> IgcError:
    """Return the error of superfluous arguments, which Typer tells in words only; in its own words any other."""
    before, _, extra = refusal.message.partition(" (")
    if before.startswith("Got unexpected extra argument"):
        return errors.TooManyArgumentsError(command=command, extra=extra.removesuffix(")"))
    return errors.UsageError(command=command, problem=refusal.format_message())


def _context(refusal: Any) -> Any:  # noqa: ANN401  # private types
    """Return the context of what was refused, which SpeakingContext sees to."""
    return refusal.ctx


def _meaning(param: Any) -> str:  # noqa: ANN401  # private types
    return str(param.help or "")


def _name(param: Any) -> str:  # noqa: ANN401  # private types
    return str(param.opts[0] if param.param_type_name == "option" else param.human_readable_name.strip("[]."))
