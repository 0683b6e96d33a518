"""`igc explain` on a page: made to be put before somebody who doubts the date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.explain import Topic
from igc_tracker.derive.entry_into_force import ForceBasis
from igc_tracker.derive.standing import ENDED
from igc_tracker.derive.term import AtEnd, day_before
from igc_tracker.domain.clauses import TermRule
from igc_tracker.domain.dates import PartialDate, Precision
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic
from igc_tracker.render.page import Cell, Column, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.pages.clause import UNREAD
from igc_tracker.render.pages.due import deadline_row
from igc_tracker.render.pages.explanation_changes import add_changes
from igc_tracker.render.pages.explanation_steps import add_steps
from igc_tracker.wording import reasons, sentences
from igc_tracker.wording.acts import act_in_words, note_days
from igc_tracker.wording.clauses import rule_in_words
from igc_tracker.wording.codes import CERTAINTY, CLAUSE_TOPIC, FACT_KIND, STANDING
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from igc_tracker.actions.explain import Explanation
    from igc_tracker.derive.term import TermStanding
    from igc_tracker.derive.withdrawal import WithdrawalStanding
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import FinalClause
    from igc_tracker.render.view import View

_CLAUSES = {
    Topic.ENTRY_INTO_FORCE: (
        ClauseTopic.ENTRY_INTO_FORCE,
        ClauseTopic.PARTIAL_ENTRY_INTO_FORCE,
        ClauseTopic.PROVISIONAL_APPLICATION,
    ),
    Topic.PARTY: (ClauseTopic.ENTRY_INTO_FORCE, ClauseTopic.LATER_PARTIES, ClauseTopic.WITHDRAWAL),
    Topic.TERM: (ClauseTopic.DURATION,),
    Topic.NOTICE: (ClauseTopic.DURATION, ClauseTopic.WITHDRAWAL),
    Topic.WITHDRAWAL: (ClauseTopic.DURATION, ClauseTopic.WITHDRAWAL),
}


def explanation_page(answer: Explanation, view: View) -> Page:
    """Return the answer first, then the clause, the inputs, the steps, and what would change it."""
    words = view.words
    page = Page()
    page.add(Heading(text=words.text(answer.title), right=view.as_of_line()))
    if answer.suppositions:
        _suppositions(page, answer, words)
    match answer.topic:
        case Topic.ENTRY_INTO_FORCE:
            _force(page, answer, words)
        case Topic.PARTY:
            _party(page, answer, words)
        case Topic.TERM:
            _term(page, answer, words)
        case Topic.NOTICE:
            _term(page, answer, words)
            _notice(page, answer, words)
        case Topic.WITHDRAWAL:
            _withdrawal(page, answer, words)
            _notice(page, answer, words)
    taken_over = None
    if (
        answer.rule is not None
        and answer.rule_of != answer.ref
        and answer.topic in (Topic.ENTRY_INTO_FORCE, Topic.PARTY)
    ):
        taken_over = words(N_("amendments, {ref}"), ref=answer.rule_of), rule_in_words(answer.rule, words)
    own = [each for each in answer.clauses if each.topic in _CLAUSES[answer.topic]]
    _clauses(page, own, words, taken_over=taken_over)
    _inputs(page, answer.inputs, words)
    add_steps(page, answer, words)
    add_changes(page, answer, words)
    if answer.suppositions:
        _moved(page, answer, view)
    return page


def _suppositions(page: Page, answer: Explanation, words: Words) -> None:
    for each in answer.suppositions:
        who = words.party(each.party) if each.party else words(N_("all parties"))
        text = f"{who}: {words(FACT_KIND[each.kind])}, {words.on(each.on)}"
        page.add(Para(label=words(N_("Supposing")), text=text, tone=Tone.DOUBT))


def _force(page: Page, answer: Explanation, words: Words) -> None:
    if answer.force is None:
        return
    said = sentences.entry_into_force(answer.force, words)
    page.part(Para(label=words(N_("Entry into force")), text=said, tone=Tone.STRONG))
    for part in answer.force.parts:
        page.add(Para(label=part.article, text=sentences.part_in_force(part, answer.as_of, words), indent=2))
    if answer.provisional is not None:
        page.add(Para(label=words(CLAUSE_TOPIC[ClauseTopic.PROVISIONAL_APPLICATION]), text=_applied(answer, words)))
    if answer.force.computed_on is not None and answer.force.basis is ForceBasis.RECORDED:
        computed = words.on(answer.force.computed_on)
        if not answer.force.disagrees:
            page.add(
                Para(text=words(N_("The clause gives the same: {date}."), date=computed), indent=2, tone=Tone.GOOD)
            )
            return
        reason = (
            words(reasons.DEVIATION[answer.force.deviation])
            if answer.force.deviation
            else words(N_("no reason is recorded: strike the date and record it again with --deviation"))
        )
        text = words(
            N_("The clause gives {date}; the published date is kept ({reason})."), date=computed, reason=reason
        )
        page.add(Para(text=text, indent=2, tone=Tone.DOUBT))


def _applied(answer: Explanation, words: Words) -> str:
    """Return from when to when the treaty is applied provisionally: to what comes first of all that ends it."""
    applied, force = answer.provisional, answer.force
    if applied is None or force is None:
        return ""
    ends = [fact.on for fact in answer.inputs if fact.kind is FactKind.PROVISIONAL_APPLICATION_ENDED]
    ends += [force.on, PartialDate.of_day(applied.limit) if applied.limit else None]
    end = min((on for on in ends if on is not None), key=lambda on: on.order, default=None)
    start = words.day(applied.starts)
    if end is None:
        return words(N_("from {first} until the entry into force; no other end is recorded"), first=start)
    if end.has_passed(applied.starts):
        return words(N_("never: it would begin on {first} and ends {end}"), first=start, end=words.on(end))
    return words(N_("from {first} until {end}"), first=start, end=words.on(end))


def _party(page: Page, answer: Explanation, words: Words) -> None:
    party = answer.party or ""
    bound = answer.bound.get(party)
    if bound is None:
        text = words(N_("not known to be in force"))
    elif bound.until is not None:
        mark = "" if bound.settled else " ?"
        text = words(
            N_("in force from {first} until {end}{mark} (last day: {last})"),
            first=words.on(bound.on),
            end=words.on(bound.until),
            mark=mark,
            last=words.on(bound.until.moved(day_before)),
        )
    elif bound.on.earliest is not None and bound.on.earliest > answer.as_of:
        text = words(N_("enters into force {date}"), date=words.on(bound.on))
    else:
        text = words(N_("in force since {date}"), date=words.on(bound.on))
    page.part(Para(label=words.party(party), text=text, tone=Tone.STRONG))
    if bound is not None and bound.until is not None:
        said = N_("it leaves; the treaty goes on among the others (VCLT 54-56)")
        said = said if bound.own else N_("the treaty ends (VCLT 54)")
        because = f" [{bound.because}]" if bound.because else ""
        page.add(Para(text=f"{words(said)}{because}", indent=2))
    if bound is not None and bound.suspended:
        page.add(Para(text=words(N_("suspended for it (VCLT 57-60)")), indent=2, tone=Tone.DOUBT))
    for each in answer.withdrawals:
        if each.party in (None, party):
            page.add(Para(label=words(N_("Notice")), text=_effect(each, words), indent=2))


def _term(page: Page, answer: Explanation, words: Words) -> None:
    label = words(N_("Term"))
    term = answer.term
    if answer.standing in ENDED:
        page.part(Para(label=words(N_("Standing")), text=words(STANDING[answer.standing]), tone=Tone.BAD))
    if term is None:
        page.part(
            Para(label=label, text=words(N_("not computable: no clause on duration is recorded")), tone=Tone.STRONG)
        )
        return
    missing = "; ".join(reasons.needs(term.needs, words))
    if missing and term.boundary is None:
        page.part(Para(label=label, text=words(N_("not computable. Missing: {missing}"), missing=missing)))
        return
    if term.boundary is None:
        page.part(Para(label=label, text=words(N_("indefinite")), tone=Tone.STRONG))
        return
    page.part(Para(label=label, text=_period(term, words), tone=Tone.STRONG))
    if missing:
        text = words(N_("whether it is renewed cannot be told. Missing: {missing}"), missing=missing)
        page.add(Para(text=text, indent=2, tone=Tone.DOUBT))
    if term.notice_by is not None:
        text = words(
            N_(
                "the last day for notice: {date}, counted back from the end of the period: a convention of this program"
            ),
            date=words.on(term.notice_by),
        )
        page.add(Para(label=words(N_("Notice")), text=text))
    if term.survives_until is not None:
        page.add(Para(label=words(N_("Survival")), text=words(N_("until {date}"), date=words.on(term.survives_until))))


def _period(term: TermStanding, words: Words) -> str:
    if term.starts is None or term.last_day is None or term.boundary is None:
        return ""
    exact = term.starts.day is not None and term.boundary.day is not None
    said = (_PERIOD_OF_DAYS if exact else _PERIOD_OF_RANGES)[term.at_end]
    days = {"first": term.starts, "last": term.last_day, "boundary": term.boundary}
    renewed = words.count("renewed {number} time", "renewed {number} times", term.renewals) if term.renewals else ""
    text = words(said, **{name: words.on(on) for name, on in days.items()})
    return f"{text} ({renewed})" if renewed else text


_PERIOD_OF_DAYS = {
    AtEnd.RENEWS: N_("runs from {first} to the end of {last}; renewed tacitly on {boundary} if nobody gives notice"),
    AtEnd.EXPIRES: N_("runs from {first} to the end of {last}; ends on {boundary}"),
    None: N_("runs from {first} to the end of {last}"),
}
_PERIOD_OF_RANGES = {
    AtEnd.RENEWS: N_("first day: {first}; renewed tacitly if nobody gives notice: {boundary}"),
    AtEnd.EXPIRES: N_("first day: {first}; ends: {boundary}"),
    None: N_("first day: {first}; the period has run: {boundary}"),
}


def _notice(page: Page, answer: Explanation, words: Words) -> None:
    if answer.earliest_notice is None:
        return
    text = words.on(answer.earliest_notice)
    if answer.earliest_notice.has_passed(answer.as_of):
        text = words(N_("{date}; it may be given now"), date=text)
    page.add(Para(label=words(N_("Earliest notice")), text=text))


def _withdrawal(page: Page, answer: Explanation, words: Words) -> None:
    if answer.withdrawal_assumed:
        text = words(
            N_("no clause is recorded; 12 months' notice is assumed (VCLT 56(2)), if it can be denounced at all")
        )
        page.part(Para(label=words(N_("Withdrawal")), text=text, tone=Tone.DOUBT))
    elif _is_only_renewed(answer.clauses):
        text = words(N_("no clause is recorded; it is left at the end of a period, by notice against its renewal"))
        page.part(Para(label=words(N_("Withdrawal")), text=text))
    if not answer.withdrawals:
        page.part(Para(text=words(N_("No notice of denunciation or withdrawal stands."))))
    for each in answer.withdrawals:
        who = words.party(each.party) if each.party else words(N_("all parties"))
        page.part(Para(label=who, text=_effect(each, words), tone=Tone.STRONG))


def _is_only_renewed(clauses: tuple[FinalClause, ...]) -> bool:
    """Tell whether the clauses say how the treaty is renewed, and not how it is left."""
    renewed = any(isinstance(each.rule, TermRule) and each.rule.renewal is not None for each in clauses)
    return renewed and all(each.topic is not ClauseTopic.WITHDRAWAL for each in clauses)


def _effect(each: WithdrawalStanding, words: Words) -> str:
    if each.on is None:
        missing = "; ".join(reasons.needs(each.needs, words))
        text = words(N_("effect not computable. Missing: {missing}"), missing=missing)
    else:
        text = words(N_("takes effect {date}"), date=words.on(each.on))
    if each.from_dispatch:
        text += " ?" + words(N_("; counted from its dispatch, for the day of receipt is not recorded"))
    if each.too_early:
        text += words(N_("; earlier than the clause allows"))
    return f"{text} [{each.notice}]"


def _clauses(page: Page, clauses: list[FinalClause], words: Words, *, taken_over: tuple[str, str] | None) -> None:
    page.part(Heading(text=words(N_("Clause")), level=2))
    if taken_over is not None:
        label, text = taken_over
        page.add(Para(label=label, text=text, indent=2))
    if not clauses and taken_over is None:
        page.add(Para(text=words(N_("not recorded: see igc clause set --help")), indent=2, tone=Tone.DOUBT))
    for clause in clauses:
        label = words(CLAUSE_TOPIC[clause.topic]) + (f", {clause.article}" if clause.article else "")
        if clause.rule is not None:
            page.add(Para(label=label, text=rule_in_words(clause.rule, words), indent=2))
        if clause.unread is not None:
            page.add(Para(label=label, text=words(UNREAD), indent=2, tone=Tone.BAD))
        if clause.text:
            page.add(
                Para(
                    label=words(N_("text")) if clause.rule or clause.unread else label,
                    text=clause.text,
                    indent=2,
                    tone=Tone.FAINT,
                )
            )


def _inputs(page: Page, facts: tuple[Fact, ...], words: Words) -> None:
    page.part(Heading(text=words(N_("Inputs")), level=2))
    if not facts:
        page.add(Para(text=words(N_("no international act is recorded")), indent=2, tone=Tone.DOUBT))
        return
    rows = [
        Row(
            cells=(
                Cell(words.on(fact.on or fact.effective_on)),
                Cell(words.party(fact.party) if fact.party else words(N_("all parties"))),
                Cell(act_in_words(fact.kind, fact.manner, fact.effective_on, words)),
                Cell(words(CERTAINTY[fact.certainty]), Tone.FAINT),
                Cell(_evidence(fact, words), Tone.FAINT),
            )
        )
        for fact in facts[:_MOST_INPUTS]
    ]
    # of all that is told, only a single day is too short to be folded
    single = all(fact.on is None or fact.on.precision is not Precision.RANGE for fact in facts)
    columns = (Column(title="", folds=not single), *(Column(title="", folds=True) for _ in range(4)))
    page.add(Table(columns=columns, rows=tuple(rows), indent=2))
    more = len(facts) - _MOST_INPUTS
    if more > 0:
        page.add(
            Para(text=words.count("... and {number} more: --json", "... and {number} more: --json", more), indent=2)
        )


_MOST_INPUTS = 40


def _evidence(fact: Fact, words: Words) -> str:
    days = "; ".join(note_days(fact, words))
    parts = (fact.document, days and f"({days})", fact.source, f"[{fact.id}]")
    return " ".join(part for part in parts if part)


def _moved(page: Page, answer: Explanation, view: View) -> None:
    words = view.words
    page.part(Heading(text=words(N_("What moves")), level=2))
    before = words(STANDING[answer.standing_before]) if answer.standing_before else words(N_("not begun"))
    after = words(STANDING[answer.standing]) if answer.standing else words(N_("not begun"))
    page.add(Para(label=words(N_("Standing")), text=f"{before} → {after}", indent=2))
    columns = (Column(title=""), Column(title="", right=True), Column(title=""), Column(title="", folds=True))
    for label, deadlines in ((words(N_("New")), answer.moved), (words(N_("No longer")), answer.gone)):
        if deadlines:
            page.add(Para(text=label, indent=2))
            rows = tuple(deadline_row(each, view.as_of, words) for each in deadlines)
            page.add(Table(columns=columns, rows=rows, indent=4))
