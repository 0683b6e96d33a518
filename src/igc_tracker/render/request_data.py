"""The data of `igc ask --json`: the codes and facts of a draft, and the draft itself as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.render.as_json import plain
from igc_tracker.render.as_plain import page_as_plain
from igc_tracker.render.pages.request import COLUMNS, request_page

if TYPE_CHECKING:
    from igc_tracker.actions.draft_request import RequestAnswer
    from igc_tracker.domain.register import Json
    from igc_tracker.render.view import View


def request_data(answer: RequestAnswer, view: View) -> Json:
    """Return the answer as plain JSON; ``text`` is what people see of it, in the language of the view."""
    data: Json = plain(answer)
    data["text"] = page_as_plain(request_page(answer, view), columns=COLUMNS)
    return data
