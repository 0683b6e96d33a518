"""On which line of a TOML text a value stands; tomllib itself tells only of its own errors."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_KEY = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_ARRAY = re.compile(rf"\s*\[\[\s*({_DOTTED})\s*\]\]")
_TABLE = re.compile(rf"\s*\[\s*({_DOTTED})\s*\]")
_ASSIGNED = re.compile(rf"\s*({_DOTTED})\s*=")
_LONG_QUOTE = re.compile("\"\"\"|'''")


class TomlLines:
    """The lines of a text's tables and keys, by path: ``("variant", 0, "step", 3, "deadline", "unit")``."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._last: dict[Path, int] = {}  # of each array of tables, the number of its last one
        table: Path = ()
        quoted = False
        for number, line in enumerate(text.splitlines(), start=1):
            inside = quoted
            quoted ^= len(_LONG_QUOTE.findall(line)) % 2 == 1
            if inside:
                continue
            if found := _ARRAY.match(line):
                *parents, name = _parts(found[1])
                array = (*self._resolved(parents), name)
                self._last[array] = self._last.get(array, -1) + 1
                table = (*array, self._last[array])
                self._note(table, number)
            elif found := _TABLE.match(line):
                table = self._resolved(_parts(found[1]))
                self._note(table, number)
            elif found := _ASSIGNED.match(line):
                self._note((*table, *_parts(found[1])), number)

    def of(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing around it that has one; lines count from 1."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _note(self, path: Path, number: int) -> None:
        """Keep the line of a path, and of what is around it where that has none yet."""
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], number)

    def _resolved(self, parts: list[str]) -> Path:
        """Return the path a header names: where it passes an array of tables, the last of them is meant."""
        path: Path = ()
        for part in parts:
            path = (*path, part)
            if path in self._last:
                path = (*path, self._last[path])
        return path


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_KEY, dotted)]
