"""The templates of domestic procedures at hand: those igc brings along, and the user's own before them."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from igc_tracker.domain.errors import BadProcedureFileError, LineProblem, Phrase
from igc_tracker.domain.findings import Finding, Severity
from igc_tracker.store.procedure_file import decode_template, read_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.domain.procedures import Template

BUILT_IN = Path(__file__).resolve().parents[1] / "procedures"
GENERIC = "generic"


class ProcedureShelf:
    """Every template by key, which is the name of its file; a file is read when its template is asked for.

    A file in ``folder`` adds a jurisdiction or takes the place of the one with the same key. One that cannot be used
    is left out and named in ``findings``; nothing else hangs on it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._read: dict[str, tuple[Template | None, Path | None]] = {}
        self._findings: dict[str, Finding] = {}

    def keys(self) -> tuple[str, ...]:
        """Return the key of every file, in order, the generic template last."""
        return tuple(sorted({*self._built_in, *self._own}, key=lambda key: (key == GENERIC, key)))

    def get(self, key: str) -> Template | None:
        """Return the template with this key; None where there is none, or only a file that cannot be used."""
        return self._template(key)[0]

    def for_party(self, party: str) -> Template:
        """Return the template this party follows: its own, else the generic one."""
        return self.get(party.lower()) or self.get(GENERIC) or _brought_along(BUILT_IN / f"{GENERIC}.toml")

    def origin(self, key: str) -> Path | None:
        """Return the user's file that a template comes from, None where igc brought it along."""
        return self._template(key)[1]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the user's files that were read until now."""
        return tuple(self._findings.values())

    @cached_property
    def _built_in(self) -> Mapping[str, Path]:
        return _files(BUILT_IN)

    @cached_property
    def _own(self) -> Mapping[str, Path]:
        return {} if self._folder is None else _files(self._folder)

    def _template(self, key: str) -> tuple[Template | None, Path | None]:
        if key not in self._read:
            self._read[key] = self._find(key)
        return self._read[key]

    def _find(self, key: str) -> tuple[Template | None, Path | None]:
        own = self._own.get(key)
        if own is not None and (template := self._read_own(key, own)) is not None:
            return template, own
        path = self._built_in.get(key)
        return None if path is None else _brought_along(path), None

    def _read_own(self, key: str, path: Path) -> Template | None:
        """Return the template of a user's file; None, and a finding, where it cannot be used."""
        try:
            return _of_user(key, path.read_text(encoding="utf-8"))
        except BadProcedureFileError as error:
            first = error.problems[0]
            code, values = "broken-procedure-file", {"line": str(first.line), "problem": first.problem}
        except UnicodeDecodeError:
            code, values = "unreadable-procedure-file", {"why": Phrase("it is not text in UTF-8.")}
        except OSError as error:
            code, values = "unreadable-procedure-file", {"why": f"{error.strerror or error}."}
        self._findings[key] = Finding(
            code=code, severity=Severity.WARNING, ref=key, values={"path": str(path), **values}
        )
        return None


def _of_user(key: str, text: str) -> Template:
    template = read_template(text)
    if template.key != key:
        problem = Phrase("its key is {key}, so it must be called {key}.toml", key=template.key)
        raise BadProcedureFileError((LineProblem(line=1, problem=problem),))
    return template


def _brought_along(path: Path) -> Template:
    """Return a template of igc's own, which the tests have checked; checking it each time would take its time.

    It is read from the JSON that ``tools/procedures.py`` made of the TOML file, which takes a tenth of the time.
    """
    return decode_template(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))


def _files(folder: Path) -> Mapping[str, Path]:
    return {path.stem.lower(): path for path in sorted(folder.glob("*.toml"))}
