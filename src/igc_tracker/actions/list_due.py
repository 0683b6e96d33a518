"""`igc due`: coming and missed dates across the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_families
from igc_tracker.actions.find_projects import projects_of
from igc_tracker.derive.deadlines import Deadline, DeadlineCode, derive_deadlines
from igc_tracker.derive.standing import derive_standing, has_runs
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.actions.ports import DomesticLaw, RegisterStore
    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAnswer:
    """``missed`` dates, the longest ago first, and those ``coming`` within so many days, the nearest first.

    ``titles`` are those of the instruments, projects and commissions they belong to, short where there are short ones.
    ``withheld`` counts the restricted instruments that are left out.
    """

    register: Text
    register_id: str
    query: str | None
    within: int
    until: date
    missed: tuple[Deadline, ...]
    coming: tuple[Deadline, ...]
    titles: Mapping[str, Text]
    withheld: int
    findings: tuple[Finding, ...]

    @property
    def needs_action(self) -> bool:
        """Tell whether anything is missed or due."""
        return bool(self.missed or self.coming)


def list_due(
    store: RegisterStore,
    query: str | None,
    law: DomesticLaw | None = None,
    *,
    within: int,
    as_of: date,
    known_on: date | None,
    include_restricted: bool = True,
) -> DueAnswer:
    """Return what falls due within ``within`` days after ``as_of``, both ends included, and what was missed.

    With ``law`` the days count too that the law gives for steps at home.
    """
    register, findings = store.read(known_on=known_on)
    instruments: Sequence[Instrument] = register.instruments
    found = None
    if query is not None:
        _, found = find_families(register, query)
        instruments = tuple({each.ref: each for family in found for each in family}.values())
    others = register.by_ref
    named = [each for each in instruments if include_restricted or not each.restricted]
    deadlines: list[Deadline] = []
    unusable: tuple[Finding, ...] = ()
    for each in named:
        standing = derive_standing(each, as_of=as_of, others=others)
        if standing is not None:
            deadlines += derive_deadlines(each, standing, others=others)
            if law is not None and has_runs(each, standing):
                from igc_tracker.actions.describe_runs import domestic_deadlines

                deadlines += domestic_deadlines(each, standing, law)
                unusable = law.procedures.findings
    projects = projects_of(found, register.projects)
    if any(each.targets for each in projects):
        from igc_tracker.actions.due_of_projects import project_deadlines

        deadlines += project_deadlines(projects, others, as_of=as_of, include_restricted=include_restricted)
    deadlines += _of_commissions(register, named, query, as_of=as_of, include_restricted=include_restricted)
    deadlines.sort(key=lambda deadline: _nearness(deadline, as_of=as_of))
    until = as_of + timedelta(days=within)
    missed = tuple(deadline for deadline in deadlines if deadline.missed)
    coming = tuple(deadline for deadline in deadlines if not deadline.missed and deadline.on <= until)
    told = (*missed, *coming)
    bodies = {each.ref: each for each in register.commissions}
    titles = {each.ref: _titles(others.get(each.ref) or bodies[each.ref]) for each in told if not _of_project(each)}
    titles |= {
        each.ref: each.titles for each in projects if any(due.ref == each.ref and _of_project(due) for due in told)
    }
    return DueAnswer(
        register=register.info.name,
        register_id=register.info.id,
        query=query,
        within=within,
        until=until,
        missed=missed,
        coming=coming,
        titles=titles,
        withheld=len(instruments) - len(named),
        findings=(*findings, *unusable),
    )


def _of_project(due: Deadline) -> bool:
    return due.code is DeadlineCode.TARGET


def _titles(of: Instrument | Commission) -> Text:
    return of.short_titles or of.titles


def _of_commissions(
    register: Register, named: Sequence[Instrument], query: str | None, *, as_of: date, include_restricted: bool
) -> list[Deadline]:
    """Return the dates of the commissions; with a query of those that look after what it hits, and items about it."""
    if not register.commissions:
        return []
    from igc_tracker.actions.describe_commissions import about, describe_commissions
    from igc_tracker.derive.commission_deadlines import commission_deadlines

    hidden = () if include_restricted else {each.ref for each in register.instruments if each.restricted}
    found = describe_commissions(register, as_of=as_of, hidden=hidden)
    refs = {each.ref for each in named}
    told = (each.status if query is None else about(each, refs) for each in found)
    return [
        due
        for each in told
        if each is not None
        for due in commission_deadlines(each.ref, each.next, each.items, as_of=as_of)
    ]


def _nearness(deadline: Deadline, *, as_of: date) -> tuple[date, date, str, str]:
    """Sort key: what is missed by the day it was surely missed; what may come any day now before what comes later."""
    last = deadline.last or deadline.on
    return (last if deadline.missed else max(deadline.on, as_of), last, deadline.ref, deadline.code)
