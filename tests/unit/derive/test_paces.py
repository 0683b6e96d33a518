from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.paces import ConsentMode, Stretch, derive_paces
from igc_tracker.domain.instruments import ChainLink, Gap
from support import agreement, day

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

SIGNED = "2020-01-01 signed"


def paces(
    *instruments: Instrument,
    stretch: Stretch = Stretch.SIGNATURE_TO_CONSENT,
    as_of: str = "2020-12-31",
    mode: ConsentMode | None = None,
) -> list[tuple[int, bool]]:
    found = derive_paces(instruments, "KZ", stretch, as_of=day(as_of), mode=mode)
    return [(each.duration.days, each.duration.finished) for each in found]


@pytest.mark.parametrize(
    ("stretch", "days"),
    [
        (Stretch.SIGNATURE_TO_CONSENT, 31),
        (Stretch.CONSENT_TO_NOTE, 10),
        (Stretch.SIGNATURE_TO_NOTE, 41),
    ],
)
def test_a_stretch_lies_between_two_links(stretch: Stretch, days: int) -> None:
    done = agreement(facts=f"{SIGNED}\n2020-02-01 ratified KZ\n2020-02-11 notification-sent KZ")
    assert paces(done, stretch=stretch) == [(days, True)]


def test_a_deposit_is_a_note_sent_too() -> None:
    done = agreement(facts=f"{SIGNED}\n2020-02-01 ratified KZ\n2020-02-11 instrument-deposited KZ")
    assert paces(done, stretch=Stretch.SIGNATURE_TO_NOTE) == [(41, True)]


def test_what_still_runs_is_counted_up_to_the_day_looked_from() -> None:
    running = agreement(facts=SIGNED)
    assert paces(running, as_of="2020-01-11") == [(10, False)]
    assert paces(running, as_of="2020-01-01") == [(0, False)]
    assert paces(running, as_of="2019-12-31") == []


def test_what_happened_later_does_not_count() -> None:
    done = agreement(facts=f"{SIGNED}\n2020-02-01 ratified KZ")
    assert paces(done, as_of="2020-01-31") == [(30, False)]


def test_what_was_given_up_is_counted_up_to_its_end() -> None:
    assert paces(agreement(facts=f"{SIGNED}\n2020-01-21 abandoned")) == [(20, False)]
    assert paces(agreement(facts=f"{SIGNED}\n2020-03 abandoned")) == [(60, False)], "from 1 March on it may have ended"
    assert paces(agreement(facts=f"{SIGNED}\nundated abandoned"), as_of="2026-11-23") == []


def test_only_exact_days_of_settled_facts_count() -> None:
    assert paces(agreement(facts="2020-01 signed\n2020-02-01 ratified KZ")) == []
    assert paces(agreement(facts=f"{SIGNED}\n2020-02 ratified KZ")) == []
    assert paces(agreement(facts=f"{SIGNED}\n?2020-02-01 ratified KZ")) == []
    assert paces(agreement(facts="2020-02-01 ratified KZ")) == []


def test_what_nobody_knows_to_be_open_is_no_case() -> None:
    dark = agreement(facts=SIGNED, gaps=(Gap(text="not found", link=ChainLink.CONSENT, party="KZ"),))
    passed = agreement(facts=f"{SIGNED}\n2020-02-11 notification-sent KZ")
    assert paces(dark) == paces(passed) == []


def test_acts_in_an_order_that_cannot_be_are_left_to_the_checks() -> None:
    assert paces(agreement(facts=f"{SIGNED}\n2019-12-01 ratified KZ")) == []


def test_an_act_of_the_other_party_is_none_of_this_one() -> None:
    assert paces(agreement(facts=f"{SIGNED}\n2020-02-01 ratified RU"), as_of="2020-02-10") == [(40, False)]
    assert paces(agreement(facts=SIGNED, parties=("FR", "RU"))) == []


def test_laws_and_acts_of_government_can_be_told_apart() -> None:
    law = agreement("law", facts=f"{SIGNED}\n2020-02-01 ratified KZ")
    approved = agreement("approved", facts=f"{SIGNED}\n2020-01-11 approved KZ")
    accepted = agreement("accepted", facts=f"{SIGNED}\n2020-01-21 accepted KZ")
    running = agreement("running", facts="2020-12-01 signed")
    everything = (law, approved, accepted, running)

    assert paces(*everything) == [(20, True), (10, True), (31, True), (30, False)]
    assert paces(*everything, mode=ConsentMode.LAW) == [(31, True), (30, False)]
    assert paces(*everything, mode=ConsentMode.GOVERNMENT_ACT) == [(20, True), (10, True), (30, False)]


def test_cases_name_their_instrument_and_stand_in_order_of_their_beginning() -> None:
    later, earlier = agreement("a", facts="2020-03-01 signed"), agreement("b", facts=SIGNED)
    found = derive_paces((later, earlier), "KZ", Stretch.SIGNATURE_TO_CONSENT, as_of=day("2020-12-31"))
    assert [(each.ref, each.since) for each in found] == [("b", day("2020-01-01")), ("a", day("2020-03-01"))]
