"""`igc import`: records of another register, all or none. What both registers hold must be the same in both."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadReferenceError, ImportConflictError, Phrase
from igc_tracker.domain.references import is_ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Meeting, Project, Records, Register

_RECORDING = ("recorded_at", "recorded_by")
"""Who recorded a cover sheet when: what may differ where two people recorded the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """An instrument that was there, and the ids of the facts it gained."""

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

    An instrument with the same cover sheet gains the facts it lacks. Who recorded a fact when is kept as it came.
    """
    for ref in (*(each.ref for each in records.instruments), *(each.ref for each in records.commissions)):
        if not is_ref(ref):
            raise BadReferenceError(ref=ref)
    with store.writing(invocation) as writing:
        register = writing.register
        conflicts = [*_conflicts(records, register)]
        if conflicts:
            raise ImportConflictError(conflicts)
        added, known, extended = [], [], []
        for record in _others(records):
            if record in _others(register):
                known.append(record.ref)
            else:
                writing.add(record)
                added.append(record.ref)
        for instrument in records.instruments:
            ours = register.instrument(instrument.ref)
            if ours is None:
                writing.add(instrument)
                added.append(instrument.ref)
                continue
            held = {fact.id for fact in ours.facts}
            lacking = tuple(fact for fact in instrument.facts if fact.id not in held)
            if lacking:
                writing.save(replace(ours, facts=(*ours.facts, *lacking)), expected=ours)
                extended.append(Extended(ref=ours.ref, facts=tuple(fact.id for fact in lacking)))
            else:
                known.append(ours.ref)
    return ImportedAnswer(
        added=tuple(added), extended=tuple(extended), known=tuple(known), unheld=_unheld(records, register)
    )


def _others(held: Register | Records) -> tuple[Project | Meeting | Commission, ...]:
    return (*held.projects, *held.meetings, *held.commissions)


def _conflicts(records: Records, register: Register) -> Iterator[str]:
    """Yield every contradiction, naming the record and both versions' words."""
    for theirs in records.instruments:
        ours = register.instrument(theirs.ref)
        if ours is not None:
            yield from _in_instrument(ours, theirs)
    for record in _others(records):
        held = next((each for each in _others(register) if type(each) is type(record) and each.ref == record.ref), None)
        if held is not None and held != record:
            yield _differ(record.ref, _differing(held, record))


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


def _differing(ours: Instrument | Fact | Project | Meeting | Commission, theirs: object) -> list[str]:
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
