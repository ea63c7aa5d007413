"""The bridges to SALib, pyABC, the EMA Workbench and Optuna."""

from __future__ import annotations

import pickle
import subprocess
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import truceline
from truceline import Scenario, Study
from truceline.bridges import ema, pyabc, salib
from truceline.bridges.optuna import Objective

QUEUE = "queue_peak_vehicles"
FACTORS = {
    "roads.north_3--bridge.capacity_per_hour": (100, 400),
    "parameters.evacuation.vehicle_people": (3, 6),
    "sides.north.own_car_share": (0.3, 0.9),
}


@pytest.fixture(scope="module")
def bridge() -> Scenario:
    return Scenario.shipped("one-bridge").set("roads.bridge--north_town.capacity_per_hour", 1000)


def test_nothing_is_imported_before_it_is_used() -> None:
    names = {"SALib", "pyabc", "ema_workbench", "optuna", "polars", "scipy", "matplotlib"}
    code = (
        "import sys, truceline\n"
        "from truceline.bridges import ema, optuna, pyabc, salib\n"
        f"found = {sorted(names)!r}\n"
        "print([name for name in found if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def own_study(bridge: Scenario) -> Study:
    """The study of `truceline study sensitivity` on the same factors and ranges."""
    factors = ", ".join(f'(path: "{path}", low: {low}, high: {high})' for path, (low, high) in FACTORS.items())
    text = f"""(
        format: 1,
        id: "queue",
        title: "Longest queue",
        scenarios: ["one-bridge.ron"],
        set: {{"roads.bridge--north_town.capacity_per_hour": 1000}},
        factors: [{factors}],
        design: sobol_indices(base: 64),
        replications: 4,
        measures: ["{QUEUE}"],
    )"""
    files = {path.rpartition("/")[2]: inner for path, inner in bridge.texts.items()}
    return Study.from_text(text, "scenarios/queue.ron", files)


def test_indices_of_salib_agree_with_those_of_the_study(bridge: Scenario, tmp_path: Path) -> None:
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    problem = salib.problem(bridge, FACTORS)
    own = own_study(bridge)
    own.run(tmp_path / "own", plots=False, progress=False)
    told = {(row["quantity"], row["factor"]): row for row in own.sensitivity(tmp_path / "own").rows()}
    assert {row["measure"] for row in told.values()} == {QUEUE}

    # On the very same runs the estimates are the same numbers.
    means = salib.outputs(own, QUEUE, tmp_path / "own")
    same = analysis.analyze(problem, means, calc_second_order=False, seed=1)
    # On a sample of SALib's, in other places, they agree within intervals, seen from either side.
    sample = sampling.sample(problem, 64, calc_second_order=False, seed=1)
    study = salib.study(bridge, problem, sample, replications=4, measures=[QUEUE], id="queue-salib")
    study.run(tmp_path / "salib", plots=False, progress=False)
    drawn = analysis.analyze(problem, salib.outputs(study, QUEUE, tmp_path / "salib"), calc_second_order=False, seed=1)
    for number, path in enumerate(FACTORS):
        for quantity, short in (("first", "S1"), ("total", "ST")):
            row = told[quantity, path]
            assert same[short][number] == pytest.approx(row["value"], abs=1e-9)
            assert row["low"] <= drawn[short][number] <= row["high"]
            assert abs(row["value"] - drawn[short][number]) <= drawn[f"{short}_conf"][number]
    # And they tell the factors apart: who has a car matters most, people a vehicle least.
    assert drawn["ST"][2] > drawn["ST"][0] > drawn["ST"][1]


def test_outputs_come_in_the_order_of_the_sample(tmp_path: Path) -> None:
    scenario = Scenario.shipped("water-intake")
    problem = salib.problem(scenario, ["crowd.settlement_per_hour", "retaliation.n_cross"])
    assert problem["names"] == ["parameters.crowd.settlement_per_hour", "parameters.retaliation.n_cross"]
    assert problem["bounds"] == [[0.1, 0.5], [0.3, 0.6]]
    sample = np.array([[0.5, 0.3], [0.1, 0.6], [0.3, 0.45], [0.1, 0.6]])
    study = salib.study(
        scenario, problem, sample, replications=6, measures=["acts.total", "first_gunshot_hours"], seed=3
    )
    study.run(tmp_path, plots=False, progress=False)
    found = salib.outputs(study, "acts.total", tmp_path)
    for row, mean in zip(sample, found, strict=True):
        changed = scenario.set(dict(zip(problem["names"], row.tolist(), strict=True)))
        assert mean == truceline.replicate(changed, 6, seed=3, measures=["acts.total"])["acts.total"].mean()
    assert found[1] == found[3] != found[0]


def test_bad_input_of_salib(tmp_path: Path) -> None:
    scenario = Scenario.shipped("water-intake")
    with pytest.raises(KeyError, match="crowd.settlement"):
        salib.problem(scenario, ["crowd.settlement"])
    with pytest.raises(TypeError, match="found str"):
        salib.problem(scenario, "crowd.settlement_per_hour")
    with pytest.raises(ValueError, match="lower end first"):
        salib.problem(scenario, {"parameters.crowd.settlement_per_hour": (0.5, 0.1)})
    problem = salib.problem(scenario, ["crowd.settlement_per_hour"])
    with pytest.raises(ValueError, match=r"found the shape \(3, 2\)"):
        salib.study(scenario, problem, np.zeros((3, 2)), replications=2)
    sample = np.array([[0.2], [0.5]])
    study = salib.study(
        scenario, problem, sample, replications=2, measures=["acts.total", "first_gunshot_hours"], shard_runs=2
    )
    study.run(tmp_path, shards="0/2", plots=False, progress=False)
    with pytest.raises(truceline.StudyError, match="not complete: 1 of 2 shards missing"):
        salib.outputs(study, "acts.total", tmp_path)
    study.run(tmp_path, plots=False, progress=False)
    with pytest.raises(KeyError, match="killed.total"):
        salib.outputs(study, "killed.total", tmp_path)
    # Not every quarrel comes to a shot.
    with pytest.raises(truceline.StudyError, match="first_gunshot_hours has no value at"):
        salib.outputs(study, "first_gunshot_hours", tmp_path)


def calibrated(known: float) -> tuple[float, float]:
    """The 90 % interval of the settlement rate, from acts that were simulated with a known one."""
    import pyabc as abc
    from pyabc.weighted_statistics import weighted_quantile

    path = "parameters.crowd.settlement_per_hour"
    scenario = Scenario.shipped("water-intake")
    simulate = pyabc.Simulator(scenario, ["acts.total"], replications=60)
    np.random.seed(1)  # pyABC draws from that.
    smc = abc.ABCSMC(
        simulate,
        pyabc.prior(scenario, ["crowd.settlement_per_hour"]),
        abc.PNormDistance(p=2),
        population_size=50,
        sampler=abc.sampler.SingleCoreSampler(),
    )
    smc.new("sqlite://", simulate.simulate({path: known}, seed=99))
    particles, weights = smc.run(max_nr_populations=3).get_distribution()
    low, high = (weighted_quantile(particles[path].to_numpy(), weights=weights, alpha=alpha) for alpha in (0.05, 0.95))
    return float(low), float(high)


def test_pyabc_finds_known_values_again() -> None:
    slow, fast = calibrated(0.16), calibrated(0.42)
    assert slow[0] <= 0.16 <= slow[1]
    assert fast[0] <= 0.42 <= fast[1]
    # The prior goes from 0.1 to 0.5: the data told something, and told the two apart.
    assert slow[1] - slow[0] < 0.2
    assert slow[1] < fast[0]


def test_the_simulator_is_a_function_of_parameters_and_seed() -> None:
    scenario = Scenario.shipped("water-intake")
    simulate = pyabc.Simulator(scenario, ["acts.total", "first_gunshot_hours"], replications=20)
    parameters = {"parameters.crowd.settlement_per_hour": 0.1}
    found = simulate.simulate(parameters, seed=4)
    values = truceline.replicate(scenario.set(parameters), 20, seed=4)
    assert found["acts.total"] == np.log1p(values["acts.total"]).mean()
    # Runs without a shot have no value, and are left out.
    shots = values["first_gunshot_hours"]
    assert 0 < np.isnan(shots).sum() < 20
    assert found["first_gunshot_hours"] == np.log1p(shots[~np.isnan(shots)]).mean()
    again = pickle.loads(pickle.dumps(simulate))
    assert again.simulate(parameters, seed=4) == found
    # Every call has draws of its own, from NumPy's generator.
    np.random.seed(7)
    first, second = simulate(parameters), simulate(parameters)
    np.random.seed(7)
    assert simulate(parameters) == first != second
    with pytest.raises(TypeError, match="measures: found str"):
        pyabc.Simulator(scenario, "acts.total", replications=20)
    with pytest.raises(truceline.ScenarioError, match="settlement"):
        simulate.simulate({"parameters.crowd.settlement": 0.1}, seed=4)


def test_prim_finds_where_displacement_passes_a_threshold() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # The workbench tells of evaluators that are not installed.
        from ema_workbench import perform_experiments
        from ema_workbench.analysis import prim

    scenario = Scenario.shipped("three-sides")
    names = ["retaliation.n_cross", "third_party.leaving_hazard"]

    def explore(count: int, seed: int) -> tuple[Any, Any]:
        model = ema.model(scenario, names, {"displaced_peak.total": 4000}, replications=12, seed=seed)
        np.random.seed(seed)  # The workbench draws from that.
        drawn, outcomes = perform_experiments(model, scenarios=count, log_progress=True)
        return drawn[[one.name for one in model.uncertainties]], outcomes["displaced_peak_total_above"]

    experiments, share = explore(60, 1)
    box = prim.Prim(experiments, share >= 0.5, threshold=0.5, peel_alpha=0.1).find_box()
    steps = box.peeling_trajectory
    limits = box.box_lims[int(steps[steps["density"] >= 0.7]["coverage"].idxmax())]
    # More answers to each act, more people who leave.
    assert limits["retaliation_n_cross"][0] > 0.35
    assert limits["retaliation_n_cross"][1] > 0.55
    # It holds for experiments that it was not made from.
    fresh, fresh_share = explore(40, 2)
    within = ema.inside(limits, fresh)
    assert 5 < within.sum() < 35
    assert fresh_share[within].mean() > fresh_share[~within].mean() + 0.1


def test_inside_a_box_means_between_all_its_ends() -> None:
    import pandas

    box = pandas.DataFrame({"a": [0.2, 0.4], "b": [1.0, 2.0]})
    experiments = pandas.DataFrame({"b": [1.5, 1.0, 2.1, 0.9, 1.5, 1.5], "a": [0.3, 0.4, 0.3, 0.3, 0.1, 0.5]})
    assert ema.inside(box, experiments).tolist() == [True, True, False, False, False, False]


def test_exceedance_is_the_share_of_runs_above() -> None:
    scenario = Scenario.shipped("three-sides")
    settings = {"parameters.retaliation.n_cross": np.float64(0.5)}
    common = ema.Exceedance(
        scenario, {"killed.total": 3, "return_half_time_days.total": 1}, replications=20, seed=5, pairing="common"
    )
    values = truceline.replicate(scenario.set("parameters.retaliation.n_cross", 0.5), 20, seed=5)
    assert common(**settings)["killed_total_above"] == (values["killed.total"] > 3).mean()
    # Runs without a value are not above.
    days = values["return_half_time_days.total"]
    assert common(**settings)["return_half_time_days_total_above"] == np.nan_to_num(days).__gt__(1).mean()
    own = ema.Exceedance(scenario, {"killed.total": 3}, replications=20, seed=5)
    seeds = {own.seed_of({"a": 0.1}), own.seed_of({"a": 0.2}), own.seed_of({"b": 0.1}), own.seed}
    assert len(seeds) == 4
    assert own.seed_of({"a": 0.1, "b": 1.0}) == own.seed_of({"b": 1.0, "a": 0.1})
    assert max(seeds) <= truceline.SEED_MAX
    assert own(**settings) == own(**settings)
    with pytest.raises(ValueError, match="expected independent or common"):
        ema.Exceedance(scenario, {}, replications=2, pairing="none")  # type: ignore[arg-type]


CHANNEL_PRICE = {"local_commanders": 1, "security_chiefs": 3}
MOMENT_PRICE = {2: 2, 12: 0}


def scenario_with_a_proposal() -> Scenario:
    import json

    document = Scenario.shipped("failed-truces").to_dict()
    talks = {"talks": {"side": "north", "adversary": "south", "channel": "governors"}}
    document["injects"].append({"id": "proposal", "at_hours": 335, "action": talks, "note": "talks are proposed"})
    return Scenario.from_text(json.dumps(document), "failed-truces.json")


def settings(trial: Any) -> dict[str, Any]:
    channel = trial.suggest_categorical("channel", list(CHANNEL_PRICE))
    hours = trial.suggest_categorical("hours", list(MOMENT_PRICE))
    action = truceline.Ron(f'talks(side: "north", adversary: "south", channel: "{channel}")')
    return {"injects.proposal.at_hours": hours, "injects.proposal.action": action}


def cost(values: Mapping[str, Any]) -> float:
    return CHANNEL_PRICE[values["channel"]] + MOMENT_PRICE[values["hours"]]


def test_optuna_finds_the_lowest_of_the_policies_within_the_budget() -> None:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    scenario = scenario_with_a_proposal()
    objective = Objective(scenario, settings, cost=cost, budget=4, replications=40, seed=3)
    grid = optuna.samplers.GridSampler({"channel": list(CHANNEL_PRICE), "hours": list(MOMENT_PRICE)}, seed=1)
    search = optuna.create_study(sampler=grid)
    search.optimize(objective, n_trials=4)

    without = truceline.replicate(scenario, 40, seed=3)["killed.total"]
    expected = {}
    for trial in search.trials:
        policy = scenario.set(settings(optuna.trial.FixedTrial(trial.params)))
        values = truceline.replicate(policy, 40, seed=3)["killed.total"]
        assert trial.value == values.mean()
        assert trial.user_attrs["difference_mean"] == pytest.approx((values - without).mean())
        assert trial.user_attrs["cost"] == cost(trial.params)
        assert trial.constraints == {"budget": cost(trial.params) - 4}
        expected[trial.number] = values.mean() if cost(trial.params) <= 4 else np.inf
    assert len(expected) == 4
    assert sum(map(np.isinf, expected.values())) == 1
    best = search.best_trial
    assert best.number == min(expected, key=lambda number: expected[number])

    judged = objective.judge(best.params, replications=60)
    policy = scenario.set(settings(optuna.trial.FixedTrial(best.params)))
    row = judged["killed.total"]
    assert row == truceline.compare(scenario, policy, replications=60, seed=4)["killed.total"]
    assert row["low"] < row["difference_mean"] < row["high"]


def test_without_a_policy_there_is_no_difference() -> None:
    import optuna

    scenario = Scenario.shipped("failed-truces")
    # The value that it has: common random numbers leave exactly nothing.
    objective = Objective(scenario, lambda trial: {"parameters.ceasefire.life_hours": 35}, replications=10)
    search = optuna.create_study()
    search.optimize(objective, n_trials=1)
    assert search.best_trial.user_attrs == {"cost": 0.0, "difference_mean": 0.0, "standard_error": 0.0}


def test_a_proposal_in_the_last_hour_changes_nothing_before() -> None:
    killed = [
        truceline.replicate(scenario, 40, seed=1)["killed.total"]
        for scenario in (Scenario.shipped("failed-truces"), scenario_with_a_proposal())
    ]
    assert (killed[0] == killed[1]).all()


def test_no_policy_is_picked_for_a_side() -> None:
    scenario = Scenario.shipped("failed-truces")
    for measure in ("killed.north", "displaced_peak.south", "claimed_killed.north.by.south"):
        with pytest.raises(ValueError, match="of one side, expected one of all together"):
            Objective(scenario, settings, measure=measure)
    with pytest.raises(ValueError, match="replications: found 1"):
        Objective(scenario, settings, replications=1)
    with pytest.raises(ValueError, match="expected another"):
        Objective(scenario, settings, seed=3).judge({"channel": "local_commanders", "hours": 2}, seed=3)
