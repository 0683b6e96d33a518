"""What can be wrong with what was asked for: names, codes, days."""

from __future__ import annotations

from igc_tracker.domain.errors.base import BadValueError, ExitCode, IgcError, Phrase, either


class BadDateError(IgcError):
    """A date that cannot be read, or that no calendar holds."""

    code = "bad-date"
    message = "{text!r} is not a date{reason}."
    hint = 'Write 2018-08-22, 22.08.2018, "22 Aug 2018", 2018-08, 2018, 2018-06~ (about), 2018-03..2018-08-21 or today.'

    def __init__(self, text: str, *, reason: str = "") -> None:
        super().__init__(text=text, reason=Phrase(": {reason}", reason=reason) if reason else "")


class NotADayError(IgcError):
    """A date that is good, but leaves more than one day where one is wanted."""

    code = "not-a-day"
    message = "{text!r} is not one single day."
    hint = 'Write it out: 2018-08-22, 22.08.2018, "22 Aug 2018", today or yesterday.'


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


class ProjectNotFoundError(IgcError):
    """No project has this reference."""

    code = "project-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "There is no project {project!r}."
    hint = "Known: {known}."


class ProcedureNotFoundError(IgcError):
    """No template of domestic procedures has this key, and no party this code."""

    code = "procedure-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "There are no procedures of {asked!r}."
    hint = "{remedy}"

    def __init__(self, asked: str, near: tuple[str, ...] = ()) -> None:
        listed = Phrase("Run `igc procedures list` to see the keys.")
        super().__init__(asked=asked, remedy=Phrase("Did you mean {near}?", near=either(near)) if near else listed)


class VariantNotFoundError(IgcError):
    """The template has no variant with this key in the phases asked for."""

    code = "variant-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "The procedures of {template} have no variant {variant!r}."
    hint = "{remedy}"

    def __init__(self, template: str, variant: str, known: tuple[str, ...], near: tuple[str, ...] = ()) -> None:
        listed = Phrase("Known: {known}.", known=", ".join(known))
        remedy = Phrase("Did you mean {near}?", near=either(near)) if near else listed
        super().__init__(template=template, variant=variant, remedy=remedy)


class GroundNotFoundError(IgcError):
    """The template's checklist has no such ground."""

    code = "ground-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "The checklist of {template} has no ground {ground!r}."
    hint = "{remedy}"

    def __init__(self, template: str, ground: str, known: tuple[str, ...], near: tuple[str, ...] = ()) -> None:
        listed = Phrase("Known: {known}.", known=", ".join(known))
        remedy = Phrase("Did you mean {near}?", near=either(near)) if near else listed
        super().__init__(template=template, ground=ground, remedy=remedy)


class StepNotFoundError(IgcError):
    """The party's run has no step with this key."""

    code = "step-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "{party}'s procedure ({variant}) has no step {step!r}."
    hint = "{remedy}"

    def __init__(self, party: str, variant: str, step: str, known: tuple[str, ...], near: tuple[str, ...]) -> None:
        listed = Phrase("Its steps: {known}.", known=", ".join(known))
        remedy = Phrase("Did you mean {near}?", near=either(near)) if near else listed
        super().__init__(party=party, variant=variant, step=step, remedy=remedy)


class FactNotFoundError(IgcError):
    """The instrument has no such fact."""

    code = "fact-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "{ref} has no fact {fact!r}."
    hint = "Run `igc show {ref}` to see its facts. {near}"

    def __init__(self, ref: str, fact: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(ref=ref, fact=fact, near=Phrase("Did you mean {near}?", near=", ".join(near)) if near else "")


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
        known = ", ".join(allowed)
        remedy = Phrase("Did you mean {near}?", near=either(near)) if near else Phrase("Known: {known}.", known=known)
        super().__init__(what=Phrase(what), value=value, remedy=remedy)


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

    def __init__(self, what: str, option: str) -> None:
        super().__init__(what=Phrase(what), option=Phrase(option))


class FormatNotPrintedError(BadValueError):
    """A format that other commands print, and this one does not."""

    code = "format-not-printed"
    message = "`igc {command}` does not print {format}."
    hint = "It prints {printed}; {format} is printed by {others}."

    def __init__(self, *, command: str, format: str, printed: tuple[str, ...], others: tuple[str, ...]) -> None:  # noqa: A002  # as the option is called
        named = ", ".join(f"`{each}`" for each in others)
        super().__init__(command=command, format=format, printed=", ".join(printed), others=named)


class BadAddressError(BadValueError):
    """Not an address, or one that would put lines of its own into a message."""

    code = "bad-address"
    message = "{text!r} is not {wanted}."
    hint = 'Write office@example.org or "Treaty Office <office@example.org>"; a name with a comma goes into quotes.'

    def __init__(self, text: str, *, one: bool = False) -> None:
        wanted = Phrase("one address") if one else Phrase("an address that mail can be sent to")
        super().__init__(text=text, wanted=wanted)


class BadSubjectError(BadValueError):
    """A subject that would put lines of its own into a message."""

    code = "bad-subject"
    message = "{text!r} cannot stand in a subject: it holds a line break or another character that is not shown."
    hint = 'Write it on one line: --subject-prefix "[treaties]".'


class DayOrAddressError(BadValueError):
    """Neither of the two that --from and --to take."""

    code = "bad-day-or-address"
    message = "{text!r} is neither a day nor an address."
    hint = "Write a day such as 2018-08-22, or an address such as office@example.org."


class BadSpanError(BadValueError):
    """Not a number of days, weeks, months or years."""

    code = "bad-span"
    message = "{text!r} is not a span of time."
    hint = "Write 90d, 12w, 6m or 1y."


class BadSuppositionError(BadValueError):
    """A what-if that does not say who does what on which day."""

    code = "bad-supposition"
    message = "{text!r} does not say who does what on which day."
    hint = 'Write a party, an act and a day: --if "RU received 2026-12-15".'


class NothingYetError(IgcError):
    """The instrument does not exist on the day asked for."""

    code = "nothing-yet"
    exit_code = ExitCode.NOT_FOUND
    message = "Nothing of {ref} exists yet on {day}."
    hint = "Look from a later day with --as-of."


class BodyAbroadError(BadValueError):
    """A body of one party was to be reminded in the name of another."""

    code = "body-abroad"
    message = "{sender} does not remind a body of {party}: to another party it sends a note."
    hint = "Leave out --body, or give --from {party}."


class BadWeekError(BadValueError):
    """Not an ISO 8601 week."""

    code = "bad-week"
    message = "{text!r} is not an ISO week."
    hint = "Write the year and the week, e.g. 2018-W34."


class BadPeriodOptionsError(BadValueError):
    """A period named twice."""

    code = "bad-period-options"
    message = "The period is named twice."
    hint = "Give --week, or --since, or --from and --to."


class BadPeriodError(BadValueError):
    """A period that ends before it begins."""

    code = "bad-period"
    message = "The period ends ({last}) before it begins ({first})."
    hint = "Exchange the two days."


class RestrictedError(IgcError):
    """A page that is made to be passed on was asked for about a restricted instrument."""

    code = "restricted"
    message = "{ref} is restricted: no card of it is made unless you say so."
    hint = "Add --include-restricted, and mind who reads it."
