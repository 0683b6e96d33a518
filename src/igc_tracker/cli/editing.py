"""Texts that people edit in an editor of theirs."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from igc_tracker.domain.errors import EditorError, Phrase


def draft_file(text: str, ref: str) -> Path:
    """Return a file of the user's own that holds ``text``."""
    with tempfile.NamedTemporaryFile("w", prefix=f"igc-{ref}-", suffix=".toml", delete=False, encoding="utf-8") as file:
        file.write(text)
    return Path(file.name)


def open_editor(text: str, ref: str) -> Path:
    """Let the user edit ``text`` in a file of his own; the file stays until its text is in the register."""
    draft = draft_file(text, ref)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        left = subprocess.run([*shlex.split(editor), str(draft)], check=False).returncode  # noqa: S603  # the user's own
    except (OSError, ValueError) as error:
        raise EditorError(editor=editor, why=str(error), kept=draft) from None
    if left != 0:
        raise EditorError(editor=editor, why=Phrase("it left with code {code}", code=left), kept=draft)
    return draft
