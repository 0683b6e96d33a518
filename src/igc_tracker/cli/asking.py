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


def ask(session: Session, what: str, read: Callable[[str], Value], *, default: str | None = None) -> Value:
    """Return what was answered, read by ``read``; after a mistake say it and ask again."""
    while True:
        said = str(typer.prompt(what, default=default, err=True))
        try:
            return read(said)
        except IgcError as error:
            session.say_error(error)


def choose(
    session: Session, question: str, choices: Sequence[tuple[Value, str]], *, default: Value | None = None
) -> Value:
    """Return one of ``choices``, each a value and the msgid of its name, picked by number; the first by default."""
    values = [value for value, _ in choices]
    numbers = tuple(str(number) for number in range(1, len(choices) + 1))

    def read(said: str) -> Value:
        if said.strip() not in numbers:
            raise UnknownCodeError(N_("choice"), said, numbers)
        return values[int(said) - 1]

    session.say(session.words(question))
    for number, (_, name) in zip(numbers, choices, strict=True):
        session.say(f"  {number:>2}  {session.words(name)}")
    preferred = numbers[0] if default is None else numbers[values.index(default)]
    return ask(session, session.words(N_("Number")), read, default=preferred)


def ask_instrument(session: Session, what: str, register: Register) -> Instrument:
    """Return the instrument somebody names by any part of its name, choosing by number where several fit."""
    from igc_tracker.actions.find_instruments import find_one
    from igc_tracker.derive.search import find
    from igc_tracker.render.safe import shown

    while True:
        said = str(typer.prompt(what, err=True, prompt_suffix=" ")).strip()
        hits = find(said, register.instruments)[:MOST_CHOICES]
        if len(hits) <= 1 or hits[0].ref == said:
            try:
                return hits[0] if hits else find_one(register, said)
            except IgcError as error:
                session.say_error(error)
                continue
        for number, hit in enumerate(hits, start=1):
            name = session.words.text(hit.short_titles) or session.words.text(hit.titles)
            session.say(f"  {number:>2}  {hit.ref}  {shown(name)}")
        chosen: int = typer.prompt(
            session.words(N_("Which one? (number, 0 to search again)")), type=int, default=1, err=True
        )
        if 1 <= chosen <= len(hits):
            return hits[chosen - 1]


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
