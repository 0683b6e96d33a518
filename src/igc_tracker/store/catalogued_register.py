"""A large register, of which only what is asked for is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from igc_tracker.derive.family import FOLLOWS
from igc_tracker.domain.register import Derived, Register, RegisterInfo
from igc_tracker.store.codec import decode_instrument
from igc_tracker.store.decoding import decode_register
from igc_tracker.store.layout import read_head

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Meeting, Project, Topic
    from igc_tracker.store.catalogue import Catalogue


class CataloguedRegister(Register):
    """Looks like the whole register, and reads a record of its file when it is looked at.

    ``everything`` reads the whole of it, for what has to look at all instruments.
    """

    __setattr__ = object.__setattr__  # what was read is kept; what was recorded still never changes

    def __init__(self, catalogue: Catalogue, everything: Callable[[], Register]) -> None:
        self._catalogue = catalogue
        self._everything = everything
        self._held = _ByRef(catalogue)

    @cached_property
    def _head(self) -> Register:
        return decode_register(read_head(self._catalogue.head()))[0]

    @property
    def info(self) -> RegisterInfo:
        """Return the particulars."""
        return self._head.info

    @property
    def projects(self) -> tuple[Project, ...]:
        """Return the projects."""
        return self._head.projects

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Return the meetings."""
        return self._head.meetings

    @property
    def commissions(self) -> tuple[Commission, ...]:
        """Return the commissions."""
        return self._head.commissions

    @cached_property
    def instruments(self) -> tuple[Instrument, ...]:
        """Return all instruments; reads everything."""
        return self._everything().instruments

    @property
    def by_ref(self) -> Mapping[str, Instrument]:
        """Return the instruments by ref, each read when it is asked for."""
        return self._held

    def instrument(self, ref: str) -> Instrument | None:
        """Return the instrument with exactly this ref, or None."""
        return self._held.get(ref)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no instrument."""
        return not self._catalogue.count()

    @property
    def keeps_derived(self) -> bool:
        """Tell that it does."""
        return True

    def named(self, words: Sequence[str]) -> Sequence[Instrument]:
        """Return the instruments whose folded names have words that begin so."""
        return self._held.of(self._catalogue.keys_named(words))

    def around(self, refs: Collection[str]) -> Sequence[Instrument]:
        """Return those that may be in one family with these."""
        return self._held.of(self._catalogue.keys_around(refs, {relation.value for relation in FOLLOWS}))

    def tied_to(self, ref: str) -> tuple[str, ...]:
        """Return the refs of the instruments that have a tie to this one."""
        return self._catalogue.refs_tied_to(ref)

    def derived(
        self, topic: Topic[Derived], *, as_of: date, facets: Collection[str] | None = None
    ) -> tuple[list[Derived], int]:
        """Return what ``topic`` makes of each instrument; what was kept and still holds is not made again."""
        self._derive_missing(topic, as_of)
        values = [topic.decode(text) for text in self._catalogue.derived(topic.name, facets)]
        return values, self._catalogue.count_derived(topic.name)

    def tally(self, topic: Topic[Derived], *, as_of: date, facet: str) -> list[tuple[Derived, int]]:
        """Return the different values of this facet, and how often each."""
        self._derive_missing(topic, as_of)
        return [(topic.decode(text), count) for text, count in self._catalogue.tally(topic.name, facet)]

    def _derive_missing(self, topic: Topic[Derived], as_of: date) -> None:
        day = as_of.isoformat()
        keys = self._catalogue.underived(topic.name, day)
        if keys:
            made = (self._derive(key, topic, as_of) for key in keys)
            self._catalogue.keep_derived(topic.name, day, made)

    def _derive(
        self, key: str, topic: Topic[Derived], as_of: date
    ) -> tuple[str, str, list[tuple[str, str]], Collection[str]]:
        (instrument,) = self._held.of([key])
        asked = _Asked(self._held)
        values = [(facet, topic.encode(value)) for facet, value in topic.make(instrument, asked, as_of, None)]
        until = topic.until(instrument, asked, as_of)
        return key, until.isoformat(), values, asked.refs


class _ByRef(Mapping[str, "Instrument"]):
    """The instruments by ref, each read when it is asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._read: dict[str, Instrument] = {}  # by key

    def __getitem__(self, ref: str) -> Instrument:
        key = self._catalogue.key_of(ref)
        if key is None:
            raise KeyError(ref)
        return self.of([key])[0]

    def __iter__(self) -> Iterator[str]:
        return self._catalogue.refs()

    def __len__(self) -> int:
        return self._catalogue.count()

    def of(self, keys: Sequence[str]) -> tuple[Instrument, ...]:
        """Return the instruments with these keys."""
        return tuple(self._of(key) for key in keys)

    def _of(self, key: str) -> Instrument:
        if key not in self._read:
            doc, _ = self._catalogue.record(key)
            self._read[key] = decode_instrument(doc)[0]
        return self._read[key]


class _Asked(Mapping[str, "Instrument"]):
    """Remembers which instruments were asked for, those that are not there too: on these a derivation rests."""

    def __init__(self, held: _ByRef) -> None:
        self._held = held
        self.refs: set[str] = set()

    def __getitem__(self, ref: str) -> Instrument:
        self.refs.add(ref)
        return self._held[ref]

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        raise TypeError  # a derivation asks by ref; what looked at all would rest on all

    def __len__(self) -> int:
        raise TypeError
