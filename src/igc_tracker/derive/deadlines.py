"""The dates that are coming, and those that were missed: derived, never stored."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import about_the_whole, facts_counting
from igc_tracker.derive.ending import Ending, computed_end, recorded_end
from igc_tracker.derive.entry_into_force import EntryIntoForce, ForceBasis, ForceState
from igc_tracker.derive.party_force import party_steps
from igc_tracker.derive.provisional import derive_provisional
from igc_tracker.derive.reckoning import StepCode
from igc_tracker.derive.standing import ENDED
from igc_tracker.derive.term import AtEnd, derive_term
from igc_tracker.derive.withdrawal import derive_withdrawals, earliest_notice
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.procedures import ProcedureStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from igc_tracker.derive.standing import Standing
    from igc_tracker.derive.term import TermStanding
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument


class DeadlineCode(StrEnum):
    """What falls on a day."""

    ENTRY_INTO_FORCE = "entry-into-force"
    PART_IN_FORCE = "part-in-force"
    NOTICE_OPENS = "notice-may-be-given"
    NOTICE = "last-day-for-notice"
    RENEWAL = "renewal"
    EXPIRY = "expiry"
    END_OF_TERM = "end-of-term"
    WITHDRAWAL = "withdrawal-takes-effect"
    PROVISIONAL_LIMIT = "provisional-application-ends"
    PLANNED = "planned"
    OBLIGATION = "obligation"
    TARGET = "target"
    STATUTORY = "statutory-period"
    STATUTORY_WAIT = "statutory-wait"
    LATEST_START = "latest-start"
    REVIEW = "review"
    SESSION = "session"
    SESSION_OWED = "session-owed"
    ACTION_ITEM = "action-item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One date of one instrument. ``last`` is the last possible day where ``on`` is only the first of several.

    ``computed`` tells it from a recorded one; ``missed`` that it passed without what it called for. ``kind`` names a
    planned act, ``article`` a part of the treaty, ``party`` whose act it is or for whom alone the treaty enters into
    force, ``step`` a step of ``party`` at home. A ``forecast`` is a day to be expected, never a result.
    ``from_dispatch``: it was counted from a day of dispatch for want of the receipt, and may come later.

    END_OF_TERM: what is missing leaves open whether the term is renewed. STATUTORY: the last day the law gives for a
    step. STATUTORY_WAIT: the day a period has run in which nobody has to act. LATEST_START: the last day for the step
    that is next, so that a later one can be taken in time. REVIEW: when to look at a delay again. OBLIGATION: the last
    day to perform the obligation ``about`` names. TARGET: the day planned for the target ``about`` names, of the
    project ``ref``. ``text`` says in words what either is.

    Of a commission, which ``ref`` then names: SESSION is the day its next session is planned for, SESSION_OWED the last
    day the agreed frequency leaves for it, ACTION_ITEM when an item is due; ``fact`` is the id of the report or item,
    ``text`` says what is owed, ``number`` which session it is.
    """

    ref: str
    code: DeadlineCode
    on: date
    last: date | None = None
    party: str | None = None
    computed: bool = True
    missed: bool = False
    kind: FactKind | None = None
    fact: str | None = None
    article: str | None = None
    forecast: bool = False
    from_dispatch: bool = False
    step: ProcedureStep | None = field(default=None, hash=False)  # texts by language cannot be hashed
    about: str | None = None
    text: Text = field(default_factory=dict, hash=False)
    number: int | None = None


def derive_deadlines(
    instrument: Instrument, standing: Standing, *, others: Mapping[str, Instrument] | None = None
) -> tuple[Deadline, ...]:
    """Return the instrument's dates after the day looked from, and its missed plans, in order of day.

    What has ended has none, and what is to end has none after its end.
    """
    if standing.code in ENDED:
        return ()
    facts = about_the_whole(facts_counting(instrument, as_of=standing.as_of))
    end = _end(instrument, standing, facts, others or {})
    last = end.on.latest if end is not None and end.on is not None else None
    dates = _dates(instrument, standing, facts, others or {})
    found = [each for each in dates if last is None or each.on <= last]
    if end is not None and end.on is not None and end == recorded_end(facts):
        found = [each for each in found if each.code is not DeadlineCode.EXPIRY]
        found.append(replace(_computed(instrument.ref, DeadlineCode.EXPIRY, end.on, fact=end.fact), computed=False))
    found += _plans(instrument, facts, as_of=standing.as_of)
    if instrument.obligations:
        from igc_tracker.derive.obligation_deadlines import derive_obligation_deadlines

        found += derive_obligation_deadlines(instrument, standing)
    return tuple(sorted(found, key=lambda due: (due.on, due.code, due.party or "", due.about or "")))


def derive_reached(
    instrument: Instrument, standing: Standing, *, since: date, others: Mapping[str, Instrument]
) -> tuple[Deadline, ...]:
    """Return the entry into force and the end that came after ``since`` and by the day looked from."""
    force, facts = standing.entry_into_force, about_the_whole(facts_counting(instrument, as_of=standing.as_of))
    end = _end(instrument, standing, facts, others) if standing.code in ENDED else None
    reached = (
        (DeadlineCode.ENTRY_INTO_FORCE, force.on if force.state is ForceState.IN_FORCE else None, force.fact),
        (DeadlineCode.EXPIRY, end.on if end else None, end.fact if end else None),
    )
    return tuple(
        _computed(instrument.ref, code, on, fact=fact)
        for code, on, fact in reached
        if on is not None and on.earliest is not None and on.earliest > since
    )


def _end(
    instrument: Instrument, standing: Standing, facts: Sequence[Fact], others: Mapping[str, Instrument]
) -> Ending | None:
    force = standing.entry_into_force.on
    return recorded_end(facts) or computed_end(instrument, facts, force=force, as_of=standing.as_of, others=others)


def _dates(
    instrument: Instrument, standing: Standing, facts: Sequence[Fact], others: Mapping[str, Instrument]
) -> Iterator[Deadline]:
    as_of, ref = standing.as_of, instrument.ref
    force = standing.entry_into_force
    yield from _entries_into_force(ref, force, as_of=as_of)
    if len(instrument.parties) > _TWO and force.on is not None:
        yield from _of_later_parties(instrument, force.on, as_of=as_of, others=others)
    opens = earliest_notice(instrument, force.on)
    if opens is not None and not opens.has_passed(as_of):
        yield _computed(ref, DeadlineCode.NOTICE_OPENS, opens)
    term = derive_term(instrument, facts, as_of=as_of, force=force.on, others=others)
    if term is not None:
        yield from _of_term(term, ref, as_of=as_of)
    for notice in derive_withdrawals(instrument, facts, force=force.on):
        same_as_expiry = instrument.is_bilateral and notice.denies_renewal
        if notice.on is not None and not notice.on.has_passed(as_of) and not same_as_expiry:
            dispatch = notice.from_dispatch
            yield _computed(
                ref, DeadlineCode.WITHDRAWAL, notice.on, party=notice.party, fact=notice.notice, from_dispatch=dispatch
            )
    provisional = derive_provisional(instrument, facts, as_of=as_of, others=others)
    limit = provisional.limit if provisional is not None and force.state is not ForceState.IN_FORCE else None
    if limit is not None and limit > as_of:
        yield Deadline(ref=ref, code=DeadlineCode.PROVISIONAL_LIMIT, on=limit)


_TWO = 2


def _of_later_parties(
    instrument: Instrument, treaty: PartialDate, *, as_of: date, others: Mapping[str, Instrument]
) -> Iterator[Deadline]:
    """Yield the days to come on which the treaty enters into force for one party, after its own entry into force."""
    for party, steps in party_steps(instrument, as_of=as_of, others=others).items():
        on, first = steps[-1].on, steps[-1].on.earliest
        if first is not None and first > as_of and treaty.ends_before(on):
            due = _computed(instrument.ref, DeadlineCode.ENTRY_INTO_FORCE, on, party=party, fact=steps[0].fact)
            yield replace(due, computed=steps[-1].code is not StepCode.PUBLISHED)


def _of_term(term: TermStanding, ref: str, *, as_of: date) -> Iterator[Deadline]:
    if term.boundary is None or term.boundary.has_passed(as_of):
        return
    yield _computed(ref, _AT_BOUNDARY[term.at_end], term.boundary)
    # a notice given in time on every possible day is in time: the first of several last days counts
    last = term.notice_by.latest if term.notice_by is not None else None
    if term.notice_by is not None and last is not None and last >= as_of and term.at_end is AtEnd.RENEWS:
        yield _computed(ref, DeadlineCode.NOTICE, term.notice_by)


_AT_BOUNDARY = {
    AtEnd.RENEWS: DeadlineCode.RENEWAL,
    AtEnd.EXPIRES: DeadlineCode.EXPIRY,
    None: DeadlineCode.END_OF_TERM,
}


def _computed(
    ref: str,
    code: DeadlineCode,
    on: PartialDate,
    *,
    party: str | None = None,
    fact: str | None = None,
    from_dispatch: bool = False,
) -> Deadline:
    first = on.earliest or on.latest or date.max
    last = on.latest if on.day is None else None
    return Deadline(ref=ref, code=code, on=first, last=last, party=party, fact=fact, from_dispatch=from_dispatch)


def _entries_into_force(ref: str, force: EntryIntoForce, *, as_of: date) -> Iterator[Deadline]:
    if force.state is ForceState.SCHEDULED and force.on is not None and force.on.earliest is not None:
        yield Deadline(
            ref=ref,
            code=DeadlineCode.ENTRY_INTO_FORCE,
            on=force.on.earliest,
            last=force.on.latest if force.on.day is None else None,
            computed=force.basis is ForceBasis.COMPUTED,
            fact=force.fact,
        )
    if force.forecast is not None:
        on = force.forecast.on
        if on.latest is not None and on.latest > as_of:
            yield _ranged(Deadline(ref=ref, code=DeadlineCode.ENTRY_INTO_FORCE, on=on.latest, forecast=True), on)
    for part in force.parts:
        if part.on is not None and part.on.earliest is not None and part.on.earliest > as_of:
            due = Deadline(ref=ref, code=DeadlineCode.PART_IN_FORCE, on=part.on.earliest, article=part.article)
            yield _ranged(replace(due, computed=part.basis is ForceBasis.COMPUTED, fact=part.fact), part.on)


def _ranged(due: Deadline, on: PartialDate) -> Deadline:
    """Return the deadline on the day ``on`` names, or on the range it leaves."""
    if on.day is not None or on.earliest is None or on.earliest == on.latest:
        return due
    return replace(due, on=on.earliest, last=on.latest)


def _plans(instrument: Instrument, facts: Sequence[Fact], *, as_of: date) -> Iterator[Deadline]:
    """Yield the last plan for each act that was not done by then, or is still to come."""
    last: dict[tuple[FactKind | None, str | None], Fact] = {}
    for fact in facts:
        if fact.kind is FactKind.PLANNED:
            last[fact.planned_kind, fact.party] = fact
    for plan in last.values():
        done = any(fact.kind is plan.planned_kind and plan.party in (None, fact.party) for fact in facts)
        when = plan.planned_for
        if done or when is None or when.latest is None or plan.planned_kind is FactKind.ENTERED_INTO_FORCE:
            continue
        yield Deadline(
            ref=instrument.ref,
            code=DeadlineCode.PLANNED,
            on=when.earliest or when.latest,
            last=when.latest if when.day is None else None,
            party=plan.party,
            computed=False,
            missed=when.has_passed(as_of) and when.latest < as_of,
            kind=plan.planned_kind,
            fact=plan.id,
        )
