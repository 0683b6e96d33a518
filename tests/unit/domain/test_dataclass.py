"""The quick ``dataclass`` beside the standard one: nobody can tell which of them made a record."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import pkgutil
from importlib import import_module
from typing import Any

import pytest

import igc_tracker
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.findings import Finding, Severity


class _Body:
    """The record."""

    name: str
    note: str | None = None
    texts: dict[str, str] = dataclasses.field(default_factory=dict, hash=False)
    aside: str = dataclasses.field(default="", compare=False, repr=False)

    @property
    def loud(self) -> str:
        """A property."""
        return self.name.upper()


def _twin(decorator: Any, **options: bool) -> Any:  # noqa: ANN401  # a class
    members = {key: each for key, each in vars(_Body).items() if key not in {"__dict__", "__weakref__"}}
    members["texts"] = dataclasses.field(default_factory=dict, hash=False)
    members["aside"] = dataclasses.field(default="", compare=False, repr=False)
    return decorator(**options)(type("Record", (), members))


@pytest.fixture(params=[True, False], ids=["by keyword", "by position"])
def pair(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    options = {"frozen": True, "slots": True, "kw_only": request.param}
    return _twin(dataclass, **options), _twin(dataclasses.dataclass, **options)


def test_it_is_shown_compared_and_hashed_the_same(pair: tuple[Any, Any]) -> None:
    one, other = (cls(name="a", aside="b") for cls in pair)
    assert repr(one) == repr(other)
    assert hash(one) == hash(other)
    assert one == pair[0](name="a", aside="c")
    assert one != pair[0](name="b")
    assert one != other
    assert one.loud == "A"


def test_its_fields_are_the_same(pair: tuple[Any, Any]) -> None:
    def told(cls: Any) -> list[tuple[object, ...]]:  # noqa: ANN401  # a class
        return [
            (each.name, each.type, each.default, each.default_factory, each.init, each.hash, each.compare, each.kw_only)
            for each in dataclasses.fields(cls)
        ]

    assert told(pair[0]) == told(pair[1])
    assert pair[0].__slots__ == pair[1].__slots__
    assert pair[0].__match_args__ == pair[1].__match_args__
    pair[0](name="a")  # from the first instance on
    assert list(inspect.signature(pair[0]).parameters) == list(inspect.signature(pair[1]).parameters)


def test_its_defaults_are_its_own(pair: tuple[Any, Any]) -> None:
    one, other = pair[0](name="a"), pair[0](name="b")
    assert (one.note, one.texts) == (None, {})
    assert one.texts is not other.texts


def test_it_cannot_be_changed(pair: tuple[Any, Any]) -> None:
    for cls in pair:
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
            cls(name="a").name = "b"
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
            del cls(name="a").name
        with pytest.raises(dataclasses.FrozenInstanceError):
            pair[0](name="a").unknown = "b"  # where the standard one falls over its own slots


def test_it_refuses_what_it_does_not_know_and_misses_what_it_needs(pair: tuple[Any, Any]) -> None:
    for values in ({}, {"name": "a", "unknown": "b"}):
        with pytest.raises(TypeError) as ours:
            pair[0](**values)
        with pytest.raises(TypeError) as theirs:
            pair[1](**values)
        assert str(ours.value) == str(theirs.value)


def test_it_is_copied_and_replaced() -> None:
    finding = Finding(code="a", severity=Severity.WARNING, ref="b")
    assert dataclasses.replace(finding, ref="c") == Finding(code="a", severity=Severity.WARNING, ref="c")
    assert copy.deepcopy(finding) == finding
    assert pickle.loads(pickle.dumps(finding)) == finding  # noqa: S301  # written a moment ago
    assert dataclasses.asdict(finding)["ref"] == "b"
    assert PartialDate.parse("2018-08") == PartialDate.parse("2018-08")


def test_what_it_cannot_make_the_standard_one_makes() -> None:
    made = _twin(dataclass, slots=True)
    changed = made(name="a")
    changed.name = "b"
    assert (repr(changed), made.__hash__) == ("Record(name='b', note=None, texts={})", None)


def test_every_record_of_the_program_takes_the_quick_way() -> None:
    names = [each.name for each in pkgutil.walk_packages(igc_tracker.__path__, "igc_tracker.")]
    modules = [import_module(name) for name in names if not name.endswith("__main__")]
    found = {each for module in modules for each in vars(module).values() if inspect.isclass(each)}
    frozen = [
        each
        for each in found
        if each.__module__.startswith("igc_tracker.")
        and "__dataclass_fields__" in vars(each)  # a child of a record that is none itself is not made by it
        and each.__dataclass_params__.frozen  # type: ignore[attr-defined]  # there, though not documented
    ]
    assert len(frozen) > 100
    assert [each for each in frozen if each.__setattr__ is not Finding.__setattr__] == []
