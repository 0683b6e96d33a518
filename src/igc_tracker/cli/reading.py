"""What people type, read: dates as they write them, codes from closed lists, parties."""

from __future__ import annotations

import re
import sys
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import (
    BadDateError,
    NotADayError,
    Phrase,
    ProcedureNotFoundError,
    UnknownCodeError,
    UnknownPartyError,
    UnreadableFileError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Code = TypeVar("Code", bound=StrEnum)

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")
_YEAR = re.compile(r"\b\d{4}\b")
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_DAY_AND_YEAR = 2
# Russian and Kazakh months by the letters all their forms share
_MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12, "қаң": 1, "ақп": 2, "нау": 3, "сәу": 4, "мам": 5, "мау": 6, "шіл": 7, "там": 8, "қыр": 9,
    "қаз": 10, "қар": 11, "жел": 12,
}  # fmt: skip
_CYRILLIC_WORD = re.compile(r"[а-яёәғқңөұүһі]+", re.IGNORECASE)


def read_date(text: str, *, today: date) -> PartialDate:
    """Return the date meant by ``text``, as exact as it was written.

    Understands the canonical form (2018-08-22, 2018-08, 2018, 2018-06~, 2018-03..2018-08-21), 22.08.2018,
    "22 Aug 2018", "Aug 2018", months in Russian and Kazakh, today and yesterday. Refuses 03/04/2018, which half the
    world reads the other way round.
    """
    text = text.strip()
    word = text.casefold()
    if word in ("today", "сегодня", "бүгін"):
        return PartialDate.of_day(today)
    if word in ("yesterday", "вчера", "кеше"):
        return PartialDate.of_day(today - timedelta(days=1))
    if ".." in text:
        return PartialDate.parse("..".join(_end(part, today=today) for part in text.split("..", 1)))
    dotted = _DOTTED.fullmatch(text)
    if dotted:
        day, month, year = dotted.groups()
        return PartialDate.parse(f"{year}-{int(month):02}-{int(day):02}")
    if _SLASHED.fullmatch(text):
        raise BadDateError(text, reason=Phrase("day and month cannot be told apart"))
    if _LETTER.search(text):
        return _in_words(text)
    return PartialDate.parse(text)


def _end(text: str, *, today: date) -> str:
    return read_date(text, today=today).text if text.strip() else ""


def _in_words(text: str) -> PartialDate:
    """Read a date with a month's name, by python-dateutil; parts that were not written stay unknown."""
    if not _YEAR.search(text):
        raise BadDateError(text, reason=Phrase("the year is missing"))
    from dateutil import parser

    written = _CYRILLIC_WORD.sub(_month_number, text)
    if len(_NUMBER.findall(written)) > _DAY_AND_YEAR:
        raise BadDateError(text)  # python-dateutil would take the others for hours
    try:
        first, last = (
            parser.parse(written, dayfirst=True, default=parser.parse(other)) for other in ("2000-01-01", "2000-12-28")
        )
    except (ValueError, OverflowError):
        raise BadDateError(text) from None
    if first.month != last.month:
        if _LETTER.search(written):  # a weekday, or another word that is no month
            raise BadDateError(text)
        return PartialDate.parse(f"{first.year}")
    if first.day != last.day:
        return PartialDate.parse(f"{first.year}-{first.month:02}")
    return PartialDate.of_day(first.date())


_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _month_number(word: re.Match[str]) -> str:
    if word[0].casefold() in ("г", "года", "год", "ж", "жыл", "жылғы"):
        return ""
    month = _MONTHS.get(word[0].casefold()[:3])
    return _ENGLISH[month - 1] if month else word[0]


def read_day(text: str, *, today: date) -> date:
    """Return the single day meant by ``text``."""
    day = read_date(text, today=today).day
    if day is None:
        raise NotADayError(text=text)
    return day


def read_code(kind: type[Code], text: str, what: str) -> Code:
    """Return the code ``text`` names; raise UnknownCodeError with what comes near."""
    wanted = text.strip().casefold().replace("_", "-").replace(" ", "-")
    known = tuple(each.value for each in kind)
    if wanted in known:
        return kind(wanted)
    raise UnknownCodeError(what, text, known, tuple(get_close_matches(wanted, known, n=2)))


def read_party(text: str, organisations: Mapping[str, object]) -> str:
    """Return the code of a party: ISO 3166 alpha-2 or a declared organisation, in capitals."""
    from igc_tracker.domain.parties import ORGANISATIONS
    from igc_tracker.wording.words import known_parties, party_by_name

    code = text.strip().upper()
    if code in known_parties(organisations):
        return code
    named = party_by_name(text)
    near = Phrase("Did you mean {near}?", near=named) if named else ""
    raise UnknownPartyError(text, tuple({**ORGANISATIONS, **organisations}), near)


def read_jurisdiction(text: str, keys: Iterable[str]) -> str | None:
    """Return the code of the party whose procedures are meant, None for the generic ones.

    Raise ProcedureNotFoundError, with what comes near, for what is neither the key of a template nor a party's code.
    """
    key = text.strip().casefold()
    known = tuple(keys)
    if key in known:
        return None if key == "generic" else key.upper()
    from igc_tracker.wording.words import known_parties, party_by_name

    if key.upper() in known_parties():
        return key.upper()
    named = party_by_name(text)
    near = (named,) if named else tuple(get_close_matches(key, known, n=2))
    raise ProcedureNotFoundError(text, near)


def read_all(texts: Iterable[str] | None) -> tuple[str, ...]:
    """Return the values of an option that may be repeated or hold several, separated by commas."""
    return tuple(part.strip() for text in texts or () for part in text.split(",") if part.strip())


def read_file(path: Path) -> str:
    """Return the text of a file, or of standard input for ``-``; raise UnreadableFileError."""
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        why: str | Phrase = Phrase("it is not text in UTF-8.")
    except OSError as error:
        why = f"{error.strerror or error}."
    raise UnreadableFileError(path=path, why=why)
