"""A scheduler and workers of Dask as processes of their own, and a study that they make."""

from __future__ import annotations

import contextlib
import filecmp
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import truceline

SHARDS = 208

STUDY = """(
    format: 1,
    id: "clusters",
    title: "A wider bridge",
    scenarios: ["one-bridge.ron"],
    factors: [(name: "capacity", path: "roads.north_3--bridge.capacity_per_hour", levels: [300, 600])],
    replications: 208,
    measures: ["killed.total", "displaced_peak.total"],
    curves: quantiles,
    until_hours: 3,
    shard_runs: 2,
)
"""


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """Ends a test that hangs as any other failure, so that its processes are ended as well."""

    def late(*_: object) -> None:
        raise TimeoutError("the test took more than a minute")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def study_in(directory: Path) -> Path:
    """The file of the study, as the command would read it."""
    for path, text in truceline.Scenario.shipped("one-bridge")._inner.texts:
        file = directory / Path(path).name
        file.write_text(text)
        assert file.name == "one-bridge.ron"
    (directory / "study.ron").write_text(STUDY)
    return directory / "study.ron"


def same(one: Path, other: Path) -> bool:
    """Whether two study directories hold the same names and bytes, but for ``log/``."""
    names = [_names(one), _names(other)]
    assert names[0] == names[1]
    assert len([name for name in names[0] if name.startswith("runs/")]) > 0
    _, differing, unread = filecmp.cmpfiles(one, other, names[0], shallow=False)
    assert not differing
    assert not unread
    return True


def same_shards(out: Path, whole: Path, numbers: range) -> bool:
    """Whether just these shards stand, and hold the bytes that they have in a whole study."""
    names = [f"{table}/{number:06}.parquet" for table in ("runs", "curves") for number in numbers]
    assert sorted(names) == [name for name in _names(out) if "/" in name]
    _, differing, unread = filecmp.cmpfiles(out, whole, names, shallow=False)
    assert not differing
    assert not unread
    return True


def _names(directory: Path) -> list[str]:
    files = (file.relative_to(directory) for file in directory.rglob("*") if file.is_file())
    return sorted(str(file) for file in files if file.parts[0] != "log")


def shards_in(directory: Path) -> int:
    """Shards that stand."""
    return len(list((directory / "curves").glob("[0-9]*.parquet")))


def wait_for(what: Callable[[], bool], seconds: float = 20.0) -> None:
    """Waits until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not become so in time"
        time.sleep(0.005)


@pytest.fixture(scope="module")
def study_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the study, once a module."""
    return study_in(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def study(study_file: Path) -> truceline.Study:
    """The study."""
    return truceline.Study.load(study_file)


@contextlib.contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Does something on a thread beside; what goes wrong there is told at the end."""
    troubles: list[BaseException] = []

    def watched() -> None:
        try:
            work()
        except BaseException as trouble:
            troubles.append(trouble)

    thread = threading.Thread(target=watched)
    thread.start()
    try:
        yield
    finally:
        thread.join()
    if troubles:
        raise troubles[0]


class Cluster:
    """Processes over TCP, all of which end with the ``with``."""

    def __init__(self, directory: Path, **settings: str) -> None:
        self._directory = directory
        self._settings = settings
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        self.scheduler = self.start_scheduler()
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            if process.poll() is None:
                process.kill()
        for process in self._processes:
            process.wait(timeout=20)

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        """A scheduler at the address. It does not have Truceline, and need not."""
        arguments = ["scheduler", "--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard"]
        return self._start([*arguments, "--dashboard-address", ":0"], with_truceline=False)

    def start_worker(self, preload: str = "") -> subprocess.Popen[bytes]:
        """A worker of one thread; ``preload`` is a text of Python that it begins with."""
        number = len(self._processes)
        arguments = ["worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", f"w{number}"]
        arguments += ["--host", "127.0.0.1", "--local-directory", str(self._directory / f"scratch-{number}")]
        if preload:
            file = self._directory / f"preload_{number}.py"
            file.write_text(preload)
            arguments += ["--preload", str(file)]
        return self._start(arguments, with_truceline=True)

    def _start(self, arguments: list[str], with_truceline: bool) -> subprocess.Popen[bytes]:
        environment = dict(os.environ, **self._settings)
        environment.pop("PYTHONPATH", None)
        if with_truceline:
            environment["PYTHONPATH"] = str(Path(truceline.__file__).parent.parent)
        command = [sys.executable, "-m", "dask", *arguments]
        with (self._directory / f"process-{len(self._processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                # Sources of the package that lie here must not be taken for it.
                cwd=self._directory,
                start_new_session=True,
            )
        self._processes.append(process)
        return process


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process without a word."""
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=20)
