"""Two variants of a scenario, by pairs of runs that share their draws."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from . import _native
from ._checks import checked_scenario, whole
from ._progress import jobs_or_cores
from ._progress import progress as progress_of
from ._scenario import Scenario
from ._table import Table
from .errors import TrucelineWarning

_SHOWN = ("killed.total", "wounded.total", "displaced_peak.total", "peak_rung", "truces.agreed", "truces.failed")


class Comparison:
    """What a change does, judged from pairs of runs with common random numbers.

    Attributes
    ----------
    unchanged, changed : Scenario
        The two variants.
    """

    def __init__(self, inner: _native.Comparison, unchanged: Scenario, changed: Scenario) -> None:
        self._inner = inner
        self.unchanged = unchanged
        self.changed = changed
        self._table: Table | None = None
        self._pairs: Table | None = None

    @property
    def table(self) -> Table:
        """One row a measure: both means, the mean of the paired differences (changed minus unchanged) with its 95 %
        interval, shares of the pairs that are lower, the same and higher, and how many independent runs a pair is
        worth (``variance_reduction``)."""
        if self._table is None:
            self._table = Table(self._inner.table())
        return self._table

    @property
    def pairs(self) -> Table:
        """One row a pair, as ``pairs.csv``: both digests, where the pair parts, and every measure as ``a.<name>``
        (unchanged) and ``b.<name>`` (changed)."""
        if self._pairs is None:
            self._pairs = Table(self._inner.pairs())
        return self._pairs

    def values(self, measure: str) -> tuple[np.ndarray[Any, np.dtype[Any]], np.ndarray[Any, np.dtype[Any]]]:
        """The values of a measure without and with the change, pair by pair; NaN where a run gives none.

        Raises
        ------
        KeyError
            When the two have no such measure in common.
        """
        if measure not in self.table.to_list("measure"):
            raise KeyError(f"the scenarios have no common measure named `{measure}`")
        return self.pairs[f"a.{measure}"], self.pairs[f"b.{measure}"]

    def __getitem__(self, measure: str) -> dict[str, Any]:
        """The row of a measure in :attr:`table`."""
        for row in self.table.rows():
            if row["measure"] == measure:
                return row
        raise KeyError(f"the scenarios have no common measure named `{measure}`")

    @property
    def summary(self) -> dict[str, Any]:
        """What the pairs come to, as ``truceline compare --json`` tells it: how many never part, when and where the
        others part, and the differences."""
        summary: dict[str, Any] = json.loads(self._inner.json())
        return summary

    @property
    def command(self) -> str:
        """The command that does it again."""
        return self._inner.command

    def write(self, directory: str | os.PathLike[str], plots: bool = True, *, force: bool = False) -> Path:
        """Writes the directory that ``truceline compare`` writes, byte for byte; see :meth:`truceline.Run.write`."""
        kept = self._inner.write(os.fspath(directory), plots, force)
        if kept is not None:
            warnings.warn(f"what stood there is now {kept}", TrucelineWarning, stacklevel=2)
        return Path(directory)

    def __repr__(self) -> str:
        summary = self.summary
        lines = [f"<truceline.Comparison {summary['comparison']}, seed {summary['seed']}, {summary['pairs']} pairs"]
        for name in _SHOWN:
            if name not in self.table.to_list("measure"):
                continue
            row = self[name]
            if row["pairs"] is not None:
                lines.append(
                    f"  {name} [{row['unit']}]: {row['mean_unchanged']:.4g} → {row['mean_changed']:.4g}, difference "
                    f"{row['difference_mean']:+.4g} ± {row['half_width']:.2g} (95 %)"
                )
        return "\n".join(lines) + ">"


def compare(
    scenario: Scenario,
    changed: Scenario | Mapping[str, Any],
    *,
    replications: int = 200,
    seed: int | None = None,
    jobs: int | None = None,
    until_hours: float | None = None,
    progress: bool = False,
) -> Comparison:
    """What a change does: every replication is run without and with it, on the same draws.

    Parameters
    ----------
    scenario
        Without the change.
    changed
        With it: another scenario, or what to set.
    replications
        Pairs, 2 to 1,000,000.
    seed
        Seed of all; that of the first scenario when absent.
    jobs
        Threads; one for each core when absent. The result is the same for any number.
    until_hours
        Length of the runs in hours; the shorter of the two horizons when absent.
    progress
        Whether to show a bar.

    Raises
    ------
    RunError
        When fewer than two pairs come to their natural end.
    """
    checked_scenario(scenario)
    other = scenario.set(changed) if isinstance(changed, Mapping) else checked_scenario(changed, "changed")
    count = whole(replications, "replications")
    with progress_of(progress, count, scenario.id, "pair") as told:
        inner = _native.compare(
            scenario._inner,
            other._inner,
            count,
            None if seed is None else whole(seed, "seed"),
            jobs_or_cores(jobs),
            until_hours,
            told,
        )
    comparison = Comparison(inner, scenario, other)
    if inner.left_out:
        replication, why = inner.left_out[0]
        more = f", and {len(inner.left_out) - 1} more" if len(inner.left_out) > 1 else ""
        message = f"replication {replication} is left out of all means: {why}{more}"
        warnings.warn(message, TrucelineWarning, stacklevel=2)
    return comparison
