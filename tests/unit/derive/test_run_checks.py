from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.current_runs import derive_runs
from igc_tracker.derive.run_checks import derive_run_findings
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.findings import Severity
from igc_tracker.domain.instruments import Level
from igc_tracker.domain.runs import Phase, ProcedureMark
from igc_tracker.store.procedures import ProcedureShelf
from support import agreement, day, timeline

if TYPE_CHECKING:
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.findings import Finding

SHELF = ProcedureShelf()


def findings_of(*facts: Fact, as_of: str = "2026-11-01") -> list[Finding]:
    instrument = agreement(facts=facts, level=Level.INTERGOVERNMENTAL)
    standing = derive_standing(instrument, as_of=day(as_of))
    assert standing is not None
    runs = derive_runs(instrument, standing, SHELF.for_party, calendars=NoCalendars())
    return list(derive_run_findings(instrument, runs, as_of=day(as_of)))


def codes_of(*facts: Fact) -> list[str]:
    return [each.code for each in findings_of(*facts)]


def sourced(text: str) -> tuple[Fact, ...]:
    return tuple(replace(fact, source="gazette") for fact in timeline(text))


def step(line: str, key: str, phase: Phase = Phase.CONSENT) -> Fact:
    (made,) = timeline(line)
    return replace(made, id=f"{made.id}-{key}", procedure=ProcedureMark(phase=phase, step=key))


def qualified(*grounds: str) -> Fact:
    (made,) = timeline("2026-01-05 qualified KZ")
    return replace(made, procedure=ProcedureMark(phase=Phase.CONSENT, template="kz", grounds=grounds))


SIGNED = sourced("2026-02-01 signed")


def test_a_run_in_good_order_has_no_findings() -> None:
    lodged = step("2026-01-10 step-done KZ No. 1", "proposal-to-gov", Phase.PRE_SIGNATURE)
    votes = sourced("2026-03-01 lower-house-approved KZ\n2026-04-01 upper-house-approved KZ")
    assert findings_of(lodged, *SIGNED, *votes) == []


@pytest.mark.parametrize("line", ["2026-03-01 step-done KZ", "undated step-done KZ No. 5"])
def test_a_step_done_without_a_day_or_a_document_is_found(line: str) -> None:
    (made,) = findings_of(*SIGNED, step(line, "ratification-proposal"), as_of="2026-11-23")
    assert (made.code, made.severity) == ("step-without-document", Severity.WARNING)
    assert made.values == {"party": "KZ", "step": "ratification-proposal"}


def test_a_step_begun_is_not_said_to_be_done() -> None:
    assert codes_of(*SIGNED, step("2026-03-01 step-begun KZ", "ratification-proposal")) == []


def test_a_step_done_before_the_one_ahead_of_it_is_found() -> None:
    votes = sourced("2026-04-01 lower-house-approved KZ\n2026-03-01 upper-house-approved KZ")
    (made,) = findings_of(*SIGNED, *votes)
    assert (made.code, made.values["before"], made.values["step"]) == ("steps-out-of-order", "mazhilis", "senate")


@pytest.mark.parametrize("later", ["2026-03 upper-house-approved KZ", "2026-04-01 upper-house-approved KZ"])
def test_what_may_have_been_done_in_order_is_left_alone(later: str) -> None:
    assert codes_of(*SIGNED, *sourced(f"2026-03-20 lower-house-approved KZ\n{later}")) == []


def test_publication_may_come_at_any_time() -> None:
    assert codes_of(*SIGNED, *sourced("2026-03-01 published KZ\n2026-04-01 lower-house-approved KZ")) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2026-06-30 upper-house-approved KZ", []),
        ("2026-07-01 upper-house-approved KZ", ["step-outside-law"]),
        ("2026-06-30 parliament-approved KZ", []),  # of two chambers, the second has to agree
        ("2026-09-15 parliament-approved KZ", []),
        ("2026 upper-house-approved KZ", []),
    ],
)
def test_a_step_on_a_day_on_which_it_was_not_in_law_is_found(line: str, found: list[str]) -> None:
    made = findings_of(*SIGNED, *sourced(line))
    assert [each.code for each in made] == found
    assert all(each.severity is Severity.ERROR for each in made)


@pytest.mark.parametrize(("lodged", "found"), [("2026-01-18", []), ("2026-01-19", ["proposal-too-late"])])
def test_a_proposal_less_than_fourteen_days_before_signature_is_found(lodged: str, found: list[str]) -> None:
    done = step(f"{lodged} step-done KZ No. 1", "proposal-to-gov", Phase.PRE_SIGNATURE)
    assert codes_of(done, *SIGNED) == found


class TestExpertise:
    LEGAL = step("2026-01-12 step-done KZ No. 2", "scientific-legal", Phase.PRE_SIGNATURE)
    LINGUISTIC = step("2026-01-13 step-done KZ No. 3", "scientific-linguistic", Phase.PRE_SIGNATURE)
    OF_THE_TREATY = step("2026-03-01 step-done KZ No. 4", "scientific-expertise")

    def test_is_missed_where_the_treaty_needs_ratification(self) -> None:
        (made,) = findings_of(qualified("finance"), *SIGNED)
        assert (made.code, made.severity) == ("expertise-missing", Severity.ERROR)
        assert made.values["steps"] == "scientific-legal, scientific-linguistic"

    def test_is_named_where_one_of_two_is_missing(self) -> None:
        (made,) = findings_of(qualified("finance"), self.LEGAL, *SIGNED)
        assert made.values["steps"] == "scientific-linguistic"

    def test_is_not_missed_where_it_was_made(self) -> None:
        assert codes_of(qualified("finance"), self.LEGAL, self.LINGUISTIC, *SIGNED) == []
        assert codes_of(qualified("finance"), *SIGNED, self.OF_THE_TREATY) == []

    def test_is_not_asked_for_where_no_ground_is_met_or_nothing_is_signed(self) -> None:
        assert codes_of(qualified(), *SIGNED) == []
        assert codes_of(qualified("finance")) == []

    def test_is_asked_for_because_the_template_says_so(self) -> None:
        real = SHELF.for_party("KZ")
        variants = {
            phase: tuple(
                replace(way, steps=tuple(replace(each, makes_up_for=()) for each in way.steps)) for way in ways
            )
            for phase, ways in real.variants.items()
        }
        silent = replace(real, variants=variants)
        instrument = agreement(facts=(qualified("finance"), *SIGNED), level=Level.INTERGOVERNMENTAL)
        standing = derive_standing(instrument, as_of=day("2026-11-01"))
        assert standing is not None
        runs = derive_runs(
            instrument,
            standing,
            lambda party: silent if party == "KZ" else SHELF.for_party(party),
            calendars=NoCalendars(),
        )
        assert derive_run_findings(instrument, runs, as_of=day("2026-11-01")) == ()
