from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.derive.known import register_known_on
from igc_tracker.domain.register import Meeting, Milestone, Project
from support import RECORDED_AT, agreement, day, moment, register, struck, timeline


def test_what_was_recorded_later_was_not_known() -> None:
    known, later = timeline("2018-08-22 signed KZ"), timeline("2018-08-22 signed RU", recorded_at=moment("2026-12-24"))
    lease = agreement(facts=known + later)

    found = register_known_on(register(lease), day("2026-12-23"))

    assert [each.facts for each in found.instruments] == [known]
    assert register_known_on(register(lease), day("2026-12-24")) == register(lease)


def test_a_fact_struck_later_still_counted() -> None:
    (signed,) = timeline("2018-08-22 signed KZ")
    lease = agreement(facts=(struck(signed, at=moment("2026-12-24")),))

    (found,) = register_known_on(register(lease), day("2026-12-23")).instruments

    assert found.facts == (signed,)
    assert register_known_on(register(lease), day("2026-12-24")) == register(lease)


def test_an_instrument_recorded_later_was_not_known_at_all() -> None:
    assert register_known_on(register(agreement()), day("2026-11-21")).instruments == ()


def test_milestones_and_meetings_are_known_likewise() -> None:
    milestone = Milestone(id="m1", text={"en": "Begun"}, recorded_at=RECORDED_AT, recorded_by="officer")
    project = Project(
        ref="baiterek",
        titles={"en": "Baiterek"},
        milestones=(milestone, replace(milestone, id="m2", recorded_at=moment("2026-12-24"))),
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )
    late = replace(project, ref="late", recorded_at=moment("2026-12-24"))
    meeting = Meeting(ref="igc-1", body="Commission", recorded_at=RECORDED_AT, recorded_by="officer")
    whole = replace(
        register(projects=(project, late)), meetings=(meeting, replace(meeting, recorded_at=moment("2027-01-01")))
    )

    found = register_known_on(whole, day("2026-12-23"))

    assert [(each.ref, [item.id for item in each.milestones]) for each in found.projects] == [("baiterek", ["m1"])]
    assert found.meetings == (meeting,)


@pytest.mark.parametrize(("known_on", "count"), [("2026-11-21", 0), ("2026-11-22", 1)])
def test_the_day_is_the_recorders_own(known_on: str, count: int) -> None:
    just_after_midnight = agreement(recorded_at=moment("2026-11-22T00:30"))  # in Greenwich it is the day before

    assert len(register_known_on(register(just_after_midnight), day(known_on)).instruments) == count
