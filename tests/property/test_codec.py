from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given

from igc_tracker.store.codec import (
    decode_commission,
    decode_cover_sheet,
    decode_instrument,
    decode_meeting,
    decode_project,
    diff,
    encode_commission,
    encode_cover_sheet,
    encode_instrument,
    encode_meeting,
    encode_project,
    patch,
)
from igc_tracker.store.cover_sheet import cover_sheet_text, read_cover_sheet
from property.strategies import commissions, instruments, meetings, projects

if TYPE_CHECKING:
    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Json, Meeting, Project


def written(doc: Json) -> Json:
    """Return the record as it comes back from a file."""
    read: Json = json.loads(json.dumps(doc))
    return read


@given(instrument=instruments())
def test_an_instrument_reads_back_as_it_was_written(instrument: Instrument) -> None:
    assert decode_instrument(written(encode_instrument(instrument))) == (instrument, ())


@given(meeting=meetings)
def test_a_meeting_reads_back_as_it_was_written(meeting: Meeting) -> None:
    assert decode_meeting(written(encode_meeting(meeting))) == (meeting, ())


@given(commission=commissions)
def test_a_commission_reads_back_as_it_was_written(commission: Commission) -> None:
    assert decode_commission(written(encode_commission(commission))) == (commission, ())


@given(project=projects)
def test_a_project_reads_back_as_it_was_written(project: Project) -> None:
    assert decode_project(written(encode_project(project))) == (project, ())


@given(instrument=instruments())
def test_a_cover_sheet_that_nobody_changed_changes_nothing(instrument: Instrument) -> None:
    assert decode_cover_sheet(written(encode_cover_sheet(instrument)), onto=instrument) == instrument
    assert read_cover_sheet(cover_sheet_text(instrument), onto=instrument) == instrument


@given(one=instruments(), other=instruments())
def test_a_difference_turns_one_record_into_the_other_and_back(one: Instrument, other: Instrument) -> None:
    before, after = encode_instrument(one), encode_instrument(other)
    changes = diff(before, after, ref="a")

    there = before
    for change in changes:
        there = patch(there, change.field, change.after)
    back = there
    for change in reversed(changes):
        back = patch(back, change.field, change.before)

    assert sorted_facts(there) == sorted_facts(after)
    assert sorted_facts(back) == sorted_facts(before)
    # the fields stand in the order of writing, so that taking a change back gives the same bytes
    assert (list(there), list(back)) == (list(after), list(before))


@given(one=commissions, other=commissions)
def test_two_commissions_differ_in_fields_that_turn_one_into_the_other(one: Commission, other: Commission) -> None:
    before, after = encode_commission(numbered(one)), encode_commission(numbered(other))
    doc = before
    for change in diff(before, after, ref="a", table="commissions"):
        doc = patch(doc, change.field, change.after)
    assert in_order(doc) == in_order(after)
    for change in diff(before, after, ref="a", table="commissions"):
        doc = patch(doc, change.field, change.before)
    assert in_order(doc) == in_order(before)


def numbered(commission: Commission) -> Commission:
    """Return the commission with items that have ids of their own."""
    return replace(commission, items=tuple(replace(each, id=f"i{n}") for n, each in enumerate(commission.items)))


def in_order(doc: Json) -> Json:
    """Return a commission with its items in the order of their ids."""
    return doc | {"items": sorted(doc.get("items", ()), key=lambda item: str(item["id"]))}


@given(instrument=instruments())
def test_a_record_does_not_differ_from_itself(instrument: Instrument) -> None:
    doc = encode_instrument(instrument)

    assert diff(doc, written(doc), ref="a") == ()


def sorted_facts(doc: Json) -> Json:
    """Return the record with its facts by id: a change knows which facts there are, not which was typed first."""
    return doc | ({"facts": sorted(doc["facts"], key=lambda fact: str(fact["id"]))} if "facts" in doc else {})
