"""Reading JSON as RFC 8259 has it, which Python's own reader widens."""

from __future__ import annotations

import json
import math
from typing import Any


def strict_loads(text: str, *, by_hand: bool = False) -> Any:  # noqa: ANN401  # as json.loads: the reader of each format checks what it is
    """Return the value of a JSON text; raise ValueError for what cannot be written back as JSON.

    Python also reads NaN and Infinity, and takes a number too large for a float as infinity. A register
    that held one could be read and then never again be written. What was written ``by_hand`` may say a thing twice,
    of which Python would keep the last alone; that is refused too.
    """
    return json.loads(
        text, parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_each_once if by_hand else None
    )


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    for key in found:
        if sum(name == key for name, _ in pairs) > 1:
            raise ValueError(f"{key!r} twice")  # noqa: EM102, TRY003  # said with the path by whoever reads the text
    return found


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(digits)
    return number


DECODER = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite)
"""Reads one value out of a text with more in it, as strictly."""
