"""Studies on a Dask cluster: orders of shards go to its workers, and what comes back stands in the directory.

The process that calls holds the lock of the shards, hands them out a few seconds of work at a time, and puts every shard
down that a worker has not written itself. Nothing that ends up in the directory depends on who made what, or in which
order.
"""

from __future__ import annotations

import contextlib
import importlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _native
from ._dask_call import Call
from ._dask_terms import Client, Terms, fault_of
from ._dask_worker import Answer, introduce
from ._progress import jobs_or_cores, progress
from .errors import ClusterError

if TYPE_CHECKING:
    from ._study import Study

_UNSEEN_WAITS_SECONDS = (0.0, 1.0, 2.0, 5.0)
"""How long to wait for files of workers: a shared file system may show them late."""

_QUIET = {
    "distributed.admin.tick.interval": "500ms",
    "distributed.worker.profile.enabled": False,
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 1 << 28,
    "distributed.nanny.pre-spawn-environ.MALLOC_MMAP_THRESHOLD_": 1 << 28,
}
"""What worker processes of this machine leave out: looking fifty times a second whether they are late, and at their stack, and
giving memory back after every run, which the next run asks for again (with Dask's own setting runs take a sixth longer)."""


def run_on(
    study: Study,
    place: str,
    client: Client | str,
    numbers: Sequence[int],
    *,
    until: tuple[str, float] | None,
    jobs: int | None,
    terms: Terms,
    shown: bool,
) -> tuple[Study, list[str]]:
    """Makes the shards of a directory that are not there yet; gives the study as the directory has it, and what was
    damaged and is made again.

    Raises
    ------
    ClusterError
        When a worker has another build, the scheduler or all workers are gone, or a shard cannot be made.
    """
    with _connected(client, jobs) as connected:
        check_workers(connected, terms)
        begun = study.begin(place)
        if not numbers:
            return begun, []
        first, end = min(numbers), max(numbers) + 1
        place = str(Path(place).absolute())
        held = _native.Held.hold(begun._inner, place, first, end, "truceline in Python, with Dask", until)
        try:
            runs = _Counted(begun, numbers)
            with progress(shown, runs.total, begun.id, "run") as told, _probe(place) as (name, call):
                work = Call(connected, begun, place, terms, runs.told(told), call=call, probe=name)
                damaged = _stages(work, held, begun, numbers, until)
        finally:
            held.release()
    return begun, damaged


def check_workers(client: Client, terms: Terms) -> None:
    """Refuses a cluster of which a worker has another build, before anything is written.

    Raises
    ------
    ClusterError
        With all such workers.
    """
    told: dict[str, Answer | Exception] = client.run(introduce, on_error="return")
    found = {worker: fault_of(worker, answer, terms) for worker, answer in sorted(told.items())}
    faults = {worker: fault for worker, fault in found.items() if fault}
    if faults:
        raise ClusterError("; ".join(faults.values()), workers=list(faults))


def _stages(
    work: Call, held: _native.Held, study: Study, numbers: Sequence[int], until: tuple[str, float] | None
) -> list[str]:
    """All shards, or in stages until a precision is reached."""
    every = len(numbers) == study.shard_count
    damaged: list[str] = []
    stages = [numbers]
    if until is not None:
        ends = _native.checkpoints(study.shard_count)
        stages = [range(start, end) for start, end in zip([0, *ends], ends, strict=False)]
    for stage in stages:
        damaged += _stage(work, held, stage)
        if until is None:
            continue
        end = stage[-1] + 1
        half_width = held.half_width(end)
        if half_width is not None and half_width <= until[1]:
            held.note_stopped(end, half_width)
            return damaged
    if every:
        held.forget_stopped()
    return damaged


def _stage(work: Call, held: _native.Held, numbers: Sequence[int]) -> list[str]:
    """Makes what does not stand of some shards, and looks whether all that workers wrote is here."""
    missing, damaged = held.missing(list(numbers))
    lacking = set(missing)
    standing = [number for number in numbers if number not in lacking]
    if standing:
        work.kept(*held.outcomes(standing, 0)[0:3:2])
    work.make(missing)
    unseen = work.written_by_workers()
    for seconds in _UNSEEN_WAITS_SECONDS:
        if unseen:
            work.pause(seconds)
            unseen, _ = held.missing(unseen)
    # A worker said that it stands, and it does not: its bytes are wanted instead.
    work.make(unseen, shared=False)
    return damaged


class _Counted:
    """Runs that are done, over the stages of a call."""

    def __init__(self, study: Study, numbers: Sequence[int]) -> None:
        ranges = map(study._inner.shard_range, numbers)
        self.total = sum(end - start for start, end in ranges)
        self._done = 0

    def told(self, shown: Callable[[int], None] | None) -> Callable[[int], None]:
        """Tells how many more are done."""

        def more(runs: int) -> None:
            self._done += runs
            if shown is not None:
                shown(self._done)

        return more


@contextlib.contextmanager
def _probe(place: str) -> Iterator[tuple[str, str]]:
    """A file in ``log/`` that a worker finds when the directory that it sees is this one: its name, and the name of the
    call, which stands in it."""
    call = uuid.uuid4().hex
    file = Path(place) / "log" / f"probe-{call}"
    with contextlib.suppress(OSError):  # Without it workers return bytes, and writing those tells what is wrong.
        _write_probe(file, call)
    try:
        yield file.name, call
    finally:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def _write_probe(file: Path, call: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(call)


@contextlib.contextmanager
def _connected(client: Client | str, jobs: int | None) -> Iterator[Client]:
    """A client: the given one, one of the scheduler at an address, or one of worker processes on this machine."""
    distributed: Any = _distributed()
    if not isinstance(client, str):
        if jobs is not None:
            raise TypeError(
                'jobs: found a value, expected none with a cluster: its workers are given; or client="local"'
            )
        if not isinstance(client, distributed.Client):
            hint = "; use its get_client()" if hasattr(client, "get_client") else ""
            expected = 'dask.distributed.Client, the address of a scheduler, or "local"'
            raise TypeError(f"client: found {type(client).__name__}, expected {expected}{hint}")
        if client.asynchronous:
            raise TypeError("client: found an asynchronous client, expected one made with asynchronous=False")
        yield client
    elif client == "local":
        workers = jobs_or_cores(jobs)
        dask: Any = importlib.import_module("dask")
        with (
            dask.config.set(_QUIET),
            distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0"
            ) as cluster,
            distributed.Client(cluster) as own,
        ):
            yield own
    else:
        if jobs is not None:
            raise TypeError(
                'jobs: found a value, expected none with a cluster: its workers are given; or client="local"'
            )
        try:
            own = distributed.Client(client)
        except (OSError, ValueError) as error:
            raise ClusterError(f"client: no scheduler answers at {client}: {error}") from error
        with own:
            yield own


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise ImportError("client: Dask is not installed; pip install 'truceline[dask]'") from error
