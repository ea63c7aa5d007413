"""Scenarios: loading, overrides, and every kind of bad input."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

import numpy as np
import pytest

import truceline
from helpers import ROOT
from truceline import Ron, Scenario, ScenarioError

CREW = "posts.kok_tash_outpost.crew"


def crew(scenario: Scenario) -> int:
    posts = scenario.to_dict()["posts"]
    return next(int(post["crew"]) for post in posts if post["id"] == "kok_tash_outpost")


def test_what_a_scenario_says_of_itself(fire: Scenario) -> None:
    assert (fire.id, fire.default_seed, fire.horizon_hours) == ("batken-2021-fire", 1, 336.0)
    assert fire.sides == {"kg": "Kyrgyzstan", "tj": "Tajikistan"}
    measures = {measure.name: measure for measure in fire.measures}
    assert measures["killed.kg"].unit == "persons" and measures["killed.kg"].meaning
    parameter = fire.parameters["retaliation.n_self"]
    assert parameter.low <= parameter.default <= parameter.high and parameter.source
    assert "336 h" in repr(fire)


def test_every_shipped_scenario_is_that_of_the_repository() -> None:
    ids = Scenario.shipped_ids()
    assert "batken-2021" in ids
    for id in ids:
        assert Scenario.shipped(id).to_json() == Scenario.load(ROOT / "scenarios" / f"{id}.ron").to_json()


def test_setting_a_value_leaves_the_scenario_as_it_was(fire: Scenario) -> None:
    before = crew(fire)
    changed = fire.set(CREW, 61)
    assert (crew(changed), crew(fire)) == (61, before)
    assert changed.overrides == [f"{CREW}=61"]
    assert fire.set({CREW: 61}) == changed != fire
    with pytest.raises(AttributeError):
        fire.id = "other"  # type: ignore[misc]


@pytest.mark.parametrize("value", [61, np.int64(61), np.uint8(61), Ron("61")])
def test_numbers_of_all_kinds(fire: Scenario, value: object) -> None:
    assert crew(fire.set(CREW, value)) == 61


def test_fractions_texts_booleans_lists_and_names(fire: Scenario) -> None:
    changed = fire.set(
        {
            "parameters.retaliation.n_self": np.float32(0.25),
            "parameters.spark.rate_per_year": 1e-05,
            "title": 'A "title" with ünusual letters',
            "spoilers": [],
            "channels.presidents.forms": {"verbal": 0, "written": 1, "with_withdrawal": 0},
        }
    )
    document = changed.to_dict()
    assert document["parameters"]["retaliation"]["n_self"] == 0.25
    assert changed.parameters["spark.rate_per_year"].value == 1e-05
    assert changed.title == 'A "title" with ünusual letters'
    assert document["spoilers"] == []
    forms = next(one["forms"] for one in document["channels"] if one["id"] == "presidents")
    assert (forms["verbal"], forms["written"]) == (0, 1)


@pytest.mark.parametrize("value", [object(), b"61", {1, 2}, 1 + 2j, {1: 2}, lambda: 61])
def test_values_of_a_wrong_type_are_a_type_error(fire: Scenario, value: object) -> None:
    with pytest.raises(TypeError, match="found"):
        fire.set(CREW, value)


@pytest.mark.parametrize("path", [5, None, ["posts"]])
def test_paths_of_a_wrong_type_are_a_type_error(fire: Scenario, path: object) -> None:
    with pytest.raises(TypeError):
        fire.set(path, 61)  # type: ignore[call-overload]


def test_a_path_without_a_value_is_a_type_error(fire: Scenario) -> None:
    for arguments in ((CREW,), ({CREW: 61}, 62)):
        with pytest.raises(TypeError, match="expected a path and a value"):
            fire.set(*arguments)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), np.float64("-inf")])
def test_numbers_that_are_none_are_refused(fire: Scenario, value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        fire.set("parameters.retaliation.n_self", value)


@pytest.mark.parametrize("value", ["many", True, 60.5, None, [60], {"men": 60}])
def test_values_that_the_field_does_not_take_are_diagnosed(fire: Scenario, value: object) -> None:
    with pytest.raises(ScenarioError) as caught:
        fire.set(CREW, value)
    (problem,) = caught.value.problems
    assert problem.file.startswith(f"--set {CREW}=") and problem.message


@pytest.mark.parametrize(
    ("path", "value"), [("posts.kok_tash_outpst.crew", 60), (f"{CREW}s", 60), (CREW, -1), ("parameters.x.y", 1)]
)
def test_diagnostics_are_those_of_the_command_line(program, fire: Scenario, path: str, value: int) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ScenarioError) as caught:
        fire.set(path, value)
    told = program("run", "scenarios/batken-2021-fire.ron", "--set", f"{path}={value}", status=2)
    assert str(caught.value) == told.stderr.strip("\n")
    if "outpst" in path:
        assert caught.value.problems[0].nearest == "kok_tash_outpost"


def test_problems_in_files_have_their_place(program, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = (ROOT / "scenarios" / "one-bridge.ron").read_text(encoding="utf-8")
    broken = tmp_path / "broken.ron"
    broken.write_text(re.sub(r"crew: \d+", "crew: -1", text), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        Scenario.load(broken)
    problems = caught.value.problems
    assert len(problems) > 1, "all of them at once"
    for problem in problems:
        assert problem.file == str(broken) and problem.path.endswith(".crew")
        line = broken.read_text(encoding="utf-8").splitlines()[(problem.line or 0) - 1]
        assert line[(problem.column or 0) - 1 :].startswith("-1"), (problem, line)
    told = program("check", broken, status=2).stderr
    assert str(caught.value) in told and ":" in str(caught.value)


def test_unknown_fields_and_newer_versions_are_refused() -> None:
    text = (ROOT / "scenarios" / "one-bridge.ron").read_text(encoding="utf-8")
    with pytest.raises(ScenarioError, match="did you mean `title`") as caught:
        Scenario.from_text(text.replace("title:", "titel:", 1))
    assert caught.value.problems[0].line is not None
    with pytest.raises(ScenarioError, match="found 2, expected 1"):
        Scenario.from_text(text.replace("format: 1", "format: 2", 1))
    with pytest.raises(ScenarioError, match="no such file"):
        Scenario.load("nowhere.ron")
    with pytest.raises(ScenarioError):
        Scenario.from_text("(((")
    with pytest.raises(ValueError, match="did you mean `batken-2021`"):
        Scenario.shipped("batken-2012")


def test_a_scenario_from_a_text_and_its_files(fire: Scenario) -> None:
    files = {path.removeprefix("scenarios/"): text for path, text in Scenario.shipped("batken-2021-fire").texts.items()}
    text = files.pop("batken-2021-fire.ron")
    made = Scenario.from_text(text, files=files)
    assert made.to_json() == fire.to_json()
    twin = Scenario.from_text(fire.to_json(), name="twin.json")
    assert truceline.run(twin, seed=3).digest == truceline.run(fire, seed=3).digest


def test_scenarios_travel_to_other_processes(fire: Scenario) -> None:
    changed = fire.set(CREW, 61)
    again = pickle.loads(pickle.dumps(changed))
    assert again == changed and hash(again) == hash(changed) and again.overrides == changed.overrides
    assert truceline.run(again, seed=2).digest == truceline.run(changed, seed=2).digest
    assert json.loads(again.to_json()) == changed.to_dict()
