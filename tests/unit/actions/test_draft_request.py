from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.actions.draft_request import RequestAnswer, RequestKind, draft_request
from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.request_evidence import RemarkCode
from igc_tracker.domain.clauses import ForceRule, LastNotification
from igc_tracker.domain.errors import (
    BodyAbroadError,
    InstrumentNotFoundError,
    MissingValueError,
    NotAPartyError,
    NothingYetError,
)
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.instruments import (
    ChainLink,
    ClauseTopic,
    Conflict,
    FinalClause,
    Gap,
    Instrument,
    Unlock,
    UnlockedBy,
)
from support import Law, agreement, day, memory_store, on, timeline

SIGNED = "2018-08-22 signed"
RATIFIED = f"{SIGNED}\n2020-02-13 ratified KZ Law of 13 February 2020 No. 302-VI"
SENT = f"{RATIFIED}\n2020-03-01 notification-sent KZ Note No. 7"


def drafted(
    instrument: Instrument,
    party: str,
    *,
    as_of: str = "2020-06-01",
    sender: str | None = None,
    home: str | None = None,
    body: str | None = None,
) -> RequestAnswer:
    return draft_request(
        memory_store(instrument),
        Law(),
        instrument.ref,
        party,
        as_of=day(as_of),
        known_on=None,
        sender=sender,
        home=home,
        body=body,
    )


def remarked(answer: RequestAnswer) -> set[RemarkCode]:
    return {each.code for each in answer.remarks}


class TestWhoWrites:
    def test_of_two_parties_the_one_writes_to_the_other_and_is_told_so(self) -> None:
        found = drafted(agreement(facts=SIGNED), "RU")

        assert (found.request, found.sender, found.to_party) == (RequestKind.NOTE, "KZ", "RU")
        assert RemarkCode.SENDER_ASSUMED in remarked(found)

    def test_one_s_own_party_gets_a_reminder_at_home(self) -> None:
        found = drafted(agreement(facts=SIGNED), "KZ", home="KZ")

        assert (found.request, found.sender, found.to_party) == (RequestKind.REMINDER, "KZ", None)
        assert RemarkCode.SENDER_ASSUMED not in remarked(found)

    def test_a_setting_of_no_party_to_it_is_passed_over(self) -> None:
        assert drafted(agreement(facts=SIGNED), "KZ", home="FR").sender == "RU"

    def test_who_names_a_body_reminds_it(self) -> None:
        found = drafted(agreement(facts=SIGNED), "KZ", body="Ministry of Justice")

        assert (found.request, found.body) == (RequestKind.REMINDER, "Ministry of Justice")
        assert RemarkCode.ADDRESSEE not in remarked(found)

    def test_a_body_of_another_party_is_not_reminded(self) -> None:
        with pytest.raises(BodyAbroadError):
            drafted(agreement(facts=SIGNED), "RU", sender="KZ", body="Duma")

    def test_among_several_the_sender_must_be_named(self) -> None:
        several = agreement(facts=SIGNED, parties=("KZ", "RU", "BY"))

        with pytest.raises(MissingValueError):
            drafted(several, "RU")
        assert drafted(several, "RU", sender="BY").to_party == "RU"

    @pytest.mark.parametrize(("party", "sender"), [("FR", None), ("RU", "FR")])
    def test_only_parties_write_and_are_written_to(self, party: str, sender: str | None) -> None:
        with pytest.raises(NotAPartyError):
            drafted(agreement(facts=SIGNED), party, sender=sender)

    def test_what_is_not_there_is_told_as_ever(self) -> None:
        with pytest.raises(NothingYetError):
            drafted(agreement(facts=SIGNED), "RU", as_of="2018-08-21")
        with pytest.raises(InstrumentNotFoundError):
            draft_request(
                *(memory_store(agreement()), Law(), "zzz", "RU"),
                as_of=day("2020-01-01"),
                known_on=None,
            )


class TestWhatIsAskedFor:
    def test_in_force_nothing_is_open(self) -> None:
        found = drafted(agreement(facts=f"{SIGNED}\n2019-01-01 entered-into-force"), "RU")

        assert (found.request, found.waiting) == (None, ())

    def test_of_who_has_done_all_nothing_is_waited_for_and_the_others_are_named(self) -> None:
        found = drafted(agreement(facts=f"{SENT}\n2020-03-09 notification-received KZ"), "KZ")

        assert found.request is None
        assert [(each.party, each.link) for each in found.waiting] == [("RU", ChainLink.CONSENT)]

    def test_days_are_counted_from_the_last_act_of_the_party_asked(self) -> None:
        found = drafted(agreement(facts=RATIFIED), "RU")

        assert (found.link, found.state) == (ChainLink.CONSENT, LinkStatus.OPEN)
        assert found.since is not None
        assert (found.since.link, found.since.on, found.since.days) == (ChainLink.SIGNED, on("2018-08-22"), 649)

    def test_no_days_are_counted_from_an_unconfirmed_day(self) -> None:
        found = drafted(agreement(facts=timeline("2018-08-22 signed KZ\n?2018-08-22 signed RU")), "RU")

        assert found.since is None
        assert {RemarkCode.DAY_UNSURE, RemarkCode.UNCONFIRMED} <= remarked(found)

    def test_a_note_sent_is_asked_about_where_it_should_have_arrived(self) -> None:
        found = drafted(agreement(facts=SENT), "KZ", sender="KZ")

        assert (found.request, found.to_party, found.link) == (RequestKind.NOTE, "RU", ChainLink.RECEIVED)
        assert found.note is not None
        assert found.note.document == "Note No. 7"
        assert [each.link for each in found.own] == [ChainLink.CONSENT]

    def test_a_depositary_is_asked_whether_a_note_arrived(self) -> None:
        found = drafted(agreement(facts=SENT, depositary="Secretary-General"), "KZ", sender="KZ")

        assert (found.to_party, found.depositary) == (None, "Secretary-General")

    def test_the_article_the_rule_and_what_hangs_on_it_go_along(self) -> None:
        clause = FinalClause(
            topic=ClauseTopic.ENTRY_INTO_FORCE, article="12", rule=ForceRule(condition=LastNotification())
        )
        unlocks = (
            Unlock(by=UnlockedBy.SIGNATURE, what={"en": "budget"}),
            Unlock(by=UnlockedBy.ENTRY_INTO_FORCE, what={"en": "launch"}),
        )
        found = drafted(agreement(facts=SIGNED, clauses=(clause,), unlocks=unlocks), "RU")

        assert (found.article, found.rule) == ("12", clause.rule)
        assert [each.what for each in found.unlocks] == [{"en": "launch"}]
        assert not {RemarkCode.NO_CLAUSE, RemarkCode.NO_ARTICLE} & remarked(found)

    def test_a_reminder_names_the_step_its_body_and_the_step_after_it(self) -> None:
        facts = f"{SIGNED}\n2019-10-30 lower-house-approved KZ Minutes No. 5"
        found = drafted(agreement(facts=facts), "KZ", home="KZ", as_of="2019-12-01")

        assert found.step is not None
        assert (found.step.key, found.step.body["en"]) == ("senate", "Senate")
        assert found.step.then["en"] == "President signs the ratification law"
        assert found.since is not None
        assert (found.since.days, found.since.step["en"]) == (32, "Adoption by the Mazhilis")
        assert [each.step["en"] for each in found.own] == ["Adoption by the Mazhilis"]


class TestWhatIsNotToldAsAFact:
    def test_our_unconfirmed_consent_is_left_out_and_remarked(self) -> None:
        found = drafted(agreement(facts=timeline(f"{SIGNED}\n?2020-02-13 ratified KZ")), "RU")

        assert found.own == ()
        left_out = [each.facts for each in found.remarks if each.code is RemarkCode.UNCONFIRMED]
        assert left_out == [("ratified-kz-2020-02-13",)]

    def test_that_our_own_note_is_not_on_record_is_remarked_before_theirs_is_asked_for(self) -> None:
        found = drafted(agreement(facts=RATIFIED), "RU")

        assert [each.link for each in found.remarks if each.code is RemarkCode.OWN_NOT_RECORDED] == [ChainLink.SENT]

    def test_what_is_looked_for_and_not_found_may_have_been_done(self) -> None:
        gap = Gap(text="not found", link=ChainLink.CONSENT, party="RU")
        found = drafted(agreement(facts=RATIFIED, gaps=(gap,)), "RU")

        assert found.state is LinkStatus.UNKNOWN
        assert RemarkCode.MAY_BE_DONE in remarked(found)

    def test_a_step_of_which_only_the_press_tells_and_sources_differ_is_told_as_reported(self) -> None:
        facts = timeline(f"{SIGNED}\n2019-10-30 lower-house-approved KZ Minutes No. 5", certainty=Certainty.PRESS)
        conflict = Conflict(text="the day", facts=("lower-house-approved-kz-2019-10-30",))
        found = drafted(agreement(facts=facts, conflicts=(conflict,)), "KZ", home="KZ")

        assert [each.reported for each in found.own] == [True]
        assert {RemarkCode.PRESS, RemarkCode.CONFLICT} <= remarked(found)

    def test_a_place_on_which_sources_differ_is_not_told(self) -> None:
        facts = tuple(replace(fact, place="Moscow") for fact in timeline(SIGNED))
        agreed = agreement(facts=facts)
        doubted = agreement(facts=facts, conflicts=(Conflict(text="place", facts=(facts[0].id,)),))

        assert drafted(agreed, "RU").place == "Moscow"
        assert drafted(doubted, "RU").place is None

    def test_what_the_law_is_not_known_to_say_is_remarked(self) -> None:
        found = drafted(agreement(facts=SIGNED), "RU", sender="RU")

        assert {RemarkCode.VARIANT_ASSUMED, RemarkCode.ADDRESSEE, RemarkCode.NO_CLAUSE} <= remarked(found)

    def test_a_restricted_instrument_is_drafted_with_a_word_about_it(self) -> None:
        assert RemarkCode.RESTRICTED in remarked(drafted(agreement(facts=SIGNED, restricted=True), "RU"))
