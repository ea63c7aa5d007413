"""pyABC: calibration with summary statistics and distances of one's own.

A :class:`Simulator` is a model as pyABC takes it, from parameters to summary statistics::

    import pyabc as abc
    from truceline.bridges import pyabc

    simulate = pyabc.Simulator(scenario, ["acts.total"], replications=50)
    smc = abc.ABCSMC(simulate, pyabc.prior(scenario, ["crowd.settlement_per_hour"]), abc.PNormDistance(p=2))

``truceline calibrate`` fits the model to documented values by a method of its own (docs/CALIBRATION.md). This bridge is for
other summaries and distances. Values that a prediction is to be held against must not be fitted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import _native
from .._checks import checked_scenario, whole
from .._scenario import Scenario
from ._runs import Array, Ranges, ranges_of, values_of

if TYPE_CHECKING:
    import pyabc

_SEEDS = min(_native.SEED_MAX, 2**31 - 1)


def prior(scenario: Scenario, factors: Ranges | Sequence[str]) -> pyabc.Distribution:
    """Independent uniform priors, named by the paths that they set.

    Parameters
    ----------
    scenario
        What is run.
    factors
        From paths to (low, high); or names of parameters, which get their plausible ranges.
    """
    import pyabc

    ranges = ranges_of(checked_scenario(scenario), factors)
    return pyabc.Distribution(**{path: pyabc.RV("uniform", low, high - low) for path, (low, high) in ranges.items()})


class Simulator:
    """A model of pyABC: from parameters, named by path, to one summary statistic a measure.

    The statistic of a measure is the mean of ln(1 + value) over the replications, as a few runs would decide a plain mean;
    override :meth:`summary` for another. Every call has draws of its own: its seed comes from NumPy's global generator, which
    is also pyABC's, so that ``numpy.random.seed`` makes a calibration on one core repeatable. (With the same draws for all
    particles the posterior would be that of one set of draws, and too narrow.)
    """

    def __init__(self, scenario: Scenario, measures: Sequence[str], *, replications: int, jobs: int | None = 1) -> None:
        """
        Parameters
        ----------
        scenario
            What is run; what was set in it is set for all particles.
        measures
            Measures that are summarised.
        replications
            Runs of every particle.
        jobs
            Threads of one particle; samplers of pyABC have processes of their own.
        """
        if isinstance(measures, str):
            raise TypeError("measures: found str, expected a list of names")
        self.scenario = checked_scenario(scenario)
        self.measures = list(measures)
        self.replications = whole(replications, "replications")
        self.jobs = jobs
        # pyABC names models.
        self.__name__ = scenario.id

    def summary(self, values: Array) -> float:
        """The statistic of one measure; values are absent (NaN) in runs that give none."""
        return float(np.log1p(values[~np.isnan(values)]).mean()) if not np.isnan(values).all() else 0.0

    def simulate(self, parameters: Mapping[str, float], seed: int) -> dict[str, float]:
        """The statistics of the runs with these parameters and this seed."""
        changed = self.scenario.set({path: float(value) for path, value in parameters.items()})
        values = values_of(changed, self.measures, replications=self.replications, seed=seed, jobs=self.jobs)
        return {measure: self.summary(found) for measure, found in values.items()}

    def __call__(self, parameters: Mapping[str, float]) -> dict[str, Any]:
        """What pyABC calls."""
        return self.simulate(parameters, int(np.random.randint(_SEEDS)))
