"""``dataclass`` as the standard library has it, made in a fraction of the time.

The standard one compiles six functions for each class, at every start of the program, and makes a slotted class twice:
about 0.4 ms each, which for the hundred records of a short command is longer than the command itself takes. Here the
functions are shared, and ``__init__`` is compiled when a first instance is made, which most classes never see.
``fields``, ``replace`` and ``is_dataclass`` work as ever, and type checkers see the standard decorator.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  # handed on
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, kw_only: bool = False) -> Callable[[type], type]:
        """Return the decorator; the standard one for what is not frozen, not slotted, or derived from a record."""

        def made(cls: type) -> type:
            if frozen and slots and _is_plain(cls):
                return _made(cls, kw_only=kw_only)
            return dataclasses.dataclass(frozen=frozen, slots=slots, kw_only=kw_only)(cls)

        return made


_FIELD: Any = getattr(dataclasses, "_FIELD", None)
"""What marks a field as one; a Python that has it no longer makes its records the standard way."""

_NO_FIELDS = ("ClassVar", "InitVar", "KW_ONLY")


def _is_plain(cls: type) -> bool:
    return (
        _FIELD is not None
        and not hasattr(cls, "__post_init__")
        and not any(hasattr(base, "__dataclass_fields__") for base in cls.__bases__)
        and not any(each in str(note) for note in cls.__annotations__.values() for each in _NO_FIELDS)
    )


def _made(cls: Any, *, kw_only: bool) -> Any:  # noqa: ANN401  # a class of any shape
    body = dict(cls.__dict__)
    fields = {name: _field(name, note, body, kw_only=kw_only) for name, note in cls.__annotations__.items()}
    body.pop("__dict__", None)
    body.pop("__weakref__", None)
    body |= {
        "__slots__": tuple(fields),
        "__dataclass_fields__": fields,
        "__dataclass_params__": _PARAMS,
        "__match_args__": () if kw_only else tuple(fields),
        "__init__": _first_init(fields, kw_only=kw_only),
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__getstate__": _state,
        "__setstate__": _set_state,
    }
    if body.get("__hash__") is None:
        body["__hash__"] = _hash_of(fields)
    body.setdefault("__eq__", _equality_of(fields))
    body.setdefault("__repr__", _shown)
    slotted = type(cls)(cls.__name__, cls.__bases__, body)
    slotted.__qualname__ = cls.__qualname__
    return slotted


_PARAMS = SimpleNamespace(init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=True)


def _field(name: str, note: object, body: dict[str, Any], *, kw_only: bool) -> Any:  # noqa: ANN401  # of its own kind
    given = body.pop(name, dataclasses.MISSING)
    field: Any = given if isinstance(given, dataclasses.Field) else dataclasses.field(default=given)
    field.name, field.type, field.kw_only, field._field_type = name, note, kw_only, _FIELD  # noqa: SLF001  # as there
    return field


def _first_init(fields: dict[str, Any], *, kw_only: bool) -> Any:  # noqa: ANN401  # a function of any signature
    def __init__(self: Any, *args: Any, **values: Any) -> None:  # noqa: ANN401, N807  # stands in for any
        cls: Any = type(self)
        cls.__init__ = _init_of(cls, fields, kw_only=kw_only)
        cls.__init__(self, *args, **values)

    return __init__


def _init_of(cls: Any, fields: dict[str, Any], *, kw_only: bool) -> Any:  # noqa: ANN401  # a function of any signature
    """Compile ``__init__``: every field into its slot, what was not given from its default."""
    known: dict[str, Any] = {"_MISSING": dataclasses.MISSING}
    parameters, lines = ["*"] if kw_only and fields else [], []
    for name, field in fields.items():
        known[f"_set_{name}"] = cls.__dict__[name].__set__
        value = name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_MISSING")
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f"  _set_{name}(self, {value})\n")
    text = f"def __init__(self, {', '.join(parameters)}):\n{''.join(lines) or '  pass'}"
    exec(text, known)  # noqa: S102  # made of the names of fields, which are identifiers
    init = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {**cls.__annotations__, "return": None}
    init.__module__ = cls.__module__
    return init


def _values_of(names: list[str]) -> Callable[[Any], Any]:
    """Return what reads these attributes as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _equality_of(fields: dict[str, Any]) -> Any:  # noqa: ANN401  # a method
    compared = _values_of([name for name, field in fields.items() if field.compare])

    def __eq__(self: Any, other: object) -> Any:  # noqa: ANN401, N807  # a method of any record
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hash_of(fields: dict[str, Any]) -> Any:  # noqa: ANN401  # a method
    hashed = _values_of([each.name for each in fields.values() if (each.compare if each.hash is None else each.hash)])

    def __hash__(self: Any) -> int:  # noqa: ANN401, N807  # a method of any record
        return hash(hashed(self))

    return __hash__


def _shown(self: Any) -> str:  # noqa: ANN401  # any record
    values = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(values)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")  # noqa: EM102, TRY003  # as the standard one


def _refuse_to_delete(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")  # noqa: EM102, TRY003  # as the standard one


def _state(self: Any) -> list[Any]:  # noqa: ANN401  # any record
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:  # noqa: ANN401  # any record
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
