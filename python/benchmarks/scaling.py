"""How studies grow: threads, worker processes, memory, bytes and the time of a merge.

Every figure comes from a process of its own, which tells its peak memory. The counts of workers take turns. ::

    python python/benchmarks/scaling.py [--repeats 3] [--merges 2000 4000 8000 16000]
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import truceline

FIRE = {"scenario": "batken-2021-fire", "paths": {"parameters.retaliation.n_self": [0.1, 0.2]}}
SHORT = {
    "scenario": "one-bridge",
    "paths": {"roads.north_3--bridge.capacity_per_hour": [300, 600]},
    "until_hours": 1.0,
}


def study_of(what: dict[str, Any]) -> truceline.Study:
    """The study of a task."""
    more = {name: what[name] for name in ("until_hours", "curves", "measures") if name in what}
    scenario = truceline.Scenario.shipped(what["scenario"])
    return truceline.Study.from_points(
        scenario, what["paths"], replications=what["runs"] // 2, shard_runs=what["shard_runs"], **more
    )


def task(what: dict[str, Any]) -> None:
    """Does one thing and tells what it took."""
    study, place = study_of(what), Path(what["place"])
    begun, used, told = time.perf_counter(), os.times(), {}
    if what["do"] == "run":
        study.run(place, jobs=what["jobs"], shards=range(study.shard_count), progress=False)
    elif what["do"] == "merge":
        study.merge(place, plots=False)
    else:
        told = on_dask(study, place, what["jobs"])
    wall, now = time.perf_counter() - begun, os.times()
    told |= {
        "wall": told.get("wall", wall),
        "processors": now.user + now.system - used.user - used.system,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "bytes": {name: size_of(place / name) for name in ("runs", "curves", "tables")},
    }
    print(json.dumps(told))


def on_dask(study: truceline.Study, place: Path, workers: int) -> dict[str, Any]:
    """The same on worker processes; the clock begins when they are there."""
    distributed: Any = importlib.import_module("distributed")
    with (
        distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster,
        distributed.Client(cluster) as client,
    ):
        client.wait_for_workers(workers)
        begun = time.perf_counter()
        study.run(place, client=client, shards=range(study.shard_count), progress=False)
        wall = time.perf_counter() - begun
        peaks = client.run(lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    return {"wall": wall, "worker_peak": max(peaks.values())}


def size_of(directory: Path) -> int:
    """Bytes of the files of a directory."""
    return sum(file.stat().st_size for file in directory.glob("*")) if directory.is_dir() else 0


def told(**what: Any) -> dict[str, Any]:
    """What a task of its own process tells."""
    command = [sys.executable, __file__, "--task", json.dumps(what)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def workers(repeats: int) -> None:
    """Threads of one process, and worker processes, from 1 to 8."""
    print("| workers | threads: runs a second | peak memory, MiB | Dask: runs a second | peak of a worker, MiB |")
    print("|---|---|---|---|---|")
    runs, counts = 64, (1, 2, 4, 8)
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for _ in range(repeats):
        for jobs in counts:
            for do in ("run", "dask"):
                with tempfile.TemporaryDirectory() as place:
                    one = told(**FIRE, do=do, runs=runs, shard_runs=4, jobs=jobs, place=f"{place}/out")
                found.setdefault((do, jobs), []).append(one)
    for jobs in counts:
        threads, dask = found["run", jobs], found["dask", jobs]
        speeds = [runs / statistics.median(one["wall"] for one in ones) for ones in (threads, dask)]
        peaks = [
            statistics.median(one["peak"] for one in threads) / 2**20,
            statistics.median(one["worker_peak"] for one in dask) / 2**20,
        ]
        print(f"| {jobs} | {speeds[0]:.1f} | {peaks[0]:.0f} | {speeds[1]:.1f} | {peaks[1]:.0f} |", flush=True)


def sizes() -> None:
    """Bytes and processor time of a run, by what is kept and how many runs a shard has."""
    print("| curves | runs a shard | bytes a run | of those curves | processor, ms a run | peak memory, MiB |")
    print("|---|---|---|---|---|---|")
    for curves in ("none", "quantiles", "all"):
        for shard_runs in (8, 64):
            with tempfile.TemporaryDirectory() as place:
                one = told(
                    **FIRE, do="run", runs=128, shard_runs=shard_runs, jobs=2, curves=curves, place=f"{place}/out"
                )
            every, of_curves = sum(one["bytes"].values()) / 128, one["bytes"]["curves"] / 128
            milliseconds = one["processors"] / 128 * 1e3
            print(
                f"| {curves} | {shard_runs} | {every:.0f} | {of_curves:.0f} | {milliseconds:.0f} | "
                f"{one['peak'] / 2**20:.0f} |",
                flush=True,
            )


def merges(counts: list[int]) -> None:
    """Time and memory of a merge by the number of runs, for short runs of few and of many shards."""
    print("| runs | runs a shard | shards | measures | curves | processor, s | peak memory, MiB |")
    print("|---|---|---|---|---|---|---|")
    for runs in counts:
        for shard_runs, curves in ((100, "none"), (1000, "none"), (100, "quantiles")):
            with tempfile.TemporaryDirectory() as place:
                what: dict[str, Any] = {**SHORT, "runs": runs, "shard_runs": shard_runs, "curves": curves}
                told(**what, do="run", jobs=2, place=f"{place}/out")
                one = told(**what, do="merge", jobs=1, place=f"{place}/out")
            measures = len(study_of(what).measures)
            print(
                f"| {runs} | {shard_runs} | {runs // shard_runs} | {measures} | {curves} | {one['processors']:.2f} | "
                f"{one['peak'] / 2**20:.0f} |",
                flush=True,
            )


def main() -> None:
    """Measures and tells, as tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repeats", type=int, default=3, help="turns of every count of workers (3)")
    parser.add_argument("--merges", type=int, nargs="*", default=[2000, 4000, 8000, 16000], help="runs to be merged")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.task is not None:
        task(json.loads(arguments.task))
        return
    sizes()
    merges(arguments.merges)
    workers(arguments.repeats)
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
