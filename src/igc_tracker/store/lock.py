"""One writer at a time, by a lock of the kernel that no crash leaves behind, and what the last writer acknowledged.

The lock lies on a file of its own, because the register's file is replaced now and then, and a lock on a replaced file
holds nobody off. That file also says up to which record writes were acknowledged on this machine, so that an older copy
put in the register's place is noticed. It is never taken away.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from igc_tracker.domain.errors import Phrase, RegisterBusyError, RegisterReadOnlyError

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT_SECONDS = 10.0
_POLL_SECONDS = 0.01
_LINE = re.compile(rb"(\d+) +([0-9a-f]{32}|-) +(\d+)\n")
_LENGTH = 68


class Mark(NamedTuple):
    """What was acknowledged here: the register's id, and the number of the last record written."""

    register: str
    seq: int


class Lock:
    """A lock that is held."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self.mark = _mark(_line(handle))

    def acknowledge(self, mark: Mark) -> None:
        """Write down how far the register goes, once that is safe on the disk; raise OSError where there is no room."""
        self.mark = mark
        self.write()

    def write(self) -> None:
        """Write down who holds the lock, and the mark. The line is whole or, cut short, says nothing at all."""
        line = _written(self.mark)
        if os.pwrite(self._handle, line, 0) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def exclusive(path: Path, *, timeout: float = TIMEOUT_SECONDS) -> Iterator[Lock]:
    """Hold the register at ``path`` alone; raise RegisterBusyError, naming the holder, after ``timeout`` seconds."""
    try:
        handle = os.open(lock_file(path), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise RegisterReadOnlyError(path=path, why=error.strerror or str(error)) from None
    try:
        _wait(handle, path, timeout)
        lock = Lock(handle)
        try:
            lock.write()  # from now on the file has its full size: later writes to it need no room
        except OSError as error:
            raise RegisterReadOnlyError(path=path, why=error.strerror or str(error)) from None
        _held_here.add(lock_file(path))
        yield lock
    finally:
        _held_here.discard(lock_file(path))
        os.close(handle)


def lock_file(path: Path) -> Path:
    """Return where the lock of a register lies: beside the file itself, wherever a link to it lies."""
    real = Path(os.path.realpath(path))
    return real.with_name(f"{real.name}.lock")


_held_here: set[Path] = set()
"""The locks this program holds: who holds a register need not wait for others to finish with it."""


def is_held(path: Path) -> bool:
    """Tell whether somebody else holds the register at this moment."""
    if lock_file(path) in _held_here:
        return False
    try:
        handle = os.open(lock_file(path), os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(handle)


def acknowledged(path: Path) -> Mark | None:
    """Return what was acknowledged on this machine of the register at ``path``; None where nothing says."""
    try:
        return _mark(lock_file(path).read_bytes()[:_LENGTH])
    except OSError:
        return None


def holder(path: Path) -> int | None:
    """Return the process that holds the register just now; None where nobody does, or nobody can tell."""
    try:
        handle = os.open(lock_file(path), os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        found = _LINE.match(_line(handle))
        return int(found[1]) if found else None
    else:
        return None
    finally:
        os.close(handle)


def _wait(handle: int, path: Path, timeout: float) -> None:
    """Take the lock. The kernel serves those who wait in turn; a thread that no signal wakes has to ask again."""
    if _takes(handle):
        return
    import threading

    waited = _wait_in_turn if threading.current_thread() is threading.main_thread() else _wait_and_ask
    if not waited(handle, timeout):
        found = _LINE.match(_line(handle))
        raise RegisterBusyError(path=path, holder=Phrase(" (process {pid})", pid=found[1].decode()) if found else "")


def _takes(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EINTR):
            raise
        return False
    return True


def _wait_in_turn(handle: int, timeout: float) -> bool:
    import signal

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, timeout)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except TimeoutError:
        return False
    else:
        return True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _wait_and_ask(handle: int, timeout: float) -> bool:
    deadline = time.monotonic() + timeout
    while not _takes(handle):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _line(handle: int) -> bytes:
    return os.pread(handle, _LENGTH, 0)


def _mark(line: bytes) -> Mark | None:
    found = _LINE.match(line)
    return Mark(found[2].decode(), int(found[3])) if found and found[2] != b"-" else None


def _written(mark: Mark | None) -> bytes:
    """Return the file's one line, always as long, so that none of an older one stays behind."""
    return f"{os.getpid():<10} {mark.register if mark else '-':<32} {mark.seq if mark else 0:>23}\n".encode()
