"""One run of a command: its settings, its register, its day; and what it prints."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from igc_tracker import __version__, clock
from igc_tracker.actions.ports import Invocation
from igc_tracker.cli.formats import AS_BYTES, CSV, HTML, JSON, MARKDOWN, TABLE, chosen_format
from igc_tracker.cli.output import write
from igc_tracker.config import (
    Config,
    cache_folder,
    calendars_folder,
    default_register,
    language_of_locale,
    load_config,
    procedures_folder,
)
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import (
    BadConfigError,
    MissingValueError,
    NoRegisterYetError,
    OutputLostError,
    UnknownCodeError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from igc_tracker.domain.errors import IgcError
    from igc_tracker.domain.findings import Finding
    from igc_tracker.render.as_csv import Lines
    from igc_tracker.render.page import Page
    from igc_tracker.render.view import View
    from igc_tracker.store.calendars import FolderCalendars
    from igc_tracker.store.keeper import FileKeeper
    from igc_tracker.store.procedures import ProcedureShelf
    from igc_tracker.store.tinydb_store import TinyDBStore
    from igc_tracker.wording.words import Words

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The options every command has, as typed."""

    as_of: str | None = None
    known_on: str | None = None
    lang: str | None = None
    format: str | None = None
    json: bool = False
    register: str | None = None
    dry_run: bool = False


class Session:
    """What one command works with. Nothing is looked up before it is needed."""

    def __init__(self, command: str, given: Given, *, has_table: bool = False, formats: tuple[str, ...] = ()) -> None:
        """Take what was typed. ``formats`` are those the command has beside text, JSON and, with a table, CSV."""
        self.command = command
        self._given = given
        self.as_of: date = self.now.date()
        self.known_on: date | None = None
        self._rehearsal: tuple[TinyDBStore, int] | None = None  # the copy, and how many changes it came with
        self.format = "text"
        _current.append(self)  # before anything is read, so that a mistake in it is told in the user's language
        formats = (CSV, *formats) if has_table else formats
        self.format = chosen_format(command, JSON if given.json else given.format, formats)
        # read at once, so that a wrong day is told before anything is done
        if given.as_of or given.known_on:
            from igc_tracker.cli.reading import read_day

            self.as_of = read_day(given.as_of, today=self.as_of) if given.as_of else self.as_of
            self.known_on = read_day(given.known_on, today=self.now.date()) if given.known_on else None

    @cached_property
    def now(self) -> datetime:
        """This moment; the same for the whole run."""
        return clock.now()

    @cached_property
    def _config(self) -> Config:
        return load_config(os.environ)

    def setting(self, key: str) -> str | None:
        """Return a setting of the user's, None where there is none."""
        return self._config.get(key)

    @cached_property
    def language(self) -> str:
        """The language to speak: the option's, IGC_LANG's, the config file's, the locale's, else English."""
        from igc_tracker.wording.words import LANGUAGES, N_

        wanted = self._given.lang or self._config.get("lang") or language_of_locale(os.environ, LANGUAGES)
        if wanted not in LANGUAGES:
            raise UnknownCodeError(N_("language"), wanted, LANGUAGES)
        return wanted

    @cached_property
    def words(self) -> Words:
        """The language, ready to speak."""
        from igc_tracker.wording.words import Words

        return Words(self.language)

    # --- the register --------------------------------------------------------------------------------------------

    @cached_property
    def register_path(self) -> Path:
        """Where the register is, or would be."""
        named = self._given.register or self._config.get("register")
        return Path(named).expanduser() if named else default_register(os.environ)

    @property
    def _is_named(self) -> bool:
        return bool(self._given.register or self._config.get("register"))

    @property
    def _is_missing(self) -> bool:
        return not self._is_named and not self.register_path.exists()

    @property
    def path_to_read(self) -> Path:
        """Where the register to read lies; the bundled example where the user has none yet."""
        if not self._is_missing:
            return self.register_path
        from igc_tracker.cli.example import example_path

        return example_path()

    def reading(self) -> TinyDBStore:
        """Return the register to read from; say so where it is the bundled example."""
        if self._is_missing:
            from igc_tracker.wording.words import N_

            self.say(
                self.words(
                    N_(
                        "igc: showing the example register (Baikonur); you have none of your own yet:"
                        " see `igc init --help`."
                    )
                )
            )
        return _store(self.path_to_read)

    def writing(self) -> TinyDBStore:
        """Return the register to write to; raise NoRegisterYetError rather than write to the example.

        With --dry-run it is a copy in memory, the same for the whole run.
        """
        if self._is_missing:
            raise NoRegisterYetError
        store = _store(self.register_path, network_ok=self.network_ok)
        if not self._given.dry_run:
            return store
        if self._rehearsal is None:
            copy = store.in_memory()
            self._rehearsal = copy, len(copy.journal())
        return self._rehearsal[0]

    def keeper(self, *, reads: bool = False, may_be_missing: bool = False) -> FileKeeper:
        """Return what looks after the register's file; with ``reads`` after the example's where there is no other.

        Raises NoRegisterYetError where the user has none, unless it is about to be put there.
        """
        from igc_tracker.store.keeper import FileKeeper

        if self._is_missing and not reads and not may_be_missing:
            raise NoRegisterYetError
        return FileKeeper(self.path_to_read if reads else self.register_path, network_ok=self.network_ok)

    @property
    def network_ok(self) -> bool:
        """Whether a register on a network file system may be changed."""
        wanted = self._config.get("network-files") or "refuse"
        if wanted not in ("refuse", "ok"):
            from igc_tracker.wording.words import N_

            raise UnknownCodeError(N_("value of network-files"), wanted, ("refuse", "ok"))
        return wanted == "ok"

    @cached_property
    def procedures(self) -> ProcedureShelf:
        """The templates of domestic procedures: the user's own before those igc brings along."""
        from igc_tracker.store.procedures import ProcedureShelf

        return ProcedureShelf(procedures_folder(os.environ))

    @cached_property
    def calendars(self) -> FolderCalendars:
        """The calendars of working and sitting days: of the holidays library, and the user's own."""
        from igc_tracker.store.calendars import FolderCalendars

        return FolderCalendars(calendars_folder(os.environ))

    def law_state(self) -> str | None:
        """Return what tells one state of templates and calendars from another, None where nothing may be kept."""
        from igc_tracker.store.law_state import law_state

        return law_state(procedures_folder(os.environ), calendars_folder(os.environ))

    @property
    def home(self) -> str | None:
        """The user's own party, as the settings have it."""
        return self._config.get("party")

    def organisations(self, store: TinyDBStore) -> Mapping[str, object]:
        """Return the organisations the register declares."""
        return store.look()[0].info.organisations

    @property
    def invocation(self) -> Invocation:
        """Who runs what, when, for the journal."""
        import shlex

        return Invocation(by=self.user, at=self.now, command=shlex.join(["igc", *sys.argv[1:]]))

    @property
    def user(self) -> str:
        """The name for the journal."""
        import getpass

        named = self._config.get("user")
        if named:
            return named
        try:
            return getpass.getuser()
        except (OSError, KeyError):  # a user id without a name, as in some containers
            return f"uid {os.getuid()}"

    # --- talking -------------------------------------------------------------------------------------------------

    @property
    def can_ask(self) -> bool:
        """Tell whether a person is there to be asked."""
        return sys.stdin.isatty() and sys.stderr.isatty() and self.format != "json"

    def need(self, value: str | None, *, what: str, option: str, default: str | None = None) -> str:
        """Return a required value: as given, or asked for by ``what``, a msgid; raise MissingValueError in a pipe."""
        if value is not None and value.strip():
            return value
        if not self.can_ask:
            raise MissingValueError(what=what, option=option)
        import typer

        return str(typer.prompt(self.words(what), default=default, err=True))

    def in_words(self, error: IgcError) -> tuple[str, str]:
        """Return an error's line and its remedy."""
        from igc_tracker.wording.sentences import error as in_words

        return in_words(error, self.words)

    def say_error(self, error: IgcError) -> None:
        """Print an error that does not end the run."""
        _say_error(error, self.words)

    def say(self, text: str) -> None:
        """Print a word on stderr, where it disturbs no pipe."""
        sys.stderr.write(f"{text}\n")

    def show(
        self,
        answer: Answer,
        page_of: Callable[[Answer, View], Page],
        *,
        data: Callable[[], object] | None = None,
        lines_of: Callable[[Answer, View], Lines] | None = None,
        more: Mapping[str, Callable[[View], str]] | None = None,
        findings: tuple[Finding, ...] = (),
        columns: int | None = None,
    ) -> None:
        """Print an answer in the format asked for; without one a Rich page on a terminal, plain text in a pipe.

        ``columns`` limits plain text to that width; ``data`` makes what stands in for the answer in JSON, ``lines_of``
        its table for CSV, ``more`` what it is in formats of this command alone. After a dry run the answer gives way
        to what would have been changed.
        """
        if self._rehearsal is not None:
            from igc_tracker.actions.rehearse import rehearsed
            from igc_tracker.render.pages.listing import dry_run_page

            would, self._rehearsal = rehearsed(*self._rehearsal), None
            self.show(would, dry_run_page, findings=findings)
            return
        if self.format == JSON:
            from igc_tracker.render.as_json import envelope

            document = envelope(
                self.command,
                answer if data is None else data(),
                version=__version__,
                as_of=self.as_of,
                known_on=self.known_on,
                findings=findings,
            )
            write(document)
            return
        if self.format == TABLE:
            self._show_on_terminal(answer, page_of)
            return
        view = self.view(columns=columns)
        if self.format == CSV and lines_of is not None:
            from igc_tracker.render.as_csv import as_csv

            self._print_data(as_csv(lines_of(answer, view)), findings)
        elif more and self.format in more:
            self._print_data(more[self.format](view), findings)
        elif self.format == MARKDOWN:
            from igc_tracker.render.as_markdown import page_as_markdown

            write(page_as_markdown(page_of(answer, self.view())))
        elif self.format == HTML:
            from igc_tracker.render.as_html import page_as_html

            write(page_as_html(page_of(answer, self.view(figures=True)), language=self.language), encoded=True)
        else:
            from igc_tracker.render.as_plain import page_as_plain

            write(page_as_plain(page_of(answer, view), columns=columns))

    def view(self, *, columns: int | None = None, figures: bool = False) -> View:
        """Return how the answer is looked at."""
        from igc_tracker.render.view import View

        return View(words=self.words, as_of=self.as_of, known_on=self.known_on, columns=columns, figures=figures)

    def _print_data(self, text: str, findings: tuple[Finding, ...]) -> None:
        """Print what other programs read; it has no room for findings."""
        from igc_tracker.render.safe import shown
        from igc_tracker.wording.sentences import finding as in_words

        for each in findings:
            self.say(f"igc: {shown(in_words(each, self.words))}")
        write(text, encoded=self.format in AS_BYTES)

    def _show_on_terminal(self, answer: Answer, page_of: Callable[[Answer, View], Page]) -> None:
        from rich.console import Console

        from igc_tracker.render.as_rich import page_as_rich

        console = Console(highlight=False, emoji=False, markup=False, soft_wrap=False)
        view = self.view(columns=console.width)
        with console.capture() as shown:
            for part in page_as_rich(page_of(answer, view), columns=console.width):
                console.print(part)
        write(shown.get())


_current: list[Session] = []
"""The session of this run, for the one handler of errors, which stands outside every command."""


def report_error(error: IgcError, *, command: str | None = None) -> None:
    """Say an error and its remedy on stderr, in the user's language; in JSON too where JSON was asked for.

    ``command`` is the one that was typed, if it could not begin.
    """
    session = _current[-1] if _current else _as_typed(command)
    _say_error(error, _words_for(session))
    if session.format == "json" and not isinstance(error, OutputLostError):
        from igc_tracker.render.as_json import envelope

        write(
            envelope(
                session.command,
                None,
                version=__version__,
                as_of=session.as_of,
                known_on=session.known_on,
                errors=(error,),
            )
        )


def _say_error(error: IgcError, words: Words) -> None:
    from igc_tracker.render.safe import shown
    from igc_tracker.wording.sentences import error as in_words
    from igc_tracker.wording.words import N_

    line, hint = in_words(error, words)
    sys.stderr.write(f"igc: {words(N_('error'))}: {shown(line)}\n" + (f"  {shown(hint)}\n" if hint else ""))


def words_as_typed() -> Words:
    """Return the language of a run that does not come to its command, because help is asked for."""
    return _words_for(_as_typed(None))


def _as_typed(command: str | None) -> Session:
    """Return the session of a command line that is not read to its end; JSON is for commands only."""
    from igc_tracker.wording.words import LANGUAGES

    wants_json = "--json" in sys.argv or _typed("--format", ("json",)) is not None
    return Session(command or "", Given(lang=_typed("--lang", LANGUAGES), json=wants_json and command is not None))


def _typed(option: str, known: Sequence[str]) -> str | None:
    """Return what the command line says by an option, whatever else is wrong in it; None if it is not ``known``."""
    pairs = [*pairwise(sys.argv), *(word.split("=", 1) for word in sys.argv if "=" in word)]
    return next((value for name, value in reversed(pairs) if name == option and value in known), None)


def _words_for(session: Session) -> Words:
    """Return the session's language; English where that itself is what is wrong."""
    from igc_tracker.wording.words import Words

    try:
        return session.words
    except (UnknownCodeError, BadConfigError):
        return Words("en")


def _store(path: Path, *, network_ok: bool = False) -> TinyDBStore:
    from igc_tracker.store.places import FilePlace
    from igc_tracker.store.tinydb_store import TinyDBStore

    return TinyDBStore(FilePlace(path, catalogues=cache_folder(os.environ), network_ok=network_ok))
