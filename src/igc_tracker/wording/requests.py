"""What notes and reminders about open items say, in the plain style that ministries write them in.

A title, a place or a document is recorded in one language only; where it is not the draft's, it is left out or put in
square brackets, which are for people to fill.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from igc_tracker.derive.conflicts import ConflictFound
from igc_tracker.derive.request_evidence import RemarkCode
from igc_tracker.domain.instruments import ChainLink, UnlockedBy
from igc_tracker.domain.runs import Phase
from igc_tracker.wording import sentences
from igc_tracker.wording.codes import FACT_KIND, LINK, NEXT_ACT
from igc_tracker.wording.states import of_state
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.derive.request_evidence import OpenSince, Remark, RequestAct
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.instruments import Text
    from igc_tracker.wording.words import Words

# --- a recorded text in the draft's own language -------------------------------------------------------------------

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ALTERNATIVES = re.compile(r"[,;/]| (?:or|или|либо|немесе) ")
"""What procedures call a paper, where it may be one of several."""
_NUMBER = re.compile(r"(?:\bNo\.?|\bNr\.?|№)\s*([\w./-]*\d[\w./-]*)")


def fits(text: str, words: Words) -> bool:
    """Tell whether a text can stand in a draft in this language, as far as its script shows."""
    latin, cyrillic = len(_LATIN.findall(text)), len(_CYRILLIC.findall(text))
    return latin >= cyrillic if words.language == "en" else cyrillic >= latin


def own_text(text: Text, words: Words) -> str | None:
    """Return a text as recorded in the draft's own language, None where it is in another only."""
    return text.get(words.language) or None


def in_full(on: PartialDate | None, words: Words) -> str:
    """Return a date with its month written out; in brackets where a person must give it."""
    if on is None:
        return words(N_("[date]"))
    return words.day_in_full(on.day) if on.day is not None else words.on(on)


def is_plain(place: str) -> bool:
    """Tell whether a recorded place is one place and nothing else: no list of them, no remark in brackets."""
    return not re.search(r"[;()\[\]\n]", place)


def number_and_date(words: Words) -> str:
    """Return where the number and date of the letter go."""
    return words(N_("No. [No.], [date]"))


def act(told: RequestAct, words: Words) -> str:
    """Return an act by its paper, date and number: Law of 13 February 2020 No. 302-VI."""
    said = _paper(told, words)
    label = own_text(told.step, words) or (words(_DONE[told.link]) if told.link else words(FACT_KIND[told.kind]))
    said = f"{label}: {said}".replace("№ ", "№\N{NO-BREAK SPACE}")
    return words(N_("{act} (according to the information available)"), act=said) if told.reported else said


# a law or decree is consent at home, and no act towards the other side
_DONE = {**LINK, ChainLink.CONSENT: NEXT_ACT[ChainLink.CONSENT]}


def _paper(told: RequestAct, words: Words) -> str:
    date = in_full(told.on, words)
    document = told.document or ""
    if document.strip() and fits(document, words):
        dated = told.on is None or told.on.earliest is None or str(told.on.earliest.year) in document
        return document if dated else f"{document}, {date}"
    found = _NUMBER.search(document)
    number = found[1] if found else ""
    paper = own_text(told.paper, words)
    if paper and number and not _ALTERNATIVES.search(paper):
        return words(N_("{paper} of {date} No. {number}"), paper=paper, date=date, number=number)
    if number:
        return words(N_("{date}, No. {number}"), date=date, number=number)
    if told.step and not document.strip():  # a vote has a day and often no number of its own
        return date
    return words(N_("{date}, No. [No.]"), date=date)


# --- sentences of a note -------------------------------------------------------------------------------------------

OPENING = N_("{sender} presents its compliments {addressee} and has the honour to refer to the following instrument:")
CLOSING = N_(
    "The Ministry avails itself of this opportunity to renew {addressee} the assurances of its highest consideration."
)

_STATUS: Mapping[ChainLink, str] = {
    ChainLink.CLEARED: N_(
        "As of {date}, the Ministry has no record that the domestic procedures of {state} for preparing it for "
        "signature are completed."
    ),
    ChainLink.SIGNED: N_("As of {date}, the Ministry has no record of its signature on behalf of {state}."),
    ChainLink.CONSENT: N_(
        "As of {date}, the Ministry has no record that the domestic procedures of {state} for consent to be bound by "
        "it are completed."
    ),
    ChainLink.SENT: N_(
        "As of {date}, the Ministry has no record of a note or instrument of {state} on the completion of its domestic "
        "procedures."
    ),
    ChainLink.RECEIVED: N_(
        "As of {date}, the Ministry has no record that the note or instrument of {state} on the completion of its "
        "domestic procedures was received."
    ),
}

_ASK: Mapping[ChainLink, str] = {
    ChainLink.CLEARED: N_(
        "The Ministry would be grateful for information on the state of these procedures and, if they are completed, "
        "for the number and date of the act concerned."
    ),
    ChainLink.SIGNED: N_(
        "The Ministry would be grateful to learn on which day and at which place it could be signed. If it was signed, "
        "the Ministry asks for the day and place of signature."
    ),
    ChainLink.CONSENT: N_(
        "The Ministry would be grateful for information on the state of these procedures. If they are completed, it "
        "asks for the number and date of the act concerned and, if a note of notification was sent, for the number and "
        "date of that note."
    ),
    ChainLink.SENT: N_(
        "The Ministry would be grateful if that note or instrument were sent. If it was sent, the Ministry asks for "
        "its number and date."
    ),
    ChainLink.RECEIVED: N_(
        "The Ministry would be grateful to learn on which day and by which channel it was sent, and for a copy of it."
    ),
}
_CONFIRM = N_("The Ministry would be grateful for confirmation that it was received, and for the day of receipt.")


def status(link: ChainLink, party: str, date: str, words: Words) -> str:
    """Return what the writer has no record of; never that it was not done."""
    return words(_STATUS[link], date=date, state=of_state(party, words))


def ask(link: ChainLink, words: Words, *, of_receiver: bool) -> str:
    """Return what is asked for; ``of_receiver``: of whoever should have received a note."""
    return words(_CONFIRM if of_receiver else _ASK[link])


# --- since when ----------------------------------------------------------------------------------------------------


def days_open(since: OpenSince, words: Words) -> str:
    """Return for how many days it has been waited, from a named day on."""
    said = _days_open(since, in_full(since.on, words), words)
    return words(N_("According to the information available, {sentence}"), sentence=said) if since.reported else said


def _days_open(since: OpenSince, date: str, words: Words) -> str:
    number = since.days
    match since.link:
        case ChainLink.CLEARED:
            return words.count(
                "{number} day has passed since it was cleared for signature, {date}.",
                "{number} days have passed since it was cleared for signature, {date}.",
                number,
                date=date,
            )
        case ChainLink.SIGNED:
            return words.count(
                "{number} day has passed since the signature of the instrument, {date}.",
                "{number} days have passed since the signature of the instrument, {date}.",
                number,
                date=date,
            )
        case ChainLink.CONSENT:
            return words.count(
                "{number} day has passed since domestic consent to be bound was given, {date}.",
                "{number} days have passed since domestic consent to be bound was given, {date}.",
                number,
                date=date,
            )
        case ChainLink.SENT | ChainLink.RECEIVED:
            return words.count(
                "{number} day has passed since the note or instrument was sent, {date}.",
                "{number} days have passed since the note or instrument was sent, {date}.",
                number,
                date=date,
            )
        case None:
            said = words.count(
                "{number} day has passed since {date}", "{number} days have passed since {date}", number, date=date
            )
            step = words.text(since.step)
            return f"{said} ({step})." if step else f"{said.rstrip('.')}."


# --- sentences of a reminder ---------------------------------------------------------------------------------------

WAITED_FOR: Mapping[Phase, str] = {
    Phase.PRE_SIGNATURE: N_(
        "For preparing it for signature, the following step of the domestic procedures of {state} is waited for:"
    ),
    Phase.CONSENT: N_(
        "For consent to be bound by it, the following step of the domestic procedures of {state} is waited for:"
    ),
}


def entry_into_force(article: str | None, rule: str, words: Words) -> str:
    """Return how it enters into force, with the article that says so."""
    if article is None:
        return words(N_("Entry into force: {rule}."), rule=rule)
    if article[:1].isdigit():
        return words(N_("Entry into force (article {article}): {rule}."), article=article, rule=rule)
    return words(N_("Entry into force ({where}): {rule}."), where=article, rule=rule)


AFTER: Mapping[UnlockedBy, str] = {
    UnlockedBy.SIGNATURE: N_("After signature: {what}."),
    UnlockedBy.ENTRY_INTO_FORCE: N_("After entry into force: {what}."),
}


def article_only(article: str, words: Words) -> str:
    """Return where it is said how it enters into force."""
    if article[:1].isdigit():
        return words(N_("Entry into force: see article {article}."), article=article)
    return words(N_("Entry into force: see {where}."), where=article)


# --- remarks -------------------------------------------------------------------------------------------------------

_REMARK: Mapping[RemarkCode, str] = {
    RemarkCode.RESTRICTED: N_("The instrument is marked restricted."),
    RemarkCode.SENDER_ASSUMED: N_(
        "It is written in the name of the other party, for want of --from or of a setting. To remind a body at home of "
        "its part: --from {party}."
    ),
    RemarkCode.ADDRESSEE: N_(
        "The addressee is named as the procedures name it; give its full name, or another with --body."
    ),
    RemarkCode.MAY_BE_DONE: N_(
        "Look for it first: it is not recorded, which does not say that it was not done: {party}: {link}."
    ),
    RemarkCode.OWN_NOT_RECORDED: N_(
        "On the sender's own side this is not recorded: {party}: {link}. If it was done, add its number and date; if "
        "not, it is due too."
    ),
    RemarkCode.UNCONFIRMED: N_("Left out, because it is unconfirmed or not exactly dated: {act} [{facts}]."),
    RemarkCode.PRESS: N_("Known from the press, or from nobody better: {act} [{facts}]."),
    RemarkCode.CONFLICT: N_("Sources differ: {act}"),
    RemarkCode.DAY_UNSURE: N_("No days are counted: the day to count from is unconfirmed or not exact: {act}."),
    RemarkCode.NO_CLAUSE: N_("No clause on entry into force is recorded, so the draft names neither article nor rule."),
    RemarkCode.NO_ARTICLE: N_("The article on entry into force is not recorded."),
    RemarkCode.VARIANT_ASSUMED: N_("Which procedure is followed is not recorded; the usual one is taken: {variant}."),
    RemarkCode.BASIS_UNVERIFIED: N_("The legal basis of the step is to be verified, and left out: {text}."),
    RemarkCode.PERIOD_UNVERIFIED: N_("The statutory period of the step is to be verified, and left out: {period}."),
    RemarkCode.DELAYED: N_("The step is recorded as delayed: {act} [{facts}]."),
}


def remark(told: Remark, words: Words, *, variant: str = "", period: str = "") -> str:
    """Return a remark as a sentence; ``variant`` and ``period`` are those of the step asked for."""
    if told.code is RemarkCode.CONFLICT:
        found = ConflictFound(text=told.text, facts=told.facts, kind=told.kind, party=told.party)
        return words(_REMARK[told.code], act=sentences.conflict(found, words))
    kind = words(FACT_KIND[told.kind]) if told.kind is not None else ""
    kind = kind or (words(LINK[told.link]) if told.link is not None else "")
    on = words.on(told.on) if told.on is not None or told.kind is not None else ""
    party = words.party(told.party) if told.party is not None else ""
    code = told.party or ""
    values = {
        "party": code if told.code is RemarkCode.SENDER_ASSUMED else party,
        "link": words(NEXT_ACT[told.link]) if told.link is not None else "",
        "act": ", ".join(part for part in (party, kind, on) if part),
        "facts": ", ".join(told.facts),
        "text": told.text or "",
        "variant": variant,
        "period": period,
    }
    return words(_REMARK[told.code], **values)


NOT_OWN_LANGUAGE = N_("Recorded in another language than the draft: {what}")
PLACE = N_("The place of signature, as recorded: {place}")
BRACKETS = N_("Fill in what stands in square brackets.")
NAMES = N_("Give names and forms of address in full: {names}.")
