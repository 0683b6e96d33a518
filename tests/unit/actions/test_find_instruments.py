from __future__ import annotations

import pytest

from igc_tracker.actions.find_instruments import find_families, find_one
from igc_tracker.domain.errors import AmbiguousReferenceError, EmptyRegisterError, ExitCode, InstrumentNotFoundError
from igc_tracker.domain.instruments import Relation
from igc_tracker.domain.register import Project
from support import RECORDED_AT, agreement, register

BASE = agreement("baiterek-2004", aliases=("start",))
PROTOCOL = agreement("baiterek-protocol-2018", links=[(Relation.AMENDS, "baiterek-2004")], aliases=("amendment",))
LEASE = agreement("lease-1994", aliases=("amendment of 1994",))
PROJECT = Project(
    ref="zenit",
    titles={"ru": "Старт Назарбаева"},
    aliases=("Sunkar",),
    instruments=("lease-1994",),
    recorded_at=RECORDED_AT,
    recorded_by="officer",
)
ALL = register(BASE, PROTOCOL, LEASE, projects=(PROJECT,))


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("baiterek-2004", "baiterek-2004"),
        ("start", "baiterek-2004"),
        ("Старт", "baiterek-2004"),
        ("lease", "lease-1994"),
        ("LEASE-1994", "lease-1994"),
        ("baiterek-p", "baiterek-protocol-2018"),
        ("amendment", "baiterek-protocol-2018"),
    ],
)
def test_a_reference_an_alias_or_the_beginning_of_one_reference_names_one(typed: str, ref: str) -> None:
    assert find_one(ALL, typed).ref == ref


def test_an_exact_reference_wins_over_longer_ones() -> None:
    assert find_one(register(agreement("lease"), agreement("lease-1994")), "lease").ref == "lease"


def test_a_beginning_of_several_is_ambiguous_and_gives_the_choices() -> None:
    with pytest.raises(AmbiguousReferenceError) as ambiguous:
        find_one(ALL, "baiterek")

    assert ambiguous.value.choices == ("baiterek-2004", "baiterek-protocol-2018")
    assert ambiguous.value.exit_code is ExitCode.NOT_FOUND
    assert str(ambiguous.value) == "'baiterek' fits more than one instrument: baiterek-2004, baiterek-protocol-2018."


def test_an_alias_of_two_is_ambiguous() -> None:
    with pytest.raises(AmbiguousReferenceError):
        find_one(register(agreement("one", aliases=("Twin",)), agreement("two", aliases=("twin",))), "twin")


@pytest.mark.parametrize(("typed", "near"), [("leese-1994", ("lease-1994",)), ("warsaw", ()), ("", ())])
def test_what_is_not_found_says_what_comes_near(typed: str, near: tuple[str, ...]) -> None:
    with pytest.raises(InstrumentNotFoundError) as missing:
        find_one(ALL, typed)

    assert missing.value.near == near
    assert missing.value.exit_code is ExitCode.NOT_FOUND


def test_a_word_of_a_title_names_none_and_comes_near() -> None:
    with pytest.raises(InstrumentNotFoundError) as missing:
        find_one(register(agreement("lease-1994", title="Rent of the complex")), "rent")

    assert missing.value.near == ("lease-1994",)


def test_in_an_empty_register_nothing_is_found_for_that_very_reason() -> None:
    with pytest.raises(EmptyRegisterError):
        find_one(register(), "lease")
    with pytest.raises(EmptyRegisterError):
        find_families(register(), "lease")


def test_a_query_finds_hits_and_their_families() -> None:
    hits, families = find_families(ALL, "baiterek-protocol")

    assert [each.ref for each in hits] == ["baiterek-protocol-2018"]
    assert [[each.ref for each in family] for family in families] == [["baiterek-2004", "baiterek-protocol-2018"]]


@pytest.mark.parametrize("query", ["sunkar", "назарбаев", "ZENIT"])
def test_a_query_that_names_a_project_finds_its_instruments(query: str) -> None:
    hits, _ = find_families(ALL, query)

    assert [each.ref for each in hits] == ["lease-1994"]


def test_a_query_that_finds_nothing_says_what_comes_near() -> None:
    with pytest.raises(InstrumentNotFoundError) as missing:
        find_families(ALL, "lease-1993")

    assert missing.value.near == ("lease-1994",)
