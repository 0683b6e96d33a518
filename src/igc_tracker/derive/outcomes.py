"""What a condition is judged by, and what comes of it: acts, circumstances, outcomes, needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.facts import Manner

if TYPE_CHECKING:
    from collections.abc import Iterable


class ActKind(StrEnum):
    """What an act does for a clause. A domestic act is none of these and never triggers anything."""

    SIGNATURE = "signature"
    NOTE_DATED = "note-dated"
    NOTE_SENT = "note-sent"
    NOTE_RECEIVED = "note-received"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    EXCHANGE = "exchange"
    DECISION = "decision"
    ADOPTION = "adoption"
    CIRCULATION = "circulation"
    OBJECTION = "objection"
    OBJECTION_WITHDRAWAL = "objection-withdrawal"
    DECLARATION = "declaration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One international act on a single day. ``on`` None: it was done, the day is not known; ``fact`` is its fact's id.

    A deposit counts from the day on which it takes effect; ``manner`` says by which means it expresses consent,
    ``article`` the part of the treaty the act is about.
    """

    kind: ActKind
    party: str | None
    on: date | None
    manner: Manner | None = None
    article: str | None = None
    fact: str = ""


class NeedCode(StrEnum):
    """What kind of input is missing."""

    SIGNATURE = "signature"
    NOTE = "note"
    INSTRUMENT = "instrument"
    EXCHANGE = "exchange"
    DAY = "day"
    COUNT = "count"
    GROUP = "group"
    SHARE = "share"
    WEIGHTS = "weights"
    BASE = "base"
    OTHER_INSTRUMENT = "other-instrument"
    DECISION = "decision"
    PARTIES = "parties"
    DECLARATIONS = "declarations"
    START = "start"
    TREATY = "treaty"
    CLAUSE = "clause"
    SILENCE = "silence"
    OBJECTED = "objected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that would have to be recorded, or to pass: of ``party``, or ``have`` of ``need`` under ``label``.

    ``until`` is the last day for objections, where silence has to last until then.
    """

    code: NeedCode
    party: str | None = None
    label: str | None = None
    have: float | None = None
    need: float | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Exactly one of ``on`` and ``needs`` says something. ``because`` are ids of the facts that met the condition.

    ``parts`` are the outcomes of the conditions an and/or is made of, in its order.
    """

    on: date | None = None
    because: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    parts: tuple[Outcome, ...] = ()

    @property
    def is_met(self) -> bool:
        """Tell whether the condition was met."""
        return self.on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a condition is judged by: the treaty's parties, their acts, and what other instruments say.

    ``parties_of`` says since when another instrument's parties are in the base of a fraction, ``members_of`` since when
    their acts count in it; the two are the same where every day is exact. Silence has lasted
    until ``silent_until``; None is as long as it takes.
    """

    parties: tuple[str, ...]
    acts: tuple[Act, ...]
    signatories: frozenset[str] = frozenset()
    silent_until: date | None = None
    in_force: Callable[[str], date | None] = field(default=lambda _: None)
    ended: Callable[[str], date | None] = field(default=lambda _: None)
    parties_of: Callable[[str], Mapping[str, date] | None] = field(default=lambda _: None)
    members_of: Callable[[str], Mapping[str, date] | None] = field(default=lambda _: None)


def day_of(act: Act) -> date:
    """Return the day of an act, the last of all where it is not known."""
    return act.on or date.max


def is_out(act: Act) -> bool:
    """Tell whether the act takes an earlier one back."""
    return act.kind is ActKind.WITHDRAWAL


def first_day(
    acts: Iterable[Act],
    needs: Callable[[Mapping[str, Act], date], tuple[Need, ...]],
    *,
    undated: tuple[Need, ...] = (),
) -> Outcome:
    """Return the first day at whose end nothing is needed any more; all instruments of that day count together.

    An instrument withdrawn before that day does not count; one withdrawn after it changes nothing.
    """
    holders: dict[str, Act] = {}
    waiting = list(acts)
    missing = needs(holders, date.max)
    while waiting:
        day = day_of(waiting[0])
        while waiting and day_of(waiting[0]) == day:
            act = waiting.pop(0)
            if act.party is not None and is_out(act):
                holders.pop(act.party, None)
            elif act.party is not None:
                holders.setdefault(act.party, act)
        missing = needs(holders, day)
        if holders and not missing:
            decisive = tuple(act.fact for act in holders.values() if act.on == day)
            return Outcome(on=day, because=tuple(dict.fromkeys(decisive)))
    # a clause that asks for nothing still waits for the first instrument
    return Outcome(needs=(*missing, *undated) or (Need(code=NeedCode.COUNT, have=0, need=1),))
