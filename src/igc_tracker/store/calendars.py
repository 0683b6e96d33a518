"""The calendars of statutory periods: public holidays from the holidays library, sitting days from the user's files.

A file of the folder ``calendars`` beside the config file is a calendar: of the days on which a parliament sits, or of
what the library does not know of a country's holidays. Nothing is read before the first question.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadCalendarError, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holidays import HolidayBase

SITTING = "sitting"
WORKING = "working"
KEYS: Mapping[str, Mapping[str, type]] = {
    SITTING: {"party": str, "kind": str, "from": date, "to": date, "days": list, "source": str},
    WORKING: {"party": str, "kind": str, "extra_holidays": list, "extra_workdays": list, "source": str},
}
"""What a file of each kind holds."""
_NEEDED: Mapping[str, tuple[str, ...]] = {SITTING: ("party", "from", "to", "days"), WORKING: ("party",)}
_STATE = 2
"""How many letters the code of a State has, which is what the library goes by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingDays:
    """The days on which a parliament sits between ``first`` and ``last``, both inclusive; ``path`` says so."""

    party: str
    first: date
    last: date
    days: frozenset[date]
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """Days of one country on which the library is wrong."""

    party: str
    holidays: frozenset[date]
    workdays: frozenset[date]
    path: Path


class FolderCalendars:
    """Calendars as ``domain.calendars`` asks for them, from the library and from the files of ``folder``.

    Raises BadCalendarError at the first question if a file cannot be taken; a folder that is not there holds none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._years: dict[tuple[str, int], HolidayBase | None] = {}

    def check(self) -> None:
        """Read every file; raise BadCalendarError for one that cannot be taken."""
        self._files  # noqa: B018  # reading them checks them

    def is_working(self, party: str, day: date) -> bool | None:
        """Tell whether ``day`` is a working day there: by a file, or else by the library; None if neither knows."""
        for each in self._files:
            if isinstance(each, WorkingDays) and each.party == party:
                if day in each.holidays:
                    return False
                if day in each.workdays:
                    return True
        if (party, day.year) not in self._years:
            self._years[party, day.year] = _year(party, day.year)
        year = self._years[party, day.year]
        return None if year is None else year.is_working_day(day)

    def is_sitting(self, party: str, day: date) -> bool | None:
        """Tell whether parliament sits on ``day``; None outside the span of every file on it."""
        for each in self._files:
            if isinstance(each, SittingDays) and each.party == party and each.first <= day <= each.last:
                return day in each.days
        return None

    @cached_property
    def _files(self) -> tuple[SittingDays | WorkingDays, ...]:
        found: list[SittingDays | WorkingDays] = []
        for path in sorted(self._folder.glob("*.toml")):
            made = read_calendar(_text(path), path)
            for other in found:
                _refuse_contradiction(made, other)
            found.append(made)
        return tuple(found)


def _year(party: str, year: int) -> HolidayBase | None:
    """Return the library's holidays of one country in one year, or None where it has none."""
    if len(party) != _STATE:
        return None
    from holidays import country_holidays

    try:
        known = country_holidays(party)
    except NotImplementedError:
        return None
    if not known.start_year <= year <= known.end_year:
        return None
    # filled at once: the library learns of working Saturdays only with the year they lie in
    return country_holidays(party, years=year)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise BadCalendarError(path=path, problem=Phrase("it cannot be read ({why})", why=why)) from None


def read_calendar(text: str, path: Path) -> SittingDays | WorkingDays:
    """Return the calendar a file holds; raise BadCalendarError, which names the field or line that is off."""
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCalendarError(path=path, problem=Phrase("it is no TOML ({why})", why=str(error))) from None
    kind = str(found.get("kind"))
    if kind not in KEYS:
        raise BadCalendarError(path=path, problem=Phrase("kind must be one of {known}", known=", ".join(KEYS)))
    for problem in _problems(found, kind):
        raise BadCalendarError(path=path, problem=problem)
    if kind == WORKING:
        holidays, workdays = (_days(found, key, path) for key in ("extra_holidays", "extra_workdays"))
        if both := sorted(holidays & workdays):
            problem = Phrase("{day} stands in both extra_holidays and extra_workdays", day=both[0])
            raise BadCalendarError(path=path, problem=problem)
        return WorkingDays(party=found["party"], holidays=holidays, workdays=workdays, path=path)
    first, last = found["from"], found["to"]
    if first > last:
        raise BadCalendarError(path=path, problem=Phrase("to lies before from"))
    days = _days(found, "days", path)
    if outside := sorted(day for day in days if not first <= day <= last):
        raise BadCalendarError(path=path, problem=Phrase("days holds {day}, outside from and to", day=outside[0]))
    return SittingDays(party=found["party"], first=first, last=last, days=days, path=path)


def _problems(found: Mapping[str, object], kind: str) -> Iterator[Phrase]:
    known = KEYS[kind]
    for key in found:
        if key not in known:
            yield Phrase("{key} is not known here; known: {known}", key=key, known=", ".join(known))
    for key in _NEEDED[kind]:
        if key not in found:
            yield Phrase("{key} is missing", key=key)
    must_be = {str: Phrase("a text"), date: Phrase("a day, as 2026-01-05"), list: Phrase("a list of days")}
    for key, value in found.items():
        if not isinstance(value, known[key]) or isinstance(value, datetime):
            yield Phrase("{key} must be {what}", key=key, what=must_be[known[key]])
    party = found["party"]
    if not isinstance(party, str) or not party or party != party.strip().upper():
        yield Phrase("party must be a code in capitals, as GB")


def _days(found: Mapping[str, list[object]], key: str, path: Path) -> frozenset[date]:
    days: set[date] = set()
    for place, day in enumerate(found.get(key, []), start=1):
        if not isinstance(day, date) or isinstance(day, datetime):
            problem = Phrase("{key}, entry {place}, must be a day, as 2026-01-05", key=key, place=place)
            raise BadCalendarError(path=path, problem=problem)
        days.add(day)
    return frozenset(days)


def _refuse_contradiction(one: SittingDays | WorkingDays, other: SittingDays | WorkingDays) -> None:
    """Raise BadCalendarError where two files speak of the same days: nobody could tell which one counts."""
    if one.party != other.party:
        return
    if isinstance(one, SittingDays) and isinstance(other, SittingDays):
        clash = one.first <= other.last and other.first <= one.last
    elif isinstance(one, WorkingDays) and isinstance(other, WorkingDays):
        clash = bool(one.holidays & other.workdays or one.workdays & other.holidays)
    else:
        clash = False
    if clash:
        raise BadCalendarError(
            path=one.path, problem=Phrase("it speaks of the same days as {other}", other=other.path.name)
        )
