from __future__ import annotations

import pytest

from igc_tracker.actions.explain import Explanation, Supposition, Topic, explain
from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.derive.entry_into_force import ForceState
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.clauses import ForceRule, LastNotification, Offset, Period, Unit
from igc_tracker.domain.errors import NotAPartyError, NothingYetError
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from support import agreement, day, memory_store, on, records_text

RULE = ForceRule(condition=LastNotification(), offset=Offset(period=Period(number=30, unit=Unit.DAY)))
TREATY = agreement(
    "visa",
    facts="2019-06-20 signed\n2021-03-01 notification-received KZ",
    clauses=(FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, article="11(2)", rule=RULE),),
)
RUSSIA = Supposition(kind=FactKind.NOTIFICATION_RECEIVED, party="RU", on=on("2021-07-30"))


def explained(
    *, as_of: str = "2021-07-01", party: str | None = None, suppositions: tuple[Supposition, ...] = ()
) -> Explanation:
    return explain(
        memory_store(TREATY),
        "visa",
        Topic.PARTY if party else Topic.ENTRY_INTO_FORCE,
        as_of=day(as_of),
        known_on=None,
        party=party,
        suppositions=suppositions,
    )


def test_what_is_missing_is_named_instead_of_a_date() -> None:
    found = explained()

    assert found.force is not None
    assert (found.force.state, found.force.on) == (ForceState.NOT_COMPUTABLE, None)
    assert [item.party for item in found.force.missing] == ["RU"]


def test_the_inputs_are_the_international_acts_and_no_others() -> None:
    assert [fact.kind for fact in explained().inputs] == [FactKind.SIGNED, FactKind.NOTIFICATION_RECEIVED]


def test_a_supposition_answers_what_if_and_shows_what_moves() -> None:
    found = explained(suppositions=(RUSSIA,))

    assert (found.standing_before, found.standing) == (StandingCode.SIGNED, StandingCode.ENTRY_INTO_FORCE_SCHEDULED)
    assert [(due.code, due.on) for due in found.moved] == [(DeadlineCode.ENTRY_INTO_FORCE, day("2021-08-29"))]
    assert found.as_of == RUSSIA.on.day


def test_a_supposition_is_not_saved() -> None:
    store = memory_store(TREATY)
    before = records_text(store)

    explain(store, "visa", Topic.ENTRY_INTO_FORCE, as_of=day("2021-07-01"), known_on=None, suppositions=(RUSSIA,))

    assert records_text(store) == before


@pytest.mark.parametrize("party", ["AE", "FR"])
def test_only_a_party_can_be_asked_about_or_supposed_to_act(party: str) -> None:
    with pytest.raises(NotAPartyError):
        explained(party=party)
    with pytest.raises(NotAPartyError):
        explained(suppositions=(Supposition(kind=FactKind.SIGNED, party=party, on=on("2021-07-30")),))


def test_what_does_not_exist_yet_cannot_be_explained() -> None:
    with pytest.raises(NothingYetError):
        explained(as_of="2019-06-19")
