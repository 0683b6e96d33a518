"""A small register, and what igc says of it: asked of processes of their own, of commands in this one, or of the store.

Nothing here knows how a register is stored. A register is a file, and beside it whatever igc keeps there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.running import Ran, igc
from igc_tracker.domain.errors import IgcError
from igc_tracker.store.tinydb_storage import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

REF = "lease-1994"
OTHER = "baiterek-2004"
DAY = "2030-01-01"
"""A day to look from, so that an answer does not depend on the day of the test."""

UNREADABLE = 5
PROGRAM = (sys.executable, "-c", "from igc_tracker.cli.start import start; start()")
"""igc as pip installs it."""

READING = (
    ("show", REF, "--as-of", DAY),
    ("show", OTHER, "--as-of", DAY),
    ("status", REF, "--as-of", DAY),
    ("list", "--as-of", DAY),
    ("log",),
)
"""Commands that together look at everything a register holds, each in its own way."""


RECORDING = ("record", REF, "remark", "--on", "2026-01-15", "--detail", "new")


def environment(path: Path) -> dict[str, str]:
    """Return what igc needs to know when it runs on its own; no byte code is written, which would be a write too."""
    return os.environ | {"IGC_REGISTER": str(path), "IGC_USER": "officer", "PYTHONDONTWRITEBYTECODE": "1"}


def igc_on(path: Path, *args: str, program: Iterable[str] = PROGRAM, **options: Any) -> Ran:  # noqa: ANN401  # those of subprocess.run
    """Run igc on the register at ``path`` in a process of its own; negative codes are the signals that ended it."""
    done = subprocess.run(
        [*program, *args],
        env=environment(path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def igc_here(path: Path, *args: str) -> Ran:
    """Run igc on the register at ``path`` in this process, which takes a tenth of the time."""
    return igc(*args, "--register", path)


def record(path: Path, detail: str, *, ref: str = REF, run: Callable[..., Ran] = igc_on) -> Ran:
    """Record a remark."""
    return run(path, "record", ref, "remark", "--on", "2026-01-15", "--detail", detail)


def new_register(path: Path) -> Path:
    """Make a register with two instruments of one fact each, all of it by the commands."""
    for args in (
        ("init",),
        ("add-agreement", "--ref", REF, "--title", "Agreement on the lease", "--party", "KZ,RU"),
        ("add-agreement", "--ref", OTHER, "--title", "Agreement on Байтерек", "--party", "KZ,RU"),
        ("record", REF, "signed", "--on", "1994-03-28"),
        ("record", OTHER, "signed", "--on", "2004-12-22"),
    ):
        done = igc_here(path, *args)
        assert done.code == 0, done.err
    return path


class Saved:
    """A register and what lies beside it as they were, to be laid there again and again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files = {each.name: each.read_bytes() for each in beside(path)}
        self.text = self._files[path.name]

    def put_back(self, text: bytes | None = None) -> None:
        """Lay everything as it was; ``text``, if given, in place of the register's own."""
        for each in beside(self.path):
            if each.name not in self._files:
                each.unlink()
        for name, content in self._files.items():
            self.path.with_name(name).write_bytes(content)
        if text is not None:
            self.path.write_bytes(text)


def beside(path: Path) -> list[Path]:
    """Return the register and every file beside it."""
    return sorted(each for each in path.parent.iterdir() if each.is_file())


def sizes_between(old: int, new: int, *, few: int, every: bool) -> list[int]:
    """Return sizes at which a change from ``old`` to ``new`` bytes may end: most where a file that grows would."""
    below = range(1, old, old // (100 if every else few))
    grown = range(old - 3, new, 1 if every else max(1, (new - old) // few))
    return sorted({*below, *grown, new - 1})


def copied(path: Path, to: Path) -> Path:
    """Return a copy of the register alone, as it would be mailed."""
    to.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(path, to / path.name))


# --- what it holds ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """What a register holds, as far as the tests change it."""

    refs: tuple[str, ...]
    details: tuple[str, ...]
    entries: tuple[int, ...]

    def has_once(self, details: Iterable[str]) -> bool:
        """Tell whether each of these is there once, and no other is there twice."""
        return set(details) <= set(self.details) and len(self.details) == len(set(self.details))


def held_by(path: Path, *, run: Callable[..., Ran] = igc_on) -> Held:
    """Return what the register holds, said by the commands; they must not fail."""
    listed, shown, logged = (run(path, *args, "--json") for args in (("list",), ("show", REF), ("log",)))
    assert (listed.code, shown.code, logged.code) == (0, 0, 0), f"a reader failed: {shown.err}{logged.err}"
    return Held(
        tuple(sorted(each["ref"] for each in listed.data["rows"])),
        details_in(shown),
        tuple(sorted(entry["number"] for entry in logged.data["entries"])),
    )


def details_in(shown: Ran) -> tuple[str, ...]:
    """Return the details of all facts that `igc show --json` printed, in the order of the alphabet."""
    return tuple(sorted(fact["detail"] for fact in shown.data["facts"] if fact["detail"]))


# --- what is said of it -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of looking at a register: refused, or answered, with or without a word that something is wrong."""

    code: int
    answer: str = ""
    told: str = ""

    @property
    def is_refusal(self) -> bool:
        """Tell whether it was refused as unreadable."""
        return self.code == UNREADABLE

    def is_as_good_as(self, *states: Outcome) -> bool:
        """Tell whether it was refused, or answered as in one of ``states``."""
        return self.is_refusal or self in states

    def is_honest(self, *states: Outcome) -> bool:
        """Tell whether it was refused, answered as in one of ``states``, or said to be less than whole."""
        return self.is_as_good_as(*states) or bool(self.told)


def outcome(path: Path) -> Outcome:
    """Ask the store for all it reads."""
    store = TinyDBStore(FilePlace(path))
    try:
        register, findings = store.read()
        return Outcome(0, repr((register, store.journal())), repr(findings) if findings else "")
    except IgcError as error:
        return Outcome(int(error.exit_code))


def outcomes(path: Path, *, run: Callable[..., Ran] = igc_here) -> tuple[Outcome, ...]:
    """Ask the commands that read."""
    return tuple(_said(run(path, *args, "--json")) for args in READING)


def _said(ran: Ran) -> Outcome:
    said = ran.envelope
    return Outcome(ran.code, json.dumps(said["data"]), json.dumps(said["findings"]) if said["findings"] else "")
