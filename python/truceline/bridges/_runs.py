"""What the bridges have in common: ranges of parameters, and values of measures from runs that came to their end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .._run import replicate
from .._scenario import Scenario
from ..errors import RunError

Array = np.ndarray[Any, np.dtype[np.float64]]
Ranges = Mapping[str, tuple[float, float]]

_NATURAL_ENDS = frozenset({"horizon", "exhausted"})


def ranges_of(scenario: Scenario, factors: Ranges | Sequence[str]) -> dict[str, tuple[float, float]]:
    """Low and high end by path. Names of parameters alone stand for their plausible ranges.

    Raises
    ------
    KeyError
        When the model has no such parameter.
    ValueError
        When a range is empty.
    TypeError
        When the factors are one text.
    """
    if isinstance(factors, str):
        raise TypeError("factors: found str, expected a list of names or a dictionary from paths to ranges")
    if isinstance(factors, Mapping):
        ranges = {path: (float(low), float(high)) for path, (low, high) in factors.items()}
    else:
        parameters = scenario.parameters
        for name in factors:
            if name not in parameters:
                raise KeyError(f"factors: found {name!r}, expected the name of a parameter as in scenario.parameters")
        ranges = {f"parameters.{name}": (parameters[name].low, parameters[name].high) for name in factors}
    for path, (low, high) in ranges.items():
        if not low < high:
            raise ValueError(f"{path}: found a range from {low:g} to {high:g}, expected the lower end first")
    return ranges


def values_of(
    scenario: Scenario, measures: Sequence[str], *, replications: int, seed: int | None, jobs: int | None
) -> dict[str, Array]:
    """The values of measures in replications 0, 1, …; NaN where a run has no value.

    Raises
    ------
    RunError
        When a run was ended by a limit: those are the violent ones, and without them all would look calmer than it is.
    """
    table = replicate(scenario, replications, seed=seed, measures=measures, jobs=jobs)
    early = [row["outcome"] for row in table.rows() if row["outcome"] not in _NATURAL_ENDS]
    if early:
        told = ", ".join(sorted(set(early)))
        raise RunError(
            f"{len(early)} of {replications} runs ended early ({told}), expected all to come to their natural end"
        )
    return {measure: np.asarray(table[measure], dtype=np.float64) for measure in measures}
