from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.actions.show_status import BASE, StatusAnswer, show_status
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.errors import InstrumentNotFoundError
from igc_tracker.domain.instruments import Conflict, Relation, Unlock, UnlockedBy
from igc_tracker.domain.register import Milestone, Project, Quantity
from support import RECORDED_AT, agreement, day, memory_store, moment, on

BAITEREK = agreement(
    "baiterek-2004",
    title="Agreement on Baiterek",
    facts="2004-12-22 signed\n2005-12-15 entered-into-force",
    short_titles={"en": "Baiterek agreement"},
)
PROTOCOL = agreement(
    "baiterek-protocol-2018",
    title="Amending protocol",
    links=[(Relation.AMENDS, "baiterek-2004")],
    facts="2017-12-29 cleared-to-sign KZ\n?2018-07-01 cleared-to-sign RU\n2018-08-22 signed",
    unlocks=(Unlock(by=UnlockedBy.SIGNATURE, what={"en": "budget"}, project="baiterek"),),
)
ROADMAP = agreement("roadmap-2017", links=[(Relation.IMPLEMENTS, "baiterek-2004")], facts="2017-06-10 signed KZ")
LEASE = agreement("lease-1994", facts="1994-03-28 signed")
MILESTONE = Milestone(
    id="m1",
    text={"en": "Accepted"},
    on=on("2018-03"),
    quantity=Quantity(done=200, total=243, unit={"en": "facilities"}),
    recorded_at=RECORDED_AT,
    recorded_by="officer",
)
PROJECT = Project(
    ref="baiterek",
    titles={"en": "Baiterek complex"},
    instruments=("baiterek-2004",),
    milestones=(
        MILESTONE,
        replace(
            MILESTONE, id="m2", on=on("2018-07"), quantity=Quantity(done=243, total=243, unit={"en": "facilities"})
        ),
        replace(MILESTONE, id="m3", on=on("2018-08"), quantity=None),
    ),
    conflicts=(Conflict(text="243 or 242", facts=("m1", "m2")),),
    recorded_at=RECORDED_AT,
    recorded_by="officer",
)
STORE = memory_store(PROTOCOL, LEASE, ROADMAP, BAITEREK, projects=(PROJECT,))


def status(query: str | None, as_of: str) -> StatusAnswer:
    return show_status(STORE, query, as_of=day(as_of), known_on=None)


def test_a_query_shows_its_family_base_first_then_by_first_sign_of_life() -> None:
    (family,) = status("protocol", "2018-07-15").families

    assert (family.base, family.members) == (
        "baiterek-2004",
        ("baiterek-2004", "roadmap-2017", "baiterek-protocol-2018"),
    )
    assert family.parties == ("KZ", "RU")


def test_each_member_says_how_it_is_tied() -> None:
    answer = status("baiterek", "2018-07-15")

    assert [(each.ref, each.relation, each.relation_to) for each in answer.instruments] == [
        ("baiterek-2004", BASE, None),
        ("roadmap-2017", "implements", "baiterek-2004"),
        ("baiterek-protocol-2018", "amends", "baiterek-2004"),
    ]


def test_the_amending_protocol_was_ready_for_signature_on_the_words_of_one_side() -> None:
    protocol = status("baiterek", "2018-07-15").instrument("baiterek-protocol-2018")

    assert protocol.standing is StandingCode.READY_FOR_SIGNATURE
    assert not protocol.standing_settled
    assert protocol.standing_otherwise is StandingCode.CLEARANCE_PENDING
    assert protocol.rests_on == ("cleared-to-sign-ru-2018-07-01",)
    assert protocol.signed_on is None
    assert status("baiterek", "2018-08-22").instrument("baiterek-protocol-2018").signed_on == on("2018-08-22")


def test_those_on_their_way_are_named_latest_sign_of_life_first() -> None:
    assert status("baiterek", "2018-09-01").families[0].pending == ("baiterek-protocol-2018", "roadmap-2017")


def test_what_does_not_exist_yet_is_named_with_its_first_day() -> None:
    answer = status("baiterek", "2010-01-01")

    assert answer.families[0].members == ("baiterek-2004",)
    assert {(each.ref, str(each.first)) for each in answer.not_yet} == {
        ("baiterek-protocol-2018", "2017-12-29"),
        ("roadmap-2017", "2017-06-10"),
    }


def test_before_anything_exists_there_is_no_family_and_all_are_named() -> None:
    answer = status("baiterek", "2004-12-21")

    assert (answer.families, answer.instruments) == ((), ())
    assert len(answer.not_yet) == 3


def test_what_lives_before_its_base_is_shown_without_it() -> None:
    store = memory_store(agreement("base", facts="2020-01-01 signed"), replace(PROTOCOL, links=PROTOCOL.links))
    orphan = show_status(store, "protocol", as_of=day("2018-09-01"), known_on=None)

    assert orphan.families[0].base == "baiterek-protocol-2018"


def test_the_family_is_named_after_the_project_it_serves_or_else_after_its_base() -> None:
    assert status("baiterek", "2018-07-15").families[0].name["en"] == "Baiterek complex"
    assert status("lease", "2018-07-15").families[0].name == {"en": "Agreement on the lease", "ru": None, "kk": None}


def test_the_project_tells_its_latest_count_and_its_conflicts() -> None:
    (before,), (after,) = (status("baiterek", each).projects for each in ("2018-06-01", "2018-09-01"))

    assert before.progress is not None
    assert after.progress is not None
    assert (before.progress.quantity.done, before.progress.milestone, before.conflicts) == (200, "m1", ())
    assert (after.progress.quantity.done, after.progress.on) == (243, on("2018-07"))
    assert [conflict.text for conflict in after.conflicts] == ["243 or 242"]


def test_a_project_that_has_counted_nothing_tells_no_progress() -> None:
    assert [project.progress for project in status("baiterek", "2017-12-31").projects] == [None]


def test_without_a_query_every_instrument_is_shown_in_the_order_of_its_standing() -> None:
    answer = status(None, "2018-09-01")

    assert [(each.ref, each.standing) for each in answer.instruments] == [
        ("roadmap-2017", StandingCode.PARTLY_SIGNED),
        ("lease-1994", StandingCode.SIGNED),
        ("baiterek-protocol-2018", StandingCode.SIGNED),
        ("baiterek-2004", StandingCode.IN_FORCE),
    ]
    assert (answer.families, answer.projects) == ((), ())


def test_a_query_in_several_families_shows_each_most_relevant_first() -> None:
    answer = status("agreement", "2018-09-01")

    assert [family.base for family in answer.families] == ["lease-1994", "baiterek-2004"]


def test_what_was_not_known_is_not_found() -> None:
    store = memory_store(BAITEREK, agreement("known", recorded_at=moment("2019-01-01")))

    with pytest.raises(InstrumentNotFoundError):
        show_status(store, "baiterek", as_of=day("2018-09-01"), known_on=day("2026-11-21"))
