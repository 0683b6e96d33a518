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


class NetworkFileSystemError(IgcError):
    """The register lies where a lock may hold nobody off: two machines could write it at once."""

    code = "network-file-system"
    exit_code = ExitCode.UNREADABLE
    message = "The register at {path} lies on a network file system ({kind}), where igc cannot keep other writers off."
    hint = (
        "Move it to a disk of this machine. If nobody writes it from another machine, set IGC_NETWORK_FILES=ok"
        ' or network-files = "ok" in the config file. Nothing was written.'
    )


class BackupExistsError(IgcError):
    """A backup never overwrites."""

    code = "backup-exists"
    message = "There is something at {path} already; no backup was made."
    hint = "Name another place."


class BackupFailedError(IgcError):
    """A backup could not be written, or what was written is not what it should be."""

    code = "backup-failed"
    exit_code = ExitCode.UNREADABLE
    message = "No backup could be made at {path}: {why}."
    hint = "Make room there, or name another place. The register is as it was."


class BackupUnusableError(IgcError):
    """A file that does not verify never takes the register's place."""

    code = "backup-unusable"
    exit_code = ExitCode.UNREADABLE
    message = "{path} is no whole register: {why}"
    hint = "The register was not touched. `igc store info` names the backups that are whole."


class OtherRegisterError(IgcError):
    """A backup of another register was named."""

    code = "other-register"
    message = "{path} is a backup of another register: {found}, not {known}."
    hint = "Name a backup of this register; if you want that one in its place, add --other."


class NoSuchBackupError(IgcError):
    """There is no backup of that day."""

    code = "no-such-backup"
    exit_code = ExitCode.NOT_FOUND
    message = "There is neither a file {wanted} nor a backup of that name or day in {folder}."
    hint = "Run `igc store info` to see the backups there are."


class NothingRecoverableError(IgcError):
    """No record is whole, neither in the file nor beside it."""

    code = "nothing-recoverable"
    exit_code = ExitCode.UNREADABLE
    message = "No whole record was found in {path} nor in a copy beside it."
    hint = "The file was not touched. If there is a backup elsewhere, name it: `igc store restore FILE`."


class RegisterChangedError(IgcError):
    """Another writer was there between reading and writing."""

    code = "register-changed"
    exit_code = ExitCode.BUSY
    message = "The register at {path} was changed since it was read."
    hint = "Read it again and do your change again; nothing was written."


class BadTablesError(BadValueError):
    """Tables that another program wants to write, and that no register can have."""

    code = "bad-tables"
    message = "The register at {path} was not written: {why}."
    hint = "Change records of instruments, projects and meetings only, each with a ref of its own."
