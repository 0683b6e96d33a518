"""What became of an action item: a function of its reports and the day, which names the reports it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.derive.commissions import MeetingState, session_after
from igc_tracker.domain.commissions import AT_RISK_DAYS, ActionItem, Provision, Report, ReportKind
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate, may_have_happened
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.runs import DelayReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from igc_tracker.derive.commissions import MeetingStanding
    from igc_tracker.domain.commissions import Commission


class ItemState(StrEnum):
    """Where an action item stands, the most pressing first."""

    OVERDUE = "overdue"
    AT_RISK = "at-risk"
    NOT_ASSESSED = "not-assessed"
    ON_TIME = "on-time"
    DONE = "done"
    SUPERSEDED = "superseded"


OPEN_STATES = (ItemState.OVERDUE, ItemState.AT_RISK, ItemState.NOT_ASSESSED, ItemState.ON_TIME)
"""States of what is carried over to the next session."""


class ItemReason(StrEnum):
    """Why an item is in its state."""

    SUPERSEDED = "superseded"
    REPORTED_DONE = "reported-done"
    ALL_COUNTED = "all-counted"
    DUE_PASSED = "due-passed"
    SESSION_LATE = "session-late"
    DELAY_REPORTED = "delay-reported"
    DUE_SOON = "due-soon"
    NO_DUE_DATE = "no-due-date"
    NEXT_SESSION_UNKNOWN = "next-session-unknown"
    NO_REPORT = "no-report"
    UNDER_WAY = "under-way"


class DueBasis(StrEnum):
    """Where a due date comes from: the item, a later report, or the session it is due at, as held or as planned."""

    AGREED = "agreed"
    MOVED = "moved"
    SESSION_HELD = "session-held"
    SESSION_PLANNED = "session-planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When an item is due: ``rests_on`` is the report or the session that says so, None for the item itself."""

    on: PartialDate
    basis: DueBasis
    rests_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStanding:
    """An action item as it is on a day.

    ``because`` are ids of the reports its state rests on, ``against`` of those that say otherwise: both stand, until
    one is struck. ``days`` are left until the last possible due day, below nothing where that has passed; None without
    a due date. ``late`` tells of a done item whether it was done after its due date, None where that cannot be told.
    ``done`` of ``total`` is the count that counts; ``exceeds`` where a report counts more than there are.
    ``delay`` is why an open item waits, by the last delay reported since its due date was set. ``reports`` are those
    that count on the day, in order of day.
    """

    commission: str
    id: str
    text: Text
    meeting: str | None
    decision: str | None
    on: PartialDate | None
    owner: str | None
    party: str | None
    state: ItemState
    reason: ItemReason
    because: tuple[str, ...]
    against: tuple[str, ...]
    settled: bool
    due: Due | None
    days: int | None
    late: bool | None
    done: int | None
    total: int | None
    exceeds: bool
    unit: Text
    where: Text
    delay: DelayReason | None
    superseded_by: str | None
    provisions: tuple[Provision, ...]
    projects: tuple[str, ...]
    reports: tuple[Report, ...]
    source: str | None
    certainty: Certainty

    @property
    def is_open(self) -> bool:
        """Tell whether it is carried over."""
        return self.state in OPEN_STATES

    def report(self, report_id: str) -> Report | None:
        """Return the report with this id."""
        return next((each for each in self.reports if each.id == report_id), None)


def item_standings(
    commission: Commission, meetings: Sequence[MeetingStanding], *, as_of: date
) -> tuple[ItemStanding, ...]:
    """Return the commission's action items that existed by ``as_of``: the most pressing first, then by due date."""
    found = [each for item in commission.items if (each := item_standing(item, commission, meetings, as_of=as_of))]
    return in_order_of_pressure(found)


def in_order_of_pressure(items: Iterable[ItemStanding]) -> tuple[ItemStanding, ...]:
    """Return items, the most pressing first, the longest late and the nearest due before the others."""
    ranks = list(ItemState)
    return tuple(
        sorted(
            items,
            key=lambda each: (
                ranks.index(each.state),
                each.due is None,
                each.due.on.latest or date.max if each.due else date.max,
                each.commission,
                each.id,
            ),
        )
    )


def item_standing(
    item: ActionItem, commission: Commission, meetings: Sequence[MeetingStanding], *, as_of: date
) -> ItemStanding | None:
    """Return where an item stands; None for one that was struck, or agreed later."""
    own = next((each for each in meetings if each.ref == item.meeting), None)
    on = item.on or (own.on if own is not None else None)
    if item.struck is not None or not _is_agreed(item, on, own, as_of=as_of):
        return None
    reports = tuple(sorted((each for each in item.reports if each.counts_on(as_of)), key=_report_order))
    due = _due(item, reports, meetings, own, on)
    judged = _judge(item, reports, due, at_risk=_at_risk_days(commission), as_of=as_of)
    counted = _count(reports, judged)
    last = due.on.latest if due is not None else None
    return ItemStanding(
        commission=commission.ref,
        id=item.id,
        text=item.text,
        meeting=item.meeting,
        decision=item.decision,
        on=on,
        owner=item.owner,
        party=item.party,
        state=judged.state,
        reason=judged.reason,
        because=tuple(each.id for each in judged.because),
        against=tuple(each.id for each in judged.against),
        settled=not judged.against
        and all(each.is_confirmed and (each.on is None or each.on.has_passed(as_of)) for each in judged.because),
        due=due,
        days=(last - as_of).days if last is not None else None,
        late=_was_late(judged, due),
        done=counted.done if counted else None,
        total=_total(counted, item) if counted else item.total,
        exceeds=any(_exceeds(each, item) for each in reports),
        unit=item.unit,
        where=item.where,
        delay=_delay(reports) if judged.state in OPEN_STATES else None,
        superseded_by=next((each.superseded_by for each in judged.because), None),
        provisions=item.provisions,
        projects=item.projects,
        reports=reports,
        source=item.source,
        certainty=item.certainty,
    )


def _is_agreed(item: ActionItem, on: PartialDate | None, own: MeetingStanding | None, *, as_of: date) -> bool:
    if item.on is None and item.meeting is not None and (own is None or own.state is not MeetingState.HELD):
        return False
    return may_have_happened(on, item.recorded_at.date(), as_of)


def _at_risk_days(commission: Commission) -> int:
    return AT_RISK_DAYS if commission.at_risk_days is None else commission.at_risk_days


# --- when it is due -----------------------------------------------------------------------------------------------


def _due(
    item: ActionItem,
    reports: Sequence[Report],
    meetings: Sequence[MeetingStanding],
    own: MeetingStanding | None,
    on: PartialDate | None,
) -> Due | None:
    """Return when the item is due, by the last report that sets a date, else as it was agreed."""
    moved = [each for each in reports if each.kind is ReportKind.DUE and each.due is not None]
    if moved and moved[-1].due is not None:
        return Due(on=moved[-1].due, basis=DueBasis.MOVED, rests_on=moved[-1].id)
    if item.due is not None:
        return Due(on=item.due, basis=DueBasis.AGREED)
    if not item.by_next_session:
        return None
    following = session_after(meetings, own, on)
    if following is None:
        return None
    if following.state is MeetingState.HELD:
        return Due(on=following.on, basis=DueBasis.SESSION_HELD, rests_on=following.ref) if following.on else None
    planned = following.planned_for
    return Due(on=planned, basis=DueBasis.SESSION_PLANNED, rests_on=following.ref) if planned else None


# --- in which state it is -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    state: ItemState
    reason: ItemReason
    because: tuple[Report, ...] = ()
    against: tuple[Report, ...] = ()


def _judge(item: ActionItem, reports: Sequence[Report], due: Due | None, *, at_risk: int, as_of: date) -> _Judged:
    superseded = [each for each in reports if each.kind is ReportKind.SUPERSEDED]
    if superseded:
        return _Judged(state=ItemState.SUPERSEDED, reason=ItemReason.SUPERSEDED, because=(superseded[-1],))
    deciding, against = _deciding(item, reports)
    if deciding is not None and _says_done(deciding, item):
        reason = ItemReason.REPORTED_DONE if deciding.kind is ReportKind.DONE else ItemReason.ALL_COUNTED
        return _Judged(state=ItemState.DONE, reason=reason, because=(deciding,), against=against)
    judged = _judge_open(item, reports, due, at_risk=at_risk, as_of=as_of)
    because = judged.because if deciding is None or deciding in judged.because else (*judged.because, deciding)
    return replace(judged, because=because, against=against)


def _judge_open(item: ActionItem, reports: Sequence[Report], due: Due | None, *, at_risk: int, as_of: date) -> _Judged:
    last = due.on.latest if due is not None else None
    if due is not None and last is not None and last < as_of:
        if due.basis is DueBasis.SESSION_PLANNED:  # the session itself is late: nobody has failed to report to it yet
            return _Judged(state=ItemState.AT_RISK, reason=ItemReason.SESSION_LATE)
        return _Judged(state=ItemState.OVERDUE, reason=ItemReason.DUE_PASSED)
    return _judge_before_it_is_due(item, reports, last, at_risk=at_risk, as_of=as_of)


def _judge_before_it_is_due(
    item: ActionItem, reports: Sequence[Report], last: date | None, *, at_risk: int, as_of: date
) -> _Judged:
    delays = _delays_that_hold(reports)
    if delays:
        return _Judged(state=ItemState.AT_RISK, reason=ItemReason.DELAY_REPORTED, because=(delays[-1],))
    if last is None:
        unknown = ItemReason.NEXT_SESSION_UNKNOWN if item.by_next_session else ItemReason.NO_DUE_DATE
        return _Judged(state=ItemState.NOT_ASSESSED, reason=unknown)
    if (last - as_of).days <= at_risk:
        return _Judged(state=ItemState.AT_RISK, reason=ItemReason.DUE_SOON)
    told = [each for each in reports if each.kind in (ReportKind.PROGRESS, ReportKind.OPEN)]
    if not told:
        return _Judged(state=ItemState.NOT_ASSESSED, reason=ItemReason.NO_REPORT)
    return _Judged(state=ItemState.ON_TIME, reason=ItemReason.UNDER_WAY, because=(told[-1],))


def _delays_that_hold(reports: Sequence[Report]) -> list[Report]:
    """Return the delays nobody has answered since with a new due date."""
    answered = max((n for n, each in enumerate(reports) if each.kind is ReportKind.DUE), default=-1)
    return [each for n, each in enumerate(reports) if each.kind is ReportKind.DELAYED and n > answered]


def _delay(reports: Sequence[Report]) -> DelayReason | None:
    delays = _delays_that_hold(reports)
    return delays[-1].reason if delays else None


def _deciding(item: ActionItem, reports: Sequence[Report]) -> tuple[Report | None, tuple[Report, ...]]:
    """Return the last report that says whether the item is done, and those that cannot be true beside it."""
    telling = [each for each in reports if _says_done(each, item) or _says_open(each, item)]
    if not telling:
        return None, ()
    deciding = max(telling, key=_weight)
    against = [each for each in telling if each is not deciding and _excludes(each, deciding, item)]
    return deciding, tuple(against)


def _excludes(each: Report, deciding: Report, item: ActionItem) -> bool:
    """Tell whether a report cannot be true beside the deciding one; what was open before may be done since."""
    before = _was_before(each, deciding)
    if _says_done(each, item) is not _says_done(deciding, item):
        return _says_done(each, item) or not before
    totals = {_total(one, item) for one in (each, deciding) if one.done is not None}
    return len(totals) > 1 and not before


def _says_done(report: Report, item: ActionItem) -> bool:
    total = _total(report, item)
    is_counted = report.done is not None and total is not None
    if report.kind is ReportKind.DONE:
        return not is_counted or (report.done or 0) >= (total or 0)
    return report.kind is ReportKind.PROGRESS and is_counted and (report.done or 0) >= (total or 0)


def _says_open(report: Report, item: ActionItem) -> bool:
    if report.kind is ReportKind.OPEN:
        return True
    told = report.kind in (ReportKind.DONE, ReportKind.PROGRESS)
    return told and report.done is not None and _total(report, item) is not None and not _says_done(report, item)


def _was_before(each: Report, other: Report) -> bool:
    return each.on is not None and other.on is not None and each.on.ends_before(other.on)


def _weight(report: Report) -> tuple[object, ...]:
    """Sort key: the last possible day, then the better source."""
    on = report.on or PartialDate.of_day(report.recorded_at.date())
    ranks = list(Certainty)
    return (on.latest or on.earliest or date.min, -ranks.index(report.certainty), report.id)


def _report_order(report: Report) -> tuple[object, ...]:
    on = report.on or PartialDate.of_day(report.recorded_at.date())
    return (*on.order, report.id)


def _was_late(judged: _Judged, due: Due | None) -> bool | None:
    if judged.state is not ItemState.DONE or due is None or not judged.because:
        return None
    done = judged.because[0].on
    if done is None or done.approximate:
        return None
    if due.on.ends_before(done):
        return True
    in_time = done.latest is not None and due.on.latest is not None and done.latest <= due.on.latest
    return False if in_time else None


# --- how much of it is done ---------------------------------------------------------------------------------------


def _count(reports: Sequence[Report], judged: _Judged) -> Report | None:
    """Return the report whose count counts: the one that decides, else the last that counts anything."""
    counted = [each for each in reports if each.done is not None]
    decided = [each for each in judged.because if each.done is not None]
    return next(iter(decided or sorted(counted, key=_weight)[-1:]), None)


def _total(report: Report, item: ActionItem) -> int | None:
    return report.total if report.total is not None else item.total


def _exceeds(report: Report, item: ActionItem) -> bool:
    total = _total(report, item)
    return report.done is not None and total is not None and report.done > total
