"""Laws of reports: the same register and period give the same text, and a record from later changes nothing known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.actions.list_projects import list_projects, show_slips
from igc_tracker.actions.report_weekly import report_weekly
from igc_tracker.actions.show_project import show_project
from igc_tracker.derive.period import Period
from igc_tracker.derive.standing import derive_standing
from igc_tracker.derive.stillness import stands_still
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.facts import Strike
from igc_tracker.render.as_plain import page_as_plain
from igc_tracker.render.pages.project import project_page, projects_page, slips_page
from igc_tracker.render.pages.report import COLUMNS, report_page
from igc_tracker.render.safe import width
from igc_tracker.render.view import View
from igc_tracker.store.procedures import ProcedureShelf
from igc_tracker.wording.words import LANGUAGES, Words
from property.strategies import acts, days, instruments, lives, projects
from support import memory_store

if TYPE_CHECKING:
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Project

SPEAKING = {language: Words(language) for language in LANGUAGES}


class Law:
    """The templates igc brings along, and no calendars."""

    procedures = ProcedureShelf()
    calendars = NoCalendars()


LAW = Law()


def text_of(
    *records: Instrument,
    period: Period,
    known_on: date | None = None,
    language: str = "en",
    projects: tuple[Project, ...] = (),
) -> str:
    report = report_weekly(memory_store(*records, projects=projects), period, LAW, known_on=known_on)
    view = View(words=SPEAKING[language], as_of=period.last, known_on=known_on, columns=COLUMNS)
    return page_as_plain(report_page(report, view), columns=COLUMNS)


def periods() -> st.SearchStrategy[Period]:
    return st.builds(
        lambda first, more: Period(first=first, last=first + timedelta(days=more)), days, st.integers(0, 40)
    )


def with_later(instrument: Instrument, fact: Fact, known_on: date, *, strikes: bool) -> Instrument:
    """Return the instrument after one more fact was recorded, and perhaps one struck, later than ``known_on``."""
    later = fact.recorded_at.replace(year=known_on.year + 1, day=1)
    facts = instrument.facts
    if strikes and facts and facts[0].struck is None:
        facts = (replace(facts[0], struck=Strike(at=later, by="officer", why="wrong")), *facts[1:])
    return replace(instrument, facts=(*facts, replace(fact, id="later", recorded_at=later, struck=None)))


@given(
    registers=st.tuples(lives(ref="a"), lives(ref="b")),
    fact=acts(),
    asked=st.tuples(periods(), days, st.sampled_from(LANGUAGES)),
    strikes=st.sampled_from([True, False]),
)
def test_a_report_comes_out_the_same_to_the_byte_after_more_was_recorded(
    registers: tuple[Instrument, Instrument], fact: Fact, asked: tuple[Period, date, str], *, strikes: bool
) -> None:
    one, other = registers
    period, known_on, language = asked
    printed = text_of(one, other, period=period, known_on=known_on, language=language)

    later = with_later(one, fact, known_on, strikes=strikes)

    assert text_of(later, other, period=period, known_on=known_on, language=language) == printed


@given(instrument=instruments(), project=projects, period=periods(), language=st.sampled_from(LANGUAGES))
def test_any_register_can_be_reported_in_78_columns(
    instrument: Instrument, project: Project, period: Period, language: str
) -> None:
    text = text_of(instrument, period=period, language=language, projects=(project,))

    assert max(map(width, text.split("\n"))) <= COLUMNS
    assert not any(category(char) == "Cc" for line in text.split("\n") for char in line)


@given(instrument=instruments(), project=projects, as_of=days, language=st.sampled_from(LANGUAGES))
def test_any_project_can_be_shown_with_its_slips(
    instrument: Instrument, project: Project, as_of: date, language: str
) -> None:
    project = replace(project, ref="a")
    store = memory_store(instrument, projects=(project,))
    view = View(words=SPEAKING[language], as_of=as_of, known_on=None, columns=COLUMNS)

    shown = project_page(show_project(store, "a", as_of=as_of, known_on=None), view)
    slips = slips_page(show_slips(store, None, as_of=as_of, known_on=None), view)
    listed = projects_page(list_projects(store, as_of=as_of, known_on=None), view)

    for page in (shown, slips, listed):
        text = page_as_plain(page, columns=COLUMNS)
        assert not any(category(char) == "Cc" for line in text.split("\n") for char in line)


@given(instrument=instruments(), period=periods())
def test_a_restricted_instrument_is_counted_and_not_named(instrument: Instrument, period: Period) -> None:
    secret = replace(instrument, ref="zq-secret", titles={"en": "Zq secret"}, short_titles={}, restricted=True)
    text = text_of(secret, period=period)

    assert "secret" not in text.lower().replace("restricted", "")
    shown = report_weekly(memory_store(secret), period, LAW, include_restricted=True)
    hidden = report_weekly(memory_store(secret), period, LAW)
    assert (hidden.total, hidden.withheld) == (0, shown.total)


@given(instrument=lives(), earlier=days, more=st.integers(0, 400))
def test_what_is_told_to_stand_still_does(instrument: Instrument, earlier: date, more: int) -> None:
    later = earlier + timedelta(days=more)
    if not stands_still(instrument, earlier, later, others={}):
        return
    before, after = (derive_standing(instrument, as_of=day) for day in (earlier, later))

    assert (before is None) is (after is None)
    if before is not None and after is not None:
        assert replace(before, as_of=later) == after
