"""One instrument as every answer shows it: its cover in brief, its standing, its chains, what is next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from igc_tracker.derive.bound import BoundPeriod, derive_bound
from igc_tracker.derive.chain import LinkState, PartyChain, facts_counting
from igc_tracker.derive.conflicts import ConflictFound, derive_conflicts
from igc_tracker.derive.entry_into_force import EntryIntoForce, ForceState
from igc_tracker.derive.next_step import NextStep, derive_next
from igc_tracker.derive.standing import Standing, StandingCode, derive_standing
from igc_tracker.derive.unlocks import UnlockStanding, derive_unlocks
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.instruments import ChainLink, Instrument, InstrumentKind, Level

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.derive.holders import Holder  # noqa: TC004  # runs are loaded where they are told
    from igc_tracker.derive.obligations import ObligationStanding  # noqa: TC004  # loaded where something is owed
    from igc_tracker.derive.procedure_run import Run  # noqa: TC004  # runs are loaded where they are told
    from igc_tracker.domain.instruments import Link, Text

LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyStatus:
    """The chain of one party; ``links`` holds all five.

    ``in_force_on`` is when the instrument entered or enters into force for this party, None where that cannot be told;
    ``in_force_until`` the first day on which it no longer is, None where no end is known, and not ``until_settled``
    where that rests on an assumed period of notice or on a day of dispatch. ``has_left``: the treaty goes on without.
    ``procedure`` is its run at home, in the phase it is in; None where it is not told.
    """

    party: str
    links: Mapping[ChainLink, LinkState]
    in_force_on: PartialDate | None
    in_force_until: PartialDate | None
    until_settled: bool
    has_left: bool
    suspended: bool
    procedure: Run | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentStatus:
    """Where one instrument stands on the day asked for.

    ``title`` has a key for each language, None where no title is recorded. ``relation`` is ``base`` for the base of
    the family, else how the instrument is tied to ``relation_to``; None outside a family. ``signed_on`` is the day
    of the last signature. ``standing_otherwise`` is the standing without the unsettled facts ``rests_on``. ``holders``
    are who holds entry into force up, the longest since its signature first; nobody where runs are not told.
    """

    ref: str
    kind: InstrumentKind
    level: Level | None
    is_treaty: bool
    title: Mapping[str, str | None]
    short_title: Mapping[str, str]
    relation: str | None
    relation_to: str | None
    place: str | None
    signed_on: PartialDate | None
    standing: StandingCode
    standing_settled: bool
    standing_otherwise: StandingCode | None
    rests_on: tuple[str, ...]
    parties: tuple[PartyStatus, ...]
    entry_into_force: EntryIntoForce
    next: NextStep | None
    unlocks: tuple[UnlockStanding, ...]
    conflicts: tuple[ConflictFound, ...]
    subjects: tuple[str, ...]
    lead_bodies: Mapping[str, str]
    restricted: bool
    status_note: str | None
    holders: tuple[Holder, ...] = ()
    obligations: tuple[ObligationStanding, ...] = ()


def describe(
    instrument: Instrument,
    standing: Standing,
    *,
    relation: str | None,
    tie: Link | None,
    others: Mapping[str, Instrument] | None = None,
) -> InstrumentStatus:
    """Return the instrument as shown, given its ``standing`` and its place in a family.

    ``others`` are the instruments its clauses may refer to, by ref.
    """
    facts = facts_counting(instrument, as_of=standing.as_of)
    force = standing.entry_into_force
    bound: Mapping[str, BoundPeriod] = {}
    if force.state in (ForceState.IN_FORCE, ForceState.SCHEDULED):
        bound = derive_bound(instrument, facts, as_of=standing.as_of, force=force.on, others=others or {})
    signatures = [chain.links[ChainLink.SIGNED] for chain in standing.chains]
    days = [link.on for link in signatures if link.on is not None]
    return InstrumentStatus(
        ref=instrument.ref,
        kind=instrument.kind,
        level=instrument.level,
        is_treaty=instrument.is_treaty,
        title=title_in_all(instrument.titles),
        short_title=instrument.short_titles,
        relation=relation,
        relation_to=tie.to if tie else None,
        place=next((link.place for link in signatures if link.place), None),
        signed_on=max(days, key=lambda on: on.order) if days else None,
        standing=standing.code,
        standing_settled=standing.is_settled,
        standing_otherwise=standing.otherwise,
        rests_on=standing.rests_on,
        parties=tuple(_party(chain, bound.get(chain.party), as_of=standing.as_of) for chain in standing.chains),
        entry_into_force=standing.entry_into_force,
        next=derive_next(instrument, standing),
        unlocks=derive_unlocks(instrument, standing),
        conflicts=derive_conflicts(instrument, facts, as_of=standing.as_of),
        subjects=instrument.subjects,
        lead_bodies=instrument.lead_bodies,
        restricted=instrument.restricted,
        # a note is written with hindsight: it says nothing of days before it was written
        status_note=instrument.status_note if standing.as_of >= instrument.recorded_at.date() else None,
        obligations=_obligations(instrument, standing),
    )


def _obligations(instrument: Instrument, standing: Standing) -> tuple[ObligationStanding, ...]:
    if not instrument.obligations:
        return ()
    from igc_tracker.derive.obligations import derive_obligations

    return derive_obligations(instrument, standing)


def _party(chain: PartyChain, bound: BoundPeriod | None, *, as_of: date) -> PartyStatus:
    return PartyStatus(
        party=chain.party,
        links=chain.links,
        in_force_on=bound.on if bound else None,
        in_force_until=bound.until if bound else None,
        until_settled=bound.settled if bound else True,
        has_left=bound is not None and bound.own and bound.is_over(as_of),
        suspended=bound is not None and bound.suspended,
    )


def describe_alone(
    instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument] | None = None
) -> InstrumentStatus | None:
    """Return the instrument as shown outside a family, or None if nothing of it exists on ``as_of``."""
    standing = derive_standing(instrument, as_of=as_of, others=others)
    return describe(instrument, standing, relation=None, tie=None, others=others) if standing else None


def title_in_all(titles: Text) -> dict[str, str | None]:
    """Return the title for each language igc speaks, None where there is none."""
    return {language: titles.get(language) for language in LANGUAGES}
