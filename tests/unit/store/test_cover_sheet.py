from __future__ import annotations

from dataclasses import replace

import pytest

from igc_tracker.domain.errors import CoverSheetTextError
from igc_tracker.domain.instruments import Gap, InstrumentKind, Relation
from igc_tracker.store.codec import FIELDS
from igc_tracker.store.cover_sheet import SHAPES, cover_sheet_text, read_cover_sheet
from support import agreement

LEASE = agreement(
    "lease-1994",
    facts="1994-03-28 signed",
    links=[(Relation.BASED_ON, "treaty-1992")],
    lead_bodies={"KZ": "Ministry"},
    gaps=(Gap(text="No note found."),),
    restricted=True,
)


def test_every_field_but_the_facts_and_who_recorded_it_is_on_the_cover_sheet() -> None:
    assert set(SHAPES) == set(FIELDS) - {"facts", "recorded_at", "recorded_by"}


def test_a_cover_sheet_reads_back_as_it_was_written() -> None:
    assert read_cover_sheet(cover_sheet_text(LEASE), onto=LEASE) == LEASE


def test_the_cover_sheet_says_which_keys_can_be_set() -> None:
    text = cover_sheet_text(LEASE)

    head = " ".join(line for line in text.splitlines() if line.startswith("#"))
    assert all(key in head for key in SHAPES)
    assert "lease-1994" in head


def test_a_changed_cover_sheet_keeps_the_facts() -> None:
    text = cover_sheet_text(LEASE).replace('kind = "agreement"', 'kind = "lease"')

    assert read_cover_sheet(text, onto=LEASE) == replace(LEASE, kind=InstrumentKind.LEASE)


def test_a_key_that_was_taken_out_is_taken_out_of_the_record() -> None:
    text = cover_sheet_text(LEASE).replace("restricted = true\n", "")

    assert read_cover_sheet(text, onto=LEASE) == replace(LEASE, restricted=False)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("kind = ", "Invalid value"),
        ("mood = 'good'", "'mood' is no key of a cover sheet"),
        ("facts = []", "'facts' is no key of a cover sheet"),
        ("aliases = 'lease'", "aliases must be a list of texts"),
        ("aliases = [1]", "aliases must be a list of texts"),
        ("restricted = 'yes'", "restricted must be true or false"),
        ("depositary = 2018-08-22", "depositary must be a text"),
        ("titles = {en = 5}", "titles must be a table of texts"),
        ("links = ['treaty-1992']", "links must be [[links]] with relation and to"),
        ("links = [{relation = 'amends'}]", "to is missing"),
        ("links = [{relation = 'amends', to = 5}]", "to"),
        ("level = 'galactic'", "galactic"),
    ],
)
def test_a_cover_sheet_that_does_not_hold_together_says_where(line: str, problem: str) -> None:
    with pytest.raises(CoverSheetTextError) as refused:
        read_cover_sheet(f'ref = "lease-1994"\nkind = "lease"\n{line}\n', onto=LEASE)

    assert problem in str(refused.value)


def test_a_cover_sheet_without_a_kind_says_so() -> None:
    with pytest.raises(CoverSheetTextError, match="kind is missing"):
        read_cover_sheet('ref = "lease-1994"', onto=LEASE)
