"""Optuna: search among policies under a budget, on common random numbers.

An :class:`Objective` runs a policy on the same draws as all others and gives the mean of a measure over both or all sides;
:meth:`Objective.judge` then holds the policy that was picked against the scenario without one, on draws that the search has
not seen::

    import optuna
    from truceline.bridges.optuna import Objective

    objective = Objective(scenario, settings, measure="killed.total", cost=cost, budget=8)
    search = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
    search.optimize(objective, n_trials=40)
    print(objective.judge(search.best_trial.params)["killed.total"])

A policy that is picked as the lowest of many on some draws looks better on them than it is; the interval of ``judge`` does not
suffer from that. It says what the policy does in this model, which is illustrative and not a forecast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from .._checks import checked_scenario, whole
from .._comparison import Comparison, compare
from .._scenario import Scenario
from ..errors import RunError
from ._runs import Array, values_of

if TYPE_CHECKING:
    import optuna


class Objective:
    """What Optuna minimises: the mean of a measure over replications that all policies share.

    Every trial gets the attributes ``cost``, ``difference_mean`` (policy minus no policy, mean of pairs, unit of the measure)
    and ``standard_error`` of that mean. A policy that costs more than the budget violates the constraint ``budget``:
    ``search.best_trial`` is never such a one.
    """

    def __init__(
        self,
        scenario: Scenario,
        settings: Callable[[optuna.Trial | optuna.trial.FixedTrial], Mapping[str, Any]],
        *,
        measure: str = "killed.total",
        cost: Callable[[Mapping[str, Any]], float] | None = None,
        budget: float = float("inf"),
        replications: int = 100,
        seed: int = 1,
        jobs: int | None = None,
    ) -> None:
        """
        Parameters
        ----------
        scenario
            What is run without a policy.
        settings
            From a trial to what the policy sets in the scenario: asks the trial for values and gives a dictionary from paths
            to values, as :meth:`truceline.Scenario.set` takes it. To be even-handed a policy sets the same for all sides.
        measure
            What is to become small, of all sides together.
        cost
            From the values of a trial, by name, to what the policy costs; nothing when absent.
        budget
            What a policy may cost at most, in the same unit.
        replications
            Runs of every policy, 2 or more.
        seed
            Seed of the search.
        jobs
            Threads; one for each core when absent.

        Raises
        ------
        ValueError
            When the measure is that of one side: a policy is not chosen for a side.
        """
        sides = checked_scenario(scenario).sides
        for part in measure.split("."):
            if part in sides:
                raise ValueError(
                    f"measure: found {measure!r} of one side, expected one of all together, as killed.total"
                )
        if whole(replications, "replications") < 2:
            raise ValueError(f"replications: found {replications}, expected 2 or more")
        self.scenario = scenario
        self.settings = settings
        self.measure = measure
        self.cost = cost
        self.budget = float(budget)
        self.replications = replications
        self.seed = whole(seed, "seed")
        self.jobs = jobs
        self._without: Array | None = None

    def __call__(self, trial: optuna.Trial) -> float:
        """What Optuna calls."""
        policy = self.scenario.set(self.settings(trial))
        cost = 0.0 if self.cost is None else float(self.cost(trial.params))
        trial.set_constraint("budget", cost - self.budget)
        values = self._values(policy)
        differences = values - self._reference()
        trial.set_user_attr("cost", cost)
        trial.set_user_attr("difference_mean", float(differences.mean()))
        trial.set_user_attr("standard_error", float(differences.std(ddof=1) / np.sqrt(self.replications)))
        return float(values.mean())

    def judge(self, parameters: Mapping[str, Any], *, replications: int = 400, seed: int | None = None) -> Comparison:
        """The scenario without and with a policy, in pairs of runs on draws that the search has not seen.

        Parameters
        ----------
        parameters
            Values of a trial by name: ``search.best_trial.params``.
        replications
            Pairs.
        seed
            Another seed than that of the search; the one after it when absent.
        """
        import optuna

        fresh = self.seed + 1 if seed is None else whole(seed, "seed")
        if fresh == self.seed:
            raise ValueError(f"seed: found {fresh}, with which the policy was picked, expected another")
        policy = self.settings(optuna.trial.FixedTrial(dict(parameters)))
        return compare(self.scenario, policy, replications=replications, seed=fresh, jobs=self.jobs)

    def _reference(self) -> Array:
        if self._without is None:
            self._without = self._values(self.scenario)
        return self._without

    def _values(self, scenario: Scenario) -> Array:
        values = values_of(scenario, [self.measure], replications=self.replications, seed=self.seed, jobs=self.jobs)[
            self.measure
        ]
        absent = int(np.isnan(values).sum())
        if absent:
            raise RunError(f"{self.measure} has no value in {absent} of {self.replications} runs, expected one in each")
        return values
