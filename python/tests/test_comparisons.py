"""Comparisons: what the command tells, from the same pairs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import polars
import pytest

import truceline
from helpers import same_files
from truceline import Comparison, Scenario

ONSET = "parameters.ceasefire.onset_per_hour"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    scenario = Scenario.shipped("batken-2021-fire")
    return truceline.compare(scenario, scenario.set(ONSET, 0.02), replications=8, seed=3)


def test_the_directory_is_that_of_the_command_line(program: Any, comparison: Comparison, tmp_path: Path) -> None:
    comparison.write(tmp_path / "python")
    told = program(
        "compare",
        "scenarios/batken-2021-fire.ron",
        "--set",
        f"{ONSET}=0.02",
        "-n",
        8,
        "--seed",
        3,
        "--json",
        "--out",
        tmp_path / "command",
    )
    assert same_files(tmp_path / "python", tmp_path / "command") == 7
    assert comparison.summary == json.loads(told.stdout)
    assert comparison.command == f"truceline compare scenarios/batken-2021-fire.ron -n 8 --seed 3 --set {ONSET}=0.02"


def test_two_files_are_compared_as_the_command_does(program: Any, tmp_path: Path) -> None:
    paths = ["scenarios/batken-2021.ron", "scenarios/batken-2021-fire.ron"]
    one, other = map(Scenario.load, paths)
    truceline.compare(one, other, replications=3, until_hours=24).write(tmp_path / "python", plots=False)
    program("compare", *paths, "-n", 3, "--until", "24h", "--no-plots", "--out", tmp_path / "command")
    same_files(tmp_path / "python", tmp_path / "command")


def test_the_table_holds_what_the_command_writes(comparison: Comparison, tmp_path: Path) -> None:
    comparison.write(tmp_path / "comparison", plots=False)
    with (tmp_path / "comparison" / "differences.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    own = {
        "mean_unchanged": "mean_a",
        "mean_changed": "mean_b",
        "difference_mean": "difference",
        "low": "low",
        "high": "high",
        "median_difference": "median_difference",
        "variance_reduction": "variance_reduction",
        "correlation": "correlation",
        "deviation_unchanged": "deviation_a",
        "deviation_changed": "deviation_b",
        "pairs": "pairs",
        "deviation_difference": "deviation_difference",
        "values_unchanged": "values_a",
        "values_changed": "values_b",
    }
    assert comparison.table.to_list("measure") == [row["measure"] for row in rows]
    for found, row in zip(comparison.table.rows(), rows, strict=True):
        for name, column in own.items():
            assert found[name] == (float(row[column]) if row[column] else None), (row["measure"], name)
        if found["pairs"]:
            assert found["half_width"] == pytest.approx((found["high"] - found["low"]) / 2)
            assert found["share_lower"] * found["pairs"] == pytest.approx(int(row["lower"]))
            assert found["share_lower"] + found["share_same"] + found["share_higher"] == pytest.approx(1.0)


def test_values_of_pairs_are_those_of_single_runs(comparison: Comparison) -> None:
    unchanged, changed = comparison.values("killed.total")
    assert unchanged.shape == changed.shape == (8,)
    for replication in (0, 5):
        one = truceline.run(comparison.unchanged, seed=3, replication=replication)
        other = truceline.run(comparison.changed, seed=3, replication=replication)
        assert (unchanged[replication], changed[replication]) == (
            one.measures["killed.total"],
            other.measures["killed.total"],
        )
        assert comparison.pairs["digest_a"][replication] == one.digest
    row = comparison["killed.total"]
    assert row["difference_mean"] == pytest.approx(np.mean(changed - unchanged))
    assert comparison.pairs.unit("a.killed.total") == "persons"
    assert polars.DataFrame(comparison.table).height == len(comparison.table)
    assert "killed.total [persons]" in repr(comparison)
    with pytest.raises(KeyError):
        comparison["killed.nobody"]
    with pytest.raises(KeyError):
        comparison.values("killed.nobody")


def test_a_change_that_changes_nothing(fire: Scenario) -> None:
    same = truceline.compare(fire, {}, replications=3, jobs=2, until_hours=24)
    assert same.summary["never_part"] == same.summary["same_digest"] == 3
    assert all(row["difference_mean"] in (0.0, None) for row in same.table.rows())


def test_a_dictionary_is_what_is_set(comparison: Comparison) -> None:
    again = truceline.compare(comparison.unchanged, {ONSET: 0.02}, replications=8, seed=3, jobs=1)
    assert again.pairs.to_list("digest_b") == comparison.pairs.to_list("digest_b")


def test_overrides_of_both_variants_are_told(fire: Scenario) -> None:
    base = fire.set("parameters.retaliation.n_self", 0.2)
    comparison = truceline.compare(base, base.set(ONSET, 0.02), replications=2, until_hours=6)
    assert comparison._inner.labels[1] == f"{ONSET}=0.02"
    assert "parameters.retaliation.n_self=0.2" in comparison.command


def test_comparisons_without_sense(fire: Scenario) -> None:
    for arguments in ({"replications": 1}, {"replications": 10**7}, {"seed": -1}, {"until_hours": 0.0}):
        with pytest.raises(ValueError, match="expected"):
            truceline.compare(fire, fire, **arguments)
    with pytest.raises(TypeError):
        truceline.compare(fire, ONSET)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no side"):
        truceline.compare(fire, Scenario.shipped("one-bridge"), replications=2)
