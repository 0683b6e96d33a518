"""`igc status` on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.standing import SETTLED
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.pages.acts_done import act_row, acts_done
from igc_tracker.render.pages.chains import chains_drawn
from igc_tracker.render.pages.parties import MANY, add_parties, count_row, holding_briefly
from igc_tracker.render.view import View, legend
from igc_tracker.wording import sentences
from igc_tracker.wording.codes import LINK_BRIEFLY, MARK, MARK_UNCONFIRMED, RELATION, STANDING
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from igc_tracker.actions.describe import InstrumentStatus
    from igc_tracker.actions.project_progress import QuantityStatus
    from igc_tracker.actions.show_status import FamilyStatus, NotYet, ProjectStatus, StatusAnswer
    from igc_tracker.derive.chain import LinkState

WIDE = 100
"""The width from which the list of all instruments has room for the day of signature."""
TOLD_IN_FULL = 5
"""How many instruments on their way are told in full; the others are in the grid and one command away."""


def status_page(answer: StatusAnswer, view: View) -> Page:
    """Return the page for one query's families, or for the whole register."""
    page = Page()
    if answer.query is None:
        _everything(page, answer, view)
    for place, family in enumerate(answer.families):
        if place:
            page.part()
        _family(page, family, answer, view)
    if len(answer.families) > 1:
        _commissions(page, answer, view.words)
    if answer.not_yet:
        _not_yet(page, answer, view)
    for finding in answer.findings:
        page.part(Para(text=sentences.finding(finding, view.words), label="!", tone=Tone.BAD))
    return page


# --- one family ---------------------------------------------------------------------------------------------------


def _family(page: Page, family: FamilyStatus, answer: StatusAnswer, view: View) -> None:
    words = view.words
    members = [answer.instrument(ref) for ref in family.members]
    pending = [answer.instrument(ref) for ref in family.pending]
    title = f"{words.text(family.name)} · {' – '.join(map(words.party, family.parties))}"
    page.add(Heading(text=title, right=view.as_of_line()))
    page.part(*_in_words(members[0], pending, words))
    page.add(*_parts(members, view))
    page.part(Heading(text=words(N_("Where each instrument stands")), level=2), _grid(members, words), legend(words))
    told = [status for status in pending if status.is_treaty][:TOLD_IN_FULL]
    for status in told:
        _in_full(page, status, view)
    for status in members:
        if len(status.parties) > MANY:
            add_parties(page, status, words)
    _obligations(page, members, words)
    _projects(page, [each for each in answer.projects if each.ref in family.projects], words)
    if len(answer.families) == 1:
        _commissions(page, answer, words)
    _doubts(page, members, [each for each in answer.projects if each.ref in family.projects], words)
    page.part(
        Para(
            text=words(N_("Every fact with its source: igc show {ref}"), ref=(told or members)[0].ref), tone=Tone.FAINT
        )
    )


def _in_words(base: InstrumentStatus, pending: list[InstrumentStatus], words: Words) -> list[Para]:
    """Return the answer in sentences: what is on its way, most recent first, then the base if it is not among them."""
    told = [status for status in pending if status.is_treaty][:TOLD_IN_FULL]
    paras = []
    for status in told:
        tone = Tone.STRONG if status is told[0] else Tone.PLAIN
        paras.append(Para(text=sentences.headline(status, words), indent=2, tone=tone))
        if (doubt := sentences.rests_on(status, words)) is not None:
            paras.append(Para(text=doubt, indent=4, tone=Tone.DOUBT))
        paras += _apart(status, words)
        if status.next is not None:
            paras.append(Para(label=words(N_("Next")), text=sentences.next_step(status.next, words), indent=4))
        paras += _ball(status, words)
        paras += [
            Para(label=sentences.unlock_label(each, words), text=sentences.unlock(each, words), indent=4)
            for each in status.unlocks
        ]
    if base not in told:
        paras.append(Para(text=sentences.headline(base, words), indent=2, tone=Tone.STRONG if not told else Tone.PLAIN))
        if (doubt := sentences.rests_on(base, words)) is not None:
            paras.append(Para(text=doubt, indent=4, tone=Tone.DOUBT))
        paras += _apart(base, words)
    return paras


def _ball(status: InstrumentStatus, words: Words) -> list[Para]:
    if not status.holders:
        return []
    from igc_tracker.render.pages.procedure import ball_paras  # loaded where a run is told

    return ball_paras(status, words)


def _parts(members: list[InstrumentStatus], view: View) -> list[Para]:
    """Return the parts of instruments that enter into force on their own."""
    return [
        Para(
            label=f"{status.ref}, {part.article}", text=sentences.part_in_force(part, view.as_of, view.words), indent=2
        )
        for status in members
        for part in status.entry_into_force.parts
    ]


def _apart(status: InstrumentStatus, words: Words) -> list[Para]:
    return [Para(text=text, indent=4, tone=Tone.DOUBT) for text in sentences.parties_apart(status, words)]


def _grid(members: list[InstrumentStatus], words: Words) -> Table:
    rows: list[Row] = []
    for status in members:
        rows.append(Row(title=status.ref, note=_cover(status, words)))
        if len(status.parties) > MANY:
            rows.append(count_row(status))
            continue
        for party in status.parties if status.is_treaty else ():
            cells = [Cell(f"  {party.party}")]
            cells += [_link(party.links[link], words) for link in ChainLink]
            rows.append(Row(cells=tuple(cells)))
    titles = [words(LINK_BRIEFLY[link]) for link in ChainLink]
    return Table(columns=(Column(title=""), *(Column(title=title) for title in titles)), rows=tuple(rows), indent=2)


def _cover(status: InstrumentStatus, words: Words) -> str:
    relation = next((words(RELATION[code]) for code in RELATION if code.value == status.relation), "")
    said = (sentences.kind_and_day(status, words), relation, sentences.standing_briefly(status, words))
    return " · ".join(part for part in said if part)


def _link(state: LinkState, words: Words) -> Cell:
    mark = MARK[state.state]
    tone = {
        LinkStatus.DONE: Tone.GOOD,
        LinkStatus.OPEN: Tone.PLAIN,
        LinkStatus.UNKNOWN: Tone.DOUBT,
        LinkStatus.NOT_REQUIRED: Tone.FAINT,
    }[state.state]
    if not state.settled:
        mark, tone = MARK_UNCONFIRMED, Tone.DOUBT
    if state.state is not LinkStatus.DONE:
        return Cell(mark if state.settled else f"{mark} {MARK[state.state]}", tone)
    said = words.on_briefly(state.on)
    return Cell(f"{mark} {said}" if state.settled else f"{mark} {said}?", tone)


def _in_full(page: Page, status: InstrumentStatus, view: View) -> None:
    words = view.words
    page.part(Heading(text=sentences.name_of(status, words), right=status.ref, level=2))
    page.add(*chains_drawn(status, view))
    if len(status.parties) <= MANY:
        _add_chains(page, status, view)
    page.add(
        Para(
            label=words(N_("Entry into force")),
            text=sentences.entry_into_force(status.entry_into_force, words),
            indent=2,
        )
    )
    if status.status_note:
        page.add(Para(label=words(N_("Note")), text=status.status_note, indent=2))


def _add_chains(page: Page, status: InstrumentStatus, view: View) -> None:
    """Add what each party has done, on what evidence, what it is waited for, and where it stands at home."""
    words = view.words
    rows = [act_row(parties, link, state, words) for parties, link, state in acts_done(status)]
    if rows:
        columns = tuple(Column(title="", folds=folds) for folds in (False, True, False, True, True))
        page.add(Table(columns=columns, rows=tuple(rows), indent=2))
    if status.next is not None:
        rows = []
        for item in status.next.waiting:
            said = Cell(sentences.waiting(item, words), Tone.DOUBT)
            rows.append(Row(cells=(Cell(words.party(item.party)), said)))
            rows += [Row(cells=(Cell(""), line)) for line in _at_home(status, item.party, view)]
        page.add(
            Para(text=words(N_("Waiting for")), indent=2),
            Table(columns=(Column(title=""), Column(title="", folds=True)), rows=tuple(rows), indent=4),
        )


def _at_home(status: InstrumentStatus, party: str, view: View) -> list[Cell]:
    run = next(each.procedure for each in status.parties if each.party == party)
    holder = next((each for each in status.holders if each.party == party), None)
    if run is None and holder is None:
        return []
    from igc_tracker.render.pages.procedure import waiting_lines  # loaded where a run is told

    return waiting_lines(holder, run, view)


def _projects(page: Page, projects: list[ProjectStatus], words: Words) -> None:
    """Add each project with its count and where it stands; two that report the same count are told it once."""
    counts: dict[str, str] = {}
    for project in projects:
        if project.progress is not None:
            counts.setdefault(_progress(project.progress, words), project.ref)
    counted = {ref: text for text, ref in counts.items()}
    told = [each for each in projects if each.ref in counted or _has_standing(each)]
    if not told:
        return
    page.part(Heading(text=words(N_("Projects")), level=2))
    for project in told:
        title, count = words.text(project.title), counted.get(project.ref)
        page.add(Para(label=title, text=count, indent=2) if count else Para(text=title, indent=2))
        if project.standing is not None:
            from igc_tracker.render.pages.project import standing_paras  # loaded where a project stands somewhere

            page.add(*(replace(para, indent=para.indent + 2) for para in standing_paras(project.standing, words)))


def _has_standing(project: ProjectStatus) -> bool:
    return project.standing is not None and bool(project.standing.stages or project.standing.targets)


def _commissions(page: Page, answer: StatusAnswer, words: Words) -> None:
    if answer.commissions:
        from igc_tracker.render.pages.commission_brief import add_commissions_of_family  # loaded where one is told

        add_commissions_of_family(page, answer.commissions, words)


def _progress(progress: QuantityStatus, words: Words) -> str:
    from igc_tracker.render.pages.project import progress as in_words  # loaded where something was counted

    return in_words(progress, words)


def _obligations(page: Page, members: list[InstrumentStatus], words: Words) -> None:
    owed = [each for status in members for each in status.obligations]
    if owed:
        from igc_tracker.render.pages.obligations import add_obligations  # loaded where something is owed

        add_obligations(page, owed, words)


def _doubts(page: Page, members: list[InstrumentStatus], projects: list[ProjectStatus], words: Words) -> None:
    said = {each.text or each.facts: (status.ref, each) for status in members for each in status.conflicts}
    said |= {each.text or each.facts: (project.ref, each) for project in projects for each in project.conflicts}
    unconfirmed = {
        f"{status.ref}: {state.fact}": None
        for status in members
        for party in status.parties
        for state in party.links.values()
        if state.fact is not None and not state.settled
    }
    unknown = sum(
        state.state is LinkStatus.UNKNOWN
        for status in members
        for party in status.parties
        for state in party.links.values()
    )
    if not (said or unconfirmed or unknown):
        return
    page.part(Heading(text=words(N_("Doubts")), level=2))
    for ref, each in said.values():
        page.add(Para(label=words(N_("sources differ")), text=f"{ref}: {sentences.conflict(each, words)}", indent=2))
    for each_fact in unconfirmed:
        page.add(Para(label=words(N_("unconfirmed")), text=each_fact, indent=2))
    if unknown:
        text = words.count("{number} act is not recorded", "{number} acts are not recorded", unknown)
        page.add(Para(label=words(N_("unknown")), text=text, indent=2))


def _not_yet(page: Page, answer: StatusAnswer, view: View) -> None:
    """Say what begins after the day; name it where that is all there is to say."""
    words = view.words
    if answer.instruments:
        later = words.count(
            "{number} more instrument of the family begins after that day.",
            "{number} more instruments of the family begin after that day.",
            len(answer.not_yet),
        )
        page.add(Para(text=later, tone=Tone.FAINT))
        return
    page.add(Heading(text=str(answer.query), right=view.as_of_line()))
    page.part(Para(text=words(N_("Nothing of it exists yet on {date}."), date=words.day(view.as_of)), tone=Tone.STRONG))
    page.part(Para(text=words(N_("The first facts recorded are later:"))))
    rows = [Row(cells=_not_yet_cells(each, words)) for each in answer.not_yet]
    columns = (Column(title=""), Column(title=""), Column(title="", folds=True))
    page.add(Table(columns=columns, rows=tuple(rows), indent=2))


def _not_yet_cells(each: NotYet, words: Words) -> tuple[Cell, ...]:
    return (Cell(words.on_briefly(each.first)), Cell(each.ref), Cell(words.text(each.title), Tone.FAINT))


# --- everything ---------------------------------------------------------------------------------------------------


def _everything(page: Page, answer: StatusAnswer, view: View) -> None:
    words = view.words
    count = words.count("{number} instrument", "{number} instruments", len(answer.instruments))
    page.add(Heading(text=count, right=view.as_of_line()))
    if not answer.instruments:
        return
    rows: list[Row] = []
    standing = None
    for status in answer.instruments:
        if status.standing is not standing:
            standing = status.standing
            number = sum(each.standing is standing for each in answer.instruments)
            rows.append(Row(title=words(STANDING[standing]), note=str(number)))
        rows.append(Row(cells=_brief(status, words)))
    titles = (N_("Reference"), N_("Signed"), N_("Links"), N_("Next"))
    columns = tuple(Column(title=words(title), folds=title == "Next") for title in titles)
    table = Table(columns=columns, rows=tuple(rows))
    page.part(table if view.columns is None or view.columns >= WIDE else _without_days(table), legend(words))
    page.part(Para(text=words(N_("One family in full: igc status QUERY")), tone=Tone.FAINT))


def _without_days(table: Table) -> Table:
    """Return the table without its second column, which tells least, where there is no room for it."""
    rows = tuple(replace(row, cells=(*row.cells[:1], *row.cells[2:])) for row in table.rows)
    return replace(table, columns=(*table.columns[:1], *table.columns[2:]), rows=rows)


def _brief(status: InstrumentStatus, words: Words) -> tuple[Cell, ...]:
    shown = status.parties if len(status.parties) <= MANY else ()
    marks = "  ".join(f"{party.party} {''.join(_mark(state) for state in party.links.values())}" for party in shown)
    marks = marks or words.count("{number} party", "{number} parties", len(status.parties))
    step = "" if status.next is None or status.standing in SETTLED else _next_briefly(status, words)
    return (
        Cell(f"  {status.ref}" + ("" if status.standing_settled else " ?")),
        Cell(words.on_briefly(status.signed_on) if status.signed_on else ""),
        Cell(marks, Tone.FAINT),
        Cell(step),
    )


def _mark(state: LinkState) -> str:
    return MARK[state.state] if state.settled else MARK_UNCONFIRMED


def _next_briefly(status: InstrumentStatus, words: Words) -> str:
    if status.next is None:
        return ""
    holding = [item for item in status.next.waiting if item.link is status.next.link]
    return f"{holding_briefly(holding)}: {words(LINK_BRIEFLY[status.next.link])}"
