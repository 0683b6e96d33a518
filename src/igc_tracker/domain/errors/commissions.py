"""What can be wrong with what is asked or said of a commission."""

from __future__ import annotations

from igc_tracker.domain.errors.base import BadValueError, ExitCode, IgcError, Phrase, either


class CommissionNotFoundError(IgcError):
    """No commission answers to this name."""

    code = "commission-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "No commission matches {name!r}."
    hint = "{remedy}"

    def __init__(self, name: str, near: tuple[str, ...] = ()) -> None:
        listed = Phrase("Run `igc commission list` to see them, or `igc commission add` to add one.")
        super().__init__(name=name, remedy=Phrase("Did you mean {near}?", near=either(near)) if near else listed)


class AmbiguousCommissionError(IgcError):
    """A name that fits several commissions."""

    code = "ambiguous-commission"
    exit_code = ExitCode.NOT_FOUND
    message = "{name!r} fits more than one commission: {choices}."
    hint = "Give one of these references in full."

    def __init__(self, name: str, choices: tuple[str, ...]) -> None:
        super().__init__(name=name, choices=", ".join(choices))
        self.choices = choices


class NotACommissionPartyError(IgcError):
    """A party is named that the commission does not have."""

    code = "not-a-commission-party"
    message = "{party} is not a party to {ref}."
    hint = "Its parties are {parties}."


class DuplicateCommissionError(BadValueError):
    """A new commission was given a reference that is taken."""

    code = "duplicate-commission"
    message = "There is a commission with reference {ref!r} already."
    hint = "Choose another with --ref."


class DuplicateMeetingError(BadValueError):
    """A new meeting was given a reference that is taken."""

    code = "duplicate-meeting"
    message = "There is a meeting with reference {ref!r} already."
    hint = "Choose another with --ref."


class MeetingNotFoundError(IgcError):
    """The commission has no such meeting."""

    code = "meeting-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "{commission} has no session {session!r}."
    hint = "{remedy}"

    def __init__(self, commission: str, session: str, known: tuple[str, ...]) -> None:
        none = Phrase(
            "Record it: igc commission session {commission} {session} --held DATE",
            commission=commission,
            session=session,
        )
        remedy = Phrase("Known: {known}.", known=", ".join(known)) if known else none
        super().__init__(commission=commission, session=session, remedy=remedy)


class ItemNotFoundError(IgcError):
    """The commission has no such action item."""

    code = "item-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "{commission} has no action item {item!r}."
    hint = "{remedy}"

    def __init__(self, commission: str, item: str, near: tuple[str, ...] = ()) -> None:
        listed = Phrase("Run `igc commission show {commission}` to see them.", commission=commission)
        remedy = Phrase("Did you mean {near}?", near=either(near)) if near else listed
        super().__init__(commission=commission, item=item, remedy=remedy)


class DuplicateItemError(BadValueError):
    """A new action item was given an id that is taken."""

    code = "duplicate-item"
    message = "{commission} has an action item {item!r} already."
    hint = "Choose another with --id, or report on it: igc commission progress {commission} {item}"


class EntryNotFoundError(IgcError):
    """Nothing of the commission that could be struck has this id."""

    code = "entry-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "Nothing of {commission} has the id {entry!r}."
    hint = "Run `igc commission show {commission} --json` to see the ids, or write SESSION/ID or ITEM/ID."


class AmbiguousEntryError(IgcError):
    """An id that several records of one commission have."""

    code = "ambiguous-entry"
    exit_code = ExitCode.NOT_FOUND
    message = "{entry!r} fits more than one record of {commission}: {choices}."
    hint = "Give one of these in full."

    def __init__(self, commission: str, entry: str, choices: tuple[str, ...]) -> None:
        super().__init__(commission=commission, entry=entry, choices=", ".join(choices))
        self.choices = choices


class FutureEntryError(BadValueError):
    """A session held, a decision or a report is something that has happened."""

    code = "future-entry"
    message = "{on} lies in the future; a fact is something that has happened."
    hint = "{remedy}"

    def __init__(self, on: object, remedy: Phrase) -> None:
        super().__init__(on=on, remedy=remedy)


class CountTooHighError(BadValueError):
    """More was counted as done than there is."""

    code = "count-too-high"
    message = "{done} of {total} cannot be done."
    hint = "Mend the number, or say of how many with --total."


class NotAllCountedError(BadValueError):
    """An item reported done with a count that falls short."""

    code = "not-all-counted"
    message = "It is not done with {done} of {total}."
    hint = "Leave out --complete to record the count as progress, or mend the number."


class NoTotalError(BadValueError):
    """A count of an item that is not countable."""

    code = "no-total"
    message = "{item} has no total that {done} could be counted against."
    hint = "Say of how many with --total."


class NothingReportedError(BadValueError):
    """A report that says nothing, or two things at once."""

    code = "nothing-reported"
    message = "A report says one thing of an action item."
    hint = (
        "Give one of --complete, --not-done, --delayed REASON, --due DATE, --superseded-by ITEM, or --done N, or"
        " --detail TEXT for progress in words."
    )


class SessionDayError(BadValueError):
    """A session of which neither a plan nor the day it was held is told, or both at once."""

    code = "session-day"
    message = "A report of a session tells either the day it was held or the day it is planned for."
    hint = "Give one of --held DATE and --planned DATE."


class NotHeldYetError(BadValueError):
    """A decision of a session that is not recorded as held."""

    code = "not-held-yet"
    message = "Session {session} is not recorded as held, so it has decided nothing."
    hint = "First: igc commission session {commission} {session} --held DATE"


class SessionHeldError(BadValueError):
    """An agenda asked for a session that was held already."""

    code = "session-held"
    message = "Session {session} was held by the day looked from."
    hint = "Leave --for out, or look from an earlier day with --as-of."


class BadSessionNumberError(BadValueError):
    """What is given for a session's number is none."""

    code = "bad-session-number"
    message = "{session!r} is neither the number of a session nor the reference of a meeting of {commission}."
    hint = "Give the number, e.g. 6; sessions without a number are recorded with --ref."


class OwnSuccessorError(BadValueError):
    """An action item that is to take its own place."""

    code = "own-successor"
    message = "{item} cannot be superseded by itself."
    hint = "Name the item that takes its place."


class BadDueError(BadValueError):
    """A due date before the day the item was agreed."""

    code = "bad-due"
    message = "It cannot be due {due} if it was agreed {on}."
    hint = "Mend one of the dates."


class BadIntervalError(BadValueError):
    """An interval between sessions that is none."""

    code = "bad-interval"
    message = "{text!r} is no interval between sessions."
    hint = "Write 6m or 1y: at the latest so many months or years after the last session."
