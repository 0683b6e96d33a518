from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.actions.explain import Explanation, Supposition, Topic, explain
from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.derive.entry_into_force import ForceState
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.clauses import (
    Deposits,
    EffectOfNotice,
    ForceRule,
    Group,
    LastNotification,
    LaterPartyRule,
    Offset,
    OtherInForce,
    Period,
    Share,
    TermRule,
    Unit,
    WithdrawalRule,
)
from igc_tracker.domain.errors import NotAPartyError, NothingYetError
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from support import agreement, day, memory_store, on, records_text, timeline

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

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


# --- steps, and what moves elsewhere ------------------------------------------------------------------------------

MONTH = Period(number=1, unit=Unit.MONTH)
OPEN = agreement(
    "climate",
    parties=("KZ", "RU", "CN", "EU"),
    facts="2016-01-31 instrument-deposited KZ\n2016-02-01 instrument-deposited CN\n2019-01-31 instrument-deposited RU",
    clauses=(
        FinalClause(
            topic=ClauseTopic.ENTRY_INTO_FORCE,
            rule=ForceRule(condition=Deposits(count=2, exclude=("EU",)), offset=Offset(period=MONTH)),
        ),
        FinalClause(topic=ClauseTopic.LATER_PARTIES, rule=LaterPartyRule(offset=Offset(period=MONTH))),
    ),
)


def reckoned(instrument: Instrument, topic: Topic, *, as_of: str, party: str | None = None) -> dict[str, list[str]]:
    """Return each chain of steps as "code day"."""
    found = explain(memory_store(instrument), instrument.ref, topic, as_of=day(as_of), known_on=None, party=party)
    return {each.of.value: [f"{step.code} {step.on}" for step in each.steps] for each in found.reckonings}


def test_a_later_party_is_shown_its_own_steps() -> None:
    later = reckoned(OPEN, Topic.PARTY, as_of="2020-01-01", party="RU")
    original = reckoned(OPEN, Topic.PARTY, as_of="2020-01-01", party="KZ")

    assert later == {"party-bound": ["own-instrument 2019-01-31", "period 2019-02-28"]}
    assert original == {"party-bound": ["own-instrument 2016-01-31", "original-party 2016-03-01"]}


def test_who_came_back_is_shown_the_steps_of_its_return() -> None:
    left = timeline("2016-05-01 denounced KZ\n2018-01-31 instrument-deposited KZ")
    back = replace(OPEN, facts=(*OPEN.facts, *(replace(fact, id=f"back-{fact.id}") for fact in left)))

    found = reckoned(back, Topic.PARTY, as_of="2020-01-01", party="KZ")

    assert found["party-bound"] == ["own-instrument 2018-01-31", "period 2018-02-28"]


TERM = agreement(
    "transit",
    facts="2021-08-29 entered-into-force",
    clauses=(
        FinalClause(
            topic=ClauseTopic.DURATION,
            rule=TermRule(
                term=Period(number=5, unit=Unit.YEAR),
                renewal=Period(number=5, unit=Unit.YEAR),
                notice=Period(number=6, unit=Unit.MONTH),
            ),
        ),
    ),
)


def test_a_term_and_its_last_day_for_notice_have_their_steps() -> None:
    found = reckoned(TERM, Topic.TERM, as_of="2027-01-01")

    assert found["term-ends"] == [
        "entry-into-force 2021-08-29",
        "term 2026-08-29",
        "renewed 2031-08-29",
        "day-before 2031-08-28",
    ]
    assert found["last-day-for-notice"] == ["end-of-term 2031-08-29", "counted-back 2031-02-28"]


def test_the_effect_of_a_notice_has_its_steps() -> None:
    rule = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH), effect=EffectOfNotice.NEXT_1_JANUARY)
    treaty = agreement(
        "tax",
        facts="2010-01-01 entered-into-force\n2024-05-31 denounced KZ",
        clauses=(FinalClause(topic=ClauseTopic.WITHDRAWAL, rule=rule),),
    )
    stated = replace(treaty, facts=tuple(replace(fact, effective_on=on("2027-06-30")) for fact in treaty.facts[1:]))

    steps = ["notice 2024-05-31", "period 2024-11-30", "next-1-january 2025-01-01"]
    assert reckoned(treaty, Topic.WITHDRAWAL, as_of="2024-06-01")["effect-of-notice"] == steps
    assert reckoned(stated, Topic.WITHDRAWAL, as_of="2024-06-01")["effect-of-notice"] == [
        *steps,
        "day-stated 2027-06-30",
    ]


def test_the_first_day_for_notice_has_its_steps() -> None:
    rule = WithdrawalRule(notice=MONTH, not_before=Period(number=5, unit=Unit.YEAR))
    treaty = replace(TERM, clauses=(FinalClause(topic=ClauseTopic.WITHDRAWAL, rule=rule),))

    found = reckoned(treaty, Topic.WITHDRAWAL, as_of="2024-06-01")

    assert found == {"earliest-notice": ["entry-into-force 2021-08-29", "period 2026-08-29"]}


def test_what_if_tells_what_moves_in_other_treaties_too() -> None:
    waits = ForceRule(condition=OtherInForce(ref="visa"), offset=Offset(period=MONTH))
    protocol = agreement(
        "protocol", facts="2020-01-01 signed", clauses=(FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=waits),)
    )
    store = memory_store(TREATY, protocol)

    found = explain(
        store, "visa", Topic.ENTRY_INTO_FORCE, as_of=day("2021-07-01"), known_on=None, suppositions=(RUSSIA,)
    )

    assert [(due.ref, due.on) for due in found.moved] == [
        ("visa", day("2021-08-29")),
        ("protocol", day("2021-09-29")),
    ]


def test_what_only_passes_with_time_does_not_count_as_moved() -> None:
    supposed = Supposition(kind=FactKind.DENOUNCED, party="KZ", on=on("2026-05-01"))

    found = explain(
        memory_store(TERM), "transit", Topic.TERM, as_of=day("2026-01-01"), known_on=None, suppositions=(supposed,)
    )

    # on 1 May the last day for notice, 28 February, has passed with the notice or without, and the notice is too late
    assert (found.moved, found.gone) == ((), ())


def test_a_supposition_may_be_as_inexact_as_a_plan() -> None:
    found = explained(suppositions=(replace(RUSSIA, on=on("2021-07")),))

    assert found.force is not None
    assert found.force.on == on("2021-07-31..2021-08-30")


@pytest.mark.parametrize(
    ("facts", "could"),
    [
        ("2016-01-31 instrument-deposited KZ", ("RU", "CN")),
        ("2016-01-31 instrument-deposited KZ\n2016-02-10 instrument-withdrawn KZ", ("KZ", "RU", "CN")),
    ],
)
def test_who_could_complete_the_number_is_whoever_counts_and_holds_no_instrument(
    facts: str, could: tuple[str, ...]
) -> None:
    treaty = replace(OPEN, facts=tuple(timeline(facts)))

    found = explain(memory_store(treaty), "climate", Topic.ENTRY_INTO_FORCE, as_of=day("2016-03-01"), known_on=None)

    assert found.could_complete == could


def test_who_could_complete_a_group_or_a_share_is_in_it_or_has_a_weight() -> None:
    groups = (Group(label="big", least=1, parties=("CN",)), Group(label="rest", least=1))
    share = Share(label="tonnage", percent=50, weights={"CN": 60.0, "RU": 10.0})
    condition = Deposits(groups=groups, shares=(share,))
    clause = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=ForceRule(condition=condition))
    treaty = replace(OPEN, facts=tuple(timeline("2016-01-31 instrument-deposited KZ")), clauses=(clause,))

    found = explain(memory_store(treaty), "climate", Topic.ENTRY_INTO_FORCE, as_of=day("2016-03-01"), known_on=None)

    assert found.could_complete == ("RU", "CN")


def test_what_if_tells_an_entry_into_force_that_came_by_the_day_supposed() -> None:
    decided = replace(RULE, decided_by="the parties")
    notes = "2019-06-20 signed\n2021-03-01 notification-received"
    clause = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=decided)
    supposed = Supposition(kind=FactKind.DECIDED, party=None, on=on("2021-03-10"))

    found = explain(
        memory_store(agreement("fta", facts=notes, clauses=(clause,))),
        "fta",
        Topic.ENTRY_INTO_FORCE,
        as_of=day("2021-03-02"),
        known_on=None,
        suppositions=(supposed,),
    )

    assert [due.on for due in found.moved] == [day("2021-03-10")]
    assert [due.on for due in found.gone] == [day("2021-03-31")]
