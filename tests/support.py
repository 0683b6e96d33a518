"""Builders, so that a test reads as law: facts as a lawyer jots them, and nothing said that does not matter.

Whatever a test leaves open is the same for all: recorded at ``RECORDED_AT``, looked at from ``TODAY``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from igc_tracker.actions.ports import Invocation
from igc_tracker.derive.conditions import Act, ActKind, Circumstances
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.clauses import LaterPartyRule
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty, Fact, FactKind, Manner, Strike
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument, InstrumentKind, Link, Relation
from igc_tracker.domain.projects import FundingStage, Outcome, Target
from igc_tracker.domain.register import Meeting, Milestone, Project, Register, RegisterInfo
from igc_tracker.store.codec import (
    SCHEMA_VERSION,
    encode_commission,
    encode_instrument,
    encode_meeting,
    encode_project,
)
from igc_tracker.store.file import read_file
from igc_tracker.store.layout import INFO_TABLE, Tables, read_laid
from igc_tracker.store.places import MemoryPlace
from igc_tracker.store.procedures import ProcedureShelf
from igc_tracker.store.tinydb_store import TinyDBStore, dump_tables, new_register_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypedDict

    from igc_tracker.domain.clauses import ForceRule, Offset, Rule
    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.instruments import Conflict, Gap, Level, Unlock
    from igc_tracker.domain.obligations import Obligation
    from igc_tracker.domain.register import Json

    class Cover(TypedDict, total=False):
        """What a test may say of a cover sheet beside what ``agreement`` names."""

        level: Level | None
        binding: bool | None
        short_titles: Mapping[str, str]
        aliases: tuple[str, ...]
        depositary: str | None
        languages: tuple[str, ...]
        subjects: tuple[str, ...]
        lead_bodies: Mapping[str, str]
        originals: str | None
        officer: str | None
        restricted: bool
        clauses: tuple[FinalClause, ...]
        unlocks: tuple[Unlock, ...]
        obligations: tuple[Obligation, ...]
        gaps: tuple[Gap, ...]
        conflicts: tuple[Conflict, ...]
        status_note: str | None


ALMATY = timezone(timedelta(hours=5))
RECORDED_AT = datetime(2026, 11, 22, 9, 0, tzinfo=ALMATY)
RECORDED_ON = RECORDED_AT.date()
TODAY = date(2026, 11, 23)
INFO = RegisterInfo(id="0123456789abcdef" * 2, schema=SCHEMA_VERSION, created_at=RECORDED_AT)


@dataclass(frozen=True)
class Law:
    """The procedures igc brings along, and no calendar."""

    procedures: ProcedureShelf = field(default_factory=ProcedureShelf)
    calendars: NoCalendars = field(default_factory=NoCalendars)


def day(text: str) -> date:
    """Return a day written like 2018-08-22."""
    return date.fromisoformat(text)


def on(text: str) -> PartialDate:
    """Return a date as exact as it is written."""
    return PartialDate.parse(text)


def moment(text: str) -> datetime:
    """Return nine in the morning of a day, or the moment written out, in Almaty."""
    found = datetime.fromisoformat(text)
    return (found if "T" in text else found.replace(hour=9)).replace(tzinfo=ALMATY)


def timeline(
    text: str, *, recorded_at: datetime = RECORDED_AT, certainty: Certainty = Certainty.OFFICIAL
) -> tuple[Fact, ...]:
    """Return the facts jotted in ``text``, one a line: date, kind, party, document.

    The date is partial or ``undated``, a ``?`` before it makes the fact unconfirmed. The party ``-`` is none. What
    follows is the document; for a plan it is the act and the day planned: ``planned - signed 2018-10``.
    """
    facts: list[Fact] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        when, kind, *rest = line.split(maxsplit=3)
        made = Fact(
            id="",
            kind=FactKind(kind),
            party=None if rest[:1] in ([], ["-"]) else rest[0],
            on=None if when.endswith("undated") else on(when.removeprefix("?")),
            document=rest[1] if len(rest) > 1 else None,
            certainty=Certainty.UNCONFIRMED if when.startswith("?") else certainty,
            recorded_at=recorded_at,
            recorded_by="officer",
        )
        if made.kind is FactKind.PLANNED and made.document:
            act, _, planned_for = made.document.partition(" ")
            made = replace(made, planned_kind=FactKind(act), planned_for=on(planned_for), document=None)
        facts.append(replace(made, id=_free_id(made, facts)))
    return tuple(facts)


def _free_id(fact: Fact, taken: Iterable[Fact]) -> str:
    parts = (fact.kind.value, fact.party and fact.party.lower(), fact.on.text if fact.on else "undated")
    stem = "-".join(part for part in parts if part)
    ids = {each.id for each in taken}
    return next(found for n in range(1, 100) if (found := stem if n == 1 else f"{stem}-{n}") not in ids)


def struck(fact: Fact, *, at: datetime = RECORDED_AT, why: str = "wrong day") -> Fact:
    """Return the fact as struck."""
    return replace(fact, struck=Strike(at=at, by="officer", why=why))


def agreement(
    ref: str = "lease-1994",
    *,
    facts: str | tuple[Fact, ...] = (),
    parties: tuple[str, ...] = ("KZ", "RU"),
    kind: InstrumentKind = InstrumentKind.AGREEMENT,
    title: str = "Agreement on the lease",
    titles: Mapping[str, str] | None = None,
    links: Iterable[tuple[Relation, str]] = (),
    recorded_at: datetime = RECORDED_AT,
    **cover: Unpack[Cover],
) -> Instrument:
    """Return an instrument; ``facts`` as jotted for ``timeline`` or as made."""
    return Instrument(
        ref=ref,
        kind=kind,
        titles={"en": title} if titles is None else titles,
        parties=parties,
        links=tuple(Link(relation=relation, to=to) for relation, to in links),
        facts=timeline(facts, recorded_at=recorded_at) if isinstance(facts, str) else facts,
        recorded_at=recorded_at,
        recorded_by="officer",
        **cover,
    )


def register(
    *instruments: Instrument,
    projects: tuple[Project, ...] = (),
    meetings: tuple[Meeting, ...] = (),
    commissions: tuple[Commission, ...] = (),
) -> Register:
    """Return one reading of a register that holds these records."""
    return Register(info=INFO, instruments=instruments, projects=projects, meetings=meetings, commissions=commissions)


def register_text(
    *instruments: Instrument,
    projects: Iterable[Project] = (),
    meetings: Iterable[Meeting] = (),
    commissions: Iterable[Commission] = (),
    info: RegisterInfo = INFO,
) -> str:
    """Return the text of a register file that holds these records."""
    return tables_text(
        {
            "projects": map(encode_project, projects),
            "commissions": map(encode_commission, commissions),
            "meetings": map(encode_meeting, meetings),
            "instruments": map(encode_instrument, instruments),
        },
        info=info,
    )


def tables_text(records: Mapping[str, Iterable[Json]], *, info: RegisterInfo = INFO) -> str:
    """Return the text of a register file that holds these stored records, by table."""
    tables: Tables = read_laid(new_register_text(info).encode()).tables
    for name, docs in records.items():
        tables[name] = {str(number): doc for number, doc in enumerate(docs, start=1)}
    return dump_tables(tables)


def memory_store(
    *instruments: Instrument,
    projects: Iterable[Project] = (),
    meetings: Iterable[Meeting] = (),
    commissions: Iterable[Commission] = (),
    info: RegisterInfo = INFO,
) -> TinyDBStore:
    """Return a store over memory that holds these records."""
    text = register_text(*instruments, projects=projects, meetings=meetings, commissions=commissions, info=info)
    return TinyDBStore(MemoryPlace(Path("memory.json"), text))


def stored(store: TinyDBStore, table: str = "instruments") -> list[Json]:
    """Return the records of a table as they are stored."""
    return list(store.place.laid().tables[table].values())


def records_text(store: TinyDBStore) -> str:
    """Return the text of every record as it is stored, the journal apart."""
    tables = store.place.laid().tables
    return json.dumps({name: table for name, table in tables.items() if name not in (INFO_TABLE, "journal")})


def rewrite(path: Path, old: str, new: str, *, count: int = -1) -> None:
    """Write a register again with other text in it, sealed as igc seals it: what a later igc might have written."""
    text = json.dumps(read_file(path).tables)
    assert old in text
    path.write_text(dump_tables(json.loads(text.replace(old, new, count))), encoding="utf-8")


def invocation(on: str = "2026-11-23", *, by: str = "officer", command: str = "igc test") -> Invocation:
    """Return who does what on which day."""
    return Invocation(by=by, at=moment(on), command=command)


# --- projects and obligations -------------------------------------------------------------------------------------


def milestones(text: str, *, recorded_at: datetime = RECORDED_AT) -> tuple[Milestone, ...]:
    """Return the milestones jotted in ``text``, one a line: when it was said, of which target or stage, what.

    What is said is ``for 2023``, ``reached``, ``dropped`` or ``begun``; a ``?`` before the date makes it unconfirmed.
    """
    made: list[Milestone] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        when, about, *rest = line.split()
        ended = {"reached": Outcome.REACHED, "dropped": Outcome.DROPPED}.get(rest[0])
        made.append(
            Milestone(
                id=f"m{len(made) + 1}",
                text={},
                on=None if when.endswith("undated") else on(when.removeprefix("?")),
                concerns=None if rest[0] == "begun" else about,
                outcome=ended,
                stage=about if rest[0] == "begun" else None,
                planned_for=on(rest[1]) if rest[0] == "for" else None,
                certainty=Certainty.UNCONFIRMED if when.startswith("?") else Certainty.OFFICIAL,
                recorded_at=recorded_at,
                recorded_by="officer",
            )
        )
    return tuple(made)


def project(
    ref: str = "complex",
    said: str | tuple[Milestone, ...] = "",
    *,
    targets: str = "",
    stages: str = "",
    instruments: tuple[str, ...] = (),
) -> Project:
    """Return a project; ``said`` as jotted for ``milestones``, a target that needs a stage as ``test:budget``."""
    return Project(
        ref=ref,
        titles={"en": ref.capitalize()},
        instruments=instruments,
        stages=tuple(FundingStage(key=key, titles={"en": key}) for key in stages.split()),
        targets=tuple(
            Target(key=key, titles={"en": key}, stage=stage or None)
            for key, _, stage in (target.partition(":") for target in targets.split())
        ),
        milestones=milestones(said) if isinstance(said, str) else said,
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )


def struck_milestone(whole: Project, wanted: str, *, at: datetime = RECORDED_AT) -> Project:
    """Return the project with one milestone struck."""
    strike = Strike(at=at, by="officer", why="wrong day")
    said = (replace(each, struck=strike) if each.id == wanted else each for each in whole.milestones)
    return replace(whole, milestones=tuple(said))


def performed(text: str, *, obligation: str = "launches") -> tuple[Fact, ...]:
    """Return the performances jotted in ``text``, one a line: when, how much (``-`` one); ``?`` unconfirmed."""
    facts = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        when, quantity = line.split()
        facts.append(
            Fact(
                id=f"performed-{number}",
                kind=FactKind.PERFORMED,
                on=None if when.endswith("undated") else on(when.removeprefix("?")),
                obligation=obligation,
                quantity=None if quantity == "-" else int(quantity),
                certainty=Certainty.UNCONFIRMED if when.startswith("?") else Certainty.OFFICIAL,
                recorded_at=RECORDED_AT,
                recorded_by="officer",
            )
        )
    return tuple(facts)


# --- final clauses ------------------------------------------------------------------------------------------------


def acts(text: str) -> tuple[Act, ...]:
    """Return the acts jotted in ``text``, one a line: day or ``undated``, kind, party or ``-``, manner."""
    made = []
    for line in filter(None, map(str.strip, text.splitlines())):
        when, kind, party, *manner = line.split()
        made.append(
            Act(
                kind=ActKind(kind),
                party=None if party == "-" else party,
                on=None if when == "undated" else day(when),
                manner=Manner(manner[0]) if manner else None,
                fact=f"{kind}-{party}-{when}",
            )
        )
    return tuple(made)


def seen(text: str, *, parties: str = "", signed_by: str = "") -> Circumstances:
    """Return what a condition is judged by: the acts jotted, by the parties named or else by whoever acted."""
    found = acts(text)
    acting = tuple(dict.fromkeys(act.party for act in found if act.party))
    return Circumstances(parties=tuple(parties.split()) or acting, acts=found, signatories=frozenset(signed_by.split()))


def treaty(
    rule: ForceRule,
    facts: str | tuple[Fact, ...] = "",
    *,
    ref: str = "treaty",
    parties: str = "KZ RU",
    later: Offset | None = None,
) -> Instrument:
    """Return a treaty that enters into force by ``rule``; ``later`` is the offset for who joins it later."""
    rules: dict[ClauseTopic, Rule] = {ClauseTopic.ENTRY_INTO_FORCE: rule}
    if later is not None:
        rules[ClauseTopic.LATER_PARTIES] = LaterPartyRule(offset=later)
    clauses = tuple(FinalClause(topic=topic, rule=each) for topic, each in rules.items())
    return agreement(ref, facts=facts, parties=tuple(parties.split()), kind=InstrumentKind.CONVENTION, clauses=clauses)
