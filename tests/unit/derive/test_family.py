from __future__ import annotations

from igc_tracker.derive.family import base_of, families, family_of, tie_to
from igc_tracker.domain.instruments import Instrument, Relation
from support import agreement

LEASE = agreement("lease-1994")
PROTOCOL = agreement("protocol-2004", links=[(Relation.AMENDS, "lease-1994")])
LATER = agreement("protocol-2018", links=[(Relation.SUPPLEMENTS, "protocol-2004")])
PLAN = agreement("plan-2020", links=[(Relation.IMPLEMENTS, "lease-1994")])
STEP = agreement("step-2021", links=[(Relation.IMPLEMENTS, "plan-2020")])
OTHER = agreement("other-1999")
ALL = (LEASE, PROTOCOL, LATER, PLAN, STEP, OTHER)


def refs(instruments: tuple[Instrument, ...]) -> list[str]:
    return [each.ref for each in instruments]


def test_the_base_is_the_root_of_what_an_instrument_follows() -> None:
    by_ref = {each.ref: each for each in ALL}

    assert base_of(LATER, by_ref) is LEASE
    assert base_of(LEASE, by_ref) is LEASE
    assert base_of(PLAN, by_ref) is PLAN


def test_a_parent_the_register_does_not_hold_is_no_base() -> None:
    assert base_of(PROTOCOL, {"protocol-2004": PROTOCOL}) is PROTOCOL


def test_a_family_is_what_follows_at_any_depth_and_what_implements_directly() -> None:
    assert refs(family_of(LEASE, ALL)) == ["lease-1994", "protocol-2004", "protocol-2018", "plan-2020"]


def test_an_implementer_has_a_family_of_its_own() -> None:
    assert refs(family_of(PLAN, ALL)) == ["plan-2020", "step-2021"]


def test_a_hit_shows_its_whole_family_base_first() -> None:
    late_first = (LATER, PROTOCOL, LEASE)

    assert [refs(family) for family in families([LATER], late_first)] == [
        ["lease-1994", "protocol-2018", "protocol-2004"]
    ]


def test_hits_in_one_family_show_it_once() -> None:
    assert len(families([LATER, PROTOCOL, LEASE], ALL)) == 1


def test_hits_in_several_families_show_each_in_the_order_of_the_hits() -> None:
    assert [family[0].ref for family in families([OTHER, LATER], ALL)] == ["other-1999", "lease-1994"]


def test_a_family_inside_another_is_left_out() -> None:
    assert [family[0].ref for family in families([PLAN, LEASE], ALL)] == ["lease-1994"]


def test_two_that_follow_one_another_are_one_family() -> None:
    one = agreement("one", links=[(Relation.AMENDS, "two")])
    two = agreement("two", links=[(Relation.AMENDS, "one")])

    found = families([one, two], (one, two))

    assert [set(refs(family)) for family in found] == [{"one", "two"}]


def test_an_instrument_tied_to_itself_is_its_own_base() -> None:
    itself = agreement("itself", links=[(Relation.AMENDS, "itself")])

    assert base_of(itself, {"itself": itself}) is itself
    assert tie_to(itself, itself, (itself,)) is None


def test_the_tie_to_the_base_is_the_one_shown_and_of_several_the_closest() -> None:
    both = agreement(
        "both",
        links=[
            (Relation.AMENDS, "protocol-2004"),
            (Relation.IMPLEMENTS, "lease-1994"),
            (Relation.SUPPLEMENTS, "lease-1994"),
        ],
    )
    family = (LEASE, PROTOCOL, both)

    tie = tie_to(LEASE, both, family)

    assert tie is not None
    assert (tie.relation, tie.to) == (Relation.SUPPLEMENTS, "lease-1994")


def test_without_a_tie_to_the_base_the_tie_to_another_member_is_shown() -> None:
    tie = tie_to(LEASE, LATER, (LEASE, PROTOCOL, LATER))

    assert tie is not None
    assert (tie.relation, tie.to) == (Relation.SUPPLEMENTS, "protocol-2004")
    assert tie_to(LEASE, OTHER, ALL) is None
