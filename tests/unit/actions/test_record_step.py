from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.actions.advise_procedure import advise
from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.actions.record_step import NewStep, RunAnswer, StepAction, record_step, show_run, start_run
from igc_tracker.derive.standing import StandingCode
from igc_tracker.derive.variants import VariantBasis
from igc_tracker.domain.clauses import Deposits, ForceRule, InstrumentsExchanged, LastNotification
from igc_tracker.domain.errors import (
    ActNotClearError,
    DelayReasonError,
    GroundNotFoundError,
    NotAnActOfStepError,
    NotAPartyError,
    StepCommandError,
    StepNotFoundError,
    VariantNotFoundError,
)
from igc_tracker.domain.facts import Certainty, FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Level
from igc_tracker.domain.runs import DelayReason, Phase
from support import Law, agreement, invocation, memory_store, on

if TYPE_CHECKING:
    from igc_tracker.store.tinydb_store import TinyDBStore

LAW = Law()
SIGNED = agreement("visa", facts="2018-08-22 signed", level=Level.INTERGOVERNMENTAL)
DONE = NewStep(step="mazhilis", action=StepAction.DONE, on=on("2019-10-30"), document="Bill 1")


def record(store: TinyDBStore, new: NewStep, *, phase: Phase | None = None) -> RunAnswer:
    return record_step(store, "visa", new, LAW, party="KZ", invocation=invocation(), phase=phase)


def test_a_step_is_recorded_as_the_act_it_is_with_its_place_in_the_procedure() -> None:
    store = memory_store(SIGNED)

    answer = record(store, DONE)

    assert answer.recorded is not None
    fact = answer.recorded.fact
    assert (fact.kind, fact.party, fact.document) == (FactKind.LOWER_HOUSE_APPROVED, "KZ", "Bill 1")
    assert fact.procedure is not None
    assert (fact.procedure.phase, fact.procedure.template, fact.procedure.step) == (Phase.CONSENT, "kz", "mazhilis")
    assert answer.run.waits_for is not None
    assert answer.run.waits_for.step.key == "kurultai"  # looked at today, when the Senate is no more
    assert store.read()[0].instruments[0].facts[-1] == fact


def test_a_step_without_a_kind_of_its_own_is_a_step_done() -> None:
    answer = record(memory_store(SIGNED), replace(DONE, step="ratification-proposal"))

    assert answer.recorded is not None
    assert answer.recorded.fact.kind is FactKind.STEP_DONE


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (StepAction.BEGUN, FactKind.STEP_BEGUN),
        (StepAction.RETURNED, FactKind.STEP_RETURNED),
        (StepAction.SKIPPED, FactKind.STEP_SKIPPED),
        (StepAction.WAIVED, FactKind.STEP_WAIVED),
    ],
)
def test_what_else_happens_to_a_step_is_never_the_act_itself(action: StepAction, kind: FactKind) -> None:
    answer = record(memory_store(SIGNED), replace(DONE, action=action))

    assert answer.recorded is not None
    assert answer.recorded.fact.kind is kind


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (LastNotification(), FactKind.NOTIFICATION_SENT),
        (InstrumentsExchanged(), FactKind.INSTRUMENTS_EXCHANGED),
        (Deposits(count=2), FactKind.INSTRUMENT_DEPOSITED),
    ],
)
def test_the_clause_says_by_which_act_consent_is_established(
    rule: LastNotification | InstrumentsExchanged | Deposits, kind: FactKind
) -> None:
    clause = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=ForceRule(condition=rule))
    store = memory_store(replace(SIGNED, clauses=(clause,)))

    answer = record(store, replace(DONE, step="exchange-deposit-note"))

    assert answer.recorded is not None
    assert answer.recorded.fact.kind is kind


def test_without_a_clause_the_act_has_to_be_named_and_has_to_fit() -> None:
    note = replace(DONE, step="exchange-deposit-note")

    with pytest.raises(ActNotClearError):
        record(memory_store(SIGNED), note)
    with pytest.raises(NotAnActOfStepError):
        record(memory_store(SIGNED), replace(note, done_as=FactKind.SIGNED))
    answer = record(memory_store(SIGNED), replace(note, done_as=FactKind.INSTRUMENT_DEPOSITED))
    assert answer.recorded is not None
    assert answer.recorded.fact.kind is FactKind.INSTRUMENT_DEPOSITED


def test_signing_at_the_step_signs_for_the_party_and_moves_the_standing() -> None:
    draft = agreement("visa", facts="2018-01-01 text-agreed\n2018-08-22 signed RU", level=Level.INTERGOVERNMENTAL)

    answer = record(memory_store(draft), replace(DONE, step="signature", on=on("2018-08-22")))

    assert answer.recorded is not None
    assert answer.recorded.after is not None
    assert (answer.recorded.fact.kind, answer.recorded.fact.party) == (FactKind.SIGNED, "KZ")
    assert answer.recorded.after.standing is StandingCode.SIGNED
    assert answer.run.waits_for is None  # the run before signature, which is over


def test_entry_into_force_recorded_at_a_step_is_the_treatys() -> None:
    answer = record(memory_store(SIGNED), replace(DONE, step="record-eif", on=on("2020-01-01")))

    assert answer.recorded is not None
    assert (answer.recorded.fact.kind, answer.recorded.fact.party) == (FactKind.ENTERED_INTO_FORCE, None)


def test_a_delay_needs_a_reason_and_nothing_else_may_have_one() -> None:
    with pytest.raises(DelayReasonError):
        record(memory_store(SIGNED), replace(DONE, action=StepAction.DELAYED))
    with pytest.raises(DelayReasonError):
        record(memory_store(SIGNED), replace(DONE, reason=DelayReason.LATER))
    with pytest.raises(DelayReasonError):
        record(memory_store(SIGNED), replace(DONE, review_on=on("2020-01-15")))
    late = replace(DONE, action=StepAction.DELAYED, reason=DelayReason.TRANSLATION, review_on=on("2020-01-15"))
    answer = record(memory_store(SIGNED), late)
    step = answer.run.step("mazhilis")
    assert step is not None
    assert step.delay is not None
    assert (step.delay.reason, str(step.delay.review_on)) == (DelayReason.TRANSLATION, "2020-01-15")


def test_an_unknown_step_is_refused_with_what_comes_near_and_nothing_is_written() -> None:
    store = memory_store(SIGNED)

    with pytest.raises(StepNotFoundError) as caught:
        record(store, replace(DONE, step="majilis"))

    assert "mazhilis" in str(caught.value.values)
    assert store.read()[0].instruments[0].facts == SIGNED.facts


def test_a_step_of_the_other_phase_is_found_without_being_named() -> None:
    answer = record(memory_store(SIGNED), replace(DONE, step="moj-opinion", on=on("2018-05-01")))

    assert answer.run.phase is Phase.PRE_SIGNATURE


def test_who_is_no_party_has_no_procedure() -> None:
    with pytest.raises(NotAPartyError):
        show_run(memory_store(SIGNED), "visa", "FR", LAW, as_of=invocation().today)


def test_a_fact_of_a_step_cannot_be_recorded_without_its_step() -> None:
    with pytest.raises(StepCommandError):
        record_fact(memory_store(SIGNED), "visa", NewFact(kind=FactKind.STEP_DONE, party="KZ"), invocation())


# --- the way it takes ---------------------------------------------------------------------------------------------


def begin(store: TinyDBStore, variant: str) -> RunAnswer:
    return start_run(store, "visa", variant, LAW, party="KZ", invocation=invocation(), on=on("2019-01-01"), detail=None)


def test_beginning_a_procedure_is_a_fact_and_so_is_its_change() -> None:
    store = memory_store(SIGNED)

    first, second = begin(store, "approval-government"), begin(store, "ratification")

    assert first.recorded is not None
    assert second.recorded is not None
    assert [first.recorded.fact.kind, second.recorded.fact.kind] == [
        FactKind.PROCEDURE_STARTED,
        FactKind.PROCEDURE_CHANGED,
    ]
    assert (first.run.chosen.variant.key, second.run.chosen.variant.key) == ("approval-government", "ratification")
    assert second.run.chosen.basis is VariantBasis.RECORDED


def test_the_way_to_consent_can_be_said_before_signature() -> None:
    answer = begin(memory_store(agreement("visa", facts="2018-01-01 negotiated")), "ratification")

    assert (answer.run.phase, answer.run.chosen.variant.key) == (Phase.CONSENT, "ratification")


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(VariantNotFoundError):
        begin(memory_store(SIGNED), "ratify")


def test_the_checklist_is_recorded_with_who_answered_it_and_leads_to_a_variant() -> None:
    store = memory_store(SIGNED)

    answer = advise(
        store,
        "visa",
        LAW.procedures,
        party="KZ",
        grounds=("territory", "rights"),
        on=on("2018-09-01"),
        detail=None,
        invocation=invocation(by="legal department"),
    )

    assert answer.variant is not None
    assert answer.recorded is not None
    assert answer.variant.key == "ratification"
    fact = answer.recorded.fact
    assert (fact.kind, fact.recorded_by, fact.certainty) == (
        FactKind.QUALIFIED,
        "legal department",
        Certainty.OFFICIAL,
    )
    assert fact.procedure is not None
    assert fact.procedure.grounds == ("territory", "rights")
    shown = show_run(store, "visa", "KZ", LAW, as_of=invocation().today)
    assert (shown.run.chosen.variant.key, shown.run.chosen.basis) == ("ratification", VariantBasis.QUALIFIED)


def test_without_an_answer_nothing_is_recorded() -> None:
    store = memory_store(SIGNED)

    answer = advise(
        store,
        "visa",
        LAW.procedures,
        party="KZ",
        grounds=None,
        on=None,
        detail=None,
        invocation=invocation(),
    )

    assert (answer.recorded, answer.variant) == (None, None)
    assert len(answer.checklist) == 8
    assert store.read()[0].instruments[0].facts == SIGNED.facts


def test_a_ground_the_law_does_not_name_is_refused() -> None:
    with pytest.raises(GroundNotFoundError):
        advise(
            memory_store(SIGNED),
            "visa",
            LAW.procedures,
            party="KZ",
            grounds=("teritory",),
            on=None,
            detail=None,
            invocation=invocation(),
        )
