"""The arithmetic of `igc explain`: every step to the date that was asked for, with the rule it follows."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from igc_tracker.actions.explain import Question, Topic
from igc_tracker.derive.reckoning import StepCode
from igc_tracker.domain.clauses import Offset
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.wording import reasons, steps
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.actions.explain import Explanation, Reckoning
    from igc_tracker.derive.computed_force import ComputedForce
    from igc_tracker.derive.force_rule import Step
    from igc_tracker.derive.reckoning import Reckoned

_LABEL = {
    Question.PARTY_BOUND: N_("binds it"),
    Question.TERM_ENDS: N_("end of the term"),
    Question.LAST_NOTICE: N_("last day for notice against renewal"),
    Question.EARLIEST_NOTICE: N_("Earliest notice"),
    Question.EFFECT_OF_NOTICE: N_("effect of a notice"),
}
_COLUMNS = (Column(title=""), Column(title="", folds=True))


def add_steps(page: Page, answer: Explanation, words: Words) -> None:
    """Add the steps of the treaty's own entry into force where it is asked for or decides, and those of the topic."""
    of_treaty = answer.computed if answer.topic is Topic.ENTRY_INTO_FORCE or _comes_with_treaty(answer) else None
    if of_treaty is None and not answer.reckonings:
        return
    page.part(Heading(text=words(N_("Computation")), level=2))
    if of_treaty is not None:
        _of_treaty(page, answer, of_treaty, words)
    for each in answer.reckonings:
        label = words(_LABEL[each.of])
        if each.of is not Question.PARTY_BOUND or len(answer.reckonings) > 1:
            page.add(Para(text=f"{words.party(each.party)}: {label}" if each.party else label, indent=2))
        page.add(Table(columns=_COLUMNS, rows=tuple(_row(step, answer.ref, words) for step in each.steps), indent=2))


def _comes_with_treaty(answer: Explanation) -> bool:
    """Tell whether a party's day is the treaty's, or cannot be told before the treaty's can."""
    own = next((each for each in answer.reckonings if each.of is Question.PARTY_BOUND), None)
    return answer.topic is Topic.PARTY and (own is None or _is_of_treaty(own))


def _is_of_treaty(own: Reckoning) -> bool:
    return own.steps[-1].code in (StepCode.ALL_AT_ONCE, StepCode.PRESUMED, StepCode.ORIGINAL_PARTY)


def _of_treaty(page: Page, answer: Explanation, computed: ComputedForce, words: Words) -> None:
    offset = answer.rule.offset if answer.rule is not None else Offset()
    if computed.needs:
        for each in reasons.needs(computed.needs, words):
            page.add(Para(label=words(N_("missing")), text=each, indent=2, tone=Tone.DOUBT))
        if answer.could_complete:
            text = words.parties(answer.could_complete)
            page.add(Para(label=words(N_("could complete it")), text=text, indent=2))
        return
    rows = tuple(_force_rows(computed, offset, words))
    page.add(Table(columns=_COLUMNS, rows=rows, indent=2))
    because = ", ".join(computed.late.trigger.because)
    if because:
        page.add(Para(label=words(N_("decided by")), text=because, indent=2))


def _force_rows(computed: ComputedForce, offset: Offset, words: Words) -> Iterator[Row]:
    """Yield the steps of both computations as one, and as two from where they part."""
    pairs = list(zip_longest(computed.early.steps, computed.late.steps))
    parted = next((n for n, (one, other) in enumerate(pairs) if not (one and other and one.code is other.code)), None)
    for early, late in pairs[:parted]:
        day = words.day(early.on) if early.on == late.on else f"{words.day(early.on)} – {words.day(late.on)}"
        yield _force_row(early, day, offset, words)
    if parted is None:
        return
    for one in (0, 1):
        said = (
            N_("with every act on its first possible day")
            if one == 0
            else N_("with every act on its last possible day")
        )
        yield Row(cells=(Cell(""), Cell(words(said), Tone.FAINT)))
        for pair in pairs[parted:]:
            step = pair[one]
            if step is not None:
                yield _force_row(step, words.day(step.on), offset, words)


def _force_row(step: Step, day: str, offset: Offset, words: Words) -> Row:
    rule = steps.rule_of_step(step, offset, words)
    return Row(cells=(Cell(day), Cell(f"{steps.step(step, offset, words)} ({rule})")))


def _row(step: Reckoned, ref: str, words: Words) -> Row:
    return Row(cells=(Cell(words.on(step.on)), Cell(steps.reckoned(step, ref, words))))
