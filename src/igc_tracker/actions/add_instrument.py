"""`igc add-agreement`, `igc add-protocol`: a new instrument, which inherits from its parent what is not said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_one
from igc_tracker.derive.search import romanise
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadReferenceError, NoTitleError, TooFewPartiesError
from igc_tracker.domain.instruments import Instrument, InstrumentKind, Level, Link, Relation
from igc_tracker.domain.references import is_ref

if TYPE_CHECKING:
    from igc_tracker.actions.ports import Invocation, RegisterStore
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInstrument:
    """What is said of a new instrument.

    Parties, level, languages, subjects, lead bodies and depositary left empty are inherited from the first parent;
    ``ref`` None is made from the title.
    """

    kind: InstrumentKind
    titles: Mapping[str, str]
    ref: str | None = None
    parents: tuple[tuple[Relation, str], ...] = ()
    parties: tuple[str, ...] = ()
    level: Level | None = None
    binding: bool | None = None
    languages: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    depositary: str | None = None
    officer: str | None = None
    restricted: bool = False
    lead_bodies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedAnswer:
    """The instrument as saved, or as it would be."""

    instrument: Instrument
    saved: bool


def draft_instrument(register: Register, new: NewInstrument, invocation: Invocation) -> Instrument:
    """Return the instrument as it would be saved, what it inherits included; raise BadValueError if it cannot stand."""
    links = tuple(Link(relation=relation, to=find_one(register, ref).ref) for relation, ref in new.parents)
    parent = register.instrument(links[0].to) if links else None
    titles = {language: title.strip() for language, title in new.titles.items() if title.strip()}
    if not titles:
        raise NoTitleError
    draft = Instrument(
        ref=new.ref or suggest_ref(register, titles),
        kind=new.kind,
        titles=titles,
        parties=new.parties,
        level=new.level,
        binding=new.binding,
        languages=new.languages,
        aliases=new.aliases,
        subjects=new.subjects,
        depositary=new.depositary,
        officer=new.officer,
        restricted=new.restricted,
        lead_bodies=new.lead_bodies,
        links=links,
        recorded_at=invocation.at,
        recorded_by=invocation.by,
    )
    draft = _inherit(draft, parent) if parent else draft
    _check(draft)
    return draft


def add_instrument(store: RegisterStore, new: NewInstrument, invocation: Invocation) -> AddedAnswer:
    """Save a new instrument, its parents looked up under the same hold on the register."""
    with store.writing(invocation) as writing:
        instrument = draft_instrument(writing.register, new, invocation)
        writing.add(instrument)
    return AddedAnswer(instrument=instrument, saved=True)


def suggest_ref(register: Register, titles: Mapping[str, str]) -> str:
    """Return a reference no instrument has, made of the first telling words of a title."""
    return ref_from(titles, register.by_ref)


def ref_from(titles: Mapping[str, str], taken: Collection[str], *, otherwise: str = "instrument") -> str:
    """Return a reference that is not ``taken``; ``otherwise`` comes before a title that begins with no letter."""
    words = [
        word for word in romanise(next(iter(titles.values()))).split() if word.isascii() and word not in _SMALL_WORDS
    ]
    stem = "-".join(words[:5])
    if len(stem) > _LONGEST_STEM:  # never cut inside a word, unless the first one alone is too long
        stem = stem[: _LONGEST_STEM + 1].rpartition("-")[0] or stem[:_LONGEST_STEM]
    if not stem[:1].isalpha():
        stem = f"{otherwise}-{stem}".strip("-")
    number = 2
    ref = stem
    while ref in taken:
        ref = f"{stem}-{number}"
        number += 1
    return ref


_SMALL_WORDS = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "between",
        "for",
        "i",
        "in",
        "k",
        "men",
        "mezhdu",
        "na",
        "o",
        "of",
        "on",
        "s",
        "the",
        "to",
        "v",
    )
)


def _inherit(draft: Instrument, parent: Instrument) -> Instrument:
    return replace(
        draft,
        parties=draft.parties or parent.parties,
        level=draft.level or parent.level,
        languages=draft.languages or parent.languages,
        subjects=draft.subjects or parent.subjects,
        lead_bodies=draft.lead_bodies or parent.lead_bodies,
        depositary=draft.depositary or parent.depositary,
    )


def _check(draft: Instrument) -> None:
    if not is_ref(draft.ref):
        raise BadReferenceError(ref=draft.ref)
    if len(set(draft.parties)) < FEWEST_PARTIES:
        raise TooFewPartiesError


FEWEST_PARTIES = 2
_LONGEST_STEM = 40  # leaves room for what makes it a reference of its own
