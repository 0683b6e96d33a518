"""What is odd about a run as recorded; beside ``checks.py``, because these need the templates of procedures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import COMPLETES, facts_counting
from igc_tracker.derive.run_steps import StepState
from igc_tracker.derive.statutory import PeriodState
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.findings import Finding, Severity
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.domain.procedures import DeadlineRelation
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.derive.run_steps import RunStep
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument


def derive_run_findings(instrument: Instrument, runs: Sequence[Run], *, as_of: date) -> tuple[Finding, ...]:
    """Return the findings of every check of every run, in the order of RUN_CHECKS."""
    facts = facts_counting(instrument, as_of=as_of)
    found = [finding for check in RUN_CHECKS for run in runs for finding in check(instrument, run, facts)]
    return (*found, *_expertise_missing(instrument, runs, facts))


def done_without_document(instrument: Instrument, run: Run, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Find steps that are said to be done without a day or a document; they count as under way."""
    by_id = {fact.id: fact for fact in facts}
    for each in run.steps:
        fact = by_id.get(each.fact or "")
        if fact is not None and fact.kind is FactKind.STEP_DONE and each.state is StepState.IN_PROGRESS:
            yield _finding("step-without-document", Severity.WARNING, instrument, run, each)


def out_of_order(instrument: Instrument, run: Run, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Find steps that were done before the step ahead of them was; what may come at any time is left alone."""
    del facts
    before: RunStep | None = None
    for each in run.steps:
        if each.state is not StepState.DONE or each.fact is None or each.on is None or each.step.optional:
            continue
        if each.step.facts[:1] in ((FactKind.PUBLISHED,), (FactKind.REGISTERED,)):
            continue
        if before is not None and before.on is not None and each.on.ends_before(before.on):
            values = {"before": before.step.key, "before_on": str(before.on), "on": str(each.on)}
            yield _finding("steps-out-of-order", Severity.WARNING, instrument, run, each, **values)
        before = each


def outside_the_law(instrument: Instrument, run: Run, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Find steps done on a day on which they did not exist in law."""
    del facts
    for each in run.steps:
        if each.state is not StepState.DONE or each.fact is None or each.on is None:
            continue
        first, last = each.step.valid_from, each.step.valid_to
        early = first is not None and each.on.latest is not None and each.on.latest < first
        late = last is not None and each.on.earliest is not None and each.on.earliest > last
        if early or late:
            known = {"from": str(first or ""), "to": str(last or ""), "on": str(each.on)}
            yield _finding("step-outside-law", Severity.ERROR, instrument, run, each, **known)


def lodged_too_late(instrument: Instrument, run: Run, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Find steps taken with less time before signature than the law asks for."""
    del facts
    for each in run.steps:
        period, deadline = each.period, each.step.deadline
        if period is None or deadline is None or deadline.relation is not DeadlineRelation.AT_LEAST_BEFORE:
            continue
        if period.state is PeriodState.LATE and period.settled:
            values = {"on": str(each.on), "last": str(period.on), "days": str(period.days)}
            yield _finding("proposal-too-late", Severity.WARNING, instrument, run, each, **values)


RUN_CHECKS: tuple[Callable[[Instrument, Run, Sequence[Fact]], Iterator[Finding]], ...] = (
    done_without_document,
    out_of_order,
    outside_the_law,
    lodged_too_late,
)
"""Every check of a run alone, in the order its findings are told."""


def _expertise_missing(instrument: Instrument, runs: Sequence[Run], facts: Sequence[Fact]) -> Iterator[Finding]:
    """Find signatures of treaties said to need ratification whose draft nobody examined as the law asks."""
    for run, later in [(own, each) for own in runs for each in own.steps if each.step.makes_up_for]:
        party = run.party
        grounds = [fact for fact in facts if fact.party == party and fact.kind is FactKind.QUALIFIED and fact.procedure]
        needs = bool(grounds and grounds[-1].procedure and grounds[-1].procedure.grounds)
        signed = any(fact.kind in COMPLETES[ChainLink.SIGNED] and fact.party in (None, party) for fact in facts)
        if not needs or not signed or _is_done(later):
            continue
        before = [each for each in runs if each.party == party and each.phase is Phase.PRE_SIGNATURE]
        missing = [key for key in later.step.makes_up_for if not any(_is_done(each.step(key)) for each in before)]
        if missing:
            yield Finding(
                code="expertise-missing",
                severity=Severity.ERROR,
                ref=instrument.ref,
                facts=(grounds[-1].id,),
                values={"party": party, "steps": ", ".join(missing)},
            )


def _is_done(step: RunStep | None) -> bool:
    return step is not None and step.state in (StepState.DONE, StepState.WAIVED)


def _finding(code: str, severity: Severity, instrument: Instrument, run: Run, each: RunStep, **values: str) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        ref=instrument.ref,
        facts=(each.fact,) if each.fact else (),
        values={"party": run.party, "step": each.step.key, **values},
    )
