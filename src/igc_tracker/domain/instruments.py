"""What an agreement is: its cover sheet, its links to other instruments, its final clauses, what it unlocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.facts import Fact

if TYPE_CHECKING:
    # most registers hold few rules: the forty classes of clauses are loaded with the first rule that is read
    from igc_tracker.domain.clauses import Rule  # noqa: TC004
    from igc_tracker.domain.obligations import Obligation  # noqa: TC004  # likewise

_TWO = 2

Text = Mapping[str, str]
"""A text by language code (en, ru, kk); a language without a known text has no key. Read only."""


class InstrumentKind(StrEnum):
    """The form of an instrument."""

    TREATY = "treaty"
    CONVENTION = "convention"
    AGREEMENT = "agreement"
    PROTOCOL = "protocol"
    LEASE = "lease"
    EXCHANGE_OF_NOTES = "exchange-of-notes"
    MEMORANDUM = "memorandum"
    LETTER_OF_INTENT = "letter-of-intent"
    CONCEPT = "concept"
    ROADMAP = "roadmap"
    PLAN = "plan"
    TERMS = "terms"


PRESUMED_NOT_TREATIES = frozenset(
    {
        InstrumentKind.MEMORANDUM,
        InstrumentKind.LETTER_OF_INTENT,
        InstrumentKind.CONCEPT,
        InstrumentKind.ROADMAP,
        InstrumentKind.PLAN,
        InstrumentKind.TERMS,
    }
)
"""Forms that create no treaty obligations unless their cover sheet says ``binding``."""


class Level(StrEnum):
    """In whose name an instrument is concluded."""

    INTERSTATE = "interstate"
    INTERGOVERNMENTAL = "intergovernmental"
    INTERAGENCY = "interagency"


class Relation(StrEnum):
    """How an instrument stands to another. The order is the closeness of the tie."""

    AMENDS = "amends"
    SUPPLEMENTS = "supplements"
    REPLACES = "replaces"
    BASED_ON = "based-on"
    IMPLEMENTS = "implements"


class ChainLink(StrEnum):
    """The five links of each party's chain, in order."""

    CLEARED = "cleared"
    SIGNED = "signed"
    CONSENT = "consent"
    SENT = "sent"
    RECEIVED = "received"


class ClauseTopic(StrEnum):
    """What a final clause settles."""

    ENTRY_INTO_FORCE = "entry-into-force"
    LATER_PARTIES = "later-parties"
    PARTIAL_ENTRY_INTO_FORCE = "partial-entry-into-force"
    PROVISIONAL_APPLICATION = "provisional-application"
    DURATION = "duration"
    WITHDRAWAL = "withdrawal"
    AMENDMENT = "amendment"


class UnlockedBy(StrEnum):
    """The milestone of an instrument that sets something else free."""

    SIGNATURE = "signature"
    ENTRY_INTO_FORCE = "entry-into-force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie from the instrument that holds it to the instrument ``to``."""

    relation: Relation
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalClause:
    """A final clause: in words, as a ``rule`` igc can compute with, or both; ``article`` where it was seen.

    ``unread`` is a stored rule that cannot be read. It is kept as it is, and nothing is computed from the clause.
    """

    topic: ClauseTopic
    text: str = ""
    article: str | None = None
    rule: Rule | None = None
    unread: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlock:
    """What a milestone of the instrument sets free, e.g. signature frees a project's budget funding.

    ``stage`` is the key of the funding stage of ``project`` that may begin then.
    """

    by: UnlockedBy
    what: Text
    project: str | None = None
    stage: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that was looked for and not found, so that "not recorded" is not mistaken for "not done".

    ``link`` and ``party`` say which link of which party's chain it concerns; both None for anything else, and
    ``party`` None with a link for every party.
    """

    text: str
    link: ChainLink | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Sources that say different things, in words; ``facts`` are the ids of the facts concerned, if recorded."""

    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """An agreement, protocol, lease, memorandum, concept ...: its cover sheet and its facts.

    ``binding`` None leaves the presumption of the kind. ``lead_bodies`` names the responsible body per party.
    ``facts`` stand in the order they were recorded.
    """

    ref: str
    kind: InstrumentKind
    titles: Text
    parties: tuple[str, ...]
    level: Level | None = None
    binding: bool | None = None
    short_titles: Text = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    depositary: str | None = None
    languages: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    lead_bodies: Mapping[str, str] = field(default_factory=dict)
    originals: str | None = None
    officer: str | None = None
    restricted: bool = False
    links: tuple[Link, ...] = ()
    clauses: tuple[FinalClause, ...] = ()
    unlocks: tuple[Unlock, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    gaps: tuple[Gap, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    status_note: str | None = None
    facts: tuple[Fact, ...] = ()
    recorded_at: datetime
    recorded_by: str

    @property
    def is_treaty(self) -> bool:
        """Tell whether the instrument is held to create obligations under treaty law."""
        return self.binding if self.binding is not None else self.kind not in PRESUMED_NOT_TREATIES

    @property
    def is_bilateral(self) -> bool:
        """Tell whether the instrument ends when one party leaves it."""
        return len(self.parties) <= _TWO

    @property
    def has_rules(self) -> bool:
        """Tell whether igc can compute anything from the instrument's clauses."""
        return any(clause.rule is not None for clause in self.clauses)

    def clause(self, topic: ClauseTopic) -> FinalClause | None:
        """Return the clause on ``topic``, or None if none is recorded."""
        return next((clause for clause in self.clauses if clause.topic is topic), None)

    def cannot_read(self, topic: ClauseTopic) -> bool:
        """Tell whether a clause on ``topic`` is recorded whose rule cannot be read: unlike no clause, no answer."""
        clause = self.clause(topic)
        return clause is not None and clause.unread is not None

    def linked(self, *relations: Relation) -> tuple[str, ...]:
        """Return the refs this instrument is tied to by one of ``relations``, in recorded order."""
        return tuple(link.to for link in self.links if link.relation in relations)
