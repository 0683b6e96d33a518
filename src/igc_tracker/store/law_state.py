"""What tells one state of the law procedures are derived with from another: the templates and the calendars at hand."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from igc_tracker.store.procedures import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator


def law_state(procedures: Path, calendars: Path) -> str | None:
    """Return a text that is another whenever a template or a calendar may be; None where a user's file is broken.

    What is wrong with a file is told when it is read, so nothing derived with it may be kept.
    """
    try:
        own = [(path.name, path.read_bytes()) for folder in (procedures, calendars) for path in _files(folder)]
    except OSError:
        return None
    if own and not _are_usable(procedures, calendars):
        return None
    known = [*own, *_as_installed()]
    return f"{crc32(repr(known).encode()):08x}"


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _are_usable(procedures: Path, calendars: Path) -> bool:
    from igc_tracker.domain.errors import BadCalendarError
    from igc_tracker.store.calendars import FolderCalendars
    from igc_tracker.store.procedures import ProcedureShelf

    shelf = ProcedureShelf(procedures)
    for path in _files(procedures):
        shelf.get(path.stem.lower())
    try:
        FolderCalendars(calendars).check()
    except BadCalendarError:
        return False
    return not shelf.findings


def _as_installed() -> Iterator[tuple[str, int, int]]:
    """Yield what changes when the templates igc brings along do, or the library of public holidays."""
    library = find_spec("holidays")
    origin = [Path(library.origin)] if library is not None and library.origin else []
    for path in (*sorted(BUILT_IN.glob("*.json")), *origin):
        stat = path.stat()
        yield path.name, stat.st_size, stat.st_mtime_ns
