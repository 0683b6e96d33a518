"""Registers with a history in a file, and what may happen to a file, for the tests of what looks after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.store.file import replace_file
from igc_tracker.store.keeper import FileKeeper
from igc_tracker.store.lock import Mark, exclusive
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore, new_register_text
from support import INFO, agreement, invocation

if TYPE_CHECKING:
    from pathlib import Path

    from igc_tracker.domain.instruments import Instrument

REFS = ("lease-1994", "baiterek-2004", "city-status-1995")


def new(path: Path) -> TinyDBStore:
    """Make an empty register."""
    data = new_register_text(INFO).encode()
    replace_file(path, data)
    with exclusive(path) as lock:
        lock.acknowledge(Mark(INFO.id, 1))
    return TinyDBStore(FilePlace(path))


def written(path: Path, *refs: str, on: str = "2026-11-23") -> TinyDBStore:
    """Make a register to which these instruments were added, one by one."""
    store = new(path)
    for ref in refs or REFS:
        add(store, ref, on=on)
    return store


def add(store: TinyDBStore, ref: str, *, on: str = "2026-11-23") -> None:
    """Add an instrument."""
    with store.writing(invocation(on, command=f"igc add {ref}")) as writing:
        writing.add(agreement(ref))


def change(store: TinyDBStore, ref: str, *, officer: str = "A. Second", on: str = "2026-11-23") -> None:
    """Change an instrument."""
    with store.writing(invocation(on, command=f"igc edit {ref}")) as writing:
        before = next(each for each in writing.register.instruments if each.ref == ref)
        writing.save(replace(before, officer=officer), expected=before)


def keeper(path: Path) -> FileKeeper:
    """Return what looks after a register."""
    return FileKeeper(path)


def hurt(path: Path, ref: str) -> None:
    """Damage the newest version of an instrument: one byte becomes what is no letter."""
    data = bytearray(path.read_bytes())
    place = data.rindex(b'"ref":"%b"' % ref.encode())
    data[place + 30] = 0xFF
    path.write_bytes(data)


def held(path: Path) -> dict[str, Instrument]:
    """Return the instruments by ref."""
    register, _ = TinyDBStore(FilePlace(path)).read()
    return {each.ref: each for each in register.instruments}


def beside(path: Path) -> list[str]:
    """Return the names of what lies beside the register, but for its lock and the home of the test."""
    return sorted(
        each.name for each in path.parent.iterdir() if each.name not in (path.name, f"{path.name}.lock", "home")
    )
