"""What a command that records something of a commission answers, and what these commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.actions.describe_commissions import describe_commission
from igc_tracker.actions.find_instruments import find_one
from igc_tracker.actions.find_projects import find_project
from igc_tracker.derive.action_items import ItemStanding, ItemState
from igc_tracker.derive.commissions import MeetingStanding, NextSession
from igc_tracker.domain.commissions import Provision
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import FutureEntryError, Phrase

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date

    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.dates import PartialDate
    from igc_tracker.domain.register import Meeting, Register


class SavedKind(StrEnum):
    """What was recorded of a commission."""

    COMMISSION = "commission"
    SESSION = "session"
    DECISION = "decision"
    ITEM = "item"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionSavedAnswer:
    """What was recorded or struck, and how the commission stands now.

    ``id`` is that of the record, None for a commission. ``is_new`` False: the very same was known already, and nothing
    was changed. ``meeting`` and ``item`` are the ones concerned, as they stand today, None where they do not stand;
    ``before`` is the state the item was in.
    """

    commission: str
    kind: SavedKind
    id: str | None
    is_new: bool
    struck: bool
    meeting: MeetingStanding | None
    item: ItemStanding | None
    before: ItemState | None
    next: NextSession


def saved(
    register: Register,
    before: Commission,
    after: Commission,
    *,
    kind: SavedKind,
    today: date,
    meetings: Sequence[Meeting] | None = None,
    record: str | None = None,
    is_new: bool = True,
    struck: bool = False,
    meeting: str | None = None,
    item: str | None = None,
) -> CommissionSavedAnswer:
    """Return the answer: ``before`` and ``after`` are the commission, ``meetings`` those of the register by now."""
    was = describe_commission(register, before, as_of=today)
    now = describe_commission(register, after, as_of=today, meetings=meetings)
    return CommissionSavedAnswer(
        commission=after.ref,
        kind=kind,
        id=record,
        is_new=is_new,
        struck=struck,
        meeting=next((each for each in now.meetings if each.ref == meeting), None),
        item=next((each for each in now.status.items if each.id == item), None),
        before=next((each.state for each in was.status.items if each.id == item), None),
        next=now.status.next,
    )


def free_id(stem: str, taken: Container[str]) -> str:
    """Return an id that begins with ``stem`` and is not taken."""
    number, found = 2, stem
    while found in taken:
        found = f"{stem}-{number}"
        number += 1
    return found


def day_in_id(on: PartialDate | None) -> str:
    """Return a date as it stands in an id."""
    return on.text.replace("..", "-to-").strip("~-") if on else "undated"


def not_in_future(on: PartialDate | None, remedy: Phrase, *, today: date) -> None:
    """Raise FutureEntryError for what is said to have happened after today; ``remedy`` tells how it is meant."""
    if on is not None and on.earliest is not None and on.earliest > today:
        raise FutureEntryError(on, remedy)


def read_provisions(register: Register, texts: Sequence[str]) -> tuple[Provision, ...]:
    """Return what is meant by REF or REF:ARTICLE, each instrument looked up."""
    found = []
    for text in texts:
        ref, _, article = text.partition(":")
        found.append(Provision(instrument=find_one(register, ref.strip()).ref, article=article.strip() or None))
    return tuple(dict.fromkeys(found))


def read_projects(register: Register, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the refs of the projects meant, each looked up as `igc project` does."""
    return tuple(dict.fromkeys(find_project(register.projects, text).ref for text in texts))
