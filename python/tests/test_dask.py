"""Studies on Dask give the bytes of a study on one machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import truceline
from dask_processes import (
    SHARDS,
    Cluster,
    in_time,
    kill,
    meanwhile,
    same,
    same_shards,
    shards_in,
    study,
    study_file,
    wait_for,
)
from truceline import _dask, _dask_call

distributed = pytest.importorskip("distributed")
dask = pytest.importorskip("dask")


@pytest.fixture(scope="module")
def plain(study: truceline.Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory as this machine makes it."""
    directory = tmp_path_factory.mktemp("plain") / "out"
    assert study.run(directory, progress=False).complete
    assert shards_in(directory) == SHARDS
    return directory


__all__ = ["in_time", "study", "study_file"]

PART = range(40)
"""Shards that tests make for which all are not needed."""


@pytest.fixture(autouse=True)
def small_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many small orders, as a study of hours has many."""
    monkeypatch.setattr(_dask_call, "_ORDER_SECONDS", 0.05)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers over TCP that all tests may use."""
    with Cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        cluster.start_worker()
        cluster.start_worker()
        yield cluster


def test_the_command_gives_the_same(
    program: Callable[..., object], study_file: Path, plain: Path, tmp_path: Path
) -> None:
    program("study", "run", study_file, "--out", tmp_path / "out", "--progress", "none")
    assert same(plain, tmp_path / "out")


def test_worker_processes_of_this_machine(study: truceline.Study, plain: Path, tmp_path: Path) -> None:
    status = study.run(tmp_path / "out", client="local", jobs=2, progress=False)
    assert status.complete
    assert same(plain, tmp_path / "out")


def test_a_worker_killed_half_way(study: truceline.Study, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster:
        workers = [cluster.start_worker() for _ in range(3)]
        stood: list[int] = []

        def kill_one() -> None:
            wait_for(lambda: shards_in(out) >= SHARDS // 2)
            kill(workers[1])
            stood.append(shards_in(out))

        with distributed.Client(cluster.address) as client:
            client.wait_for_workers(3)
            with meanwhile(kill_one):
                assert study.run(out, client=client, progress=False).complete
            assert len(client.nthreads()) == 2
    assert SHARDS // 2 <= stood[0] < SHARDS
    assert same(plain, out)
    times = next((out / "log").glob("shards-dask-*.csv")).read_text().splitlines()
    assert times[0] == "shard,runs,events,seconds,worker"
    assert sorted(int(line.split(",")[0]) for line in times[1:]) == list(range(SHARDS))
    assert len({line.split(",")[4] for line in times[1:]}) == 3


@pytest.mark.parametrize("shared", [False, True, None])
def test_who_writes(
    shared: bool | None,
    study: truceline.Study,
    plain: Path,
    cluster: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here: list[int] = []
    write = truceline.Study.write_shard

    def counted(self: truceline.Study, directory: Path, number: int, shard: truceline.ShardBytes) -> None:
        here.append(number)
        write(self, directory, number, shard)

    monkeypatch.setattr(truceline.Study, "write_shard", counted)
    study.run(tmp_path / "out", client=cluster.address, shared=shared, progress=False, shards=PART)
    assert len(here) == (len(PART) if shared is False else 0)
    assert same_shards(tmp_path / "out", plain, PART)


def test_a_worker_that_has_another_directory(
    study: truceline.Study, plain: Path, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_dask, "_write_probe", lambda file, call: None)
    with pytest.raises(truceline.ClusterError, match=r"worker tcp://.* is not the directory that is here"):
        study.run(tmp_path / "out", client=cluster.address, shared=True, progress=False)
    monkeypatch.setattr(_dask, "_write_probe", lambda file, call: file.write_text("of another call"))
    study.run(tmp_path / "out", client=cluster.address, shards=PART, progress=False)
    assert same_shards(tmp_path / "out", plain, PART)


def test_a_cluster_that_grows_and_shrinks(study: truceline.Study, plain: Path, tmp_path: Path) -> None:
    with distributed.LocalCluster(n_workers=0, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        cluster.adapt(minimum=0, maximum=2, interval="100ms", wait_count=2)
        with cluster.get_client() as client:
            assert len(client.nthreads()) == 0
            study.run(tmp_path / "out", client=client, shards=PART, progress=False)
            # Nothing is out any more: the workers go.
            wait_for(lambda: len(client.nthreads()) == 0)
    assert same_shards(tmp_path / "out", plain, PART)


def test_a_precision_ends_it_where_it_ends_on_one_machine(
    study: truceline.Study, cluster: Cluster, tmp_path: Path
) -> None:
    wanted = ("displaced_peak.total", 0.2)
    study.run(tmp_path / "plain", until=wanted, plots=False, progress=False)
    study.run(tmp_path / "dask", until=wanted, client=cluster.address, plots=False, progress=False)
    assert 0 < shards_in(tmp_path / "dask") < SHARDS
    assert (tmp_path / "dask" / "stopping.json").exists()
    assert same(tmp_path / "plain", tmp_path / "dask")


def test_what_stands_is_kept_and_what_is_damaged_is_made_again(
    study: truceline.Study, plain: Path, cluster: Cluster, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    study.run(out, shards=range(20), progress=False)
    kept = (out / "runs" / "000003.parquet").stat().st_mtime_ns
    damaged = out / "runs" / "000007.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-100])
    with pytest.warns(truceline.TrucelineWarning, match="000007"):
        study.run(out, client=cluster.address, shards=PART, progress=False)
    assert (out / "runs" / "000003.parquet").stat().st_mtime_ns == kept
    assert same_shards(out, plain, PART)


def test_no_two_work_on_the_same_shards(study: truceline.Study, cluster: Cluster, tmp_path: Path) -> None:
    begun = study.begin(tmp_path / "out")
    held = truceline._native.Held.hold(begun._inner, str(tmp_path / "out"), 3, 4, "a test", None)
    with pytest.raises(truceline.StoreError, match="a test"):
        study.run(tmp_path / "out", client=cluster.address, progress=False)
    assert shards_in(tmp_path / "out") == 0
    held.release()
    study.run(tmp_path / "out", client=cluster.address, progress=False, shards=[3])
    assert shards_in(tmp_path / "out") == 1


def test_arguments_that_are_none(study: truceline.Study, cluster: Cluster, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(TypeError, match=r"client: found int, expected dask.distributed.Client"):
        study.run(out, client=3, progress=False)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="jobs"):
        study.run(out, client=cluster.address, jobs=2, progress=False)
    with (
        distributed.LocalCluster(n_workers=1, processes=False, dashboard_address="127.0.0.1:0") as local,
        pytest.raises(TypeError, match="get_client"),
    ):
        study.run(out, client=local, progress=False)
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "500ms"}),
        pytest.raises(truceline.ClusterError, match=r"no scheduler answers at tcp://127.0.0.1:9"),
    ):
        study.run(out, client="tcp://127.0.0.1:9", progress=False)
    assert not out.exists()
    with pytest.raises(ValueError, match=r"until: found 7"):
        study.run(out, client=cluster.address, until=("killed.total", 7.0), progress=False)
