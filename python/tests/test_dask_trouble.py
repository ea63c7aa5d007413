"""What can go wrong on a Dask cluster, and that the same call then goes on to the same bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

import truceline
from dask_processes import Cluster, in_time, kill, meanwhile, same_shards, shards_in, study, study_file, wait_for
from truceline import _dask_call

distributed = pytest.importorskip("distributed")

PART = range(40)

SLOW = """
import time
import truceline._dask_worker as worker
# A preload is read twice.
make = getattr(worker._make, "plain", worker._make)
def slow(*arguments):
    time.sleep(0.05)
    return make(*arguments)
slow.plain = make
worker._make = slow
"""

OTHER_BUILD = """
import truceline._dask_worker as worker
worker.BUILD = "0123456789abcdef"
"""

OTHER_RESULTS = """
import truceline._dask_worker as worker
worker.RESULT_VERSION = 99
"""

FULL_DISK = """
import resource
import truceline._dask_worker as worker
# A preload is read twice.
make = getattr(worker._make, "plain", worker._make)
def full(*arguments):
    # The tables of a shard are larger than any file that this process may write from now on.
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, resource.RLIM_INFINITY))
    try:
        return make(*arguments)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
full.plain = make
worker._make = full
"""

DEADLY = """
import os
import truceline._dask_worker as worker
# A preload is read twice.
make = getattr(worker._make, "plain", worker._make)
def deadly(study, number, place, call):
    if number == 7:
        os._exit(9)
    return make(study, number, place, call)
deadly.plain = make
worker._make = deadly
"""

FAULTY = """
import truceline._dask_worker as worker
def faulty(self, number):
    raise MemoryError("out of memory, says this test")
worker.Study.make_shard = faulty
"""

INTERRUPTED = """
import sys
import truceline
study = truceline.Study.load(sys.argv[1])
study.run(sys.argv[2], client=sys.argv[3], shards=range(40), progress=False)
"""


__all__ = ["in_time", "study", "study_file"]


@pytest.fixture(scope="module")
def plain(study: truceline.Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("plain") / "out"
    study.run(directory, shards=PART, progress=False)
    return directory


@pytest.fixture(autouse=True)
def small_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_dask_call, "_ORDER_SECONDS", 0.05)


def test_another_build_is_refused(study: truceline.Study, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, distributed.Client(cluster.address) as client:
        cluster.start_worker()
        other = cluster.start_worker(OTHER_BUILD)
        client.wait_for_workers(2)
        with pytest.raises(truceline.ClusterError) as refused:
            study.run(out, client=client, shards=PART, progress=False)
        assert len(refused.value.workers) == 1
        assert refused.value.workers[0] in client.nthreads()
        for part in (refused.value.workers[0], "0123456789abcdef", truceline.BUILD, "other_builds=True"):
            assert part in str(refused.value)
        assert not out.exists()
        study.run(out, client=client, shards=PART, progress=False, other_builds=True)
        assert same_shards(out, plain, PART)
        kill(other)
        cluster.start_worker(OTHER_RESULTS)
        wait_for(lambda: len(client.nthreads()) == 2)
        with pytest.raises(truceline.ClusterError, match=r"found result version 99, expected \d+ as here"):
            study.run(tmp_path / "none", client=client, shards=PART, progress=False, other_builds=True)
        assert not (tmp_path / "none").exists()


def test_another_build_that_joins_later_is_refused_and_a_good_one_is_taken(
    study: truceline.Study, plain: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, distributed.Client(cluster.address) as client:
        cluster.start_worker(SLOW)
        client.wait_for_workers(1)
        others: list[subprocess.Popen[bytes]] = []

        def join() -> None:
            wait_for(lambda: shards_in(out) >= 3)
            others.append(cluster.start_worker(OTHER_BUILD))

        with meanwhile(join), pytest.raises(truceline.ClusterError, match="0123456789abcdef"):
            study.run(out, client=client, shards=range(208), progress=False)
        assert 3 <= shards_in(out) < 208
        kill(others[0])
        wait_for(lambda: len(client.nthreads()) == 1)
        # Until workers have heard that they are to stop, a shard may still appear.
        wait_for(lambda: not any(client.processing().values()))
        for file in [*out.glob("runs/*"), *out.glob("curves/*")]:
            if int(file.stem) not in PART or int(file.stem) >= 10:
                file.unlink()

        def join_too() -> None:
            wait_for(lambda: shards_in(out) >= 12)
            others.append(cluster.start_worker())

        with meanwhile(join_too):
            study.run(out, client=client, shards=PART, progress=False)
        assert same_shards(out, plain, PART)
        log = next((out / "log").glob("shards-dask-*.csv")).read_text().splitlines()
        assert len({line.split(",")[4] for line in log[1:]}) == 2


def test_a_scheduler_that_goes_and_comes_back(study: truceline.Study, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, distributed.Client(cluster.address, timeout=2) as client:
        cluster.start_worker(SLOW)
        client.wait_for_workers(1)

        def end() -> None:
            wait_for(lambda: shards_in(out) >= 5)
            kill(cluster.scheduler)

        with (
            meanwhile(end),
            pytest.raises(truceline.ClusterError, match=r"scheduler tcp://.* is gone.*goes on from there"),
        ):
            study.run(out, client=client, shards=PART, progress=False)
        assert 5 <= shards_in(out) < len(PART)
        cluster.start_scheduler()
        cluster.start_worker()
        study.run(out, client=cluster.address, shards=PART, progress=False)
    assert same_shards(out, plain, PART)


def test_a_full_disk_on_one_worker(study: truceline.Study, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, distributed.Client(cluster.address) as client:
        cluster.start_worker(FULL_DISK)
        client.wait_for_workers(1)
        with pytest.warns(truceline.TrucelineWarning, match=r"worker tcp://.* cannot write: .*written here instead"):
            study.run(out, client=client, shards=PART, progress=False)
    assert same_shards(out, plain, PART)
    assert not list(out.rglob("*.partial-*"))


def test_a_full_disk_here(study: truceline.Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, distributed.Client(cluster.address) as client:
        cluster.start_worker()
        client.wait_for_workers(1)
        write = truceline.Study.write_shard

        def full(self: truceline.Study, directory: Path, number: int, shard: truceline.ShardBytes) -> None:
            if number >= 10:
                raise truceline.StoreError("the disk is full, says this test")
            write(self, directory, number, shard)

        monkeypatch.setattr(truceline.Study, "write_shard", full)
        with pytest.raises(truceline.StoreError, match="says this test"):
            study.run(out, client=client, shards=PART, shared=False, progress=False)
        wait_for(lambda: not any(client.processing().values()))
    assert shards_in(out) <= 10


def test_an_interrupt(study: truceline.Study, study_file: Path, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, distributed.Client(cluster.address) as client:
        cluster.start_worker(SLOW)
        client.wait_for_workers(1)
        script = tmp_path / "interrupted.py"
        script.write_text(INTERRUPTED)
        arguments = [sys.executable, str(script), str(study_file), str(out), cluster.address]
        environment = {**os.environ, "PYTHONPATH": str(Path(truceline.__file__).parent.parent)}
        with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, env=environment) as process:
            wait_for(lambda: shards_in(out) >= 5)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=20)
        assert process.returncode in (1, 130, -signal.SIGINT)
        assert told.rstrip().splitlines()[-1].startswith("what is written stays; the same call goes on from there")
        wait_for(lambda: not any(client.processing().values()))
        stood = shards_in(out)
        assert 5 <= stood < len(PART)
        study.run(out, client=client, shards=PART, progress=False)
    assert same_shards(out, plain, PART)


def test_a_shard_that_ends_its_worker(study: truceline.Study, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with Cluster(tmp_path, **settings) as cluster, distributed.Client(cluster.address) as client:
        for _ in range(3):
            cluster.start_worker(DEADLY)
        client.wait_for_workers(3)
        with pytest.raises(truceline.ClusterError) as broken:
            study.run(out, client=client, shards=PART, progress=False)
        assert broken.value.shards == (7,), str(broken.value)
        assert "truceline study run" in str(broken.value)
        assert "--shard 7/208" in str(broken.value)
        assert len(client.nthreads()) >= 1
    assert shards_in(out) == len(PART) - 1
    study.run(out, shards=PART, progress=False)
    assert same_shards(out, plain, PART)


def test_an_answer_that_is_lost_with_its_worker(
    study: truceline.Study, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, distributed.Client(cluster.address) as client:
        first = cluster.start_worker()
        client.wait_for_workers(1)
        took = _dask_call.Call._took
        lost: list[object] = []

        def late(self: _dask_call.Call, future: Any) -> None:
            if not lost:
                assert future.status == "finished"
                lost.append(future)
                kill(first)
                wait_for(lambda: future.status == "lost")
                cluster.start_worker()
            took(self, future)

        monkeypatch.setattr(_dask_call.Call, "_took", late)
        study.run(out, client=client, shards=PART, progress=False)
        assert lost
    assert same_shards(out, plain, PART)


def test_errors_on_one_worker(study: truceline.Study, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, distributed.Client(cluster.address) as client:
        faulty = cluster.start_worker(FAULTY)
        client.wait_for_workers(1)
        with pytest.raises(truceline.ClusterError, match=r"worker tcp://.*: MemoryError: out of memory") as broken:
            study.run(out, client=client, shards=[1, 2], progress=False)
        assert broken.value.shards == (1, 2)
        cluster.start_worker()
        client.wait_for_workers(2)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            study.run(out, client=client, shards=PART, progress=False)
        assert faulty.poll() is None
    assert same_shards(out, plain, PART)


def test_a_worker_at_fault_does_not_take_back_what_is_tried_elsewhere(
    study: truceline.Study, plain: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, distributed.Client(cluster.address) as client:
        cluster.start_worker(FAULTY)
        # Slow, so that the other is always idle beside what waits here.
        cluster.start_worker(SLOW)
        client.wait_for_workers(2)
        study.run(out, client=client, shards=PART, progress=False)
    assert same_shards(out, plain, PART)


def test_a_retry_elsewhere_whose_worker_has_gone(
    study: truceline.Study, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, distributed.Client(cluster.address) as client:
        cluster.start_worker(FAULTY)
        sound = cluster.start_worker()
        client.wait_for_workers(2)
        send = _dask_call.Call._send
        gone: list[bool] = []

        def late(
            self: _dask_call.Call, numbers: list[int], alone: bool = False, bound: frozenset[str] = frozenset()
        ) -> None:
            if bound and not gone:
                gone.append(True)
                kill(sound)
                wait_for(lambda: len(client.nthreads()) == 1)
                cluster.start_worker()
                client.wait_for_workers(2)
            send(self, numbers, alone, bound)

        monkeypatch.setattr(_dask_call.Call, "_send", late)
        study.run(out, client=client, shards=PART, progress=False)
        assert gone
    assert same_shards(out, plain, PART)
