from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS = re.compile(r"<text[^>]*>([^<]*)</text>")


def test_the_picture_of_the_readme_shows_what_the_program_prints(tmp_path: Path) -> None:
    drawn = tmp_path / "status.svg"
    subprocess.run([sys.executable, ROOT / "tools" / "picture.py", drawn], check=True, stdout=subprocess.DEVNULL)
    words = [WORDS.findall(each.read_text(encoding="utf-8")) for each in (drawn, ROOT / "docs" / "status.svg")]
    assert words[0] == words[1], "The picture is stale; run: python tools/picture.py"
