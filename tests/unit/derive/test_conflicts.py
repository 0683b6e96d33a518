from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.conflicts import derive_conflicts, derive_project_conflicts
from igc_tracker.domain.facts import REPEATABLE, FactKind
from igc_tracker.domain.instruments import Conflict
from igc_tracker.domain.register import Milestone, Project
from support import RECORDED_AT, TODAY, agreement, day, on, struck, timeline

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.derive.conflicts import ConflictFound
    from igc_tracker.domain.instruments import Instrument


def conflicts_of(instrument: Instrument, *, as_of: date = TODAY) -> tuple[ConflictFound, ...]:
    return derive_conflicts(instrument, facts_counting(instrument, as_of=as_of), as_of=as_of)


def test_two_days_for_one_act_are_a_conflict() -> None:
    (found,) = conflicts_of(agreement(facts="2020-02-13 ratified KZ\n2020-02-14 ratified KZ"))

    assert found.text is None
    assert found.facts == ("ratified-kz-2020-02-13", "ratified-kz-2020-02-14")
    assert (found.kind, found.party) == (FactKind.RATIFIED, "KZ")


@pytest.mark.parametrize(
    "facts",
    [
        "2020-02-13 ratified KZ\n2020-02-14 ratified RU",
        "2020-02-13 ratified KZ\n2020-02 ratified KZ",
        "2020-02-13 ratified KZ\nundated ratified KZ",
        "2020-02-13 ratified KZ\n2020-02-14 approved KZ",
        "2020-02-13 published\n2020-02-14 published",
    ],
)
def test_what_can_both_be_right_is_none(facts: str) -> None:
    assert conflicts_of(agreement(facts=facts)) == ()


@pytest.mark.parametrize("kind", sorted(REPEATABLE - {FactKind.PLANNED}))
def test_what_may_happen_again_is_none(kind: FactKind) -> None:
    assert conflicts_of(agreement(facts=f"2020-02-13 {kind.value} KZ\n2021-02-14 {kind.value} KZ")) == ()


def test_an_act_of_all_is_held_against_that_of_one() -> None:
    (found,) = conflicts_of(agreement(facts="2018-08-22 signed\n2018-08-23 signed RU"))

    assert (found.kind, found.party) == (FactKind.SIGNED, "RU")


def test_a_conflict_shows_once_both_facts_count() -> None:
    lease = agreement(facts="2020-02-13 ratified KZ\n2020-02-14 ratified KZ")

    assert conflicts_of(lease, as_of=day("2020-02-13")) == ()
    assert len(conflicts_of(lease, as_of=day("2020-02-14"))) == 1


def test_striking_one_side_ends_the_conflict() -> None:
    one, other = timeline("2020-02-13 ratified KZ\n2020-02-14 ratified KZ")

    assert conflicts_of(agreement(facts=(one, struck(other)))) == ()


def test_a_noted_conflict_is_told_in_its_own_words_and_only_once() -> None:
    noted = Conflict(text="Two days for the law.", facts=("ratified-kz-2020-02-14", "ratified-kz-2020-02-13"))
    lease = agreement(facts="2020-02-13 ratified KZ\n2020-02-14 ratified KZ", conflicts=(noted,))

    (found,) = conflicts_of(lease)

    assert (found.text, found.facts) == (noted.text, noted.facts)
    assert conflicts_of(lease, as_of=day("2020-02-13")) == ()


def test_a_noted_conflict_that_names_no_facts_shows_from_the_day_it_was_recorded() -> None:
    lease = agreement(facts="2018-08-22 signed", conflicts=(Conflict(text="The sum is disputed."),))

    assert conflicts_of(lease, as_of=day("2026-11-21")) == ()
    assert [each.text for each in conflicts_of(lease, as_of=day("2026-11-22"))] == ["The sum is disputed."]


def test_a_projects_conflict_shows_once_its_milestones_count() -> None:
    milestone = Milestone(id="m1", text={"en": "243"}, on=on("2018-07"), recorded_at=RECORDED_AT, recorded_by="officer")
    project = Project(
        ref="baiterek",
        titles={"en": "Baiterek"},
        conflicts=(Conflict(text="243 or 242.", facts=("m1", "m2")), Conflict(text="Cost.")),
        milestones=(milestone, replace(milestone, id="m2", on=on("2018-08"))),
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )

    def texts(as_of: str) -> list[str | None]:
        return [each.text for each in derive_project_conflicts(project, as_of=day(as_of))]

    assert texts("2018-07-15") == []
    assert texts("2018-08-01") == ["243 or 242."]
    assert texts("2026-11-23") == ["243 or 242.", "Cost."]


def test_a_note_that_replaces_one_taken_back_is_no_conflict() -> None:
    replaced = (
        "2024-03-31 notification-received KZ\n2024-04-10 instrument-withdrawn KZ\n2024-08-31 notification-received KZ"
    )
    twice = (
        "2024-03-31 notification-received KZ\n2024-08-31 notification-received KZ\n2024-09-10 instrument-withdrawn KZ"
    )

    assert conflicts_of(agreement(facts=replaced)) == ()
    assert len(conflicts_of(agreement(facts=twice))) == 1
