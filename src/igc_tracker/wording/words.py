"""A language to speak: sentences from the catalogues, names and dates from the Unicode locale data (CLDR).

Sentences are written in English in the code and are the keys of the gettext catalogues under ``locale/``. Kazakh falls
back to Russian, Russian to English, so that a missing translation is seen and never a blank.

The names of States and months are read from ``names/``, which ``tools/names.py`` writes from Babel.
"""

from __future__ import annotations

import gettext
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from igc_tracker.domain.dates import PartialDate, Precision
from igc_tracker.domain.errors import Phrase, UnknownCodeError
from igc_tracker.domain.parties import ORGANISATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from typing import Any

LANGUAGES = ("en", "ru", "kk")
FALLBACK = {"en": ("en", "ru", "kk"), "ru": ("ru", "en", "kk"), "kk": ("kk", "ru", "en")}
"""In which order the languages of a recorded text are tried for a reader of the key."""

MOST_NAMES = 10
"""Up to how many names a sentence lists."""

NAMES_DIR = Path(__file__).with_name("names")
_LOCALE_DIR = Path(__file__).with_name("locale")


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for "translate this later"
    """Mark a sentence for the catalogues; it is translated where it is said."""
    return message


@cache
def _names(language: str) -> Any:  # noqa: ANN401  # JSON, as tools/names.py writes it
    import json

    return json.loads((NAMES_DIR / f"{language}.json").read_text(encoding="utf-8"))


class Words:
    """Says things in one language. Of the values put into a sentence only those that are phrases are translated."""

    def __init__(self, language: str, organisations: Mapping[str, Mapping[str, str]] | None = None) -> None:
        if language not in LANGUAGES:
            raise UnknownCodeError(N_("language"), language, LANGUAGES)
        self.language = language
        self._organisations = {**ORGANISATIONS, **(organisations or {})}

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        wanted = {"en": [], "ru": ["ru"], "kk": ["kk", "ru"]}[self.language]
        return gettext.translation("igc", _LOCALE_DIR, languages=wanted, fallback=True)

    def __call__(self, message: str, **values: object) -> str:
        """Return ``message`` in this language, with its values in place."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**self._said(values)) if values else text

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """Return the form of a sentence that goes with ``number``, which it may name as {number}."""
        return self._catalogue.ngettext(one, many, number).format(number=number, **self._said(values))

    def _said(self, values: Mapping[str, object]) -> dict[str, object]:
        return {
            key: self(value.message, **value.values) if isinstance(value, Phrase) else value
            for key, value in values.items()
        }

    def text(self, by_language: Mapping[str, str | None]) -> str:
        """Return a recorded text in this language, or in the nearest one it was recorded in."""
        return next((text for each in FALLBACK[self.language] if (text := by_language.get(each))), "")

    # --- names ---------------------------------------------------------------------------------------------------

    def party(self, code: str) -> str:
        """Return the name of a party; a code nobody knows stands for itself."""
        if code in self._organisations:
            return self.text(self._organisations[code]) or code
        named: str = _names(self.language)["territories"].get(code, code)
        return named

    def parties(self, codes: Iterable[str]) -> str:
        """Return the names of several parties, joined; of very many the first ones and how many more."""
        names = [self.party(code) for code in codes]
        more = len(names) - MOST_NAMES
        if more <= 1:
            return ", ".join(names)
        first = ", ".join(names[:MOST_NAMES])
        return self.count("{first} and {number} more", "{first} and {number} more", more, first=first)

    # --- dates ---------------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """Return a day, short: 22 Aug 2018."""
        return f"{day.day} {self._month(day, governed=True)}"

    def day_in_full(self, day: date) -> str:
        """Return a day as letters between States have it, the month written out: 22 August 2018."""
        from babel.dates import format_date

        form = "d MMMM y" if self.language == "en" else "long"
        return " ".join(format_date(day, form, locale=self.language).split())  # no-break spaces of either width

    def _month(self, day: date, *, governed: bool) -> str:
        form = "format" if governed else "stand-alone"
        return f"{_names(self.language)['months'][form][day.month - 1]} {day.year}"

    def on(self, on: PartialDate | None) -> str:
        """Return a partial date as exact as it is: 22 Aug 2018, Aug 2018, 2018, about Jun 2018, by 21 Aug 2018."""
        if on is None:
            return self(N_("undated"))
        if on.precision is Precision.RANGE:
            return self._range(on)
        said = self._point(on, governed=on.approximate)
        return self(N_("about {date}"), date=said) if on.approximate else said

    def _point(self, on: PartialDate, *, governed: bool) -> str:
        """Return one date; ``governed`` by a preposition Russian wants its month in another case."""
        first = on.earliest
        if first is None or on.precision is Precision.YEAR:
            return on.text.rstrip("~")
        return self._month(first, governed=governed) if on.precision is Precision.MONTH else self.day(first)

    def _range(self, on: PartialDate) -> str:
        left, _, right = on.text.partition("..")
        low, high = left and self._end(left, on.earliest), right and self._end(right, on.latest)
        if low and high:
            return self(N_("between {first} and {last}"), first=low, last=high)
        return self(N_("by {date}"), date=high) if high else self(N_("from {date}"), date=low)

    def _end(self, text: str, day: date | None) -> str:
        """Return one end of a range; a day, which may be computed, can lie beyond what is accepted when written."""
        if day is not None and text.rstrip("~") == day.isoformat():
            return self.day(day)
        return self._point(PartialDate.parse(text), governed=True)

    def on_briefly(self, on: PartialDate | None) -> str:
        """Return a partial date for a narrow cell: a range as the months it lies in, Mar–Aug 2018."""
        if on is None or on.earliest is None or on.latest is None or on.precision is not Precision.RANGE:
            return self.on(on)
        first, last = (self._month(bound, governed=False) for bound in (on.earliest, on.latest))
        same_year = str(on.latest.year)
        if first != last and on.earliest.year == on.latest.year and first.endswith(f" {same_year}"):
            first = first.removesuffix(f" {same_year}")
        return first if first == last else f"{first}–{last}"


def party_by_name(name: str) -> str | None:
    """Return the code of the State whose name in one of the languages is, or comes near, ``name``."""
    from difflib import get_close_matches

    names = {
        said.casefold(): code
        for language in LANGUAGES
        for code, said in _names(language)["territories"].items()
        if code.isalpha()
    }
    close = get_close_matches(name.strip().casefold(), names, n=1, cutoff=0.75)
    return names[close[0]] if close else None


def known_parties(organisations: Iterable[str] = ()) -> frozenset[str]:
    """Return the codes a party can have: ISO 3166 alpha-2, and the organisations declared."""
    # codes CLDR adds for its own use: EU areas, pseudo-locales, parts of States
    not_states = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    states = {code for code in _names("en")["territories"] if len(code) == 2 and code.isalpha()}  # noqa: PLR2004
    return frozenset((states - not_states) | set(ORGANISATIONS) | set(organisations))
