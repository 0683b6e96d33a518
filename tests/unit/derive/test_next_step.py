from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.next_step import derive_next
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.instruments import ChainLink, Gap, InstrumentKind
from support import TODAY, agreement, day, on

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.derive.next_step import NextStep
    from igc_tracker.domain.instruments import Instrument


def next_of(instrument: Instrument, *, as_of: date = TODAY) -> NextStep | None:
    standing = derive_standing(instrument, as_of=as_of)
    assert standing is not None
    return derive_next(instrument, standing)


def due_of(instrument: Instrument, *, as_of: date = TODAY) -> NextStep:
    found = next_of(instrument, as_of=as_of)
    assert found is not None
    return found


def test_clearance_comes_first() -> None:
    due = due_of(agreement(facts="2017-06-02 initialled"))

    assert due.link is ChainLink.CLEARED
    assert due.party is None
    assert [each.party for each in due.waiting] == ["KZ", "RU"]


def test_a_party_alone_in_arrears_is_named() -> None:
    due = due_of(agreement(facts="2017-12-29 cleared-to-sign KZ"))

    assert (due.link, due.party) == (ChainLink.CLEARED, "RU")


def test_both_cleared_are_to_sign() -> None:
    due = due_of(agreement(facts="2017-12-29 cleared-to-sign KZ\n2018-07-01 cleared-to-sign RU"))

    assert (due.link, due.party) == (ChainLink.SIGNED, None)


def test_the_days_count_from_what_the_party_did_last() -> None:
    due = due_of(agreement(facts="2018-08-22 signed\n2020-02-13 ratified KZ"), as_of=day("2020-02-23"))

    kazakhstan, russia = due.waiting
    assert (kazakhstan.link, kazakhstan.after, kazakhstan.days) == (ChainLink.SENT, ChainLink.CONSENT, 10)
    assert (russia.link, russia.after, russia.since) == (ChainLink.CONSENT, ChainLink.SIGNED, on("2018-08-22"))
    assert (due.link, due.party) == (ChainLink.CONSENT, "RU")


def test_no_days_are_counted_from_a_date_that_is_no_single_day() -> None:
    due = due_of(agreement(facts="2018-08 signed"))

    assert [(each.since, each.days) for each in due.waiting] == [(on("2018-08"), None)] * 2


def test_no_days_are_counted_where_nothing_was_done() -> None:
    due = due_of(agreement(facts="2017-01-10 proposed"))

    assert [(each.after, each.since, each.days) for each in due.waiting] == [(None, None, None)] * 2


def test_once_somebody_has_signed_clearance_is_no_longer_waited_for() -> None:
    due = due_of(agreement(facts="2018-08-22 signed KZ"))

    assert (due.link, due.party) == (ChainLink.SIGNED, "RU")


def test_a_link_overtaken_by_later_acts_is_not_waited_for() -> None:
    due = due_of(agreement(facts="2020-02-13 ratified KZ"))

    assert [(each.party, each.link) for each in due.waiting] == [("KZ", ChainLink.SENT), ("RU", ChainLink.CONSENT)]


def test_what_is_not_recorded_is_waited_for_as_unknown() -> None:
    due = due_of(
        agreement(
            facts="2018-08-22 signed\n2020-02-13 ratified KZ",
            gaps=(Gap(text="No Russian law found.", link=ChainLink.CONSENT, party="RU"),),
        )
    )

    assert (due.party, due.waiting[1].state) == ("RU", LinkStatus.UNKNOWN)


def test_the_latest_plan_for_signature_comes_with_it() -> None:
    planned = """
        2017-12-29 cleared-to-sign
        2018-01-10 planned - signed 2018-06
        2018-07-01 planned - signed 2018-09..2018-10
    """

    assert due_of(agreement(facts=planned), as_of=day("2018-02-01")).planned_for == on("2018-06")
    assert due_of(agreement(facts=planned), as_of=day("2018-07-15")).planned_for == on("2018-09..2018-10")
    assert due_of(agreement(facts=planned)).planned_for is None


def test_a_plan_for_signature_says_nothing_of_consent() -> None:
    due = due_of(agreement(facts="2018-08-22 signed\n2026-11-01 planned - signed 2027"))

    assert (due.link, due.planned_for) == (ChainLink.CONSENT, None)


@pytest.mark.parametrize(
    "facts",
    [
        "2005-12-15 entered-into-force",
        "2005-12-15 entered-into-force\n2010-01-01 suspended",
        "2018-08-22 signed\n2020-01-01 abandoned",
        "2018-08-22 signed\n2020-02-13 ratified\n2020-07-01 instruments-exchanged",
    ],
)
def test_nothing_is_next_where_nothing_is_due(facts: str) -> None:
    assert next_of(agreement(facts=facts)) is None


def test_nothing_is_next_for_an_adopted_roadmap() -> None:
    assert next_of(agreement(kind=InstrumentKind.ROADMAP, facts="2017-06-10 adopted")) is None


def test_provisional_application_does_not_end_the_waiting() -> None:
    due = due_of(agreement(facts="2018-08-22 signed\n2018-08-22 provisionally-applied"))

    assert due.link is ChainLink.CONSENT
