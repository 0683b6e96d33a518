"""`igc commission progress`: a report on an action item."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.commission_saved import (
    CommissionSavedAnswer,
    SavedKind,
    day_in_id,
    free_id,
    not_in_future,
    saved,
)
from igc_tracker.actions.find_commissions import find_commission, find_item
from igc_tracker.domain.commissions import Report, ReportKind
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import (
    CountTooHighError,
    NotAllCountedError,
    NothingReportedError,
    NoTotalError,
    OwnSuccessorError,
    Phrase,
)
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.runs import DelayReason

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.commissions import ActionItem

_TRUE = Phrase("With --on give the day the report is true of; a new due date is told with --due.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """What is said of an action item; the meaning of each field is that of ``domain.commissions.Report``."""

    kind: ReportKind
    detail: Text
    on: PartialDate | None = None
    done: int | None = None
    total: int | None = None
    due: PartialDate | None = None
    reason: DelayReason | None = None
    superseded_by: str | None = None
    evidence: str | None = None
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED


def report_item(
    store: RegisterStore, name: str, item_id: str, new: NewReport, invocation: Invocation
) -> CommissionSavedAnswer:
    """Record the report; raise a BadValueError for a count that cannot be. The very same report changes nothing."""
    today = invocation.today
    with store.writing(invocation) as writing:
        register = writing.register
        commission = find_commission(register, name)
        item = find_item(commission, item_id)
        successor = find_item(commission, new.superseded_by).id if new.superseded_by else None
        if successor == item.id:
            raise OwnSuccessorError(item=item.id)
        not_in_future(new.on, _TRUE, today=today)
        _check_count(new, item)
        taken = {report.id for each in commission.items for report in each.reports}
        report = Report(
            id=free_id(f"{item.id}-{new.kind.value}-{day_in_id(new.on)}", taken),
            kind=new.kind,
            on=new.on,
            done=new.done,
            total=new.total,
            due=new.due,
            reason=new.reason,
            superseded_by=successor,
            evidence=new.evidence,
            detail=new.detail,
            source=new.source,
            certainty=new.certainty,
            recorded_at=invocation.at,
            recorded_by=invocation.by,
        )
        same = next((each for each in item.reports if _same(each, report)), None)
        changed = commission
        if same is None:
            told = replace(item, reports=(*item.reports, report))
            changed = replace(commission, items=tuple(told if each is item else each for each in commission.items))
            writing.save(changed, expected=commission)
    return saved(
        register,
        commission,
        changed,
        kind=SavedKind.REPORT,
        today=today,
        record=(same or report).id,
        is_new=same is None,
        item=item.id,
    )


def _check_count(new: NewReport, item: ActionItem) -> None:
    if new.kind is ReportKind.PROGRESS and new.done is None and not new.detail:
        raise NothingReportedError
    if new.done is None:
        return
    total = new.total if new.total is not None else item.total
    if total is None:
        raise NoTotalError(item=item.id, done=new.done)
    if new.done > total:
        raise CountTooHighError(done=new.done, total=total)
    if new.kind is ReportKind.DONE and new.done < total:
        raise NotAllCountedError(done=new.done, total=total)


def _same(known: Report, new: Report) -> bool:
    return known == replace(
        new,
        id=known.id,
        recorded_at=known.recorded_at,
        recorded_by=known.recorded_by,
        confidence=known.confidence,
        struck=None,
    )
