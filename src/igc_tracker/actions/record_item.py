"""`igc commission item`: something somebody owes a commission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from igc_tracker.actions.commission_saved import (
    CommissionSavedAnswer,
    SavedKind,
    free_id,
    not_in_future,
    read_projects,
    read_provisions,
    saved,
)
from igc_tracker.actions.find_commissions import find_commission, find_meeting
from igc_tracker.derive.search import romanise
from igc_tracker.domain.commissions import ActionItem
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import (
    BadDueError,
    BadReferenceError,
    DuplicateItemError,
    EntryNotFoundError,
    NotACommissionPartyError,
    NoTitleError,
    Phrase,
)
from igc_tracker.domain.facts import Certainty
from igc_tracker.domain.instruments import Text
from igc_tracker.domain.references import is_ref

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.commissions import Commission

_WORDS_OF_ID = 4

_AGREED = Phrase("With --on give the day it was agreed; when it is due is told with --due.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """What is said of an action item; ``session`` is a number or a ref, ``id`` None is made from the text."""

    text: Text
    id: str | None = None
    session: str | None = None
    decision: str | None = None
    on: PartialDate | None = None
    owner: str | None = None
    party: str | None = None
    due: PartialDate | None = None
    by_next_session: bool = False
    total: int | None = None
    unit: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    provisions: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    source: str | None = None
    certainty: Certainty = Certainty.UNCONFIRMED


def record_item(store: RegisterStore, name: str, new: NewItem, invocation: Invocation) -> CommissionSavedAnswer:
    """Record the item; raise a BadValueError for one that cannot stand. The very same item changes nothing."""
    text = {language: text.strip() for language, text in new.text.items() if text.strip()}
    if not text:
        raise NoTitleError
    today = invocation.today
    with store.writing(invocation) as writing:
        register = writing.register
        commission = find_commission(register, name)
        meeting = find_meeting(register, commission, new.session) if new.session else None
        if meeting is not None and new.decision and all(each.id != new.decision for each in meeting.decisions):
            raise EntryNotFoundError(commission=commission.ref, entry=f"{meeting.ref}/{new.decision}")
        if new.party is not None and new.party not in commission.parties:
            raise NotACommissionPartyError(party=new.party, ref=commission.ref, parties=", ".join(commission.parties))
        not_in_future(new.on, _AGREED, today=today)
        agreed = new.on or (meeting.on if meeting is not None else None)
        if agreed is not None and new.due is not None and new.due.ends_before(agreed):
            raise BadDueError(due=new.due, on=agreed)
        item = ActionItem(
            id=_id(new, text, commission),
            text=text,
            meeting=meeting.ref if meeting is not None else None,
            decision=new.decision,
            on=new.on,
            owner=new.owner,
            party=new.party,
            due=new.due,
            by_next_session=new.by_next_session,
            total=new.total,
            unit=new.unit,
            where=new.where,
            provisions=read_provisions(register, new.provisions),
            projects=read_projects(register, new.projects),
            source=new.source,
            certainty=new.certainty,
            recorded_at=invocation.at,
            recorded_by=invocation.by,
        )
        same = next((each for each in commission.items if _same(each, item)), None)
        if same is None and new.id is not None and new.id != item.id:
            raise DuplicateItemError(commission=commission.ref, item=new.id)
        changed = commission if same else replace(commission, items=(*commission.items, item))
        if same is None:
            writing.save(changed, expected=commission)
    return saved(
        register,
        commission,
        changed,
        kind=SavedKind.ITEM,
        today=today,
        record=(same or item).id,
        is_new=same is None,
        item=(same or item).id,
    )


def _id(new: NewItem, text: Text, commission: Commission) -> str:
    if new.id is not None and not is_ref(new.id):
        raise BadReferenceError(ref=new.id)
    words = [word for word in romanise(next(iter(text.values()))).split() if word.isascii()]
    stem = new.id or "-".join(words[:_WORDS_OF_ID])[:40].strip("-")
    taken = {each.id for each in commission.items}
    return free_id(stem if stem[:1].isalpha() else f"item-{stem}".strip("-"), taken)


def _same(known: ActionItem, new: ActionItem) -> bool:
    return known == replace(
        new,
        id=known.id,
        reports=known.reports,
        recorded_at=known.recorded_at,
        recorded_by=known.recorded_by,
        confidence=known.confidence,
        struck=None,
    )
