"""`igc edit`: a changed cover sheet. Facts are never edited; the old cover sheet stays in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.add_instrument import FEWEST_PARTIES
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import (
    NoTitleError,
    PartyInUseError,
    ReferenceFixedError,
    TooFewPartiesError,
    UnknownLinkError,
)
from igc_tracker.domain.instruments import Instrument

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedAnswer:
    """The instrument before and after; equal when nothing was changed."""

    before: Instrument
    after: Instrument


def fetch_instrument(store: RegisterStore, ref: str, *, known_on: date | None = None) -> Instrument:
    """Return the instrument ``ref`` names, to be edited."""
    register, _ = store.look(known_on=known_on)
    return find_one(register, ref)


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
    in_use = {fact.party for fact in after.facts if fact.party and fact.struck is None}
    gone = in_use.intersection(before.parties).difference(after.parties)
    if gone:
        raise PartyInUseError(parties=", ".join(sorted(gone)))
