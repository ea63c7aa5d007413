"""Truceline: a seeded simulator of how a small border incident escalates, spreads, drives people from their homes, and is
stopped, or not, by ceasefires. An illustrative model, not a forecast.

Begin with a scenario::

    import truceline

    scenario = truceline.Scenario.shipped("batken-2021")
    run = truceline.run(scenario, seed=17)
    print(run.measures["killed.total"], run.digest)
    print(run.why(first="post_seized"))

:func:`run` is one run with everything it tells, :func:`replicate` many in one process, :func:`compare` what a change does,
:class:`Study` a design of many points in shards, :mod:`truceline.plot` figures. Times are in hours since the start of the
scenario unless a name says otherwise.
"""

from __future__ import annotations

from ._comparison import Comparison, compare
from ._native import BUILD, NOTE, RESULT_VERSION, SEED_MAX, kinds
from ._native import VERSION as __version__
from ._ron import Ron
from ._run import Cause, Run, Why, replicate, run
from ._scenario import Measure, Parameter, Scenario
from ._study import Study
from ._study_records import ShardBytes, StudyPlan, StudyStatus
from ._table import Column, Table
from .errors import (
    ClusterError,
    Problem,
    RunError,
    ScenarioError,
    StoreError,
    StudyError,
    TrucelineError,
    TrucelineWarning,
)

__all__ = [
    "BUILD",
    "NOTE",
    "RESULT_VERSION",
    "SEED_MAX",
    "Cause",
    "ClusterError",
    "Column",
    "Comparison",
    "Measure",
    "Parameter",
    "Problem",
    "Ron",
    "Run",
    "RunError",
    "Scenario",
    "ScenarioError",
    "ShardBytes",
    "StoreError",
    "Study",
    "StudyError",
    "StudyPlan",
    "StudyStatus",
    "Table",
    "TrucelineError",
    "TrucelineWarning",
    "Why",
    "__version__",
    "compare",
    "kinds",
    "replicate",
    "run",
]
