"""Write the names of States and months, which nearly every answer says, as the Unicode locale data (CLDR) has them.

    .venv/bin/python tools/names.py            write src/igc_tracker/wording/names/*.json
    .venv/bin/python tools/names.py --check    write nothing; name what is stale, and leave with 1

They come from Babel, unchanged. Loading Babel for them would take a quarter of the time of a short command. Where a
newer Babel says a name otherwise, ``--check`` fails until the files are made anew.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from babel import Locale

from igc_tracker.wording.words import LANGUAGES, NAMES_DIR


def text_of(language: str) -> str:
    """Return the file of a language: every territory by its code, the twelve months by the form they stand in."""
    locale = Locale.parse(language)
    names = {
        "territories": {str(code): str(name) for code, name in sorted(locale.territories.items())},
        "months": {
            "format": [locale.months["format"]["abbreviated"][month] for month in range(1, 13)],
            "stand-alone": [locale.months["stand-alone"]["abbreviated"][month] for month in range(1, 13)],
        },
    }
    return json.dumps(names, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; leave with 1 if a file is stale")
    check = parser.parse_args().check
    stale = []
    for language in LANGUAGES:
        path = NAMES_DIR / f"{language}.json"
        text = text_of(language)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if check:
            stale.append(path)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"Written: {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")
    for path in stale:
        print(f"Stale: {path}; run tools/names.py", file=sys.stderr)
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
