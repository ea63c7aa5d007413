"""EMA Workbench: scenario discovery on the exceedance of a threshold.

:func:`model` gives a model of the workbench whose outcome is the share of runs in which a measure lies above a threshold;
experiments, PRIM and the rest are the workbench's own::

    from ema_workbench import perform_experiments
    from truceline.bridges import ema

    model = ema.model(scenario, ["retaliation.n_cross", "ceasefire.life_hours"], {"displaced_peak.total": 3000}, replications=20)
    experiments, outcomes = perform_experiments(model, scenarios=200)

What is found is a region of the parameters of this model, and no statement about how likely it is in the world.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .. import _native
from .._checks import checked_scenario, whole
from .._scenario import Scenario
from ._runs import Ranges, ranges_of, values_of

if TYPE_CHECKING:
    import ema_workbench
    import pandas


class Exceedance:
    """From settings, named by path, to the share of runs in which each measure lies above its threshold.

    It is a pure function: with independent pairing the seed of an experiment follows from the seed of all and its settings.
    """

    def __init__(
        self,
        scenario: Scenario,
        thresholds: Mapping[str, float],
        *,
        replications: int,
        seed: int = 1,
        pairing: Literal["independent", "common"] = "independent",
        jobs: int | None = None,
    ) -> None:
        if pairing not in ("independent", "common"):
            raise ValueError(f"pairing: found {pairing!r}, expected independent or common")
        self.scenario = checked_scenario(scenario)
        self.thresholds = {measure: float(threshold) for measure, threshold in thresholds.items()}
        self.replications = whole(replications, "replications")
        self.seed = whole(seed, "seed")
        self.pairing = pairing
        self.jobs = jobs

    def seed_of(self, settings: Mapping[str, Any]) -> int:
        """The seed of the runs with these settings."""
        if self.pairing == "common":
            return self.seed
        text = json.dumps([self.seed, sorted(settings.items())])
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) % (_native.SEED_MAX + 1)

    def __call__(self, **settings: Any) -> dict[str, float]:
        """What the workbench calls."""
        plain = {path: _plain(value) for path, value in settings.items()}
        values = values_of(
            self.scenario.set(plain),
            list(self.thresholds),
            replications=self.replications,
            seed=self.seed_of(plain),
            jobs=self.jobs,
        )
        # A run without a value is not above anything.
        return {
            outcome_name(measure): float(np.mean(values[measure] > threshold))
            for measure, threshold in self.thresholds.items()
        }


def model(
    scenario: Scenario,
    factors: Ranges | Sequence[str],
    thresholds: Mapping[str, float],
    *,
    replications: int,
    seed: int = 1,
    pairing: Literal["independent", "common"] = "independent",
    jobs: int | None = None,
) -> ema_workbench.Model:
    """A model of the workbench.

    Parameters
    ----------
    scenario
        What is run.
    factors
        Its uncertainties: from paths to (low, high); or names of parameters, which are varied over their plausible ranges.
        The workbench knows them as :func:`factor_name` says.
    thresholds
        From measures to the value above which a run counts, in the unit of the measure. The outcome of each, named as
        :func:`outcome_name` says, is a share from 0 to 1.
    replications
        Runs of every experiment.
    seed
        Seed of all.
    pairing
        Whether every experiment has draws of its own (``independent``), so that a region does not hang on the luck of a few
        draws; or all have the same (``common``), so that two experiments differ by their settings alone.
    jobs
        Threads of one experiment; one for each core when absent.
    """
    import ema_workbench

    ranges = ranges_of(checked_scenario(scenario), factors)
    function = Exceedance(scenario, thresholds, replications=replications, seed=seed, pairing=pairing, jobs=jobs)
    made = ema_workbench.Model(re.sub(r"\W", "", scenario.id), function=function)
    made.uncertainties = [
        ema_workbench.RealParameter(factor_name(path), low, high, variable_name=path)
        for path, (low, high) in ranges.items()
    ]
    made.outcomes = [ema_workbench.ScalarOutcome(outcome_name(measure)) for measure in thresholds]
    return made


def factor_name(path: str) -> str:
    """How the workbench knows a factor, as its names are those of Python: ``parameters.retaliation.n_cross`` is
    ``retaliation_n_cross``."""
    return re.sub(r"\W", "_", path.removeprefix("parameters."))


def outcome_name(measure: str) -> str:
    """How the workbench knows the exceedance of a measure: ``displaced_peak_total_above`` of ``displaced_peak.total``."""
    return re.sub(r"\W", "_", measure) + "_above"


def inside(box: pandas.DataFrame, experiments: pandas.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which experiments lie in a box of PRIM (``box.box_lims[i]``), for instance those of a sample of its own.

    Only ranges of numbers are read, which is all that :func:`model` has.
    """
    within = np.ones(len(experiments), dtype=np.bool_)
    for name in box.columns:
        column = np.asarray(experiments[name], dtype=np.float64)
        low, high = (float(end) for end in box[name])
        within &= (column >= low) & (column <= high)
    return within


def _plain(value: Any) -> Any:
    """Numbers of NumPy as those of Python."""
    return value.item() if isinstance(value, np.generic) else value
