"""`igc commission agenda`: what the next session has before it, drafted from the facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import title_in_all
from igc_tracker.actions.describe_commissions import CommissionStatus, describe_commission, item_findings, without
from igc_tracker.actions.find_commissions import find_commission
from igc_tracker.derive.action_items import ItemStanding, ItemState
from igc_tracker.derive.commissions import MeetingStanding, MeetingState, last_session
from igc_tracker.derive.deadlines import Deadline, derive_deadlines
from igc_tracker.derive.months import add_months
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.domain.commissions import MeetingKind
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import MeetingNotFoundError, SessionHeldError
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from igc_tracker.actions.describe_commissions import Described
    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register

YEAR = 12
"""How many months are looked ahead where nobody knows when the session after the next one is."""


class HorizonBasis(StrEnum):
    """Why deadlines are told until a day: the session after is planned then, or owed by then, or nobody knows."""

    PLANNED = "planned"
    FREQUENCY = "frequency"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingChange:
    """An instrument that stands otherwise than it did at the last session; ``before`` None: it did not exist."""

    ref: str
    title: Mapping[str, str | None]
    short_title: Text
    before: StandingCode | None
    after: StandingCode


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaAnswer:
    """The draft for a session.

    ``session`` is what is on record of it, None if nothing is; ``number`` and ``planned_for`` None: not known.
    ``last`` is the session held before it. ``carried`` are items that are open, the most pressing first, ``done`` those
    done since, ``superseded`` those that another took the place of. ``disputed`` are ids of items on which reports
    differ. ``changed`` are instruments, ``deadlines`` what falls due ``until`` a day. ``withheld`` counts the
    restricted instruments that are left out with all that is about them.
    """

    commission: CommissionStatus
    session: MeetingStanding | None
    number: int | None
    planned_for: PartialDate | None
    last: MeetingStanding | None
    carried: tuple[ItemStanding, ...]
    done: tuple[ItemStanding, ...]
    superseded: tuple[ItemStanding, ...]
    disputed: tuple[str, ...]
    changed: tuple[StandingChange, ...]
    deadlines: tuple[Deadline, ...]
    until: date
    until_basis: HorizonBasis
    titles: Mapping[str, Text]
    withheld: int
    findings: tuple[Finding, ...]


def draft_agenda(
    store: RegisterStore,
    name: str,
    session: str | None = None,
    *,
    as_of: date,
    known_on: date | None,
    include_restricted: bool = False,
) -> AgendaAnswer:
    """Return the draft for the next session, or for ``session``, a number or a ref.

    Raises SessionHeldError for a past one. An agenda is made to be passed on: what is about restricted instruments is
    left out, unless it is said to include them.
    """
    register, findings = store.read(known_on=known_on)
    commission = find_commission(register, name)
    restricted = {each.ref for each in register.instruments if each.restricted}
    hidden = () if include_restricted else restricted
    whole = describe_commission(register, commission, as_of=as_of)
    described = without(whole, hidden)
    status = described.status
    chosen, number = _chosen(described, session)
    last = status.last
    items = status.items
    since = last.on if last is not None else None
    instruments = [each for each in map(register.instrument, status.instruments) if each is not None]
    until, basis = _until(described, chosen, as_of=as_of)
    deadlines = [due for each in instruments for due in _deadlines(each, register, as_of=as_of) if due.on <= until]
    deadlines.sort(key=lambda due: (not due.missed, due.on, due.last or due.on, due.ref, due.code))
    changed = tuple(_changed(instruments, register, since, as_of=as_of))
    done = tuple(each for each in items if each.state is ItemState.DONE and _is_since(each, since))
    return AgendaAnswer(
        commission=status,
        session=chosen,
        number=number,
        planned_for=chosen.planned_for if chosen else None,
        last=last,
        carried=tuple(each for each in items if each.is_open),
        done=done,
        superseded=tuple(each for each in items if each.state is ItemState.SUPERSEDED and _is_since(each, since)),
        disputed=tuple(each.id for each in items if each.against),
        changed=changed,
        deadlines=tuple(deadlines),
        until=until,
        until_basis=basis,
        titles={each.ref: each.short_titles or each.titles for each in instruments},
        withheld=len(restricted.intersection(whole.status.instruments)) if hidden else 0,
        findings=(*(each for each in findings if each.ref not in hidden), *item_findings(status)),
    )


def _chosen(described: Described, session: str | None) -> tuple[MeetingStanding | None, int | None]:
    """Return the session the draft is for, and its number."""
    following = described.status.next
    if session is None:
        found = next((each for each in described.meetings if each.ref == following.ref), None)
        return found, following.number
    wanted = session.strip()
    sessions = [each for each in described.meetings if each.kind is MeetingKind.SESSION]
    found = next((each for each in sessions if wanted in (each.ref, str(each.number))), None)
    if found is not None and found.state is MeetingState.HELD:
        raise SessionHeldError(session=wanted)
    if found is None and wanted != str(following.number):
        ahead = [str(each.number or each.ref) for each in sessions if each.state is not MeetingState.HELD]
        if following.ref is None and following.number is not None:
            ahead.append(str(following.number))
        raise MeetingNotFoundError(described.status.ref, wanted, tuple(ahead))
    return found, found.number if found is not None else following.number


def _until(described: Described, chosen: MeetingStanding | None, *, as_of: date) -> tuple[date, HorizonBasis]:
    """Return the day of the session after the next one, or how far is looked ahead instead."""
    following = chosen.planned_for if chosen and chosen.planned_for else described.status.next.due
    begun = max((following.latest if following else None) or as_of, as_of)
    later = [
        each.planned_for.latest
        for each in described.meetings
        if each.kind is MeetingKind.SESSION
        and each.state is not MeetingState.HELD
        and each is not chosen
        and each.planned_for is not None
        and each.planned_for.latest is not None
        and each.planned_for.latest > begun
    ]
    if later:
        return min(later), HorizonBasis.PLANNED
    frequency = described.status.frequency
    if frequency is None or last_session(described.meetings) is None:
        return add_months(begun, YEAR), HorizonBasis.YEAR
    return add_months(begun, frequency.months), HorizonBasis.FREQUENCY


def _is_since(item: ItemStanding, since: PartialDate | None) -> bool:
    days = [found.on for each in item.because if (found := item.report(each)) is not None]
    return since is None or any(on is None or not on.ends_before(since) for on in days)


def _changed(
    instruments: Sequence[Instrument], register: Register, since: PartialDate | None, *, as_of: date
) -> Iterator[StandingChange]:
    if since is None or since.latest is None or since.latest > as_of:
        return
    others = register.by_ref
    for each in instruments:
        before = derive_standing(each, as_of=since.latest, others=others)
        after = derive_standing(each, as_of=as_of, others=others)
        if after is not None and (before is None or before.code is not after.code):
            yield StandingChange(
                ref=each.ref,
                title=title_in_all(each.titles),
                short_title=each.short_titles,
                before=before.code if before is not None else None,
                after=after.code,
            )


def _deadlines(instrument: Instrument, register: Register, *, as_of: date) -> tuple[Deadline, ...]:
    standing = derive_standing(instrument, as_of=as_of, others=register.by_ref)
    return derive_deadlines(instrument, standing, others=register.by_ref) if standing is not None else ()
