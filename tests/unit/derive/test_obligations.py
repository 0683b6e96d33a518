from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.derive.deadlines import derive_deadlines
from igc_tracker.derive.obligations import ObligationStanding, ObligationState, derive_obligations
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.instruments import InstrumentKind
from igc_tracker.domain.obligations import Every, Obligation
from support import agreement, day, on, performed, timeline

YEARLY = Obligation(
    id="launches",
    text={"en": "three launches a year"},
    parties=("RU",),
    at_least=3,
    every=Every.YEAR,
    first=on("2028"),
    until=on("2030"),
)
BY_DAY = Obligation(id="launches", text={"en": "three test launches"}, at_least=3, until=on("2026"))
IN_FORCE = "2025-01-01 entered-into-force"


def owed(obligation: Obligation, as_of: str, said: str = "", facts: str = IN_FORCE) -> ObligationStanding:
    found = agreement(facts=(*timeline(facts), *performed(said)), obligations=(obligation,))
    standing = derive_standing(found, as_of=day(as_of))
    assert standing is not None
    (only,) = derive_obligations(found, standing)
    return only


def counts(found: ObligationStanding) -> list[tuple[int, int, str]]:
    return [(count.done, count.possible, count.state.value) for count in found.periods]


def test_each_year_is_counted_on_its_own() -> None:
    found = owed(
        YEARLY,
        "2029-06-30",
        """
        2028-02-01 2
        2028-11-01 1
        2029-03-01 1
        """,
    )

    assert counts(found) == [(3, 0, "done"), (1, 0, "on-time"), (0, 0, "not-yet-due")]
    assert (found.state, found.done) == (ObligationState.ON_TIME, 4)


def test_the_periods_are_those_that_have_begun_and_the_next() -> None:
    assert [str(count.first) for count in owed(YEARLY, "2027-01-01").periods] == ["2028-01-01"]
    assert [str(count.first) for count in owed(YEARLY, "2028-01-01").periods] == ["2028-01-01", "2029-01-01"]
    last = owed(YEARLY, "2040-01-01").periods[-1]
    assert (str(last.first), str(last.last)) == ("2030-01-01", "2030-12-31")


@pytest.mark.parametrize(
    ("as_of", "said", "state"),
    [
        ("2027-12-31", "", "not-yet-due"),
        ("2028-01-01", "", "on-time"),
        ("2028-07-01", "", "not-assessed"),
        ("2028-07-01", "2028-02-01 0", "at-risk"),
        ("2028-07-01", "2028-02-01 1", "on-time"),
        ("2028-12-01", "2028-02-01 2", "on-time"),
        ("2028-12-02", "2028-02-01 2", "at-risk"),
        ("2028-12-31", "2028-02-01 3", "on-time"),
        ("2029-01-01", "2028-02-01 2", "overdue"),
        ("2029-01-01", "", "not-assessed"),
    ],
)
def test_the_state_follows_from_the_facts_and_the_day(as_of: str, said: str, state: str) -> None:
    assert owed(YEARLY, as_of, said).state.value == state


def test_what_is_not_recorded_is_not_taken_for_not_done() -> None:
    assert owed(BY_DAY, "2027-06-01").state is ObligationState.NOT_ASSESSED
    assert owed(BY_DAY, "2027-06-01", "2026-12-31 0").state is ObligationState.OVERDUE


def test_more_than_owed_is_told_and_not_carried_over() -> None:
    found = owed(YEARLY, "2029-01-01", "2028-02-01 5")

    assert [count.surplus for count in found.periods] == [2, 0, 0]
    assert counts(found)[1][0] == 0


def test_what_may_lie_in_either_year_is_counted_in_neither_and_told_in_both() -> None:
    found = owed(YEARLY, "2029-06-30", "2028-12..2029-01 3")

    assert counts(found)[:2] == [(0, 3, "not-assessed"), (0, 3, "not-assessed")]


def test_hearsay_is_possible_and_not_done() -> None:
    found = owed(BY_DAY, "2026-06-01", "2026-01-01 1\n?2026-02-01 2")

    assert counts(found) == [(1, 2, "on-time")]


def test_evidence_that_leaves_it_open_is_not_assessed() -> None:
    assert owed(BY_DAY, "2027-01-01", "2026-01-01 1\n?2026-02-01 2").state is ObligationState.NOT_ASSESSED


def test_what_is_done_after_its_day_is_done_late() -> None:
    in_time, late = owed(BY_DAY, "2027-06-01", "2026-12-31 3"), owed(BY_DAY, "2027-06-01", "2027-01-01 3")

    assert (in_time.state, in_time.periods[0].late) == (ObligationState.DONE, False)
    assert (late.state, late.periods[0].late) == (ObligationState.DONE, True)


def test_what_is_owed_without_a_day_is_performed_or_not_assessed() -> None:
    once = Obligation(id="launches", text={"en": "to pay"})

    assert owed(once, "2030-01-01").state is ObligationState.NOT_ASSESSED
    assert owed(once, "2030-01-01", "2029-01-01 -").state is ObligationState.DONE


def test_nothing_is_owed_under_a_treaty_that_is_not_in_force() -> None:
    found = owed(BY_DAY, "2027-06-01", "2026-01-01 0", facts="2024-01-01 signed")

    assert (found.binding, found.state) == (False, ObligationState.NOT_BINDING)
    assert owed(BY_DAY, "2026-06-01", facts="2024-01-01 provisionally-applied").binding


def test_what_was_done_before_it_was_owed_is_done() -> None:
    assert owed(BY_DAY, "2026-06-01", "2026-01-01 3", facts="2024-01-01 signed").state is ObligationState.DONE


def test_a_roadmap_is_a_commitment_from_its_adoption() -> None:
    roadmap = agreement(kind=InstrumentKind.ROADMAP, facts="2024-01-01 adopted", obligations=(BY_DAY,))
    standing = derive_standing(roadmap, as_of=day("2025-01-01"))
    assert standing is not None

    assert derive_obligations(roadmap, standing)[0].binding


def test_an_obligation_of_nobody_named_is_everybodys() -> None:
    assert owed(BY_DAY, "2026-01-01").parties == ("KZ", "RU")
    assert owed(YEARLY, "2026-01-01").parties == ("RU",)


def test_without_a_beginning_periods_are_those_of_the_calendar_from_entry_into_force() -> None:
    quarterly = replace(YEARLY, every=Every.QUARTER, first=None, until=None)

    found = owed(quarterly, "2025-05-01", facts="2025-02-10 entered-into-force")

    assert [(str(count.first), str(count.last)) for count in found.periods] == [
        ("2025-01-01", "2025-03-31"),
        ("2025-04-01", "2025-06-30"),
        ("2025-07-01", "2025-09-30"),
    ]


def test_periods_cannot_be_counted_from_a_day_nobody_knows() -> None:
    found = owed(replace(YEARLY, first=None), "2029-01-01", facts="2025-01-01 provisionally-applied")

    assert (found.periods, found.state) == ((), ObligationState.NOT_ASSESSED)


def test_the_end_of_the_period_that_runs_falls_due_and_a_short_one_was_missed() -> None:
    found = agreement(facts=(*timeline(IN_FORCE), *performed("2028-02-01 2")), obligations=(YEARLY,))

    def due(as_of: str) -> list[tuple[str, bool]]:
        standing = derive_standing(found, as_of=day(as_of))
        assert standing is not None
        return [(str(each.on), each.missed) for each in derive_deadlines(found, standing)]

    assert due("2028-06-01") == [("2028-12-31", False)]
    assert due("2029-06-01") == [("2028-12-31", True), ("2029-12-31", False)]


def test_what_does_not_bind_falls_due_on_no_day() -> None:
    found = agreement(facts="2024-01-01 signed", obligations=(YEARLY,))
    standing = derive_standing(found, as_of=day("2028-06-01"))
    assert standing is not None

    assert derive_deadlines(found, standing) == ()
