"""Studies: the same bytes whoever makes the shards, and bytes that do not belong are refused."""

from __future__ import annotations

import csv
import json
import pickle
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import polars
import pytest

import truceline
from helpers import ROOT, STUDY, same_files
from truceline import Scenario, ScenarioError, StoreError, Study, StudyError

LOG = ("log",)


def test_three_ways_to_the_same_directory(program: Any, study_file: Path, tmp_path: Path) -> None:
    program("study", "run", study_file, "--progress", "none", "--out", tmp_path / "command")
    study = Study.load(study_file)
    status = study.run(tmp_path / "python", jobs=2, progress=False)
    assert status.complete and (status.runs_done, status.failed) == (24, 0)
    files = same_files(tmp_path / "command", tmp_path / "python", LOG)
    assert files > 20
    # Another process would know the study by its inputs only, and send bytes.
    begun = study.begin(tmp_path / "shards")
    other = Study.from_inputs(begun.inputs)
    for number in reversed(range(begun.shard_count)):
        begun.write_shard(tmp_path / "shards", number, other.make_shard(number))
    begun.merge(tmp_path / "shards")
    assert same_files(tmp_path / "command", tmp_path / "shards", LOG) == files


def test_a_directory_can_be_gone_on_with(program: Any, study_file: Path, tmp_path: Path) -> None:
    study = Study.load(study_file)
    study.run(tmp_path / "both", shards="0/2", progress=False)
    assert study.missing(tmp_path / "both") == [3, 4, 5]
    with pytest.raises(StudyError, match="3 of 6 shards missing or damaged") as caught:
        study.merge(tmp_path / "both")
    assert caught.value.missing == (3, 4, 5)
    study.run(tmp_path / "both", shards=[5, 3], progress=False)
    program("study", "run", tmp_path / "both", "--progress", "none")
    program("study", "run", study_file, "--progress", "none", "--out", tmp_path / "command")
    same_files(tmp_path / "both", tmp_path / "command", LOG)


def test_what_a_study_says_of_itself(study_file: Path, tmp_path: Path) -> None:
    study = Study.load(study_file)
    assert (study.id, study.seed, study.replications, study.run_count, study.shard_count) == ("crews", 5, 12, 24, 6)
    assert (study.design, study.curves_kept, study.shard_runs) == ("grid", "quantiles", 4)
    assert study.directory == Path("output/study-crews")
    assert study.points["parameters.retaliation.n_self"].tolist() == [0.1, 0.3]
    assert {measure.name: measure.unit for measure in study.measures}["killed.total"] == "persons"
    plan = study.plan(pilot_runs=4, jobs=2)
    assert (plan.runs, plan.shards, plan.pilot_runs) == (24, 6, 4) and plan.seconds > 0 and plan.bytes > 0
    assert study.plan(until=("killed.total", 0.5)).replications_wanted is not None
    assert not list(tmp_path.glob("output"))
    again = pickle.loads(pickle.dumps(study))
    assert (again.identity, again.inputs) == (study.identity, study.inputs)
    assert (
        Study.from_text(
            STUDY, files={"one-bridge.ron": study_file.with_name("one-bridge.ron").read_text("utf-8")}
        ).identity
        == study.identity
    )


def test_results_in_every_engine(program: Any, study_file: Path, tmp_path: Path) -> None:
    study = Study.load(study_file)
    place = tmp_path / "study"
    status = study.run(place, progress=False)
    told = json.loads(program("study", "status", place, "--json").stdout)
    assert status.measures == told["measures"] and status.events == told["events"]
    assert status == study.status(place)
    lazy = study.results(place)
    assert isinstance(lazy, polars.LazyFrame)
    means = lazy.group_by("point").agg(polars.col("killed.total").mean()).sort("point").collect()
    relation = study.results(place, engine="duckdb").aggregate('point, avg("killed.total") as mean').order("point")
    rows = [row for row in status.rows() if row["measure"] == "killed.total"]
    for row, mean, (_, other) in zip(rows, means["killed.total"], relation.fetchall(), strict=True):
        assert row["mean"] == pytest.approx(mean, rel=1e-12) and row["mean"] == pytest.approx(other, rel=1e-12)
        assert row["low"] < row["mean"] < row["high"]
    curves = study.curves(place).collect()
    assert {"point", "metric", "side", "time_hours", "q50"} <= set(curves.columns) and curves.height > 100
    first = study.results(place).sort("run").head(1).collect().row(0, named=True)
    scenario = Scenario.load(study_file.with_name("one-bridge.ron")).set("parameters.retaliation.n_self", 0.1)
    assert truceline.run(scenario, seed=5, until_hours=48).digest == first["digest"]
    with pytest.raises(ValueError, match="expected polars or duckdb"):
        study.results(place, engine="spark")  # type: ignore[call-overload]
    with pytest.raises(StudyError, match="expected a study that has run"):
        study.results(tmp_path / "nowhere")


def test_points_from_a_sampler(tmp_path: Path) -> None:
    scenario = Scenario.shipped("one-bridge").set("injects.order.at_hours", 2)
    values = np.array([0.1, 0.35])
    points = [{"parameters.retaliation.n_self": value, "parameters.spark.rate_per_year": 14} for value in values]
    arguments: dict[str, Any] = {"replications": 3, "measures": ["killed.total"], "seed": 8, "until_hours": 24}
    study = Study.from_points(scenario, points, **arguments)
    columns: dict[str, Any] = {"parameters.retaliation.n_self": values, "parameters.spark.rate_per_year": [14, 14]}
    assert Study.from_points(scenario, columns, **arguments).identity == study.identity
    study.run(tmp_path / "points", plots=False, progress=False)
    runs = study.results(tmp_path / "points").sort("run").collect()
    assert runs["parameters.retaliation.n_self"].to_list() == [0.1, 0.35] * 3
    for row in runs.iter_rows(named=True):
        changed = scenario.set(points[row["point"]])
        run = truceline.run(changed, seed=8, replication=row["replication"], until_hours=24)
        assert (run.digest, run.measures["killed.total"]) == (row["digest"], row["killed.total"])


def test_points_without_sense() -> None:
    scenario = Scenario.shipped("one-bridge")
    with pytest.raises(ScenarioError, match="did you mean"):
        Study.from_points(scenario, [{"parameters.retaliation.n_sefl": 0.1}], replications=2)
    with pytest.raises(ScenarioError):
        Study.from_points(scenario, [{"parameters.retaliation.n_self": 0.1}], replications=0)
    with pytest.raises(ScenarioError, match="no measure is named"):
        Study.from_points(scenario, [{"parameters.retaliation.n_self": 0.1}], replications=1, measures=["kiled"])
    with pytest.raises(ValueError, match="found none"):
        Study.from_points(scenario, [], replications=2)
    with pytest.raises(ValueError, match="as the first has"):
        Study.from_points(scenario, [{"a": 1}, {"b": 1}], replications=2)
    with pytest.raises(ValueError, match="different lengths"):
        Study.from_points(scenario, {"a": [1], "b": [1, 2]}, replications=2)
    with pytest.raises(TypeError):
        Study.from_points(scenario, [{"parameters.retaliation.n_self": object()}], replications=2)


def test_sensitivity_is_that_of_the_command_line(tmp_path: Path) -> None:
    text = STUDY.replace("levels: [0.1, 0.3]", "low: 0.1, high: 0.3").replace("replications: 12", "replications: 2")
    text = text.replace("curves: quantiles", 'design: morris(trajectories: 4), measures: ["killed.total"]')
    study = Study.from_text(
        text, "scenarios/study.ron", {"one-bridge.ron": (ROOT / "scenarios/one-bridge.ron").read_text("utf-8")}
    )
    study.run(tmp_path / "morris", plots=False, progress=False)
    with (tmp_path / "morris" / "tables" / "sensitivity.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = list(study.sensitivity(tmp_path / "morris").rows())
    assert [row["quantity"] for row in found] == [row["quantity"] for row in rows]
    assert [row["value"] for row in found] == [float(row["value"]) for row in rows] and len(rows) >= 3
    grid = Study.from_points(Scenario.shipped("one-bridge"), [{"parameters.retaliation.n_self": 0.1}], replications=2)
    with pytest.raises(StudyError, match="expected morris"):
        grid.sensitivity(tmp_path / "morris")


def test_bytes_that_do_not_belong_are_refused_and_nothing_is_written(study_file: Path, tmp_path: Path) -> None:
    study = Study.load(study_file)
    place = tmp_path / "study"
    with pytest.raises(StudyError, match="found no study"):
        study.write_shard(place, 0, study.make_shard(0))
    begun = study.begin(place)
    good = begun.make_shard(1)
    assert good.curves is not None
    flipped = bytearray(good.runs)
    flipped[len(flipped) // 2] ^= 1
    other = Study.from_text(
        STUDY.replace("seed: 5", "seed: 6"),
        files={"one-bridge.ron": study_file.with_name("one-bridge.ron").read_text("utf-8")},
    ).make_shard(1)
    bad = {
        "do not fit the seal": good._replace(runs=bytes(flipped)),
        "another shard": begun.make_shard(2),
        "another study": other,
        "another table": good._replace(runs=good.curves, curves=good.runs),
        "empty file": good._replace(runs=b""),
        "expected 2": good._replace(curves=None),
        "not Parquet": good._replace(curves=b"a notebook"),
        "whole footer": good._replace(runs=good.runs[:-9]),
    }
    for why, shard in bad.items():
        with pytest.raises(StoreError, match=why):
            begun.write_shard(place, 1, shard)
    with pytest.raises(StoreError, match="found shard 6"):
        begun.write_shard(place, 6, good)
    assert not list(place.glob("runs/*")) and not list(place.glob("curves/*"))
    with pytest.raises(TypeError):
        begun.write_shard(place, 1, good.runs)  # type: ignore[arg-type]
    begun.write_shard(place, 1, good)
    assert begun.missing(place) == [0, 2, 3, 4, 5]
    for number in (-1, 6, 2**40):
        with pytest.raises(ValueError, match="shard"):
            begun.make_shard(number)


def test_damaged_shards_are_made_again(study_file: Path, tmp_path: Path) -> None:
    study = Study.load(study_file)
    place = tmp_path / "study"
    study.run(place, plots=False, progress=False)
    sound = tmp_path / "sound"
    shutil.copytree(place, sound)
    (place / "runs" / "000002.parquet").write_bytes(b"PAR1 no more")
    with pytest.warns(truceline.TrucelineWarning, match="000002"):
        assert study.missing(place) == [2]
    with pytest.warns(truceline.TrucelineWarning, match="made again"):
        study.run(place, plots=False, progress=False)
    same_files(place, sound, LOG)


def test_places_and_files_that_are_no_study(study_file: Path, tmp_path: Path) -> None:
    study = Study.load(study_file)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(StoreError, match=r"thesis\.txt"):
        study.run(tmp_path / "mine", progress=False)
    with pytest.raises(StudyError, match="without inputs.json"):
        Study.load(tmp_path / "mine")
    with pytest.raises(ScenarioError, match="no such file"):
        Study.load(tmp_path / "nowhere.ron")
    with pytest.raises(StudyError, match="no texts of a study"):
        Study.from_inputs(b"{}")
    with pytest.raises(ScenarioError, match="found 2, expected 1"):
        Study.from_text(STUDY.replace("format: 1", "format: 2"))
    with pytest.raises(ScenarioError, match="did you mean `seed`"):
        Study.from_text(STUDY.replace("seed:", "sead:"))
    study.begin(tmp_path / "study")
    found = json.loads((tmp_path / "study" / "study.json").read_text(encoding="utf-8"))
    found["study"]["result_version"] = 2
    found["identity"] = "0" * 64
    (tmp_path / "study" / "study.json").write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(StoreError, match="result version 2, expected 1"):
        study.run(tmp_path / "study", progress=False)


def test_arguments_without_sense(study_file: Path, tmp_path: Path) -> None:
    study = Study.load(study_file)
    for shards in ("2/2", "a/b", "1", [6], [-1]):
        with pytest.raises(ValueError, match="shards"):
            study.run(tmp_path / "study", shards=shards, progress=False)
    with pytest.raises(TypeError):
        study.run(tmp_path / "study", shards=[0.5], progress=False)  # type: ignore[list-item]
    with pytest.raises(TypeError):
        study.run(tmp_path / "study", shards="0/2", until=("killed.total", 0.1))
    with pytest.raises(ValueError, match="did you mean `killed.total`"):
        study.run(tmp_path / "study", until=("killed.totl", 0.1), progress=False)
    with pytest.raises(ValueError, match="until"):
        study.plan(until=("killed.total", 7.0))
    with pytest.raises(TypeError):
        study.run(5)  # type: ignore[arg-type]
    study.begin(tmp_path / "study")
    with pytest.raises(ValueError, match="no measure named"):
        study.status(tmp_path / "study", measures=["killed"])


def test_a_wanted_precision_ends_it_early(program: Any, study_file: Path, tmp_path: Path) -> None:
    text = (
        study_file.read_text("utf-8")
        .replace("replications: 12", "replications: 400")
        .replace("shard_runs: 4", "shard_runs: 50")
    )
    study_file.write_text(text.replace("curves: quantiles,", ""), encoding="utf-8")
    study = Study.load(study_file)
    status = study.run(tmp_path / "python", until=("peak_rung", 0.2), plots=False, progress=False)
    assert 0 < status.shards_done < status.shards
    program("study", "run", study_file, "--until-ci", "peak_rung=20%", "--no-plots", "--out", tmp_path / "command")
    same_files(tmp_path / "python", tmp_path / "command", LOG)


def test_too_many_failures_end_it(study_file: Path, tmp_path: Path) -> None:
    study_file.write_text(study_file.read_text("utf-8").replace("until_hours: 48", "events_most: 10"), encoding="utf-8")
    study = Study.load(study_file)
    with pytest.raises(truceline.RunError, match="more than 3 runs went wrong") as caught:
        study.run(tmp_path / "study", failures_most=3, progress=False)
    assert "again: truceline run" in str(caught.value)
    with pytest.warns(truceline.TrucelineWarning, match="24 runs went wrong"):
        status = study.run(tmp_path / "study", plots=False, progress=False)
    assert status.failed == 24 and status.failures[0]["command"].startswith("truceline run")


def test_progress_counts_runs(study_file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Study.load(study_file).run(tmp_path / "study", plots=False)
    assert "24/24" in capfd.readouterr().err
