"""What every error igc tells people about has: a stable code, one line, a remedy, an exit code.

The sentences are msgids: ``wording`` translates ``message`` and ``hint`` and fills in ``values``.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ExitCode(IntEnum):
    """What the exit status tells a script."""

    FINE = 0
    BUG = 1
    USAGE = 2
    NEEDS_ACTION = 3
    NOT_FOUND = 4
    UNREADABLE = 5
    BUSY = 6
    INTERRUPTED = 130


class Phrase(str):
    """Words of ours that are a value of another sentence: the English text, and what its translation is made from."""

    __slots__ = ("message", "values")

    message: str
    values: Mapping[str, object]

    def __new__(cls, message: str, **values: object) -> Self:
        """Return ``message``, a msgid, filled in with ``values``."""
        phrase = super().__new__(cls, message.format(**values) if values else message)
        phrase.message = message
        phrase.values = values
        return phrase


class IgcError(Exception):
    """Something the user can mend. ``message`` and ``hint`` are templates over ``values``."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[ExitCode] = ExitCode.USAGE
    message: ClassVar[str] = ""
    hint: ClassVar[str] = ""

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = {key: value if isinstance(value, str) else str(value) for key, value in values.items()}

    def __str__(self) -> str:
        return self.message.format(**self.values)


def either(names: Sequence[str]) -> str:
    """Return names joined as a choice: a, b or c."""
    *others, last = names
    return Phrase("{others} or {last}", others=", ".join(others), last=last) if others else last


class BadValueError(IgcError):
    """A value that cannot stand. Its children say which, and what to do."""

    code = "bad-value"
