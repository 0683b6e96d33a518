"""What asks somebody to act: missed days, days that are near, acts that lie ready; the most pressing first."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.deadlines import Deadline, DeadlineCode
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.instruments import ChainLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from igc_tracker.derive.next_step import NextStep
    from igc_tracker.derive.standing import Standing

NEAR_NOTICE = 30
"""From how many days ahead on the last day for a notice is near: a notice takes time to prepare."""
NEAR = 7
"""From how many days ahead on any other day is near."""


class AttentionCode(StrEnum):
    """Why something asks for action, the most pressing first."""

    OVERDUE = "overdue"
    NOTICE = "notice"
    REVIEW = "review"
    SOON = "soon"
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """One thing to be done about one instrument.

    ``days`` are how many it is late (OVERDUE), or left until ``deadline``, below nothing where that has passed; of what
    lies READY, for how many it has, None where no day says so. ``parties`` are to act, nobody where that hangs on no
    party. ``body`` is the responsible one on record. ``otherwise_on`` is the day on which the treaty is renewed if no
    notice is given. ``link`` is the act that lies ready, ``since`` when. ``others`` counts what
    else is owed to the same commission and late.
    """

    code: AttentionCode
    ref: str
    days: int | None
    parties: tuple[str, ...] = ()
    deadline: Deadline | None = None
    body: str | None = None
    otherwise_on: date | None = None
    link: ChainLink | None = None
    since: PartialDate | None = None
    others: int = 0


def order_of_pressure(items: Iterable[Attention]) -> tuple[Attention, ...]:
    """Return the items, the most pressing first: by what they are, then the longest late, the nearest, the oldest."""
    return tuple(sorted(items, key=_order))


_RANK = {code: rank for rank, code in enumerate(AttentionCode)}
_IN_LAW = (DeadlineCode.STATUTORY, DeadlineCode.LATEST_START)


def _order(item: Attention) -> tuple[object, ...]:
    days = item.days or 0
    late = item.code in (AttentionCode.OVERDUE, AttentionCode.READY)
    planned = item.deadline is not None and item.deadline.code not in _IN_LAW
    return (_RANK[item.code], planned, -days if late else days, item.ref, item.parties, item.link or "")


def derive_attention(
    standing: Standing, step: NextStep | None, deadlines: Sequence[Deadline], bodies: dict[str, str]
) -> Iterator[Attention]:
    """Yield what one instrument asks for on the day of its ``standing``.

    ``deadlines`` are its own, those of procedures at home too; ``bodies`` the responsible body by party.
    """
    told: set[tuple[str | None, str]] = set()
    renewal = next((each.on for each in deadlines if each.code is DeadlineCode.RENEWAL), None)
    for due in sorted(deadlines, key=lambda each: each.last or each.on):
        step_key = (due.party, due.step.key) if due.step is not None else None
        if step_key in told:
            continue  # a step has one day to be told: the first
        found = _of_deadline(due, bodies, renewal, as_of=standing.as_of)
        if found is not None:
            yield found
            if step_key is not None:
                told.add(step_key)
    if step is not None:
        yield from _ready(standing, step, bodies)


def _of_deadline(due: Deadline, bodies: dict[str, str], renewal: date | None, *, as_of: date) -> Attention | None:
    last = due.last if due.missed and due.last is not None else due.on
    left = (last - as_of).days
    code = _code(due, left)
    if code is None:
        return None
    return Attention(
        code=code,
        ref=due.ref,
        days=-left if code is AttentionCode.OVERDUE else left,
        parties=(due.party,) if due.party else (),
        deadline=due,
        body=bodies.get(due.party) if due.party and due.step is None else None,
        otherwise_on=renewal if code is AttentionCode.NOTICE else None,
    )


def _code(due: Deadline, left: int) -> AttentionCode | None:
    match due.code:
        case DeadlineCode.STATUTORY_WAIT:
            return None  # nobody has to act
        case DeadlineCode.NOTICE:
            return AttentionCode.NOTICE if left <= NEAR_NOTICE else None
        case DeadlineCode.REVIEW:
            return AttentionCode.REVIEW if left <= NEAR else None
        case _ if due.missed:
            return AttentionCode.OVERDUE
        case _:
            return AttentionCode.SOON if left <= NEAR and not due.forecast else None


def _ready(standing: Standing, step: NextStep, bodies: dict[str, str]) -> Iterator[Attention]:
    """Yield a text that is ready for signature, and the notes of who has consented and not sent them."""
    if standing.code is StandingCode.READY_FOR_SIGNATURE:
        signing = [each for each in step.waiting if each.link is ChainLink.SIGNED]
        cleared = [each.since for each in signing if each.since is not None]
        yield Attention(
            code=AttentionCode.READY,
            ref=standing.ref,
            days=min((each.days for each in signing if each.days is not None), default=None),
            parties=tuple(each.party for each in signing),
            link=ChainLink.SIGNED,
            since=max(cleared, key=lambda on: on.order, default=None),
        )
    for each in step.waiting:
        if each.link is ChainLink.SENT and each.state is LinkStatus.OPEN:
            yield Attention(
                code=AttentionCode.READY,
                ref=standing.ref,
                days=each.days,
                parties=(each.party,),
                body=bodies.get(each.party),
                link=ChainLink.SENT,
                since=each.since,
            )
