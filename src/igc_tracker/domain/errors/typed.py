"""What can be wrong with a command line as typed, before a command sees it."""

from __future__ import annotations

from igc_tracker.domain.errors.base import IgcError, Phrase, either


class NoSuchCommandError(IgcError):
    """A word where a command is wanted, and igc has none of that name."""

    code = "no-such-command"
    message = "`{group}` has no command {command!r}."
    hint = "{remedy}"

    def __init__(self, group: str, command: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(group=group, command=command, remedy=_meant(near, group))


class NoSuchOptionError(IgcError):
    """An option the command does not have."""

    code = "no-such-option"
    message = "`{command}` has no option {option}."
    hint = "{remedy}"

    def __init__(self, command: str, option: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(command=command, option=option, remedy=_meant(near, command))


class OptionWithoutValueError(IgcError):
    """An option that says nothing, where it must say something."""

    code = "option-without-value"
    message = "{option} needs a value."
    hint = "{meaning} See `{command} --help`."

    def __init__(self, command: str, option: str, meaning: str) -> None:
        super().__init__(command=command, option=option, meaning=Phrase(meaning))


class ValueNotTakenError(IgcError):
    """A value given to an option that is only set or not."""

    code = "value-not-taken"
    message = "{option} takes no value."
    hint = "Write {option} alone."


class MissingArgumentError(IgcError):
    """An argument without which the command cannot begin."""

    code = "missing-argument"
    message = "{what} is missing."
    hint = "{meaning} See `{command} --help`."

    def __init__(self, command: str, what: str, meaning: str) -> None:
        super().__init__(command=command, what=Phrase(what), meaning=Phrase(meaning))


class TooManyArgumentsError(IgcError):
    """More words than the command takes; often one text that was not quoted."""

    code = "too-many-arguments"
    message = "`{command}` takes no more: {extra}."
    hint = "Put a text of several words in quotes. See `{command} --help`."


class NotANumberError(IgcError):
    """A value that is not a whole number, or a smaller or greater one than makes sense."""

    code = "not-a-number"
    message = "{name} cannot be {value}."
    hint = "{remedy}"

    def __init__(self, name: str, value: str, least: int | None = None, most: int | None = None) -> None:
        whole = Phrase("Give a whole number.")
        remedy = whole if least is None else Phrase("Give a whole number, {least} or more.", least=least)
        if most is not None:
            remedy = Phrase("Give a whole number, {least} to {most}.", least=least or 0, most=most)
        super().__init__(name=name, value=value, remedy=remedy)


class UsageError(IgcError):
    """Any other mistake in a command line, in the words of the parser."""

    code = "usage"
    message = "The command line cannot be read: {problem}"
    hint = "See `{command} --help`."


def _meant(near: tuple[str, ...], command: str) -> str:
    page = Phrase("See `{command} --help`.", command=command)
    return Phrase("Did you mean {near}?", near=either(near)) if near else page
