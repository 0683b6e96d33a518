"""`python -m igc_tracker` is `igc`."""

from __future__ import annotations

from igc_tracker.cli.start import start

start()
