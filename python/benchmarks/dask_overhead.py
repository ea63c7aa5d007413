"""What Dask costs beside ``study.run`` on one machine, shard by shard.

A study is made in few and in many shards of several sizes, by two threads of this process, by a Dask LocalCluster of two worker processes, and
by a scheduler and two workers over TCP that write shards or return their bytes. The ways take turns, so that whatever else
the machine does meets all of them; medians are told. Workers have the settings of ``client="local"``.
What a further shard takes is the difference between many and few, divided by their number: what a call takes once is told
apart. Clusters are started before the clock is. ::

    python python/benchmarks/dask_overhead.py [--repeats 5]
"""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

import truceline
from truceline._dask import _QUIET

dask: Any = importlib.import_module("dask")
distributed: Any = importlib.import_module("distributed")  # It comes without types.

WORKERS = 2
WAYS = ("plain", "LocalCluster", "TCP, workers write", "TCP, bytes returned")
SIZES = {1: (48, 240), 8: (24, 120), 64: (8, 40), 512: (4, 20)}
"""Shards of a small and of a larger study by runs a shard."""


@dataclass
class Taken:
    """What the repeats of one way took."""

    wall: list[float] = field(default_factory=list)
    """Seconds."""
    cores: list[float] = field(default_factory=list)
    """Seconds of processors, of all processes that take part."""


def study_of(size: int, shards: int) -> truceline.Study:
    """Short runs, so that small shards are very small ones."""
    return truceline.Study.from_points(
        truceline.Scenario.shipped("one-bridge"),
        {"roads.north_3--bridge.capacity_per_hour": [300, 600]},
        replications=size * shards // 2,
        shard_runs=size,
        measures=["killed.total", "displaced_peak.total"],
        until_hours=3.0,
    )


@contextmanager
def over_tcp(place: Path) -> Iterator[Any]:
    """A scheduler and workers as processes of their own."""
    file, command_of_dask = place / "scheduler.json", [sys.executable, "-m", "dask"]
    environment = dict(os.environ, PYTHONPATH=str(Path(truceline.__file__).parent.parent))
    for name, value in _QUIET.items():
        spawned = name.removeprefix("distributed.nanny.pre-spawn-environ.")
        environment[spawned if spawned != name else f"DASK_{name.upper().replace('.', '__')}"] = str(value)
    more = ["--scheduler-file", str(file), "--no-dashboard", "--host", "127.0.0.1"]
    worker = ["worker", *more, "--nthreads", "1", "--no-nanny", "--local-directory", str(place)]
    commands = [["scheduler", *more, "--port", "0", "--dashboard-address", ":0"], *[worker] * WORKERS]
    processes = []
    try:
        for command in commands:
            processes.append(
                subprocess.Popen(
                    [*command_of_dask, *command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            )
        with distributed.Client(scheduler_file=str(file), timeout=30) as client:
            client.wait_for_workers(WORKERS)
            yield client
    finally:
        for process in reversed(processes):
            process.kill()  # One that is asked may wait for a scheduler that has gone.
        for process in processes:
            process.wait()


def processor_seconds(processes: list[psutil.Process]) -> float:
    """What processes have used of processors so far."""
    times = [process.cpu_times() for process in processes]
    return float(sum(one.user + one.system for one in times))


def once(way: Callable[[Path], object], processes: list[psutil.Process], taken: Taken) -> None:
    """One turn of one way, in which these processes take part."""
    with tempfile.TemporaryDirectory() as place:
        before, begun = processor_seconds(processes), time.perf_counter()
        way(Path(place) / "out")
        taken.wall.append(time.perf_counter() - begun)
        taken.cores.append(processor_seconds(processes) - before)


def ways_of(study: truceline.Study, local: Any, tcp: Any) -> dict[str, Callable[[Path], object]]:
    """The ways, without tables and pictures, which are the same for all."""
    every = range(study.shard_count)

    def plain(place: Path) -> object:
        return study.run(place, jobs=WORKERS, shards=every, progress=False)

    def on(client: Any, shared: bool) -> Callable[[Path], object]:
        return lambda place: study.run(place, client=client, shared=shared, shards=every, progress=False)

    return dict(zip(WAYS, (plain, on(local, True), on(tcp, True), on(tcp, False)), strict=True))


def main() -> None:
    """Measures and tells, as a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repeats", type=int, default=5, help="turns of every way (5)")
    repeats = parser.parse_args().repeats
    with ExitStack() as stack:
        begun = time.perf_counter()
        stack.enter_context(dask.config.set(_QUIET))
        cluster = stack.enter_context(
            distributed.LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address="127.0.0.1:0")
        )
        local = stack.enter_context(distributed.Client(cluster))
        this, local_processes = psutil.Process(), psutil.Process().children(recursive=True)
        print(f"LocalCluster of {WORKERS} workers started in {time.perf_counter() - begun:.1f} s")
        tcp = stack.enter_context(over_tcp(Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        tcp_processes = [one for one in this.children(recursive=True) if one not in local_processes]
        part = {WAYS[0]: [this], WAYS[1]: [this, *local_processes]}
        part |= {name: [this, *tcp_processes] for name in WAYS[2:]}
        load = [os.getloadavg()[0]]
        print(
            "| runs a shard | way | wall of few, s | of many, s | processors of few, s | of many, s | a shard, ms | added, ms | added |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        for size, counts in SIZES.items():
            taken = {name: {count: Taken() for count in counts} for name in WAYS}
            ways = {count: ways_of(study_of(size, count), local, tcp) for count in counts}
            for turn in range(repeats + 1):
                for count in counts:
                    for name, way in ways[count].items():
                        # The first turn warms up: workers learn the study, files come into memory.
                        once(way, part[name], taken[name][count] if turn else Taken())
            few, many = counts
            plain = 0.0
            for name, of in taken.items():
                walls = [statistics.median(of[count].wall) for count in counts]
                cores = [statistics.median(of[count].cores) for count in counts]
                shard = (cores[1] - cores[0]) / (many - few)
                plain = shard if name == WAYS[0] else plain
                print(
                    f"| {size} | {name} | {walls[0]:.2f} | {walls[1]:.2f} | {cores[0]:.2f} | {cores[1]:.2f} | "
                    f"{shard * 1e3:.1f} | {(shard - plain) * 1e3:.1f} | {shard / plain - 1:.0%} |",
                    flush=True,
                )
            load.append(os.getloadavg()[0])
    print(f"load of the machine meanwhile: {min(load):.1f} to {max(load):.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
