from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.derive.current_runs import derive_runs, latest_start, pressing_steps
from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.derive.run_deadlines import derive_run_deadlines
from igc_tracker.derive.standing import derive_standing, has_runs
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import Instrument, InstrumentKind, Level
from igc_tracker.domain.runs import DelayReason, Phase, ProcedureMark
from igc_tracker.store.procedures import ProcedureShelf
from support import agreement, day, on, timeline

if TYPE_CHECKING:
    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.domain.facts import Fact

SHELF = ProcedureShelf()
PLANNED = "2026-06-01 text-agreed\n2026-06-01 planned - signed 2026-08-25"


def runs_of(instrument: Instrument, *, as_of: str) -> list[Run]:
    standing = derive_standing(instrument, as_of=day(as_of))
    assert standing is not None
    return list(derive_runs(instrument, standing, SHELF.for_party, calendars=NoCalendars()))


def due_of(instrument: Instrument, *, as_of: str) -> list[Deadline]:
    return list(derive_run_deadlines(instrument.ref, runs_of(instrument, as_of=as_of), as_of=day(as_of)))


def told(instrument: Instrument, *, as_of: str, party: str = "KZ") -> list[tuple[str, str, str | None, bool]]:
    return [
        (due.code.value, due.on.isoformat(), due.step.key if due.step else None, due.missed)
        for due in due_of(instrument, as_of=as_of)
        if due.party == party
    ]


def step_fact(line: str, step: str, *, phase: Phase = Phase.CONSENT, **mark: object) -> Fact:
    (made,) = timeline(line)
    found = ProcedureMark(phase=phase, step=step)
    return replace(made, id=f"{made.id}-{step}", procedure=replace(found, **mark), source="gazette")  # type: ignore[arg-type]  # the fields of a mark


def test_the_originals_fall_due_after_signature_where_the_steps_before_it_are_kept() -> None:
    asked = step_fact("2026-03-01 step-done RU Letter 1", "proposal", phase=Phase.PRE_SIGNATURE)
    treaty = agreement(facts=(asked, *timeline("2026-05-20 signed")), level=Level.INTERGOVERNMENTAL)

    assert told(treaty, as_of="2026-06-05", party="RU") == [
        ("statutory-period", "2026-06-03", "originals-to-mfa", True),
    ]


# --- counted back from a planned signature ------------------------------------------------------------------------


def test_a_planned_signature_gives_each_step_before_it_its_last_day() -> None:
    treaty = agreement(facts=PLANNED, level=Level.INTERSTATE)
    assert told(treaty, as_of="2026-07-20") == [
        ("latest-start", "2026-07-26", "draft", False),
        ("statutory-period", "2026-07-26", "proposal-to-gov", False),
        ("statutory-period", "2026-08-11", "gov-to-president", False),
    ]


def test_what_was_not_done_by_its_last_day_is_missed_from_the_day_after() -> None:
    treaty = agreement(facts=PLANNED, level=Level.INTERSTATE)
    for as_of, missed in (("2026-07-26", False), ("2026-07-27", True)):
        assert ("statutory-period", "2026-07-26", "proposal-to-gov", missed) in told(treaty, as_of=as_of)
        assert ("latest-start", "2026-07-26", "draft", missed) in told(treaty, as_of=as_of)


def test_in_the_name_of_the_government_fourteen_days_are_enough() -> None:
    treaty = agreement(facts=PLANNED, level=Level.INTERGOVERNMENTAL)
    assert ("statutory-period", "2026-08-11", "proposal-to-gov", False) in told(treaty, as_of="2026-07-20")


def test_a_day_planned_that_has_passed_gives_no_day_any_more() -> None:
    treaty = agreement(facts=PLANNED, level=Level.INTERSTATE)
    assert told(treaty, as_of="2026-08-25") != []
    assert told(treaty, as_of="2026-08-26") == []


def test_where_the_level_is_not_recorded_nothing_is_counted() -> None:
    assert told(agreement(facts=PLANNED), as_of="2026-07-20") == []


# --- within a period of an event ----------------------------------------------------------------------------------


def test_receipt_by_a_body_sets_its_period_going() -> None:
    facts = (
        *timeline("2026-01-10 signed\n2026-03-01 lower-house-approved KZ"),
        step_fact("2026-03-05 step-begun KZ", "senate"),
    )
    assert told(agreement(facts=facts), as_of="2026-03-10") == [
        ("statutory-period", "2026-05-04", "senate", False),
    ]
    assert told(agreement(facts=facts), as_of="2026-05-05")[0] == ("statutory-period", "2026-05-04", "senate", True)


def test_a_period_in_which_nobody_has_to_act_is_told_as_such() -> None:
    facts = (
        *timeline("2026-01-10 signed\n2026-02-01 lower-house-approved KZ\n2026-02-10 upper-house-approved KZ"),
        *timeline("2026-03-01 ratified KZ Law 1"),
        step_fact("2026-03-05 step-begun KZ", "law-published"),
    )
    assert told(agreement(facts=facts), as_of="2026-03-10") == [
        ("statutory-wait", "2026-03-15", "law-published", False),
    ]
    assert told(agreement(facts=facts), as_of="2026-03-15") == []


def test_a_delay_is_to_be_reviewed_on_its_day_and_missed_after_it() -> None:
    delayed = step_fact(
        "2026-03-20 step-delayed KZ", "senate", reason=DelayReason.TRANSLATION, review_on=on("2026-04-15")
    )
    facts = (*timeline("2026-01-10 signed\n2026-03-01 lower-house-approved KZ"), delayed)
    treaty = agreement(facts=facts)
    assert told(treaty, as_of="2026-04-01") == [("review", "2026-04-15", "senate", False)]
    assert told(treaty, as_of="2026-04-15") == [("review", "2026-04-15", "senate", False)]
    assert told(treaty, as_of="2026-04-16") == [("review", "2026-04-15", "senate", True)]
    (review,) = due_of(treaty, as_of="2026-04-01")
    assert (review.code, review.computed, review.fact) == (DeadlineCode.REVIEW, False, delayed.id)


# --- whose runs are told ------------------------------------------------------------------------------------------


def test_once_in_force_only_who_records_its_steps_is_told() -> None:
    facts = "2020-01-10 signed\n2020-03-01 ratified KZ Law 1\n2020-06-01 entered-into-force"
    treaty = agreement(facts=facts)
    standing = derive_standing(treaty, as_of=day("2021-01-01"))
    assert standing is not None
    assert not has_runs(treaty, standing)
    kept = replace(treaty, facts=(*treaty.facts, step_fact("2020-07-01 step-done KZ No. 5", "state-register")))
    assert [run.party for run in runs_of(kept, as_of="2021-01-01")] == ["KZ"]


def test_no_template_is_asked_for_where_nothing_is_told() -> None:
    def refuse(party: str) -> object:
        raise AssertionError(party)

    memo = agreement(kind=InstrumentKind.MEMORANDUM, binding=False, facts="2020-01-01 signed")
    standing = derive_standing(memo, as_of=day("2021-01-01"))
    assert standing is not None
    assert derive_runs(memo, standing, refuse, calendars=NoCalendars()) == ()  # type: ignore[arg-type]  # never called


def test_of_many_parties_only_those_with_something_on_record_are_told() -> None:
    parties = ("KZ", "RU", "AE", "BY", "CN", "DE", "FR", "GB", "NL")
    treaty = agreement(parties=parties, facts="2020-01-01 signed KZ\n2020-03-01 ratified KZ Law 1")
    assert [run.party for run in runs_of(treaty, as_of="2020-06-01")] == ["KZ"]


def test_who_will_not_join_is_not_told() -> None:
    treaty = agreement(facts="2020-01-01 signed\n2020-03-01 intention-not-to-join RU")
    assert [run.party for run in runs_of(treaty, as_of="2020-06-01")] == ["KZ"]


def test_the_steps_before_signature_stay_where_they_were_recorded() -> None:
    lodged = step_fact("2020-01-01 step-done KZ No. 3", "proposal-to-gov", phase=Phase.PRE_SIGNATURE)
    treaty = agreement(facts=(*timeline("2020-02-01 signed"), lodged), level=Level.INTERGOVERNMENTAL)
    assert [(run.party, run.phase) for run in runs_of(treaty, as_of="2020-06-01")] == [
        ("KZ", Phase.PRE_SIGNATURE),
        ("KZ", Phase.CONSENT),
        ("RU", Phase.CONSENT),
    ]


def test_the_step_that_is_next_is_told_its_last_day_only_if_a_later_one_gives_it() -> None:
    treaty = agreement(facts=PLANNED, level=Level.INTERSTATE)
    run = runs_of(treaty, as_of="2026-07-20")[0]
    assert latest_start(run, as_of=day("2026-07-20")) == day("2026-07-26")
    assert latest_start(run, as_of=day("2026-08-26")) is None
    assert [each.step.key for each in pressing_steps(run, as_of=day("2026-07-20"))] == [
        "proposal-to-gov",
        "gov-to-president",
    ]
    assert FactKind.SIGNED not in {fact.kind for fact in treaty.facts}
