from __future__ import annotations

import pytest

from igc_tracker.actions.show_timeline import EntryState, TimelineAnswer, show_timeline
from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.domain.clauses import ForceRule, LastNotification, Offset, Period, TermRule, Unit
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument, Relation
from support import agreement, day, memory_store, on


def shown(
    *instruments: Instrument, as_of: str = "2026-11-23", query: str | None = None, within: str | None = None
) -> TimelineAnswer:
    return show_timeline(
        memory_store(*instruments),
        query,
        as_of=day(as_of),
        known_on=None,
        within=on(within) if within else None,
    )


def plans(facts: str, *, as_of: str = "2018-07-15") -> dict[str, EntryState]:
    entries = shown(agreement(facts=facts), as_of=as_of).entries
    return {str(entry.on): entry.state for entry in entries if (entry.fact or "").startswith("planned")}


def test_entries_stand_in_order_of_day_and_undated_ones_apart() -> None:
    answer = shown(
        agreement(facts="undated remark\n2018-08-22 signed\n2017-12-29 cleared-to-sign KZ\n2018-08 published")
    )

    assert [str(entry.on) for entry in answer.entries] == ["2017-12-29", "2018-08", "2018-08-22"]
    assert [entry.fact for entry in answer.undated] == ["remark-undated"]


def test_days_are_counted_from_the_single_day_before() -> None:
    answer = shown(agreement(facts="2018-08-22 signed KZ\n2018-08 remark\n2018-08-24 signed RU\n2018-09-23 remark"))

    assert {entry.fact: entry.days_since for entry in answer.entries} == {
        "remark-2018-08": None,
        "signed-kz-2018-08-22": None,
        "signed-ru-2018-08-24": 2,
        "remark-2018-09-23": 30,
    }


def test_a_plan_stands_at_the_day_planned_and_is_the_act_planned() -> None:
    (entry,) = shown(agreement(facts="2018-07-01 planned KZ signed 2018-10"), as_of="2018-07-15").entries

    assert (entry.on, entry.kind, entry.party, entry.state) == (
        on("2018-10"),
        FactKind.SIGNED,
        "KZ",
        EntryState.PLANNED,
    )
    assert entry.days_since is None


def test_a_plan_ahead_is_planned_and_one_past_is_missed() -> None:
    planned = "2018-01-10 planned - signed 2018-06"

    assert plans(planned, as_of="2018-06-29") == {"2018-06": EntryState.PLANNED}
    assert plans(planned, as_of="2018-06-30") == {"2018-06": EntryState.MISSED}


def test_a_plan_that_came_true_in_its_time_is_kept() -> None:
    assert plans("2018-01-10 planned - signed 2018-08\n2018-08-22 signed KZ", as_of="2018-09-01") == {
        "2018-08": EntryState.KEPT
    }


def test_a_plan_done_at_another_time_is_missed() -> None:
    assert plans("2018-01-10 planned - signed 2018-10\n2018-08-22 signed", as_of="2018-09-01") == {
        "2018-10": EntryState.MISSED
    }


def test_a_plan_that_another_followed_is_moved() -> None:
    planned = "2018-01-10 planned - signed 2018-06\n2018-07-01 planned - signed 2018-10"

    assert plans(planned) == {"2018-06": EntryState.MOVED, "2018-10": EntryState.PLANNED}


def test_a_plan_of_one_party_is_not_moved_by_that_of_another() -> None:
    planned = "2018-01-10 planned KZ signed 2018-09\n2018-07-01 planned RU signed 2018-10"

    assert plans(planned) == {"2018-09": EntryState.PLANNED, "2018-10": EntryState.PLANNED}


def test_the_act_of_one_party_does_not_keep_the_plan_of_another() -> None:
    assert plans("2018-01-10 planned RU signed 2018-07\n2018-07-10 signed KZ") == {"2018-07": EntryState.PLANNED}


def test_a_query_shows_its_family_and_its_parties() -> None:
    base = agreement("base", facts="2004 signed")
    protocol = agreement("protocol", links=[(Relation.AMENDS, "base")], facts="2018 signed", parties=("KZ", "RU", "BY"))
    other = agreement("other", facts="2010 signed", parties=("AM", "GE"))

    answer = shown(base, protocol, other, query="protocol")

    assert (answer.refs, answer.parties) == (("base", "protocol"), ("KZ", "RU", "BY"))
    assert len(shown(base, protocol, other).entries) == 3


@pytest.mark.parametrize(
    ("within", "facts"),
    [
        ("2018-08", ["signed-2018-08-22", "published-2018"]),
        ("..2017", ["cleared-to-sign-kz-2017-12-29"]),
        ("2018-10..", ["published-2018"]),
        ("2030", []),
    ],
)
def test_within_keeps_what_may_lie_in_those_days(within: str, facts: list[str]) -> None:
    lease = agreement(facts="2017-12-29 cleared-to-sign KZ\n2018-08-22 signed\n2018 published\nundated remark")

    answer = shown(lease, within=within)

    assert sorted(entry.fact or "" for entry in answer.entries) == sorted(facts)
    assert answer.undated == ()


def test_remarks_can_be_left_out() -> None:
    store = memory_store(agreement(facts="2018-08-22 signed\n2018-08-23 remark"))

    answer = show_timeline(store, None, as_of=day("2026-11-23"), known_on=None, remarks=False)

    assert [entry.kind for entry in answer.entries] == [FactKind.SIGNED]


def test_what_lies_ahead_and_is_no_plan_is_not_shown() -> None:
    assert shown(agreement(facts="2018-08-22 signed"), as_of="2018-08-21").entries == ()


def test_hearsay_is_marked_unsettled() -> None:
    (entry,) = shown(agreement(facts="?2018-08-22 signed")).entries

    assert not entry.settled


def test_what_a_clause_gives_stands_on_the_axis_marked_as_computed() -> None:
    rule = ForceRule(condition=LastNotification(), offset=Offset(period=Period(number=30, unit=Unit.DAY)))
    term = TermRule(term=Period(number=5, unit=Unit.YEAR), renewal=Period(number=5, unit=Unit.YEAR))
    clauses = (
        FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=rule),
        FinalClause(topic=ClauseTopic.DURATION, rule=term),
    )

    answer = shown(agreement(facts="2021-07-30 notification-received", clauses=clauses), as_of="2022-01-01")

    computed = [(str(entry.on), entry.kind, entry.deadline) for entry in answer.entries if entry.fact is None]
    assert computed == [
        ("2021-08-29", FactKind.ENTERED_INTO_FORCE, None),
        ("2026-08-29", None, DeadlineCode.RENEWAL),
    ]
