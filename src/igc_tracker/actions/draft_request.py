"""`igc ask`: what a note to the other side, or a reminder to a body at home, has to say about what is waited for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import title_in_all
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.entry_into_force import can_compute
from igc_tracker.derive.next_step import Waiting, derive_next
from igc_tracker.derive.procedure_run import Run, derive_run
from igc_tracker.derive.request_evidence import Evidence, OpenSince, Remark, RemarkCode, RequestAct
from igc_tracker.derive.standing import Standing, derive_standing
from igc_tracker.derive.statutory import StatutoryPeriod
from igc_tracker.derive.unlocks import UnlockStanding, UnlockState, derive_unlocks
from igc_tracker.derive.variants import VariantBasis
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import BodyAbroadError, MissingValueError, NotAPartyError, NothingYetError, Phrase
from igc_tracker.domain.facts import Confidence
from igc_tracker.domain.instruments import ChainLink, ClauseTopic, Instrument, InstrumentKind, Text
from igc_tracker.domain.procedures import StepDeadline
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from igc_tracker.actions.ports import DomesticLaw, RegisterStore
    from igc_tracker.derive.run_steps import RunStep
    from igc_tracker.domain.clauses import Rule  # noqa: TC004  # loaded with the first rule that is read


class RequestKind(StrEnum):
    """NOTE: a note verbale, to another party or to the depositary. REMINDER: a letter to a body at home."""

    NOTE = "note"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAsked:
    """The step at home that is waited for; ``then`` is the one after it. ``verified`` speaks of ``legal_basis``."""

    key: str
    names: Text
    body: Text
    paper: Text
    legal_basis: str
    verified: bool
    deadline: StepDeadline | None
    period: StatutoryPeriod | None
    variant: Text
    phase: Phase
    then: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAnswer:
    """What a draft is made of; ``request`` None: nothing is waited for from this party, so there is none.

    ``sender`` is in whose name it is written. The addressee is a party (``to_party``), the depositary, or a ``body``;
    none of them: nobody knows. ``signed_on`` and ``place`` are given only where all have signed and the record is of
    one mind. ``own`` are the acts of the sender, ``theirs`` those of the party asked; ``note`` is the one whose receipt
    is not on record. ``rule`` is the rule on entry into force, ``article`` where it stands, ``clause_text`` its words
    where there is no rule. ``waiting`` are all parties that are waited for.
    """

    ref: str
    kind: InstrumentKind
    title: Mapping[str, str | None]
    party: str
    request: RequestKind | None
    waiting: tuple[Waiting, ...]
    sender: str | None = None
    to_party: str | None = None
    depositary: str | None = None
    body: str | None = None
    link: ChainLink | None = None
    state: LinkStatus | None = None
    since: OpenSince | None = None
    planned_for: PartialDate | None = None
    signed_on: PartialDate | None = None
    place: str | None = None
    own: tuple[RequestAct, ...] = ()
    theirs: tuple[RequestAct, ...] = ()
    note: RequestAct | None = None
    step: StepAsked | None = None
    article: str | None = None
    rule: Rule | None = None
    clause_text: str | None = None
    unlocks: tuple[UnlockStanding, ...] = ()
    remarks: tuple[Remark, ...] = ()


def draft_request(
    store: RegisterStore,
    law: DomesticLaw,
    ref: str,
    party: str,
    *,
    as_of: date,
    known_on: date | None,
    sender: str | None = None,
    home: str | None = None,
    body: str | None = None,
) -> RequestAnswer:
    """Return what to write because something is waited for from ``party``.

    It is written in the name of ``sender``. Where that is None: of ``party`` itself if a ``body`` is named, else of
    ``home`` if it is a party, else of the other party of two; raise MissingValueError where there are more.
    """
    register, _ = store.look(known_on=known_on)
    instrument = find_one(register, ref)
    for named in (party, sender):
        if named is not None and named not in instrument.parties:
            raise NotAPartyError(party=named, ref=instrument.ref, parties=", ".join(instrument.parties))
    if body is not None and sender is not None and sender != party:
        raise BodyAbroadError(sender=sender, party=party)
    standing = derive_standing(instrument, as_of=as_of, others=register.by_ref)
    if standing is None:
        raise NothingYetError(ref=instrument.ref, day=as_of)
    step = derive_next(instrument, standing)
    waiting = step.waiting if step is not None else ()
    asked = next((each for each in waiting if each.party == party), None)
    answer = RequestAnswer(
        ref=instrument.ref,
        kind=instrument.kind,
        title=title_in_all(instrument.titles),
        party=party,
        request=None,
        waiting=waiting,
    )
    if step is None or asked is None:
        return answer
    drafting = _Drafting(instrument, standing, law)
    writer = drafting.writer(party, sender=sender, home=home, body=body)
    # of a note that was sent no body at home is reminded, unless one is named: its receiver is asked
    at_home = party == writer and (asked.link is not ChainLink.RECEIVED or body is not None)
    letter = drafting.reminder(answer, asked, body) if at_home else drafting.note(answer, asked, writer)
    found = drafting.common(letter, register.by_ref)
    return replace(
        found,
        sender=writer,
        link=asked.link,
        state=asked.state,
        planned_for=step.planned_for if asked.link is step.link else None,
        remarks=drafting.remarks,
    )


_BEFORE_SIGNATURE = (ChainLink.CLEARED, ChainLink.SIGNED)
_AFTER_SIGNATURE = (ChainLink.CONSENT, ChainLink.SENT, ChainLink.RECEIVED)


class _Drafting:
    """The making of one draft."""

    def __init__(self, instrument: Instrument, standing: Standing, law: DomesticLaw) -> None:
        self._instrument, self._standing = instrument, standing
        self._law = law
        self._evidence = Evidence(instrument, standing)
        if instrument.restricted:
            self._remark(RemarkCode.RESTRICTED)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What to look at before it is sent."""
        return self._evidence.remarks

    def _remark(self, code: RemarkCode, *, party: str | None = None, link: ChainLink | None = None) -> None:
        self._evidence.remark(Remark(code=code, party=party, link=link))

    def writer(self, party: str, *, sender: str | None, home: str | None, body: str | None) -> str:
        """Return in whose name to write."""
        said = sender or (party if body else None) or (home if home in self._instrument.parties else None)
        if said is not None:
            return said
        others = [each for each in self._instrument.parties if each != party]
        if len(others) != 1:
            raise MissingValueError(
                what=Phrase("The party in whose name to write"),
                option=Phrase('--from CODE, or keep your own in the config file: party = "KZ"'),
            )
        self._remark(RemarkCode.SENDER_ASSUMED, party=party)
        return others[0]

    def note(self, answer: RequestAnswer, asked: Waiting, sender: str) -> RequestAnswer:
        """Return the answer as a note: to the party asked, or to whoever should have received its note."""
        links = _BEFORE_SIGNATURE if asked.link in _BEFORE_SIGNATURE else _AFTER_SIGNATURE
        others = [each for each in self._instrument.parties if each != sender]
        receipt = asked.link is ChainLink.RECEIVED
        depositary = self._instrument.depositary if receipt else None
        to_party: str | None = asked.party
        if depositary is not None:
            to_party = depositary if depositary in others else None
        elif asked.party == sender:
            to_party = others[0] if len(others) == 1 else None
        self._look_first(asked)
        note = self._evidence.act(asked.party, ChainLink.SENT) if receipt else None
        own = _once((self._act(sender, link) for link in links), without=note)
        theirs: tuple[RequestAct, ...] = ()
        if asked.party != sender:
            theirs = _once((self._act(asked.party, link) for link in links), without=note)
            self._own_not_recorded(sender, asked)
        return replace(
            answer,
            request=RequestKind.NOTE,
            to_party=to_party,
            depositary=None if to_party else depositary,
            since=self._evidence.since_link(asked),
            own=own,
            theirs=theirs,
            note=note,
        )

    def reminder(self, answer: RequestAnswer, asked: Waiting, body: str | None) -> RequestAnswer:
        """Return the answer as a reminder of the step at home that is waited for, or of the link where none is."""
        self._look_first(asked)
        run = self._run(asked.party, asked.link)
        if run is None or run.waits_for is None:
            body = body or self._instrument.lead_bodies.get(asked.party)
            return replace(answer, request=RequestKind.REMINDER, body=body, since=self._evidence.since_link(asked))
        before = run.steps[: run.steps.index(run.waits_for)]
        return replace(
            answer,
            request=RequestKind.REMINDER,
            body=body,
            step=self._step_asked(run, run.waits_for, named_by_law=body is None),
            since=self._evidence.since_step(run, run.waits_for),
            own=_once(map(self._evidence.step, before), without=None),
        )

    def common(self, answer: RequestAnswer, others: Mapping[str, Instrument]) -> RequestAnswer:
        """Return the answer with what every letter tells: signature, entry into force, what hangs on it."""
        signed_on, place = self._evidence.signature()
        clause = self._instrument.clause(ClauseTopic.ENTRY_INTO_FORCE)
        rule = None
        if can_compute(self._instrument, others):
            # the engine is loaded for an instrument with rules only
            from igc_tracker.derive.computed_force import force_rule

            rule = force_rule(self._instrument, others)
        article = clause.article if clause is not None else None
        text = (clause.text or None) if clause is not None and rule is None else None
        if rule is None and text is None and article is None:
            self._remark(RemarkCode.NO_CLAUSE)
        elif article is None:
            self._remark(RemarkCode.NO_ARTICLE)
        unlocks = derive_unlocks(self._instrument, self._standing)
        return replace(
            answer,
            signed_on=signed_on,
            place=place,
            article=article,
            rule=rule,
            clause_text=text,
            unlocks=tuple(each for each in unlocks if each.state is UnlockState.WAITING),
        )

    def _look_first(self, asked: Waiting) -> None:
        if asked.state is LinkStatus.UNKNOWN:
            self._remark(RemarkCode.MAY_BE_DONE, party=asked.party, link=asked.link)

    def _own_not_recorded(self, sender: str, asked: Waiting) -> None:
        """Remark what of the sender's own chain is not on record: who asks should have done as much."""
        own = self._evidence.chains[sender].links
        needed: tuple[ChainLink, ...] = (ChainLink.CLEARED,)
        if asked.link not in _BEFORE_SIGNATURE:
            needed = (ChainLink.CONSENT, ChainLink.SENT)
            if own[ChainLink.SENT].state is LinkStatus.DONE:
                needed = (ChainLink.RECEIVED,)
        for link in needed:
            if not own[link].is_behind:
                self._remark(RemarkCode.OWN_NOT_RECORDED, party=sender, link=link)

    def _act(self, party: str, link: ChainLink) -> RequestAct | None:
        run = self._run(party, link) if link in (ChainLink.CLEARED, ChainLink.CONSENT) else None
        sure = run is not None and run.chosen.basis is not VariantBasis.ASSUMED
        return self._evidence.act(party, link, run if sure else None)

    def _run(self, party: str, link: ChainLink) -> Run | None:
        """Return the party's way through the phase a link belongs to."""
        phase = Phase.PRE_SIGNATURE if link in _BEFORE_SIGNATURE else Phase.CONSENT
        template = self._law.procedures.for_party(party)
        as_of = self._standing.as_of
        return derive_run(self._instrument, party, phase, template, as_of=as_of, calendars=self._law.calendars)

    def _step_asked(self, run: Run, waits_for: RunStep, *, named_by_law: bool) -> StepAsked:
        step, remark = waits_for.step, self._evidence.remark
        if run.chosen.basis is VariantBasis.ASSUMED:
            self._remark(RemarkCode.VARIANT_ASSUMED)
        if named_by_law:
            self._remark(RemarkCode.ADDRESSEE)
        if step.legal_basis and not step.is_verified:
            remark(Remark(code=RemarkCode.BASIS_UNVERIFIED, text=step.legal_basis))
        if step.deadline is not None and step.deadline.confidence is not Confidence.HIGH:
            self._remark(RemarkCode.PERIOD_UNVERIFIED)
        if waits_for.delay is not None:
            remark(Remark(code=RemarkCode.DELAYED, on=waits_for.delay.since, facts=(waits_for.delay.fact,)))
        after = run.steps[run.steps.index(waits_for) + 1 :]
        following = next((each for each in after if not each.is_behind and each.counts), None)
        return StepAsked(
            key=step.key,
            names=step.names,
            body=step.body,
            paper=step.output,
            legal_basis=step.legal_basis,
            verified=step.is_verified,
            deadline=step.deadline,
            period=waits_for.period,
            variant=run.chosen.variant.names,
            phase=run.phase,
            then=following.step.names if following is not None else {},
        )


def _once(acts: Iterable[RequestAct | None], *, without: RequestAct | None) -> tuple[RequestAct, ...]:
    """Return the acts there are, each fact once: a deposit is sending and receipt in one."""
    found: dict[str, RequestAct] = {}
    for act in acts:
        if act is not None and act != without:
            found.setdefault(act.fact, act)
    return tuple(found.values())
