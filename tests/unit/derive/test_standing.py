from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.standing import ENDED, SETTLED, StandingCode, derive_standing
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ChainLink, Gap, InstrumentKind
from support import TODAY, agreement, day, on, struck, timeline

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument

SIGNED_AND_RATIFIED = """
    2018-08-22 signed KZ
    2018-08-22 signed RU
    2020-02-13 ratified KZ
    2020-06-08 ratified RU
"""


def standing_of(instrument: Instrument, *, as_of: date = TODAY) -> Standing:
    found = derive_standing(instrument, as_of=as_of)
    assert found is not None
    return found


def code_of(facts: str | tuple[Fact, ...], *, as_of: date = TODAY) -> StandingCode:
    return standing_of(agreement(facts=facts), as_of=as_of).code


# --- every standing -----------------------------------------------------------------------------------------------


EVERY_STANDING = {
    StandingCode.PROPOSED: "2017-01-10 proposed KZ",
    StandingCode.UNDER_NEGOTIATION: "2017-01-10 proposed KZ\n2017-03-01 negotiated",
    StandingCode.TEXT_AGREED: "2017-03-01 negotiated\n2017-06-01 text-agreed",
    StandingCode.INITIALLED: "2017-06-01 text-agreed\n2017-06-02 initialled",
    StandingCode.CLEARANCE_PENDING: "2017-06-02 initialled\n2017-12-29 cleared-to-sign KZ",
    StandingCode.READY_FOR_SIGNATURE: "2017-12-29 cleared-to-sign KZ\n2018-05-01 cleared-to-sign RU",
    StandingCode.PARTLY_SIGNED: "2018-08-22 signed KZ",
    StandingCode.SIGNED: "2018-08-22 signed KZ\n2018-08-22 signed RU",
    StandingCode.CONSENT_PENDING: "2018-08-22 signed\n2020-02-13 ratified KZ",
    StandingCode.NOTIFICATION_PENDING: SIGNED_AND_RATIFIED,
    StandingCode.ACTS_COMPLETE: SIGNED_AND_RATIFIED + "2020-07-01 instruments-exchanged",
    StandingCode.ENTRY_INTO_FORCE_SCHEDULED: SIGNED_AND_RATIFIED + "2026-11-01 planned - entered-into-force 2027-01-01",
    StandingCode.PROVISIONALLY_APPLIED: "2018-08-22 signed\n2018-08-22 provisionally-applied",
    StandingCode.IN_FORCE: SIGNED_AND_RATIFIED + "2020-08-01 entered-into-force",
    StandingCode.SUSPENDED: "2005-12-15 entered-into-force\n2010-01-01 suspended",
    StandingCode.TERMINATED: "2005-12-15 entered-into-force\n2020-01-01 terminated",
    StandingCode.EXPIRED: "2005-12-15 entered-into-force\n2015-12-15 expired",
    StandingCode.SUPERSEDED: "2005-12-15 entered-into-force\n2018-01-01 superseded",
    StandingCode.ABANDONED: "2005-01-01 negotiated\n2009-01-01 abandoned",
}


@pytest.mark.parametrize(("code", "facts"), EVERY_STANDING.items(), ids=[code.value for code in EVERY_STANDING])
def test_every_standing_of_a_treaty_follows_from_its_facts(code: StandingCode, facts: str) -> None:
    standing = standing_of(agreement(facts=facts))

    assert standing.code is code
    assert standing.is_settled
    assert standing.otherwise is None


def test_there_is_an_example_of_every_standing() -> None:
    assert set(EVERY_STANDING) | {StandingCode.ADOPTED} == set(StandingCode)


def test_a_memorandum_that_all_have_signed_is_adopted() -> None:
    memorandum = agreement(kind=InstrumentKind.MEMORANDUM, facts="2018-08-22 signed KZ\n2018-08-22 signed RU")

    assert standing_of(memorandum).code is StandingCode.ADOPTED


def test_a_roadmap_is_adopted_without_a_signature() -> None:
    assert standing_of(agreement(kind=InstrumentKind.ROADMAP, facts="2017-06-10 adopted")).code is StandingCode.ADOPTED


def test_a_binding_memorandum_waits_for_consent_like_any_treaty() -> None:
    memorandum = agreement(kind=InstrumentKind.MEMORANDUM, binding=True, facts="2018-08-22 signed")

    assert standing_of(memorandum).code is StandingCode.SIGNED


def test_a_memorandum_may_be_recorded_as_in_force_all_the_same() -> None:
    memorandum = agreement(kind=InstrumentKind.MEMORANDUM, facts="2018-08-22 signed\n2018-08-22 entered-into-force")

    assert standing_of(memorandum).code is StandingCode.IN_FORCE


def test_ended_standings_are_settled_and_nothing_on_its_way_is() -> None:
    assert ENDED < SETTLED
    assert StandingCode.PROVISIONALLY_APPLIED not in SETTLED
    assert StandingCode.ENTRY_INTO_FORCE_SCHEDULED not in SETTLED


# --- from one to the next -----------------------------------------------------------------------------------------


def test_a_treaty_walks_through_its_life_as_the_days_go_by() -> None:
    baiterek = agreement(
        facts="""
        2016-11-01 negotiated
        2017-12-29 cleared-to-sign KZ
        2018-07-01 cleared-to-sign RU
        2018-08-22 signed
        2020-02-13 ratified KZ
        2020-06-08 ratified RU
        2020-07-01 notification-sent KZ
        2020-07-03 notification-received KZ
        2020-07-10 notification-sent RU
        2020-07-13 notification-received RU
        2020-07-13 entered-into-force
        """
    )

    days = ["2016-11-01", "2017-12-29", "2018-07-01", "2018-08-22", "2020-02-13", "2020-06-08", "2020-07-13"]
    walked = [standing_of(baiterek, as_of=day(each)).code for each in days]

    assert walked == [
        StandingCode.UNDER_NEGOTIATION,
        StandingCode.CLEARANCE_PENDING,
        StandingCode.READY_FOR_SIGNATURE,
        StandingCode.SIGNED,
        StandingCode.CONSENT_PENDING,
        StandingCode.NOTIFICATION_PENDING,
        StandingCode.IN_FORCE,
    ]


def test_nothing_of_it_exists_before_its_first_fact() -> None:
    lease = agreement(facts="2004-12-22 signed")

    assert derive_standing(lease, as_of=day("2004-12-21")) is None
    assert standing_of(lease, as_of=day("2004-12-22")).code is StandingCode.SIGNED


def test_without_facts_it_exists_from_the_day_it_was_recorded() -> None:
    assert derive_standing(agreement(), as_of=day("2026-11-21")) is None
    assert standing_of(agreement(), as_of=day("2026-11-22")).code is StandingCode.PROPOSED


def test_once_recorded_it_exists_though_its_first_fact_lies_ahead() -> None:
    assert standing_of(agreement(facts="2026-12-01 signed"), as_of=TODAY).code is StandingCode.PROPOSED


def test_once_recorded_it_exists_though_its_only_fact_is_struck() -> None:
    (signed,) = timeline("2018-08-22 signed")

    assert derive_standing(agreement(facts=(struck(signed),)), as_of=day("2018-08-22")) is None
    assert standing_of(agreement(facts=(struck(signed),))).code is StandingCode.PROPOSED


def test_a_step_in_parliament_makes_consent_pending_and_no_more() -> None:
    assert code_of("2018-08-22 signed\n2019-12-01 lower-house-approved KZ") is StandingCode.CONSENT_PENDING


def test_both_parliaments_bring_no_treaty_into_force() -> None:
    both = SIGNED_AND_RATIFIED + "2020-02-14 parliament-approved KZ\n2020-06-09 parliament-approved RU"

    assert code_of(both) is StandingCode.NOTIFICATION_PENDING


def test_one_note_leaves_notification_pending() -> None:
    one = SIGNED_AND_RATIFIED + "2020-07-01 notification-sent KZ\n2020-07-03 notification-received KZ"

    assert code_of(one) is StandingCode.NOTIFICATION_PENDING


def test_notes_sent_and_not_yet_received_leave_notification_pending() -> None:
    sent = SIGNED_AND_RATIFIED + "2020-07-01 notification-sent KZ\n2020-07-01 notification-sent RU"

    assert code_of(sent) is StandingCode.NOTIFICATION_PENDING


def test_where_no_ratification_is_required_signature_leads_to_the_notes() -> None:
    waived = "2018-08-22 signed\n2018-09-01 ratification-not-required"

    assert code_of(waived) is StandingCode.NOTIFICATION_PENDING


def test_accession_needs_no_signature() -> None:
    acceded = """
        2018-08-22 signed KZ
        2018-08-22 signed RU
        2019-01-01 ratified KZ
        2019-01-01 ratified RU
        2021-01-01 acceded AM
        2021-01-01 instrument-deposited
    """

    standing = standing_of(agreement(facts=acceded, parties=("KZ", "RU", "AM")))

    assert standing.code is StandingCode.ACTS_COMPLETE


def test_a_party_that_has_not_signed_leaves_it_partly_signed() -> None:
    three = agreement(facts="2018-08-22 signed KZ\n2018-08-22 signed RU", parties=("KZ", "RU", "BY"))

    assert standing_of(three).code is StandingCode.PARTLY_SIGNED


def test_ratification_by_one_shows_that_it_was_signed_though_no_day_is_recorded() -> None:
    assert code_of("2020-02-13 ratified KZ") is StandingCode.CONSENT_PENDING


def test_unknown_consent_is_not_taken_for_given() -> None:
    looked_for = agreement(
        facts="2018-08-22 signed\n2020-02-13 ratified KZ",
        gaps=(Gap(text="No Russian law found.", link=ChainLink.CONSENT, party="RU"),),
    )

    assert standing_of(looked_for).code is StandingCode.CONSENT_PENDING


def test_a_signature_looked_for_and_not_found_is_not_taken_for_given() -> None:
    looked_for = agreement(
        facts="2017-12-29 cleared-to-sign",
        gaps=(Gap(text="No signature found.", link=ChainLink.SIGNED),),
    )

    assert standing_of(looked_for).code is StandingCode.READY_FOR_SIGNATURE


def test_a_resumed_treaty_is_in_force_again() -> None:
    paused = "2005-12-15 entered-into-force\n2010-01-01 suspended\n2012-01-01 resumed"

    assert code_of(paused, as_of=day("2011-01-01")) is StandingCode.SUSPENDED
    assert code_of(paused) is StandingCode.IN_FORCE


def test_provisional_application_that_has_ended_leaves_what_was_there_before() -> None:
    ended = "2018-08-22 signed\n2018-08-22 provisionally-applied\n2019-08-22 provisional-application-ended"

    assert code_of(ended, as_of=day("2019-08-21")) is StandingCode.PROVISIONALLY_APPLIED
    assert code_of(ended) is StandingCode.SIGNED


def test_in_force_outweighs_provisional_application() -> None:
    both = "2018-08-22 signed\n2018-08-22 provisionally-applied\n2020-01-01 entered-into-force"

    assert code_of(both) is StandingCode.IN_FORCE


def test_the_withdrawal_of_one_party_does_not_end_it() -> None:
    assert code_of("2005-12-15 entered-into-force\n2020-01-01 terminated RU") is StandingCode.IN_FORCE


def test_the_denunciation_of_one_of_three_does_not_end_it() -> None:
    three = agreement(
        facts="2005-12-15 entered-into-force\n2020-01-01 denounced RU",
        parties=("KZ", "RU", "BY"),
    )

    assert standing_of(three).code is StandingCode.IN_FORCE


def test_the_last_of_several_ends_counts() -> None:
    assert (
        code_of("2005-12-15 entered-into-force\n2015-12-15 expired\n2018-01-01 superseded") is StandingCode.SUPERSEDED
    )


def test_a_plan_that_is_past_schedules_nothing() -> None:
    planned = SIGNED_AND_RATIFIED + "2020-07-01 planned - entered-into-force 2020-09"

    assert code_of(planned, as_of=day("2020-09-29")) is StandingCode.ENTRY_INTO_FORCE_SCHEDULED
    assert code_of(planned, as_of=day("2020-09-30")) is StandingCode.NOTIFICATION_PENDING


@pytest.mark.parametrize("kind", ["remark", "communication", "published", "registered"])
def test_what_is_only_worth_recording_changes_no_standing(kind: str) -> None:
    assert code_of(f"2018-08-22 signed\n?2019-01-01 {kind} KZ") is StandingCode.SIGNED


def test_full_powers_are_no_clearance() -> None:
    assert code_of("2018-01-01 initialled\n2018-08-01 full-powers-issued KZ") is StandingCode.INITIALLED


# --- what it rests on ---------------------------------------------------------------------------------------------


def test_an_unconfirmed_standing_names_what_it_rests_on_and_the_standing_otherwise() -> None:
    protocol = agreement(facts="2017-12-29 cleared-to-sign KZ\n?2018-07-01 cleared-to-sign RU")

    standing = standing_of(protocol)

    assert standing.code is StandingCode.READY_FOR_SIGNATURE
    assert not standing.is_settled
    assert standing.rests_on == ("cleared-to-sign-ru-2018-07-01",)
    assert standing.otherwise is StandingCode.CLEARANCE_PENDING


def test_a_standing_on_hearsay_alone_may_be_none_at_all() -> None:
    standing = standing_of(agreement(facts="?2018-08-22 signed"))

    assert standing.code is StandingCode.SIGNED
    assert standing.rests_on == ("signed-2018-08-22",)
    assert standing.otherwise is None


def test_hearsay_that_changes_nothing_leaves_the_standing_settled() -> None:
    standing = standing_of(agreement(facts="2018-08-22 signed\n?2018-01-01 initialled"))

    assert standing.is_settled
    assert standing.otherwise is None


def test_a_better_source_for_the_same_act_settles_it() -> None:
    standing = standing_of(agreement(facts="?2018-08-21 signed\n2018-08-22 signed"))

    assert standing.is_settled


def test_a_day_that_may_lie_ahead_leaves_the_standing_unsettled() -> None:
    protocol = agreement(facts="2018-01-01 initialled\n2018-08 signed")

    within = standing_of(protocol, as_of=day("2018-08-15"))

    assert (within.code, within.otherwise) == (StandingCode.SIGNED, StandingCode.INITIALLED)
    assert within.rests_on == ("signed-2018-08",)
    assert standing_of(protocol, as_of=day("2018-08-31")).is_settled


def test_hearsay_beside_the_point_is_not_what_a_standing_rests_on() -> None:
    protocol = agreement(facts="?2016-01-01 negotiated\n2017-12-29 cleared-to-sign KZ\n?2018-07-01 cleared-to-sign RU")

    assert standing_of(protocol).rests_on == ("cleared-to-sign-ru-2018-07-01",)


def test_where_two_hearsays_say_the_same_the_standing_rests_on_both() -> None:
    protocol = agreement(facts="2018-01-01 initialled\n?2018-08-21 signed\n?2018-08-22 signed")

    assert standing_of(protocol).rests_on == ("signed-2018-08-21", "signed-2018-08-22")


def test_a_standing_says_whose_and_on_which_day() -> None:
    standing = standing_of(agreement("baiterek-2004", facts="2004-12-22 signed"))

    assert (standing.ref, standing.as_of) == ("baiterek-2004", TODAY)
    assert [chain.party for chain in standing.chains] == ["KZ", "RU"]


@pytest.mark.parametrize("kind", list(FactKind))
def test_a_fact_of_any_kind_gives_a_standing(kind: FactKind) -> None:
    plan = "- signed 2027-03" if kind is FactKind.PLANNED else "KZ"

    assert code_of(f"2018-08-22 {kind.value} {plan}") in StandingCode


@pytest.mark.parametrize(
    ("as_of", "code"), [("2020-12-31", StandingCode.IN_FORCE), ("2021-01-01", StandingCode.TERMINATED)]
)
def test_an_end_agreed_for_a_later_day_comes_on_that_day(as_of: str, code: StandingCode) -> None:
    entered, ended = timeline("2000-01-01 entered-into-force\n2020-05-01 terminated")
    instrument = agreement(facts=(entered, replace(ended, effective_on=on("2021-01-01"))))

    standing = derive_standing(instrument, as_of=day(as_of))

    assert standing is not None
    assert standing.code is code
