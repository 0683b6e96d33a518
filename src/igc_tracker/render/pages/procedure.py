"""A party's run through its domestic procedure, on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from igc_tracker.derive.procedure_run import Run
    from igc_tracker.render.page import Page
    from igc_tracker.render.view import View


def add_run(page: Page, run: Run, view: View) -> None:
    """Add the run, step by step."""
    del page, run, view
