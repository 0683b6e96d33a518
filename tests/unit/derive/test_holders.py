from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import support
from igc_tracker.actions.describe_runs import cases_of
from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.current_runs import derive_runs
from igc_tracker.derive.durations import MINIMUM
from igc_tracker.derive.holders import Holder, derive_holders, mode_of
from igc_tracker.derive.next_step import derive_next
from igc_tracker.derive.paces import ConsentMode, Stretch
from igc_tracker.derive.standing import derive_standing
from igc_tracker.derive.statutory import PeriodState
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.instruments import ChainLink, Gap
from igc_tracker.store.procedures import ProcedureShelf
from support import agreement, day, on

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

SHELF = ProcedureShelf()
SIGNED = "2018-08-22 signed"


def holders_of(instrument: Instrument, *register: Instrument, as_of: str) -> list[Holder]:
    standing = derive_standing(instrument, as_of=day(as_of))
    assert standing is not None
    runs = derive_runs(instrument, standing, SHELF.for_party, calendars=NoCalendars())
    step = derive_next(instrument, standing)
    cases = cases_of(support.register(instrument, *register), as_of=day(as_of))
    return list(derive_holders(instrument, standing, step, {run.party: run for run in runs}, cases))


def finished(*days: int) -> list[Instrument]:
    """Return as many treaties of Kazakhstan, each ratified so many days after 1 January 2000, and notified at once."""
    first = day("2000-01-01").toordinal()
    made = []
    for number, after in enumerate(days):
        then = day("2000-01-01").fromordinal(first + after)
        facts = f"2000-01-01 signed\n{then} ratified KZ Law\n{then} notification-sent KZ Note"
        made.append(agreement(f"done-{number}", facts=facts))
    return made


# --- who, and in which order --------------------------------------------------------------------------------------


def test_whoever_has_not_done_the_act_that_is_waited_for_holds_it_up() -> None:
    notes = "2020-03-01 notification-sent KZ Note\n2020-03-02 notification-received KZ"
    facts = f"{SIGNED}\n2020-02-13 ratified KZ Law 302\n{notes}"
    assert [each.party for each in holders_of(agreement(facts=facts), as_of="2020-06-01")] == ["RU"]


def test_the_longest_since_its_signature_comes_first() -> None:
    facts = "2018-05-01 signed RU\n2018-08-22 signed KZ"
    assert [(each.party, each.signed_days) for each in holders_of(agreement(facts=facts), as_of="2018-08-22")] == [
        ("RU", 113),
        ("KZ", 0),
    ]


def test_of_two_that_signed_on_one_day_the_one_known_not_to_have_acted_comes_first() -> None:
    gaps = (Gap(text="searched", link=ChainLink.CONSENT, party="KZ"),)
    found = holders_of(agreement(facts=SIGNED, gaps=gaps), as_of="2019-01-01")
    assert [(each.party, each.state) for each in found] == [("RU", LinkStatus.OPEN), ("KZ", LinkStatus.UNKNOWN)]


def test_of_two_that_may_have_acted_unseen_the_one_whose_procedure_is_known_comes_first() -> None:
    gaps = (
        Gap(text="searched", link=ChainLink.SENT, party="KZ"),
        Gap(text="searched", link=ChainLink.CONSENT, party="RU"),
    )
    found = holders_of(agreement(facts=f"{SIGNED}\n2020-02-13 ratified KZ Law 302", gaps=gaps), as_of="2020-03-01")
    assert [(each.party, each.link) for each in found] == [("KZ", ChainLink.SENT), ("RU", ChainLink.CONSENT)]


def test_nobody_holds_up_what_is_in_force() -> None:
    assert holders_of(agreement(facts=f"{SIGNED}\n2019-01-01 entered-into-force"), as_of="2020-01-01") == []


# --- for how long -------------------------------------------------------------------------------------------------


def test_ages_count_from_signature_from_the_own_last_link_and_from_the_last_sign_of_life() -> None:
    facts = (
        f"{SIGNED}\n2019-10-30 lower-house-approved KZ\n2019-11-20 planned KZ ratified 2020-03\n2019-11-25 remark KZ"
    )
    kz = holders_of(agreement(facts=facts), as_of="2019-12-01")[0]

    assert (kz.party, kz.signed_days, kz.days, kz.after) == ("KZ", 466, 466, ChainLink.SIGNED)
    assert (kz.last_sign, kz.last_sign_days) == (on("2019-10-30"), 32), "a plan and a remark are no sign of life"


def test_an_inexact_day_gives_no_number_of_days() -> None:
    kz = holders_of(agreement(facts="2018-08 signed"), as_of="2019-12-01")[0]
    assert (kz.signed_days, kz.last_sign, kz.last_sign_days) == (None, on("2018-08"), None)


# --- at which step ------------------------------------------------------------------------------------------------


def test_the_step_its_body_has_and_its_target_are_named() -> None:
    facts = (
        f"{SIGNED}\n2026-01-10 lower-house-approved RU Resolution 5\n2026-01-20 upper-house-approved RU Resolution 7"
    )
    ru = holders_of(agreement(facts=facts), as_of="2026-02-01")[1]
    assert (ru.party, ru.step, ru.step_since, ru.step_days) == ("RU", "president-signs", on("2026-01-20"), 12)
    assert ru.target_state is PeriodState.NOT_COMPUTABLE, "the day the law reached the President is not on record"


def test_a_note_that_waits_to_be_received_is_held_up_by_no_step_of_its_sender() -> None:
    facts = f"{SIGNED}\n2020-02-13 ratified KZ Law 302\n2020-03-01 notification-sent KZ Note"
    kz = next(each for each in holders_of(agreement(facts=facts), as_of="2020-06-01") if each.party == "KZ")
    assert (kz.link, kz.step, kz.step_days) == (ChainLink.RECEIVED, None, None)


def test_where_consent_is_waited_for_no_step_before_signature_holds_it_up() -> None:
    facts = "2019-01-01 cleared-to-sign RU Order 1\n2020-02-13 ratified KZ Law 302"
    ru = next(each for each in holders_of(agreement(facts=facts), as_of="2020-03-01") if each.party == "RU")
    assert (ru.link, ru.step) == (ChainLink.CONSENT, None)


def test_where_nobody_has_qualified_the_treaty_no_step_is_told() -> None:
    for each in holders_of(agreement(facts=SIGNED), as_of="2019-12-01"):
        assert (each.step, each.step_days, each.target_state) == (None, None, None)


@pytest.mark.parametrize(
    ("fact", "mode"),
    [("2019-10-30 lower-house-approved KZ", ConsentMode.LAW), ("2019-10-30 remark KZ", None)],
)
def test_the_mode_is_that_of_the_way_taken(fact: str, mode: ConsentMode | None) -> None:
    instrument = agreement(facts=f"{SIGNED}\n{fact}")
    standing = derive_standing(instrument, as_of=day("2019-12-01"))
    assert standing is not None
    runs = derive_runs(instrument, standing, SHELF.for_party, calendars=NoCalendars())
    assert mode_of(next(run for run in runs if run.party == "KZ")) is mode


# --- how long that takes here -------------------------------------------------------------------------------------


def test_the_register_s_own_median_is_told_from_five_finished_cases_on() -> None:
    few, enough = finished(*[100] * (MINIMUM - 1)), finished(100, 200, 300, 400, 500)
    assert holders_of(agreement(facts=SIGNED), *few, as_of="2018-09-01")[0].usual is None
    usual = holders_of(agreement(facts=SIGNED), *enough, as_of="2018-09-01")[0].usual
    assert usual is not None
    assert (usual.stretch, usual.median, usual.finished, usual.running) == (Stretch.SIGNATURE_TO_CONSENT, 300, 5, 1)


def test_the_case_itself_counts_as_one_that_still_runs() -> None:
    cases = finished(100, 200, 300, 400, 500, 600)
    early, late = (
        holders_of(agreement(facts=SIGNED), *cases, as_of=each)[0].usual for each in ("2018-08-22", "2019-08-07")
    )
    assert early is not None
    assert late is not None
    assert (early.median, late.median, late.running) == (300, 400, 1), "after 350 days it has outlived three of six"


def test_the_day_expected_of_the_next_act_between_states_comes_with_its_range_and_number() -> None:
    cases = finished(*range(100, 1100, 100))
    expected = holders_of(agreement(facts=SIGNED), *cases, as_of="2018-08-22")[0].expected
    assert expected is not None
    assert (expected.stretch, expected.finished) == (Stretch.SIGNATURE_TO_NOTE, 10)
    days = [(each - day("2018-08-22")).days for each in (expected.first, expected.on, expected.last) if each]
    assert days == [100, 500, 900]


def test_only_cases_that_took_longer_than_this_one_has_taken_say_anything_of_it() -> None:
    cases = finished(*range(100, 1100, 100))
    expected = holders_of(agreement(facts=SIGNED), *cases, as_of="2019-11-05")[0].expected  # 440 days on
    assert expected is not None
    assert (expected.finished, (expected.on - day("2018-08-22")).days) == (6, 700)
    assert holders_of(agreement(facts=SIGNED), *cases, as_of="2020-06-01")[0].expected is None, "only three are left"


def test_nothing_is_forecast_of_an_act_that_may_have_been_done() -> None:
    gaps = (Gap(text="searched", link=ChainLink.CONSENT, party="KZ"),)
    found = holders_of(agreement(facts=SIGNED, gaps=gaps), *finished(*range(100, 1100, 100)), as_of="2018-09-01")
    assert {each.party: each.expected for each in found}["KZ"] is None


def test_after_consent_the_note_is_expected_from_cases_of_that_stretch() -> None:
    facts = f"{SIGNED}\n2020-02-13 ratified KZ Law 302"
    found = holders_of(agreement(facts=facts), *finished(*range(100, 1100, 100)), as_of="2020-02-13")
    kz = next(each for each in found if each.party == "KZ")
    assert (kz.link, kz.expected) == (ChainLink.SENT, None), "all ten notes went out on the day of consent"
    assert kz.usual is not None
    assert (kz.usual.stretch, kz.usual.mode, kz.usual.median) == (Stretch.CONSENT_TO_NOTE, ConsentMode.LAW, 0)
