"""What a fact says of domestic procedure: in which run, at which step, for which reason it waits."""

from __future__ import annotations

from enum import StrEnum

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate


class Phase(StrEnum):
    """The two stretches of domestic procedure; each is a run of its own."""

    PRE_SIGNATURE = "pre-signature"
    CONSENT = "consent"


class DelayReason(StrEnum):
    """Why a step is not taken."""

    TO_BE_SUBMITTED = "to-be-submitted"
    LATER = "later"
    NOT_NOW = "not-now"
    DEFINITELY_NOT = "definitely-not"
    AWAITING_OTHER_SIDE = "awaiting-other-side"
    FINANCIAL = "financial"
    TRANSLATION = "translation"
    NO_REPLY = "no-reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureMark:
    """The place of a fact in a party's domestic procedure.

    ``variant`` is the way the run takes from this fact on, ``step`` the key of the step the fact is about; ``template``
    is the key of the template both come from. ``reason`` and ``review_on`` belong to a delay. ``grounds`` are the
    keys of the checklist's grounds that are met; with a fact of kind ``qualified`` an empty list says that none is.
    """

    phase: Phase
    template: str | None = None
    variant: str | None = None
    step: str | None = None
    reason: DelayReason | None = None
    review_on: PartialDate | None = None
    grounds: tuple[str, ...] = ()
