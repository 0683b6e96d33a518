"""Running igc as its users do: in this process where that is enough, in one of its own or on a terminal where not."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from igc_tracker.cli import session
from igc_tracker.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "data" / "baikonur.json"
PROGRAM = (sys.executable, "-m", "igc_tracker")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def envelope(self) -> dict[str, Any]:
        """What it wrote as JSON."""
        read: dict[str, Any] = json.loads(self.out)
        return read

    @property
    def data(self) -> Any:  # noqa: ANN401  # JSON can be anything
        """The data of its JSON."""
        return self.envelope["data"]


def igc(*args: object, stdin: str | None = "") -> Ran:
    """Run igc in this process, in a pipe; ``stdin`` None leaves standard input as it is."""
    out, err = _Pipe(), _Pipe()
    before = sys.argv, sys.stdin
    session._current.clear()  # one run knows nothing of another
    sys.argv = ["igc", *map(str, args)]
    if stdin is not None:
        sys.stdin = io.StringIO(stdin)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = _code_of_run()
    finally:
        sys.argv, sys.stdin = before
    return Ran(code, out.getvalue(), err.getvalue())


class _Pipe(io.StringIO):
    encoding = "utf-8"  # as a real pipe has it


def _code_of_run() -> int:
    try:
        run()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    return 0


def igc_apart(*args: object, stdin: str = "", environment: Mapping[str, str] | None = None) -> Ran:
    """Run igc in a process of its own, in a pipe."""
    done = subprocess.run(
        [*PROGRAM, *map(str, args)],
        input=stdin.encode(),
        capture_output=True,
        check=False,
        env=os.environ | dict(environment or {}),
        timeout=90,
    )
    return Ran(done.returncode, done.stdout.decode(errors="surrogateescape"), done.stderr.decode(errors="replace"))


COVERED_ELSEWHERE = frozenset(
    {"due", "explain", "clause", "import", "export", "procedures", "step", "commission", "store"}
)
"""Commands whose own tests hold what the tests here hold for every command; take one out when it gets its schema."""

NOBODY = 65534


def igc_as_nobody(*args: object) -> Ran:
    """Run igc without a superuser's powers, under which every file can be read and written."""
    if os.geteuid() != 0:
        return igc(*args)
    igc(*args[:2], "--register", "/nowhere")  # loads the command while Python's own files can still be read
    igc("init", "--register", "/dev/null")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        ran = igc(*args)
        os.write(writer, json.dumps([ran.code, ran.out, ran.err]).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        code, out, err = json.load(pipe)
    os.waitpid(child, 0)
    return Ran(code, out, err)


ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """igc on a pseudo-terminal, typed to as by a person who waits for each question."""

    def __init__(self, *args: object, columns: int = 80, environment: Mapping[str, str] | None = None) -> None:
        settings = {"TERM": "xterm-256color", "COLUMNS": str(columns)} | dict(environment or {})
        self.raw = b""
        self._read = 0
        self._handle, terminal = pty.openpty()
        termios.tcsetwinsize(terminal, (40, columns))
        self._process = subprocess.Popen(
            [*PROGRAM, *map(str, args)],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            env=os.environ | settings,
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509  # Ctrl-C reaches a process through its terminal only
        )
        os.close(terminal)

    @property
    def seen(self) -> str:
        """What was shown so far; decoded as a whole, because a letter may come in two pieces."""
        return self.raw.decode(errors="ignore").replace("\r\n", "\n")

    def expect(self, text: str, *, seconds: float = 60) -> None:
        """Wait until ``text`` is shown, after what was waited for before."""
        ends = time.monotonic() + seconds
        while text not in self.seen[self._read :]:
            if time.monotonic() > ends or not self._receive(ends - time.monotonic()):
                message = f"{text!r} was not shown. Shown was:\n{self.seen}"
                raise AssertionError(message)
        self._read = self.seen.index(text, self._read) + len(text)

    def type(self, text: str = "") -> None:
        """Type a line and press Enter."""
        os.write(self._handle, f"{text}\r".encode())

    def press(self, keys: str) -> None:
        """Press keys, without Enter."""
        os.write(self._handle, keys.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C until igc leaves: one that comes while readline sets the terminal up is lost in CPython."""
        for _ in range(20):
            self.press("\x03")
            try:
                self._process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                continue
            return

    def finish(self) -> Ran:
        """Wait until igc has left; everything a terminal shows stands in ``out``."""
        while self._receive(60):
            pass
        code = self._process.wait(timeout=60)
        os.close(self._handle)
        return Ran(code, self.seen, "")

    def _receive(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            got = os.read(self._handle, 65536)
        except OSError:  # the other end is closed
            return False
        self.raw += got
        return bool(got)


def _take_terminal() -> None:
    import fcntl  # noqa: PLC0415  # in the child only

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def without_trailing_spaces(text: str) -> str:
    """Return the text as it looks: Rich fills its lines with spaces that nobody sees."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())
