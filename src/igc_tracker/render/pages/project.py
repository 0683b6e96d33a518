"""`igc project` on pages: one project, all of them, the slip ledger, and what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.projects import StageState, TargetState
from igc_tracker.domain.facts import Certainty
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.pages.obligations import add_obligations
from igc_tracker.wording import projects as said
from igc_tracker.wording import sentences
from igc_tracker.wording.codes import CERTAINTY, STANDING
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.actions.edit_project import ProjectAddedAnswer, ProjectEditedAnswer
    from igc_tracker.actions.list_projects import ProjectRow, ProjectsAnswer, SlipsAnswer
    from igc_tracker.actions.project_progress import QuantityStatus
    from igc_tracker.actions.record_milestone import MilestoneAnswer
    from igc_tracker.actions.show_project import ProjectAnswer, ProjectInstrument
    from igc_tracker.actions.strike_milestone import MilestoneStruckAnswer
    from igc_tracker.derive.projects import ProjectStanding, StageStanding, TargetStanding
    from igc_tracker.derive.slips import Ended, PlannedDay
    from igc_tracker.domain.register import Milestone
    from igc_tracker.render.view import View

TARGET_TONE = {
    TargetState.REACHED: Tone.GOOD,
    TargetState.DROPPED: Tone.FAINT,
    TargetState.PLANNED: Tone.PLAIN,
    TargetState.OVERDUE: Tone.BAD,
    TargetState.UNPLANNED: Tone.DOUBT,
}
STAGE_MARK = {StageState.BEGUN: "●", StageState.UNLOCKED: "◐", StageState.LOCKED: "○", StageState.NOT_RECORDED: "?"}
_TEXTS = (Column(title=""), Column(title="", folds=True))


# --- one project --------------------------------------------------------------------------------------------------


def project_page(answer: ProjectAnswer, view: View) -> Page:
    """Return the page: the answer in sentences, then funding, targets, obligations, what happened, and doubts."""
    words = view.words
    page = Page()
    page.add(Heading(text=words.text(answer.title) or answer.ref, right=view.as_of_line()))
    if answer.description:
        page.add(Para(text=answer.description, tone=Tone.FAINT))
    paras = standing_paras(answer.standing, words)
    if paras:
        page.part(*paras)
    _funding(page, answer.standing, words)
    if answer.progress is not None:
        page.part(Heading(text=words(N_("Progress")), level=2))
        page.add(Para(text=progress(answer.progress, words), indent=2))
    _instruments(page, answer.instruments, words)
    add_obligations(page, answer.obligations, words)
    _milestones(page, answer, words)
    if answer.conflicts:
        page.part(Heading(text=words(N_("Doubts")), level=2))
        for each in answer.conflicts:
            text = sentences.conflict(each, words)
            page.add(Para(label=words(N_("sources differ")), text=text, indent=2, tone=Tone.DOUBT))
    if any(target.ledger.plans for target in answer.standing.targets):
        line = words(N_("Every day ever planned: igc project slips {ref}"), ref=answer.ref)
        page.part(Para(text=line, tone=Tone.FAINT))
    _findings(page, answer, words)
    return page


def standing_paras(standing: ProjectStanding, words: Words) -> list[Para]:
    """Return where a project stands in sentences: its funding, what is unlocked next, each target."""
    paras = []
    funding, following = said.funding(standing, words), said.next_unlock(standing, words)
    if funding is not None:
        paras.append(Para(text=funding, indent=2, tone=Tone.STRONG))
    if following is not None:
        paras.append(Para(label=words(N_("Next")), text=following, indent=4))
    for target in standing.targets:
        if target.state is TargetState.UNPLANNED and target.later:
            continue  # nobody had planned it yet
        tone = TARGET_TONE[target.state]
        paras.append(Para(label=_name(target, words), text=said.target(target, words), indent=2, tone=tone))
    return paras


def _name(target: TargetStanding, words: Words) -> str:
    return words.text(target.titles) or target.key


def _funding(page: Page, standing: ProjectStanding, words: Words) -> None:
    if not (standing.stages or standing.unlocks):
        return
    page.part(Heading(text=words(N_("Funding")), level=2))
    if standing.stages:
        rows = tuple(Row(cells=_stage(stage, words)) for stage in standing.stages)
        page.add(Table(columns=(Column(title=""), *_TEXTS), rows=rows, indent=2))
    ref = None
    for each in standing.unlocks:
        if each.ref != ref:
            ref = each.ref
            page.add(Para(text=ref, indent=2, tone=Tone.FAINT))
        text = sentences.unlock(each.unlock, words)
        who = said.who_waits(each.waiting, words)
        label = sentences.unlock_label(each.unlock, words)
        page.add(Para(label=label, text=f"{text} ({who})" if who else text, indent=4))


def _stage(stage: StageStanding, words: Words) -> tuple[Cell, ...]:
    text = words(said.STAGE_STATE[stage.state])
    if stage.state is StageState.BEGUN:
        text = f"{text}, {words.on(stage.on)}{'' if stage.settled else ' ?'}"
    tone = Tone.GOOD if stage.state is StageState.BEGUN else Tone.PLAIN
    return (Cell(STAGE_MARK[stage.state], tone), Cell(words.text(stage.titles) or stage.key), Cell(text, tone))


def progress(counted: QuantityStatus, words: Words) -> str:
    """Return how much was done when last reported; more than the total is said to be."""
    quantity = counted.quantity
    text = said.quantity(quantity, words)
    where = f", {words.text(quantity.where)}" if quantity.where else ""
    return f"{text}{where} ({words.on(counted.on)}, {words(CERTAINTY[counted.certainty])})"


def _instruments(page: Page, instruments: tuple[ProjectInstrument, ...], words: Words) -> None:
    if not instruments:
        return
    page.part(Heading(text=words(N_("Instruments")), level=2))
    rows = []
    for each in instruments:
        standing = words(STANDING[each.standing]) if each.standing else words(N_("not begun"))
        mark = "" if each.settled else " ?"
        rows.append(Row(cells=(Cell(each.ref), Cell(f"{standing}{mark}"))))
    page.add(Table(columns=_TEXTS, rows=tuple(rows), indent=2))


def _milestones(page: Page, answer: ProjectAnswer, words: Words) -> None:
    count = words.count("{number} milestone", "{number} milestones", len(answer.milestones))
    later = words.count("{number} more after that day", "{number} more after that day", answer.later)
    page.part(Heading(text=count + (f", {later}" if answer.later else ""), level=2))
    if answer.milestones:
        rows = tuple(_milestone(each, words) for each in answer.milestones)
        page.add(Table(columns=_TEXTS, rows=rows, indent=2))


def _milestone(each: Milestone, words: Words) -> Row:
    doubt = each.certainty is Certainty.UNCONFIRMED
    text = f"{said.milestone(each, words)} [{each.id}, {words(CERTAINTY[each.certainty])}]"
    tone = Tone.DOUBT if doubt else Tone.PLAIN
    if each.struck is not None:
        text = words(N_("STRUCK: {what}"), what=f"{text}: {each.struck.why}")
        tone = Tone.FAINT
    return Row(cells=(Cell(words.on_briefly(each.on), tone), Cell(text, tone)))


# --- all projects -------------------------------------------------------------------------------------------------


def projects_page(answer: ProjectsAnswer, view: View) -> Page:
    """Return a few lines for each project."""
    words = view.words
    page = Page()
    count = words.count("{number} project", "{number} projects", len(answer.projects))
    page.add(Heading(text=count, right=view.as_of_line()))
    for row in answer.projects:
        page.part(Para(label=row.ref, text=words.text(row.title), tone=Tone.STRONG), *_in_brief(row, words))
    if answer.projects:
        page.part(Para(text=words(N_("One project in full: igc project status REF")), tone=Tone.FAINT))
    _findings(page, answer, words)
    return page


def _in_brief(row: ProjectRow, words: Words) -> list[Para]:
    paras = standing_paras(row.standing, words)
    if paras:
        return paras
    count = words.count("{number} milestone", "{number} milestones", row.milestones)
    return [Para(text=count, indent=2, tone=Tone.FAINT)]


# --- the slip ledger ----------------------------------------------------------------------------------------------


def slips_page(answer: SlipsAnswer, view: View) -> Page:
    """Return every day ever planned for each target, what moved it and by how much."""
    words = view.words
    page = Page()
    page.add(Heading(text=words(N_("Slips of planned days")), right=view.as_of_line()))
    if not any(project.targets for project in answer.projects):
        page.part(Para(text=words(N_("No day is on record that was planned."))))
        _findings(page, answer, words)
        return page
    for project in answer.projects:
        if not project.targets:
            continue
        page.part(Heading(text=words.text(project.title) or project.ref, right=project.ref, level=2))
        for target in project.targets:
            page.add(*_ledger(target, answer, words))
    page.part(
        Para(
            text=words(
                N_(
                    "Days from the last possible day of the plan before to that of the new one; in brackets what it can"
                    " have been. A plan with an open end is passed over."
                )
            ),
            tone=Tone.FAINT,
        )
    )
    _findings(page, answer, words)
    return page


def _ledger(target: TargetStanding, answer: SlipsAnswer, words: Words) -> Iterator[Para | Table]:
    yield Para(label=_name(target, words), text=said.target(target, words), indent=2, tone=TARGET_TONE[target.state])
    rows = []
    for plan in target.ledger.plans:
        rows.append(_plan(plan, words))
        rows += [_under(text) for text in _evidence(plan, answer, words) if text]
    if target.ledger.ended is not None:
        rows.append(_end(target.ledger.ended, words))
        rows += [_under(text) for text in (words.text(target.ledger.ended.text), target.ledger.ended.source) if text]
    columns = (
        Column(title=words(N_("Said on"))),
        Column(title=words(N_("Planned for"))),
        Column(title=words(N_("Slip")), folds=True),
    )
    if rows:
        yield Table(columns=columns, rows=tuple(rows), indent=4)


def _plan(plan: PlannedDay, words: Words) -> Row:
    slip = words(N_("first plan on record")) if plan.slip is None else said.days(plan.slip, words)
    tone = Tone.PLAIN if plan.settled else Tone.DOUBT
    mark = "" if plan.settled else " ?"
    return Row(
        cells=(
            Cell(f"{words.on_briefly(plan.on)}{mark}", tone),
            Cell(words.on_briefly(plan.planned_for), tone),
            Cell(slip, Tone.BAD if plan.slip is not None and (plan.slip.days or 0) > 0 else Tone.PLAIN),
        )
    )


def _evidence(plan: PlannedDay, answer: SlipsAnswer, words: Words) -> Iterator[str]:
    why = said.cause(plan.cause, words, answer)
    yield words(N_("moved by: {cause}"), cause=why) if why else ""
    yield words.text(plan.text)
    source = plan.source or words(N_("none named"))
    yield f"{plan.milestone}, {words(CERTAINTY[plan.certainty])}: {source}"


def _end(end: Ended, words: Words) -> Row:
    slip = "" if end.slip is None else said.days(end.slip, words)
    return Row(cells=(Cell(words.on_briefly(end.on)), Cell(words(said.OUTCOME[end.outcome]), Tone.GOOD), Cell(slip)))


def _under(text: str) -> Row:
    return Row(cells=(Cell(""), Cell(""), Cell(text, Tone.FAINT)))


# --- what was recorded --------------------------------------------------------------------------------------------


def milestone_recorded_page(answer: MilestoneAnswer, view: View) -> Page:
    """Return the milestone, and where the project stands with it."""
    words = view.words
    known = words(N_("Recorded")) if answer.is_new else words(N_("Known already, nothing was changed"))
    page = Page()
    page.add(Para(label=known, text=f"{answer.ref}: {_recorded(answer.milestone, words)}"))
    page.add(*standing_paras(answer.after, words))
    return page


def milestone_struck_page(answer: MilestoneStruckAnswer, view: View) -> Page:
    """Return the milestone that no longer counts, and where the project stands without it."""
    words = view.words
    page = Page()
    page.add(Para(label=words(N_("Struck")), text=f"{answer.ref}: {_recorded(answer.milestone, words)}"))
    page.add(*standing_paras(answer.after, words))
    return page


def _recorded(each: Milestone, words: Words) -> str:
    return f"{words.on(each.on)}, {said.milestone(each, words)} ({words(CERTAINTY[each.certainty])}) [{each.id}]"


def project_added_page(answer: ProjectAddedAnswer, view: View) -> Page:
    """Return what was added."""
    words, project = view.words, answer.project
    page = Page()
    page.add(Para(label=project.ref, text=words.text(project.titles), tone=Tone.STRONG))
    page.add(*(Para(text=ref, indent=2) for ref in project.instruments))
    page.add(Para(text=words(N_("Saved. Its targets and funding stages: igc project edit {ref}"), ref=project.ref)))
    return page


def project_edited_page(answer: ProjectEditedAnswer, view: View) -> Page:
    """Return whether a sheet was changed."""
    words = view.words
    same = answer.before == answer.after
    text = words(N_("{ref}: nothing was changed.")) if same else words(N_("{ref}: saved."))
    page = Page()
    page.add(Para(text=text.format(ref=answer.after.ref)))
    return page


def _findings(page: Page, answer: ProjectAnswer | ProjectsAnswer | SlipsAnswer, words: Words) -> None:
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
