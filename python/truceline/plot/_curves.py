"""Curves of a run, picked from its long table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .._run import Run

Array = np.ndarray[Any, np.dtype[Any]]


class Curves:
    """The curves of a run by metric, side and sector."""

    def __init__(self, run: Run) -> None:
        table = run.curves
        self._value = table["value"]
        self._metric, self._side, self._sector = (table[name] for name in ("metric", "side", "sector"))
        self.hours: Array = np.unique(table["time_hours"])

    def get(self, metric: str, side: str | None = None, sector: str | None = None) -> Array:
        """The values at all times; zeros when there is no such curve."""
        found = self._value[(self._metric == metric) & (self._side == side) & (self._sector == sector)]
        return found if len(found) else np.zeros(len(self.hours))

    def has(self, metric: str, side: str | None = None) -> bool:
        """Whether there is such a curve."""
        return bool(np.any((self._metric == metric) & (self._side == side)))

    def kept(self, metric: str, side: str | None) -> Array:
        """A curve as studies keep it: sums of soldiers and civilians, the highest rung over sectors."""
        if metric in ("killed", "wounded"):
            return self.get(f"{metric}_military", side) + self.get(f"{metric}_civilian", side)
        if metric == "authorised_rung":
            rows = (self._metric == metric) & (self._side == side)
            highest: Array = self._value[rows].reshape(len(self.hours), -1).max(axis=1)
            return highest
        return self.get(metric, side)


def last_change(hours: Array, values: Array) -> float:
    """The time of the last change; 0 without one."""
    changes = np.flatnonzero(np.diff(values))
    return float(hours[changes[-1] + 1]) if len(changes) else 0.0
