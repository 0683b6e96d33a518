"""Something wrong or worth knowing about a record: a code, a severity and the values its sentence needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from igc_tracker.domain.dataclass import dataclass


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding about the record ``ref``; ``facts`` are the ids of the facts concerned."""

    code: str
    severity: Severity
    ref: str
    facts: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
