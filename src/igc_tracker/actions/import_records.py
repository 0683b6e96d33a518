"""`igc import`: records of another register, all or none. What both registers hold must be the same in both."""

from __future__ import annotations

from dataclasses import field, fields, replace
from typing import TYPE_CHECKING, TypeVar

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadReferenceError, ImportConflictError, Phrase
from igc_tracker.domain.references import is_ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.actions.ports import Invocation, RegisterStore, Writing
    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Meeting, Milestone, Project, Records, Register

_RECORDING = ("recorded_at", "recorded_by")
"""Who recorded a cover sheet when: what may differ where two people recorded the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """An instrument or a project that was there, and the ids of the facts or milestones it gained."""

    ref: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAnswer:
    """What was added, extended, or there already; refs of all kinds of records.

    ``unheld`` are refs that imported instruments are tied to and the register does not hold.
    """

    added: tuple[str, ...]
    extended: tuple[Extended, ...]
    known: tuple[str, ...]
    unheld: tuple[str, ...]


def import_records(store: RegisterStore, records: Records, invocation: Invocation) -> ImportedAnswer:
    """Add what is new; raise ImportConflictError, with every conflict, where the register says something else.

    An instrument with the same cover sheet gains the facts it lacks, a project with the same sheet its milestones. Who
    recorded what when is kept as it came.
    """
    for ref in (*(each.ref for each in records.instruments), *(each.ref for each in records.commissions)):
        if not is_ref(ref):
            raise BadReferenceError(ref=ref)
    with store.writing(invocation) as writing:
        register = writing.register
        conflicts = [*_conflicts(records, register)]
        if conflicts:
            raise ImportConflictError(conflicts)
        found = _Imported()
        for project in records.projects:
            ours = next((each for each in register.projects if each.ref == project.ref), None)
            _take_project(project, ours, writing, found)
        for theirs, held in _bodies(records, register):
            if held is None:
                writing.add(theirs)
                found.added.append(theirs.ref)
            else:
                found.known.append(theirs.ref)
        for instrument in records.instruments:
            _take_instrument(instrument, register.instrument(instrument.ref), writing, found)
    return ImportedAnswer(
        added=tuple(found.added),
        extended=tuple(found.extended),
        known=tuple(found.known),
        unheld=_unheld(records, register),
    )


@dataclass(slots=True)
class _Imported:
    added: list[str] = field(default_factory=list)
    extended: list[Extended] = field(default_factory=list)
    known: list[str] = field(default_factory=list)

    def gained(self, ref: str, ids: tuple[str, ...]) -> None:
        """Tell that a record that was there gained these, or was there as it is."""
        if ids:
            self.extended.append(Extended(ref=ref, facts=ids))
        else:
            self.known.append(ref)


def _take_project(theirs: Project, ours: Project | None, writing: Writing, found: _Imported) -> None:
    if ours is None:
        writing.add(theirs)
        found.added.append(theirs.ref)
        return
    lacking = _lacking(ours.milestones, theirs.milestones)
    if lacking:
        writing.save(replace(ours, milestones=(*ours.milestones, *lacking)), expected=ours)
    found.gained(ours.ref, tuple(each.id for each in lacking))


def _take_instrument(theirs: Instrument, ours: Instrument | None, writing: Writing, found: _Imported) -> None:
    if ours is None:
        writing.add(theirs)
        found.added.append(theirs.ref)
        return
    lacking = _lacking(ours.facts, theirs.facts)
    if lacking:
        writing.save(replace(ours, facts=(*ours.facts, *lacking)), expected=ours)
    found.gained(ours.ref, tuple(each.id for each in lacking))


Item = TypeVar("Item", "Fact", "Milestone")


def _lacking(ours: tuple[Item, ...], theirs: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return what of theirs has an id that none of ours has."""
    held = {each.id for each in ours}
    return tuple(each for each in theirs if each.id not in held)


def _conflicts(records: Records, register: Register) -> Iterator[str]:
    """Yield every contradiction, naming the record and both versions' words."""
    for theirs in records.instruments:
        ours = register.instrument(theirs.ref)
        if ours is not None:
            yield from _in_instrument(ours, theirs)
    for project in records.projects:
        held = next((each for each in register.projects if each.ref == project.ref), None)
        if held is not None:
            yield from _in_project(held, project)
    for body, same in _bodies(records, register):
        if same is not None and same != body:
            yield _differ(body.ref, _differing(same, body))


def _bodies(records: Records, register: Register) -> Iterator[tuple[Meeting | Commission, Meeting | Commission | None]]:
    """Yield the meetings and commissions of a document, each with the register's of that reference."""
    for meeting in records.meetings:
        yield meeting, next((each for each in register.meetings if each.ref == meeting.ref), None)
    for commission in records.commissions:
        yield commission, next((each for each in register.commissions if each.ref == commission.ref), None)


def _in_project(ours: Project, theirs: Project) -> Iterator[str]:
    differing = [name for name in _differing(ours, theirs) if name not in ("milestones", *_RECORDING)]
    if differing:
        yield _differ(ours.ref, differing)
    held = {each.id: each for each in ours.milestones}
    for each in theirs.milestones:
        if each.id in held and held[each.id] != each:
            yield _differ(f"{ours.ref}, {each.id}", _differing(held[each.id], each))


def _in_instrument(ours: Instrument, theirs: Instrument) -> Iterator[str]:
    differing = [name for name in _differing(ours, theirs) if name not in ("facts", *_RECORDING)]
    if differing:
        yield _differ(ours.ref, differing)
    held = {fact.id: fact for fact in ours.facts}
    for fact in theirs.facts:
        if fact.id in held and held[fact.id] != fact:
            yield from _in_fact(ours.ref, held[fact.id], fact)


def _in_fact(ref: str, ours: Fact, theirs: Fact) -> Iterator[str]:
    for name in _differing(ours, theirs):
        yield Phrase(
            "{ref}, fact {fact}: {field} is {ours} in the register, {theirs} in the document",
            ref=ref,
            fact=ours.id,
            field=name,
            ours=_said(getattr(ours, name)),
            theirs=_said(getattr(theirs, name)),
        )


def _differing(ours: Instrument | Fact | Project | Milestone | Meeting | Commission, theirs: object) -> list[str]:
    return [each.name for each in fields(ours) if getattr(ours, each.name) != getattr(theirs, each.name)]


def _differ(ref: str, names: list[str]) -> Phrase:
    what = ", ".join(names)
    return Phrase("{ref}: {what} in the register and in the document are not the same", ref=ref, what=what)


def _said(value: object) -> str:
    return Phrase("nothing") if value is None else repr(str(value))


def _unheld(records: Records, register: Register) -> tuple[str, ...]:
    held = {each.ref for each in (*register.instruments, *records.instruments)}
    wanted = (link.to for each in records.instruments for link in each.links)
    return tuple(dict.fromkeys(ref for ref in wanted if ref not in held))
