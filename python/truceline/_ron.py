"""Values of overrides in RON, the notation of scenario files."""

from __future__ import annotations

import json
import math
import numbers
from collections.abc import Mapping, Sequence
from typing import Any


class Ron(str):
    """A value in RON, passed on as it stands.

    Numbers, texts, booleans, None, lists and dictionaries need none. It is for what Python has no notation for: names with
    fields, for instance ``truceline.Ron('close_road(road: "a--b")')``.
    """

    __slots__ = ()


def ron(value: Any) -> str:
    """The value in RON.

    Raises
    ------
    TypeError
        When it is not a number, text, boolean, None, list or dictionary of such.
    """
    if isinstance(value, Ron):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    # NumPy's own booleans are none of Python's.
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return "true" if value else "false"
    if value is None:
        return "None"
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        return _number(float(value))
    if isinstance(value, Mapping):
        return "(" + ", ".join(f"{_name(name)}: {ron(inner)}" for name, inner in value.items()) + ")"
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return "[" + ", ".join(ron(inner) for inner in value) + "]"
    found = type(value).__name__
    raise TypeError(f"found a value of type {found}, expected a number, str, bool, None, list or dict")


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"found {value}, expected a finite number")
    return repr(value)


def _name(name: object) -> str:
    if isinstance(name, str):
        return name
    raise TypeError(f"found a field named by {type(name).__name__}, expected str")
