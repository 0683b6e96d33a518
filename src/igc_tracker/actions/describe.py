"""One instrument as every answer shows it: its cover in brief, its standing, its chains, what is next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkState, facts_counting
from igc_tracker.derive.conflicts import ConflictFound, derive_conflicts
from igc_tracker.derive.entry_into_force import EntryIntoForce, ForceState, can_compute
from igc_tracker.derive.next_step import NextStep, derive_next
from igc_tracker.derive.standing import Standing, StandingCode, derive_standing
from igc_tracker.derive.unlocks import UnlockStanding, derive_unlocks
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ChainLink, Instrument, InstrumentKind, Level

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.domain.instruments import Link, Text

LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyStatus:
    """The chain of one party; ``links`` holds all five.

    ``in_force_on`` is when the instrument entered or enters into force for this party, None where that cannot be told.
    """

    party: str
    links: Mapping[ChainLink, LinkState]
    in_force_on: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentStatus:
    """Where one instrument stands on the day asked for.

    ``title`` has a key for each language, None where no title is recorded. ``relation`` is ``base`` for the base of
    the family, else how the instrument is tied to ``relation_to``; None outside a family. ``signed_on`` is the day
    of the last signature. ``standing_otherwise`` is the standing without the unsettled facts ``rests_on``.
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
    own_force = _own_force(instrument, standing, others or {})
    facts = facts_counting(instrument, as_of=standing.as_of)
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
        parties=tuple(
            PartyStatus(party=chain.party, links=chain.links, in_force_on=own_force.get(chain.party))
            for chain in standing.chains
        ),
        entry_into_force=standing.entry_into_force,
        next=derive_next(instrument, standing),
        unlocks=derive_unlocks(instrument, standing),
        conflicts=derive_conflicts(instrument, facts, as_of=standing.as_of),
        subjects=instrument.subjects,
        lead_bodies=instrument.lead_bodies,
        restricted=instrument.restricted,
        # a note is written with hindsight: it says nothing of days before it was written
        status_note=instrument.status_note if standing.as_of >= instrument.recorded_at.date() else None,
    )


def _own_force(
    instrument: Instrument, standing: Standing, others: Mapping[str, Instrument]
) -> Mapping[str, PartialDate]:
    """Return when the instrument is in force for each party; the engine is loaded where there is something to tell."""
    if standing.entry_into_force.state not in (ForceState.IN_FORCE, ForceState.SCHEDULED):
        return {}
    on = standing.entry_into_force.on
    own = any(fact.kind is FactKind.ENTERED_INTO_FORCE and fact.party for fact in instrument.facts)
    if not (can_compute(instrument, others) or own):
        return dict.fromkeys(instrument.parties, on) if on else {}
    from igc_tracker.derive.computed_force import party_force

    return party_force(instrument, as_of=standing.as_of, others=others)


def describe_alone(
    instrument: Instrument, *, as_of: date, others: Mapping[str, Instrument] | None = None
) -> InstrumentStatus | None:
    """Return the instrument as shown outside a family, or None if nothing of it exists on ``as_of``."""
    standing = derive_standing(instrument, as_of=as_of, others=others)
    return describe(instrument, standing, relation=None, tie=None, others=others) if standing else None


def title_in_all(titles: Text) -> dict[str, str | None]:
    """Return the title for each language igc speaks, None where there is none."""
    return {language: titles.get(language) for language in LANGUAGES}
