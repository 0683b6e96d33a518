from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.search import find, fold, near_misses
from support import agreement

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

BAITEREK = agreement(
    "baiterek-2004",
    titles={
        "en": "Agreement on the Baiterek space rocket complex",
        "ru": "Соглашение о создании комплекса «Байтерек»",
        "kk": "«Бәйтерек» кешенін құру туралы келісім",
    },
    short_titles={"en": "Baiterek agreement"},
    aliases=("Nazarbayev's Start",),
)
PROTOCOL = agreement("baiterek-protocol-2018", title="Protocol amending the agreement of 2004")
LEASE = agreement("lease-1994", title="Lease of the Baikonur complex", aliases=("Baikonur", "аренда"))
ALL = (LEASE, PROTOCOL, BAITEREK)


def refs(found: tuple[Instrument, ...]) -> list[str]:
    return [each.ref for each in found]


@pytest.mark.parametrize(
    "typed",
    ["baiterek", "Baiterek", "BAITEREK", "Байтерек", "БАЙТЕРЕК", "Бәйтерек", "Bayterek", "Bajterek", "Bäiterek"],
)
def test_a_name_is_found_in_any_script_and_case(typed: str) -> None:
    assert refs(find(typed, ALL)) == ["baiterek-protocol-2018", "baiterek-2004"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_are_the_same(form: str) -> None:
    text = "Байқоңыр ё Bäiterek"

    assert fold(unicodedata.normalize("NFC" if form == "NFC" else "NFD", text)) == fold(text)


def test_folding_leaves_words_of_plain_letters() -> None:
    assert fold("«Байтерек» — ҒЗК, 2004 ж.") == "baiterek gzk 2004 zh"
    assert fold("№ 941") == fold("No. 941") == "no 941"
    assert fold("... !") == ""


def test_all_words_are_to_be_found_in_any_order() -> None:
    assert refs(find("rocket baiterek", ALL)) == ["baiterek-2004"]
    assert refs(find("Келісім бәйтерек", ALL)) == ["baiterek-2004"]
    assert find("baiterek 1994", ALL) == ()


def test_the_exact_reference_comes_first_then_an_alias_then_a_beginning_then_titles() -> None:
    named = agreement("start", title="Something else")
    titled = agreement("zenit", title="Start of works")
    begun = agreement("start-2", title="Something else")
    aliased = agreement("other", title="Something else", aliases=("Start",))

    assert refs(find("start", (titled, begun, aliased, named))) == ["start", "other", "start-2", "zenit"]


def test_words_are_found_by_their_beginning_only() -> None:
    assert refs(find("baik", ALL)) == ["lease-1994"]
    assert find("konur", ALL) == ()


def test_nothing_typed_finds_nothing() -> None:
    assert find("", ALL) == ()
    assert find(" -- ", ALL) == ()


def test_a_reference_damaged_to_a_sign_still_names_its_record() -> None:
    assert refs(find(":", (*ALL, agreement(":", title="Lease")))) == [":"]
    assert find(":", ALL) == ()


def test_a_slip_of_the_finger_comes_near() -> None:
    assert near_misses("baitrek-2004", ALL) == ("baiterek-2004",)
    assert near_misses("Байконурр", ALL) == ("lease-1994",)


def test_what_is_nothing_like_any_name_comes_near_none() -> None:
    assert near_misses("warsaw pact", ALL) == ()


def test_no_more_than_three_come_near() -> None:
    many = [agreement(f"lease-199{n}") for n in range(8)]

    assert len(near_misses("lease-199", many)) == 3
