"""The data of `igc status --json`: the answer itself, with a sentence beside the codes where people quote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.render.as_json import plain
from igc_tracker.wording import sentences

if TYPE_CHECKING:
    from igc_tracker.actions.show_status import StatusAnswer
    from igc_tracker.domain.register import Json
    from igc_tracker.wording.words import Words


def status_data(answer: StatusAnswer, words: Words) -> Json:
    """Return the answer as plain JSON; ``next.text`` and ``conflicts[].text`` are in the language of ``words``."""
    data: Json = plain(answer)
    for status, shown in zip(answer.instruments, data["instruments"], strict=True):
        if status.next is not None:
            shown["next"]["text"] = sentences.next_step(status.next, words)
    found = [each.conflicts for each in answer.instruments] + [each.conflicts for each in answer.projects]
    for conflicts, shown in zip(found, (*data["instruments"], *data["projects"]), strict=True):
        for conflict, said in zip(conflicts, shown["conflicts"], strict=True):
            said["text"] = conflict.text or sentences.conflict(conflict, words)
    return data
