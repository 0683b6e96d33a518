"""Who holds entry into force up: at which step, since when, how long that takes here, and when it may be over.

Whoever has not done the act that is waited for holds it up; the longest since its signature comes first. What is told
of durations comes from the register's own cases of that party, and never without how many they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LINKS, LinkStatus, facts_counting
from igc_tracker.derive.current_runs import is_assumed
from igc_tracker.derive.durations import Duration, describe_durations, forecast_duration
from igc_tracker.derive.paces import ENDS, MODE_OF, ConsentMode, Stretch
from igc_tracker.derive.statutory import PeriodState
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from igc_tracker.derive.chain import LinkState, PartyChain
    from igc_tracker.derive.next_step import NextStep, Waiting
    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument

Cases = Callable[[str, Stretch, ConsentMode | None], Sequence[Duration]]
"""The register's cases of a party, a stretch and, if that is known, a mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """After ``median`` days half of the register's cases of this party were over; ``finished`` and ``running`` cases.

    ``mode`` None: whatever the mode, for it is not known here.
    """

    stretch: Stretch
    mode: ConsentMode | None
    median: int
    finished: int
    running: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A forecast, never a result: half of such cases are over by ``on``, four of five between ``first`` and ``last``.

    The stretch says of which act. Only cases that took longer than this one has taken count; ``last`` is None where
    too many of them still run to tell.
    """

    stretch: Stretch
    mode: ConsentMode | None
    on: date
    first: date
    last: date | None
    finished: int
    running: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A party that has not done ``link``, or of which it is not recorded (``state`` unknown).

    ``signed_days`` count from its own signature, ``days`` from ``since``, the day of ``after``, the link it did last;
    ``last_sign`` is its last fact that is neither a plan nor a remark. ``step`` is the step its procedure waits for,
    at which it has been for ``step_days``; None where the way it takes is not recorded, or where no step
    of its own leads to the link. ``target`` is the last day the
    law gives for that step, ``target_state`` how it stands, None where the law gives none.
    """

    party: str
    link: ChainLink
    state: LinkStatus
    after: ChainLink | None
    since: PartialDate | None
    days: int | None
    signed_days: int | None
    last_sign: PartialDate | None
    last_sign_days: int | None
    step: str | None = None
    step_since: PartialDate | None = None
    step_days: int | None = None
    target: PartialDate | None = None
    target_state: PeriodState | None = None
    usual: Usual | None = None
    expected: Expected | None = None


def derive_holders(
    instrument: Instrument, standing: Standing, step: NextStep | None, runs: Mapping[str, Run], cases: Cases
) -> tuple[Holder, ...]:
    """Return who is waited for, the longest since signature first; nobody where nothing is waited for.

    ``runs`` are those of the phase each party is in, by party.
    """
    if step is None:
        return ()
    facts = facts_counting(instrument, as_of=standing.as_of)
    chains = {chain.party: chain for chain in standing.chains}
    found = [
        _holder(waiting, chains[waiting.party], runs.get(waiting.party), facts, cases, as_of=standing.as_of)
        for waiting in step.waiting
    ]
    return tuple(sorted(found, key=_order))


def _order(holder: Holder) -> tuple[object, ...]:
    signed, unknown = holder.signed_days, holder.state is LinkStatus.UNKNOWN
    # of two that may have acted unseen, the one whose procedure is known says more
    return (signed is None, -(signed or 0), unknown, unknown and holder.step is None, LINKS.index(holder.link))


def _holder(
    waiting: Waiting, chain: PartyChain, run: Run | None, facts: Sequence[Fact], cases: Cases, *, as_of: date
) -> Holder:
    signed = _day(chain.links[ChainLink.SIGNED])
    last = _last_sign(facts, waiting.party)
    at = run.waits_for if run is not None and not is_assumed(run) and _leads_to(waiting.link, run) else None
    mode = mode_of(run)
    return Holder(
        party=waiting.party,
        link=waiting.link,
        state=waiting.state,
        after=waiting.after,
        since=waiting.since,
        days=waiting.days,
        signed_days=(as_of - signed).days if signed else None,
        last_sign=last,
        last_sign_days=(as_of - last.day).days if last and last.day else None,
        step=at.step.key if at else None,
        step_since=run.since if run and at else None,
        step_days=run.days if run and at else None,
        target=at.period.on if at and at.period else None,
        target_state=at.period.state if at and at.period else None,
        usual=_usual(waiting, mode, cases),
        expected=_expected(waiting, chain, mode, cases, as_of=as_of),
    )


def _leads_to(link: ChainLink, run: Run) -> bool:
    """Tell whether it is this run that ends in the link; none of the party's own ends in receipt."""
    before = link in (ChainLink.CLEARED, ChainLink.SIGNED)
    return link is not ChainLink.RECEIVED and (run.phase is Phase.PRE_SIGNATURE) is before


def mode_of(run: Run | None) -> ConsentMode | None:
    """Return by which kind of act a run leads to consent; None where nobody has said which way it takes."""
    if run is None or is_assumed(run):
        return None
    kinds = (kind for step in run.chosen.variant.steps for kind in step.facts)
    return next((MODE_OF[kind] for kind in kinds if kind in MODE_OF), None)


def _last_sign(facts: Sequence[Fact], party: str) -> PartialDate | None:
    silent = (FactKind.PLANNED, FactKind.REMARK, FactKind.STEP_DELAYED)
    days = [fact.on for fact in facts if fact.party in (None, party) and fact.kind not in silent and fact.on]
    return max(days, key=lambda on: on.order, default=None)


_OWN: Mapping[ChainLink, Stretch] = {
    ChainLink.CONSENT: Stretch.SIGNATURE_TO_CONSENT,
    ChainLink.SENT: Stretch.CONSENT_TO_NOTE,
}
"""What a party that is waited for is passing through."""

_FORECAST: Mapping[ChainLink, tuple[Stretch, ...]] = {
    # the act between States first, for it is what counts; consent where too few cases lead further
    ChainLink.CONSENT: (Stretch.SIGNATURE_TO_NOTE, Stretch.SIGNATURE_TO_CONSENT),
    ChainLink.SENT: (Stretch.CONSENT_TO_NOTE,),
}


def _usual(waiting: Waiting, mode: ConsentMode | None, cases: Cases) -> Usual | None:
    stretch = _OWN.get(waiting.link)
    if stretch is None:
        return None
    figures = describe_durations(cases(waiting.party, stretch, mode))
    if figures.median is None:
        return None
    return Usual(stretch=stretch, mode=mode, median=figures.median, finished=figures.finished, running=figures.running)


def _expected(
    waiting: Waiting, chain: PartyChain, mode: ConsentMode | None, cases: Cases, *, as_of: date
) -> Expected | None:
    """Return when the act may be done; None of one that may have been done without a record."""
    if waiting.state is LinkStatus.UNKNOWN:
        return None
    for stretch in _FORECAST.get(waiting.link, ()):
        start = _day(chain.links[ENDS[stretch][0]])
        if start is None:
            continue
        figures = forecast_duration(cases(waiting.party, stretch, mode), elapsed=(as_of - start).days)
        if figures.median is not None and figures.low is not None:
            return Expected(
                stretch=stretch,
                mode=mode,
                on=start + timedelta(days=figures.median),
                first=start + timedelta(days=figures.low),
                last=start + timedelta(days=figures.high) if figures.high is not None else None,
                finished=figures.finished,
                running=figures.running,
            )
    return None


def _day(link: LinkState) -> date | None:
    return link.on.day if link.state is LinkStatus.DONE and link.on is not None else None
