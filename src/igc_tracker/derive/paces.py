"""How long a party has taken from one link of its chain to a later one: the register's own cases.

Only exact days of settled facts count. What still runs is counted up to the day looked from, what ended before it got
that far up to its end. A link of which it is not known whether it is done is no case at all: nobody can say that it
still ran.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from igc_tracker.derive.chain import COMPLETES, LinkStatus, derive_chains, facts_counting
from igc_tracker.derive.durations import Duration
from igc_tracker.derive.ending import recorded_end
from igc_tracker.derive.stillness import next_turn_of_facts
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ChainLink

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from igc_tracker.derive.chain import LinkState, PartyChain
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register


class Stretch(StrEnum):
    """From which link of the chain to which."""

    SIGNATURE_TO_CONSENT = "signature-to-consent"
    CONSENT_TO_NOTE = "consent-to-note"
    SIGNATURE_TO_NOTE = "signature-to-note"


ENDS: Mapping[Stretch, tuple[ChainLink, ChainLink]] = {
    Stretch.SIGNATURE_TO_CONSENT: (ChainLink.SIGNED, ChainLink.CONSENT),
    Stretch.CONSENT_TO_NOTE: (ChainLink.CONSENT, ChainLink.SENT),
    Stretch.SIGNATURE_TO_NOTE: (ChainLink.SIGNED, ChainLink.SENT),
}
"""The links a stretch lies between; a deposit or an exchange is a note sent too."""


class ConsentMode(StrEnum):
    """By what kind of domestic act a party consents: a law of ratification, or an act of its government."""

    LAW = "law"
    GOVERNMENT_ACT = "government-act"


MODE_OF: Mapping[FactKind, ConsentMode] = {
    FactKind.RATIFIED: ConsentMode.LAW,
    FactKind.APPROVED: ConsentMode.GOVERNMENT_ACT,
    FactKind.ACCEPTED: ConsentMode.GOVERNMENT_ACT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One case of a stretch: of which instrument, since when, how long, by which mode of consent if that is known."""

    ref: str
    since: date
    duration: Duration
    mode: ConsentMode | None = None


def derive_paces(
    instruments: Iterable[Instrument], party: str, stretch: Stretch, *, as_of: date, mode: ConsentMode | None = None
) -> tuple[Pace, ...]:
    """Return every case of ``party`` as of ``as_of``, inclusive, in order of its beginning.

    With a ``mode``, cases of the other are left out; one that still runs, and of which nobody knows yet how it will
    end, may be of either and stays in, so that slow cases are not lost.
    """
    found = (_pace(each, party, stretch, as_of=as_of) for each in instruments if party in each.parties)
    kept = [pace for pace in found if pace is not None and (mode is None or pace.mode in (None, mode))]
    return tuple(sorted(kept, key=lambda pace: (pace.since, pace.ref)))


def derive_cases(
    register: Register, party: str, stretch: Stretch, *, as_of: date, mode: ConsentMode | None = None
) -> list[Duration]:
    """Return how long the cases took that ``derive_paces`` would find in the register, in no order."""
    found = register.tally(CaseTopic(as_of), as_of=as_of, facet=CaseTopic.facet(party, stretch))
    kept = [case for case in found if mode is None or case[0].mode in (None, mode)]
    return [duration for case, count in kept for duration in [case.duration] * count]


class Case(NamedTuple):
    """What a pace says apart from whose it is; ``since`` when, only of one that still grows with the days."""

    duration: Duration
    mode: ConsentMode | None
    since: date | None


class CaseTopic:
    """The cases of a register as of a day, to be kept: a case is made again only when its facts say something else.

    A facet is a party and a stretch. Of a case that still runs its beginning is kept, because it grows with the days.
    """

    name = "cases-1"

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of

    @staticmethod
    def facet(party: str, stretch: Stretch) -> str:
        """Return the facet of a party's cases of a stretch."""
        return f"{party} {stretch.value}"

    def make(
        self, instrument: Instrument, others: Mapping[str, Instrument], as_of: date, facets: Collection[str] | None
    ) -> Iterator[tuple[str, Case]]:
        """Yield the instrument's cases of every party and stretch that is asked for."""
        del others
        facts = facts_counting(instrument, as_of=as_of)
        for party in instrument.parties:
            stretches = [each for each in Stretch if facets is None or self.facet(party, each) in facets]
            begun = [each for each in stretches if _has_begun(facts, each)]
            if begun:
                chain = derive_chains(instrument, facts, as_of=as_of, of=party)[0]
                for stretch in begun:
                    pace = pace_of(instrument.ref, chain, facts, stretch, as_of=as_of)
                    if pace is not None:
                        yield self.facet(party, stretch), _case(pace, as_of)

    def until(self, instrument: Instrument, others: Mapping[str, Instrument], as_of: date) -> date:
        """Return the first day after ``as_of`` on which a fact may count that does not yet."""
        del others
        return next_turn_of_facts(instrument, as_of)

    def encode(self, value: Case) -> str:
        """Return the text to keep: the days, ``+`` where it finished, or since when it grows; and the mode."""
        length = f"{value.duration.days}{'+' if value.duration.finished else '-'}"
        return f"{value.since or length} {value.mode or ''}"

    def decode(self, text: str) -> Case:
        """Return what was kept, as of the day the topic was made for."""
        length, mode_text = text.split(" ")
        mode = ConsentMode(mode_text) if mode_text else None
        if length[-1] in "+-":
            return Case(Duration(days=int(length[:-1]), finished=length[-1] == "+"), mode, None)
        since = date.fromisoformat(length)
        return Case(Duration(days=(self._as_of - since).days, finished=False), mode, since)


def _pace(instrument: Instrument, party: str, stretch: Stretch, *, as_of: date) -> Pace | None:
    facts = facts_counting(instrument, as_of=as_of)
    if not _has_begun(facts, stretch):
        return None
    chain = derive_chains(instrument, facts, as_of=as_of, of=party)[0]
    return pace_of(instrument.ref, chain, facts, stretch, as_of=as_of)


def _has_begun(facts: Sequence[Fact], stretch: Stretch) -> bool:
    """Tell whether there may be a case: if not, there is no chain to work out."""
    return any(fact.kind in COMPLETES[ENDS[stretch][0]] for fact in facts)


def _case(pace: Pace, as_of: date) -> Case:
    grows = not pace.duration.finished and pace.since + timedelta(days=pace.duration.days) == as_of
    return Case(pace.duration, pace.mode, pace.since if grows else None)


def pace_of(ref: str, chain: PartyChain, facts: Sequence[Fact], stretch: Stretch, *, as_of: date) -> Pace | None:
    """Return the case one party's ``chain`` is, None if it is none; ``facts`` are the instrument's on ``as_of``."""
    first, last = (chain.links[link] for link in ENDS[stretch])
    since = _day(first)
    until, finished = _day(last), True
    if last.state is LinkStatus.OPEN:
        until, finished = _last_seen_running(facts, as_of=as_of), False
    if since is None or until is None or until < since:  # an order of acts that cannot be is told by the checks
        return None
    duration = Duration(days=(until - since).days, finished=finished)
    return Pace(ref=ref, since=since, duration=duration, mode=_mode(chain, facts))


def _day(link: LinkState) -> date | None:
    return link.on.day if link.state is LinkStatus.DONE and link.settled and link.on is not None else None


def _last_seen_running(facts: Sequence[Fact], *, as_of: date) -> date | None:
    """Return ``as_of``, or the first day on which the instrument may have ended; None if that is not known."""
    end = recorded_end(facts)
    if end is None:
        return as_of
    return end.on.earliest if end.on is not None else None


def _mode(chain: PartyChain, facts: Sequence[Fact]) -> ConsentMode | None:
    consent = chain.links[ChainLink.CONSENT].fact
    return next((MODE_OF.get(fact.kind) for fact in facts if fact.id == consent), None)
