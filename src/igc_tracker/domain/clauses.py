"""What final clauses say, as data. A clause is a value: stored, shown, cited, and read by ``derive`` alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from igc_tracker.domain.errors import NotAPeriodError
from igc_tracker.domain.facts import Manner


class Unit(StrEnum):
    """A unit of time; days are calendar days."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Rounding(StrEnum):
    """Whether a period ends on its own day or on the first of a month."""

    NONE = "none"
    FIRST_OF_MONTH_AFTER = "first-of-month-after"
    FIRST_OF_NTH_MONTH = "first-of-nth-month"


class Basis(StrEnum):
    """Which of a note's three dates decides."""

    RECEIPT = "receipt"
    DISPATCH = "dispatch"
    NOTE_DATE = "note-date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A number of days, months or years, at least one."""

    number: int
    unit: Unit

    @staticmethod
    def parse(text: str) -> Period:
        """Read the written form: "30 days", "3 months", "1 year"; raise NotAPeriodError for anything else."""
        match = _PERIOD.fullmatch(text.strip())
        if match is None or (match[2] == Unit.YEAR and int(match[1]) > _MOST_YEARS):
            raise NotAPeriodError(text=text)
        return Period(number=int(match[1]), unit=Unit(match[2]))

    @property
    def text(self) -> str:
        """The written form."""
        return f"{self.number} {self.unit.value}{'' if self.number == 1 else 's'}"


_PERIOD = re.compile(r"([1-9]\d{0,3}) (day|month|year)s?", re.ASCII)
_MOST_YEARS = 999  # a longer period leads out of the calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """What lies between the trigger and its effect.

    ``period`` None is the same day; with FIRST_OF_NTH_MONTH its number counts months after the trigger's month.
    ``expiry_next_day`` reads "after N full days" as the day after they have run.
    """

    period: Period | None = None
    rounding: Rounding = Rounding.NONE
    expiry_next_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A quota inside the count: ``least`` of ``parties``; empty ``parties`` are all that no other group names."""

    label: str
    least: int
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A weight to be reached: ``percent`` of a dated, versioned table. ``weights`` None: the table is not loaded."""

    label: str
    percent: float
    version: str | None = None
    weights: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedByAll:
    """Signature by all parties; the last one decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDate:
    """A day the treaty names."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LastNotification:
    """The last of the parties' notes on the completion of their procedures."""

    basis: Basis = Basis.RECEIPT


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyNote:
    """The second of two notes that together are the treaty."""

    basis: Basis = Basis.NOTE_DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentsExchanged:
    """The exchange of instruments of ratification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposits:
    """Enough instruments. Every condition named must be met; the day on which the last one is decides.

    ``count`` of any counted parties; every one of ``include``; each of ``groups`` and ``shares``. ``exclude`` are
    parties whose instruments never count, such as regional organisations beside their member States; ``only_since``
    counts a party from the day it belonged to something, e.g. the United Nations, and no others. ``manners`` empty:
    instruments of any kind; a definitive signature counts where ``definitive_signatures`` says so.
    """

    count: int | None = None
    include: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    shares: tuple[Share, ...] = ()
    exclude: tuple[str, ...] = ()
    only_since: Mapping[str, date] | None = None
    manners: tuple[Manner, ...] = ()
    definitive_signatures: bool = False
    signatories_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiesOf:
    """A fraction of the parties of another instrument, counted on the very day of each deposit; 1/1 is all of them.

    ``since`` are the days on which the base grew by one each, where they are known without a record of the parent.
    """

    ref: str | None = None
    numerator: int = 1
    denominator: int = 1
    since: tuple[date, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherInForce:
    """Another instrument's entry into force."""

    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEnded:
    """Another instrument's end."""

    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision of a joint body that fixes the day; the last one, where it moves the day again."""

    body: str


class WindowStart(StrEnum):
    """What the time for objections runs from."""

    ADOPTION = "adoption"
    CIRCULATION = "circulation"


@dataclass(frozen=True, slots=True, kw_only=True)
class TacitAcceptance:
    """Silence counts as acceptance: the time for objections has run and not enough parties objected.

    The time ends ``window`` after the amendment was adopted or circulated (``starts``), or on the day ``by``.
    Objections of ``numerator`` of ``denominator`` parties of ``ref`` stop it, of more than that with ``more_than``;
    so do those of parties that together reach one of ``shares``. Without a number nobody can stop it: who objects is
    not bound, and the others are. An objection withdrawn in time does not count.
    """

    ref: str | None = None
    window: Period | None = None
    by: date | None = None
    starts: WindowStart = WindowStart.CIRCULATION
    numerator: int | None = None
    denominator: int = 1
    more_than: bool = False
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarations:
    """Enough declarations by parties under an ``article``; the day of the last one needed decides."""

    count: int
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Every one of several conditions; the last to be met decides."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """One of several conditions; the first to be met decides."""

    conditions: tuple[Condition, ...]


Condition = (
    SignedByAll
    | OnDate
    | LastNotification
    | ReplyNote
    | InstrumentsExchanged
    | Deposits
    | PartiesOf
    | OtherInForce
    | OtherEnded
    | Decided
    | TacitAcceptance
    | Declarations
    | AllOf
    | AnyOf
)


CONDITIONS: Mapping[str, type[Condition]] = {
    "signed-by-all": SignedByAll,
    "on-date": OnDate,
    "last-notification": LastNotification,
    "reply-note": ReplyNote,
    "instruments-exchanged": InstrumentsExchanged,
    "deposits": Deposits,
    "parties-of": PartiesOf,
    "other-in-force": OtherInForce,
    "other-ended": OtherEnded,
    "decided": Decided,
    "tacit-acceptance": TacitAcceptance,
    "declarations": Declarations,
    "all-of": AllOf,
    "any-of": AnyOf,
}
"""What a condition is called wherever it is written down."""

CONDITION_CODES: Mapping[type, str] = {kind: code for code, kind in CONDITIONS.items()}
"""The same the other way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceRule:
    """When a treaty enters into force: a condition, an offset, and what may hold it back or fix it.

    ``fixed_if_met_by``: the day itself if the condition is met by then, else the offset counts. ``after`` is another
    instrument without whose entry into force this one cannot enter into force. ``decided_by`` may fix another day, and
    its last decision then goes before all the rest.
    """

    condition: Condition
    offset: Offset = field(default_factory=Offset)
    not_before: date | None = None
    after: str | None = None
    fixed_if_met_by: date | None = None
    decided_by: str | None = None
    article: str | None = None


class EffectOfNotice(StrEnum):
    """When a notice of denunciation or withdrawal takes effect."""

    AFTER_NOTICE = "after-notice"
    END_OF_TERM = "end-of-term"
    NEXT_1_JANUARY = "next-1-january"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterPartyRule:
    """When the treaty enters into force for who joins it later: its own instrument, then the offset.

    Without such a rule it is the day of the instrument itself (VCLT article 24(3)).
    """

    offset: Offset = field(default_factory=Offset)
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRule:
    """When one part of a treaty enters into force on its own; ``article`` names it as facts do.

    Never before the treaty itself, unless it may be ``ahead`` of it.
    """

    article: str
    condition: Condition
    offset: Offset = field(default_factory=Offset)
    not_before: date | None = None
    ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialForceRule:
    """Parts of a treaty that do not enter into force with the rest, each with a rule of its own."""

    parts: tuple[PartRule, ...]
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalRule:
    """Provisional application: from when, of which parts, on what basis, and what ends it.

    It ends with the entry into force; ``until`` and ``limit`` (from its start) may end it earlier.
    """

    condition: Condition
    offset: Offset = field(default_factory=Offset)
    parts: str | None = None
    basis: str | None = None
    until: date | None = None
    limit: Period | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRule:
    """How long a treaty stays in force, counted from its entry into force. All None: indefinitely.

    ``term`` or ``until`` end the first period; ``renewal`` renews it tacitly for as long each time, at most
    ``renewals`` times (None: without limit), unless a party gives ``notice`` before the period ends. ``ends_with`` is
    a condition that ends it whenever it is met. ``survival`` is how long obligations outlive it, ``survives`` which.
    """

    term: Period | None = None
    until: date | None = None
    renewal: Period | None = None
    renewals: int | None = None
    notice: Period | None = None
    ends_with: Condition | None = None
    survival: Period | None = None
    survives: str | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalRule:
    """How a party leaves: the effect of its notice, and from when it may be given.

    ``notice`` runs from the notice's receipt unless ``basis`` says otherwise; ``not_before`` counts from entry into
    force. A bilateral treaty ends with the effect, a multilateral one goes on without that party.
    """

    notice: Period | None = None
    basis: Basis = Basis.RECEIPT
    effect: EffectOfNotice = EffectOfNotice.AFTER_NOTICE
    not_before: Period | None = None
    article: str | None = None


class AmendmentWay(StrEnum):
    """How amendments enter into force."""

    SAME_PROCEDURE = "same-procedure"
    FRACTION = "fraction"
    ALL = "all"
    TACIT = "tacit"
    OPT_OUT = "opt-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentRule:
    """How the treaty is amended: by whom, what silence means after ``window``, and the offset to entry into force.

    ``numerator`` of ``denominator`` parties accept (FRACTION), or object to stop it (TACIT), of more than that with
    ``more_than``. Where silence counts, its ``window`` runs from what ``starts`` says.
    """

    way: AmendmentWay
    numerator: int = 1
    denominator: int = 1
    more_than: bool = False
    window: Period | None = None
    starts: WindowStart = WindowStart.CIRCULATION
    offset: Offset = field(default_factory=Offset)
    article: str | None = None


Rule = ForceRule | LaterPartyRule | PartialForceRule | ProvisionalRule | TermRule | WithdrawalRule | AmendmentRule
