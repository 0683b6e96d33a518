from __future__ import annotations

from igc_tracker.domain.errors import RegisterConflictError
from igc_tracker.store.conflicts import LONGEST, Both, conflicts
from igc_tracker.wording.sentences import error
from igc_tracker.wording.words import Words


def test_of_a_fact_only_what_differs_is_shown() -> None:
    now = {"id": "signed", "kind": "signed", "on": "2018-08-22"}
    wanted = {"id": "signed", "kind": "signed", "on": "2018-08-23", "place": "Almaty"}

    assert conflicts([Both("facts/signed", now, wanted)]) == (
        'facts/signed: now {"on": "2018-08-22"}, wanted {"on": "2018-08-23", "place": "Almaty"}'
    )


def test_a_long_text_is_cut_and_no_brace_in_it_is_read() -> None:
    told = conflicts([Both("status_note", "{x}" * 100, None)])

    assert told.startswith("status_note: now {x}{x}")
    assert len(told) < LONGEST + 60
    assert "wanted nothing" in told


def test_several_fields_are_told_in_the_reader_s_language() -> None:
    what = conflicts([Both("officer", None, "A. Second"), Both("", {"a": 1}, None, {"a": 2})])

    line, _ = error(RegisterConflictError(ref="lease-1994", what=what), Words("ru"))

    assert "officer" in line
    assert "nothing" not in line
    assert "the whole record" not in line
