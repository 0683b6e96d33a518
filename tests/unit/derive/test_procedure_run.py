"""Where a party's domestic procedure stands, from recorded facts and the templates igc brings along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.procedure_run import Run, current_phase, derive_run
from igc_tracker.derive.run_steps import RunStep, StepState
from igc_tracker.derive.standing import derive_standing
from igc_tracker.derive.statutory import PeriodState
from igc_tracker.derive.variants import VariantBasis
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.facts import Fact, FactKind
from igc_tracker.domain.instruments import ChainLink, Conflict, Instrument, Level
from igc_tracker.domain.runs import DelayReason, Phase, ProcedureMark
from igc_tracker.store.procedures import ProcedureShelf
from support import agreement, day, on, timeline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from igc_tracker.domain.calendars import Calendars

SHELF = ProcedureShelf()
SIGNED = "2018-08-22 signed"


def treaty(facts: str = SIGNED, *more: Fact, level: Level = Level.INTERGOVERNMENTAL) -> Instrument:
    return agreement(facts=(*timeline(facts), *more), level=level)


def step_fact(text: str, step: str, phase: Phase = Phase.CONSENT, *, source: str | None = None) -> Fact:
    """Return the fact jotted in ``text``, as recorded for a step."""
    (fact,) = timeline(text)
    return replace(fact, procedure=ProcedureMark(phase=phase, template="kz", step=step), source=source)


class EveryDay(NoCalendars):
    """A parliament that sits every day."""

    def is_sitting(self, party: str, day: date) -> bool:  # noqa: ARG002  # the protocol's own names
        return True


def run_of(
    instrument: Instrument,
    as_of: str,
    *,
    party: str = "KZ",
    phase: Phase = Phase.CONSENT,
    calendars: Calendars | None = None,
) -> Run:
    template = SHELF.for_party(party)
    run = derive_run(instrument, party, phase, template, as_of=day(as_of), calendars=calendars or NoCalendars())
    assert run is not None
    return run


def states(run: Run) -> Mapping[str, str]:
    return {each.step.key: each.state.value for each in run.steps}


def at(run: Run, key: str) -> RunStep:
    found = run.step(key)
    assert found is not None
    return found


def waits_for(run: Run) -> str | None:
    return run.waits_for.step.key if run.waits_for else None


# --- what shows a step to be done ---------------------------------------------------------------------------------


def test_a_chambers_approval_shows_its_step_and_what_lies_before_it_was_passed_without_a_record() -> None:
    run = run_of(treaty(f"{SIGNED}\n2019-10-30 lower-house-approved KZ Bill 1"), "2019-12-01")

    assert states(run)["mazhilis"] == "done"
    assert states(run)["ratification-proposal"] == "unknown"
    assert (waits_for(run), str(run.since), run.days) == ("senate", "2019-10-30", 32)


def test_the_position_counts_the_steps_the_run_is_made_of() -> None:
    run = run_of(treaty(f"{SIGNED}\n2019-10-30 lower-house-approved KZ Bill 1"), "2019-12-01")

    # optional ones, those on a condition and the Kurultai's, which did not exist, are not among them
    assert (run.position, run.total) == (4, 10)


def test_a_step_done_without_a_paper_is_in_progress() -> None:
    without = step_fact("2019-02-01 step-done KZ", "ratification-proposal")
    with_paper = step_fact("2019-02-01 step-done KZ Letter 7", "ratification-proposal")

    assert at(run_of(treaty(SIGNED, without), "2019-12-01"), "ratification-proposal").state is StepState.IN_PROGRESS
    assert at(run_of(treaty(SIGNED, with_paper), "2019-12-01"), "ratification-proposal").state is StepState.DONE


def test_an_act_of_its_own_kind_is_proved_by_its_source() -> None:
    (bare,) = timeline("2019-10-30 lower-house-approved KZ")

    assert at(run_of(treaty(SIGNED, bare), "2019-12-01"), "mazhilis").state is StepState.IN_PROGRESS
    sourced = replace(bare, source="https://example.org")
    assert at(run_of(treaty(SIGNED, sourced), "2019-12-01"), "mazhilis").state is StepState.DONE


def test_an_undated_act_is_not_done() -> None:
    run = run_of(treaty(f"{SIGNED}\nundated submitted-to-parliament KZ Resolution 5"), "2026-11-23")

    assert at(run, "gov-draft-law").state is StepState.IN_PROGRESS


def test_of_two_facts_the_better_one_is_gone_by() -> None:
    facts = "2017-12-29 cleared-to-sign KZ Resolution 941\n?2018-03 cleared-to-sign KZ Statement"
    run = run_of(treaty(facts), "2018-07-15", phase=Phase.PRE_SIGNATURE)

    assert (str(at(run, "decision-to-sign").on), at(run, "decision-to-sign").document) == (
        "2017-12-29",
        "Resolution 941",
    )


def test_a_fact_that_sources_differ_on_is_contested() -> None:
    instrument = treaty(f"{SIGNED}\n2019-10-30 lower-house-approved KZ Bill 1")
    contested = replace(
        instrument, conflicts=(Conflict(text="The day of the vote", facts=("lower-house-approved-kz-2019-10-30",)),)
    )

    assert not at(run_of(instrument, "2019-12-01"), "mazhilis").contested
    assert at(run_of(contested, "2019-12-01"), "mazhilis").contested


def test_a_returned_step_is_waited_for_again_and_a_waived_one_is_not() -> None:
    done = step_fact("2019-02-01 step-done KZ Letter 7", "ratification-proposal")
    returned = step_fact("2019-03-01 step-returned KZ", "ratification-proposal")
    waived = step_fact("2019-03-01 step-waived KZ", "ratification-proposal")

    again = run_of(treaty(SIGNED, done, returned), "2019-12-01")
    assert (waits_for(again), str(again.since)) == ("ratification-proposal", "2019-03-01")
    assert waits_for(run_of(treaty(SIGNED, waived), "2019-12-01")) == "gov-draft-law"


def test_a_step_said_once_more_to_be_done_stays_done_without_the_paper() -> None:
    done = step_fact("2026-01-10 step-done KZ Letter 1", "ratification-proposal")
    back = step_fact("2026-01-11 step-returned KZ", "ratification-proposal")
    again = step_fact("2026-01-12 step-done KZ", "ratification-proposal")

    assert states(run_of(treaty(SIGNED, done, again), "2026-02-01"))["ratification-proposal"] == "done"
    assert states(run_of(treaty(SIGNED, done, back, again), "2026-02-01"))["ratification-proposal"] == "in-progress"


def test_a_delay_keeps_the_step_waiting_and_says_why() -> None:
    mark = ProcedureMark(phase=Phase.CONSENT, step="senate", reason=DelayReason.FINANCIAL, review_on=on("2020-01-15"))
    (fact,) = timeline("2019-11-20 step-delayed KZ")
    run = run_of(
        treaty(f"{SIGNED}\n2019-10-30 lower-house-approved KZ Bill 1", replace(fact, procedure=mark)), "2019-12-01"
    )

    assert run.waits_for is not None
    assert run.waits_for.state is StepState.OPEN
    assert run.waits_for.delay is not None
    assert (run.waits_for.delay.reason, str(run.waits_for.delay.review_on)) == (DelayReason.FINANCIAL, "2020-01-15")


def test_optional_steps_are_proposed_and_never_waited_for() -> None:
    submitted = "2019-09-01 submitted-to-parliament KZ Resolution 5"
    houses = "2019-10-30 lower-house-approved KZ Bill\n2019-11-30 upper-house-approved KZ Bill"
    run = run_of(treaty(f"{SIGNED}\n{submitted}\n{houses}"), "2019-12-01")

    assert waits_for(run) == "president-signs"
    assert [each.step.key for each in run.beside] == ["constitutional-review"]


# --- the law of the day -------------------------------------------------------------------------------------------

BEFORE_PARLIAMENT = "2026-05-20 signed\n2026-06-10 submitted-to-parliament KZ Resolution 5"


def test_a_treaty_before_parliament_at_the_change_goes_to_the_kurultai_and_the_run_straddles() -> None:
    run = run_of(treaty(BEFORE_PARLIAMENT), "2026-08-01")

    assert waits_for(run) == "kurultai"
    assert [each.step.key for each in run.straddles] == ["mazhilis", "senate"]
    assert {states(run)["mazhilis"], states(run)["senate"]} == {"not-applicable"}


def test_on_the_eve_of_the_change_the_old_chambers_are_asked() -> None:
    run = run_of(treaty(BEFORE_PARLIAMENT), "2026-06-30")

    assert (waits_for(run), run.straddles, states(run)["kurultai"]) == ("mazhilis", (), "not-applicable")


def test_what_one_chamber_did_before_the_change_is_kept() -> None:
    run = run_of(treaty(f"{BEFORE_PARLIAMENT}\n2026-06-20 lower-house-approved KZ Bill"), "2026-08-01")

    assert (states(run)["mazhilis"], states(run)["senate"], waits_for(run)) == ("done", "not-applicable", "kurultai")
    assert [each.step.key for each in run.straddles] == ["mazhilis", "senate"]


def test_a_law_both_chambers_passed_before_the_change_needs_no_kurultai() -> None:
    passed = "2026-06-20 lower-house-approved KZ Bill\n2026-06-28 upper-house-approved KZ Bill"
    run = run_of(treaty(f"{BEFORE_PARLIAMENT}\n{passed}"), "2026-08-01")

    assert (waits_for(run), states(run)["kurultai"], run.straddles) == ("president-signs", "not-applicable", ())


def test_an_approval_by_an_unnamed_parliament_of_long_ago_is_not_the_kurultais() -> None:
    facts = "2008-05-01 signed\n2011-06-09 parliament-approved KZ Bill\n2011-06-30 ratified KZ Law 442"

    run = run_of(treaty(facts), "2018-01-01")

    assert (states(run)["kurultai"], states(run)["senate"], waits_for(run)) == (
        "not-applicable",
        "done",
        "law-published",
    )


def test_a_run_of_long_ago_knows_nothing_of_the_change() -> None:
    run = run_of(treaty("2018-08-22 signed\n2020-02-13 ratified KZ Law 302"), "2026-11-23")

    assert {states(run)["mazhilis"], states(run)["senate"]} == {"unknown"}
    assert (states(run)["kurultai"], run.straddles) == ("not-applicable", ())


def test_a_treaty_signed_after_the_change_is_the_kurultais_alone() -> None:
    run = run_of(treaty("2026-09-01 signed\n2026-09-10 submitted-to-parliament KZ R 5"), "2026-10-01")

    assert (waits_for(run), run.straddles) == ("kurultai", ())


# --- statutory periods --------------------------------------------------------------------------------------------


def test_a_planned_signature_counts_its_deadlines_back() -> None:
    planned = "2026-01-10 planned - signed 2026-03-31"
    run = run_of(treaty(planned, level=Level.INTERSTATE), "2026-02-01", phase=Phase.PRE_SIGNATURE)

    proposal, president = at(run, "proposal-to-gov"), at(run, "gov-to-president")
    assert proposal.period is not None
    assert president.period is not None
    assert (str(proposal.period.on), proposal.period.state) == ("2026-03-01", PeriodState.DUE)
    assert (str(president.period.on), president.period.state) == ("2026-03-17", PeriodState.DUE)
    # whatever comes before the proposal has to be done by then too
    assert {str(at(run, key).start_by) for key in ("draft", "moj-opinion", "proposal-to-gov")} == {"2026-03-01"}
    assert str(at(run, "gov-to-president").start_by) == "2026-03-17"


def test_a_missed_one_is_overdue() -> None:
    planned = "2026-01-10 planned - signed 2026-03-31"
    run = run_of(treaty(planned), "2026-03-20", phase=Phase.PRE_SIGNATURE)

    period = at(run, "proposal-to-gov").period
    assert period is not None
    assert (period.state, str(period.on), period.days) == (PeriodState.OVERDUE, "2026-03-17", 3)


def test_the_senates_sixty_days_run_from_the_day_it_got_the_law() -> None:
    voted = "2019-10-30 lower-house-approved KZ Bill"
    begun = step_fact("2019-11-04 step-begun KZ", "senate")

    unknown = at(run_of(treaty(f"{SIGNED}\n{voted}"), "2019-12-01"), "senate").period
    known = at(run_of(treaty(f"{SIGNED}\n{voted}", begun), "2019-12-01"), "senate").period

    assert unknown is not None
    assert known is not None
    assert unknown.state is PeriodState.NOT_COMPUTABLE
    assert (known.state, str(known.on)) == (PeriodState.DUE, "2020-01-03")


def test_a_period_that_only_has_to_run_completes_its_step() -> None:
    laid = step_fact("2024-01-10 submitted-to-parliament NL Paper 1", "laid")
    instrument = agreement(parties=("NL", "KZ"), facts=(*timeline("2023-12-01 signed"), laid))

    def tacit(as_of: str) -> RunStep:
        run = run_of(instrument, as_of, party="NL")
        return next(each for each in run.steps if each.step.key == "thirty-days")

    assert tacit("2024-02-08").state is StepState.OPEN
    assert (tacit("2024-02-09").state, str(tacit("2024-02-09").on), tacit("2024-02-09").fact) == (
        StepState.DONE,
        "2024-02-09",
        None,
    )


def test_without_a_sitting_calendar_the_united_kingdom_waits() -> None:
    laid = step_fact("2024-01-10 submitted-to-parliament GB Command Paper 1", "laid")
    instrument = agreement(parties=("GB", "KZ"), facts=(*timeline("2023-12-01 signed"), laid))

    run = run_of(instrument, "2026-01-01", party="GB")
    period = at(run, "period-a").period

    assert waits_for(run) == "period-a"
    assert period is not None
    assert (period.state, period.on) == (PeriodState.NOT_COMPUTABLE, None)
    assert str(period.hint) == "2024-01-31"


def test_a_second_period_runs_only_from_the_step_it_is_counted_from() -> None:
    laid = step_fact("2024-01-10 submitted-to-parliament GB Command Paper 1", "laid")
    instrument = agreement(parties=("GB", "KZ"), facts=(*timeline("2023-12-01 signed"), laid))

    running = run_of(instrument, "2024-01-20", party="GB", calendars=EveryDay())
    over = run_of(instrument, "2024-02-05", party="GB", calendars=EveryDay())

    periods = [at(running, key).period for key in ("period-a", "extension", "period-b")]
    assert [period.state for period in periods if period] == [
        PeriodState.WAITING,
        PeriodState.NOT_COMPUTABLE,
        PeriodState.NOT_COMPUTABLE,
    ]
    assert (at(over, "period-a").state, str(at(over, "period-a").on)) == (StepState.DONE, "2024-01-31")
    extension, second = at(over, "extension").period, at(over, "period-b").period
    assert extension is not None
    assert second is not None
    assert str(extension.on) == "2024-02-21"
    assert second.state is PeriodState.NOT_COMPUTABLE, "no statement was laid, so no second period runs"


def test_what_is_to_be_done_after_signature_is_waited_for_once_it_is_signed() -> None:
    signed = agreement(facts="2026-05-20 signed")

    run = run_of(signed, "2026-06-05", party="RU", phase=Phase.PRE_SIGNATURE)
    originals = at(run, "originals-to-mfa").period

    assert (states(run)["signature"], waits_for(run)) == ("done", "originals-to-mfa")
    assert originals is not None
    assert (originals.state, str(originals.on)) == (PeriodState.OVERDUE, "2026-06-03")


# --- the run as a whole -------------------------------------------------------------------------------------------


def test_signature_ends_the_first_phase_and_begins_the_second() -> None:
    signed = treaty("2017-12-29 cleared-to-sign KZ R 941\n2018-08-22 signed")

    assert current_phase(signed, "KZ", as_of=day("2018-08-21")) is Phase.PRE_SIGNATURE
    assert current_phase(signed, "KZ", as_of=day("2018-08-22")) is Phase.CONSENT
    assert run_of(signed, "2018-08-22", phase=Phase.PRE_SIGNATURE).waits_for is None
    assert run_of(signed, "2018-09-01").days == 10


def test_nobody_is_said_to_let_entry_into_force_wait() -> None:
    notes = "2020-02-13 ratified KZ Law 302\n2020-03-01 notification-sent KZ Note"
    run = run_of(treaty(f"{SIGNED}\n{notes}"), "2020-06-01")

    assert (waits_for(run), run.since, run.days) == ("record-eif", None, None)


def test_entry_into_force_leaves_nothing_waiting_that_leads_to_it() -> None:
    run = run_of(
        treaty("2004-12-22 signed\n2005-10-21 ratified KZ Law 82\n2005-12-15 entered-into-force"), "2010-01-01"
    )

    assert at(run, "exchange-deposit-note").state is StepState.UNKNOWN
    assert waits_for(run) == "state-register"


def test_a_published_text_shows_nothing_of_the_steps_before_it() -> None:
    run = run_of(treaty(f"{SIGNED}\n2019-01-01 published KZ Gazette 1"), "2019-12-01")

    assert waits_for(run) == "ratification-proposal"


@pytest.mark.parametrize("party", ["KZ", "RU", "FR", "MN"])
def test_a_step_at_home_completes_no_link_between_states(party: str) -> None:
    instrument = agreement(parties=(party, "UZ"), facts=timeline("2018-08-22 signed"))
    template = SHELF.for_party(party)
    variant = template.variants[Phase.CONSENT][0]
    home = [
        replace(
            step_fact("2019-01-01 step-done KZ Paper", each.key),
            id=f"step-{each.key}",
            kind=each.facts[0] if each.facts else FactKind.STEP_DONE,
            party=party,
        )
        for each in variant.steps
        if each.records is None
    ]

    standing = derive_standing(replace(instrument, facts=(*instrument.facts, *home)), as_of=day("2026-01-01"))
    assert standing is not None
    links = standing.chains[0].links

    assert links[ChainLink.SENT].on is None
    assert links[ChainLink.RECEIVED].on is None
    assert standing.entry_into_force.on is None


# --- which way it takes -------------------------------------------------------------------------------------------


def mark(kind: str, variant: str | None = None, grounds: tuple[str, ...] = (), on_: str = "2018-09-01") -> Fact:
    (fact,) = timeline(f"{on_} {kind} KZ")
    return replace(fact, procedure=ProcedureMark(phase=Phase.CONSENT, variant=variant, grounds=grounds))


def chosen(instrument: Instrument, phase: Phase = Phase.CONSENT) -> tuple[str, VariantBasis]:
    run = run_of(instrument, "2026-01-01", phase=phase)
    return run.chosen.variant.key, run.chosen.basis


def test_before_signature_the_level_decides() -> None:
    assert chosen(treaty("", level=Level.INTERSTATE), Phase.PRE_SIGNATURE) == ("republic", VariantBasis.LEVEL)
    assert chosen(treaty(""), Phase.PRE_SIGNATURE) == ("government", VariantBasis.LEVEL)
    assert chosen(treaty("", level=Level.INTERAGENCY), Phase.PRE_SIGNATURE) == ("agency", VariantBasis.LEVEL)


def test_the_checklist_decides_on_ratification_and_the_level_on_who_approves() -> None:
    met, unmet = mark("qualified", grounds=("territory",)), mark("qualified")

    assert chosen(treaty(SIGNED, met)) == ("ratification", VariantBasis.QUALIFIED)
    assert chosen(treaty(SIGNED, unmet)) == ("approval-government", VariantBasis.QUALIFIED)
    assert chosen(treaty(SIGNED, unmet, level=Level.INTERSTATE)) == ("approval-president", VariantBasis.QUALIFIED)


def test_what_was_recorded_by_hand_goes_first_and_the_last_word_counts() -> None:
    begun, changed = (
        mark("procedure-started", "approval-government"),
        mark("procedure-changed", "ratification", on_="2019-01-01"),
    )

    assert chosen(treaty(SIGNED, mark("qualified"), begun, changed)) == ("ratification", VariantBasis.RECORDED)


@pytest.mark.parametrize(
    ("act", "variant"),
    [
        ("ratified", "ratification"),
        ("lower-house-approved", "ratification"),
        ("approved", "approval-government"),
        ("acceded", "accession"),
        ("ratification-not-required", "none"),
    ],
)
def test_what_a_party_did_shows_its_way(act: str, variant: str) -> None:
    assert chosen(treaty(f"{SIGNED}\n2019-01-01 {act} KZ Act 1")) == (variant, VariantBasis.ACTS)


def test_where_nothing_tells_the_usual_way_is_only_assumed() -> None:
    assert chosen(treaty()) == ("ratification", VariantBasis.ASSUMED)


def test_an_act_that_belongs_to_several_ways_only_lets_one_be_assumed() -> None:
    instrument = agreement(
        parties=("NL", "KZ"), facts="2023-12-01 signed\n2024-01-10 submitted-to-parliament NL Paper 1"
    )

    run = run_of(instrument, "2024-01-15", party="NL")

    assert (run.chosen.variant.key, run.chosen.basis) == ("tacit", VariantBasis.ASSUMED)
