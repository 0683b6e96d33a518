"""The lower half of a weekly report: procedures, who waits for whom, the days to come, figures and doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.derive.home_progress import IDLE
from igc_tracker.derive.standing import StandingCode
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.safe import width
from igc_tracker.wording import reasons, sentences
from igc_tracker.wording import report as said
from igc_tracker.wording.codes import STANDING
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from igc_tracker.actions.report_weekly import WeeklyReport
    from igc_tracker.derive.deadlines import Deadline
    from igc_tracker.derive.doubts import Doubts
    from igc_tracker.derive.home_progress import OpenProcedure, PartyProgress

MOST = 12
"""How many lines a list has before the rest is only counted."""
_LONGEST_REF = 36
GROUPS = (7, 30, 90)
"""Deadlines are told in groups that end so many days ahead."""
_NAMED = 8


def title(name: str, number: int) -> Heading:
    """Return the title of a section that holds something."""
    return Heading(text=f"{name.upper()} ({number})", level=2)


def empty(name: str, nothing: str) -> Heading:
    """Return the one line of a section that holds nothing."""
    return Heading(text=f"{name.upper()}: {nothing}", level=2)


def add_more(page: Page, number: int, words: Words, command: str) -> None:
    """Add how many lines were left out, and the command that shows them; nothing if none was."""
    if number > 0:
        text = words.count("and {number} more: {command}", "and {number} more: {command}", number, command=command)
        page.add(Para(text=text, indent=2))


# --- procedures at home -------------------------------------------------------------------------------------------


def add_procedures(page: Page, report: WeeklyReport, words: Words) -> None:
    """Add a line a party, then what is open, the longest waited for first."""
    name = words(N_("Domestic procedures"))
    if not report.progress:
        page.part(empty(name, words(N_("none open"))))
        return
    page.part(title(name, len(report.procedures)))
    page.add(
        Table(
            columns=_progress_columns(words),
            rows=tuple(_progress_row(each, words) for each in report.progress[:MOST]),
            indent=2,
        )
    )
    add_more(page, len(report.progress) - MOST, words, "igc status")
    page.add(Para(text=words(N_("> idle for more than so many days")), indent=2, tone=Tone.FAINT))
    if not report.procedures:
        return
    rows = tuple(_procedure_row(each, words) for each in report.procedures[:MOST])
    longest = max(width(each.ref) for each in report.procedures[:MOST])
    columns = (
        Column(title=words(N_("Reference")), folds=longest > _LONGEST_REF),
        Column(title=words(N_("Ball in court"))),
        Column(title=words(N_("Step")), folds=True),
        Column(title=words(N_("Days")), right=True),
    )
    page.part(Table(columns=columns, rows=rows, indent=2))
    add_more(page, len(report.procedures) - MOST, words, "igc status")


def _progress_columns(words: Words) -> tuple[Column, ...]:
    titles = (
        words(N_("still open")),
        words(N_("moved")),
        *(f"> {days}" for days in IDLE),
        words(N_("over target")),
        words(N_("not recorded")),
    )
    return (Column(title="", folds=True), *(Column(title=each, right=True) for each in titles))


def _progress_row(line: PartyProgress, words: Words) -> Row:
    figures = (line.open, line.moved, *line.idle, line.over_target, line.not_recorded)
    return Row(cells=(Cell(words.party(line.party)), *(Cell(str(each) if each else "–") for each in figures)))


def _procedure_row(each: OpenProcedure, words: Words) -> Row:
    step = words(N_("way not recorded"))
    if each.step is not None:
        place = words(N_("{number} of {total}"), number=each.step.position, total=each.step.total)
        step = f"{place}: {words.text(each.step.body) or words.text(each.step.names)}"
    days = _days(each)
    tone = Tone.BAD if each.over_target else Tone.PLAIN
    mark = " !" if each.over_target else ""
    doubt = "?" if each.state is LinkStatus.UNKNOWN else ""
    return Row(cells=(Cell(each.ref), Cell(f"{each.party}{doubt}"), Cell(step), Cell(f"{days}{mark}", tone)))


def _days(each: OpenProcedure) -> str:
    """Return for how many days it has been waited for: at least so many where the day is known only as a range."""
    if each.days is None:
        return "?"
    return str(each.days) if each.exact else f"{each.days}+"


# --- the other side -----------------------------------------------------------------------------------------------


def add_other_side(page: Page, report: WeeklyReport, words: Words) -> None:
    """Add who is waited for by others who have done their part, since when, and how to ask."""
    name = words(N_("Waiting on the other side"))
    if not report.waiting:
        page.part(empty(name, words(N_("none"))))
        return
    page.part(title(name, len(report.waiting)))
    rows = []
    for each in report.waiting[:MOST]:
        days = words(N_("{days} d"), days=each.days) if each.days is not None else "?"
        rows.append(Row(cells=(Cell(days), Cell(f"{each.ref}: {said.held(each, words)}"))))
    page.add(
        Table(columns=(Column(title="", right=True), Column(title="", folds=True)), rows=tuple(rows), indent=2),
    )
    add_more(page, len(report.waiting) - MOST, words, "igc status")
    page.add(Para(text=words(N_("To ask for it: igc ask REF --party CODE")), indent=2, tone=Tone.FAINT))


# --- the days to come ---------------------------------------------------------------------------------------------


def add_deadlines(page: Page, report: WeeklyReport, words: Words) -> None:
    """Add the days to come in three groups, the nearest first."""
    name = words(N_("Deadlines"))
    if not report.deadlines:
        text = words.count("none within {number} day", "none within {number} days", GROUPS[-1])
        page.part(empty(name, text))
        return
    page.part(title(name, len(report.deadlines)))
    begin = 0
    for end in GROUPS:
        last = report.period.last
        group = [due for due in report.deadlines if begin <= max((due.on - last).days, 0) <= end]
        begin = end + 1
        heading = words.count("Within {number} day", "Within {number} days", end)
        if not group:
            page.add(Para(label=heading, text=words(N_("none")), indent=2))
            continue
        page.add(Para(text=heading, indent=2))
        rows = tuple(_deadline_row(due, report, words) for due in group[:MOST])
        columns = (Column(title=""), Column(title="", right=True), Column(title="", folds=True))
        page.add(Table(columns=columns, rows=rows, indent=4))
        add_more(page, len(group) - MOST, words, "igc due")


def _deadline_row(due: Deadline, report: WeeklyReport, words: Words) -> Row:
    days = words(N_("{days} d"), days=max((due.on - report.period.last).days, 0))  # of several some may have passed
    tone = Tone.DOUBT if due.code is DeadlineCode.NOTICE else Tone.PLAIN
    text = f"{due.ref}: {reasons.deadline(due, words)}"
    return Row(cells=(Cell(reasons.deadline_day(due, words)), Cell(days, Tone.FAINT), Cell(text, tone)))


# --- figures and doubts -------------------------------------------------------------------------------------------


def add_figures(page: Page, report: WeeklyReport, words: Words) -> None:
    """Add how many stand where, now and before, how long parties take, and how good the sources are."""
    page.part(title(words(N_("Figures")), report.total))
    if not report.total:
        page.add(Para(text=words(N_("The register is empty.")), indent=2))
        return
    figures = report.figures
    columns = tuple(
        Column(title=each, right=place > 0)
        for place, each in enumerate(("", words(N_("now")), words(N_("4 weeks before")), words(N_("52 weeks before"))))
    )
    times = (figures.now, figures.four_weeks_before, figures.year_before)
    rows = (
        _counts(words(N_("pending, not in force yet")), [each.pending for each in times]),
        _counts(words(N_("of these signed by all")), [each.signed for each in times]),
        _counts(words(STANDING[StandingCode.IN_FORCE]), [each.in_force for each in times]),
    )
    page.add(Table(columns=columns, rows=rows, indent=2))
    standings = ", ".join(f"{words(STANDING[code])} {number}" for code, number in report.by_standing.items())
    page.add(Para(label=words(N_("Standing now")), text=standings, indent=2))
    paces = (
        words.count(
            "{party} {number} day (n = {finished})",
            "{party} {number} days (n = {finished})",
            each.median,
            party=words.party(each.party),
            finished=each.finished,
        )
        for each in figures.paces
    )
    text = "; ".join(paces) or words(N_("too few cases"))
    page.add(Para(label=words(N_("From signature to consent, median")), text=text, indent=2))
    share = 100 * figures.confirmed // figures.facts if figures.facts else 0
    text = words(N_("{number} of {total} ({share} %)"), number=figures.confirmed, total=figures.facts, share=share)
    page.add(Para(label=words(N_("Facts with a source better than unconfirmed")), text=text, indent=2))


def _counts(name: str, numbers: Iterable[int]) -> Row:
    return Row(cells=(Cell(name), *(Cell(str(number)) for number in numbers)))


def add_doubts(page: Page, report: WeeklyReport, words: Words) -> None:
    """Add what does not fit, what sources differ on, and what nobody has confirmed."""
    name = words(N_("Data doubts"))
    conflicts = [each for each in report.doubts if each.conflicts]
    resting = [each for each in report.doubts if each.rests_on]
    unconfirmed = sum(each.unconfirmed for each in report.doubts)
    long = sum(each.for_long for each in report.doubts)
    if not (report.findings or report.doubts):
        page.part(empty(name, words(N_("none"))))
        return
    number = len(report.findings) + sum(len(each.conflicts) for each in conflicts) + len(resting)
    page.part(title(name, number))
    for finding in report.findings[:MOST]:
        page.add(Para(label="!", text=sentences.finding(finding, words), indent=2, tone=Tone.BAD))
    add_more(page, len(report.findings) - MOST, words, "igc status --json")
    for label, found in (
        (words(N_("Sources differ")), conflicts),
        (words(N_("Standing rests on unconfirmed or inexact facts")), resting),
    ):
        if found:
            page.add(Para(text=f"{label}: {_refs(found, words)}", indent=2, tone=Tone.DOUBT))
    if unconfirmed:
        text = words.count(
            "{number}, of these {long} for more than 180 days",
            "{number}, of these {long} for more than 180 days",
            unconfirmed,
            long=long,
        )
        page.add(Para(label=words(N_("Facts unconfirmed")), text=text, indent=2))


def _refs(found: Sequence[Doubts], words: Words) -> str:
    named = ", ".join(_counted(each) for each in found[:_NAMED])
    more = len(found) - _NAMED
    if more <= 0:
        return named
    return words.count("{first} and {number} more", "{first} and {number} more", more, first=named)


def _counted(each: Doubts) -> str:
    return each.ref if len(each.conflicts) <= 1 else f"{each.ref} ({len(each.conflicts)})"
