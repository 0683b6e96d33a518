"""One writer at a time: a kernel lock on a file beside the register, gone when its process is gone.

The lock lies on a file of its own because the register's file is replaced at each change, and a lock on a replaced
file holds nobody off.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from igc_tracker.domain.errors import Phrase, RegisterBusyError, RegisterReadOnlyError

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT_SECONDS = 10.0
_POLL_SECONDS = 0.02


@contextmanager
def exclusive(path: Path, *, timeout: float = TIMEOUT_SECONDS) -> Iterator[None]:
    """Hold the register at ``path`` alone; raise RegisterBusyError, naming the holder, after ``timeout`` seconds."""
    real = Path(os.path.realpath(path))
    try:
        handle = os.open(real.with_name(f"{real.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise RegisterReadOnlyError(path=path, why=error.strerror or str(error)) from None
    try:
        _wait(handle, path, timeout)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, path: Path, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EINTR):
                raise
        else:
            return
        if time.monotonic() > deadline:
            pid = os.pread(handle, 20, 0).decode(errors="replace")
            raise RegisterBusyError(path=path, holder=Phrase(" (process {pid})", pid=pid) if pid.isdigit() else "")
        time.sleep(_POLL_SECONDS)
