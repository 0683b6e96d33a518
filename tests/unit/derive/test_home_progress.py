from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.current_runs import derive_runs
from igc_tracker.derive.home_progress import HeldUp, OpenProcedure, count_progress, held_up, open_procedures
from igc_tracker.derive.next_step import derive_next
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.instruments import ChainLink, Gap
from igc_tracker.store.procedures import ProcedureShelf
from support import agreement, day, on

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

SHELF = ProcedureShelf()
AS_OF = day("2020-06-01")


def open_of(instrument: Instrument) -> dict[str, OpenProcedure]:
    standing = derive_standing(instrument, as_of=AS_OF)
    assert standing is not None
    runs = derive_runs(instrument, standing, SHELF.for_party, calendars=NoCalendars())
    step = derive_next(instrument, standing)
    return {each.party: each for each in open_procedures(instrument.ref, step, runs, moved=("KZ",), as_of=AS_OF)}


def held_of(instrument: Instrument, for_party: str | None = None) -> list[HeldUp]:
    standing = derive_standing(instrument, as_of=AS_OF)
    assert standing is not None
    step = derive_next(instrument, standing)
    return list(held_up(instrument.ref, standing.chains, step, for_party=for_party, as_of=AS_OF))


BILL = "2019-01-10 signed\n2020-01-23 upper-house-approved KZ Bill"


def test_a_way_that_nobody_has_said_is_open_without_a_step() -> None:
    ru = open_of(agreement(facts=BILL))["RU"]
    assert (ru.step, ru.days, ru.exact, ru.is_open, ru.moved) == (None, 508, True, True, False)


def test_a_way_that_acts_show_is_told_by_the_step_it_waits_for() -> None:
    kz = open_of(agreement(facts=BILL))["KZ"]
    assert kz.step is not None
    assert (kz.step.key, kz.moved) == ("president-signs", True)
    assert kz.days == (AS_OF - day("2020-01-23")).days


def test_of_a_day_known_only_as_a_range_at_least_so_many_days_are_told() -> None:
    ru = open_of(agreement(facts="2019 signed"))["RU"]
    assert (ru.since, ru.days, ru.exact) == (on("2019"), (AS_OF - day("2019-12-31")).days, False)


def test_what_may_have_been_done_is_not_open_unless_its_steps_are_followed() -> None:
    gaps = tuple(Gap(text="not found", link=ChainLink.CONSENT, party=party) for party in ("KZ", "RU"))
    found = open_of(agreement(facts=BILL, gaps=gaps))
    assert (found["RU"].state, found["RU"].is_open) == (LinkStatus.UNKNOWN, False)
    assert (found["KZ"].state, found["KZ"].is_open) == (LinkStatus.UNKNOWN, True)


def test_each_party_is_counted_once_for_what_is_open_idle_moved_and_not_recorded() -> None:
    gap = Gap(text="not found", link=ChainLink.CONSENT, party="RU")
    found = [
        *open_of(agreement("a", facts=BILL)).values(),
        *open_of(agreement("b", facts="2020-04-01 signed", gaps=(gap,))).values(),
    ]
    kz, ru = count_progress(found, ["KZ", "KZ"])
    assert (kz.party, kz.open, kz.idle, kz.moved, kz.not_recorded) == ("KZ", 2, (2, 1, 0), 2, 0)
    assert (ru.party, ru.open, ru.idle, ru.moved, ru.not_recorded) == ("RU", 1, (1, 1, 1), 0, 1)


def test_who_is_waited_for_by_one_that_has_done_its_part_is_told_since_then() -> None:
    (ru,) = held_of(agreement(facts="2018-08-22 signed\n2020-02-13 ratified KZ"))
    assert (ru.party, ru.link, ru.done_by, ru.since) == ("RU", ChainLink.CONSENT, ("KZ",), on("2020-02-13"))
    assert ru.days == (AS_OF - day("2020-02-13")).days


def test_nobody_is_held_up_where_nobody_has_done_the_act() -> None:
    assert held_of(agreement(facts="2018-08-22 signed")) == []


def test_of_a_note_the_receipt_is_waited_for_by_who_sent_it() -> None:
    notes = agreement(
        facts="2018-08-22 signed\n2020-02-13 ratified\n2020-03-01 notification-sent KZ\n2020-03-01 notification-sent RU"
    )
    assert {each.party: (each.link, each.done_by) for each in held_of(notes)} == {
        "KZ": (ChainLink.RECEIVED, ()),
        "RU": (ChainLink.RECEIVED, ()),
    }
    assert [each.party for each in held_of(notes, "KZ")] == ["KZ"]


def test_for_a_party_only_what_it_waits_for_is_told() -> None:
    ratified = agreement(facts="2018-08-22 signed\n2020-02-13 ratified KZ")
    assert [each.party for each in held_of(ratified, "KZ")] == ["RU"]
    assert held_of(ratified, "RU") == []
