"""Questions to a person on a terminal: choices, defaults, and asking again after a mistake. All of it on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import typer

from igc_tracker.domain.errors import IgcError, UnknownCodeError
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from igc_tracker.cli.session import Session
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register

Value = TypeVar("Value")

MOST_CHOICES = 12


def ask(
    session: Session, what: str, read: Callable[[str], Value], *, default: str | None = None, show_default: bool = True
) -> Value:
    """Return what was answered, read by ``read``; after a mistake say it and ask again."""
    while True:
        said = str(typer.prompt(what, default=default, show_default=show_default, err=True))
        try:
            return read(said)
        except IgcError as error:
            session.say_error(error)


def choose(
    session: Session, question: str, choices: Sequence[tuple[Value, str]], *, default: Value | None = None
) -> Value:
    """Return one of ``choices``, each a value and the msgid of its name, picked by number; the first by default."""
    values = [value for value, _ in choices]
    session.say(session.words(question))
    for number, (_, name) in enumerate(choices, start=1):
        session.say(f"  {number:>2}  {session.words(name)}")
    preferred = 1 if default is None else values.index(default) + 1
    return values[_ask_number(session, N_("Number"), range(1, len(values) + 1), default=preferred) - 1]


def ask_instrument(session: Session, what: str, register: Register) -> Instrument:
    """Return the instrument somebody names by any part of its name, choosing by number where several fit."""
    from igc_tracker.actions.find_instruments import find_hits, find_one
    from igc_tracker.render.safe import shown

    while True:
        said = str(typer.prompt(what, err=True, prompt_suffix=" ")).strip()
        hits = find_hits(register, said)[:MOST_CHOICES]
        if len(hits) <= 1 or hits[0].ref == said:
            try:
                return hits[0] if hits else find_one(register, said)
            except IgcError as error:
                session.say_error(error)
                continue
        for number, hit in enumerate(hits, start=1):
            name = session.words.text(hit.short_titles) or session.words.text(hit.titles)
            session.say(f"  {number:>2}  {hit.ref}  {shown(name)}")
        chosen = _ask_number(session, N_("Which one? (number, 0 to search again)"), range(len(hits) + 1), default=1)
        if chosen:
            return hits[chosen - 1]


def confirm(session: Session, question: str, *, default: bool) -> bool:
    """Return whether the answer is yes: a word or its first letter, in the user's language or in English."""
    yes, no = session.words(N_("yes")), session.words(N_("no"))

    def read(said: str) -> bool:
        word = said.strip().casefold() or (yes if default else no)
        if word in {yes, yes[0], "yes", "y"}:
            return True
        if word in {no, no[0], "no", "n"}:
            return False
        raise UnknownCodeError(N_("answer"), said, (yes, no))

    letters = f"{yes[0].upper()}/{no[0]}" if default else f"{yes[0]}/{no[0].upper()}"
    return ask(session, f"{question} [{letters}]", read, default="", show_default=False)


def _ask_number(session: Session, question: str, numbers: range, *, default: int) -> int:
    known = tuple(map(str, numbers))

    def read(said: str) -> int:
        if said.strip() not in known:
            raise UnknownCodeError(N_("choice"), said, known)
        return int(said)

    return ask(session, session.words(question), read, default=str(default))


def answered(  # a question and how to read its answer
    session: Session,
    given: str | None,
    read: Callable[[str], Value],
    *,
    what: str,
    option: str,
    default: str | None = None,
) -> Value:
    """Return a required value: as given, or asked for on a terminal; raise MissingValueError in a pipe."""
    if given is None and session.can_ask:
        return ask(session, session.words(what), read, default=default)
    return read(session.need(given, what=what, option=option))
