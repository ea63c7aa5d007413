"""The interpreter lock is released while runs go on, and Ctrl-C ends them cleanly."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import truceline
from helpers import ROOT, same_files
from truceline import Scenario, Study


def test_two_threads_make_progress_at_once(fire: Scenario) -> None:
    """Each hears of its own progress while the other is still at work, and this thread counts all the while."""
    heard: list[str] = []
    ready = threading.Barrier(3)

    def work(name: str) -> None:
        ready.wait()
        truceline._native.replicate(fire._inner, 60, 1, 0, None, 1, 168.0, None, lambda _: heard.append(name))

    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    ready.wait()
    counted = 0
    while any(thread.is_alive() for thread in threads):
        counted += 1
        time.sleep(0.001)
    assert counted > 20, "the interpreter stood still"
    changes = sum(one != other for one, other in itertools.pairwise(heard))
    assert changes >= 3, f"one after the other: {heard}"


def test_a_shard_and_a_single_run_release_the_lock(fire: Scenario) -> None:
    study = Study.from_points(fire, [{"parameters.retaliation.n_self": 0.3}], replications=40, shard_runs=40)
    for work in (lambda: study.make_shard(0), lambda: [truceline.run(fire, seed=seed) for seed in range(8)]):
        thread = threading.Thread(target=work)
        thread.start()
        longest, last = 0.0, time.perf_counter()
        while thread.is_alive():
            time.sleep(0.001)
            longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
        assert longest < 0.5, f"the interpreter stood still for {longest:.2f} s"


def interrupted(script: str, *arguments: object, after: str) -> tuple[int, str, str, float]:
    """Runs a script, sends it the signal of Ctrl-C a moment after it prints `after`; tells how long it took to end."""
    words = [sys.executable, "-u", "-c", textwrap.dedent(script), *map(str, arguments)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    told = ""
    while after not in told:
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        told += line
    time.sleep(0.4)
    sent = time.perf_counter()
    os.kill(process.pid, signal.SIGINT)
    rest, errors = process.communicate(timeout=60)
    return process.returncode, told + rest, errors, time.perf_counter() - sent


def test_an_interrupted_study_goes_on_to_the_same_bytes(program: Any, study_file: Path, tmp_path: Path) -> None:
    text = study_file.read_text("utf-8").replace("replications: 12", "replications: 150")
    study_file.write_text(text.replace("until_hours: 48,", ""), encoding="utf-8")
    script = """
        import sys, truceline
        study = truceline.Study.load(sys.argv[1])
        print("begins")
        try:
            study.run(sys.argv[2], jobs=2, plots=False, progress=False)
        except KeyboardInterrupt as interrupt:
            print("stopped", interrupt.__notes__[0])
            raise
    """
    status, told, errors, took = interrupted(script, study_file, tmp_path / "python", after="begins")
    assert status != 0 and "what is written stays" in told and "KeyboardInterrupt" in errors, (told, errors)
    assert took < 10
    study = Study.load(study_file)
    missing = study.missing(tmp_path / "python")
    assert 0 < len(missing) < study.shard_count
    assert not list((tmp_path / "python" / "log" / "locks").glob("*.lock"))
    study.run(tmp_path / "python", plots=False, progress=False)
    program("study", "run", study_file, "--no-plots", "--progress", "none", "--out", tmp_path / "command")
    same_files(tmp_path / "python", tmp_path / "command", ("log",))


@pytest.mark.parametrize(
    "call",
    [
        "truceline.run(decades.set('horizon_days', 36500))",
        "truceline.replicate(fire, 100000, jobs=2)",
        "truceline.compare(fire, {}, replications=100000, jobs=2)",
        "truceline.Study.from_points(fire, [{}], replications=100000, shard_runs=10000).make_shard(0)",
    ],
)
def test_everything_that_takes_long_can_be_interrupted(call: str) -> None:
    script = f"""
        import truceline
        fire = truceline.Scenario.shipped("batken-2021-fire")
        decades = truceline.Scenario.shipped("border-decades")
        print("begins")
        try:
            {call}
        except KeyboardInterrupt:
            print("stopped")
            assert truceline.run(fire, until_hours=1).outcome == "horizon", "and all goes on"
            print("goes on")
    """
    status, told, errors, took = interrupted(script, after="begins")
    assert (status, told.split()) == (0, ["begins", "stopped", "goes", "on"]), errors
    assert took < 10


def test_an_exception_in_a_callback_ends_the_work(fire: Scenario) -> None:
    def broken(_: int) -> None:
        raise RuntimeError("the bar broke")

    with pytest.raises(RuntimeError, match="the bar broke"):
        truceline._native.replicate(fire._inner, 500, 1, 0, None, 2, None, None, broken)
