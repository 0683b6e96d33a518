"""A report of a large register, of which what is quiet was kept, is to the byte the one made of all its records."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.actions import report_quiet
from igc_tracker.actions.report_weekly import report_weekly
from igc_tracker.derive.period import Period
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.clauses import ForceRule, LastNotification, Offset
from igc_tracker.domain.clauses import Period as ClausePeriod
from igc_tracker.domain.facts import Strike
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Level
from igc_tracker.render.as_json import envelope
from igc_tracker.render.as_plain import page_as_plain
from igc_tracker.render.pages.report import COLUMNS, report_page
from igc_tracker.render.view import View
from igc_tracker.store import places
from igc_tracker.store.file import replace_file
from igc_tracker.store.places import FilePlace
from igc_tracker.store.procedures import ProcedureShelf
from igc_tracker.store.tinydb_store import TinyDBStore
from igc_tracker.wording.words import Words
from property.strategies import days, instruments, lives
from property.strategies import projects as any_project
from support import agreement, register_text

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Project

WORDS = Words("en")
LONG_AGO = datetime(2014, 5, 5, 9, tzinfo=UTC)


class Law:
    """The templates igc brings along, and no calendars."""

    procedures = ProcedureShelf()
    calendars = NoCalendars()


def printed(store: TinyDBStore, period: Period, **cut: str | bool) -> str:
    """Return a report as text and as JSON."""
    report = report_weekly(store, period, Law(), law_state=lambda: "law", **cut)  # type: ignore[arg-type]
    view = View(words=WORDS, as_of=period.last, known_on=None, columns=COLUMNS)
    text = page_as_plain(report_page(report, view), columns=COLUMNS)
    return text + envelope("report weekly", report, version="1", as_of=period.last, known_on=None)


ACTS = (
    "proposed",
    "cleared-to-sign KZ",
    "cleared-to-sign",
    "signed",
    "ratified KZ",
    "notification-sent KZ",
    "notification-received KZ",
    "approved RU",
    "notification-received RU",
    "entered-into-force",
    "terminated",
)
NOTES = FinalClause(
    topic=ClauseTopic.ENTRY_INTO_FORCE,
    rule=ForceRule(condition=LastNotification(), offset=Offset(period=ClausePeriod.parse("30 days"))),
)


@st.composite
def calm(draw: st.DrawFn, ref: str) -> Instrument:
    """Return an instrument as most are: its facts are on good sources, and it has stood still for long."""
    day, facts = date(draw(st.integers(1994, 2014)), draw(st.integers(1, 12)), 3), []
    for act in ACTS[: draw(st.integers(1, len(ACTS)))]:
        if draw(st.integers(0, 3)):
            facts.append(f"{day} {act}")
            day += timedelta(days=draw(st.sampled_from([0, 1, 30, 400])))
    known = datetime(draw(st.sampled_from([1994, 2014, 2015, 2017, 2019])), 5, 5, 9, tzinfo=UTC)
    made = agreement(
        ref,
        facts="\n".join(facts),
        recorded_at=known,
        level=draw(st.sampled_from([None, Level.INTERSTATE, Level.INTERGOVERNMENTAL])),
        restricted=draw(st.integers(0, 7)) == 7,  # one in eight
        lead_bodies=draw(st.sampled_from([{}, {"KZ": "MFA"}, {"RU": "Roscosmos"}])),
        clauses=draw(st.sampled_from([(), (), (), (NOTES,)])),
    )
    struck = Strike(at=known.replace(year=known.year + 1), by="officer", why="wrong")
    return replace(
        made,
        facts=tuple(replace(fact, struck=struck) if draw(st.integers(0, 9)) == 9 else fact for fact in made.facts),
    )


cuts = st.fixed_dictionaries(
    {},
    optional={
        "party": st.sampled_from(["KZ", "RU"]),
        "body": st.sampled_from(["mfa", "roscosmos", "ministry"]),
        "query": st.just("a"),
        "include_restricted": st.booleans(),
    },
)
asked = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 1, 7, 7, 7, 14, 365, 1500, -7, -800]), st.sampled_from([0, 6, 6, 6, 30, 700, 2500]), cuts
    ),
    min_size=2,
    max_size=5,
)


def same_reports(
    records: tuple[Instrument, ...],
    projects: list[Project],
    start: date,
    reports: list[tuple[int, int, dict[str, str | bool]]],
) -> None:
    """Look at each report in turn, made with what the ones before it kept and made without."""
    with tempfile.TemporaryDirectory() as folder, patch.object(places, "LARGE", 0):
        path = Path(folder) / "register.json"
        replace_file(path, register_text(*records, projects=tuple(projects)).encode())
        keeping = TinyDBStore(FilePlace(path, catalogues=Path(folder) / "catalogues"))
        plain = TinyDBStore(FilePlace(path))
        day = start
        for more, length, cut in reports:
            day = min(max(day + timedelta(days=more), date(1992, 1, 1)), date(2040, 1, 1))
            period = Period(first=day - timedelta(days=length), last=day)

            assert printed(keeping, period, **cut) == printed(plain, period, **cut)


@given(
    records=st.tuples(calm("a"), calm("b"), calm("c")),
    start=st.dates(date(2012, 1, 1), date(2027, 1, 1)),
    reports=asked,
)
def test_a_report_of_a_calm_register_is_the_same_with_and_without_what_was_kept(
    records: tuple[Instrument, ...], start: date, reports: list[tuple[int, int, dict[str, str | bool]]]
) -> None:
    same_reports(records, [], start, reports)


@given(
    records=st.tuples(lives(ref="a"), calm("b"), instruments(ref="c")),
    projects=st.lists(any_project, max_size=1),
    start=days,
    reports=asked,
)
def test_a_report_of_any_register_is_the_same_with_and_without_what_was_kept(
    records: tuple[Instrument, ...],
    projects: list[Project],
    start: date,
    reports: list[tuple[int, int, dict[str, str | bool]]],
) -> None:
    same_reports(records, projects, start, reports)


def test_in_the_next_week_only_what_may_have_moved_is_derived_again() -> None:
    lease = agreement("lease", facts="1994-03-28 signed\n1994-10-24 entered-into-force", recorded_at=LONG_AGO)
    waits = agreement("waits", facts="2010-01-09 signed", recorded_at=LONG_AGO)
    ruled = agreement("ruled", facts="2010-01-09 signed", recorded_at=LONG_AGO, clauses=(NOTES,))  # has days of its own
    with tempfile.TemporaryDirectory() as folder, patch.object(places, "LARGE", 0):
        path = Path(folder) / "register.json"
        replace_file(path, register_text(lease, waits, ruled).encode())
        keeping = TinyDBStore(FilePlace(path, catalogues=Path(folder) / "catalogues"))
        week = Period(first=date(2026, 11, 16), last=date(2026, 11, 22))
        printed(keeping, week)
        seen: list[str] = []
        with patch.object(report_quiet, "see_one", lambda each, *_: seen.append(each.ref)):
            report_weekly(
                keeping, Period(first=date(2026, 11, 23), last=date(2026, 11, 29)), Law(), law_state=lambda: "law"
            )
            assert seen == ["ruled"]
            seen.clear()
            report_weekly(keeping, week, Law(), law_state=lambda: "another law")
            assert seen == ["lease", "waits", "ruled"]
