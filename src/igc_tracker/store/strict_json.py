"""Reading JSON as RFC 8259 has it, which Python's own reader widens."""

from __future__ import annotations

import json
import math
from typing import Any


def strict_loads(text: str) -> Any:  # noqa: ANN401  # as json.loads: the reader of each format checks what it is
    """Return the value of a JSON text; raise ValueError for what cannot be written back as JSON.

    Python also reads NaN and Infinity, and takes a number too large for a float as infinity. A register
    that held one could be read and then never again be written.
    """
    return json.loads(text, parse_constant=_refuse, parse_float=_finite)


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(digits)
    return number
