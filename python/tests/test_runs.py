"""Single runs: the digest, tables, causes and files of the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import polars
import pyarrow
import pytest

import truceline
from helpers import ROOT, same_files
from truceline import Run, RunError, Scenario, StoreError, Table


def test_a_run_is_that_of_the_command_line(program: Any, run: Run, tmp_path: Path) -> None:
    told = json.loads(program("run", "scenarios/batken-2021-fire.ron", "--json", "--out", tmp_path / "command").stdout)
    assert (run.digest, run.outcome, run.event_count, run.end_hours) == (
        told["digest"],
        told["outcome"],
        told["events"],
        told["end_hours"],
    )
    assert run.measures == told["measures"]
    assert run.command == f"truceline run {ROOT}/scenarios/batken-2021-fire.ron --seed 1"


@pytest.mark.parametrize("plots", [True, False])
def test_the_directory_is_that_of_the_command_line(program: Any, tmp_path: Path, plots: bool) -> None:
    scenario = Scenario.load("scenarios/one-bridge.ron").set(
        {"injects.order.at_hours": 2, "parameters.retaliation.n_self": 0.25}
    )
    run = truceline.run(scenario, seed=9, replication=3, until_hours=30.5)
    run.write(tmp_path / "python", plots=plots)
    changes = ["--set", "injects.order.at_hours=2", "--set", "parameters.retaliation.n_self=0.25"]
    arguments = ["--seed", 9, "--replication", 3, *changes, "--until", "109800s"]
    more = [] if plots else ["--no-plots"]
    program("run", "scenarios/one-bridge.ron", *arguments, *more, "--out", tmp_path / "command")
    assert same_files(tmp_path / "python", tmp_path / "command") == (17 if plots else 7)
    again = program(*run.command.split()[1:], "--no-plots", "--json", "--out", tmp_path / "again")
    assert json.loads(again.stdout)["digest"] == run.digest


def test_a_shipped_scenario_gives_the_same_directory(program: Any, tmp_path: Path) -> None:
    truceline.run(Scenario.shipped("one-bridge"), seed=4).write(tmp_path / "python", plots=False)
    program("run", "scenarios/one-bridge.ron", "--seed", 4, "--no-plots", "--out", tmp_path / "command")
    same_files(tmp_path / "python", tmp_path / "command")


@pytest.mark.parametrize("name", ["events", "claims", "curves", "trees"])
def test_tables_hold_what_the_files_hold(run: Run, tmp_path: Path, name: str) -> None:
    run.write(tmp_path / "run", plots=False)
    with (tmp_path / "run" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table: Table = getattr(run, name)
    assert table.names == list(rows[0]) and len(table) == len(rows) > 0
    for column in table.names:
        cells = [row[column] for row in rows]
        for value, cell in zip(table.to_list(column), cells, strict=True):
            if value is None:
                assert cell == ""
            elif isinstance(value, str):
                assert cell == value
            else:
                assert float(cell) == value
    assert table.unit(next(one for one in table.names if "time_hours" in one)) == "h"
    assert all(column.meaning for column in table.columns)


def test_numbers_are_not_copied(run: Run) -> None:
    hours, again = run.events["time_hours"], run.events["time_hours"]
    assert hours.dtype == np.float64 and np.shares_memory(hours, again)
    assert not hours.flags.owndata and not hours.flags.writeable
    assert run.events["time_ms"].dtype == np.int64
    view = memoryview(run.events._inner.buffer("time_hours"))  # type: ignore[arg-type]
    assert (view.format, view.itemsize, view.readonly, view.shape) == ("d", 8, True, (len(hours),))
    with pytest.raises((BufferError, ValueError)):
        np.frombuffer(run.events._inner.buffer("time_hours"), dtype=np.float64)[0] = 1.0  # type: ignore[call-overload]


def test_an_array_outlives_its_run(fire: Scenario) -> None:
    hours = truceline.run(fire, seed=1, until_hours=24).curves["time_hours"]
    assert hours[0] == 0.0 and hours[-1] == 24.0 and np.all(np.diff(hours) >= 0)


def test_absent_values(run: Run) -> None:
    cause = run.events["cause"]
    assert cause.dtype == np.float64 and np.isnan(cause[0])
    assert run.events.to_list("cause")[0] is None
    assert run.events["place"].dtype == object
    with pytest.raises(KeyError, match="did you mean `cause`"):
        run.events["cuase"]


@pytest.mark.parametrize("name", ["events", "claims", "curves"])
def test_libraries_take_tables_as_they_are(run: Run, name: str) -> None:
    table: Table = getattr(run, name)
    arrow, frame = pyarrow.table(table), polars.DataFrame(table)
    assert arrow.num_rows == frame.height == len(table)
    assert arrow.column_names == frame.columns == table.names
    for column in table.names:
        assert arrow[column].to_pylist() == frame[column].to_list() == table.to_list(column)
        unit = dict(zip(table.names, table.columns, strict=True))[column].unit
        assert arrow.schema.field(column).metadata[b"unit"].decode() == unit
    pandas_frame = pandas.DataFrame(table)
    assert list(pandas_frame.columns) == table.names and len(pandas_frame) == len(table)
    pandas.testing.assert_frame_equal(pandas_frame, table.to_pandas(), check_dtype=False)
    assert table.to_polars().equals(frame)


def test_a_stream_can_be_asked_for_again(run: Run) -> None:
    first, second = (pyarrow.RecordBatchReader.from_stream(run.claims).read_all() for _ in range(2))
    assert first.equals(second)
    # A capsule that nobody takes is released with its memory.
    for _ in range(100):
        run.claims.__arrow_c_stream__()
        run.claims.__arrow_c_schema__()


def test_why_says_what_the_command_says(program: Any, run: Run, tmp_path: Path) -> None:
    run.write(tmp_path / "run", plots=False)
    for arguments, why in [
        (["--worst"], run.why(worst=True)),
        (["--first", "post_seized"], run.why(first="post_seized")),
        (["12"], run.why(12)),
        (["12", "--tree"], run.why(12, tree=True)),
    ]:
        assert program("why", tmp_path / "run", *arguments).stdout == str(why)
        assert all(sentence for sentence in why.sentences)
    worst = run.why()
    assert worst.event == run.why(worst=True).event == worst.chain[-1].event
    assert worst.chain[0].cause is None
    assert all(later.cause == earlier.event for earlier, later in zip(worst.chain, worst.chain[1:], strict=False))
    assert any(cause.reason_texts for cause in worst.chain)
    assert "killed" in worst.chain[-1].text and worst.chain[-1].harm


def test_questions_without_an_answer(run: Run) -> None:
    with pytest.raises(ValueError, match="did you mean post_seized"):
        run.why(first="post_sized")
    with pytest.raises(ValueError, match="no such event happened"):
        run.why(10**6)
    with pytest.raises(TypeError):
        run.why(12, worst=True)
    with pytest.raises(TypeError):
        run.why("12")  # type: ignore[arg-type]
    quiet = truceline.run(Scenario.load("scenarios/one-bridge.ron"), until_hours=0.01)
    with pytest.raises(ValueError, match="nobody was killed"):
        quiet.why(worst=True)


def test_a_limit_is_an_error_that_keeps_the_run(fire: Scenario) -> None:
    with pytest.raises(RunError, match="a limit was reached") as caught:
        truceline.run(fire, seed=1, events_most=100)
    assert isinstance(caught.value.run, Run)
    assert (caught.value.run.outcome, caught.value.run.event_count) == ("event_limit", 100)
    assert "--events-most 100" in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"seed": -1}, ValueError),
        ({"seed": 2**53}, ValueError),
        ({"seed": 2**70}, ValueError),
        ({"seed": 1.5}, TypeError),
        ({"seed": "1"}, TypeError),
        ({"seed": True}, TypeError),
        ({"replication": -1}, ValueError),
        ({"until_hours": 0}, ValueError),
        ({"until_hours": -3.0}, ValueError),
        ({"until_hours": float("nan")}, ValueError),
        ({"until_hours": 1e300}, ValueError),
        ({"until_hours": "48"}, TypeError),
        ({"events_most": 0}, ValueError),
    ],
)
def test_arguments_without_sense(fire: Scenario, arguments: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        truceline.run(fire, **arguments)


def test_other_things_than_scenarios() -> None:
    with pytest.raises(TypeError, match="expected truceline.Scenario"):
        truceline.run("scenarios/one-bridge.ron")  # type: ignore[arg-type]


def test_places_that_are_taken_are_refused(fire: Scenario, tmp_path: Path) -> None:
    run = truceline.run(fire, until_hours=2)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(StoreError, match="expected an earlier run") as caught:
        run.write(tmp_path / "mine", plots=False)
    assert caught.value.hint and list((tmp_path / "mine").iterdir()) == [tmp_path / "mine" / "thesis.txt"]
    with pytest.warns(truceline.TrucelineWarning, match="what stood there is now"):
        run.write(tmp_path / "mine", plots=False, force=True)
    assert len(list(tmp_path.rglob("thesis.txt"))) == 1, "moved aside, not deleted"


def test_many_replications_are_the_runs_they_stand_for(fire: Scenario) -> None:
    table = truceline.replicate(fire, 6, seed=1, first_replication=2, until_hours=48, jobs=2)
    for row in table.rows():
        run = truceline.run(fire, seed=1, replication=row["replication"], until_hours=48)
        assert (row["digest"], row["outcome"], row["events"]) == (run.digest, run.outcome, run.event_count)
        for measure in fire.measures:
            assert row[measure.name] == run.measures[measure.name], measure.name
    assert table.unit("killed.total") == "persons"
    alone = truceline.replicate(fire, 6, seed=1, first_replication=2, until_hours=48, jobs=1, measures=["killed.total"])
    assert alone.names == ["replication", "outcome", "digest", "events", "end_hours", "killed.total"]
    assert alone.to_list("digest") == table.to_list("digest")


def test_replications_that_end_early_have_no_measures(fire: Scenario) -> None:
    table = truceline.replicate(fire, 3, seed=1, events_most=50, measures=["killed.total"])
    assert table.to_list("outcome") == ["event_limit"] * 3 and np.isnan(table["killed.total"]).all()


def test_replications_without_sense(fire: Scenario) -> None:
    assert len(truceline.replicate(fire, 0)) == 0
    assert truceline.replicate(fire, 0)["killed.total"].shape == (0,)
    with pytest.raises(ValueError, match="did you mean `killed.total`"):
        truceline.replicate(fire, 2, measures=["killed.totl"])
    for arguments in ({"jobs": 0}, {"jobs": 5000}, {"first_replication": 2**53}):
        with pytest.raises(ValueError, match="expected"):
            truceline.replicate(fire, 2, **arguments)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        truceline.replicate(fire, 2, measures="killed.total")
