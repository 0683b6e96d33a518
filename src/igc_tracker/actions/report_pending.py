"""The treaties on their way that a report names, each described only when somebody looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, overload

from igc_tracker.actions.describe import InstrumentStatus, describe
from igc_tracker.actions.report_views import Seen
from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.standing import derive_standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.actions.report_quiet import Quiet
    from igc_tracker.domain.instruments import Instrument


class Pending(Sequence[InstrumentStatus]):
    """Where each stands on ``as_of``, the latest sign of life first."""

    def __init__(self, told: Sequence[Seen | Quiet], others: Mapping[str, Instrument], *, as_of: date) -> None:
        self._told = told
        self._others = others
        self._as_of = as_of
        self._made: tuple[InstrumentStatus, ...] | None = None

    def among(self, refs: Mapping[str, object]) -> dict[str, InstrumentStatus]:
        """Return those with these refs, without describing the others."""
        return {each.ref: self._described(each)[1] for each in self._told if each.ref in refs}

    @property
    def _all(self) -> tuple[InstrumentStatus, ...]:
        if self._made is None:
            found = [self._described(each) for each in self._told]
            found.sort(key=lambda each: each[0], reverse=True)
            self._made = tuple(status for _, status in found)
        return self._made

    def _described(self, told: Seen | Quiet) -> tuple[tuple[object, ...], InstrumentStatus]:
        """Return the last dated fact that counts, as a sort key, and where the instrument stands."""
        if isinstance(told, Seen):
            instrument, standing, facts = told.instrument, told.now, told.facts
        else:
            instrument = self._others[told.ref]
            found = derive_standing(instrument, as_of=self._as_of, others=self._others)
            assert found is not None  # noqa: S101  # it stood somewhere when it was kept
            standing, facts = found, facts_counting(instrument, as_of=self._as_of)
        last = max((fact.on.order for fact in facts if fact.on is not None), default=(date.min,))
        return last, describe(instrument, standing, relation=None, tie=None, others=self._others)

    def __len__(self) -> int:
        return len(self._told)

    @overload
    def __getitem__(self, place: int) -> InstrumentStatus: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[InstrumentStatus, ...]: ...
    def __getitem__(self, place: int | slice) -> InstrumentStatus | tuple[InstrumentStatus, ...]:
        return self._all[place]

    def __eq__(self, other: object) -> bool:
        return self._all == other._all if isinstance(other, Pending) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all)
