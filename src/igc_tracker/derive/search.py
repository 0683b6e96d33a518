"""Finding instruments by what people type: any language, any script, any case."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from igc_tracker.domain.instruments import Instrument

# Russian and Kazakh letters as the state languages of the register's parties are most often romanised. y, i and j
# fall together because romanisations do not agree on them (Baiterek, Bayterek, Bajterek).
_LATIN = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "kh", "һ": "h", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "і": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_ALIKE = str.maketrans({"y": "i", "j": "i", "q": "k"})


class _Table(dict[int, str]):
    """What becomes of a character: marks go, what is no letter or digit parts words. Each is worked out once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kept = "" if unicodedata.combining(char) else char if char.isalnum() else " "
        return self.setdefault(code, kept)


_TABLE = _Table(str.maketrans(_LATIN))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return ``text`` so that the same name in any script and case comes out the same: words of a-z and digits."""
    return romanise(text).translate(_ALIKE)


def romanise(text: str) -> str:
    """Return the words of ``text`` in small letters, Cyrillic ones in Latin, without marks; other scripts stay."""
    # the case goes after the decomposition, which turns a sign such as № into No
    return " ".join(unicodedata.normalize("NFKD", text).casefold().translate(_TABLE).split())


def find(query: str, instruments: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """Return the instruments that ``query`` hits, most relevant first.

    Every word of the query must begin a word of the ref, an alias or a title. Ranked: the exact ref, an exact
    alias, a ref that begins so, then by where the words were found; register order decides the rest.
    """
    wanted = fold(query)
    if not wanted:  # a ref damaged by hand may have no letter left: it still names its record
        return tuple(each for each in instruments if query and each.ref == query)
    ranked = [(rank, each) for each in instruments if (rank := _rank(query, wanted, each)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    return tuple(each for _, each in ranked)


def _rank(query: str, wanted: str, instrument: Instrument) -> int | None:
    ref = fold(instrument.ref)
    if instrument.ref == query:
        return 0
    if wanted in map(fold, instrument.aliases):
        return 1
    if ref.startswith(wanted):
        return 2
    names = " ".join(fold(alias) for alias in instrument.aliases)
    titles = " ".join(fold(title) for title in (*instrument.short_titles.values(), *instrument.titles.values()))
    for rank, text in enumerate((ref, f"{ref} {names}", f"{ref} {names} {titles}"), start=3):
        words = text.split()
        if all(any(word.startswith(part) for word in words) for part in wanted.split()):
            return rank
    return None


def begins_words(query: str, names: Iterable[str]) -> bool:
    """Tell whether each word of ``query`` begins a word of ``names``, in any script and case."""
    wanted = fold(query).split()
    words = " ".join(map(fold, names)).split()
    return bool(wanted) and all(any(word.startswith(part) for word in words) for part in wanted)


def near_misses(query: str, instruments: Sequence[Instrument]) -> tuple[str, ...]:
    """Return refs that look like what was meant, at most three, best first."""
    names = {fold(name): each.ref for each in reversed(instruments) for name in (*each.aliases, each.ref)}
    close = get_close_matches(fold(query), names, n=6, cutoff=0.6)
    return tuple(dict.fromkeys(names[name] for name in close))[:3]
