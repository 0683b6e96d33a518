"""How parties get on at home, over many instruments: what is open, what moved, what lies idle, who is waited for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.current_runs import is_assumed, pressing_steps
from igc_tracker.derive.period_changes import StepAt, step_at
from igc_tracker.derive.statutory import PeriodState
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.instruments import ChainLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from igc_tracker.derive.chain import PartyChain
    from igc_tracker.derive.next_step import NextStep, Waiting
    from igc_tracker.derive.procedure_run import Run

IDLE = (30, 90, 180)
"""After how many days without a step a procedure is told to be idle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProcedure:
    """What one party still has to do at home about one instrument, before ``link`` is done.

    ``state`` unknown: it may have been done, as far as is on record. ``step`` None: nobody has said which way it takes.
    ``days`` count from ``since``, the day from which its next step has been waited for, and are at least so many where
    that is no single day (not ``exact``), None where nobody knows. ``over_target``: a day the law gives has passed.
    """

    ref: str
    party: str
    link: ChainLink
    state: LinkStatus
    step: StepAt | None
    since: PartialDate | None
    days: int | None
    exact: bool
    over_target: bool
    moved: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether it is waited for: it is not done, or its steps are followed."""
        return self.state is LinkStatus.OPEN or self.step is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyProgress:
    """One party's open procedures, counted. ``idle`` is by IDLE: for longer than so many days, the shorter span first.

    ``not_recorded`` are acts of which it is not known whether they were done; they are not among the open.
    """

    party: str
    open: int
    moved: int
    idle: tuple[int, int, int]
    over_target: int
    not_recorded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUp:
    """A party that is waited for though others have done their part.

    ``link`` is the act: of a note that was sent (RECEIVED) the receipt is not on record, and ``party`` sent it; any
    other was not done (``state`` open), or is not recorded (unknown), while ``done_by`` have. ``days`` count from
    ``since``, the day the note was sent or the first of the others acted.
    """

    ref: str
    party: str
    link: ChainLink
    state: LinkStatus
    done_by: tuple[str, ...]
    since: PartialDate | None
    days: int | None


AT_HOME = (ChainLink.CLEARED, ChainLink.CONSENT, ChainLink.SENT)
"""The links that a party completes by a procedure at home; the note is the last step of it."""


def open_procedures(
    ref: str, step: NextStep | None, runs: Sequence[Run], *, moved: Iterable[str], as_of: date
) -> Iterator[OpenProcedure]:
    """Yield what is waited for at home; ``runs`` are those of the instrument, ``moved`` the parties whose run moved.

    What is not recorded is waited for where steps of its way are on record, and else is told by its state only.
    """
    now = {run.party: run for run in runs if not is_assumed(run)}
    moving = set(moved)
    for waiting in step.waiting if step is not None else ():
        if waiting.link not in AT_HOME:
            continue
        run = now.get(waiting.party)
        since = run.since if run is not None else waiting.since
        last = since.latest if since is not None else None
        yield OpenProcedure(
            ref=ref,
            party=waiting.party,
            link=waiting.link,
            state=waiting.state,
            step=step_at(run),
            since=since,
            days=max((as_of - last).days, 0) if last is not None else None,
            exact=since is not None and since.day is not None,
            over_target=run is not None and _is_over_target(run, as_of=as_of),
            moved=waiting.party in moving,
        )


def _is_over_target(run: Run, *, as_of: date) -> bool:
    return any(
        each.period is not None and each.period.state is PeriodState.OVERDUE
        for each in pressing_steps(run, as_of=as_of)
    )


def longest_first(found: Iterable[OpenProcedure]) -> tuple[OpenProcedure, ...]:
    """Return what is open, the longest waited for first; of what no day is known last."""
    return tuple(sorted(found, key=lambda each: (each.days is None, -(each.days or 0), each.ref, each.party)))


def count_progress(found: Iterable[OpenProcedure], moved: Iterable[str]) -> tuple[PartyProgress, ...]:
    """Return a line a party, the one with most open first.

    ``moved`` names a party once for each run of its that moved, also one that is over now.
    """
    by_party: dict[str, list[OpenProcedure]] = {}
    for each in found:
        by_party.setdefault(each.party, []).append(each)
    moves = Counter(moved)
    lines = []
    for party in {*by_party, *moves}:
        own = [each for each in by_party.get(party, []) if each.is_open]
        lines.append(
            PartyProgress(
                party=party,
                open=len(own),
                moved=moves[party],
                idle=(_idle(own, IDLE[0]), _idle(own, IDLE[1]), _idle(own, IDLE[2])),
                over_target=sum(each.over_target for each in own),
                not_recorded=len(by_party.get(party, [])) - len(own),
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.open, -line.not_recorded, line.party)))


def _idle(found: Iterable[OpenProcedure], days: int) -> int:
    return sum(each.days is not None and each.days > days for each in found)


def held_up(
    ref: str, chains: Sequence[PartyChain], step: NextStep | None, *, for_party: str | None, as_of: date
) -> Iterator[HeldUp]:
    """Yield who is waited for by others who have done their part; with ``for_party`` only what that party waits for."""
    for waiting in step.waiting if step is not None else ():
        if waiting.link is ChainLink.RECEIVED:
            if for_party in (None, waiting.party):
                yield _held(ref, waiting, (), waiting.since, as_of=as_of)
            continue
        done = [
            chain
            for chain in chains
            if chain.party != waiting.party and chain.links[waiting.link].state is LinkStatus.DONE
        ]
        if not done:
            continue
        days = [chain.links[waiting.link].on for chain in done]
        first = min((on for on in days if on is not None), key=lambda on: on.order, default=None)
        held = _held(ref, waiting, tuple(chain.party for chain in done), first, as_of=as_of)
        if concerns(held, for_party):
            yield held


def concerns(held: HeldUp, party: str | None) -> bool:
    """Tell whether it is what ``party`` waits for; of a note whose receipt is not on record, its own."""
    if party is None:
        return True
    return party == held.party if held.link is ChainLink.RECEIVED else party != held.party and party in held.done_by


def _held(ref: str, waiting: Waiting, parties: tuple[str, ...], since: PartialDate | None, *, as_of: date) -> HeldUp:
    day = since.day if since is not None else None
    return HeldUp(
        ref=ref,
        party=waiting.party,
        link=waiting.link,
        state=waiting.state,
        done_by=parties,
        since=since,
        days=(as_of - day).days if day is not None else None,
    )


def longest_held_first(found: Iterable[HeldUp]) -> tuple[HeldUp, ...]:
    """Return who is waited for, the longest first; of what no day is known last."""
    return tuple(sorted(found, key=lambda each: (each.days is None, -(each.days or 0), each.ref, each.party)))
