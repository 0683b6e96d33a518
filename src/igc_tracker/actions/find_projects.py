"""From what people type to projects, and from instruments to the projects they serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.family import FOLLOWS
from igc_tracker.derive.search import begins_words, fold
from igc_tracker.domain.errors import AmbiguousProjectError, ProjectNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Project


def find_project(projects: Sequence[Project], query: str) -> Project:
    """Return the project ``query`` names: its exact ref, an alias or title, or the beginning of just one name.

    Raises AmbiguousProjectError with the choices, or ProjectNotFoundError.
    """
    exact = next((each for each in projects if each.ref == query), None)
    if exact is not None:
        return exact
    wanted = fold(query)
    whole = [each for each in projects if wanted and wanted in map(fold, _names(each))]
    begins = [each for each in projects if wanted and any(fold(name).startswith(wanted) for name in _names(each))]
    words = [each for each in projects if begins_words(query, _names(each))]
    for hits in (whole, begins, words):
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise AmbiguousProjectError(query, tuple(each.ref for each in hits))
    raise ProjectNotFoundError(project=query, known=", ".join(each.ref for each in projects) or "–")


def _names(project: Project) -> tuple[str, ...]:
    return (project.ref, *project.aliases, *project.titles.values())


def projects_served(living: Sequence[Instrument], projects: Iterable[Project]) -> tuple[Project, ...]:
    """Return the projects of a family's base and of what amends it; those of mere implementers stay out.

    ``living`` are the family's instruments, base first.
    """
    base = living[0]
    closest = {base.ref} | {each.ref for each in living if base.ref in each.linked(*FOLLOWS)}
    unlocked = {unlock.project for each in living for unlock in each.unlocks}
    served = [each for each in projects if closest.intersection(each.instruments) or each.ref in unlocked]
    return tuple(sorted(served, key=lambda each: base.ref not in each.instruments))


def projects_of(families: Iterable[tuple[Instrument, ...]] | None, projects: Sequence[Project]) -> tuple[Project, ...]:
    """Return the projects that some of ``families`` serves, each once; every project without families."""
    if families is None:
        return tuple(projects)
    return tuple({each.ref: each for family in families for each in projects_served(family, projects)}.values())
