"""Real treaties: what was published, what the acts on file give, and where each stood on several days.

Each treaty is one file in igc's interchange form; ``expected.toml`` says what it has to give. Where the acts and the
published date disagree, both are kept as their sources give them, and the entry says why.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from igc_tracker.derive.computed_force import ComputedForce, compute_force, force_rule
from igc_tracker.derive.party_force import party_force
from igc_tracker.derive.standing import Standing, derive_standing
from igc_tracker.domain import clauses as c
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind
from igc_tracker.store.interchange import interchange_text, read_interchange
from support import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from igc_tracker.domain.instruments import Instrument

FOLDER = Path(__file__).parent
EXPECTED: Mapping[str, Any] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
FILES = {path.stem: path for path in sorted(FOLDER.glob("*.json"))}

treaties = pytest.mark.parametrize("ref", EXPECTED)


@pytest.fixture(scope="module")
def register() -> Mapping[str, Instrument]:
    """Return every treaty on file, by ref; some refer to others."""
    found = [read_interchange(path.read_text(encoding="utf-8")).instruments for path in FILES.values()]
    return {each.ref: each for instruments in found for each in instruments}


def standing_on(as_of: date, ref: str, register: Mapping[str, Instrument]) -> Standing | None:
    return derive_standing(register[ref], as_of=as_of, others=register)


def computed(ref: str, register: Mapping[str, Instrument]) -> ComputedForce | None:
    return compute_force(register[ref], register[ref].facts, as_of=TODAY, others=register)


def of_day(on: date | None) -> PartialDate | None:
    return PartialDate.of_day(on) if on else None


# --- each treaty --------------------------------------------------------------------------------------------------


@treaties
def test_stands_as_it_stood_on_each_day(ref: str, register: Mapping[str, Instrument]) -> None:
    days = {date.fromisoformat(day): code for day, code in EXPECTED[ref]["standing"].items()}

    found = {day: standing_on(day, ref, register) for day in days}

    assert {day: standing.code.value if standing else "none" for day, standing in found.items()} == days


@treaties
def test_enters_into_force_on_the_published_day(ref: str, register: Mapping[str, Instrument]) -> None:
    expected = EXPECTED[ref]
    standing = standing_on(TODAY, ref, register)
    assert standing is not None
    force = standing.entry_into_force

    assert force.on == of_day(expected.get("published"))
    if force.basis is not None:
        assert {"recorded": "published"}.get(force.basis.value, force.basis.value) == expected["basis"]
    if expected.get("published") and expected.get("computed") not in (None, expected["published"]):
        assert force.disagrees
        assert force.deviation is not None
        assert expected["notes"]


@treaties
def test_the_acts_on_file_give_the_day_of_the_arithmetic(ref: str, register: Mapping[str, Instrument]) -> None:
    expected = EXPECTED[ref]
    found = computed(ref, register)

    assert (found.on if found else None) == of_day(expected.get("computed"))
    if found is not None and "trigger" in expected:
        assert found.early.trigger.on == found.late.trigger.on == expected["trigger"]


@treaties
def test_what_cannot_be_computed_says_what_is_missing(ref: str, register: Mapping[str, Instrument]) -> None:
    expected = EXPECTED[ref]
    found = computed(ref, register)
    needs = found.needs if found else ()

    assert sorted({need.code.value for need in needs}) == expected.get("needs", [])
    if "missing" in expected:
        assert sorted(need.party or "" for need in needs) == sorted(expected["missing"])


@pytest.mark.parametrize("ref", [ref for ref, expected in EXPECTED.items() if "parties" in expected])
def test_binds_each_party_from_its_own_day(ref: str, register: Mapping[str, Instrument]) -> None:
    expected = {party: of_day(on) for party, on in EXPECTED[ref]["parties"].items()}

    found = party_force(register[ref], as_of=TODAY, others=register)

    assert {party: found.get(party) for party in expected} == expected


# --- the collection -----------------------------------------------------------------------------------------------


def test_every_file_is_expected_to_give_something_and_holds_the_treaty_it_is_named_for() -> None:
    assert list(FILES) == sorted(EXPECTED)
    for ref, path in FILES.items():
        assert [each.ref for each in read_interchange(path.read_text(encoding="utf-8")).instruments] == [ref]


@pytest.mark.parametrize("ref", FILES)
def test_a_file_is_written_again_as_it_was_read(ref: str) -> None:
    text = FILES[ref].read_text(encoding="utf-8")

    assert interchange_text(read_interchange(text)) == text


def test_every_act_and_every_date_has_a_source(register: Mapping[str, Instrument]) -> None:
    bare = [
        (ref, fact.id)
        for ref, each in register.items()
        for fact in each.facts
        if fact.source is None and fact.kind is not FactKind.ADOPTED
    ]

    assert bare == []
    assert all(expected["source"] for expected in EXPECTED.values())


def test_the_treaties_are_spread_over_the_triggers_and_offsets(register: Mapping[str, Instrument]) -> None:
    rules = [rule for each in register.values() if (rule := force_rule(each)) is not None]
    conditions = {type(part) for rule in rules for part in parts_of(rule.condition)}
    deposits = [part for rule in rules for part in parts_of(rule.condition) if isinstance(part, c.Deposits)]
    offsets = {(rule.offset.rounding, rule.offset.period and rule.offset.period.unit) for rule in rules}

    # what is left out has no treaty here whose dates are all known
    assert conditions == {*c.Condition.__args__} - {
        c.OtherEnded,
        c.Decided,
        c.AnyOf,
        c.TacitAcceptance,
        c.Declarations,
    }
    assert all(any(getattr(each, name) for each in deposits) for name in ("include", "groups", "shares", "exclude"))
    assert any(each.only_since for each in deposits)
    assert any(each.definitive_signatures for each in deposits)
    assert {rounding for rounding, _ in offsets} == set(c.Rounding)
    assert {unit for _, unit in offsets} == {None, *c.Unit}
    for name in ("not_before", "after", "fixed_if_met_by"):
        assert any(getattr(rule, name) for rule in rules), name


def parts_of(condition: c.Condition) -> Iterator[c.Condition]:
    yield condition
    if isinstance(condition, c.AllOf | c.AnyOf):
        for each in condition.conditions:
            yield from parts_of(each)
