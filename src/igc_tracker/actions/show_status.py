"""`igc status`: where everything, or one family, stands on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import InstrumentStatus, describe, describe_alone, title_in_all
from igc_tracker.actions.find_instruments import find_families
from igc_tracker.derive.checks import derive_findings
from igc_tracker.derive.conflicts import ConflictFound, derive_project_conflicts
from igc_tracker.derive.family import FOLLOWS, tie_to
from igc_tracker.derive.grid import Grid
from igc_tracker.derive.standing import SETTLED, Standing, StandingCode, derive_standing, has_runs
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Relation
from igc_tracker.domain.register import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from igc_tracker.actions.ports import DomesticLaw, RegisterStore
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Milestone, Project, Register

BASE = "base"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityStatus:
    """How much was done when last reported."""

    quantity: Quantity
    on: PartialDate | None
    certainty: Certainty
    source: str | None
    milestone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStatus:
    """A project the family serves: its latest countable progress and what its sources disagree on."""

    ref: str
    title: Mapping[str, str | None]
    progress: QuantityStatus | None
    conflicts: tuple[ConflictFound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet:
    """An instrument of which nothing exists on the day asked for; ``first`` is the day of its first dated fact."""

    ref: str
    title: Mapping[str, str | None]
    first: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyStatus:
    """Refs of one family's existing members, ``base`` first.

    ``pending`` are those on their way to entry into force: the closest to the base first, then the longest waiting.
    ``name`` is the title of the project the family serves, or else the base's own.
    """

    base: str
    name: Mapping[str, str | None]
    parties: tuple[str, ...]
    members: tuple[str, ...]
    pending: tuple[str, ...]
    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusAnswer:
    """What `igc status` shows. ``instruments`` holds every instrument named in ``families``, each once.

    ``grid`` is None unless it was asked for.
    """

    query: str | None
    families: tuple[FamilyStatus, ...]
    instruments: tuple[InstrumentStatus, ...]
    projects: tuple[ProjectStatus, ...]
    not_yet: tuple[NotYet, ...]
    findings: tuple[Finding, ...]
    grid: Grid | None = None

    def instrument(self, ref: str) -> InstrumentStatus:
        """Return the instrument with this ref."""
        return next(each for each in self.instruments if each.ref == ref)


def show_status(
    store: RegisterStore,
    query: str | None,
    law: DomesticLaw | None = None,
    *,
    as_of: date,
    known_on: date | None,
    forecast: bool = True,
) -> StatusAnswer:
    """Return where the families that ``query`` hits stand on ``as_of``; without a query, every instrument.

    With ``law`` the runs at home of what is on its way are told too. ``forecast`` False leaves out what is only to be
    expected.
    """
    register, findings = store.look(known_on=known_on)
    return status_of(register, query, law, as_of=as_of, findings=findings, forecast=forecast)


def status_of(
    register: Register,
    query: str | None,
    law: DomesticLaw | None = None,
    *,
    as_of: date,
    findings: tuple[Finding, ...] = (),
    forecast: bool = True,
) -> StatusAnswer:
    """Return the answer for a register that was read with ``findings``."""
    if query is None:
        return StatusAnswer(
            query=None,
            families=(),
            instruments=_all_by_standing(register, as_of=as_of),
            projects=(),
            not_yet=(),
            findings=findings,
        )
    _, found = find_families(register, query)
    gathered = _Gathered()
    for family in found:
        _add_family(gathered, family, register, as_of=as_of)
    if law is not None:
        _add_runs(gathered, register, law, as_of=as_of, forecast=forecast)
    if not forecast:
        gathered.shown = {ref: _without_forecast(status) for ref, status in gathered.shown.items()}
    return StatusAnswer(
        query=query,
        families=tuple(gathered.families),
        instruments=tuple(gathered.shown.values()),
        projects=tuple(gathered.projects.values()),
        not_yet=tuple(
            sorted((each for each in gathered.not_yet.values() if each.ref not in gathered.shown), key=_by_first_day)
        ),
        findings=(*findings, *gathered.findings),
    )


@dataclass(slots=True)
class _Gathered:
    """What the families share: each instrument and project is told once, in the first family that has it."""

    families: list[FamilyStatus] = field(default_factory=list)
    shown: dict[str, InstrumentStatus] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    not_yet: dict[str, NotYet] = field(default_factory=dict)
    projects: dict[str, ProjectStatus] = field(default_factory=dict)


def _add_family(gathered: _Gathered, family: tuple[Instrument, ...], register: Register, *, as_of: date) -> None:
    base = family[0]
    others = register.by_ref
    derived = (derive_standing(each, as_of=as_of, others=others) for each in family)
    standings = {standing.ref: standing for standing in derived if standing is not None}
    living = sorted(
        (each for each in family if each.ref in standings),
        key=lambda each: (each is not base, _first_day(each, as_of=as_of)),
    )
    for each in family:
        if each.ref not in standings:
            gathered.not_yet[each.ref] = NotYet(ref=each.ref, title=title_in_all(each.titles), first=_first_date(each))
    if not living:
        return
    for each in living:
        tie = None if each is base else tie_to(base, each, family)
        relation = BASE if each is base else tie.relation.value if tie else None
        if each.ref not in gathered.shown:
            gathered.findings += derive_findings(each, standings[each.ref])
            gathered.standings[each.ref] = standings[each.ref]
        gathered.shown.setdefault(
            each.ref, describe(each, standings[each.ref], relation=relation, tie=tie, others=others)
        )
    served = _projects_served(living, register.projects)
    for project in served:
        gathered.projects.setdefault(project.ref, _describe_project(project, as_of=as_of))
    pending = [each for each in living if standings[each.ref].code not in SETTLED]
    pending.sort(key=lambda each: (_closeness(each, base), _last_day(each, as_of=as_of)))
    gathered.families.append(
        FamilyStatus(
            base=base.ref,
            name=_family_name(base, served),
            parties=base.parties,
            members=tuple(each.ref for each in living),
            pending=tuple(each.ref for each in pending),
            projects=tuple(project.ref for project in served),
        )
    )


def _add_runs(gathered: _Gathered, register: Register, law: DomesticLaw, *, as_of: date, forecast: bool) -> None:
    """Add the runs of what is on its way, or whose steps somebody keeps; where there is none, nothing is loaded."""
    told = [each for ref, each in gathered.standings.items() if has_runs(register.by_ref[ref], each)]
    if not told:
        return
    from igc_tracker.actions.describe_runs import cases_of, with_runs

    cases = cases_of(register, as_of=as_of)
    for standing in told:
        instrument, status = register.by_ref[standing.ref], gathered.shown[standing.ref]
        shown, findings = with_runs(status, instrument, standing, law, cases, forecast=forecast)
        gathered.shown[standing.ref] = shown
        gathered.findings += findings
    gathered.findings += law.procedures.findings


def _without_forecast(status: InstrumentStatus) -> InstrumentStatus:
    return replace(status, entry_into_force=replace(status.entry_into_force, forecast=None))


def _all_by_standing(register: Register, *, as_of: date) -> tuple[InstrumentStatus, ...]:
    order = list(StandingCode)
    others = register.by_ref
    described = (describe_alone(each, as_of=as_of, others=others) for each in register.instruments)
    found = [status for status in described if status is not None]
    return tuple(
        sorted(
            found,
            key=lambda each: (order.index(each.standing), each.signed_on is None, _day_order(each), each.ref),
        )
    )


def _day_order(status: InstrumentStatus) -> tuple[object, ...]:
    return status.signed_on.order if status.signed_on else ()


def _projects_served(living: Sequence[Instrument], projects: Sequence[Project]) -> tuple[Project, ...]:
    """Return the projects of the base and of what amends it; those of mere implementers stay out."""
    base = living[0]
    closest = {base.ref} | {each.ref for each in living if base.ref in each.linked(*FOLLOWS)}
    unlocked = {unlock.project for each in living for unlock in each.unlocks}
    served = [each for each in projects if closest.intersection(each.instruments) or each.ref in unlocked]
    return tuple(sorted(served, key=lambda each: base.ref not in each.instruments))


def _family_name(base: Instrument, served: Sequence[Project]) -> dict[str, str | None]:
    named = next((each.titles for each in served if each.instruments[:1] == (base.ref,)), None)
    return title_in_all(named or base.short_titles or base.titles)


def _describe_project(project: Project, *, as_of: date) -> ProjectStatus:
    counted = [each for each in project.milestones if each.quantity is not None and each.counts_on(as_of)]
    latest = max(counted, key=lambda each: each.on.order if each.on else (), default=None)
    return ProjectStatus(
        ref=project.ref,
        title=title_in_all(project.titles),
        progress=_progress(latest),
        conflicts=derive_project_conflicts(project, as_of=as_of),
    )


def _progress(latest: Milestone | None) -> QuantityStatus | None:
    if latest is None or latest.quantity is None:
        return None
    return QuantityStatus(
        quantity=latest.quantity,
        on=latest.on,
        certainty=latest.certainty,
        source=latest.source,
        milestone=latest.id,
    )


def _by_first_day(each: NotYet) -> tuple[object, ...]:
    return (each.first is None, *(each.first.order if each.first else ()))


def _dates(instrument: Instrument) -> list[PartialDate]:
    return sorted((fact.on for fact in instrument.facts if fact.on and not fact.struck), key=lambda on: on.order)


def _first_date(instrument: Instrument) -> PartialDate | None:
    dates = _dates(instrument)
    return dates[0] if dates else None


def _first_day(instrument: Instrument, *, as_of: date) -> tuple[object, ...]:
    seen = [on.order for on in _dates(instrument) if on.may_have_passed(as_of)]
    return seen[0] if seen else (as_of,)


def _closeness(instrument: Instrument, base: Instrument) -> int:
    order = list(Relation)
    ties = [order.index(link.relation) for link in instrument.links if link.to == base.ref]
    return -1 if instrument is base else min(ties, default=len(order))


def _last_day(instrument: Instrument, *, as_of: date) -> tuple[object, ...]:
    seen = [on.order for on in _dates(instrument) if on.may_have_passed(as_of)]
    return seen[-1] if seen else (as_of,)
