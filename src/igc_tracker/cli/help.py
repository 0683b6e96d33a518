"""Help in the user's language. The English of docstrings and options is the key of the catalogues.

Typer writes help as ever, into a formatter that translates what comes by. So ``tools/catalogues.py`` finds every
sentence of the help, however a command is made, by asking for it with words that listen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

# Typer has no public name for what writes its help
from typer._click.formatting import HelpFormatter

from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.wording.words import Words

AS_IT_STANDS = "\b\n"
"""How a docstring begins a paragraph whose lines are kept."""
UNBROKEN = "\N{NON-BREAKING HYPHEN}"
"""Stands for a hyphen while lines are broken, so that codes and commands can be copied."""
IN_USAGE = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))
EXAMPLES = (N_("Example"), N_("Examples"))
REQUIRED = f"  [{N_('required')}]"


def help_text(ctx: Any, words: Words) -> str:  # noqa: ANN401  # Typer's context, of a private type
    """Return the help of the context's command, as wide as the terminal and at most 80 columns."""
    formatter = SpeakingFormatter(words, width=ctx.terminal_width, max_width=ctx.max_content_width)
    for command in getattr(ctx.command, "commands", {}).values():
        command.short_help = paragraphs(command.help or "")[0]  # whole: what is cut off cannot be translated
    ctx.command.format_help(ctx, formatter)
    return formatter.getvalue().rstrip("\n")


class SpeakingFormatter(HelpFormatter):
    """Writes help in a language."""

    def __init__(self, words: Words, **widths: int | None) -> None:
        super().__init__(**widths)  # type: ignore[arg-type]  # its indent is no width that we give
        self._words = words

    def write(self, string: str) -> None:
        """Write text whose lines are broken."""
        super().write(string.replace(UNBROKEN, "-"))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is typed; the names of values stay as remedies and docs name them."""
        for each in IN_USAGE:
            args = args.replace(each, self._words(each))
        super().write_usage(prog, args, prefix or f"{self._words(N_('Usage'))}: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(self._words(heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        super().write_text("\n\n".join(self._paragraph(each) for each in paragraphs(text)).replace("-", UNBROKEN))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and their meanings."""
        said = [(name, self._meaning(text).replace("-", UNBROKEN)) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)

    def _meaning(self, text: str) -> str:
        """Return what is said of an option; Typer adds in brackets that it is required, or its range."""
        said, bracket, rest = text.partition("  [")
        required = f"{bracket}{rest}" == REQUIRED
        return self._words(said) + (f"  [{self._words('required')}]" if required else f"{bracket}{rest}")

    def _paragraph(self, text: str) -> str:
        """Return a paragraph in the language, but for what is to be typed: after "Example:", and a block of codes."""
        kept = AS_IT_STANDS if text.startswith(AS_IT_STANDS) else ""
        said = text.removeprefix(AS_IT_STANDS)
        head, colon, typed = said.partition(":")
        if head in EXAMPLES:
            return f"{kept}{self._words(head)}{colon}{typed}"
        return f"{kept}{self._words(said) if not kept or re.search('[.:;]', said) else said}"


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a docstring, each on one line, unless its lines are to be kept."""
    found = text.split("\n\n")
    return [each if each.startswith(AS_IT_STANDS) else " ".join(each.split("\n")) for each in found]
