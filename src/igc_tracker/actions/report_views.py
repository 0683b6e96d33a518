"""Each instrument of a report, derived once for each end of the period: what all its sections are made from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_families
from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.checks import derive_findings
from igc_tracker.derive.deadlines import Deadline, derive_deadlines
from igc_tracker.derive.next_step import NextStep, derive_next
from igc_tracker.derive.period_changes import (
    StepMove,
    derive_moves,
    facts_of_period,
    may_have_moved,
    without_news_of_unknown_days,
)
from igc_tracker.derive.procedure_run import Run
from igc_tracker.derive.search import fold
from igc_tracker.derive.standing import Standing, derive_standing, has_runs
from igc_tracker.derive.stillness import stands_still
from igc_tracker.derive.variants import VariantBasis
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.facts import Fact
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Instrument

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from igc_tracker.actions.ports import DomesticLaw
    from igc_tracker.actions.report_quiet import Quiet  # noqa: TC004  # only a large register has any
    from igc_tracker.derive.period import Period
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One instrument at both ends of a period; ``before`` None: it did not exist yet.

    ``facts`` are those counting at its end, ``news`` those that began to count in it; ``deadlines`` are all of its own,
    those at home too; ``runs`` where its parties are at home at the end, ``moves`` how that changed.
    """

    instrument: Instrument
    before: Standing | None
    now: Standing
    facts: tuple[Fact, ...]
    news: tuple[Fact, ...]
    step: NextStep | None
    deadlines: tuple[Deadline, ...]
    findings: tuple[Finding, ...]
    runs: tuple[Run, ...] = ()
    moves: tuple[StepMove, ...] = ()

    @property
    def ref(self) -> str:
        """The reference of the instrument."""
        return self.instrument.ref

    def bodies(self) -> Iterator[str]:
        """Yield the bodies that are responsible, and those that are to take a step that may come now."""
        yield from self.instrument.lead_bodies.values()
        for run in (each for each in self.runs if each.chosen.basis is not VariantBasis.ASSUMED):
            now = run.beside if run.waits_for is None else (run.waits_for, *run.beside)
            yield from (name for each in now for name in each.step.body.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """What a report is about: what is ``told``, what may be named and does not exist yet at the end of the period.

    ``withheld`` counts the restricted instruments that are left out.
    """

    told: tuple[Seen | Quiet, ...]
    unseen: tuple[Instrument, ...]
    withheld: int

    @property
    def seen(self) -> tuple[Seen, ...]:
        """What was derived."""
        return tuple(each for each in self.told if isinstance(each, Seen))

    @property
    def quiet(self) -> tuple[Quiet, ...]:
        """What was kept."""
        return tuple(each for each in self.told if not isinstance(each, Seen))

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """Every instrument that may be named and something may have happened to."""
        return (*(each.instrument for each in self.seen), *self.unseen)


def see(
    register: Register,
    period: Period,
    law: DomesticLaw | None,
    *,
    query: str | None,
    party: str | None,
    body: str | None,
    include_restricted: bool,
    among: Collection[str] | None = None,
    law_state: str | None = None,
) -> Subjects:
    """Return the instruments a report is about; with ``among`` only those refs.

    With ``law_state``, which tells ``law`` from any other, a register that keeps what is derived keeps what is quiet.
    """
    wanted = fold(body) if body is not None else None
    withheld = 0
    unseen: list[Instrument] = []
    told: list[Seen | Quiet] = []
    others = register.by_ref
    found, known = _candidates(register, period, law, query=query, law_state=law_state)
    for each in found:
        if (party is not None and party not in each.parties) or (among is not None and each.ref not in among):
            continue
        if not isinstance(each, Instrument):
            told += [each] if wanted is None or _names(each.bodies, wanted) else []
            continue
        named = include_restricted or not each.restricted
        one = known[each.ref] if each.ref in known else see_one(each, period, law, others)
        if one is None:
            unseen += [each] if named and wanted is None else []
        elif wanted is None or _names(one.bodies(), wanted):
            told += [one] if named else []
            withheld += not named
    return Subjects(told=tuple(told), unseen=tuple(unseen), withheld=withheld)


def _candidates(
    register: Register, period: Period, law: DomesticLaw | None, *, query: str | None, law_state: str | None
) -> tuple[Iterable[Instrument | Quiet], Mapping[str, Seen | None]]:
    """Return what the report may be about, and those of it that were seen already."""
    if query is not None:
        _, found = find_families(register, query)
        return {each.ref: each for family in found for each in family}.values(), {}
    if not register.keeps_derived or law_state is None:
        return register.instruments, {}
    from igc_tracker.actions.report_quiet import candidates

    return candidates(register, period, law, law_state)


def _names(bodies: Iterable[str], wanted: str) -> bool:
    return any(wanted in fold(name) for name in bodies)


def standings_on(
    day: date, seen: Sequence[Seen], others: Mapping[str, Instrument]
) -> Iterator[tuple[Instrument, Standing | None]]:
    """Yield where each instrument stood on an earlier day; what has not moved since is not derived again."""
    for each in seen:
        still = stands_still(each.instrument, day, each.now.as_of, others=others)
        yield each.instrument, each.now if still else derive_standing(each.instrument, as_of=day, others=others)


def see_one(
    instrument: Instrument, period: Period, law: DomesticLaw | None, others: Mapping[str, Instrument]
) -> Seen | None:
    """Return the instrument as seen, None if nothing of it exists at the end of the period."""
    now = derive_standing(instrument, as_of=period.last, others=others)
    if now is None:
        return None
    eve = without_news_of_unknown_days(instrument, period)
    still = eve is instrument and stands_still(instrument, period.eve, period.last, others=others)
    seen = Seen(
        instrument=instrument,
        before=replace(now, as_of=period.eve) if still else derive_standing(eve, as_of=period.eve, others=others),
        now=now,
        facts=facts_counting(instrument, as_of=period.last),
        news=facts_of_period(instrument, period),
        step=derive_next(instrument, now),
        deadlines=derive_deadlines(instrument, now, others=others),
        findings=derive_findings(instrument, now),
    )
    return _with_runs(seen, eve, period, law) if law is not None and has_runs(instrument, now) else seen


def _with_runs(seen: Seen, eve: Instrument, period: Period, law: DomesticLaw) -> Seen:
    """Return the instrument with its parties' runs; on the eve they are derived only where one may have moved."""
    from igc_tracker.derive.current_runs import derive_runs
    from igc_tracker.derive.run_checks import derive_run_findings
    from igc_tracker.derive.run_deadlines import derive_run_deadlines

    instrument, as_of, template_of = seen.instrument, seen.now.as_of, law.procedures.for_party
    runs = derive_runs(instrument, seen.now, template_of, calendars=law.calendars)
    moves: tuple[StepMove, ...] = ()
    if any(may_have_moved(run, seen.news, period) for run in runs):
        was = derive_runs(eve, seen.before, template_of, calendars=law.calendars) if seen.before is not None else ()
        moves = tuple(derive_moves(was, runs))
    return replace(
        seen,
        runs=runs,
        moves=moves,
        deadlines=(*seen.deadlines, *derive_run_deadlines(instrument.ref, runs, as_of=as_of)),
        findings=(*seen.findings, *derive_run_findings(instrument, runs, as_of=as_of)),
    )
