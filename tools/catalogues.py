"""Keep the catalogues of translations in step with the sentences in the code.

``python tools/catalogues.py`` takes the sentences out of the code, brings each ``igc.po`` up to date and compiles it
to the ``igc.mo`` that the program reads; both are kept in the tree, so that an install needs no build step. A sentence
that changed keeps its old translation marked fuzzy: put it right and take the mark away. ``--check`` writes nothing and
fails if something is left to do.
"""

from __future__ import annotations

import argparse
import ast
import sys
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

from igc_tracker.cli import main as main_module
from igc_tracker.cli.commands import COMMANDS
from igc_tracker.cli.help import help_text
from igc_tracker.domain.errors import IgcError
from igc_tracker.wording.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SOURCE = Path(__file__).resolve().parents[1] / "src" / "igc_tracker"
LOCALE = SOURCE / "wording" / "locale"
DOMAIN = "igc"
LANGUAGES = ("ru", "kk")

MARKERS = frozenset({"N_", "Phrase", "words"})
"""What is called with a sentence as its first argument."""
COUNTING = "count"
"""What is called with the forms for one and for many, and the number."""
COUNT_ARGUMENTS = 3


@dataclass(slots=True)
class Sentence:
    """A sentence of the code: its plural form if it counts something, and the files it stands in."""

    one: str
    many: str | None = None
    files: set[str] = field(default_factory=set)

    @property
    def id(self) -> str | tuple[str, str]:
        """The key in a catalogue."""
        return self.one if self.many is None else (self.one, self.many)


# --- out of the code ----------------------------------------------------------------------------------------------


def extract(source: Path = SOURCE) -> dict[str, Sentence]:
    """Return every sentence of the code by its (first) form, in the order of files and lines."""
    found: dict[str, Sentence] = {}
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source.parents[1]).as_posix()
        for one, many in _in_file(path):
            _put(found, one, many, name)
    errors = "src/igc_tracker/domain/errors.py"
    for error in _family(IgcError):
        _put(found, error.message, None, errors)
        _put(found, error.hint, None, errors)
    for one, name in _in_help():
        if one not in found:  # the first command that says it stands for all
            _put(found, one, None, name)
    return found


def _in_help() -> Iterator[tuple[str, str]]:
    """Yield what the help of every command says, and the file it stands in."""
    for command, ctx in every_command():
        heard = Heard()
        help_text(ctx, heard)
        name = command.replace(".", "/")
        yield from ((one, f"src/{name}.py") for one in heard.sentences)


def every_command() -> Iterator[tuple[str, Any]]:
    """Yield the module and the context of every command, the groups and their commands too."""
    program = _context(get_command(main_module.app), "igc", None)
    yield main_module.__name__, program
    for row in COMMANDS:
        module = f"igc_tracker.cli.{row.module}"
        ctx = _context(get_command(import_module(module).app), row.name, program)
        yield module, ctx
        for name, command in getattr(ctx.command, "commands", {}).items():
            yield module, _context(command, name, ctx)


def _context(command: Any, name: str, parent: Any) -> Any:  # noqa: ANN401  # Typer's own, of private types
    return command.context_class(command, info_name=name, parent=parent)


class Heard(Words):
    """Words that only listen: what they are asked to say is a sentence."""

    def __init__(self) -> None:
        super().__init__("en")
        self.sentences: list[str] = []

    def __call__(self, message: str, **values: object) -> str:
        """Keep the sentence in mind, and say it in English."""
        self.sentences.append(message)
        return super().__call__(message, **values)


def _put(found: dict[str, Sentence], one: str, many: str | None, file: str) -> None:
    if not any(text for text, *_ in Formatter().parse(one) if any(map(str.isalpha, text))):
        return  # values only: there is nothing to translate
    sentence = found.setdefault(one, Sentence(one))
    sentence.many = sentence.many or many
    sentence.files.add(file)


def _in_file(path: Path) -> Iterator[tuple[str, str | None]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.Assign)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        match node:
            case ast.Call(args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), _, *_]) if (
                _name(node.func) == COUNTING
            ):
                yield one, many
            case ast.Call(args=[ast.Constant(value=str(one)), *_]) if _name(node.func) in MARKERS:
                yield one, None
            case ast.Assign(
                targets=[ast.Attribute(value=ast.Name(id="self"), attr="hint" | "message")],
                value=ast.Constant(value=str(one)),
            ):
                yield one, None
            case _:
                pass


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _family(error: type[IgcError]) -> Iterator[type[IgcError]]:
    yield error
    for child in error.__subclasses__():
        yield from _family(child)


# --- into the catalogues ------------------------------------------------------------------------------------------


def po_path(language: str, locale: Path = LOCALE) -> Path:
    """Return where the translations into a language are written."""
    return locale / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    """Return the catalogue of a language; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def update(catalogue: Catalog, sentences: Iterable[Sentence]) -> None:
    """Add what is new, mark as fuzzy what changed, take away what is gone; what is translated stays."""
    template = Catalog(domain=DOMAIN, creation_date=catalogue.creation_date)  # a new date would be a change
    for sentence in sentences:
        template.add(sentence.id, locations=[(file, 0) for file in sorted(sentence.files)])
    catalogue.update(template, update_header_comment=False)


def po_text(catalogue: Catalog) -> bytes:
    """Return the catalogue as a .po file, in an order and with references that edits elsewhere do not change."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return buffer.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return the catalogue compiled; what is not translated is left out, so that the next language is asked."""
    done = Catalog(locale=catalogue.locale, domain=DOMAIN, creation_date=catalogue.creation_date, fuzzy=False)
    done.revision_date = catalogue.revision_date
    for message in catalogue:
        if message.id and _is_done(message, catalogue):
            done.add(message.id, message.string)
    buffer = BytesIO()
    write_mo(buffer, done)
    return buffer.getvalue()


def _is_compiled(catalogue: Catalog, path: Path) -> bool:
    """Tell whether a .mo file says what the catalogue says; its header may be of another Babel."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        return _said(read_mo(file)) == _said(read_mo(BytesIO(mo_bytes(catalogue))))


def _said(catalogue: Catalog) -> dict[tuple[str, ...], object]:
    return {_ids(message): message.string for message in catalogue if message.id}


def _is_done(message: Message, catalogue: Catalog) -> bool:
    return not message.fuzzy and all(_forms(message, catalogue))


def _forms(message: Message, catalogue: Catalog) -> tuple[str, ...]:
    """Return the translations of a message: one, or one for each plural form, empty where it is missing."""
    if not message.pluralizable:
        return (str(message.string or ""),)
    given = message.string if isinstance(message.string, tuple) else ()
    return (*map(str, given), *[""] * (catalogue.num_plurals - len(given)))


# --- checked ------------------------------------------------------------------------------------------------------


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the sentences that lack a translation, or one of its plural forms, or wait to be looked at."""
    return [_one(message) for message in catalogue if message.id and not _is_done(message, catalogue)]


def misplaced(catalogue: Catalog) -> list[str]:
    """Return the sentences with a translation that does not hold the same placeholders."""
    return [
        _one(message)
        for message in catalogue
        if message.id
        for form in _forms(message, catalogue)
        if form and placeholders(form) not in [placeholders(each) for each in _ids(message)]
    ]


def placeholders(text: str) -> frozenset[str]:
    """Return the placeholders of a sentence with their conversions, e.g. ``ref`` and ``text!r``."""
    return frozenset(
        f"{name}!{conversion}" if conversion else name
        for _, name, _, conversion in Formatter().parse(text)
        if name is not None
    )


def problems(language: str, sentences: dict[str, Sentence], locale: Path = LOCALE) -> list[str]:
    """Return what is wrong with a language's catalogue, a line each."""
    path = po_path(language, locale)
    if not path.exists():
        return [f"{language}: there is no {path.name}"]
    catalogue = read_catalogue(path, language)
    known = {_one(message): message for message in catalogue if message.id}
    found = [f"{language}: not in the catalogue: {one}" for one in sentences if one not in known]
    found += [f"{language}: no longer in the code: {one}" for one in known if one not in sentences]
    found += [
        f"{language}: its plural differs: {one}"
        for one, sentence in sentences.items()
        if one in known and known[one].id != sentence.id
    ]
    found += [f"{language}: not translated: {one}" for one in untranslated(catalogue)]
    found += [f"{language}: other placeholders: {one}" for one in misplaced(catalogue)]
    compiled = path.with_suffix(".mo")
    if not _is_compiled(catalogue, compiled):
        found.append(f"{language}: {compiled.name} is not made from {path.name}")
    return found


def _one(message: Message) -> str:
    return _ids(message)[0]


def _ids(message: Message) -> tuple[str, ...]:
    return tuple(map(str, message.id)) if isinstance(message.id, list | tuple) else (str(message.id),)


# --- run ----------------------------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> int:
    """Bring the catalogues up to date, or say what would have to be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if something is left to do")
    check = parser.parse_args(arguments).check
    sentences = extract()
    if not check:
        for language in LANGUAGES:
            _bring_up_to_date(language, sentences)
    found = [problem for language in LANGUAGES for problem in problems(language, sentences)]
    print(*found, f"{len(sentences)} sentences; left to do: {len(found)}", sep="\n")
    return 1 if found else 0


def _bring_up_to_date(language: str, sentences: dict[str, Sentence]) -> None:
    path = po_path(language)
    catalogue = read_catalogue(path, language)
    update(catalogue, sentences.values())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_text(catalogue))
    path.with_suffix(".mo").write_bytes(mo_bytes(read_catalogue(path, language)))


if __name__ == "__main__":
    sys.exit(main())
