"""Builders of commissions, sessions and action items, jotted as a secretary would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from igc_tracker.domain.commissions import (
    ActionItem,
    Commission,
    Frequency,
    MeetingEvent,
    MeetingEventKind,
    Report,
    ReportKind,
)
from igc_tracker.domain.facts import Certainty, Strike
from igc_tracker.domain.register import Meeting
from support import RECORDED_AT, on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypedDict

    from igc_tracker.domain.commissions import Provision
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.runs import DelayReason

    class Told(TypedDict, total=False):
        """What a report may say beside its kind and day."""

        id: str
        done: int
        total: int
        due: PartialDate
        reason: DelayReason
        superseded_by: str
        certainty: Certainty
        struck: Strike


def strike(why: str = "wrong") -> Strike:
    """Return a strike made when everything was recorded."""
    return Strike(at=RECORDED_AT, by="officer", why=why)


def commission(
    *items: ActionItem,
    ref: str = "igc",
    frequency: Frequency | None = None,
    at_risk_days: int | None = None,
    instruments: tuple[str, ...] = (),
    basis: tuple[Provision, ...] = (),
) -> Commission:
    """Return a commission of Kazakhstan and Russia."""
    return Commission(
        ref=ref,
        titles={"en": "Commission"},
        parties=("KZ", "RU"),
        frequency=frequency,
        at_risk_days=at_risk_days,
        instruments=instruments,
        basis=basis,
        items=items,
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )


def event(
    kind: str, when: str, planned_for: str | None = None, *, certainty: Certainty = Certainty.PRESS, name: str = ""
) -> MeetingEvent:
    """Return a report of a session's day."""
    return MeetingEvent(
        id=name or f"{kind}-{planned_for or when}",
        kind=MeetingEventKind(kind),
        on=on(when),
        planned_for=on(planned_for) if planned_for else None,
        certainty=certainty,
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )


def meeting(
    number: int | None,
    *,
    ref: str = "",
    held: str | None = None,
    planned: Sequence[tuple[str, str]] = (),
    events: Sequence[MeetingEvent] = (),
) -> Meeting:
    """Return a session of the commission; ``planned`` are pairs of when it was said and for when."""
    plans = [event("planned", when, for_) for when, for_ in planned]
    return Meeting(
        ref=ref or f"s{number}",
        body="Commission",
        number=number,
        on=on(held) if held else None,
        commission="igc",
        events=(*plans, *events),
        certainty=Certainty.PRESS,
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )


def report(kind: str, when: str | None, **told: Unpack[Told]) -> Report:
    """Return a report on an item; press unless said otherwise."""
    return Report(
        **{
            "id": f"{kind}-{when}",
            "kind": ReportKind(kind),
            "on": on(when) if when else None,
            "certainty": Certainty.PRESS,
            "recorded_at": RECORDED_AT,
            "recorded_by": "officer",
            **told,
        }  # type: ignore[arg-type]  # what a test leaves open
    )


def item(
    *reports: Report,
    due: str | None = None,
    by_next_session: bool = False,
    total: int | None = None,
    meeting: str | None = None,
    agreed: str | None = "2017-06-13",
    name: str = "item",
) -> ActionItem:
    """Return an action item of Kazakhstan's, agreed on the day of the fifth session."""
    return ActionItem(
        id=name,
        text={"en": "Do it"},
        meeting=meeting,
        on=on(agreed) if agreed else None,
        party="KZ",
        due=on(due) if due else None,
        by_next_session=by_next_session,
        total=total,
        reports=reports,
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )
