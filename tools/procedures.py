"""Write the templates of procedures that igc brings along in the form it reads them in, JSON, from the TOML files.

    .venv/bin/python tools/procedures.py            write src/igc_tracker/procedures/*.json
    .venv/bin/python tools/procedures.py --check    write nothing; name what is stale, and leave with 1

People write and read the TOML files. JSON is read in a tenth of the time, and a template is read by every
`igc status` of something that is on its way.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib

from igc_tracker.store.procedures import BUILT_IN


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; leave with 1 if a file is stale")
    check = parser.parse_args().check
    wanted = {
        path.with_suffix(".json"): json.dumps(
            tomllib.loads(path.read_text(encoding="utf-8")), ensure_ascii=False, separators=(",", ":"), default=str
        )
        + "\n"
        for path in sorted(BUILT_IN.glob("*.toml"))
    }
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    left_over = sorted(set(BUILT_IN.glob("*.json")) - set(wanted))
    for path in (*stale, *left_over):
        print(f"Stale: {path.name}; run tools/procedures.py" if check else f"Written: {path.name}", file=sys.stderr)
    if check:
        return int(bool(stale or left_over))
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    for path in left_over:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
