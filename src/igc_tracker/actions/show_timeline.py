"""`igc timeline`: what happened and what is planned, on one axis with the day looked from."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_families
from igc_tracker.actions.find_projects import projects_of
from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.entry_into_force import ForceBasis, can_compute
from igc_tracker.derive.standing import derive_standing, has_runs
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty, Fact, FactKind, Manner
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from igc_tracker.actions.ports import DomesticLaw, RegisterStore
    from igc_tracker.actions.timeline_meetings import MeetingMark  # noqa: TC004  # loaded where a meeting is told
    from igc_tracker.derive.deadlines import DeadlineCode  # noqa: TC004  # the engine is loaded where a rule is read
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.procedures import ProcedureStep  # noqa: TC004  # procedures are loaded where one is told


class EntryState(StrEnum):
    """What an entry is on the day looked from."""

    FACT = "fact"
    COMPUTED = "computed"
    FORECAST = "forecast"
    PLANNED = "planned"
    DUE = "due"
    OVERDUE = "overdue"
    KEPT = "kept"
    MISSED = "missed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One line of a timeline. A plan stands at the days it names, not at the day it was made.

    A computed entry or a forecast has no fact: it is an entry into force its clause gives, or a ``deadline`` to come. A
    day the law gives for a ``domestic`` step is due or overdue. ``step`` is the step of a procedure a fact is about.
    An entry with a ``meeting`` is of a meeting of a commission, which ``ref`` then names, and ``fact`` the report.
    ``days_since`` counts from the entry before it of the same instrument, where both are single days.

    Where ``project`` is set the entry is of that project, ``fact`` its milestone: ``text`` is what that says,
    ``subject`` the target or the funding stage it is about, by the key ``about``. Of an instrument, ``about`` is the
    id of an obligation that is due or was performed.
    """

    on: PartialDate | None
    state: EntryState
    kind: FactKind | None
    deadline: DeadlineCode | None
    party: str | None
    ref: str
    fact: str | None
    document: str | None
    manner: Manner | None
    effective_on: PartialDate | None
    place: str | None
    signatory: str | None
    detail: str | None
    step: str | None
    source: str | None
    certainty: Certainty | None
    settled: bool
    days_since: int | None
    domestic: ProcedureStep | None = None
    project: str | None = None
    about: str | None = None
    subject: Text | None = None
    text: Text | None = None
    meeting: MeetingMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineAnswer:
    """Entries in order of day, ``undated`` ones apart; refs of instruments, and parties, in order of appearance."""

    query: str | None
    refs: tuple[str, ...]
    parties: tuple[str, ...]
    entries: tuple[TimelineEntry, ...]
    undated: tuple[TimelineEntry, ...]
    findings: tuple[Finding, ...]


def show_timeline(
    store: RegisterStore,
    query: str | None,
    law: DomesticLaw | None = None,
    *,
    as_of: date,
    known_on: date | None,
    within: PartialDate | None = None,
    remarks: bool = True,
) -> TimelineAnswer:
    """Return the timeline of the families that ``query`` hits, or of everything.

    ``within`` keeps the entries that may lie in those days; ``remarks`` False leaves remarks out. With ``law`` the days
    stand in it too that the law gives for steps at home.
    """
    register, findings = store.read(known_on=known_on)
    instruments: Sequence[Instrument] = register.instruments
    families = None
    if query is not None:
        _, families = find_families(register, query)
        instruments = tuple({each.ref: each for family in families for each in family}.values())
    entries = [entry for each in instruments for entry in _entries_of(each, as_of=as_of)]
    others = register.by_ref
    entries += [entry for each in instruments for entry in _computed(each, as_of=as_of, others=others)]
    if law is not None:
        found = [entry for each in instruments for entry in _at_home(each, law, as_of=as_of, others=others)]
        findings = (*findings, *(law.procedures.findings if found else ()))
        entries += found
    entries += [entry for each in instruments if each.obligations for entry in _owed(each, as_of=as_of, others=others)]
    projects = projects_of(families, register.projects)
    if projects:
        from igc_tracker.actions.timeline_of_projects import project_entries

        entries += [entry for each in projects for entry in project_entries(each, as_of=as_of)]
    if register.meetings:
        from igc_tracker.actions.timeline_meetings import meeting_entries

        refs = None if query is None else {each.ref for each in instruments}
        entries += meeting_entries(register, refs, as_of=as_of)
    if not remarks:
        entries = [entry for entry in entries if entry.kind is not FactKind.REMARK]
    if within is not None:
        entries = [entry for entry in entries if entry.on is not None and _lies_within(entry.on, within)]
    dated = sorted((entry for entry in entries if entry.on), key=_order)
    return TimelineAnswer(
        query=query,
        refs=tuple(dict.fromkeys(entry.ref for entry in entries if entry.meeting is None)),
        parties=tuple(dict.fromkeys(party for each in instruments for party in each.parties)),
        entries=tuple(dated),
        undated=tuple(entry for entry in entries if entry.on is None),
        findings=findings,
    )


def _lies_within(on: PartialDate, within: PartialDate) -> bool:
    """Tell whether some day of ``on`` lies within; a date open at one end is taken at its other."""
    closed = PartialDate.parse(on.latest.isoformat()) if on.earliest is None and on.latest is not None else on
    return closed.overlaps(within)


def _order(entry: TimelineEntry) -> tuple[object, ...]:
    rank = list(FactKind).index(entry.kind) if entry.kind else len(FactKind)
    return (*(entry.on.order if entry.on else ()), rank, entry.ref, entry.fact or "", entry.deadline or "")


def _entries_of(instrument: Instrument, *, as_of: date) -> Iterable[TimelineEntry]:
    facts = facts_counting(instrument, as_of=as_of)
    plans_overtaken = _overtaken(facts)
    before: date | None = None
    for fact in facts:
        planned = fact.kind is FactKind.PLANNED and fact.planned_for is not None
        day = fact.on.day if fact.on and not planned else None
        yield TimelineEntry(
            on=fact.planned_for if planned else fact.on,
            state=_plan_state(fact, facts, plans_overtaken, as_of=as_of) if planned else EntryState.FACT,
            kind=fact.planned_kind if planned and fact.planned_kind else fact.kind,
            deadline=None,
            party=fact.party,
            ref=instrument.ref,
            fact=fact.id,
            document=fact.document,
            manner=fact.manner,
            effective_on=fact.effective_on,
            place=fact.place,
            signatory=fact.signatory,
            detail=fact.detail,
            step=fact.procedure.step if fact.procedure else None,
            source=fact.source,
            certainty=fact.certainty,
            settled=fact.is_settled_on(as_of),
            days_since=(day - before).days if day and before else None,
            about=fact.obligation,
        )
        before = day or before


def _computed(instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument]) -> Iterable[TimelineEntry]:
    """Yield the entry into force the clause gives, and the dates that follow from clauses and are to come."""
    if not can_compute(instrument, others):
        return
    from igc_tracker.derive.deadlines import DeadlineCode, derive_deadlines

    standing = derive_standing(instrument, as_of=as_of, others=others)
    if standing is None:
        return
    force = standing.entry_into_force
    if force.basis is ForceBasis.COMPUTED and force.on is not None and force.on.may_have_passed(as_of):
        yield _of_clause(instrument, force.on, kind=FactKind.ENTERED_INTO_FORCE, settled=force.settled)
    for due in derive_deadlines(instrument, standing, others=others):
        if due.computed and due.code is not DeadlineCode.OBLIGATION:  # those are told whether or not there is a clause
            yield replace(
                _of_clause(
                    instrument,
                    PartialDate.between(due.on, due.last or due.on),
                    deadline=due.code,
                    party=due.party,
                    settled=not due.from_dispatch,
                ),
                state=EntryState.FORECAST if due.forecast else EntryState.COMPUTED,
                detail=due.article,
            )


def _at_home(
    instrument: Instrument, law: DomesticLaw, *, as_of: date, others: Mapping[str, Instrument]
) -> Iterable[TimelineEntry]:
    """Yield the days by which steps at home must be taken, missed ones too."""
    standing = derive_standing(instrument, as_of=as_of, others=others)
    if standing is None or not has_runs(instrument, standing):
        return
    from igc_tracker.actions.describe_runs import domestic_deadlines

    for due in domestic_deadlines(instrument, standing, law):
        on = PartialDate.between(due.on, due.last or due.on)
        yield replace(
            _of_clause(instrument, on, deadline=due.code, party=due.party),
            state=EntryState.OVERDUE if due.missed else EntryState.DUE,
            fact=due.fact,
            domestic=due.step,
        )


def _owed(instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument]) -> Iterable[TimelineEntry]:
    """Yield the days by which what is owed is to be done, and those that passed short of it."""
    from igc_tracker.derive.obligation_deadlines import derive_obligation_deadlines

    standing = derive_standing(instrument, as_of=as_of, others=others)
    for due in derive_obligation_deadlines(instrument, standing) if standing is not None else ():
        on = PartialDate.between(due.on, due.on)
        yield replace(
            _of_clause(instrument, on, deadline=due.code, party=due.party),
            state=EntryState.OVERDUE if due.missed else EntryState.DUE,
            fact=due.fact,
            about=due.about,
            subject=due.text or None,
        )


def _of_clause(
    instrument: Instrument,
    on: PartialDate,
    *,
    kind: FactKind | None = None,
    deadline: DeadlineCode | None = None,
    party: str | None = None,
    settled: bool = True,
) -> TimelineEntry:
    return TimelineEntry(
        on=on,
        state=EntryState.COMPUTED,
        kind=kind,
        deadline=deadline,
        party=party,
        ref=instrument.ref,
        fact=None,
        document=None,
        manner=None,
        effective_on=None,
        place=None,
        signatory=None,
        detail=None,
        step=None,
        source=None,
        certainty=None,
        settled=settled,
        days_since=None,
    )


def _overtaken(facts: Sequence[Fact]) -> Mapping[str, bool]:
    """Return, by id, whether a later plan for the same act followed a plan."""
    plans = [fact for fact in facts if fact.kind is FactKind.PLANNED]
    return {
        plan.id: any(
            later.planned_kind is plan.planned_kind and later.party == plan.party for later in plans[place + 1 :]
        )
        for place, plan in enumerate(plans)
    }


def _plan_state(plan: Fact, facts: Sequence[Fact], overtaken: Mapping[str, bool], *, as_of: date) -> EntryState:
    done = [
        fact
        for fact in facts
        if fact.kind is plan.planned_kind and plan.party in (None, fact.party) and fact.on and plan.planned_for
    ]
    if any(plan.planned_for and fact.on and fact.on.overlaps(plan.planned_for) for fact in done):
        return EntryState.KEPT
    if overtaken[plan.id]:
        return EntryState.MOVED
    if done or (plan.planned_for and plan.planned_for.has_passed(as_of)):
        return EntryState.MISSED
    return EntryState.PLANNED
