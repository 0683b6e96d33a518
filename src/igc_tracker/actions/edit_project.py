"""`igc project add` and `igc project edit`: a project's sheet. Milestones are recorded, never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.add_instrument import ref_from
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.actions.find_projects import find_project
from igc_tracker.actions.keys import check_keys
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import (
    BadReferenceError,
    DuplicateProjectError,
    KeyInUseError,
    NoTitleError,
    ReferenceFixedError,
    StageNotFoundError,
    UnknownLinkError,
)
from igc_tracker.domain.references import is_ref
from igc_tracker.domain.register import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectAddedAnswer:
    """The project as added."""

    project: Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEditedAnswer:
    """The project before and after; equal when nothing was changed."""

    before: Project
    after: Project


def add_project(
    store: RegisterStore,
    titles: Mapping[str, str],
    invocation: Invocation,
    *,
    ref: str | None = None,
    instruments: Iterable[str] = (),
    aliases: tuple[str, ...] = (),
    description: str | None = None,
) -> ProjectAddedAnswer:
    """Add a project without stages and targets, which are written on its sheet.

    ``ref`` None: a free reference is made of the title.
    """
    if ref is not None and not is_ref(ref):
        raise BadReferenceError(ref=ref)
    if not any(title.strip() for title in titles.values()):
        raise NoTitleError
    with store.writing(invocation) as writing:
        register = writing.register
        taken = {each.ref for each in register.projects}
        if ref in taken:
            raise DuplicateProjectError(ref=ref)
        ref = ref or ref_from(titles, taken, otherwise="project")
        project = Project(
            ref=ref,
            titles=titles,
            description=description,
            aliases=aliases,
            instruments=tuple(dict.fromkeys(find_one(register, each).ref for each in instruments)),
            recorded_at=invocation.at,
            recorded_by=invocation.by,
        )
        writing.add(project)
    return ProjectAddedAnswer(project=project)


def fetch_project(store: RegisterStore, query: str) -> Project:
    """Return the project ``query`` names, to be edited."""
    register, _ = store.read()
    return find_project(register.projects, query)


def edit_project(store: RegisterStore, before: Project, after: Project, invocation: Invocation) -> ProjectEditedAnswer:
    """Save an edited sheet; raise RegisterConflictError if the stored project is no longer ``before``."""
    if after != before:
        with store.writing(invocation) as writing:
            _check(writing.register, before, after)
            writing.save(after, expected=before)
    return ProjectEditedAnswer(before=before, after=after)


def _check(register: Register, before: Project, after: Project) -> None:
    if after.ref != before.ref:
        raise ReferenceFixedError(ref=before.ref)
    if not any(title.strip() for title in after.titles.values()):
        raise NoTitleError
    missing = [ref for ref in after.instruments if register.instrument(ref) is None]
    if missing:
        raise UnknownLinkError(refs=", ".join(missing))
    targets, stages = [each.key for each in after.targets], [each.key for each in after.stages]
    check_keys(targets)
    check_keys(stages)
    for target in after.targets:
        if target.stage is not None and target.stage not in stages:
            raise StageNotFoundError(after.ref, target.stage, tuple(stages))
    standing = [each for each in after.milestones if each.struck is None]
    used = {each.concerns for each in standing} - {None, *targets} | {each.stage for each in standing} - {None, *stages}
    if used:
        raise KeyInUseError(keys=", ".join(sorted(key for key in used if key is not None)))
