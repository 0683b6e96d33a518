"""The tour of README.md, run command by command as a reader would, its output compared with what stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```console\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
SETTING = re.compile(r'export (?P<name>\w+)="?(?P<value>[^"]*)"?')
LEFT_OUT = "..."


@dataclass(slots=True)
class Step:
    """A command of the tour, the lines that stand below it, and the exit code the tour gives for it."""

    command: str
    shown: list[str] = field(default_factory=list)
    exit_code: int = 0


def test_the_tour_of_the_readme_goes_as_it_says(tmp_path: Path) -> None:
    steps = tour()
    environment = os.environ | {"PATH": f"{tools_of_a_reader(tmp_path)}{os.pathsep}{os.environ['PATH']}"}
    for step in steps:
        setting = SETTING.fullmatch(step.command)
        if setting is not None:
            environment[setting["name"]] = setting["value"]
            continue
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", step.command],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == step.exit_code, f"$ {step.command}\n{done.stdout}"
        compare(step, done.stdout)


def test_the_tour_is_found_and_reaches_every_kind_of_command() -> None:
    commands = [step.command.split()[1] for step in tour() if step.command.startswith("igc ")]
    assert {"status", "init", "add-protocol", "record", "strike", "undo", "log", "report"} <= set(commands)


def test_the_tests_are_started_by_just_one_line() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("python3 tools/install.py --dev &&") for line in lines) == 1


def tour() -> list[Step]:
    """Return the commands of README's console blocks, in order."""
    steps: list[Step] = []
    for block in BLOCK.finditer((ROOT / "README.md").read_text(encoding="utf-8")):
        lines = iter(block["text"].splitlines())
        for line in lines:
            if line == "$ echo $?":
                steps[-1].exit_code = int(next(lines))
            elif line.startswith("$ "):
                steps.append(Step(line.removeprefix("$ ")))
            elif line and line != LEFT_OUT:
                steps[-1].shown.append(line)
    return steps


def compare(step: Step, output: str) -> None:
    """Look for the lines shown among those printed, in this order; ``...`` in a line stands for anything."""
    printed = iter(output.splitlines())
    for line in step.shown:
        wanted = re.compile(".*".join(map(re.escape, line.split(LEFT_OUT))))
        if not any(wanted.fullmatch(each.rstrip()) for each in printed):
            pytest.fail(f"README shows a line that is not printed (here).\n$ {step.command}\n{line}\n\n{output}")


def tools_of_a_reader(tmp_path: Path) -> Path:
    """Return a folder with igc, Python, and a mail program that shows what it would send."""
    folder = tmp_path / "bin"
    folder.mkdir()
    mail = folder / "mail"
    mail.write_text("#!/bin/sh\ncat\n")
    mail.chmod(0o755)
    (folder / "python3").symlink_to(sys.executable)
    (folder / "igc").symlink_to(Path(sys.executable).with_name("igc"))
    return folder
