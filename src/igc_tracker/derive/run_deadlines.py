"""The days that runs at home give: by when to take a step, until when one waits, when to look at a delay again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.current_runs import is_assumed, latest_start, pressing_steps
from igc_tracker.derive.deadlines import Deadline, DeadlineCode
from igc_tracker.derive.statutory import PeriodState
from igc_tracker.domain.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.derive.run_steps import RunStep


def derive_run_deadlines(ref: str, runs: Iterable[Run], *, as_of: date) -> tuple[Deadline, ...]:
    """Return the dates of the runs of one instrument, the missed ones too, in order of day."""
    found = [deadline for run in runs for deadline in _of_run(ref, run, as_of=as_of)]
    return tuple(sorted(found, key=lambda deadline: (deadline.on, deadline.code, deadline.party or "")))


def _of_run(ref: str, run: Run, *, as_of: date) -> Iterator[Deadline]:
    for each in pressing_steps(run, as_of=as_of):
        if each.period is not None and each.period.on is not None:
            waits = each.period.state is PeriodState.WAITING
            code = DeadlineCode.STATUTORY_WAIT if waits else DeadlineCode.STATUTORY
            late = each.period.state is PeriodState.OVERDUE
            yield _deadline(ref, run, each, code, each.period.on, missed=late)
    start = latest_start(run, as_of=as_of)
    if start is not None and run.waits_for is not None:
        on, missed = PartialDate.of_day(start), start < as_of
        yield _deadline(ref, run, run.waits_for, DeadlineCode.LATEST_START, on, missed=missed)
    for each in run.steps if not is_assumed(run) else ():
        if each.delay is not None and each.delay.review_on is not None and not each.is_behind:
            review = each.delay.review_on
            past = review.latest is not None and review.latest < as_of
            yield _deadline(ref, run, each, DeadlineCode.REVIEW, review, missed=past, fact=each.delay.fact)


def _deadline(
    ref: str,
    run: Run,
    each: RunStep,
    code: DeadlineCode,
    on: PartialDate,
    *,
    missed: bool,
    fact: str | None = None,
) -> Deadline:
    first = on.earliest or on.latest
    assert first is not None  # noqa: S101  # a date that is written has an end
    return Deadline(
        ref=ref,
        code=code,
        on=first,
        last=on.latest if on.day is None else None,
        party=run.party,
        computed=fact is None,
        missed=missed,
        fact=fact,
        step=each.step,
    )
