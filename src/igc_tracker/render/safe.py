"""Text from users made safe to show: one line, no control characters, nothing that turns the direction of writing."""

from __future__ import annotations

import re
import unicodedata

# C0, DEL, C1; line and paragraph separators; marks, embeddings, overrides and isolates of direction; invisible
# operators, byte order mark, interlinear marks, tags; lone surrogates
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")


def shown(text: str) -> str:
    """Return ``text`` on one line: breaks and tabs as spaces, other unsafe characters as U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(lambda match: " " if match[0] in _SPACE else "\N{REPLACEMENT CHARACTER}", text)


def escaped(json_text: str) -> str:
    """Return JSON text with unsafe characters as backslash-u escapes: the same document, harmless to a terminal."""
    return _UNSAFE.sub(_escape, json_text)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\n":  # between tokens only: inside a string JSON has escaped it already
        return char
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n : n + 2].hex()}" for n in range(0, len(units), 2))


def width(text: str) -> int:
    """Return how many terminal columns ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """Return ``text`` filled with spaces to ``columns``; longer text as it is."""
    fill = " " * (columns - width(text))
    return fill + text if right else text + fill


def folded(text: str, columns: int) -> list[str]:
    """Return ``text`` in lines of at most ``columns``, broken at spaces, inside a word only where it must be."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        while width(word) > columns:
            room = columns - width(line) - (1 if line else 0)
            if line and room < columns // 2:
                lines.append(line)
                line, room = "", columns
            head = _fitting(word, room)
            lines.append(f"{line} {head}" if line else head)
            line, word = "", word[len(head) :]  # noqa: PLW2901  # the rest of the word goes on
        if line and width(line) + 1 + width(word) > columns:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, columns: int) -> str:
    taken = 0
    for place, char in enumerate(word):
        taken += _columns(char)
        if taken > columns:
            return word[: max(place, 1)]
    return word
