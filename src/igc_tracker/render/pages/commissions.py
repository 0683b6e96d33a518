"""`igc commission list`, `show` and what records something, on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.commission_saved import SavedKind
from igc_tracker.derive.commissions import MeetingState
from igc_tracker.domain.commissions import MeetingKind
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.pages.commission_brief import TONE, add_brief
from igc_tracker.wording import commissions as said
from igc_tracker.wording import sentences
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from igc_tracker.actions.commission_saved import CommissionSavedAnswer
    from igc_tracker.actions.describe_commissions import CommissionStatus
    from igc_tracker.actions.list_commissions import CommissionsAnswer
    from igc_tracker.actions.show_commission import CommissionAnswer
    from igc_tracker.derive.action_items import ItemStanding
    from igc_tracker.derive.commissions import MeetingStanding
    from igc_tracker.domain.commissions import Decision
    from igc_tracker.render.view import View


def commissions_page(answer: CommissionsAnswer, view: View) -> Page:
    """Return every commission in a few lines."""
    words = view.words
    page = Page()
    number = len(answer.commissions)
    page.add(Heading(text=words.count("{number} commission", "{number} commissions", number), right=view.as_of_line()))
    for status in answer.commissions:
        page.part(Heading(text=said.name_of(status, words), right=status.ref, level=2))
        add_brief(page, status, words)
    if not answer.commissions:
        page.part(Para(text=words(N_("None is on record: igc commission add --title TEXT --party CODE"))))
    _findings(page, answer.findings, words)
    return page


def commission_page(answer: CommissionAnswer, view: View) -> Page:
    """Return one commission: where it stands, what the last session decided, what is owed, when it met."""
    words = view.words
    status = answer.commission
    page = Page()
    page.add(Heading(text=words.text(status.title) or status.ref, right=view.as_of_line()))
    page.add(Para(text=" · ".join((words.parties(status.parties), status.ref)), tone=Tone.FAINT))
    page.part()
    add_brief(page, status, words)
    page.add(*_cover(status, words))
    if status.last is not None:
        _decided(page, status.last, words)
    _items(page, answer, words)
    _sessions(page, answer.meetings, words)
    _between(page, answer, words)
    _findings(page, answer.findings, words)
    return page


def _cover(status: CommissionStatus, words: Words) -> list[Para]:
    lines = [(words(N_("How often it meets")), said.frequency(status, words))]
    if status.co_chairs:
        named = "; ".join(f"{words.party(party)}: {name}" for party, name in status.co_chairs.items())
        lines.append((words(N_("Co-chairs")), named))
    if status.parent:
        lines.append((words(N_("Sub-body of")), status.parent))
    if status.sub_bodies:
        lines.append((words(N_("Sub-bodies")), ", ".join(status.sub_bodies)))
    basis = ", ".join(map(said.provision, status.basis)) or words(N_("not on record"))
    lines.append((words(N_("Set up by")), basis))
    return [Para(label=label, text=text, indent=2) for label, text in lines]


def _decided(page: Page, meeting: MeetingStanding, words: Words) -> None:
    name = words(N_("Decided at {session}"), session=said.meeting_name(meeting, words))
    page.part(Heading(text=name, right=meeting.ref, level=2))
    if meeting.co_chairs:
        page.add(Para(label=words(N_("Co-chairs")), text="; ".join(meeting.co_chairs), indent=2))
    if meeting.protocol:
        page.add(Para(label=words(N_("Protocol")), text=meeting.protocol, indent=2))
    if not meeting.decisions:
        page.add(Para(text=words(N_("No decision is on record.")), indent=2))
    add_decisions(page, meeting.decisions, words)


def add_decisions(page: Page, decisions: Sequence[Decision], words: Words) -> None:
    """Add decisions: their place in the protocol or their id, their text, what they are about."""
    rows = []
    for each in decisions:
        about = ", ".join([*map(said.provision, each.provisions), *each.projects])
        text = words.text(each.text)
        rows.append(
            Row(cells=(Cell(each.paragraph or each.id, Tone.FAINT), Cell(f"{text} ({about})" if about else text)))
        )
    if rows:
        page.add(Table(columns=(Column(title=""), Column(title="", folds=True)), rows=tuple(rows), indent=2))


def _items(page: Page, answer: CommissionAnswer, words: Words) -> None:
    status = answer.commission
    page.part(Heading(text=words(N_("Action items")), level=2))
    if not status.items:
        page.add(Para(text=words(N_("None is on record.")), indent=2))
    add_items(page, status.items, words, at_risk=status.at_risk_days)


def add_items(page: Page, items: Iterable[ItemStanding], words: Words, *, at_risk: int) -> None:
    """Add action items: state and text, who owes what by when, why it stands so, and every report on it."""
    for item in items:
        doubt = "" if item.settled else " ?"
        label = f"{words(said.ITEM_STATE[item.state])}{doubt}"
        page.add(Para(label=label, text=f"{words.text(item.text)} [{item.id}]", indent=2, tone=TONE[item.state]))
        owed = [said.owner(item, words), *([said.due(item, words)] if item.due is not None else [])]
        page.add(Para(text="; ".join(owed), indent=4))
        page.add(Para(text=said.because(item, words, at_risk=at_risk), indent=4, tone=Tone.FAINT))
        for report in item.reports:
            differs = report.id in item.against
            page.add(
                Para(
                    label=words(N_("differs")) if differs else "",
                    text=said.report_line(report, item, words),
                    indent=6,
                    tone=Tone.DOUBT if differs else Tone.PLAIN,
                )
            )


def _sessions(page: Page, meetings: Sequence[MeetingStanding], words: Words) -> None:
    sessions = [each for each in meetings if each.kind is MeetingKind.SESSION]
    page.part(Heading(text=words(N_("Sessions")), level=2))
    if not sessions:
        page.add(Para(text=words(N_("None is on record.")), indent=2))
        return
    rows = []
    for each in sessions:
        held = each.state is MeetingState.HELD
        day = words.on_briefly(each.on) if held else words(said.MEETING_STATE[each.state])
        tone = Tone.BAD if each.state is MeetingState.LATE else Tone.PLAIN if each.settled else Tone.DOUBT
        number = "" if each.number is None else str(each.number)
        doubt = "" if each.settled else " ?"
        cells = (Cell(number), Cell(f"{day}{doubt}", tone), Cell(each.place or ""), Cell(each.ref, Tone.FAINT))
        rows.append(Row(cells=cells))
        blank = (Cell(""),) * 3
        rows += [Row(cells=(*blank, Cell(said.plan_line(plan, words), Tone.FAINT))) for plan in each.plans]
    columns = (Column(title="", right=True), Column(title=""), Column(title=""), Column(title="", folds=True))
    page.add(Table(columns=columns, rows=tuple(rows), indent=2))


def _between(page: Page, answer: CommissionAnswer, words: Words) -> None:
    """Add the meetings of the co-chairs and the talks since the last session."""
    last = answer.commission.last
    since = [
        each
        for each in answer.meetings
        if each.kind is not MeetingKind.SESSION
        and each.state is MeetingState.HELD
        and (last is None or last.on is None or each.on is None or not each.on.ends_before(last.on))
    ]
    if not since:
        return
    page.part(Heading(text=words(N_("Met since the last session")), level=2))
    for each in since:
        page.add(Para(text=said.held_line(each, words), indent=2))
        add_decisions(page, each.decisions, words)


def saved_page(answer: CommissionSavedAnswer, view: View) -> Page:
    """Return what was recorded or struck, and what follows."""
    words = view.words
    page = Page()
    label = words(N_("Struck")) if answer.struck else words(N_("Recorded"))
    if not answer.is_new:
        label = words(N_("Known already, nothing was changed"))
    record = f"{answer.commission}: {answer.id}" if answer.id else answer.commission
    page.add(Para(label=label, text=record))
    if answer.item is not None:
        item = answer.item
        now = words(said.ITEM_STATE[item.state])
        was = words(said.ITEM_STATE[answer.before]) if answer.before is not None else ""
        moved = now if was in ("", now) else f"{was} → {now}"
        page.add(
            Para(label=words(N_("Action item")), text=words.text(item.text)),
            Para(label=words(N_("State")), text=moved),
            Para(label=words(N_("Due")), text=said.due(item, words)),
        )
    if answer.meeting is not None and answer.kind is SavedKind.SESSION:
        state = words(said.MEETING_STATE[answer.meeting.state])
        day = answer.meeting.on if answer.meeting.state is MeetingState.HELD else answer.meeting.planned_for
        page.add(Para(label=said.meeting_name(answer.meeting, words), text=f"{state}, {words.on(day)}"))
    if answer.kind is SavedKind.COMMISSION:
        text = f"igc commission session {answer.commission} NUMBER --held DATE"
        page.add(Para(label=words(N_("Next")), text=text))
    return page


def _findings(page: Page, findings: Iterable[object], words: Words) -> None:
    for finding in findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))  # type: ignore[arg-type]
