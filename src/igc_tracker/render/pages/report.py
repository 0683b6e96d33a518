"""`igc report weekly` on a page: made for mail, so it is read from the top and says everything in words.

What a minister needs stands on the first screen; what an officer needs to check it stands below.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from igc_tracker.derive.attention import AttentionCode
from igc_tracker.domain.instruments import UnlockedBy
from igc_tracker.render.as_plain import page_as_plain
from igc_tracker.render.page import Cell, Column, Figure, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.pages.chains import chains_drawn
from igc_tracker.render.pages.report_commissions import add_commissions
from igc_tracker.render.pages.report_projects import add_undertakings
from igc_tracker.render.pages.report_tables import (
    add_deadlines,
    add_doubts,
    add_figures,
    add_more,
    add_other_side,
    add_procedures,
    empty,
    title,
)
from igc_tracker.render.safe import width
from igc_tracker.wording import report as said
from igc_tracker.wording.codes import STANDING
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from igc_tracker.actions.report_weekly import Changed, WeeklyReport
    from igc_tracker.derive.period_changes import Discovery
    from igc_tracker.render.view import View

COLUMNS = 78
"""What every mailer shows unbroken."""
MOST_NEEDS = 7
MOST_DISCOVERIES = 12
_LONGEST_NAME = 64
_HASH = 12
"""How many hex digits of the hash are printed: enough to tell two reports apart by eye."""


def report_page(report: WeeklyReport, view: View) -> Page:
    """Return the report; an empty section is one line."""
    words = view.words
    page = Page()
    _head(page, report, view)
    _needs_you(page, report, words)
    _changed_section(page, report, view)
    _discovery_sections(page, report, words)
    _effects_section(page, report, words)
    add_procedures(page, report, words)
    add_other_side(page, report, words)
    add_deadlines(page, report, words)
    add_commissions(page, report, words)
    add_undertakings(page, report, words)
    add_figures(page, report, words)
    add_doubts(page, report, words)
    _foot(page, report, words)
    return page


def _head(page: Page, report: WeeklyReport, view: View) -> None:
    words = view.words
    name = words.text(report.register) or words(N_("Register of agreements"))
    page.add(Heading(text=words(N_("Weekly report: {register}"), register=name)))
    first, last = words.day(report.period.first), words.day(report.period.last)
    parts = [
        words(N_("Week {week}"), week=report.week) if report.week else "",
        words(N_("{first} to {last}"), first=first, last=last),
        words(N_("compared with {date}"), date=words.day(report.period.eve)),
    ]
    page.add(Para(text=" · ".join(part for part in parts if part)))
    scope = [
        words.count("{number} instrument", "{number} instruments", report.total),
        f"“{report.query}”" if report.query else "",
        words.party(report.party) if report.party else "",
        f"“{report.body}”" if report.body else "",
        report.commission or "",
        words.count("{number} restricted, not named", "{number} restricted, not named", report.withheld)
        if report.withheld
        else "",
        words(N_("known on {date}"), date=words.day(view.known_on)) if view.known_on is not None else "",
    ]
    page.add(Para(text=" · ".join(part for part in scope if part)))
    page.add(Para(text=" · ".join(said.summary(report, words)), tone=Tone.STRONG))


def name_in(report: WeeklyReport, ref: str, words: Words) -> str:
    """Return what to call an instrument in a line: its title if it is short, and its reference."""
    name = words.text(report.titles.get(ref, {}))
    return f"{name} [{ref}]" if name and width(name) <= _LONGEST_NAME else ref


def _needs_you(page: Page, report: WeeklyReport, words: Words) -> None:
    name = words(N_("Needs you"))
    if not report.attention:
        page.part(empty(name, words(N_("nothing now"))))
        return
    page.part(title(name, len(report.attention)))
    rows = []
    for item in report.attention[:MOST_NEEDS]:
        tone = Tone.BAD if item.code is AttentionCode.OVERDUE else Tone.DOUBT
        text = f"{name_in(report, item.ref, words)}: {said.attention(item, words)}"
        rows.append(Row(cells=(Cell(said.when(item, words), tone), Cell(text, Tone.STRONG))))
    page.add(Table(columns=(Column(title=""), Column(title="", folds=True)), rows=tuple(rows), indent=2))
    left = report.attention[MOST_NEEDS:]
    add_more(page, len(left), words, "igc due" if any(item.deadline for item in left) else "igc status")


# --- what changed -------------------------------------------------------------------------------------------------


def _changed_section(page: Page, report: WeeklyReport, view: View) -> None:
    words = view.words
    name = words(N_("Changed in this period"))
    if not report.changed:
        page.part(empty(name, words(N_("no change"))))
        return
    page.part(title(name, len(report.changed)))
    on_the_way = report.pending.among({each.ref: each for each in report.changed})
    for changed in report.changed:
        page.add(Para(text=_change_line(changed, words), indent=2, tone=Tone.STRONG))
        facts = (said.fact_line(fact, words, changed.step_names) for fact in changed.facts)
        page.add(*(Para(text=text, indent=4) for text in facts))
        page.add(*(Para(text=said.move(move, words), indent=4) for move in changed.moves))
        page.add(
            *(
                Para(text=words(N_("Unlocked: {what}"), what=words.text(each.what)), indent=4, tone=Tone.GOOD)
                for each in changed.unlocked
                if each.by is UnlockedBy.SIGNATURE  # what an entry into force unlocks is told with it
            )
        )
        if changed.ref in on_the_way:
            page.add(*chains_drawn(on_the_way[changed.ref], view))


def _change_line(changed: Changed, words: Words) -> str:
    name = words.text(changed.short_title) or words.text(changed.title)
    after = words(STANDING[changed.after])
    if changed.before is changed.after:
        return f"{name} [{changed.ref}]: {after}"
    before = words(STANDING[changed.before]) if changed.before else words(N_("new"))
    return f"{name} [{changed.ref}]: {before} -> {after}"


def _discovery_sections(page: Page, report: WeeklyReport, words: Words) -> None:
    """Add what corrects the record, and what was learned late: neither is news of these days."""
    corrections = [each for each in report.discoveries if each.fact.struck is not None]
    replaced = {(each.ref, each.replacement.id) for each in corrections if each.replacement is not None}
    late = [
        each for each in report.discoveries if each.fact.struck is None and (each.ref, each.fact.id) not in replaced
    ]
    _discovery_section(page, words(N_("Corrections")), corrections, words)
    _discovery_section(page, words(N_("Recorded late, about earlier days")), late, words)


def _discovery_section(page: Page, name: str, found: list[Discovery], words: Words) -> None:
    if not found:
        page.part(empty(name, words(N_("none"))))
        return
    page.part(title(name, len(found)))
    page.add(*(Para(text=_discovery(each, words), indent=2) for each in found[:MOST_DISCOVERIES]))
    add_more(page, len(found) - MOST_DISCOVERIES, words, "igc log")


def _discovery(discovery: Discovery, words: Words) -> str:
    line = f"{discovery.ref}: {said.fact_line(discovery.fact, words, late=False)}"
    struck = discovery.fact.struck
    if struck is None:
        return line
    line = words(N_("Struck: {fact}. Why: {why}"), fact=line, why=struck.why)
    if discovery.replacement is None:
        return line
    return words(N_("{line}. Now: {fact}"), line=line, fact=said.fact_line(discovery.replacement, words, late=False))


def _effects_section(page: Page, report: WeeklyReport, words: Words) -> None:
    name = words(N_("Entry into force, provisional application, end"))
    if not report.effects:
        page.part(empty(name, words(N_("none"))))
        return
    page.part(title(name, len(report.effects)))
    for each in report.effects:
        text = f"{name_in(report, each.ref, words)}: {said.effect(each, words)}"
        page.add(Para(text=text, indent=2, tone=Tone.STRONG))
        freed = (words(N_("Unlocked: {what}"), what=words.text(unlock.what)) for unlock in each.unlocked)
        page.add(*(Para(text=what, indent=4, tone=Tone.GOOD) for what in freed))


# --- the foot -----------------------------------------------------------------------------------------------------


def _foot(page: Page, report: WeeklyReport, words: Words) -> None:
    words_only = Page([block for block in page.blocks if not isinstance(block, Figure)])  # the same in every format
    above = page_as_plain(words_only, columns=COLUMNS)
    page.part(
        Para(text=words(N_("= computed  ~ forecast  ? unconfirmed or not recorded")), tone=Tone.FAINT),
        Para(text=words(N_("Open: igc show REF, igc explain REF, igc status REF, igc report card REF."))),
        Para(text=words(N_("Correct: igc strike REF FACT, then igc record REF FACT; or tell the officer in charge."))),
        Para(text=words(N_("With --exit-code: 0 nothing needs you, 3 something does."))),
        Para(
            text=words(
                N_("Register {id}. SHA-256 of the text above: {hash}."),
                id=report.register_id[:8],
                hash=sha256(above.encode("utf-8", errors="replace")).hexdigest()[:_HASH],
            )
        ),
    )
