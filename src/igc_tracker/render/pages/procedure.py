"""A party's run through its domestic procedure on a page: every step in a table, or in a few lines among others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.current_runs import is_assumed, latest_start, pressing_steps, start_of
from igc_tracker.derive.run_steps import StepState
from igc_tracker.derive.statutory import PeriodState
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.wording import runs
from igc_tracker.wording.codes import MARK_UNCONFIRMED
from igc_tracker.wording.procedures import PHASE, validity_in_words
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from igc_tracker.actions.describe import InstrumentStatus
    from igc_tracker.derive.holders import Holder
    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.derive.run_steps import RunStep
    from igc_tracker.render.view import View

_MARK: Mapping[StepState, tuple[str, Tone]] = {
    StepState.DONE: ("●", Tone.GOOD),
    StepState.IN_PROGRESS: ("◑", Tone.PLAIN),
    StepState.RETURNED: ("↩", Tone.DOUBT),
    StepState.SKIPPED: ("–", Tone.FAINT),
    StepState.WAIVED: ("–", Tone.FAINT),
    StepState.OPEN: ("○", Tone.PLAIN),
    StepState.UNKNOWN: ("?", Tone.DOUBT),
    StepState.NOT_APPLICABLE: ("–", Tone.FAINT),
}
NAMED = 3
"""Up to how many holders are told in a sentence each; the table below tells the others."""


def add_run(page: Page, run: Run, view: View, *, named: bool = False) -> None:
    """Add a run: its way and what that rests on, at which step it is, then every step in order.

    ``named`` puts the party into the heading, where the page is not about it alone; where it is, steps are told with
    the keys they are recorded by.
    """
    words = view.words
    head = f"{words(PHASE[run.phase])}: {words.text(run.chosen.variant.names)}"
    head = f"{words.party(run.party)} · {head}" if named else head
    page.part(Heading(text=head, right=words(runs.BASIS[run.chosen.basis]), level=2))
    page.add(*(Para(text=cell.text, indent=2, tone=cell.tone) for cell in _where(run, words)))
    pressing = tuple(pressing_steps(run, as_of=view.as_of))
    rows = [
        row
        for each in run.steps
        for row in _rows(each, pressing, is_next=each is run.waits_for, keyed=not named, view=view)
    ]
    columns = (
        Column(title=""),
        Column(title=words(N_("Step")), folds=True),
        Column(title=words(N_("Day"))),
        Column(title=words(N_("Document")), folds=True),
    )
    page.add(Table(columns=columns, rows=tuple(rows), indent=2))
    marks = N_("● done  ◑ in progress  ◐ unconfirmed  ○ open  ? passed, not recorded  – left out  → next")
    page.add(Para(text=words(marks), indent=2, tone=Tone.FAINT))


def run_paras(run: Run, words: Words, as_of: date) -> list[Para]:
    """Return at which step a run is, what it straddles and what of it presses."""
    lines = (*_where(run, words), *_presses(run, words, as_of))
    return [Para(text=cell.text, indent=2, tone=cell.tone) for cell in lines]


def _where(run: Run, words: Words) -> Iterator[Cell]:
    assumed = is_assumed(run)
    last = "" if assumed else runs.last_done(run, words)
    said = runs.at_step(run, words)
    yield Cell(f"{said}; {last}" if last else said, Tone.DOUBT if assumed else Tone.PLAIN)
    if run.straddles and not assumed:
        yield Cell(runs.straddle(run, words), Tone.DOUBT)


def _presses(run: Run, words: Words, as_of: date) -> Iterator[Cell]:
    if is_assumed(run):
        return
    for each in run.steps:
        if each.delay is not None and not each.is_behind:
            yield Cell(f"{words.text(each.step.names)}: {runs.delay(each.delay, words)}", Tone.DOUBT)
    start = latest_start(run, as_of=as_of)
    if start is not None and run.waits_for is not None:
        name = words.text(run.waits_for.step.names)
        tone = Tone.BAD if start < as_of else Tone.PLAIN
        yield Cell(f"{name}: {runs.start_by(start, as_of, words)}", tone)
    unknown = [each for each in run.steps if each is run.waits_for and _is_open_period(each)]
    for each in (*unknown, *pressing_steps(run, as_of=as_of)):
        text = f"{words.text(each.step.names)}: {runs.period_of(each, words)}"
        law = runs.law_of(each.step, words)
        yield Cell(f"{text}; {law}" if law else text, _tone(each))


def _is_open_period(each: RunStep) -> bool:
    return each.period is not None and each.period.state is PeriodState.NOT_COMPUTABLE


def _tone(each: RunStep) -> Tone:
    overdue = each.period is not None and each.period.state in (PeriodState.OVERDUE, PeriodState.LATE)
    return Tone.BAD if overdue else Tone.PLAIN


def _rows(each: RunStep, pressing: Sequence[RunStep], *, is_next: bool, keyed: bool, view: View) -> Iterator[Row]:
    """Yield a step's line, then what is to be known of it: its period, by when, why it waits, what it rests on."""
    words = view.words
    mark, tone = _MARK[each.state]
    if each.state is StepState.DONE and not each.settled:
        mark, tone = MARK_UNCONFIRMED, Tone.DOUBT
    name = runs.step_name(each.step, words)
    name = f"{each.step.key}: {name}" if keyed else name
    if each.step.optional and not each.is_behind:
        name = words(N_("{step}, not in every case"), step=name)
    if each.contested:
        name = words(N_("{step} (contested)"), step=name)
    day, day_tone = _day(each, start_of(each, pressing), view)
    text_tone = Tone.STRONG if is_next else Tone.FAINT if tone is Tone.FAINT else Tone.PLAIN
    yield Row(
        cells=(
            Cell(f"{'→' if is_next else ' '} {mark}", tone),
            Cell(name, text_tone),
            Cell(day, day_tone),
            Cell(each.document or ""),
        )
    )
    for text, below in _about(each, pressing, is_next=is_next, view=view):
        yield Row(cells=(Cell(""), Cell(f"  {text}", below), Cell(""), Cell("")))


def _day(each: RunStep, start: date | None, view: View) -> tuple[str, Tone]:
    """Return when the step was taken, or else by when it has to be so that a later one is in time."""
    words = view.words
    if each.on is not None:
        return words.on_briefly(each.on) + ("" if each.settled else "?"), Tone.PLAIN if each.settled else Tone.DOUBT
    if start is None or (start < view.as_of and not each.counts):
        return "", Tone.PLAIN  # nobody is late with what need not be done
    said = words(N_("by {date}"), date=words.day(start))
    return (words(N_("{what}, overdue"), what=said), Tone.BAD) if start < view.as_of else (said, Tone.PLAIN)


_KEPT = (PeriodState.MET, PeriodState.LATE, PeriodState.LAPSED)


def _about(each: RunStep, pressing: Sequence[RunStep], *, is_next: bool, view: View) -> Iterator[tuple[str, Tone]]:
    words = view.words
    if each.state is StepState.NOT_APPLICABLE:
        validity = validity_in_words(each.step, words)
        said = words(N_("under way, but no longer in law") if each.fact else runs.STEP_STATE[each.state])
        yield f"{said}: {validity}" if validity else said, Tone.FAINT
    elif each.state in (StepState.IN_PROGRESS, StepState.RETURNED, StepState.SKIPPED, StepState.WAIVED):
        yield words(runs.STEP_STATE[each.state]), Tone.PLAIN
    if each.delay is not None and not each.is_behind:
        yield runs.delay(each.delay, words), Tone.DOUBT
    told = each in pressing or (
        each.period is not None and (each.period.state in _KEPT or (is_next and _is_open_period(each)))
    )
    if told:
        yield runs.period_of(each, words), _tone(each)
    if (is_next or told) and (law := runs.law_of(each.step, words)):
        yield law, Tone.FAINT if each.step.is_verified else Tone.DOUBT


# --- among other things -------------------------------------------------------------------------------------------


def ball_paras(status: InstrumentStatus, words: Words) -> list[Para]:
    """Return who holds entry into force up; nobody in particular where all that is waited for is a signature."""
    if not status.holders or all(each.link is ChainLink.SIGNED for each in status.holders):
        return []
    now = {party.party: party.procedure for party in status.parties}
    labels = [words(N_("Ball in court")), *[words(N_("and"))] * (NAMED - 1)]
    paras = [
        Para(label=label, text=runs.holder(each, now[each.party], words), indent=4)
        for label, each in zip(labels, status.holders, strict=False)
    ]
    more = len(status.holders) - NAMED
    if more > 0:
        text = words.count("and {number} party more", "and {number} parties more", more)
        paras.append(Para(text=text, indent=4))
    return paras


def waiting_lines(holder: Holder | None, run: Run | None, view: View) -> list[Cell]:
    """Return what stands below a party that is waited for: its run in short, its age, what is to be expected."""
    words = view.words
    lines = [*_where(run, words), *_presses(run, words, view.as_of)] if run is not None else []
    if holder is not None:
        if said := runs.ageing(holder, words):
            lines.append(Cell(said, Tone.FAINT))
        if holder.expected is not None:
            lines.append(Cell(runs.expected(holder.expected, words), Tone.FAINT))
    return lines
