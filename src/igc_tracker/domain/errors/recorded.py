"""What can be wrong with what was to be recorded: cover sheets, facts, clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors.base import BadValueError, ExitCode, IgcError, Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    """An agreement or a commission of one."""

    code = "too-few-parties"
    message = "At least two parties are needed."
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


class StepCommandError(BadValueError):
    """A fact about a step without its step."""

    code = "step-command"
    message = "{kind} is recorded for a step of a party's procedure."
    hint = "Use: igc step {ref} PARTY STEP done"


class ActNotClearError(BadValueError):
    """A step that establishes consent, where the clause does not say by which act."""

    code = "act-not-clear"
    message = "{step} is done by a note, a deposit or an exchange; no clause says by which."
    hint = "Say which: --as notification-sent, --as instrument-deposited or --as instruments-exchanged."


class NotAnActOfStepError(BadValueError):
    """A kind of fact that does not show the step to be done."""

    code = "not-an-act-of-step"
    message = "{kind} does not show that {step} was done."
    hint = "It is shown by: {known}."


class DelayReasonError(BadValueError):
    """A delay without a reason, or a reason or a review without a delay."""

    code = "delay-reason"
    message = "A delay is recorded with its reason, and nothing else has a reason or a review."
    hint = "Use: igc step REF PARTY STEP delayed --reason later --review-on DATE"


class RecordedInThePastError(BadValueError):
    """A day to look from, given where something is to be recorded."""

    code = "recorded-in-the-past"
    message = "What is recorded is recorded now; --as-of and --known-on only look back."
    hint = "Leave them out and give the day it happened with --on."


class NoProcedureError(BadValueError):
    """A template without a variant for the phase."""

    code = "no-procedure"
    message = "The template {template} has no steps for this phase."
    hint = "Run `igc procedures show {template}`."


class FutureFactError(BadValueError):
    """A fact is something that has happened."""

    code = "future-fact"
    message = "{on} lies in the future; a fact is something that has happened."
    hint = "Record what is expected as a plan: igc record {ref} planned --of {kind} --for {on} --on today"


class PartyNeededError(BadValueError):
    """An act of one State recorded of nobody."""

    code = "party-needed"
    message = "Whose is it? A fact of kind {kind} is an act of one party."
    hint = "Give --party, one of {parties}; for a note, the party whose note it is."


class NotOfOnePartyError(BadValueError):
    """The end of an instrument recorded of one party."""

    code = "not-of-one-party"
    message = "{kind} is said of the instrument, not of {party} alone."
    hint = "Leave --party out; a party that leaves denounces: igc record {ref} denounced --party {party}"


class ReversedDatesError(BadValueError):
    """What cannot come before what it follows from."""

    code = "reversed-dates"
    message = "{on} lies before {other} ({what})."
    hint = "Check both dates; an entry into force before signature is recorded with --deviation retroactive."


class DocumentDateError(BadValueError):
    """A document dated after the act it documents."""

    code = "document-date"
    message = "The document is dated {document_date}, after the act itself ({on})."
    hint = "Check --on and --document-date; they may have been exchanged."


class NotANoticeError(BadValueError):
    """Days of dispatch and receipt for an act that has none of its own."""

    code = "not-a-notice"
    message = "--sent and --received do not go with {kind}."
    hint = "A note on completed procedures is two facts, notification-sent and notification-received, each with --on."


class NoticeDaysError(BadValueError):
    """A note that arrives before it leaves, or leaves before it is written."""

    code = "notice-days"
    message = "{later} {on} lies before {earlier} {other}."
    hint = "A note is dated, then sent, then received: check these days."


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


class BadClauseError(IgcError):
    """The rule of a final clause that does not fit its form."""

    code = "bad-clause"
    message = "{path} {problem}."
    hint = "`igc clause show` prints the form of a rule; `igc clause set --help` has the options."


@dataclass(frozen=True, slots=True, kw_only=True)
class LineProblem:
    """What is wrong on a line of a file; lines count from 1."""

    line: int
    problem: Phrase


class BadProcedureFileError(IgcError):
    """A file of domestic procedures that cannot be used; ``problems`` holds all that is wrong with it, by line."""

    code = "bad-procedure-file"
    exit_code = ExitCode.NEEDS_ACTION
    message = "The procedures cannot be used, line {line}: {problem}."
    hint = "`igc procedures check FILE` names every problem and its line."

    def __init__(self, problems: Sequence[LineProblem]) -> None:
        super().__init__(line=problems[0].line, problem=problems[0].problem)
        self.problems = tuple(problems)


class NotAPeriodError(BadValueError):
    """A length of time that cannot be read."""

    code = "not-a-period"
    message = "{text!r} is not a period."
    hint = 'Write "30 days", "3 months" or "1 year".'


class ClashingOptionsError(BadValueError):
    """Two options that cannot both be meant."""

    code = "clashing-options"
    message = "{one} and {other} contradict each other."
    hint = "{remedy}"

    def __init__(self, one: str, other: str, remedy: Phrase | None = None) -> None:
        super().__init__(one=one, other=other, remedy=remedy or Phrase("Give one of them."))


class IncompleteOptionsError(BadValueError):
    """An option that means nothing without another."""

    code = "incomplete-options"
    message = "{option} needs {other}."
    hint = "Give both, or neither."


class OptionOfAnotherTopicError(BadValueError):
    """An option that says nothing about the topic of the clause."""

    code = "option-of-another-topic"
    message = "{option} says nothing about {topic}."
    hint = "Options for {topic}: {known}."


class ClauseNotFoundError(IgcError):
    """The instrument, or a file of clauses, has none on this topic."""

    code = "clause-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "{where} has no clause on {topic}."
    hint = "It has: {known}."

    def __init__(self, where: str, topic: str, known: Sequence[str]) -> None:
        super().__init__(where=where, topic=topic, known=", ".join(known) if known else Phrase("none"))


class ClauseReferenceError(BadValueError):
    """A clause that hangs on an instrument the register does not hold, or on its own."""

    code = "clause-reference"
    message = "The clause on {topic} hangs on {to}, {problem}."
    hint = "Run `igc list` to see the references."


class NotADeviationError(BadValueError):
    """A reason why a date is not the computed one, given for something that is not computed."""

    code = "not-a-deviation"
    message = "A deviation explains a published entry into force, and nothing else."
    hint = "Leave out --deviation, or record entered-into-force."
