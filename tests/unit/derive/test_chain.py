from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.chain import LinkStatus, best_fact, derive_chains, facts_counting
from igc_tracker.domain.facts import Certainty, FactKind
from igc_tracker.domain.instruments import ChainLink, Gap, InstrumentKind
from support import TODAY, agreement, day, on, timeline

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.derive.chain import LinkState, PartyChain
    from igc_tracker.domain.instruments import Instrument

DONE, OPEN, UNKNOWN, NOT_REQUIRED = LinkStatus


def chains_of(instrument: Instrument, *, as_of: date = TODAY) -> dict[str, PartyChain]:
    facts = facts_counting(instrument, as_of=as_of)
    return {chain.party: chain for chain in derive_chains(instrument, facts, as_of=as_of)}


def links_of(instrument: Instrument, party: str, *, as_of: date = TODAY) -> dict[ChainLink, LinkState]:
    return dict(chains_of(instrument, as_of=as_of)[party].links)


def states_of(instrument: Instrument, party: str = "KZ", *, as_of: date = TODAY) -> list[LinkStatus]:
    return [link.state for link in links_of(instrument, party, as_of=as_of).values()]


def test_without_facts_every_link_is_open() -> None:
    assert states_of(agreement()) == [OPEN] * 5


def test_chains_stand_in_the_order_of_the_cover_sheet() -> None:
    assert list(chains_of(agreement(parties=("RU", "KZ", "BY")))) == ["RU", "KZ", "BY"]


def test_each_act_completes_its_own_link() -> None:
    lease = agreement(
        facts="""
        2017-12-29 cleared-to-sign KZ  Resolution No. 941
        2018-08-22 signed KZ
        2020-02-13 ratified KZ  Law No. 302-VI
        2020-03-01 notification-sent KZ  Note 1
        2020-03-05 notification-received KZ
        """
    )

    links = links_of(lease, "KZ")

    assert [link.state for link in links.values()] == [DONE] * 5
    assert [str(link.on) for link in links.values()] == [
        "2017-12-29",
        "2018-08-22",
        "2020-02-13",
        "2020-03-01",
        "2020-03-05",
    ]
    assert links[ChainLink.CONSENT].document == "Law No. 302-VI"
    assert links[ChainLink.CONSENT].fact == "ratified-kz-2020-02-13"


@pytest.mark.parametrize("domestic", ["ratified", "approved", "accepted"])
def test_a_domestic_act_completes_no_international_link(domestic: str) -> None:
    lease = agreement(facts=f"2018-08-22 signed -\n2020-02-13 {domestic} KZ")

    assert states_of(lease)[2:] == [DONE, OPEN, OPEN]


@pytest.mark.parametrize(
    "step", ["submitted-to-parliament", "lower-house-approved", "upper-house-approved", "parliament-approved"]
)
def test_a_step_in_parliament_is_no_consent(step: str) -> None:
    lease = agreement(facts=f"2018-08-22 signed -\n2019-12-01 {step} KZ")

    assert states_of(lease)[2:] == [OPEN, OPEN, OPEN]
    taken = chains_of(lease)["KZ"].step_taken
    assert taken is not None
    assert taken.kind.value == step


def test_the_step_taken_is_the_last_one() -> None:
    lease = agreement(facts="2019-12-01 submitted-to-parliament KZ\n2020-01-15 lower-house-approved KZ")

    taken = chains_of(lease)["KZ"].step_taken

    assert taken is not None
    assert taken.kind is FactKind.LOWER_HOUSE_APPROVED
    assert chains_of(lease)["RU"].step_taken is None


@pytest.mark.parametrize("act", ["instrument-deposited", "instruments-exchanged"])
def test_deposit_and_exchange_are_sending_and_receipt_in_one(act: str) -> None:
    lease = agreement(facts=f"2018-08-22 signed -\n2020-02-13 ratified -\n2020-06-01 {act} KZ")

    assert states_of(lease)[3:] == [DONE, DONE]
    assert states_of(lease, "RU")[3:] == [OPEN, OPEN]


def test_a_fact_without_a_party_counts_for_every_party() -> None:
    lease = agreement(facts="2018-08-22 signed")

    assert states_of(lease, "KZ")[1] is DONE
    assert states_of(lease, "RU")[1] is DONE


def test_a_link_passed_without_a_record_is_unknown_not_open() -> None:
    lease = agreement(facts="2020-02-13 ratified KZ")

    links = links_of(lease, "KZ")

    assert [link.state for link in links.values()] == [UNKNOWN, UNKNOWN, DONE, OPEN, OPEN]
    assert links[ChainLink.SIGNED].overtaken


def test_consent_of_one_party_shows_that_the_other_has_signed() -> None:
    lease = agreement(facts="2020-02-13 ratified KZ")

    assert states_of(lease, "RU") == [UNKNOWN, UNKNOWN, OPEN, OPEN, OPEN]


def test_accession_of_one_party_shows_nothing_of_another() -> None:
    assert states_of(agreement(facts="2020-02-13 acceded KZ"), "RU") == [OPEN] * 5


def test_in_force_leaves_nothing_open() -> None:
    lease = agreement(facts="2005-12-15 entered-into-force")

    assert states_of(lease) == [UNKNOWN] * 5
    assert states_of(agreement(facts="2005-12-15 entered-into-force KZ"), "RU") == [OPEN] * 5


def test_what_was_looked_for_and_not_found_is_unknown() -> None:
    lease = agreement(
        facts="2018-08-22 signed",
        gaps=(Gap(text="No law found.", link=ChainLink.CONSENT, party="RU"),),
    )

    assert states_of(lease, "RU")[2] is UNKNOWN
    assert states_of(lease, "KZ")[2] is OPEN
    assert not links_of(lease, "RU")[ChainLink.CONSENT].overtaken


def test_a_gap_of_nobody_in_particular_concerns_every_party() -> None:
    lease = agreement(facts="2018-08-22 signed", gaps=(Gap(text="No note found.", link=ChainLink.CONSENT),))

    assert states_of(lease, "KZ")[2] is UNKNOWN
    assert states_of(lease, "RU")[2] is UNKNOWN


def test_a_gap_further_on_waits_until_the_link_before_it_is_reached() -> None:
    lease = agreement(facts="2018-08-22 signed", gaps=(Gap(text="No note found.", link=ChainLink.SENT),))

    assert states_of(lease)[2:] == [OPEN, OPEN, OPEN]


def test_who_accedes_does_not_sign() -> None:
    assert states_of(agreement(facts="2020-02-13 acceded KZ")) == [NOT_REQUIRED, NOT_REQUIRED, DONE, OPEN, OPEN]


def test_consent_that_needs_no_ratification_is_not_required() -> None:
    lease = agreement(facts="2018-08-22 signed\n2019-01-10 ratification-not-required KZ")

    links = links_of(lease, "KZ")

    assert links[ChainLink.CONSENT].state is NOT_REQUIRED
    assert links[ChainLink.CONSENT].fact == "ratification-not-required-kz-2019-01-10"
    assert links_of(lease, "RU")[ChainLink.CONSENT].state is OPEN


def test_what_is_no_treaty_needs_nothing_after_signature() -> None:
    assert states_of(agreement(kind=InstrumentKind.MEMORANDUM)) == [
        OPEN,
        OPEN,
        NOT_REQUIRED,
        NOT_REQUIRED,
        NOT_REQUIRED,
    ]


def test_a_link_rests_on_the_best_source_then_on_the_earliest_day() -> None:
    press = timeline("2018-08-21 signed KZ", certainty=Certainty.PRESS)
    gazette = timeline("2018-08-22 signed KZ\n2018-08-23 signed KZ", certainty=Certainty.GAZETTE)

    links = links_of(agreement(facts=press + gazette), "KZ")

    assert links[ChainLink.SIGNED].on == on("2018-08-22")
    assert links[ChainLink.SIGNED].certainty is Certainty.GAZETTE


def test_hearsay_completes_a_link_that_stays_unsettled() -> None:
    links = links_of(agreement(facts="?2018-08-22 signed KZ"), "KZ")

    assert links[ChainLink.SIGNED].state is DONE
    assert not links[ChainLink.SIGNED].settled


def test_an_act_that_may_lie_ahead_is_unsettled() -> None:
    lease = agreement(facts="2018-08 signed KZ")

    assert not links_of(lease, "KZ", as_of=day("2018-08-15"))[ChainLink.SIGNED].settled
    assert links_of(lease, "KZ", as_of=day("2018-08-31"))[ChainLink.SIGNED].settled


def test_facts_count_in_order_of_day_with_undated_ones_last() -> None:
    lease = agreement(facts="undated remark\n2020-02-13 ratified KZ\n2018-08 signed\n2018-08-22 initialled")

    assert [fact.id for fact in facts_counting(lease, as_of=TODAY)] == [
        "signed-2018-08",
        "initialled-2018-08-22",
        "ratified-kz-2020-02-13",
        "remark-undated",
    ]


def test_two_acts_of_one_day_stand_in_the_order_of_an_instruments_life() -> None:
    lease = agreement(facts="2018-08-22 signed\n2018-08-22 initialled")

    assert [fact.kind for fact in facts_counting(lease, as_of=TODAY)] == [FactKind.INITIALLED, FactKind.SIGNED]


def test_no_fact_is_the_best_of_none() -> None:
    assert best_fact(()) is None


def test_place_and_signatory_come_with_the_link() -> None:
    (signed,) = timeline("2018-08-22 signed KZ")
    lease = agreement(facts=(replace(signed, place="Astana", signatory="A. Minister"),))

    link = links_of(lease, "KZ")[ChainLink.SIGNED]

    assert (link.place, link.signatory) == ("Astana", "A. Minister")


def test_a_note_taken_back_is_no_longer_there_and_the_next_one_takes_its_place() -> None:
    facts = "2024-03-31 notification-received KZ\n2024-04-10 instrument-withdrawn KZ"
    links = links_of(agreement(facts=facts), "KZ")
    again = links_of(agreement(facts=f"{facts}\n2024-08-31 notification-received KZ"), "KZ")

    assert links[ChainLink.RECEIVED].fact is None
    assert not links[ChainLink.RECEIVED].is_behind
    assert links[ChainLink.CONSENT].is_behind  # whoever sent a note had consented
    assert again[ChainLink.RECEIVED].on == on("2024-08-31")
