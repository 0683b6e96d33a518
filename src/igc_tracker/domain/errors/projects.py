"""What can be wrong with what is asked or recorded of projects and obligations."""

from __future__ import annotations

from igc_tracker.domain.errors.base import BadValueError, ExitCode, IgcError, Phrase, either


class AmbiguousProjectError(IgcError):
    """A command that wants one project was given a name that fits several."""

    code = "ambiguous-project"
    exit_code = ExitCode.NOT_FOUND
    message = "{query!r} fits more than one project: {choices}."
    hint = "Give one of these references in full."

    def __init__(self, query: str, choices: tuple[str, ...]) -> None:
        super().__init__(query=query, choices=", ".join(choices))
        self.choices = choices


class DuplicateProjectError(BadValueError):
    """A new project was given a reference that is taken."""

    code = "duplicate-project"
    message = "There is a project with reference {ref!r} already."
    hint = "Choose another with --ref, or change that one with `igc project edit {ref}`."


class TargetNotFoundError(IgcError):
    """The project has no target with this key."""

    code = "target-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "{project} has no target {target!r}."
    hint = "{remedy}"

    def __init__(self, project: str, target: str, known: tuple[str, ...], near: tuple[str, ...] = ()) -> None:
        super().__init__(project=project, target=target, remedy=_remedy(project, known, near))


class StageNotFoundError(IgcError):
    """The project has no funding stage with this key."""

    code = "stage-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "{project} has no funding stage {stage!r}."
    hint = "{remedy}"

    def __init__(self, project: str, stage: str, known: tuple[str, ...], near: tuple[str, ...] = ()) -> None:
        super().__init__(project=project, stage=stage, remedy=_remedy(project, known, near))


class MilestoneNotFoundError(IgcError):
    """The project has no such milestone."""

    code = "milestone-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "{project} has no milestone {milestone!r}."
    hint = "Run `igc project status {project}` to see its milestones."


class CauseNotFoundError(IgcError):
    """No meeting has this reference."""

    code = "cause-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "There is no meeting {meeting!r}."
    hint = "Known: {known}."


class BadMilestoneError(BadValueError):
    """A milestone that says too little, or two things that exclude each other."""

    code = "bad-milestone"
    message = "{problem}."
    hint = "See `igc project record --help`."

    def __init__(self, problem: Phrase) -> None:
        super().__init__(problem=problem)


class BadCountError(BadValueError):
    """Not a number done of a total."""

    code = "bad-count"
    message = "{text!r} is not a number of a total."
    hint = "Write --quantity 53/234."


class BadProjectSheetError(IgcError):
    """An edited sheet of a project that cannot be read or does not hold together."""

    code = "bad-project-sheet"
    message = "The sheet was not saved: {problem}"
    hint = "Your text is kept in {kept}. Mend it and run: igc project edit {ref} --file {kept}"

    def __init__(self, ref: str, problem: str, kept: object, code: ExitCode) -> None:
        super().__init__(ref=ref, problem=problem, kept=kept)
        self.exit_code = code  # type: ignore[misc]  # what was wrong with it decides


class FutureMilestoneError(BadValueError):
    """A milestone is something that has happened, or was said."""

    code = "future-milestone"
    message = "{on} lies in the future; a milestone is something that has happened, or was said."
    hint = "Record what is expected as a plan: igc project record {project} --target KEY --for {on} --on today"


class ObligationNotFoundError(IgcError):
    """The instrument has no obligation with this id."""

    code = "obligation-not-found"
    exit_code = ExitCode.NOT_FOUND
    message = "{ref} has no obligation {obligation!r}."
    hint = "{remedy}"

    def __init__(self, ref: str, obligation: str, known: tuple[str, ...], near: tuple[str, ...] = ()) -> None:
        none = Phrase("It has none yet; they are on its cover sheet: igc edit {ref}", ref=ref)
        listed = Phrase("Known: {known}.", known=", ".join(known)) if known else none
        remedy = Phrase("Did you mean {near}?", near=either(near)) if near else listed
        super().__init__(ref=ref, obligation=obligation, remedy=remedy)


class NotAPerformanceError(BadValueError):
    """An obligation or a quantity, given with a fact that performs nothing."""

    code = "not-a-performance"
    message = "{kind} performs no obligation; --obligation and --quantity go with performed."
    hint = "Leave them out, or use: igc record REF performed --obligation ID --quantity N"


class ObligationNeededError(BadValueError):
    """A performance of nobody knows what."""

    code = "obligation-needed"
    message = "Which obligation was performed?"
    hint = "Give --obligation, one of: {known}."


class NotOwedError(BadValueError):
    """A performance by a party that does not owe it."""

    code = "not-owed"
    message = "{party} does not owe {obligation}."
    hint = "It is owed by {parties}; leave --party out, or change the obligation with `igc edit {ref}`."


class KeyInUseError(BadValueError):
    """A target, stage or obligation that something is recorded of cannot be taken away."""

    code = "key-in-use"
    message = "Something is recorded of {keys}, no longer there."
    hint = "Keep it, or strike what is recorded of it first."


class BadKeyError(BadValueError):
    """Two targets, stages or obligations under one key, or a key that is no word."""

    code = "bad-key"
    message = "{key!r} cannot be a key here: {why}."
    hint = "Use small letters a-z, digits and hyphens; each key once."


def _remedy(project: str, known: tuple[str, ...], near: tuple[str, ...]) -> Phrase:
    if near:
        return Phrase("Did you mean {near}?", near=either(near))
    if known:
        return Phrase("Known: {known}.", known=", ".join(known))
    return Phrase("It has none yet; they are on its sheet: igc project edit {project}", project=project)
