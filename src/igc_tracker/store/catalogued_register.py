"""A large register, of which only what is asked for is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from igc_tracker.derive.family import FOLLOWS
from igc_tracker.domain.register import Derived, Register, RegisterInfo
from igc_tracker.store.catalogue import TROUBLE
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

Asked = TypeVar("Asked")


class CataloguedRegister(Register):
    """Looks like the whole register, and reads a record of its file when it is looked at.

    ``everything`` reads the whole of it as it was when the catalogue was opened: for what has to look at all
    instruments, and for everything once the catalogue cannot be asked.
    """

    __setattr__ = object.__setattr__  # what was read is kept; what was recorded still never changes

    def __init__(self, catalogue: Catalogue, everything: Callable[[], Register]) -> None:
        self._source = _Source(catalogue, everything)
        self._held = _ByRef(self._source)

    @cached_property
    def _head(self) -> Register:
        return self._source.ask(lambda known: decode_register(read_head(known.head()))[0], lambda whole: whole)

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
        return self._source.whole.instruments

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
        return not len(self._held)

    @property
    def keeps_derived(self) -> bool:
        """Tell that it does."""
        return True

    def named(self, words: Sequence[str]) -> Sequence[Instrument]:
        """Return the instruments whose folded names have words that begin so."""
        return self._source.ask(lambda known: self._held.of(known.keys_named(words)), lambda whole: whole.named(words))

    def around(self, refs: Collection[str]) -> Sequence[Instrument]:
        """Return those that may be in one family with these."""
        follows = {relation.value for relation in FOLLOWS}
        return self._source.ask(
            lambda known: self._held.of(known.keys_around(refs, follows)), lambda whole: whole.around(refs)
        )

    def tied_to(self, ref: str) -> tuple[str, ...]:
        """Return the refs of the instruments that have a tie to this one."""
        return self._source.ask(lambda known: known.refs_tied_to(ref), lambda whole: whole.tied_to(ref))

    def derived(
        self, topic: Topic[Derived], *, as_of: date, facets: Collection[str] | None = None
    ) -> tuple[list[Derived], int]:
        """Return what ``topic`` makes of each instrument; what was kept and still holds is not made again."""

        def ask(known: Catalogue) -> tuple[list[Derived], int]:
            return [topic.decode(text) for text in known.derived(topic.name, facets)], known.count_derived(topic.name)

        return self._source.ask(
            lambda known: self._once_derived(known, topic, as_of, ask),
            lambda whole: whole.derived(topic, as_of=as_of, facets=facets),
        )

    def tally(self, topic: Topic[Derived], *, as_of: date, facet: str) -> list[tuple[Derived, int]]:
        """Return the different values of this facet, and how often each."""

        def ask(known: Catalogue) -> list[tuple[Derived, int]]:
            return [(topic.decode(text), count) for text, count in known.tally(topic.name, facet)]

        return self._source.ask(
            lambda known: self._once_derived(known, topic, as_of, ask),
            lambda whole: whole.tally(topic, as_of=as_of, facet=facet),
        )

    def _once_derived(
        self, known: Catalogue, topic: Topic[Derived], as_of: date, ask: Callable[[Catalogue], Asked]
    ) -> Asked:
        """Return what is asked of all that ``topic`` makes, after what is missing of it was derived."""
        day = as_of.isoformat()
        if not known.underived(topic.name, day):
            return ask(known)
        with known.changing():
            keys = known.underived(topic.name, day)
            known.keep_derived(topic.name, day, (self._derive(key, topic, as_of) for key in keys))
            return ask(known)

    def _derive(
        self, key: str, topic: Topic[Derived], as_of: date
    ) -> tuple[str, str, list[tuple[str, str]], Collection[str]]:
        (instrument,) = self._held.of([key])
        asked = _Asked(self._held)
        values = [(facet, topic.encode(value)) for facet, value in topic.make(instrument, asked, as_of, None)]
        until = topic.until(instrument, asked, as_of)
        return key, until.isoformat(), values, asked.refs


class _Source:
    """The catalogue, and in its place the whole register, in the same state, once the catalogue cannot be asked."""

    def __init__(self, catalogue: Catalogue, everything: Callable[[], Register]) -> None:
        self.catalogue = catalogue
        self._state = catalogue.state
        self._everything = everything
        self._is_lost = False

    @cached_property
    def whole(self) -> Register:
        return self._everything()

    def ask(self, by_catalogue: Callable[[Catalogue], Asked], of_whole: Callable[[Register], Asked]) -> Asked:
        """Return what the catalogue says, or else the whole register."""
        if not self._is_lost and self.catalogue.state == self._state:
            try:
                return by_catalogue(self.catalogue)
            except TROUBLE as error:
                self.catalogue.distrust(error)
                self._is_lost = True
        return of_whole(self.whole)


class _ByRef(Mapping[str, "Instrument"]):
    """The instruments by ref, each read when it is asked for."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._read: dict[str, Instrument] = {}  # by key

    def __getitem__(self, ref: str) -> Instrument:
        found = self._source.ask(lambda known: self._of_ref(known, ref), lambda whole: whole.instrument(ref))
        if found is None:
            raise KeyError(ref)
        return found

    def _of_ref(self, known: Catalogue, ref: str) -> Instrument | None:
        key = known.key_of(ref)
        return None if key is None else self.of([key])[0]

    def __iter__(self) -> Iterator[str]:
        return iter(
            self._source.ask(lambda known: known.refs(), lambda whole: [each.ref for each in whole.instruments])
        )

    def __bool__(self) -> bool:
        return True  # asked for instead of None; nobody needs a count for that

    def __len__(self) -> int:
        return self._source.ask(lambda known: known.count(), lambda whole: len(whole.instruments))

    def of(self, keys: Sequence[str]) -> tuple[Instrument, ...]:
        """Return the instruments with these keys."""
        return tuple(self._of(key) for key in keys)

    def _of(self, key: str) -> Instrument:
        if key not in self._read:
            doc, _ = self._source.catalogue.record(key)
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
