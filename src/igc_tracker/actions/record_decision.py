"""`igc commission decide`: a decision of a session that was held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.commission_saved import (
    CommissionSavedAnswer,
    SavedKind,
    free_id,
    read_projects,
    read_provisions,
    saved,
)
from igc_tracker.actions.find_commissions import find_commission, find_meeting
from igc_tracker.derive.commissions import MeetingState, meeting_standings
from igc_tracker.domain.commissions import Decision
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import NotHeldYetError, NoTitleError
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """What is said of a decision; ``provisions`` and ``projects`` as typed, REF or REF:ARTICLE."""

    text: Text
    paragraph: str | None = None
    provisions: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED


def record_decision(
    store: RegisterStore, name: str, session: str, new: NewDecision, invocation: Invocation
) -> CommissionSavedAnswer:
    """Record the decision; raise NotHeldYetError for a session that is not held. The very same changes nothing."""
    if not any(each.strip() for each in new.text.values()):
        raise NoTitleError
    with store.writing(invocation) as writing:
        register = writing.register
        commission = find_commission(register, name)
        meeting = find_meeting(register, commission, session)
        held = meeting_standings([meeting], as_of=invocation.today)
        if not held or held[0].state is not MeetingState.HELD:
            raise NotHeldYetError(session=session, commission=commission.ref)
        place = len(meeting.decisions) + 1
        decision = Decision(
            id=free_id(f"d{place}", {each.id for each in meeting.decisions}),
            text={language: text.strip() for language, text in new.text.items() if text.strip()},
            paragraph=new.paragraph,
            provisions=read_provisions(register, new.provisions),
            projects=read_projects(register, new.projects),
            source=new.source,
            certainty=new.certainty,
            recorded_at=invocation.at,
            recorded_by=invocation.by,
        )
        same = next((each for each in meeting.decisions if _same(each, decision)), None)
        changed = meeting if same else replace(meeting, decisions=(*meeting.decisions, decision))
        if same is None:
            writing.save(changed, expected=meeting)
    return saved(
        register,
        commission,
        commission,
        kind=SavedKind.DECISION,
        today=invocation.today,
        meetings=tuple(changed if each.ref == meeting.ref else each for each in register.meetings),
        record=f"{meeting.ref}/{(same or decision).id}",
        is_new=same is None,
        meeting=meeting.ref,
    )


def _same(known: Decision, new: Decision) -> bool:
    return known == replace(
        new,
        id=known.id,
        recorded_at=known.recorded_at,
        recorded_by=known.recorded_by,
        confidence=known.confidence,
        struck=None,
    )
