"""How somebody looks at an answer: in which language, from which day, with what knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from igc_tracker.render.page import Para, Tone
from igc_tracker.wording.words import N_, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """``known_on`` None: with everything known now. ``columns`` None: as wide as it needs.

    ``figures``: whether it is shown where drawings can be seen.
    """

    words: Words
    as_of: date
    known_on: date | None = None
    columns: int | None = None
    figures: bool = False

    def as_of_line(self) -> str:
        """Return the day looked from, for a page's head."""
        said = self.words(N_("as of {date}"), date=self.words.day(self.as_of))
        if self.known_on is None:
            return said
        return self.words(N_("{as_of}, known on {date}"), as_of=said, date=self.words.day(self.known_on))


def legend(words: Words) -> Para:
    """Return what the marks of a grid mean."""
    marks = N_("● done  ◐ unconfirmed or not exactly dated  ○ open  ? not recorded  – not required")
    return Para(text=words(marks), indent=2, tone=Tone.FAINT)
