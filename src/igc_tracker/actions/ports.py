"""The stores as the actions need them. Stores fit it by shape and import nothing from here."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from igc_tracker.domain.dataclass import dataclass

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from igc_tracker.actions.store_backup import BackedUpAnswer, RestoredAnswer
    from igc_tracker.actions.store_compact import CompactedAnswer, MigratedAnswer
    from igc_tracker.actions.store_info import StoreInfoAnswer
    from igc_tracker.actions.store_recover import RecoveredAnswer
    from igc_tracker.actions.store_verify import Examined
    from igc_tracker.domain.calendars import Calendars
    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.findings import Finding
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.procedures import Template
    from igc_tracker.domain.register import JournalEntry, Meeting, Project, Register


Kind = TypeVar("Kind", "Instrument", "Project", "Meeting", "Commission")
"""One kind of record: what is saved takes the place of its like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """Who runs which command, when: what the journal says of a change. ``at`` is in the user's own time zone."""

    by: str
    at: datetime
    command: str

    @property
    def today(self) -> date:
        """The day the user is in."""
        return self.at.date()


class RegisterStore(Protocol):
    """A register that can be read by many and written by one at a time."""

    def read(self, *, known_on: date | None = None) -> tuple[Register, tuple[Finding, ...]]:
        """Return the register, as known at the end of ``known_on`` if given, and what in it could not be read."""

    def look(self, *, known_on: date | None = None) -> tuple[Register, tuple[Finding, ...]]:
        """Return what ``read`` does; of a large register only what is then looked at is read."""

    def journal(self) -> tuple[JournalEntry, ...]:
        """Return every change ever made, oldest first."""

    def writing(self, invocation: Invocation) -> AbstractContextManager[Writing]:
        """Hold the register for one change: all of it is saved when the block ends, or none if it raises."""


class Writing(Protocol):
    """The register while it is held for writing."""

    @property
    def register(self) -> Register:
        """Return the register as it stands in the file now."""

    def add(self, record: Instrument | Project | Meeting | Commission) -> None:
        """Add a new record; raise DuplicateReferenceError if its ref is taken among its like."""

    def save(self, record: Kind, *, expected: Kind) -> None:
        """Save a changed record; raise RegisterConflictError if the stored one is no longer ``expected``."""

    def revert(self, entry: JournalEntry) -> None:
        """Take back what ``entry`` changed; raise RegisterConflictError where it was changed again since."""


class RegisterKeeper(Protocol):
    """The register's file as a thing to look after, beside what it holds. With ``dry_run`` nothing is written."""

    def state(self) -> StoreInfoAnswer:
        """Return where the file lies, what can be read of it, and what lies beside it; damaged or not."""

    def examined(self, file: Path | None) -> Examined:
        """Return everything in the file, or in another one, and what is wrong with it."""

    def compact(self, invocation: Invocation, *, dry_run: bool) -> CompactedAnswer:
        """Lay the file out anew, where that gains anything."""

    def migrate(self, invocation: Invocation, *, dry_run: bool) -> MigratedAnswer:
        """Lay the file out anew in the schema of this igc, where it has an earlier one."""

    def back_up(self, invocation: Invocation, to: Path | None, *, dry_run: bool) -> BackedUpAnswer:
        """Make a copy and read it back; raise BackupExistsError or BackupFailedError."""

    def restore(self, invocation: Invocation, wanted: str, *, other: bool, dry_run: bool) -> RestoredAnswer:
        """Put a copy in the register's place."""

    def recover(
        self, invocation: Invocation, *, accept_changes: bool, accept_older: bool, dry_run: bool
    ) -> RecoveredAnswer:
        """Put what is whole in the register's place, where the file is damaged."""


class ProcedureTemplates(Protocol):
    """The templates of domestic procedures; one is read when it is asked for."""

    def keys(self) -> tuple[str, ...]:
        """Return every key there is a file for."""

    def get(self, key: str) -> Template | None:
        """Return the template with this key; None where there is none, or only a file that cannot be used."""

    def for_party(self, party: str) -> Template:
        """Return the template this party follows: its own, else the generic one."""

    def origin(self, key: str) -> Path | None:
        """Return the user's file that a template comes from, None where igc brought it along."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is wrong with the user's files that were read until now."""


class DomesticLaw(Protocol):
    """What runs at home are derived with; neither is looked at before a run is worth telling."""

    @property
    def procedures(self) -> ProcedureTemplates:
        """Return the templates of domestic procedures."""

    @property
    def calendars(self) -> Calendars:
        """Return the calendars by which statutory periods are counted."""
