"""Arguments that are of the wrong type, told by name."""

from __future__ import annotations

import operator
from typing import SupportsIndex

from ._scenario import Scenario


def whole(value: SupportsIndex, name: str) -> int:
    """A whole number that is not negative.

    Raises
    ------
    TypeError
        When it is no whole number.
    ValueError
        When it is negative or beyond 64 bits.
    """
    if isinstance(value, bool):
        raise TypeError(f"{name}: found bool, expected int")
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name}: found {type(value).__name__}, expected int") from None
    if not 0 <= number < 2**63:
        raise ValueError(f"{name}: found {number}, expected 0 or more, below 2**63")
    return number


def checked_scenario(scenario: Scenario, name: str = "scenario") -> Scenario:
    """The scenario, when it is one.

    Raises
    ------
    TypeError
        When it is something else.
    """
    if not isinstance(scenario, Scenario):
        raise TypeError(f"{name}: found {type(scenario).__name__}, expected truceline.Scenario")
    return scenario
