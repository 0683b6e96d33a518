"""What `igc add-agreement` and `igc add-protocol` share: ask for what is missing, show what will be saved, save it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from igc_tracker.cli.asking import ask, confirm
from igc_tracker.cli.reading import read_all, read_code, read_party
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import (
    BadReferenceError,
    DuplicateReferenceError,
    MissingValueError,
    NoTitleError,
    TooFewPartiesError,
)
from igc_tracker.domain.instruments import Instrument, InstrumentKind, Level, Relation
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from igc_tracker.actions.add_instrument import NewInstrument
    from igc_tracker.cli.session import Session
    from igc_tracker.domain.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The options of a new instrument as typed; ``parents`` are its ties in the order they count."""

    kind: str
    titles: Mapping[str, str | None]
    ref: str | None
    parents: tuple[tuple[Relation, str], ...]
    parties: list[str] | None
    level: str | None
    binding: bool | None
    languages: list[str] | None
    aliases: list[str] | None
    subjects: list[str] | None
    depositary: str | None
    officer: str | None
    restricted: bool


def add(session: Session, typed: Typed, register: Register) -> None:
    """Add what was typed; on a terminal ask for what is missing, show what will be saved, and ask for a yes."""
    from igc_tracker.actions.add_instrument import add_instrument, draft_instrument
    from igc_tracker.render.pages.done import added_page

    new = _read(typed, register)
    incomplete = not new.titles or not (new.parents or new.parties)
    if incomplete and session.can_ask:
        new = _complete(session, new, register)
        draft = draft_instrument(register, new, session.invocation)
        ref = new.ref or ask(
            session, session.words(N_("Reference")), lambda said: _free(said, register), default=draft.ref
        )
        new = replace(new, ref=ref)
        if not _agreed(session, draft_instrument(register, new, session.invocation)):
            session.say(session.words(N_("Nothing was saved.")))
            raise typer.Exit
    elif not new.titles:
        raise MissingValueError(what=N_("The title"), option=N_("--title, --title-ru or --title-kk"))
    elif incomplete:
        raise MissingValueError(what=N_("A party"), option=N_("--party CODE, twice or more"))
    session.show(add_instrument(session.writing(), new, session.invocation), added_page)


def _read(typed: Typed, register: Register) -> NewInstrument:
    from igc_tracker.actions.add_instrument import NewInstrument
    from igc_tracker.actions.find_instruments import find_one

    organisations = register.info.organisations
    return NewInstrument(
        kind=read_code(InstrumentKind, typed.kind, N_("kind")),
        titles={language: title for language, title in typed.titles.items() if title},
        ref=typed.ref,
        parents=tuple((relation, find_one(register, parent).ref) for relation, parent in typed.parents),
        parties=_parties(read_all(typed.parties), organisations),
        level=read_code(Level, typed.level, N_("level")) if typed.level else None,
        binding=typed.binding,
        languages=read_all(typed.languages),
        aliases=read_all(typed.aliases),
        subjects=read_all(typed.subjects),
        depositary=read_party(typed.depositary, organisations) if typed.depositary else None,
        officer=typed.officer,
        restricted=typed.restricted,
    )


def _parties(texts: Iterable[str], organisations: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(read_party(each, organisations) for each in texts))


def _title(said: str) -> str:
    if not said.strip():
        raise NoTitleError
    return said.strip()


def _several(parties: tuple[str, ...]) -> tuple[str, ...]:
    if len(parties) == 1:
        raise TooFewPartiesError
    return parties


def _free(said: str, register: Register) -> str:
    """Return a reference that can be given to a new instrument."""
    from igc_tracker.domain.references import is_ref

    ref = said.strip()
    if not is_ref(ref):
        raise BadReferenceError(ref=ref)
    if register.instrument(ref) is not None:
        raise DuplicateReferenceError(ref=ref)
    return ref


def _complete(session: Session, new: NewInstrument, register: Register) -> NewInstrument:
    """Ask for the title, the parties and the level; what the parent has is the default."""
    words = session.words
    organisations = register.info.organisations
    if not new.titles:
        title = ask(session, words(N_("Title")), _title)
        new = replace(new, titles={language_of(title): title})
    parent = register.instrument(new.parents[0][1]) if new.parents else None
    if not new.parties:
        new = replace(
            new,
            parties=ask(
                session,
                words(N_("Parties, as codes with commas")),
                lambda said: _several(_parties(read_all([said]), organisations)),
                default=",".join(parent.parties) if parent else None,
            ),
        )
    if new.level is None:
        inherited = parent.level if parent else None
        new = replace(
            new,
            level=ask(
                session,
                words(N_("Level ({choices})"), choices=", ".join(Level)),
                lambda said: read_code(Level, said, N_("level")),
                default=(inherited or Level.INTERGOVERNMENTAL).value,
            ),
        )
    return new


def language_of(title: str) -> str:
    """Return the language a title is most likely in, by its letters."""
    letters = set(title.casefold())
    if letters & set("әғқңөұүһі"):
        return "kk"
    return "ru" if letters & set("абвгдежзийклмнопрстуфхцчшщъыьэюяё") else "en"


def _agreed(session: Session, draft: Instrument) -> bool:
    from igc_tracker.render.as_plain import page_as_plain
    from igc_tracker.render.pages.done import instrument_summary

    session.say(page_as_plain(instrument_summary(draft, session.words)).rstrip())
    return confirm(session, session.words(N_("Save this?")), default=True)
