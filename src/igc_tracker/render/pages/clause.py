"""`igc clause` on a page: each clause in words, then as the TOML that sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.render.page import Heading, Page, Para, Tone
from igc_tracker.render.pages.done import standing_moved
from igc_tracker.render.safe import escaped, shown
from igc_tracker.wording import sentences
from igc_tracker.wording.clauses import rule_in_words
from igc_tracker.wording.codes import CLAUSE_TOPIC
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from igc_tracker.actions.set_clause import ClausesAnswer, ClausesSetAnswer
    from igc_tracker.domain.instruments import ClauseTopic, FinalClause
    from igc_tracker.render.view import View
    from igc_tracker.wording.words import Words


UNREAD = N_(
    "recorded with a rule that cannot be read; nothing is computed from it, and it is kept until it is set anew"
)
"""What is said of a clause whose rule cannot be read."""


def clause_label(clause: FinalClause, words: Words) -> str:
    """Return what to call a clause: its topic and its article."""
    article = clause.article or (clause.rule.article if clause.rule is not None else None)
    return words(CLAUSE_TOPIC[clause.topic]) + (f", {article}" if article else "")


def clause_paras(clause: FinalClause, words: Words) -> Iterator[Para]:
    """Yield a clause in words: its rule where it has one, and its text."""
    label = clause_label(clause, words)
    if clause.rule is not None:
        yield Para(label=label, text=rule_in_words(clause.rule, words), indent=2)
    if clause.unread is not None:
        yield Para(label=label, text=words(UNREAD), indent=2, tone=Tone.BAD)
        label = ""
    if clause.text or (clause.rule is None and clause.unread is None):
        yield Para(label="" if clause.rule is not None else label, text=clause.text, indent=4 if clause.rule else 2)


def clauses_page(answer: ClausesAnswer, toml: Mapping[ClauseTopic, str], view: View) -> Page:
    """Return the clauses in words, each followed by its TOML; ``toml`` by topic."""
    words = view.words
    page = Page()
    page.add(Heading(text=words.text(answer.title), right=answer.ref))
    if not answer.clauses:
        page.part(Para(text=words(N_("No final clause is recorded."))))
    for clause in answer.clauses:
        page.part(*clause_paras(clause, words))
        page.add(*(Para(text=line, indent=4, tone=Tone.FAINT) for line in toml[clause.topic].splitlines() if line))
    return page


def commented(answer: ClausesAnswer, toml: Mapping[ClauseTopic, str], words: Words) -> str:
    """Return the same as one TOML text in which the words are comments, so that it can be edited and set again."""
    parts = [f"# {shown(answer.ref)}: {shown(words.text(answer.title))}\n"]
    if not answer.clauses:
        parts.append(f"# {words(N_('No final clause is recorded.'))}\n")
    for clause in answer.clauses:
        said = (
            rule_in_words(clause.rule, words)
            if clause.rule is not None
            else words(UNREAD if clause.unread else N_("no rule"))
        )
        parts.append(f"\n# {shown(clause_label(clause, words))}: {shown(said)}\n{escaped(toml[clause.topic])}")
    return "".join(parts)


def clauses_set_page(answer: ClausesSetAnswer, view: View) -> Page:
    """Return what was set or dropped, and how the standing moved."""
    words = view.words
    page = Page()
    if answer.was == answer.now:
        page.add(Para(text=words(N_("{ref}: nothing was changed."), ref=answer.ref)))
        return page
    done = words(N_("Set")) if answer.now else words(N_("Dropped"))
    page.add(Para(label=done, text=answer.ref))
    for clause in answer.now or answer.was:
        page.add(*clause_paras(clause, words))
    page.add(standing_moved(answer.before, answer.after, words))
    if answer.after is not None:
        said = sentences.entry_into_force(answer.after.entry_into_force, words)
        page.add(Para(label=words(N_("Entry into force")), text=said))
    return page
