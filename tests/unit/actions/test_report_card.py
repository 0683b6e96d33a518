from __future__ import annotations

import pytest

from igc_tracker.actions.report_card import report_card
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.errors import InstrumentNotFoundError, NothingYetError, RestrictedError
from igc_tracker.domain.instruments import Relation
from support import TODAY, agreement, day, memory_store


def test_a_card_tells_where_an_instrument_stands_and_which_dates_were_missed_and_come() -> None:
    facts = "2018-08-22 signed\n2018-01-01 planned KZ ratified 2019-01-01\n2018-01-01 planned RU ratified 2027-01-01"
    card = report_card(memory_store(agreement(facts=facts)), "lease-1994", as_of=TODAY, known_on=None)

    assert card.status.standing is StandingCode.SIGNED
    assert [each.party for each in card.missed] == ["KZ"]
    assert [each.party for each in card.coming] == ["RU"]


def test_a_restricted_instrument_has_no_card_unless_it_is_asked_for() -> None:
    store = memory_store(agreement(facts="2018-08-22 signed", restricted=True))

    with pytest.raises(RestrictedError) as refused:
        report_card(store, "lease", as_of=TODAY, known_on=None)

    assert "lease-1994" not in str(refused.value), "only what was typed is said back"
    assert report_card(store, "lease", as_of=TODAY, known_on=None, include_restricted=True).status.restricted


def test_a_tie_to_a_restricted_instrument_is_not_named() -> None:
    base = agreement("base", facts="2018-08-22 signed", restricted=True)
    protocol = agreement("protocol", facts="2018-08-22 signed", links=[(Relation.AMENDS, "base")])
    store = memory_store(base, protocol)

    assert report_card(store, "protocol", as_of=TODAY, known_on=None).links == ()
    shown = report_card(store, "protocol", as_of=TODAY, known_on=None, include_restricted=True)
    assert [link.to for link in shown.links] == ["base"]


def test_what_does_not_exist_yet_has_no_card() -> None:
    store = memory_store(agreement(facts="2018-08-22 signed"))

    with pytest.raises(NothingYetError):
        report_card(store, "lease-1994", as_of=day("2018-01-01"), known_on=None)
    with pytest.raises(InstrumentNotFoundError):
        report_card(store, "treaty", as_of=TODAY, known_on=None)
