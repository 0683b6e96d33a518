"""From what people type to instruments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.family import families
from igc_tracker.derive.search import find, fold, near_misses
from igc_tracker.domain.errors import AmbiguousReferenceError, EmptyRegisterError, InstrumentNotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register


def find_one(register: Register, ref: str) -> Instrument:
    """Return the instrument ``ref`` names: its exact ref, an alias, or the beginning of just one ref.

    Raises AmbiguousReferenceError with the choices, or InstrumentNotFoundError with what comes near.
    """
    exact = register.instrument(ref)
    if exact is not None:
        return exact
    wanted = fold(ref)
    named = register.named(wanted.split()) if wanted else ()
    by_alias = [each for each in named if wanted in map(fold, each.aliases)]
    by_prefix = [each for each in named if fold(each.ref).startswith(wanted)]
    for hits in (by_alias, by_prefix):
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise AmbiguousReferenceError(ref, tuple(each.ref for each in hits))
    if register.is_empty:
        raise EmptyRegisterError
    raise InstrumentNotFoundError(ref, _near(register, ref))


def fetch_instrument(store: RegisterStore, ref: str, *, known_on: date | None = None) -> Instrument:
    """Return the instrument ``ref`` names, to be edited."""
    register, _ = store.look(known_on=known_on)
    return find_one(register, ref)


def find_families(register: Register, query: str) -> tuple[tuple[Instrument, ...], tuple[tuple[Instrument, ...], ...]]:
    """Return what ``query`` hits and the families those lie in, most relevant first; each family base first.

    A query that names no instrument but a project hits that project's instruments.
    """
    hits: Sequence[Instrument] = find_hits(register, query) or _through_projects(register, query)
    if register.is_empty:
        raise EmptyRegisterError
    if not hits:
        raise InstrumentNotFoundError(query, _near(register, query))
    return tuple(hits), families(hits, register.around({each.ref for each in hits}))


def find_hits(register: Register, query: str) -> tuple[Instrument, ...]:
    """Return the instruments that ``query`` hits, most relevant first."""
    return find(query, register.named(fold(query).split()))


def _through_projects(register: Register, query: str) -> tuple[Instrument, ...]:
    wanted = fold(query)
    named = {
        ref
        for project in register.projects
        if wanted and any(wanted in fold(name) for name in (project.ref, *project.aliases, *project.titles.values()))
        for ref in project.instruments
    }
    return tuple(each for each in register.around(named) if each.ref in named)


def _near(register: Register, query: str) -> tuple[str, ...]:
    hits = tuple(each.ref for each in find_hits(register, query))[:3]
    return hits or near_misses(query, register.instruments)
