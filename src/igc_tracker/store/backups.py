"""Copies of a register beside it: one of each day on which it was changed, and those made by hand.

They are real copies, not other names for the same file: what damages the register does not reach them.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from igc_tracker.store.layout import CLOSING, INFO_TABLE, OPENING, DamageError, read_laid, unseal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

DAILY, WEEKLY = 7, 4
"""Of so many days, and of so many weeks before them, a copy is kept."""

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)\.json")
_HEAD = re.compile(rb'\},("(?:[^"\\]|\\.)*"):\{')
_PIECE = 2**20


class Known(NamedTuple):
    """What a whole copy is of: the register's id, and the number of its last record."""

    register: str
    seq: int


def folder_of(path: Path) -> Path:
    """Return the folder of a register's backups: beside the file itself, wherever a link to it lies."""
    real = Path(os.path.realpath(path))
    return real.with_name(f"{real.name}.backups")


def daily_backups(path: Path) -> dict[date, Path]:
    """Return the copies that were made day by day, newest first."""
    found = {}
    with suppress(OSError):
        for each in folder_of(path).iterdir():
            name = _NAME.fullmatch(each.name)
            with suppress(ValueError):  # 2026-02-30.json is none of ours
                if name:
                    found[date.fromisoformat(name[1])] = each
    return dict(sorted(found.items(), reverse=True))


def keep_daily(path: Path, today: date) -> bool:
    """Copy the register as it is before the first change of a day; tell whether there is a copy now.

    The register is held, and known to be whole. Older copies go only once the new one has been read back. No failure
    stops whoever writes: a day without its copy is told by `igc store info`.
    """
    folder = folder_of(path)
    wanted = folder / f"{today}.json"
    unfinished = folder / f".{today}.json.tmp"
    try:
        if wanted.exists():
            return True
        folder.mkdir(mode=0o700, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        copy_file(path, unfinished)
        if not is_same(path, unfinished) or known(unfinished) is None:
            unfinished.unlink()
            return False
        unfinished.replace(wanted)
        flush_folder(folder)
        for each in outlived(daily_backups(path)):
            (folder / f"{each}.json").unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        return False
    return True


def outlived(days: Iterable[date]) -> list[date]:
    """Return the days whose copies go: those beyond the newest, but for the newest of each of the weeks before."""
    older = sorted(days, reverse=True)[DAILY:]
    weeks: dict[tuple[int, int], date] = {}
    for each in older:
        year, week, _ = each.isocalendar()
        weeks.setdefault((year, week), each)
    kept = set(list(weeks.values())[:WEEKLY])
    return [each for each in older if each not in kept]


def copy_file(source: Path, target: Path) -> None:
    """Write a copy that only its owner can read, and flush it to the disk; never over what is there."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as into, source.open("rb") as out_of:
        for piece in _pieces(out_of):
            into.write(piece)
        into.flush()
        os.fsync(into.fileno())


def is_same(one: Path, other: Path) -> bool:
    """Tell whether two files hold the same bytes."""
    with one.open("rb") as first, other.open("rb") as second:
        while True:
            here, there = first.read(_PIECE), second.read(_PIECE)
            if here != there:
                return False
            if not here:
                return True


def flush_folder(folder: Path) -> None:
    """Make durable what was made or moved in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def known(path: Path) -> Known | None:
    """Return what a copy is of; None where it is not whole. Only its seals are looked at, not what it says."""
    with path.open("rb") as file:
        beginning = file.read(len(OPENING))
        if beginning == OPENING:
            file.seek(0)
            return _known(file)
        whole = beginning + file.read()
    try:
        laid = read_laid(whole)
    except DamageError:
        return None
    return None if laid.torn else Known(str(laid.tables[INFO_TABLE]["1"]["id"]), laid.seq)


def _known(file: BinaryIO) -> Known | None:
    file.readline()
    info = unseal(file.readline()[:-1])
    if info is None:
        return None
    particulars = json.loads(info.body)
    heads, records, last, before = [], 0, info.seq, b""
    for line in file:
        bare = line.rstrip(b"\n")
        sealed = unseal(bare.removesuffix(b","))
        is_in_place = not before.endswith(b",") if sealed is None else before.endswith((b",", b"{"))
        if not is_in_place:
            return None
        before = bare
        if sealed is not None:
            records += 1
            if sealed.seq > info.seq:
                if sealed.seq != last + 1:
                    return None
                last = sealed.seq
        elif head := _HEAD.fullmatch(bare):
            heads.append(json.loads(head[1]))
        elif bare != CLOSING[1:]:
            return None
    expected = particulars["_base"]["records"]
    whole = before == CLOSING[1:] and heads == list(expected) and records - (last - info.seq) >= sum(expected.values())
    return Known(str(particulars["id"]), last) if whole else None
