"""What Dask costs beside ``study.run`` on one machine, shard by shard.

A study is made in shards of several sizes, by two threads of this process, by a Dask LocalCluster of two worker processes, and
by a scheduler and two workers over TCP that write shards or return their bytes. The ways take turns, so that whatever else
the machine does meets all of them; medians are told,
and of processors also the least, which other processes disturb least. Clusters are started before the clock is. ::

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

distributed: Any = importlib.import_module("distributed")  # It comes without types.

WORKERS = 2
WAYS = ("plain", "LocalCluster", "TCP, workers write", "TCP, bytes returned")
SIZES = {1: 192, 8: 128, 64: 48}
"""Shards of a study by runs a shard."""
TARGET = 0.05


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
    file, dask = place / "scheduler.json", [sys.executable, "-m", "dask"]
    environment = dict(os.environ, PYTHONPATH=str(Path(truceline.__file__).parent.parent))
    more = ["--scheduler-file", str(file), "--no-dashboard", "--host", "127.0.0.1"]
    worker = ["worker", *more, "--nthreads", "1", "--no-nanny", "--local-directory", str(place)]
    commands = [["scheduler", *more, "--port", "0", "--dashboard-address", ":0"], *[worker] * WORKERS]
    processes = []
    try:
        for command in commands:
            processes.append(
                subprocess.Popen(
                    [*dask, *command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            )
        with distributed.Client(scheduler_file=str(file), timeout=30) as client:
            client.wait_for_workers(WORKERS)
            yield client
    finally:
        for process in reversed(processes):
            process.terminate()
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
        print("| runs a shard | shards | way | wall, s | wall, ± | processors, s | least | added a shard, ms | added |")
        print("|---|---|---|---|---|---|---|---|---|")
        fits: dict[str, list[tuple[float, float]]] = {}
        for size, shards in SIZES.items():
            study = study_of(size, shards)
            ways = ways_of(study, local, tcp)
            taken = {name: Taken() for name in ways}
            for turn in range(repeats + 1):
                for name, way in ways.items():
                    # The first turn warms up: workers learn the study, files come into memory.
                    once(way, part[name], taken[name] if turn else Taken())
            plain = min(taken[WAYS[0]].cores)
            shard = plain / shards
            for name, one in taken.items():
                wall, spread = statistics.median(one.wall), statistics.stdev(one.wall) if repeats > 1 else 0.0
                added = (min(one.cores) - plain) / shards
                fits.setdefault(name, []).append((shard, added))
                print(
                    f"| {size} | {shards} | {name} | {wall:.2f} | {spread:.2f} | {statistics.median(one.cores):.2f} | "
                    f"{min(one.cores):.2f} | {added * 1e3:.1f} | {added / shard:.1%} |",
                    flush=True,
                )
            load.append(os.getloadavg()[0])
    print(f"load of the machine meanwhile: {min(load):.1f} to {max(load):.1f} on {os.cpu_count()} cores")
    for name, points in fits.items():
        if name == WAYS[0]:
            continue
        fixed = statistics.median(added for _, added in points[:2])
        below = [shard for shard, added in points if added / shard < TARGET]
        least = f"{min(below):.3f} s was the shortest measured below" if below else "none measured was below"
        print(
            f"{name}: about {fixed * 1e3:.1f} ms a small shard; {fixed / TARGET:.2f} s a shard make that 5 %; {least}"
        )


if __name__ == "__main__":
    main()
