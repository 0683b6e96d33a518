"""Groups of commands: they and their commands speak the user's language where they are asked for help."""

from __future__ import annotations

from difflib import get_close_matches
from types import TracebackType
from typing import Any, get_args

import typer
from typer.core import TyperGroup, TyperOption

from igc_tracker.cli.options import Lang
from igc_tracker.domain.errors import NoSuchCommandError


class SpeakingContext(typer.Context):
    """The context of a command whose help, and what is refused in it, is told in the user's language."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let a refusal know its command; Typer tells it to some only."""
        if isinstance(error, typer.TyperException) and getattr(error, "ctx", None) is None:
            error.ctx = self  # type: ignore[attr-defined]  # an attribute of the children that come here
        super().__exit__(kind, error, trace)

    def get_help(self) -> str:
        """Return the help of the command."""
        from igc_tracker.cli.help import help_text
        from igc_tracker.cli.session import words_as_typed

        return help_text(self, words_as_typed())


class SpeakingGroup(TyperGroup):
    """A group that takes --lang, as its commands do, and hands it on to the one that runs."""

    context_class = SpeakingContext

    def __init__(self, **attrs: Any) -> None:  # noqa: ANN401  # Typer's own arguments, of private types
        super().__init__(**attrs)
        option = get_args(Lang)[1]
        lang = TyperOption(param_decls=["--lang"], metavar=option.metavar, help=option.help)
        self.params = [*self.params, lang]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401  # private types
        """Return the command, able to speak."""
        command = super().get_command(ctx, cmd_name)
        return command and speaking(command)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # private types
        """Return the command's name, the command and its arguments, with the language asked for here."""
        asked = args[0]
        if asked not in self.commands and not ctx.resilient_parsing:
            near = tuple(get_close_matches(asked, self.commands))
            raise NoSuchCommandError(group=ctx.command_path, command=asked, near=near)
        name, command, rest = super().resolve_command(ctx, args)
        lang = ctx.params.pop("lang", None)  # the group's own function does not know it
        return name, command, ["--lang", lang, *rest] if lang else rest


def speaking(command: Any) -> Any:  # noqa: ANN401  # private types
    """Return the command, whose help now speaks."""
    command.context_class = SpeakingContext
    return command
