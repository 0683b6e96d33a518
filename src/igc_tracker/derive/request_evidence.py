"""What a letter about an open item may rely on, and what whoever sends it has to look at first.

Only settled acts may be told as facts. What is unconfirmed or in conflict becomes a remark; what the press alone says
and sources differ on is told as reported.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus, facts_counting
from igc_tracker.derive.conflicts import ConflictFound, derive_conflicts
from igc_tracker.derive.run_steps import StepState
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty, Fact, FactKind
from igc_tracker.domain.instruments import ChainLink, Instrument, Text

if TYPE_CHECKING:
    from igc_tracker.derive.chain import PartyChain
    from igc_tracker.derive.next_step import Waiting
    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.derive.run_steps import RunStep
    from igc_tracker.derive.standing import Standing


class RemarkCode(StrEnum):
    """What whoever sends a letter has to look at first."""

    RESTRICTED = "restricted"
    SENDER_ASSUMED = "sender-assumed"
    ADDRESSEE = "addressee"
    MAY_BE_DONE = "may-be-done"
    OWN_NOT_RECORDED = "own-not-recorded"
    UNCONFIRMED = "unconfirmed"
    PRESS = "press"
    CONFLICT = "conflict"
    DAY_UNSURE = "day-unsure"
    NO_CLAUSE = "no-clause"
    NO_ARTICLE = "no-article"
    VARIANT_ASSUMED = "variant-assumed"
    BASIS_UNVERIFIED = "basis-unverified"
    PERIOD_UNVERIFIED = "period-unverified"
    DELAYED = "delayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to look at: ``facts`` by id, the ``link`` or fact ``kind`` and day it is about, a recorded ``text``."""

    code: RemarkCode
    party: str | None = None
    link: ChainLink | None = None
    kind: FactKind | None = None
    on: PartialDate | None = None
    facts: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAct:
    """An act a letter relies on: one that completes a ``link`` between States, or a ``step`` at home.

    ``paper`` is what the act is called by the procedures of its State, empty where they do not tell; ``document`` its
    number as recorded. ``reported``: told on the word of the press, and sources differ on it.
    """

    link: ChainLink | None
    kind: FactKind
    on: PartialDate | None
    document: str | None
    paper: Text
    step: Text
    reported: bool
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSince:
    """From which day on it has been waited: that of a ``link`` or of a ``step``, whichever was done last."""

    on: PartialDate
    days: int
    link: ChainLink | None
    step: Text
    reported: bool


_BETTER_THAN_PRESS = frozenset({Certainty.ORIGINAL, Certainty.GAZETTE, Certainty.OFFICIAL})


class Evidence:
    """What the facts of one instrument let a letter say; what they do not is gathered in ``remarks``."""

    def __init__(self, instrument: Instrument, standing: Standing) -> None:
        facts = facts_counting(instrument, as_of=standing.as_of)
        self.chains: dict[str, PartyChain] = {chain.party: chain for chain in standing.chains}
        self._by_id = {fact.id: fact for fact in facts}
        self._conflicts = derive_conflicts(instrument, facts, as_of=standing.as_of)
        self._remarks: dict[Remark, None] = {}
        self._cited: dict[str, Fact] = {}

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was remarked, and what stands behind the acts told: the press alone, or sources that differ."""
        doubts = self._known_from_press()
        doubts += [
            Remark(code=RemarkCode.CONFLICT, text=each.text, kind=each.kind, party=each.party, facts=each.facts)
            for each in self._conflicts_on(*self._cited.values())
        ]
        return (*self._remarks, *doubts)

    def _known_from_press(self) -> list[Remark]:
        """Return a remark for each act told on the word of the press; what several parties did on one day is one."""
        found: dict[tuple[FactKind, PartialDate | None], list[Fact]] = {}
        for fact in self._cited.values():
            if fact.certainty not in _BETTER_THAN_PRESS:
                found.setdefault((fact.kind, fact.on), []).append(fact)
        return [
            Remark(
                code=RemarkCode.PRESS,
                kind=kind,
                on=on,
                party=facts[0].party if len(facts) == 1 else None,
                facts=tuple(fact.id for fact in facts),
            )
            for (kind, on), facts in found.items()
        ]

    def remark(self, remark: Remark) -> None:
        """Note something to be looked at, once."""
        self._remarks.setdefault(remark)

    def signature(self) -> tuple[PartialDate | None, str | None]:
        """Return the day and place of signature, as far as all have signed and the whole record agrees on them."""
        links = [chain.links[ChainLink.SIGNED] for chain in self.chains.values()]
        done = [each for each in links if each.state is LinkStatus.DONE]
        if not done or not all(each.is_behind for each in links):
            return None, None
        facts = [fact for each in done if (fact := self._by_id.get(each.fact or "")) is not None]
        days = [each.on for each in done if each.on is not None]
        settled = len(days) == len(done) and all(each.settled for each in done)
        if settled:
            self._cite(*facts)
        else:
            for fact in facts:
                self.remark(_about(RemarkCode.UNCONFIRMED, fact))
        doubted = self._conflicts_on(*facts)
        one_day = settled and not any(each.kind for each in doubted)
        places = {fact.place for fact in facts}
        return (
            max(days, key=lambda day: day.order) if one_day else None,
            places.pop() if len(places) == 1 and not doubted else None,
        )

    def act(self, party: str, link: ChainLink, run: Run | None = None) -> RequestAct | None:
        """Return the act that completes a link of a party's, None where none is settled.

        ``run`` is the party's way through the phase of the link, where it is surely that: it knows what papers are
        called.
        """
        state = self.chains[party].links[link]
        fact = self._by_id.get(state.fact or "")
        if state.state is not LinkStatus.DONE or fact is None:
            return None
        paper = next((each.step.output for each in run.steps if each.fact == fact.id), {}) if run is not None else {}
        return self._told(fact, settled=state.settled, link=link, paper=paper)

    def step(self, step: RunStep) -> RequestAct | None:
        """Return a step as it was done, None where it was not or nobody can be sure."""
        fact = self._by_id.get(step.fact or "")
        if step.state is not StepState.DONE or fact is None:
            return None
        return self._told(fact, settled=step.settled, step=step.step.names, paper=step.step.output)

    def since_link(self, asked: Waiting) -> OpenSince | None:
        """Return since when a party is waited for: from the link it did last, if that is settled."""
        if asked.after is None or asked.since is None:
            return None
        state = self.chains[asked.party].links[asked.after]
        return self._since(asked.since, asked.days, state.fact, settled=state.settled, link=asked.after)

    def since_step(self, run: Run, waits_for: RunStep) -> OpenSince | None:
        """Return since when a step is waited for: from the step before it, from its own beginning, or signature."""
        if run.since is None:
            return None
        done = [each for each in run.steps if each.state is StepState.DONE and each.on == run.since]
        giving = waits_for if waits_for.on == run.since else done[-1] if done else None
        if giving is not None:
            fact, settled, names = giving.fact, giving.settled, giving.step.names
            return self._since(run.since, run.days, fact, settled=settled, step=names)
        signed = self.chains[run.party].links[ChainLink.SIGNED]
        link = ChainLink.SIGNED if signed.on == run.since else None
        fact = signed.fact if link else None
        return self._since(run.since, run.days, fact, settled=link is None or signed.settled, link=link)

    def _since(
        self,
        on: PartialDate,
        days: int | None,
        fact_id: str | None,
        *,
        settled: bool,
        link: ChainLink | None = None,
        step: Text | None = None,
    ) -> OpenSince | None:
        fact = self._by_id.get(fact_id or "")
        if days is None or not settled:
            self.remark(Remark(code=RemarkCode.DAY_UNSURE, on=on, link=link))
            return None
        if fact is not None:
            self._cite(fact)
        reported = fact is not None and self._is_reported(fact)
        return OpenSince(on=on, days=days, link=link, step=step or {}, reported=reported)

    def _told(
        self, fact: Fact, *, settled: bool, paper: Text, link: ChainLink | None = None, step: Text | None = None
    ) -> RequestAct | None:
        if not settled:
            self.remark(_about(RemarkCode.UNCONFIRMED, fact))
            return None
        self._cite(fact)
        return RequestAct(
            link=link,
            kind=fact.kind,
            on=fact.document_date or fact.on,
            document=fact.document,
            paper=paper,
            step=step or {},
            reported=self._is_reported(fact),
            fact=fact.id,
        )

    def _is_reported(self, fact: Fact) -> bool:
        if fact.certainty in _BETTER_THAN_PRESS:
            return False
        found = self._conflicts_on(fact)
        # sources may differ on many sides of a signature, and only its day is told as an act
        return any(each.kind is not None for each in found) if fact.kind is FactKind.SIGNED else bool(found)

    def _cite(self, *facts: Fact) -> None:
        self._cited |= {fact.id: fact for fact in facts}

    def _conflicts_on(self, *facts: Fact) -> list[ConflictFound]:
        ids = {fact.id for fact in facts}
        return [each for each in self._conflicts if ids.intersection(each.facts)]


def _about(code: RemarkCode, fact: Fact) -> Remark:
    return Remark(code=code, kind=fact.kind, party=fact.party, on=fact.on, facts=(fact.id,))
