"""The family of errors igc tells people about: a stable code, one line, a remedy, an exit code.

The sentences here are msgids: ``wording`` translates ``message`` and ``hint`` and fills in ``values``.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the exit status tells a script."""

    FINE = 0
    BUG = 1
    USAGE = 2
    NEEDS_ACTION = 3
    NOT_FOUND = 4
    UNREADABLE = 5
    BUSY = 6
    INTERRUPTED = 130


class IgcError(Exception):
    """Something the user can mend. ``message`` and ``hint`` are templates over ``values``."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[ExitCode] = ExitCode.USAGE
    message: ClassVar[str] = ""
    hint: ClassVar[str] = ""

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = {key: str(value) for key, value in values.items()}

    def __str__(self) -> str:
        return self.message.format(**self.values)


class BadDateError(IgcError):
    """A date that cannot be read, or that no calendar holds."""

    code = "bad-date"
    message = "{text!r} is not a date{reason}."
    hint = 'Write 2018-08-22, 22.08.2018, "22 Aug 2018", 2018-08, 2018, 2018-06~ (about), 2018-03..2018-08-21 or today.'

    def __init__(self, text: str, *, reason: str = "") -> None:
        super().__init__(text=text, reason=f": {reason}" if reason else "")


class InstrumentNotFoundError(IgcError):
    """No instrument answers to this reference or query."""

    code = "not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "No instrument matches {query!r}."
    hint = "Run `igc list` to see the references."

    def __init__(self, query: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(query=query, near=", ".join(near))
        self.near = near
        if near:
            self.hint = "Did you mean {near}?"  # type: ignore[misc]  # the class gives the default, this one knows better


class AmbiguousReferenceError(IgcError):
    """A command that wants one instrument was given a name that fits several."""

    code = "ambiguous"
    exit_code = ExitCode.NOT_FOUND
    message = "{query!r} fits more than one instrument: {choices}."
    hint = "Give one of these references in full."

    def __init__(self, query: str, choices: tuple[str, ...]) -> None:
        super().__init__(query=query, choices=", ".join(choices))
        self.choices = choices


class FactNotFoundError(IgcError):
    """The instrument has no such fact."""

    code = "fact-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "{ref} has no fact {fact!r}."
    hint = "Run `igc show {ref}` to see its facts. {near}"

    def __init__(self, ref: str, fact: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(ref=ref, fact=fact, near=f"Did you mean {', '.join(near)}?" if near else "")


class AlreadyStruckError(IgcError):
    """A fact can be struck once."""

    code = "already-struck"
    message = "{fact!r} of {ref} was struck already, on {on}: {why}"
    hint = "Run `igc undo` if that was a mistake, or record the right fact."


class DuplicateReferenceError(IgcError):
    """A new instrument was given a reference that is taken."""

    code = "duplicate-ref"
    message = "There is an instrument with reference {ref!r} already."
    hint = "Choose another with --ref, or change that one with `igc edit {ref}`."


class UnknownCodeError(IgcError):
    """A word outside one of the closed lists (kinds, certainties, languages ...)."""

    code = "unknown-code"
    message = "{value!r} is not a known {what}."
    hint = "{remedy}"

    def __init__(self, what: str, value: str, allowed: tuple[str, ...], near: tuple[str, ...] = ()) -> None:
        remedy = f"Did you mean {' or '.join(near)}? " if near else ""
        super().__init__(what=what, value=value, remedy=f"{remedy}Known: {', '.join(allowed)}.")


class UnknownPartyError(IgcError):
    """A party code that is neither ISO 3166 nor a declared organisation, or no party to this instrument."""

    code = "unknown-party"
    message = "{party!r} is not a known party code."
    hint = "Use ISO 3166 codes such as KZ or RU, or an organisation: {organisations}. {near}"

    def __init__(self, party: str, organisations: tuple[str, ...], near: str = "") -> None:
        super().__init__(party=party, organisations=", ".join(organisations), near=near)


class NotAPartyError(IgcError):
    """The fact names a party the instrument does not have."""

    code = "not-a-party"
    message = "{party} is not a party to {ref}."
    hint = "Its parties are {parties}. A new party is added with `igc edit {ref}`."


class MissingValueError(IgcError):
    """A required value was not given and nobody is there to be asked."""

    code = "missing-value"
    message = "{what} is missing."
    hint = "Give {option}."


class BadValueError(IgcError):
    """A value that cannot stand. Its children say which, and what to do."""

    code = "bad-value"


class NoTitleError(BadValueError):
    """An instrument without a title in any language."""

    code = "no-title"
    message = "An instrument needs a title."
    hint = "Give --title, --title-ru or --title-kk."


class BadReferenceError(BadValueError):
    """A reference that would be hard to type in a shell."""

    code = "bad-reference"
    message = "{ref!r} cannot be a reference."
    hint = "Use small letters a-z, digits and hyphens, beginning with a letter, at most 60 characters."


class ReferenceFixedError(BadValueError):
    """A reference cannot be changed: it names the record in links, notes and old reports."""

    code = "reference-fixed"
    message = "The reference {ref!r} cannot be changed: links, notes and old reports use it."
    hint = "Keep it, and add the new name to aliases."


class TooFewPartiesError(BadValueError):
    """An agreement with nobody."""

    code = "too-few-parties"
    message = "An agreement needs at least two parties."
    hint = "Give --party twice or more, e.g. --party KZ --party RU."


class UnknownLinkError(BadValueError):
    """A cover sheet that ties its instrument to one the register does not hold."""

    code = "unknown-link"
    message = "It is linked to {refs}, which the register does not hold."
    hint = "Run `igc list` to see the references."


class PartyInUseError(BadValueError):
    """A party that has facts cannot be taken off the cover sheet."""

    code = "party-in-use"
    message = "Facts are recorded for {parties}, no longer named as a party."
    hint = "Keep the party, or strike those facts first."


class FutureFactError(BadValueError):
    """A fact is something that has happened."""

    code = "future-fact"
    message = "{on} lies in the future; a fact is something that has happened."
    hint = "Record what is expected as a plan: igc record {ref} planned --of {kind} --for {on}"


class DocumentDateError(BadValueError):
    """A document dated after the act it documents."""

    code = "document-date"
    message = "The document is dated {document_date}, after the act itself ({on})."
    hint = "Check --on and --document-date; they may have been exchanged."


class BadPlanError(BadValueError):
    """A plan without an act or a day, or another fact with them."""

    code = "bad-plan"
    message = "A plan names an act and a day, and only a plan does."
    hint = "Write: igc record REF planned --of signed --for 2027-03 --on today"


class NoReasonError(BadValueError):
    """A fact is struck for a reason."""

    code = "no-reason"
    message = "A fact is struck for a reason."
    hint = "Say it with --why."


class NoSuchChangeError(BadValueError):
    """The journal has no such change, or it was taken back already."""

    code = "no-such-change"
    message = "There is no change {number} that still stands."
    hint = "Run `igc log` to see the numbers."


class BadWeekError(BadValueError):
    """Not an ISO 8601 week."""

    code = "bad-week"
    message = "{text!r} is not an ISO week."
    hint = "Write the year and the week, e.g. 2018-W34."


class BadPeriodOptionsError(BadValueError):
    """A period named twice."""

    code = "bad-period-options"
    message = "--week names the whole period."
    hint = "Give --week, or --from and --to."


class BadPeriodError(BadValueError):
    """A period that ends before it begins."""

    code = "bad-period"
    message = "The period ends ({last}) before it begins ({first})."
    hint = "Exchange the two days."


class BadCoverSheetError(IgcError):
    """An edited cover sheet that cannot be read or does not hold together."""

    code = "bad-cover-sheet"
    message = "The cover sheet was not saved: {problem}"
    hint = "Your text is kept in {kept}. Mend it and run: igc edit {ref} --file {kept}"

    def __init__(self, ref: str, problem: str, kept: object, code: ExitCode) -> None:
        super().__init__(ref=ref, problem=problem, kept=kept)
        self.exit_code = code  # type: ignore[misc]  # what was wrong with it decides


class CoverSheetTextError(IgcError):
    """The text of a cover sheet that is not one."""

    code = "cover-sheet-text"
    message = "{problem}."


class EditorError(IgcError):
    """The editor could not be run, or gave up."""

    code = "editor"
    message = "The editor {editor!r} did not finish: {why}."
    hint = "Set EDITOR to one that works. Nothing was changed; your text is in {kept}."


class UnreadableFileError(IgcError):
    """A file named on the command line cannot be read."""

    code = "unreadable-file"
    message = "{path} cannot be read: {why}."
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
