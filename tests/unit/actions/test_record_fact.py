from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.actions.strike_fact import strike_fact
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.errors import (
    BadPlanError,
    DocumentDateError,
    FutureFactError,
    InstrumentNotFoundError,
    NotANoticeError,
    NotAPartyError,
    NoticeDaysError,
    NotOfOnePartyError,
)
from igc_tracker.domain.facts import Certainty, FactKind
from support import agreement, invocation, memory_store, on

LEASE = agreement("lease-1994", facts="1994-03-28 signed")
RATIFIED = NewFact(
    kind=FactKind.RATIFIED,
    party="KZ",
    on=on("1994-10-24"),
    document="No. 200",
    document_date=on("1994-10"),
    certainty=Certainty.GAZETTE,
)


def test_a_fact_is_recorded_with_its_evidence_and_with_who_and_when() -> None:
    store = memory_store(LEASE)

    answer = record_fact(store, "lease", RATIFIED, invocation("2026-11-23", by="second"))

    assert answer.is_new
    assert answer.fact.id == "ratified-kz-1994-10-24"
    assert (answer.fact.recorded_by, answer.fact.recorded_at) == ("second", invocation("2026-11-23").at)
    assert (answer.fact.document, answer.fact.certainty) == ("No. 200", Certainty.GAZETTE)
    assert store.read()[0].instruments[0].facts == (*LEASE.facts, answer.fact)


def test_the_answer_tells_the_standing_before_and_after() -> None:
    answer = record_fact(memory_store(LEASE), "lease-1994", RATIFIED, invocation())

    assert answer.before is not None
    assert answer.after is not None
    assert (answer.before.standing, answer.after.standing) == (StandingCode.SIGNED, StandingCode.CONSENT_PENDING)


def test_a_fact_without_a_certainty_is_unconfirmed() -> None:
    assert record_fact(
        memory_store(LEASE), "lease", replace(RATIFIED, certainty=None), invocation()
    ).fact.certainty is (Certainty.UNCONFIRMED)


def test_the_very_same_fact_is_recorded_once() -> None:
    store = memory_store(LEASE)
    first = record_fact(store, "lease", RATIFIED, invocation("2026-11-23"))

    again = record_fact(store, "lease", RATIFIED, invocation("2026-11-24", by="second"))

    assert not again.is_new
    assert again.fact == first.fact
    assert len(store.journal()) == 1


def test_a_fact_that_differs_in_anything_is_another() -> None:
    store = memory_store(LEASE)
    record_fact(store, "lease", RATIFIED, invocation())

    other = record_fact(store, "lease", replace(RATIFIED, certainty=Certainty.PRESS), invocation())

    assert other.is_new
    assert other.fact.id == "ratified-kz-1994-10-24-2"


def test_a_struck_fact_can_be_recorded_anew() -> None:
    store = memory_store(LEASE)
    record_fact(store, "lease", RATIFIED, invocation())
    strike_fact(store, "lease", "ratified", "not sure", invocation())

    again = record_fact(store, "lease", RATIFIED, invocation())

    assert again.is_new
    assert again.fact.id == "ratified-kz-1994-10-24-2"


@pytest.mark.parametrize(
    ("when", "fact_id"),
    [
        (None, "remark-undated"),
        ("2018-06~", "remark-2018-06"),
        ("..2018-08-21", "remark-to-2018-08-21"),
        ("2018-03..2018-08-21", "remark-2018-03-to-2018-08-21"),
        ("2018", "remark-2018"),
    ],
)
def test_the_id_of_a_fact_can_be_read(when: str | None, fact_id: str) -> None:
    new = NewFact(kind=FactKind.REMARK, on=on(when) if when else None)

    assert record_fact(memory_store(LEASE), "lease", new, invocation()).fact.id == fact_id


def test_a_fact_of_the_future_is_refused_with_the_plan_as_remedy() -> None:
    with pytest.raises(FutureFactError) as refused:
        record_fact(memory_store(LEASE), "lease", replace(RATIFIED, on=on("2027-03")), invocation("2026-11-23"))

    assert str(refused.value) == "2027-03 lies in the future; a fact is something that has happened."
    remedy = refused.value.hint.format(**refused.value.values)
    assert "igc record lease-1994 planned --of ratified --for 2027-03" in remedy


def test_a_fact_of_this_month_may_have_happened() -> None:
    new = NewFact(kind=FactKind.REMARK, on=on("2026-11"))

    assert record_fact(memory_store(LEASE), "lease", new, invocation("2026-11-23")).is_new


def test_a_plan_names_an_act_and_a_day() -> None:
    plan = NewFact(kind=FactKind.PLANNED, on=on("2026-11-23"), planned_kind=FactKind.SIGNED, planned_for=on("2027-03"))

    assert record_fact(memory_store(LEASE), "lease", plan, invocation()).fact.planned_for == on("2027-03")


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (replace(RATIFIED, party="BY"), NotAPartyError),
        (replace(RATIFIED, document_date=on("1994-11")), DocumentDateError),
        (replace(RATIFIED, planned_for=on("2027")), BadPlanError),
        (replace(RATIFIED, planned_kind=FactKind.SIGNED), BadPlanError),
        (NewFact(kind=FactKind.PLANNED), BadPlanError),
        (NewFact(kind=FactKind.PLANNED, planned_kind=FactKind.SIGNED), BadPlanError),
        (NewFact(kind=FactKind.PLANNED, planned_for=on("2027")), BadPlanError),
    ],
)
def test_a_fact_that_cannot_stand_is_refused_and_changes_nothing(new: NewFact, error: type[Exception]) -> None:
    store = memory_store(LEASE)

    with pytest.raises(error):
        record_fact(store, "lease", new, invocation())

    assert store.read()[0].instruments == (LEASE,)


DENOUNCED = NewFact(
    kind=FactKind.DENOUNCED,
    party="KZ",
    on=on("2025-03-10"),
    document_date=on("2025-03-01"),
    sent_on=on("2025-03-05"),
    received_on=on("2025-03-10"),
)


def test_a_notice_keeps_its_three_days_apart() -> None:
    fact = record_fact(memory_store(LEASE), "lease", DENOUNCED, invocation()).fact

    assert (fact.document_date, fact.sent_on, fact.received_on) == (
        on("2025-03-01"),
        on("2025-03-05"),
        on("2025-03-10"),
    )


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (replace(DENOUNCED, received_on=on("2025-03-04")), NoticeDaysError),
        (replace(DENOUNCED, sent_on=None, received_on=on("2025-02")), NoticeDaysError),
        (replace(DENOUNCED, sent_on=on("2025-02-28")), NoticeDaysError),
        (replace(DENOUNCED, received_on=on("2027-01-01")), FutureFactError),
        (replace(RATIFIED, sent_on=on("1994-10-25")), NotANoticeError),
        (NewFact(kind=FactKind.NOTIFICATION_RECEIVED, party="KZ", sent_on=on("1994")), NotANoticeError),
    ],
)
def test_a_note_is_dated_then_sent_then_received(new: NewFact, error: type[Exception]) -> None:
    with pytest.raises(error):
        record_fact(memory_store(LEASE), "lease", new, invocation())


@pytest.mark.parametrize("received", ["2025-03", "2025-03-05"])
def test_days_that_may_be_in_order_are_taken(received: str) -> None:
    assert record_fact(memory_store(LEASE), "lease", replace(DENOUNCED, received_on=on(received)), invocation()).is_new


def test_one_party_may_end_a_treaty_of_three_for_itself_and_none_a_treaty_of_two() -> None:
    ended = NewFact(kind=FactKind.TERMINATED, party="KZ", on=on("2020-05-01"))
    three = agreement("three", facts="1994-03-28 signed", parties=("KZ", "RU", "AE"))

    assert record_fact(memory_store(three), "three", ended, invocation()).is_new
    with pytest.raises(NotOfOnePartyError):
        record_fact(memory_store(LEASE), "lease", ended, invocation())


def test_a_document_of_the_same_month_as_the_act_is_not_after_it() -> None:
    assert record_fact(
        memory_store(LEASE), "lease", replace(RATIFIED, document_date=on("1994-10")), invocation()
    ).is_new


def test_a_fact_of_nothing_known_is_refused() -> None:
    with pytest.raises(InstrumentNotFoundError):
        record_fact(memory_store(LEASE), "treaty", RATIFIED, invocation())
