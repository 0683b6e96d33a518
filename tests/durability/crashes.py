"""Crashes on demand: igc in a fork of this process, where a call can be made to fail, to end it, or to be watched.

A fork starts in a millisecond with everything imported, so that each call and each byte gets a crash of its own.
"""

from __future__ import annotations

import io
import os
import resource
import signal
import stat
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cli.running import Ran, _code_of_run
from igc_tracker.cli import session

if TYPE_CHECKING:
    from collections.abc import Callable

CALLS = (
    "open",
    "write",
    "writev",
    "pwrite",
    "pwritev",
    "fsync",
    "fdatasync",
    "fchmod",
    "rename",
    "replace",
    "link",
    "unlink",
    "truncate",
    "ftruncate",
    "copy_file_range",
    "sendfile",
)
"""What of ``os`` makes, changes, flushes or moves a file."""


def igc_in_a_fork(path: Path, *args: str, prepare: Callable[[], None] = lambda: None) -> Ran:
    """Run igc on the register at ``path`` in a fork, after ``prepare``; negative codes are the signals that ended it.

    What it had written to stdout is in the answer however it ended: an acknowledgement counts once it is read.
    """
    (out, to_out), (err, to_err) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(to_out, 1)
        os.dup2(to_err, 2)
        _be_igc([*args, "--register", str(path)], prepare)
    os.close(to_out)
    os.close(to_err)
    with open(out, encoding="utf-8") as said, open(err, encoding="utf-8") as complained:  # noqa: PTH123  # descriptors
        ran = said.read(), complained.read()
    _, status = os.waitpid(child, 0)
    return Ran(os.waitstatus_to_exitcode(status), *ran)


def _be_igc(args: list[str], prepare: Callable[[], None]) -> NoReturn:
    code = 1
    try:
        session._current.clear()
        sys.argv = ["igc", *args]
        sys.stdin = io.StringIO()
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # kept to the end
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        prepare()
        code = _code_of_run()
    except BaseException:  # noqa: BLE001  # whatever it is, the child ends here
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def killing_before_call(number: int) -> Callable[[], None]:
    """Return what kills the process as it is about to make its ``number``-th call that touches a file."""

    def prepare() -> None:
        left = [number]

        def dying(call: Callable[..., Any]) -> Callable[..., Any]:
            def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # as the call has them
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*args, **kwargs)

            return counted

        for name in CALLS:
            if hasattr(os, name):
                put(name, dying(getattr(os, name)))

    return prepare


def killing_at_size(size: int) -> Callable[[], None]:
    """Return what makes a file that grows past ``size`` bytes the end of the process: in the middle of a write."""

    def prepare() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return prepare


def full_at_size(size: int) -> Callable[[], None]:
    """Return what refuses a file that grows past ``size`` bytes, as a full disk or a quota does."""

    def prepare() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return prepare


class Watch:
    """Looks, at the first word on stdout, whether the register was safe on the disk by then.

    It was if its file, as it stands at that moment, is byte for byte what the last flush of that very file saw; and if
    a file that was put in the place of another had its folder flushed after that. What is wrong goes to ``verdict``.
    """

    def __init__(self, path: Path, verdict: Path) -> None:
        self._path = path
        self._verdict = verdict
        self._first = path.stat().st_ino
        self._flushed: dict[int, bytes] = {}
        self._seen_by_folder: set[int] = set()

    def begin(self) -> None:
        """Watch this process from now on."""
        say = sys.stdout.write

        def acknowledging(text: str) -> int:
            if not self._verdict.exists():
                self._verdict.write_text(self.judge(), encoding="utf-8")
            return say(text)

        put("fsync", self._watched(os.fsync))
        put("fdatasync", self._watched(os.fdatasync))
        sys.stdout.write = acknowledging  # type: ignore[method-assign]  # of this one stream

    def _watched(self, flush: Callable[[int], None]) -> Callable[[int], None]:
        def noting(handle: int) -> None:
            flush(handle)
            found = os.fstat(handle)
            if stat.S_ISDIR(found.st_mode):
                self._seen_by_folder.add(self._path.stat().st_ino)
            else:
                self._flushed[found.st_ino] = Path(f"/dev/fd/{handle}").read_bytes()

        return noting

    def judge(self) -> str:
        """Return "safe", or why it is not."""
        now = self._path.stat().st_ino
        if now not in self._flushed:
            return "the register was never flushed"
        if self._flushed[now] != self._path.read_bytes():
            return "the register was changed after it was flushed"
        if now not in {self._first, *self._seen_by_folder}:
            return "the folder was not flushed after the register was replaced"
        return "safe"


def put(name: str, call: Callable[..., Any]) -> None:
    """Put a call of the tests in the place of one of ``os``; the process is a fork, and ends with it."""
    setattr(os, name, call)


# --- stores that are wrong on purpose -----------------------------------------------------------------------------


def flushing_nothing() -> None:
    """Make igc believe in flushes that never happen."""
    for name in ("fsync", "fdatasync"):
        put(name, lambda _handle: None)


def acknowledging_first() -> None:
    """Make igc say that all is well when it is about to flush."""
    flush = os.fsync

    def boasting(handle: int) -> None:
        sys.stdout.write("Recorded.")
        sys.stdout.flush()
        flush(handle)

    put("fsync", boasting)


def emptying_first() -> None:
    """Make igc empty the file it is about to write over, as TinyDB's own storage may be seen to do."""
    write = os.pwrite

    def replace(new: str | Path, old: str | Path) -> None:
        os.truncate(old, 0)
        os.rename(new, old)  # noqa: PTH104  # a call of its own, so that a crash finds the moment between the two

    def pwrite(handle: int, data: bytes, offset: int) -> int:
        if offset == 0:  # the lock's own file, and a file that is new
            return write(handle, data, offset)
        rest = os.pread(handle, offset, 0)
        os.ftruncate(handle, 0)
        os.fdatasync(handle)
        return write(handle, rest + data, 0) - offset

    put("replace", replace)
    put("pwrite", pwrite)
