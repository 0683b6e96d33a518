"""The register's file on the disk: read whole, added to at its end, or replaced as a whole; never half written.

TinyDB's own JSONStorage writes in place: two writers or a kill leave a file that no longer parses.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from igc_tracker.domain.errors import (
    Phrase,
    RegisterMissingError,
    RegisterReadOnlyError,
    RegisterUnreadableError,
)
from igc_tracker.store.layout import CLOSING, DamageError, read_laid
from igc_tracker.store.lock import is_held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.store.layout import Laid

MODE = 0o600  # drafts under negotiation are nobody else's business
KEPT = 5
"""How many files that were replaced are kept beside the register, as NAME.bak1, the newest, and so on."""

_LOOKS, _LOOK_SECONDS = 40, 0.01
_REMEDY = Phrase(
    "The file was not touched. `igc store verify` says more; `igc store recover` saves what is whole,"
    " `igc store restore` puts a backup in its place."
)


def read_file(path: Path) -> Laid:
    """Return the register in the file; raise a RegisterUnreadableError that says what is wrong with it, and where."""
    _, laid, why = look(path)
    if laid is None:
        raise damaged(path, DamageError(why))
    return laid


def look(path: Path) -> tuple[bytes, Laid | None, Phrase]:
    """Return what is in the file, the register it is if it is one, and else what is wrong with it.

    What looks damaged may be a write under way: it is looked at again, for as long as somebody holds the register.
    """
    seen = None
    for _ in range(_LOOKS):
        data = read_bytes(path)
        laid, why = None, Phrase("")
        try:
            laid = read_laid(data)
        except DamageError as error:
            why = error.why
        if laid is not None and not laid.torn:
            break
        if is_held(path):
            time.sleep(_LOOK_SECONDS)
        elif seen == data:
            break
        seen = data
    return data, laid, why


def damaged(path: Path, damage: DamageError) -> RegisterUnreadableError:
    """Return the error that tells of damage to the file."""
    return RegisterUnreadableError(path=path, why=damage.why, remedy=_REMEDY)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a register's file; raise an error that says why there are none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise RegisterMissingError(path=path) from None
    except IsADirectoryError:
        raise RegisterUnreadableError(
            path=path, why=Phrase("it is a folder."), remedy=Phrase("Name the file in it with --register.")
        ) from None
    except OSError as error:
        raise RegisterUnreadableError(
            path=path, why=f"{error.strerror}.", remedy=Phrase("Check its permissions.")
        ) from None


def add_to_file(path: Path, data: bytes, *, at: int) -> None:
    """Write ``data`` at this offset, where the file's closing stands or a torn write began, and flush it to the disk.

    What lies there and is no closing is kept beside the file. When the write fails the file is closed as it was.
    """
    with _refused(path):
        handle = os.open(path, os.O_RDWR)
        try:
            rest = os.pread(handle, os.fstat(handle).st_size - at, at)
            if rest != CLOSING:
                _keep_torn(path, rest)
                _write(handle, CLOSING, at)
                os.ftruncate(handle, at + len(CLOSING))
            try:
                _write(handle, data, at)
                os.fsync(handle)
            except OSError:
                _close_again(handle, at)
                raise
        finally:
            os.close(handle)


def _write(handle: int, data: bytes, at: int) -> None:
    done = os.pwrite(handle, data, at)
    while done < len(data):  # the disk is full, or nearly: the next call says so
        done += os.pwrite(handle, data[done:], at + done)


def _close_again(handle: int, at: int) -> None:
    with suppress(OSError):
        _write(handle, CLOSING, at)  # before anything is cut off: this takes no room
        os.ftruncate(handle, at + len(CLOSING))
        os.fsync(handle)


def _keep_torn(path: Path, rest: bytes) -> None:
    """Keep what an unfinished write left: nobody was told that it was written, but somebody may look for it."""
    if rest.strip(b"\0"):
        real = Path(os.path.realpath(path))
        number = 1
        while (kept := real.with_name(f"{real.name}.torn{number}")).exists():
            number += 1
        kept.touch(MODE)
        kept.write_bytes(rest)


def replace_file(path: Path, data: bytes, *, damaged_as: Path | None = None) -> None:
    """Write ``data`` beside ``path``, flush it to the disk and move it over ``path``: all of it or nothing.

    The file it takes the place of is kept as NAME.bak1; older ones move on and the oldest goes. One that is damaged is
    kept under a name of its own instead, so that it drives no whole one out.
    """
    import tempfile

    real = Path(os.path.realpath(path))
    temporary = None
    try:
        with _refused(path):
            before = real.stat() if real.exists() else None
            if before is not None and not os.access(real, os.W_OK):
                raise RegisterReadOnlyError(path=path, why=Phrase("the file is read-only"))
            _sweep(real)
            handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.", suffix=".tmp")
            temporary = Path(name)
            with os.fdopen(handle, "wb") as file:
                os.fchmod(file.fileno(), before.st_mode & 0o777 if before else MODE)
                if before is not None and before.st_uid != os.geteuid():
                    os.fchown(file.fileno(), before.st_uid, before.st_gid)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if before is not None and damaged_as is not None:
                _link(real, damaged_as)
            elif before is not None:
                _keep(real)
            temporary.replace(real)
            temporary = None
            _flush_folder(real.parent)
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _keep(real: Path) -> None:
    """Keep the file about to be replaced. A second name for it costs nothing: it is never added to again."""
    kept = [real.with_name(f"{real.name}.bak{number}") for number in range(1, KEPT + 1)]
    for newer, older in reversed(list(pairwise(kept))):
        if newer.exists():
            newer.replace(older)
    _link(real, kept[0])


def _link(real: Path, name: Path) -> None:
    try:
        os.link(real, name)
    except OSError:  # a file system without links
        import shutil

        shutil.copy2(real, name)


def replaced_files(path: Path) -> list[Path]:
    """Return the files that were replaced and are kept, newest first."""
    real = Path(os.path.realpath(path))
    kept = [real.with_name(f"{real.name}.bak{number}") for number in range(1, KEPT + 1)]
    return [each for each in kept if each.exists()]


def damaged_file(path: Path) -> Path:
    """Return the next free name for a damaged file."""
    real = Path(os.path.realpath(path))
    number = 1
    while (kept := real.with_name(f"{real.name}.damaged{number}")).exists():
        number += 1
    return kept


def _sweep(real: Path) -> None:
    """Take away what killed writers left beside the file. Nobody else writes it while the register is held."""
    for each in real.parent.glob(f".{real.name}.*.tmp"):
        each.unlink(missing_ok=True)


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Tell what the system refuses as an error of igc's."""
    try:
        yield
    except PermissionError:
        why = Phrase("the file is read-only") if path.exists() else os.strerror(13)
        raise RegisterReadOnlyError(path=path, why=why) from None
    except OSError as error:
        raise RegisterReadOnlyError(path=path, why=error.strerror or str(error)) from None


def _flush_folder(folder: Path) -> None:
    """Make the move itself durable: without it a power cut may bring the old file back."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
