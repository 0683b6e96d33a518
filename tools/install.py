"""Make ``.venv`` in this checkout and install igc into it, with nothing but Python at hand.

A fresh Debian or Ubuntu has ``python3`` without pip, and its ``venv`` cannot bring pip in, because
``ensurepip`` is in a package of its own. So this script needs the standard library only, and fetches pip
itself where it must.

    python3 tools/install.py          to use igc
    python3 tools/install.py --dev    to work on igc: editable, with the tools and the tests' packages

Run it again at any time: it does only what is still to do. Remove ``.venv`` to start from nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import importlib.util
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON, IGC = (
    (VENV / "Scripts" / "python.exe", VENV / "Scripts" / "igc.exe")
    if os.name == "nt"
    else (VENV / "bin" / "python", VENV / "bin" / "igc")
)
STAMP = VENV / "igc-install.sha256"

OLDEST_PYTHON = (3, 11)
INDEX = "https://pypi.org/simple"
INDEX_TYPES = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
TIMEOUT = 60

# Only final releases, and only the wheel that runs everywhere: pip publishes no other.
PIP_WHEEL = re.compile(r"pip-(\d+(?:\.\d+)*)-py3-none-any\.whl")

# What pip prints when it tries for the last time; an index that answers but lacks something looks different.
LAST_TRY = re.compile(r"Retry\(total=0,.* connection broken by '(\w+)")


class InstallError(Exception):
    """The installation cannot go on. Says what is wrong, and what to do about it.

    The exit code tells a script the same: 1 something failed, 3 the wrong Python, 4 no package index.
    2 is left to argparse, for a wrong argument.
    """

    FAILED = 1
    WRONG_PYTHON = 3
    NO_INDEX = 4

    def __init__(self, *, problem: str, remedy: str, exit_code: int = FAILED) -> None:
        super().__init__(f"{problem} {remedy}")
        self.exit_code = exit_code


class NoIndexError(InstallError):
    """The package index does not answer."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(
            problem=f"The package index cannot be reached ({reason}).",
            remedy="Check the network, or set PIP_INDEX_URL (a mirror), HTTPS_PROXY and PIP_CERT (a proxy).",
            exit_code=InstallError.NO_INDEX,
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Install and return the exit code; print one line, on stdout if it went well, else on stderr."""
    parser = argparse.ArgumentParser(description="Make .venv in this checkout and install igc into it.")
    parser.add_argument("--dev", action="store_true", help="editable, with what tests and checks need")
    dev: bool = parser.parse_args(arguments).dev
    try:
        check_python()
        make_venv()
        bring_pip_in()
        install_project(dev=dev)
    except InstallError as error:
        print(f"install: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("install: Interrupted. Run it again to go on.", file=sys.stderr)
        return 130
    igc = IGC.relative_to(Path.cwd()) if IGC.is_relative_to(Path.cwd()) else IGC
    print(f"igc is installed. Next: {igc} status baiterek")
    return 0


def check_python() -> None:
    """Refuse a Python that igc does not run on, before pip does so in many lines."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        needed = ".".join(map(str, OLDEST_PYTHON))
        found = ".".join(map(str, sys.version_info[:3]))
        raise InstallError(
            problem=f"igc needs Python {needed} or newer; this is {found}.",
            remedy=f"Install a newer one and run it by name: python{needed} tools/install.py",
            exit_code=InstallError.WRONG_PYTHON,
        )


def make_venv() -> None:
    """Make ``.venv`` without pip; leave a working one as it is, and replace one that no longer works.

    An environment breaks when the Python it was made from is upgraded or removed.
    """
    if VENV.exists() and not (VENV / "pyvenv.cfg").is_file():
        raise InstallError(
            problem=f"{VENV.name} is here already and is no virtual environment.",
            remedy="Move it away and run this again.",
        )
    minimum = f"import sys; sys.exit(sys.version_info[:2] < {OLDEST_PYTHON})"
    if PYTHON.exists() and run(PYTHON, "-Ic", minimum).returncode == 0:
        return
    # pip comes in a step of its own: asked for both, venv stops half-way where ensurepip is missing.
    made = run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
    if made.returncode != 0:
        raise InstallError(
            problem=f"Python could not make {VENV.name}: {last_line(made.stderr)}",
            remedy="On Debian and Ubuntu: apt install python3-venv",
        )


def bring_pip_in() -> None:
    """Put pip into ``.venv`` by the first way that works here, the one without network first."""
    if venv_has_pip():
        return
    run(PYTHON, "-Im", "ensurepip", "--default-pip")
    if venv_has_pip():
        return
    if importlib.util.find_spec("pip") is not None:
        # --python came with pip 22.3; an older one fails here and the download below takes over.
        run(sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip")
        if venv_has_pip():
            return
    with tempfile.TemporaryDirectory() as folder:
        wheel = download_pip(Path(folder))
        # A wheel is a zip file, and Python runs pip from inside it; the wheel then installs itself.
        installed = run(PYTHON, "-I", wheel / "pip", "install", "--quiet", "--no-index", wheel)
    if not venv_has_pip():
        raise InstallError(
            problem=f"pip could not be put into {VENV.name}: {last_line(installed.stderr)}",
            remedy="On Debian and Ubuntu: apt install python3-venv, then run this again.",
        )


def venv_has_pip() -> bool:
    """Tell whether pip runs in ``.venv``; a folder called pip is not enough after an interrupted run."""
    return run(PYTHON, "-Im", "pip", "--version").returncode == 0


def install_project(*, dev: bool) -> None:
    """Install the project and what it depends on, unless just that has been done already.

    pip alone would build the project again at each run and ask the index, so a stamp in ``.venv`` says what
    was installed last. It goes before pip starts: an interrupted run leaves none behind.
    """
    wanted = fingerprint(dev=dev)
    if STAMP.is_file() and STAMP.read_text("ascii") == wanted and IGC.exists():
        return
    STAMP.unlink(missing_ok=True)
    what = ["--editable", f"{ROOT}[dev]"] if dev else [f"{ROOT}"]
    installed = run(PYTHON, "-Im", "pip", "install", "--quiet", "--disable-pip-version-check", *what)
    if installed.returncode != 0:
        gave_up = LAST_TRY.search(installed.stderr)
        if gave_up:
            raise NoIndexError(reason=gave_up[1])
        sys.stderr.write(installed.stderr)
        raise InstallError(
            problem="pip could not install igc; its own words are above.",
            remedy="Mend that and run this again.",
        )
    STAMP.write_text(wanted, "ascii")


def fingerprint(*, dev: bool) -> str:
    """Return a digest of all that the installation depends on: what is asked for, and the files it copies.

    An editable installation copies no code, so only the files that describe the project count.
    """
    files = [ROOT / "pyproject.toml", ROOT / "src" / "igc_tracker" / "__init__.py"]
    if not dev:
        copied = (path for folder in ("src", "data") for path in (ROOT / folder).rglob("*"))
        files += sorted(path for path in copied if path.is_file() and "__pycache__" not in path.parts)
    digest = hashlib.sha256(f"dev={dev}".encode())
    for path in files:
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Wheel:
    """One file the index offers."""

    name: str
    url: str
    sha256: str | None
    requires_python: str

    @property
    def version(self) -> tuple[int, ...]:
        """The release as numbers, or an empty tuple for a file that is not a final release of pip."""
        found = PIP_WHEEL.fullmatch(self.name)
        return tuple(map(int, found[1].split("."))) if found else ()

    def runs_here(self) -> bool:
        """Tell whether the lower bound of Requires-Python allows this Python.

        Only the lower bound is read. pip sets no upper one, and its exclusions name Pythons older than ours.
        """
        bounds = re.findall(r">=\s*(\d+)(?:\.(\d+))?", self.requires_python)
        return all((int(major), int(minor or 0)) <= sys.version_info[:2] for major, minor in bounds)


def download_pip(folder: Path) -> Path:
    """Fetch the newest pip that runs on this Python into ``folder``, checked against the index's sha256."""
    index = (os.environ.get("PIP_INDEX_URL") or INDEX).rstrip("/")
    page, page_url, content_type = fetch(f"{index}/pip/")
    offered = wheels_of_json(page, page_url) if "json" in content_type else wheels_of_html(page, page_url)
    usable = [wheel for wheel in offered if wheel.version and wheel.sha256 and wheel.runs_here()]
    if not usable:
        raise InstallError(
            problem=f"The package index at {host(index)} offers no pip with a sha256 for this Python.",
            remedy="Set PIP_INDEX_URL to another index, or on Debian and Ubuntu: apt install python3-venv",
            exit_code=InstallError.NO_INDEX,
        )
    newest = max(usable, key=lambda wheel: wheel.version)
    content, _, _ = fetch(newest.url)
    if hashlib.sha256(content).hexdigest() != newest.sha256:
        raise InstallError(
            problem=f"{newest.name} from {host(newest.url)} differs from what the index lists (sha256).",
            remedy="Run this again; if it stays so, something between here and the index changes files.",
        )
    path = folder / newest.name
    path.write_bytes(content)
    return path


def wheels_of_json(page: bytes, page_url: str) -> Iterator[Wheel]:
    """Read the wheels off a page of the JSON index (PEP 691), leaving out what was withdrawn."""
    for file in json.loads(page)["files"]:
        if not file.get("yanked"):
            yield Wheel(
                name=file["filename"],
                url=urljoin(page_url, file["url"]),
                sha256=file["hashes"].get("sha256"),
                requires_python=file.get("requires-python") or "",
            )


def wheels_of_html(page: bytes, page_url: str) -> Iterator[Wheel]:
    """Read the wheels off a page of the HTML index (PEP 503), which company mirrors often serve alone."""
    links = LinkCollector()
    links.feed(page.decode())
    for link in links.found:
        if "data-yanked" not in link:
            url, fragment = urldefrag(urljoin(page_url, link.get("href") or ""))
            yield Wheel(
                name=unquote(url.rpartition("/")[2]),
                url=url,
                sha256=fragment.removeprefix("sha256=") if fragment.startswith("sha256=") else None,
                requires_python=link.get("data-requires-python") or "",
            )


class LinkCollector(HTMLParser):
    """Collects the attributes of each link on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a link; the parser calls this at each opening tag."""
        if tag == "a":
            self.found.append(dict(attrs))


def fetch(url: str) -> tuple[bytes, str, str]:
    """Return what is at the address, the address it was found at in the end, and its content type."""
    if "@" in urlsplit(url).netloc:
        # urllib does not know such addresses, and would print the password in its error.
        raise InstallError(
            problem="PIP_INDEX_URL holds a password, which only pip can use, and there is no pip here yet.",
            remedy="On Debian and Ubuntu: apt install python3-venv, then run this again.",
            exit_code=InstallError.NO_INDEX,
        )
    try:
        certificates = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
        request = urllib.request.Request(url, headers={"Accept": INDEX_TYPES})  # noqa: S310 - the user's own index
        with urllib.request.urlopen(request, timeout=TIMEOUT, context=certificates) as response:  # noqa: S310 - same
            return response.read(), response.geturl(), response.headers.get_content_type()
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise NoIndexError(reason=f"{host(url)}: {getattr(error, 'reason', error)}") from error


def host(url: str) -> str:
    """Return the server's name, which says enough in a message."""
    return urlsplit(url).hostname or url


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program, keep what it says, and leave it to the caller to judge how it went."""
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def last_line(text: str) -> str:
    """Return the line a program ended with, which is where Python and pip say what was wrong."""
    lines = text.strip().splitlines()
    return lines[-1].strip() if lines else "it did not say why."


if __name__ == "__main__":
    sys.exit(main())
