"""The questions of `igc clause set` on a terminal. The answers are options, read like those that are typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.cli.asking import ask, choose, confirm
from igc_tracker.cli.clause_options import OF_TOPIC, RuleOptions
from igc_tracker.cli.reading import read_day
from igc_tracker.domain.clauses import EffectOfNotice, Period
from igc_tracker.domain.errors import BadClauseError, Phrase
from igc_tracker.domain.instruments import ClauseTopic
from igc_tracker.wording.codes import CLAUSE_TOPIC
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from igc_tracker.cli.session import Session
    from igc_tracker.domain.instruments import FinalClause, Instrument

_FILE_ONLY = frozenset(topic for topic, options in OF_TOPIC.items() if not options)
_TOPICS = tuple((topic, name) for topic, name in CLAUSE_TOPIC.items() if topic not in _FILE_ONLY)
_EFFECTS = (
    (EffectOfNotice.AFTER_NOTICE, N_("when the period of notice has run")),
    (EffectOfNotice.END_OF_TERM, N_("at the end of the running term")),
    (EffectOfNotice.NEXT_1_JANUARY, N_("on the next 1 January after that")),
)
_PATTERNS = (
    ("on_signature", N_("on signature by all parties")),
    ("on_date", N_("on a fixed day")),
    ("last_notification", N_("on receipt of the last notification")),
    ("exchange", N_("on exchange of instruments of ratification")),
    ("deposits", N_("on the deposit of a number of instruments")),
)


def can_be_asked(topic: ClauseTopic | None) -> bool:
    """Tell whether there are questions on ``topic``; None is asked for first."""
    return topic not in _FILE_ONLY


def ask_clause(
    session: Session, instrument: Instrument, topic: ClauseTopic | None
) -> tuple[ClauseTopic, RuleOptions, str | None]:
    """Return the topic, the rule as options, and the article, asked one by one; a topic already named is not asked."""
    topic = topic or choose(session, N_("What does the clause settle?"), _TOPICS)
    match topic:
        case ClauseTopic.DURATION:
            options = _duration(session)
        case ClauseTopic.WITHDRAWAL:
            options = _withdrawal(session)
        case ClauseTopic.LATER_PARTIES:
            options = _offset(session, RuleOptions())
        case ClauseTopic.PROVISIONAL_APPLICATION:
            options = _triggered(session, instrument)
            options = replace(options, until=_maybe(session, N_("Until which day at the latest"), _day(session)))
        case _:
            options = _triggered(session, instrument)
            if options.on_date is None:
                options = replace(options, not_before=_maybe(session, N_("Not before which day"), _day(session)))
    return topic, options, _maybe(session, N_("Article, e.g. 11(2)"), str.strip)


def agreed(session: Session, clauses: Sequence[FinalClause], instrument: Instrument) -> bool:
    """Show in words what will be saved, and what it replaces; tell whether the answer is yes."""
    from igc_tracker.render.as_plain import page_as_plain
    from igc_tracker.render.page import Page, Para
    from igc_tracker.render.pages.clause import clause_paras

    words = session.words
    page = Page()
    for clause in clauses:
        page.add(*clause_paras(clause, words))
        known = instrument.clause(clause.topic)
        if known is not None:
            page.add(Para(text=words(N_("This takes the place of:")), indent=2))
            page.add(*clause_paras(known, words))
    session.say(page_as_plain(page).rstrip())
    return confirm(session, words(N_("Save this?")), default=True)


def _triggered(session: Session, instrument: Instrument) -> RuleOptions:
    """Ask for the condition, and for what lies between it and its effect; a day that is fixed needs nothing more."""
    words = session.words
    match choose(session, N_("What does it wait for?"), _PATTERNS, default="last_notification"):
        case "on_date":
            return RuleOptions(on_date=ask(session, words(N_("Day")), _day(session)))
        case "deposits":
            parties = str(len(instrument.parties) or 1)
            options = RuleOptions(deposits=ask(session, words(N_("How many instruments")), _number, default=parties))
        case "on_signature":
            options = RuleOptions(on_signature=True)
        case "exchange":
            options = RuleOptions(exchange=True)
        case _:
            options = RuleOptions(last_notification="receipt")
    return _offset(session, options)


def _offset(session: Session, options: RuleOptions) -> RuleOptions:
    after = _maybe(session, N_("Period after it, e.g. 30 days or 3 months"), _period)
    first = confirm(session, session.words(N_("Only on the first day of the month after that?")), default=False)
    return replace(options, after=after, first_of_month_after=first)


def _duration(session: Session) -> RuleOptions:
    indefinite = choose(session, N_("How long does it last?"), ((True, N_("indefinitely")), (False, N_("for a term"))))
    if indefinite:
        return RuleOptions(indefinite=True, notice=_maybe(session, _NOTICE, _period))
    term = ask(session, session.words(N_("Term, e.g. 5 years")), _period)
    renewal = _maybe(session, N_("Renewed each time for, e.g. 5 years"), _period)
    notice = _maybe(session, _NOTICE, _period) if renewal else None
    return RuleOptions(term=term, renewal=renewal, notice=notice)


_NOTICE = N_("Period of notice, e.g. 6 months")


def _withdrawal(session: Session) -> RuleOptions:
    notice = _maybe(session, _NOTICE, _period)
    effect = choose(session, N_("When does a notice take effect?"), _EFFECTS)
    return RuleOptions(notice=notice, effect=effect.value)


# --- one answer ---------------------------------------------------------------------------------------------------


def _maybe(session: Session, what: str, read: Callable[[str], str]) -> str | None:
    """Ask for something a clause may lack; Enter says that it does."""
    none = session.words(N_("none"))
    said = ask(session, session.words(what), lambda said: said if said == none else read(said), default=none)
    return None if said == none else said


def _period(said: str) -> str:
    return Period.parse(said).text


def _day(session: Session) -> Callable[[str], str]:
    return lambda said: read_day(said, today=session.now.date()).isoformat()


def _number(said: str) -> int:
    if not said.strip().isdecimal() or int(said) < 1:
        raise BadClauseError(path=repr(said), problem=Phrase("must be a whole number of at least 1"))
    return int(said)
