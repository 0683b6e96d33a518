"""`igc ask` on a page: the draft of a letter, then what whoever sends it has to look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.draft_request import RequestKind
from igc_tracker.derive.statutory import PeriodState
from igc_tracker.domain.facts import Confidence
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.render.page import Heading, Page, Para, Tone
from igc_tracker.wording import requests, sentences
from igc_tracker.wording.clauses import rule_in_words
from igc_tracker.wording.codes import NEXT_ACT
from igc_tracker.wording.procedures import deadline_in_words, deadline_with_doubt
from igc_tracker.wording.states import OF_STATE, ministry, of_state, to_ministry
from igc_tracker.wording.statutory import period_standing
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.actions.draft_request import RequestAnswer, StepAsked
    from igc_tracker.derive.request_evidence import RequestAct
    from igc_tracker.render.view import View

COLUMNS = 78
"""The width of a draft in a pipe, as letters by e-mail have it."""

_INDENT = 4


def request_page(answer: RequestAnswer, view: View) -> Page:
    """Return the draft; where nothing is waited for from the party, who is waited for instead."""
    page = Page()
    if answer.request is None:
        _nothing(page, answer, view)
        return page
    letter = _Letter(page, answer, view)
    if answer.request is RequestKind.NOTE:
        letter.note()
    else:
        letter.reminder()
    letter.remarks()
    return page


def _nothing(page: Page, answer: RequestAnswer, view: View) -> None:
    words = view.words
    page.add(Heading(text=words.text(answer.title), right=view.as_of_line()))
    if not answer.waiting:
        page.part(Para(text=words(N_("Nothing is waited for from any party: there is nothing to ask for."))))
        return
    party = words.party(answer.party)
    page.part(Para(text=words(N_("Nothing is waited for from this party: {party}. Waited for:"), party=party)))
    for each in answer.waiting:
        page.add(Para(label=words.party(each.party), text=sentences.waiting(each, words), indent=2))


class _Letter:
    """One draft on its page; what it cannot say in its own language is gathered for the remarks."""

    def __init__(self, page: Page, answer: RequestAnswer, view: View) -> None:
        self._page, self._answer, self._view, self._words = page, answer, view, view.words
        self._sender = answer.sender or answer.party
        self._foreign: list[str] = []
        self._doubts: list[str] = []

    # --- the two letters -----------------------------------------------------------------------------------------

    def note(self) -> None:
        """Write a note verbale."""
        answer, words = self._answer, self._words
        link = answer.link or ChainLink.SENT
        self._head(words(N_("Draft note verbale, through diplomatic channels")))
        self._page.part(Para(text=requests.number_and_date(words)))
        to = self._addressee()
        self._say(words(requests.OPENING, sender=ministry(self._sender, words), addressee=to))
        self._instrument()
        self._acts(words(N_("On the part of {state}:"), state=of_state(self._sender, words)), answer.own)
        self._acts(words(N_("On the part of {state}:"), state=of_state(answer.party, words)), answer.theirs)
        self._say(requests.status(link, answer.party, words.day_in_full(self._view.as_of), words))
        if answer.note is not None:
            self._page.add(self._act(answer.note))
        if answer.since is not None:
            self._page.add(Para(text=requests.days_open(answer.since, words)))
        if answer.planned_for is not None:
            date = words.on(answer.planned_for)
            self._page.add(Para(text=words(N_("It was planned for: {date}."), date=date)))
        self._what_follows()
        of_receiver = link is ChainLink.RECEIVED and answer.to_party != answer.party
        self._say(requests.ask(link, words, of_receiver=of_receiver))
        self._say(words(requests.CLOSING, addressee=to))
        self._page.part(Para(text=self._address()), Para(text=words(N_("[city]"))))

    def reminder(self) -> None:
        """Write a reminder to a body at home."""
        answer, words = self._answer, self._words
        step = answer.step
        self._head(words(N_("Draft reminder")))
        body = answer.body or (words.text(step.body) if step is not None else "") or words(N_("[body]"))
        self._page.part(Para(label=words(N_("To")), text=body), Para(text=requests.number_and_date(words)))
        self._say(words(N_("This is about the following instrument:")))
        self._instrument()
        self._acts(words(N_("Done so far:")), answer.own)
        state = of_state(self._sender, words)
        if step is None:
            self._say(words(N_("On the part of {state}, this is waited for:"), state=state))
            self._page.add(Para(text=words(NEXT_ACT[answer.link or ChainLink.CONSENT]), indent=_INDENT))
        else:
            self._say(words(requests.WAITED_FOR[step.phase], state=state))
            self._step(step)
        date = words.day_in_full(self._view.as_of)
        self._page.add(Para(text=words(N_("As of {date} it is not on record that this was done."), date=date)))
        if answer.since is not None:
            self._page.add(Para(text=requests.days_open(answer.since, words)))
        if answer.planned_for is not None:
            date = words.on(answer.planned_for)
            self._page.add(Para(text=words(N_("It was planned for: {date}."), date=date)))
        self._what_follows()
        paper = requests.own_text(step.paper, words) if step is not None else None
        self._say(
            words(N_("Please let us know how the matter stands and, once it is done, the number and date of the act."))
            if paper is None
            else words(
                N_(
                    "Please let us know how the matter stands and, once it is done, the number and date of this "
                    "document: {paper}."
                ),
                paper=paper,
            )
        )
        self._page.part(Para(text=words(N_("[name, office, signature]"))))

    # --- their parts ---------------------------------------------------------------------------------------------

    def _head(self, text: str) -> None:
        self._page.add(Heading(text=text, right=self._view.as_of_line()))

    def _say(self, text: str) -> None:
        self._page.part(Para(text=text))

    def _addressee(self) -> str:
        """Return whom the note is written to, as it follows "presents its compliments"."""
        if self._answer.to_party is not None:
            return to_ministry(self._answer.to_party, self._words)
        return self._words(N_("to {addressee}"), addressee=self._address())

    def _address(self) -> str:
        if self._answer.to_party is not None:
            return ministry(self._answer.to_party, self._words)
        if self._answer.depositary is not None:
            return f"[{self._answer.depositary}]"
        return self._words(N_("[addressee]"))

    def _instrument(self) -> None:
        answer, words = self._answer, self._words
        title = answer.title.get(words.language)
        if not title:
            title = words.text(answer.title) or answer.ref
            self._foreign.append(title)
        self._page.part(Para(text=title, indent=_INDENT, tone=Tone.STRONG))
        if answer.link in (ChainLink.CLEARED, ChainLink.SIGNED):
            return
        place = answer.place
        if place is not None and not (requests.fits(place, words) and requests.is_plain(place)):
            self._doubts.append(words(requests.PLACE, place=place))
            place = None
        text = words(
            N_("signature: {place}, {date}"),
            place=place or words(N_("[place]")),
            date=requests.in_full(answer.signed_on, words),
        )
        self._page.add(Para(text=text, indent=_INDENT))

    def _acts(self, head: str, acts: Sequence[RequestAct]) -> None:
        if acts:
            self._say(head)
            self._page.add(*map(self._act, acts))

    def _act(self, told: RequestAct) -> Para:
        if told.document and not requests.fits(told.document, self._words):
            self._foreign.append(told.document)
        return Para(text=requests.act(told, self._words), indent=_INDENT)

    def _step(self, step: StepAsked) -> None:
        words = self._words
        self._page.add(Para(text=words.text(step.names), indent=_INDENT, tone=Tone.STRONG))
        if step.verified and step.legal_basis:
            if requests.fits(step.legal_basis, words):
                text = words(N_("legal basis: {basis}"), basis=step.legal_basis)
                self._page.add(Para(text=text, indent=_INDENT))
            else:
                self._foreign.append(step.legal_basis)
        if step.deadline is not None and step.deadline.confidence is Confidence.HIGH:
            period = deadline_in_words(step.deadline, words)
            if step.period is not None and step.period.state is not PeriodState.NOT_COMPUTABLE:
                period = f"{period}; {period_standing(step.period, words)}"
            self._page.add(Para(text=words(N_("period: {period}"), period=period), indent=_INDENT))

    def _what_follows(self) -> None:
        """Say what comes once it is done: the next step, entry into force, what that sets free."""
        answer, words = self._answer, self._words
        said = []
        if answer.step is not None and answer.step.then:
            said.append(words(N_("The next step then is: {step}."), step=words.text(answer.step.then)))
        rule = rule_in_words(answer.rule, words) if answer.rule is not None else answer.clause_text or ""
        if answer.rule is None and not requests.fits(rule, words):
            self._foreign.append(rule)
            rule = ""
        if rule:
            said.append(requests.entry_into_force(answer.article, rule.rstrip("."), words))
        elif answer.article is not None:
            said.append(requests.article_only(answer.article, words))
        for each in answer.unlocks:
            what = requests.own_text(each.what, words)
            if what is None:
                self._foreign.append(words.text(each.what))
            else:
                said.append(words(requests.AFTER[each.by], what=what.rstrip(".")))
        if said:
            self._page.part(*(Para(text=each) for each in said))

    # --- the remarks ---------------------------------------------------------------------------------------------

    def remarks(self) -> None:
        """Write what to look at before the letter is sent."""
        answer, words = self._answer, self._words
        step = answer.step
        variant = words.text(step.variant) if step is not None else ""
        period = deadline_with_doubt(step.deadline, words) if step is not None and step.deadline is not None else ""
        said = [words(requests.BRACKETS)]
        strangers = dict.fromkeys(
            words.party(each)
            for each in (self._sender, answer.to_party, answer.party)
            if each is not None and each not in OF_STATE
        )
        if strangers:
            said.append(words(requests.NAMES, names=", ".join(strangers)))
        said += [words(requests.NOT_OWN_LANGUAGE, what=each) for each in dict.fromkeys(self._foreign) if each]
        said += self._doubts
        said += [requests.remark(each, words, variant=variant, period=period) for each in answer.remarks]
        self._page.part(Heading(text=words(N_("Before you send this")), level=2))
        self._page.add(*(Para(label="-", text=each, tone=Tone.DOUBT) for each in said))
