"""The five links of each party's chain: cleared to sign, signed, consent, note sent, note received.

A domestic act never completes an international link (VCLT arts. 11-16, 78): a law of ratification is *consent*; only a
note, a deposit or an exchange is *sent* and *received*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import DOMESTIC_STEPS, Certainty, Fact, FactKind, Manner
from igc_tracker.domain.instruments import ChainLink, ClauseTopic, Instrument

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


class LinkStatus(StrEnum):
    """How one link stands. UNKNOWN: passed without a record, or looked for and not found; never "not done"."""

    DONE = "done"
    OPEN = "open"
    UNKNOWN = "unknown"
    NOT_REQUIRED = "not-required"


COMPLETES: Mapping[ChainLink, frozenset[FactKind]] = {
    ChainLink.CLEARED: frozenset({FactKind.CLEARED_TO_SIGN}),
    ChainLink.SIGNED: frozenset({FactKind.SIGNED, FactKind.ADOPTED}),
    ChainLink.CONSENT: frozenset({FactKind.RATIFIED, FactKind.APPROVED, FactKind.ACCEPTED, FactKind.ACCEDED}),
    ChainLink.SENT: frozenset(
        {FactKind.NOTIFICATION_SENT, FactKind.INSTRUMENT_DEPOSITED, FactKind.INSTRUMENTS_EXCHANGED}
    ),
    ChainLink.RECEIVED: frozenset(
        {FactKind.NOTIFICATION_RECEIVED, FactKind.INSTRUMENT_DEPOSITED, FactKind.INSTRUMENTS_EXCHANGED}
    ),
}
"""The facts that complete a link. Deposit and exchange are sending and receipt in one."""

IN_FORCE_KINDS = frozenset({FactKind.ENTERED_INTO_FORCE})
LINKS = tuple(ChainLink)

_CERTAINTY_RANK = {certainty: rank for rank, certainty in enumerate(Certainty)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkState:
    """One link of one party on one day.

    ``settled`` is False where the act rests on hearsay alone or may lie after the day looked from. ``overtaken`` tells
    that a link is unknown because later acts show that it was passed. ``fact`` is the id of the fact that completes
    the link.
    """

    state: LinkStatus
    overtaken: bool = False
    on: PartialDate | None = None
    certainty: Certainty | None = None
    settled: bool = True
    document: str | None = None
    place: str | None = None
    signatory: str | None = None
    fact: str | None = None

    @property
    def is_behind(self) -> bool:
        """Tell whether nothing is waited for here: done, not required, or shown to be passed by later acts."""
        return self.overtaken or self.state in (LinkStatus.DONE, LinkStatus.NOT_REQUIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyChain:
    """The five links of one party, in order.

    ``step_taken`` tells that parliament has dealt with its consent. ``declined`` is the fact by which the party made
    clear that it does not intend to become one (VCLT article 18(a)), and after which it did nothing to become one.
    """

    party: str
    links: Mapping[ChainLink, LinkState]
    step_taken: Fact | None = None
    declined: Fact | None = None


def facts_counting(instrument: Instrument, *, as_of: date) -> tuple[Fact, ...]:
    """Return the facts to be taken into account from ``as_of`` (inclusive), in order of day, undated ones last."""
    counting = [fact for fact in instrument.facts if fact.counts_on(as_of)]
    return tuple(sorted(counting, key=fact_order))


def about_the_whole(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts about the instrument as such, leaving out those about one article, in the order given."""
    return tuple(fact for fact in facts if fact.article is None)


def fact_order(fact: Fact) -> tuple[bool, object, int, str]:
    """Sort key: dated before undated, by day, then in the order of an instrument's life, then by id."""
    return (fact.on is None, fact.on.order if fact.on else (), _KIND_RANK[fact.kind], fact.id)


_KIND_RANK = {kind: rank for rank, kind in enumerate(FactKind)}


def best_fact(facts: Iterable[Fact]) -> Fact | None:
    """Return the fact to go by where several say the same was done: the best certainty, then the earliest day."""
    return min(facts, key=lambda fact: (_CERTAINTY_RANK[fact.certainty], *fact_order(fact)), default=None)


def derive_chains(instrument: Instrument, facts: Sequence[Fact], *, as_of: date) -> tuple[PartyChain, ...]:
    """Return the chain of every party, in the order of the cover sheet.

    ``facts`` are those counting on ``as_of``; a fact without a party counts for every party.
    """
    in_force = any(fact.kind in IN_FORCE_KINDS and fact.party is None for fact in facts)
    signature_seen = any(fact.kind in COMPLETES[ChainLink.SIGNED] for fact in facts)
    after_signature = any(fact.kind in _AFTER_SIGNATURE for fact in facts)
    return tuple(
        _derive_chain(
            instrument,
            party,
            [fact for fact in facts if fact.party in (None, party)],
            in_force=in_force,
            # consent is given to a text that was signed, even where nobody wrote down when
            signed_unseen=after_signature and not signature_seen,
            as_of=as_of,
        )
        for party in instrument.parties
    )


_AFTER_SIGNATURE = (
    # a bill may be submitted before signature; a chamber approves what is signed
    (DOMESTIC_STEPS - {FactKind.SUBMITTED_TO_PARLIAMENT})
    | (COMPLETES[ChainLink.CONSENT] - {FactKind.ACCEDED})
    | COMPLETES[ChainLink.SENT]
)


def _derive_chain(
    instrument: Instrument,
    party: str,
    facts: Sequence[Fact],
    *,
    in_force: bool,
    signed_unseen: bool,
    as_of: date,
) -> PartyChain:
    in_force = in_force or any(fact.kind in IN_FORCE_KINDS for fact in facts)
    once = {link for link in LINKS if any(fact.kind in COMPLETES[link] for fact in facts)}
    facts = _not_taken_back(facts)
    done = {link: best_fact(fact for fact in facts if fact.kind in COMPLETES[link]) for link in LINKS}
    excused = _excused(instrument, facts, done)
    states: dict[ChainLink, LinkState] = {}
    for place, link in enumerate(LINKS):
        fact = done[link]
        if fact is not None:
            states[link] = _done(fact, as_of=as_of)
        elif link in excused:
            states[link] = _not_required(excused[link], as_of=as_of)
        elif in_force or _was_passed(place, done, once) or (place < _AFTER and signed_unseen):
            states[link] = LinkState(state=LinkStatus.UNKNOWN, overtaken=True)
        else:
            reached = place == 0 or states[LINKS[place - 1]].state is not LinkStatus.OPEN
            # who is not known to have consented is not known to have kept silent afterwards
            in_the_dark = place > _AFTER and states[LINKS[place - 1]].state is LinkStatus.UNKNOWN
            searched = in_the_dark or (reached and _was_searched(instrument, link, party))
            states[link] = LinkState(state=LinkStatus.UNKNOWN if searched else LinkStatus.OPEN)
    steps = [fact for fact in facts if fact.kind in DOMESTIC_STEPS]
    return PartyChain(
        party=party, links=states, step_taken=max(steps, key=fact_order, default=None), declined=_declined(facts)
    )


def _not_taken_back(facts: Sequence[Fact]) -> list[Fact]:
    """Return a party's facts, in order, without the notes and instruments it withdrew afterwards."""
    standing: list[Fact] = []
    for fact in facts:
        if fact.kind is FactKind.INSTRUMENT_WITHDRAWN:
            standing = [each for each in standing if each.kind not in _WITHDRAWABLE]
        standing.append(fact)
    return standing


_WITHDRAWABLE = COMPLETES[ChainLink.SENT] | COMPLETES[ChainLink.RECEIVED]


def _declined(facts: Sequence[Fact]) -> Fact | None:
    """Return the intention not to become a party that the last of a party's ``facts``, in order, leaves standing."""
    telling = COMPLETES[ChainLink.CONSENT] | COMPLETES[ChainLink.SENT] | {FactKind.INTENTION_NOT_TO_JOIN}
    last = next((fact for fact in reversed(facts) if fact.kind in telling), None)
    return last if last is not None and last.kind is FactKind.INTENTION_NOT_TO_JOIN else None


_AFTER = LINKS.index(ChainLink.CONSENT)


def _was_passed(place: int, done: Mapping[ChainLink, Fact | None], once: set[ChainLink]) -> bool:
    """Tell whether a later link shows that this one was passed; up to consent, even one that was taken back since."""
    return any(done[later] or (place <= _AFTER and later in once) for later in LINKS[place + 1 :])


def _excused(
    instrument: Instrument, facts: Sequence[Fact], done: Mapping[ChainLink, Fact | None]
) -> dict[ChainLink, Fact | None]:
    """Return the links that need no act of this party, with the fact that says so where there is one."""
    excused: dict[ChainLink, Fact | None] = {}
    if not instrument.is_treaty:
        excused |= dict.fromkeys(LINKS[_AFTER:])
    condition = _condition(instrument)
    if condition == "signed-by-all":
        excused |= dict.fromkeys(LINKS[_AFTER:])
    if condition == "tacit-acceptance":  # who keeps silent has done all there is to do
        excused |= dict.fromkeys(LINKS)
    waived = best_fact(fact for fact in facts if fact.kind is FactKind.RATIFICATION_NOT_REQUIRED)
    if waived is not None:
        excused[ChainLink.CONSENT] = waived
    consent = done[ChainLink.CONSENT]
    if consent is not None and consent.kind is FactKind.ACCEDED:  # who accedes does not sign (VCLT art. 15)
        excused |= dict.fromkeys((ChainLink.CLEARED, ChainLink.SIGNED))
    return excused


def _condition(instrument: Instrument) -> str | None:
    """Return what the clause asks for, if it is one thing: signature alone binds (VCLT article 12)."""
    clause = instrument.clause(ClauseTopic.ENTRY_INTO_FORCE)
    if clause is None or clause.rule is None:
        return None
    from igc_tracker.domain.clauses import CONDITION_CODES, ForceRule

    return CONDITION_CODES[type(clause.rule.condition)] if isinstance(clause.rule, ForceRule) else None


def _was_searched(instrument: Instrument, link: ChainLink, party: str) -> bool:
    return any(gap.link is link and gap.party in (None, party) for gap in instrument.gaps)


def _done(fact: Fact, *, as_of: date) -> LinkState:
    return LinkState(
        state=LinkStatus.DONE,
        on=fact.on,
        certainty=fact.certainty,
        # a signature ad referendum counts once it is confirmed (VCLT article 12(2)(b))
        settled=fact.is_settled_on(as_of) and fact.manner is not Manner.AD_REFERENDUM,
        document=fact.document,
        place=fact.place,
        signatory=fact.signatory,
        fact=fact.id,
    )


def _not_required(fact: Fact | None, *, as_of: date) -> LinkState:
    if fact is None:
        return LinkState(state=LinkStatus.NOT_REQUIRED)
    return LinkState(
        state=LinkStatus.NOT_REQUIRED,
        certainty=fact.certainty,
        settled=fact.is_settled_on(as_of),
        fact=fact.id,
    )
