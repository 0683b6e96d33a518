"""`igc report weekly` on a page: made for mail, so it is read from the top and says everything in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.unlocks import UnlockState
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.pages.chains import chains_drawn
from igc_tracker.render.pages.parties import holding_briefly
from igc_tracker.wording import sentences
from igc_tracker.wording.codes import CERTAINTY, FACT_KIND, LINK_BRIEFLY, STANDING
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from igc_tracker.actions.describe import InstrumentStatus
    from igc_tracker.actions.report_weekly import Changed, Discovery, WeeklyReport
    from igc_tracker.domain.facts import Fact
    from igc_tracker.render.view import View

COLUMNS = 78
"""What every mailer shows unbroken."""
MOST_DISCOVERIES = 12


def report_page(report: WeeklyReport, view: View) -> Page:
    """Return the report; an empty section is one line."""
    words = view.words
    page = Page()
    name = words.text(report.register) or words(N_("Register of agreements"))
    page.add(Heading(text=words(N_("Weekly report: {register}"), register=name)))
    first, last = words.day(report.period.first), words.day(report.period.last)
    period = words(N_("{first} to {last}"), first=first, last=last)
    page.add(Para(text=f"{period}{_scope(report, view)}"))
    _changed_section(page, report, view)
    _pending_section(page, report, words)
    _standing_section(page, report, words)
    _discoveries_section(page, report, words)
    for finding in report.findings:
        page.part(Para(text=sentences.finding(finding, words), label="!", tone=Tone.BAD))
    page.part(
        Para(text=words(N_("Any line with its sources: igc show REF. Register {id}."), id=report.register_id[:8]))
    )
    return page


def _scope(report: WeeklyReport, view: View) -> str:
    words = view.words
    said = words.count("{number} instrument", "{number} instruments", report.total)
    parts = [said, *([f"“{report.query}”"] if report.query else [])]
    if report.withheld:
        parts.append(words.count("{number} restricted, not named", "{number} restricted, not named", report.withheld))
    if view.known_on is not None:
        parts.append(words(N_("known on {date}"), date=words.day(view.known_on)))
    return f" · {' · '.join(parts)}"


def _title(title: str, number: int) -> Heading:
    return Heading(text=f"{title.upper()} ({number})", level=2)


def _changed_section(page: Page, report: WeeklyReport, view: View) -> None:
    words = view.words
    on_the_way = {status.ref: status for status in report.pending}
    page.part(_title(words(N_("Changed in this period")), len(report.changed)))
    if not report.changed:
        page.add(Para(text=words(N_("No change.")), indent=2))
    for changed in report.changed:
        page.add(Para(text=_change_line(changed, words), indent=2, tone=Tone.STRONG))
        page.add(*(Para(text=_fact_line(fact, words), indent=4) for fact in changed.facts))
        page.add(
            *(
                Para(text=words(N_("Unlocked: {what}"), what=words.text(each.what)), indent=4, tone=Tone.GOOD)
                for each in changed.unlocked
            )
        )
        if changed.ref in on_the_way:
            page.add(*chains_drawn(on_the_way[changed.ref], view))


def _change_line(changed: Changed, words: Words) -> str:
    name = words.text(changed.short_title) or words.text(changed.title)
    after = words(STANDING[changed.after]) if changed.after else words(N_("not begun"))
    if changed.before is changed.after:
        return f"{name} [{changed.ref}]: {after}"
    before = words(STANDING[changed.before]) if changed.before else words(N_("new"))
    return f"{name} [{changed.ref}]: {before} -> {after}"


def _fact_line(fact: Fact, words: Words) -> str:
    who = f"{words.party(fact.party)}: " if fact.party else ""
    what = words(FACT_KIND[fact.kind])
    document = f", {fact.document}" if fact.document else ""
    return f"{words.on(fact.on)}  {who}{what}{document} ({words(CERTAINTY[fact.certainty])})"


def _pending_section(page: Page, report: WeeklyReport, words: Words) -> None:
    page.part(_title(words(N_("On the way, and what is next")), len(report.pending)))
    if not report.pending:
        page.add(Para(text=words(N_("Nothing is pending.")), indent=2))
        return
    rows = [Row(cells=_pending_cells(status, words)) for status in report.pending]
    columns = (Column(title=""), Column(title="", folds=True), Column(title="", folds=True))
    page.add(Table(columns=columns, rows=tuple(rows), indent=2))
    page.add(
        Para(text=words(N_("? not recorded, it may have been done; days are counted from the last act")), indent=2)
    )
    for status in report.pending:
        for each in (unlock for unlock in status.unlocks if unlock.state is not UnlockState.MET):
            text = f"{status.ref}. {sentences.unlock_label(each, words)}: {sentences.unlock(each, words)}"
            page.add(Para(text=text, indent=2))


def _pending_cells(status: InstrumentStatus, words: Words) -> tuple[Cell, ...]:
    standing = words(STANDING[status.standing]) + ("" if status.standing_settled else " ?")
    if status.next is None:
        return Cell(status.ref), Cell(standing), Cell("")
    holding = [item for item in status.next.waiting if item.link is status.next.link]
    days = max((item.days for item in holding if item.days is not None and item.state is LinkStatus.OPEN), default=None)
    step = f"{holding_briefly(holding)}: {words(LINK_BRIEFLY[status.next.link])}"
    if days is not None:
        step = f"{step} ({words.count('{number} day', '{number} days', days)})"
    return Cell(status.ref), Cell(standing), Cell(step)


def _standing_section(page: Page, report: WeeklyReport, words: Words) -> None:
    page.part(_title(words(N_("What stands where")), report.total))
    rows = [Row(cells=(Cell(words(STANDING[code])), Cell(str(number)))) for code, number in report.by_standing.items()]
    if rows:
        page.add(Table(columns=(Column(title=""), Column(title="", right=True)), rows=tuple(rows), indent=2))
    else:
        page.add(Para(text=words(N_("The register is empty.")), indent=2))


def _discoveries_section(page: Page, report: WeeklyReport, words: Words) -> None:
    page.part(_title(words(N_("Recorded or struck in this period, about earlier days")), len(report.discoveries)))
    if not report.discoveries:
        page.add(Para(text=words(N_("None.")), indent=2))
    for discovery in report.discoveries[:MOST_DISCOVERIES]:
        page.add(Para(text=_discovery(discovery, words), indent=2))
    more = len(report.discoveries) - MOST_DISCOVERIES
    if more > 0:
        page.add(Para(text=words.count("... and {number} more.", "... and {number} more.", more), indent=2))


def _discovery(discovery: Discovery, words: Words) -> str:
    line = f"{discovery.ref}: {_fact_line(discovery.fact, words)}"
    struck = discovery.fact.struck
    return line if struck is None else words(N_("Struck: {fact}. Why: {why}"), fact=line, why=struck.why)
