from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.actions.add_instrument import (
    NewInstrument,
    add_instrument,
    draft_instrument,
    suggest_ref,
)
from igc_tracker.domain.errors import (
    BadReferenceError,
    DuplicateReferenceError,
    InstrumentNotFoundError,
    NoTitleError,
    TooFewPartiesError,
)
from igc_tracker.domain.instruments import Instrument, InstrumentKind, Level, Link, Relation
from igc_tracker.domain.references import is_ref
from support import agreement, invocation, memory_store, register

BASE = agreement(
    "baiterek-2004",
    level=Level.INTERGOVERNMENTAL,
    languages=("ru", "kk"),
    subjects=("space",),
    lead_bodies={"KZ": "Ministry"},
    depositary="RU",
    restricted=True,
    aliases=("start",),
)
PROTOCOL = NewInstrument(
    kind=InstrumentKind.PROTOCOL,
    titles={"en": "Protocol"},
    ref="protocol-2018",
    parents=((Relation.AMENDS, "baiterek-2004"),),
)


def test_a_protocol_inherits_from_its_parent_what_is_not_said() -> None:
    store = memory_store(BASE)

    added = add_instrument(store, PROTOCOL, invocation()).instrument

    assert (added.parties, added.level, added.languages) == (BASE.parties, BASE.level, BASE.languages)
    assert (added.subjects, added.lead_bodies, added.depositary) == (BASE.subjects, BASE.lead_bodies, BASE.depositary)
    assert added.links == (Link(relation=Relation.AMENDS, to="baiterek-2004"),)
    assert (added.aliases, added.facts) == ((), ())
    assert store.read()[0].instrument("protocol-2018") == added


def test_what_is_said_is_not_inherited() -> None:
    said = replace(PROTOCOL, parties=("KZ", "RU", "BY"), level=Level.INTERAGENCY, languages=("en",), depositary="BY")

    added = add_instrument(memory_store(BASE), said, invocation()).instrument

    assert (added.parties, added.level, added.languages, added.depositary) == (
        ("KZ", "RU", "BY"),
        Level.INTERAGENCY,
        ("en",),
        "BY",
    )


def test_a_parent_is_found_by_its_alias_and_kept_by_its_reference() -> None:
    named = replace(PROTOCOL, parents=((Relation.SUPPLEMENTS, "start"),))

    added = add_instrument(memory_store(BASE), named, invocation()).instrument

    assert added.linked(Relation.SUPPLEMENTS) == ("baiterek-2004",)


def test_it_inherits_from_the_first_of_several_parents() -> None:
    other = agreement("other", parties=("BY", "AM"))
    both = replace(PROTOCOL, parents=((Relation.AMENDS, "other"), (Relation.AMENDS, "baiterek-2004")))

    assert add_instrument(memory_store(BASE, other), both, invocation()).instrument.parties == ("BY", "AM")


def test_who_added_it_when_is_recorded() -> None:
    added = add_instrument(memory_store(BASE), PROTOCOL, invocation("2026-12-01", by="second")).instrument

    assert (added.recorded_by, added.recorded_at) == ("second", invocation("2026-12-01").at)


def test_a_draft_is_what_would_be_saved_and_saves_nothing() -> None:
    store = memory_store(BASE)

    draft = draft_instrument(store.read()[0], PROTOCOL, invocation())

    assert store.read()[0].instruments == (BASE,)
    assert add_instrument(store, PROTOCOL, invocation()).instrument == draft


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (replace(PROTOCOL, titles={"en": " "}), NoTitleError),
        (replace(PROTOCOL, ref="Protocol 2018"), BadReferenceError),
        (replace(PROTOCOL, ref="baiterek-2004"), DuplicateReferenceError),
        (replace(PROTOCOL, parents=()), TooFewPartiesError),
        (replace(PROTOCOL, parties=("KZ", "KZ")), TooFewPartiesError),
        (replace(PROTOCOL, parents=((Relation.AMENDS, "none"),)), InstrumentNotFoundError),
    ],
)
def test_what_cannot_stand_is_refused_and_changes_nothing(new: NewInstrument, error: type[Exception]) -> None:
    store = memory_store(BASE)

    with pytest.raises(error):
        add_instrument(store, new, invocation())

    assert store.read()[0].instruments == (BASE,)
    assert store.journal() == ()


@pytest.mark.parametrize(
    ("title", "ref"),
    [
        ("Agreement on the lease of the complex", "agreement-lease-complex"),
        ("Соглашение между Казахстаном и Россией", "soglashenie-kazakhstanom-rossiei"),
        ("Treaty on security in any city", "treaty-security-any-city"),
        ("2018 protocol", "instrument-2018-protocol"),
        ("中国", "instrument"),
        ("…", "instrument"),
    ],
)
def test_a_reference_is_made_of_the_telling_words_of_the_title(title: str, ref: str) -> None:
    assert suggest_ref(register(), {"en": title}) == ref


def test_a_reference_that_is_taken_gets_a_number() -> None:
    taken = register(agreement("lease"), agreement("lease-2"))

    assert suggest_ref(taken, {"en": "The Lease"}) == "lease-3"


@given(title=st.text(max_size=200))
def test_a_reference_made_from_any_title_can_stand(title: str) -> None:
    held: tuple[Instrument, ...] = ()
    for _ in range(3):
        ref = suggest_ref(register(*held), {"en": title})
        assert is_ref(ref)
        held = (*held, agreement(ref))
    assert len({each.ref for each in held}) == 3


@pytest.mark.parametrize("ref", ["a", "lease-1994", "a" * 60])
def test_a_reference_that_is_easy_to_type_can_stand(ref: str) -> None:
    assert is_ref(ref)


@pytest.mark.parametrize("ref", ["", "1994-lease", "-a", "a-", "Lease", "lease 1994", "lease_1994", "аренда", "a" * 61])
def test_one_that_is_not_cannot(ref: str) -> None:
    assert not is_ref(ref)
