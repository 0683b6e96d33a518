"""Where the program starts."""

from __future__ import annotations

import gc


def start() -> None:
    """Run the program without the collector of circular references, which here only takes its time.

    A command lives for a moment and makes next to no circles. Collecting while modules are loaded, and once more when
    the program ends, is a fifth of the time of a short command; memory goes back to the system in any case.
    """
    gc.disable()
    from igc_tracker.cli.main import run

    try:
        run()
    finally:
        gc.freeze()  # nothing is left to be searched at the end
