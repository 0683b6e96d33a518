"""What can be wrong with the register itself: its file, its journal, what is brought into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.errors.base import BadValueError, ExitCode, IgcError, Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence


class EmptyRegisterError(IgcError):
    """The register holds nothing, or held nothing on the day whose knowledge was asked for."""

    code = "empty-register"
    exit_code = ExitCode.NOT_FOUND
    message = "The register holds no instruments."
    hint = "Add one with `igc add-agreement`; with --known-on, name a day on which something was recorded already."


class NoSuchChangeError(BadValueError):
    """The journal has no such change, or it was taken back already."""

    code = "no-such-change"
    message = "There is no change {number} that still stands."
    hint = "Run `igc log` to see the numbers."


class BadInterchangeError(BadValueError):
    """A document of records that cannot be taken in, and where in it the fault lies."""

    code = "bad-interchange"
    message = "{where}: {problem}."
    hint = "Nothing was imported. Mend the document and import it again."


class ImportConflictError(IgcError):
    """Records of a document that say something else than the register does of the same thing."""

    code = "import-conflict"
    exit_code = ExitCode.BUSY
    message = "The document and the register contradict each other: {conflicts}."
    hint = "Nothing was imported. Strike or edit what is wrong in the register, or mend the document."

    def __init__(self, conflicts: Sequence[str]) -> None:
        told = {f"_{place}": each for place, each in enumerate(conflicts)}
        super().__init__(conflicts=Phrase("; ".join(f"{{{place}}}" for place in told), **told))


class EditorError(IgcError):
    """The editor could not be run, or gave up."""

    code = "editor"
    message = "The editor {editor!r} did not finish: {why}."
    hint = "Set EDITOR to one that works. Nothing was changed; your text is in {kept}."


class OutputLostError(IgcError):
    """Standard output took no more, for lack of room for example."""

    code = "output-lost"
    exit_code = ExitCode.UNREADABLE
    message = "The answer could not be written: {why}."
    hint = "Make room where it goes, then run the command again."


class UnreadableFileError(IgcError):
    """A file named on the command line cannot be read."""

    code = "unreadable-file"
    message = "{path} cannot be read: {why}"
    hint = "Check its name and permissions."


class NothingToUndoError(IgcError):
    """The journal has no change left to take back."""

    code = "nothing-to-undo"
    message = "There is nothing to undo."
    hint = "Run `igc log` to see what was done."


class BadConfigError(IgcError):
    """A config file that cannot be read or holds something igc does not know."""

    code = "bad-config"
    message = "The config file {path} is off: {why}."
    hint = "It may hold register, lang and user, each a text in quotes."


class BadCalendarError(IgcError):
    """A calendar file that cannot be read or holds something igc cannot take."""

    code = "bad-calendar"
    message = "The calendar {path} is off: {problem}."
    hint = "Mend it or move it away. It holds party, kind (sitting or working) and days: see docs/calendars.md."


class RegisterMissingError(IgcError):
    """There is no register at that place."""

    code = "register-missing"
    exit_code = ExitCode.UNREADABLE
    message = "There is no register at {path}."
    hint = "Make one with `igc init --register {path}`, or with the example in it: add --example."


class RegisterExistsError(IgcError):
    """`igc init` never overwrites."""

    code = "register-exists"
    message = "There is something at {path} already; it is left as it is."
    hint = "Name another place with --register, or move that file away first."


class NoRegisterYetError(IgcError):
    """A writing command found no register of the user's own."""

    code = "no-register-yet"
    exit_code = ExitCode.UNREADABLE
    message = "You have no register yet; the example register is for reading only."
    hint = "Run `igc init` for an empty one or `igc init --example` for a copy of the example, then try again."


class RegisterUnreadableError(IgcError):
    """The file is there and is not a register igc can read. It is never treated as empty, never overwritten."""

    code = "register-unreadable"
    exit_code = ExitCode.UNREADABLE
    message = "The register at {path} cannot be read: {why}"
    hint = "{remedy}"


class RegisterNewerError(IgcError):
    """The file was written by a later igc."""

    code = "register-newer"
    exit_code = ExitCode.UNREADABLE
    message = "The register at {path} has schema {found}; this igc reads up to {known}."
    hint = "Update igc; the register was not touched."


class RegisterOlderError(IgcError):
    """The file ends before what was acknowledged on this machine: somebody put an older copy in its place."""

    code = "register-older"
    exit_code = ExitCode.UNREADABLE
    message = "The register at {path} is an older copy: it ends at record {found}, and {known} was written here."
    hint = "Put the newer file back, or take this one as it is with `igc store recover --accept-older`."


class RegisterReadOnlyError(IgcError):
    """The file or its folder refuses to be written."""

    code = "register-read-only"
    exit_code = ExitCode.UNREADABLE
    message = "The register at {path} cannot be written: {why}."
    hint = "Check the permissions of the file and its folder, or name another register with --register."


class RegisterBusyError(IgcError):
    """Another process holds the register for longer than the time-out."""

    code = "register-busy"
    exit_code = ExitCode.BUSY
    message = "The register at {path} is in use by another igc{holder}."
    hint = "Try again in a moment; nothing was written."


class RegisterConflictError(IgcError):
    """The record changed between being read and being written."""

    code = "register-conflict"
    exit_code = ExitCode.BUSY
    message = "{ref} was changed by somebody else meanwhile: {what}."
    hint = "Look at it with `igc show {ref}` and do your change again; nothing was written."
