"""SALib: sample, study, analyze.

SALib draws the points, a study runs them, SALib analyses the means::

    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling
    from truceline.bridges import salib

    problem = salib.problem(scenario, ["retaliation.n_cross", "ceasefire.life_hours"])
    sample = sampling.sample(problem, 128, calc_second_order=False, seed=1)
    study = salib.study(scenario, problem, sample, replications=8, measures=["displaced_peak.total"])
    study.run("output/sobol", plots=False)
    indices = analysis.analyze(problem, salib.outputs(study, "displaced_peak.total", "output/sobol"), calc_second_order=False)

Indices are of the mean over replications, as those of ``truceline study sensitivity``; chance between replications is part of
the variance that is shared out.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .._checks import checked_scenario
from .._scenario import Scenario
from .._study import Study
from ..errors import StudyError
from ._runs import Array, Ranges, ranges_of


def problem(scenario: Scenario, factors: Ranges | Sequence[str]) -> dict[str, Any]:
    """The problem of SALib whose names are paths as :meth:`truceline.Scenario.set` takes them.

    Parameters
    ----------
    scenario
        What is run.
    factors
        From paths to (low, high); or names of parameters, which are varied over their plausible ranges.
    """
    ranges = ranges_of(checked_scenario(scenario), factors)
    return {"num_vars": len(ranges), "names": list(ranges), "bounds": [list(ends) for ends in ranges.values()]}


def study(
    scenario: Scenario, problem: Mapping[str, Any], sample: Array, *, replications: int, **settings: Any
) -> Study:
    """A study with one design point a row of the sample, in its order.

    Parameters
    ----------
    scenario
        What is run.
    problem
        The problem of SALib; its names are paths.
    sample
        What a sampler of SALib gave: one row a point, one column a name.
    replications
        Replications of every point.
    settings
        More of :meth:`truceline.Study.from_points`: ``measures``, ``seed``, ``pairing``, ``id``, …

    Raises
    ------
    ValueError
        When the sample has another number of columns than the problem has names.
    """
    names = list(problem["names"])
    rows = np.asarray(sample, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != len(names):
        raise ValueError(f"sample: found the shape {rows.shape}, expected one column for each of {len(names)} names")
    points = {name: rows[:, column].tolist() for column, name in enumerate(names)}
    return Study.from_points(scenario, points, replications=replications, **settings)


def outputs(study: Study, measure: str, directory: str | os.PathLike[str] | None = None) -> Array:
    """The mean of a measure over the replications of every point, in the order of the sample.

    Parameters
    ----------
    study
        A study that has run, of one scenario.
    measure
        Name of the measure.
    directory
        Where it ran; :attr:`truceline.Study.directory` when absent.

    Raises
    ------
    KeyError
        When the study does not keep the measure.
    StudyError
        When shards are missing, runs went wrong, or a point has no run with a value of the measure: SALib takes no gaps.
    """
    import polars

    if measure not in {kept.name for kept in study.measures}:
        raise KeyError(f"measure: found {measure!r}, expected one that the study keeps")
    missing = study.missing(directory)
    if missing:
        raise StudyError(f"the study is not complete: {len(missing)} of {study.shard_count} shards missing", missing)
    means = (
        study.results(directory)
        .group_by("point")
        .agg(polars.col(measure).mean(), polars.col("reason").count().alias("wrong"))
        .sort("point")
        .collect()
    )
    wrong = int(means["wrong"].sum())
    if wrong:
        raise StudyError(f"{wrong} runs went wrong, expected none; the column `reason` of the results says why")
    gaps = means.filter(polars.col(measure).is_null())["point"].to_list()
    if gaps:
        raise StudyError(
            f"{measure} has no value at {len(gaps)} of {len(means)} points, the first of them point {gaps[0]}"
        )
    return np.asarray(means[measure].to_numpy(), dtype=np.float64)
