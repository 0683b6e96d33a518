"""`igc edit`: a changed cover sheet. Facts are never edited; the old cover sheet stays in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.add_instrument import FEWEST_PARTIES
from igc_tracker.actions.keys import check_keys
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import (
    KeyInUseError,
    NotAPartyError,
    NoTitleError,
    PartyInUseError,
    ProjectNotFoundError,
    ReferenceFixedError,
    StageNotFoundError,
    TooFewPartiesError,
    UnknownLinkError,
)
from igc_tracker.domain.instruments import Instrument

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedAnswer:
    """The instrument before and after; equal when nothing was changed."""

    before: Instrument
    after: Instrument


def edit_instrument(
    store: RegisterStore, before: Instrument, after: Instrument, invocation: Invocation
) -> EditedAnswer:
    """Save an edited cover sheet; raise RegisterConflictError if the stored one is no longer ``before``."""
    if after != before:
        with store.writing(invocation) as writing:
            _check(writing.register, before, after)
            writing.save(after, expected=before)
    return EditedAnswer(before=before, after=after)


def _check(register: Register, before: Instrument, after: Instrument) -> None:
    if after.ref != before.ref:
        raise ReferenceFixedError(ref=before.ref)
    if not any(title.strip() for title in after.titles.values()):
        raise NoTitleError
    if len(set(after.parties)) < min(FEWEST_PARTIES, len(set(before.parties))):
        raise TooFewPartiesError
    missing = [link.to for link in after.links if register.instrument(link.to) is None or link.to == after.ref]
    if missing:
        raise UnknownLinkError(refs=", ".join(missing))
    if after.unlocks != before.unlocks:
        _check_unlocks(register, after)
    if after.obligations != before.obligations:
        _check_obligations(after)
    in_use = {fact.party for fact in after.facts if fact.party and fact.struck is None}
    gone = in_use.intersection(before.parties).difference(after.parties)
    if gone:
        raise PartyInUseError(parties=", ".join(sorted(gone)))


def _check_unlocks(register: Register, after: Instrument) -> None:
    """Raise for a funding stage that the project it is said to be of does not have."""
    for unlock in after.unlocks:
        if unlock.stage is None:
            continue
        project = next((each for each in register.projects if each.ref == unlock.project), None)
        if project is None:
            known = ", ".join(each.ref for each in register.projects) or "–"
            raise ProjectNotFoundError(project=unlock.project or "", known=known)
        stages = tuple(each.key for each in project.stages)
        if unlock.stage not in stages:
            raise StageNotFoundError(project.ref, unlock.stage, stages)


def _check_obligations(after: Instrument) -> None:
    """Raise for an obligation that cannot be named, is nobody's, or is gone while facts perform it."""
    named = [each.id for each in after.obligations]
    check_keys(named)
    strangers = [party for each in after.obligations for party in each.parties if party not in after.parties]
    if strangers:
        raise NotAPartyError(party=strangers[0], ref=after.ref, parties=", ".join(after.parties))
    performed = {fact.obligation for fact in after.facts if fact.obligation and fact.struck is None}
    gone = performed.difference(named)
    if gone:
        raise KeyInUseError(keys=", ".join(sorted(gone)))
