from __future__ import annotations

from igc_tracker.derive.projects import ProjectStanding, StageState, TargetState, derive_project
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.instruments import Instrument, Unlock, UnlockedBy
from support import agreement, day, project

BUDGET = Unlock(by=UnlockedBy.SIGNATURE, what={"en": "budget"}, project="complex", stage="budget")
SHARES = Unlock(by=UnlockedBy.ENTRY_INTO_FORCE, what={"en": "shares"}, project="complex")
PROTOCOL = agreement(
    "protocol",
    facts="""
        2017-12-29 cleared-to-sign KZ
        2018-06-01 cleared-to-sign RU
        2018-08-20 signed KZ
        2018-08-22 signed RU
    """,
    unlocks=(SHARES, BUDGET),
)


def standing(as_of: str, *instruments: Instrument, said: str = "") -> ProjectStanding:
    found = project(said=said, stages="credit budget", targets="test:budget", instruments=("protocol",))
    return derive_project(found, {each.ref: each for each in instruments or (PROTOCOL,)}, as_of=day(as_of))


def states(found: ProjectStanding) -> dict[str, StageState]:
    return {stage.key: stage.state for stage in found.stages}


def test_budget_funding_waits_for_the_signature_and_names_who_has_not_signed() -> None:
    found = standing("2018-08-21")

    assert states(found) == {"credit": StageState.NOT_RECORDED, "budget": StageState.LOCKED}
    assert found.next_unlock is not None
    assert (found.next_unlock.ref, found.next_unlock.unlock.by) == ("protocol", UnlockedBy.SIGNATURE)
    assert [each.party for each in found.next_unlock.waiting] == ["RU"]


def test_the_last_signature_unlocks_it_and_the_next_unlock_is_named() -> None:
    found = standing("2018-08-22")

    assert states(found)["budget"] is StageState.UNLOCKED
    assert found.stage is None, "that it is unlocked does not say that it began"
    assert found.next_unlock is not None
    assert found.next_unlock.unlock.by is UnlockedBy.ENTRY_INTO_FORCE
    assert {each.party for each in found.next_unlock.waiting} == {"KZ", "RU"}


def test_that_a_stage_began_is_a_fact_of_its_own() -> None:
    found = standing("2019-01-01", said="2018-12-01 budget begun")

    assert states(found)["budget"] is StageState.BEGUN
    assert (found.stage, found.stages[1].milestone) == ("budget", "m1")


def test_a_blocked_target_names_the_instrument_and_the_parties_that_block_it() -> None:
    said = "2018-01-01 test for 2022"

    (blocked,) = standing("2018-08-21", said=said).targets
    (free,) = standing("2018-08-22", said=said).targets

    assert [(each.ref, [waits.party for waits in each.waiting]) for each in blocked.blocked_by] == [
        ("protocol", ["RU"])
    ]
    assert free.blocked_by == ()


def test_a_target_whose_funding_began_without_the_instrument_is_not_blocked() -> None:
    (target,) = standing("2018-08-21", said="2018-01-01 budget begun").targets

    assert target.blocked_by == ()


def test_what_is_reached_is_blocked_by_nothing() -> None:
    (target,) = standing("2018-08-21", said="2018-02-01 test reached").targets

    assert (target.state, target.blocked_by) == (TargetState.REACHED, ())


def test_an_instrument_that_does_not_exist_yet_is_waited_for() -> None:
    found = standing("2017-01-01")

    assert found.next_unlock is not None
    assert (found.next_unlock.standing, found.next_unlock.waiting) == (None, ())


def test_an_instrument_that_was_abandoned_goes_on_being_told() -> None:
    abandoned = agreement("protocol", facts="2018-01-01 signed KZ\n2019-01-01 abandoned", unlocks=(BUDGET,))

    found = standing("2020-01-01", abandoned)

    assert found.next_unlock is not None
    assert (found.next_unlock.standing, found.next_unlock.waiting) == (StandingCode.ABANDONED, ())


def test_a_plan_is_overdue_from_the_day_after_its_last_possible_day() -> None:
    said = "2018-01-01 test for 2022"

    (kept,) = standing("2022-12-31", said=said).targets
    (late,) = standing("2023-01-10", said=said).targets

    assert (kept.state, kept.overdue) == (TargetState.PLANNED, None)
    assert (late.state, late.overdue) == (TargetState.OVERDUE, 10)


def test_a_plan_without_a_last_day_is_never_overdue() -> None:
    (target,) = standing("2026-01-01", said="2018-01-01 test for 2020..").targets

    assert target.state is TargetState.PLANNED


def test_a_target_nobody_has_planned_is_said_to_have_no_day_and_to_be_told_of_later() -> None:
    (target,) = standing("2018-01-01", said="2018-02-01 test for 2022").targets

    assert (target.state, target.later) == (TargetState.UNPLANNED, 1)
