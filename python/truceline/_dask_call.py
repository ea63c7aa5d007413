"""One call of ``Study.run`` on a Dask cluster: what waits, what is out, what came back."""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import pickle
import queue
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _native
from ._dask_terms import Client, Terms, fault_of
from ._dask_worker import PROTOCOL, RESULT_VERSION, Answer, Made, Order, learn, stop, work
from ._study_records import ShardBytes
from .errors import ClusterError, RunError

if TYPE_CHECKING:
    from ._study import Study

_ORDER_SECONDS = 2.0
"""Work that an order is to hold: long beside the milliseconds that it takes to send, short enough to lose."""
_ORDER_SECONDS_MOST = 10.0
"""After so long a worker gives back what it has not begun."""
_ORDER_BYTES = 32 << 20
"""Bytes of shards that an order is to return, and after which a worker begins no further one."""
_OUT_A_THREAD = 4
"""Orders that are out for each thread of the cluster; enough for an adaptive cluster to see that it should grow."""
_OUT_LEAST = 16
_LOOK_SECONDS = 0.5
"""Between looks at the cluster."""
_RESULT_SECONDS = 10.0
"""How long a result may take that is said to be there."""
_LONELY_SECONDS = 600.0
"""How long to wait while there is no worker at all."""
_FAILURES_TOLD = 5


@dataclass
class _Out:
    """An order that is out."""

    future: Any
    numbers: list[int]
    alone: bool
    """Whether nothing else is out, to see whether its one shard ends its worker."""
    sent: float
    bound: frozenset[str]
    """The only workers that may take it; empty when any may."""


class _Work:
    """Becomes an answer where it is unpickled: a scheduler looks into what it hands on, and need not have Truceline."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def __reduce__(self) -> tuple[Any, ...]:
        return work, (self._order,)


class Call:
    """Hands shards out until all of them are made."""

    def __init__(
        self,
        client: Client,
        study: Study,
        place: str,
        terms: Terms,
        told: Callable[[int], None],
        *,
        call: str,
        probe: str,
    ) -> None:
        self._client, self._study, self._place, self._terms, self._told = client, study, place, terms, told
        self._call, self._probe = call, probe
        self._inputs = study.inputs
        self._key = hashlib.sha256(self._inputs).hexdigest()
        self._taught: dict[str, float] = {}
        self._waiting: deque[int] = deque()
        self._suspects: deque[int] = deque()
        self._out: dict[str, _Out] = {}
        self._back: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._orders = 0
        self._faults: dict[int, list[str]] = {}
        self._again_elsewhere: deque[int] = deque()
        self._broken: dict[int, str] = {}
        self._written: list[int] = []
        self._unwritable: dict[str, str] = {}
        self._failed = 0
        self._failures: list[tuple[str, str]] = []
        self._seconds: float | None = None
        self._bytes = 0.0
        self._shared = terms.shared is not False
        self._workers: list[str] = []
        self._threads, self._looked, self._lonely_since = 0, 0.0, time.monotonic()
        self._where = scheduler_of(client)

    def kept(self, runs: int, failed: int) -> None:
        """Counts shards that stood already."""
        self._failed += failed
        self._told(runs)

    def written_by_workers(self) -> list[int]:
        """Shards that workers say they have written since the last time this was asked."""
        written, self._written = sorted(self._written), []
        return written

    def pause(self, seconds: float) -> None:
        """Waits; Ctrl-C ends it."""
        time.sleep(seconds)

    def make(self, numbers: Sequence[int], shared: bool | None = None) -> None:
        """Makes shards; all of them stand, or a worker says so, when it returns.

        Raises
        ------
        ClusterError
            When a worker is of another build, the scheduler or all workers are gone, or a shard cannot be made.
        RunError
            When too many runs went wrong.
        StoreError
            When this process cannot write.
        """
        if shared is not None:
            self._shared = shared
        if not numbers:
            return
        self._waiting.extend(numbers)
        try:
            self._teach(None)
            while self._waiting or self._again_elsewhere or self._suspects or self._out:
                self._look()
                self._submit()
                self._take()
        except BaseException:
            self._give_up()
            raise
        if self._broken:
            raise ClusterError(self._broken_text(), shards=sorted(self._broken))

    def _look(self) -> None:
        """Looks now and then whether the scheduler is there, and how many threads its workers have."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS:
            return
        self._looked = now
        if self._client.status != "running":
            raise self._gone()
        try:
            threads = self._client.nthreads()
        except (OSError, TimeoutError, AttributeError) as error:
            raise self._gone() from error
        self._workers, self._threads = list(threads), sum(threads.values())
        if self._threads > 0:
            self._lonely_since = now
        elif now - self._lonely_since > _LONELY_SECONDS:
            seconds = f"{_LONELY_SECONDS:.0f}"
            raise ClusterError(f"the cluster of {self._where} has had no worker for {seconds} seconds; {self._again()}")
        self._unbind()

    def _unbind(self) -> None:
        """Takes back what only workers that have gone may take: it would wait for ever. Any worker may have it then, so that
        Dask counts how many it ends."""
        for key, out in list(self._out.items()):
            if out.bound and out.bound.isdisjoint(self._workers):
                del self._out[key]
                out.future.cancel()
                self._waiting.extendleft(out.numbers)

    def _submit(self) -> None:
        most = max(_OUT_LEAST, _OUT_A_THREAD * self._threads)
        while self._again_elsewhere and len(self._out) < most:
            number = self._again_elsewhere.popleft()
            self._send([number], bound=self._others(self._faults[number]))
        while self._waiting and len(self._out) < most:
            size = min(self._size(), len(self._waiting))
            self._send([self._waiting.popleft() for _ in range(size)])
        if self._suspects and not self._out:
            self._send([self._suspects.popleft()], alone=True)

    def _size(self) -> int:
        """Shards of the next order."""
        if self._seconds is None:
            return 1
        by_time = _ORDER_SECONDS / max(self._seconds, 1e-6)
        by_bytes = _ORDER_BYTES / max(self._bytes, 1.0)
        # Towards the end orders get smaller, so that no worker is the last by much.
        by_share = math.ceil(len(self._waiting) / (2 * max(self._threads, 1)))
        return max(1, min(int(by_time), int(by_bytes), by_share))

    def _others(self, avoided: Sequence[str]) -> frozenset[str]:
        """The workers beside those at fault, when there are any. Which one was at fault is not always known."""
        return frozenset(self._workers).difference(avoided) if any(avoided) else frozenset()

    def _send(self, numbers: list[int], alone: bool = False, bound: frozenset[str] = frozenset()) -> None:
        order: Order = {
            "protocol": PROTOCOL,
            "call": self._call,
            "result_version": RESULT_VERSION,
            "build": None if self._terms.other_builds else _native.BUILD,
            "study": self._key,
            "numbers": numbers,
            "seconds_most": _ORDER_SECONDS_MOST,
            "bytes_most": _ORDER_BYTES,
            "directory": self._place if self._shared else None,
            "probe": self._probe,
        }
        key = f"truceline-shards-{self._call}-{self._orders}"
        self._orders += 1
        # No `allow_other_workers`: a worker at fault is done at once, hence idle, and would steal what waits for the others.
        where: dict[str, Any] = {"workers": sorted(bound)} if bound else {}
        future = self._client.submit(pickle.loads, pickle.dumps(_Work(order)), key=key, pure=False, **where)
        self._out[key] = _Out(future, numbers, alone, time.monotonic(), bound)
        future.add_done_callback(self._back.put)

    def _teach(self, worker: str | None) -> None:
        """Sends the study to a worker, or to all that are there; orders only name it."""
        workers = None if worker is None else [worker]
        # One that has gone meanwhile needs nothing; its orders come back.
        told = self._client.run(learn, self._key, self._inputs, workers=workers, on_error="ignore")
        self._taught.update(dict.fromkeys(told, time.monotonic()))

    def _take(self) -> None:
        """Waits a little for one order to come back, and takes all that have."""
        with contextlib.suppress(queue.Empty):
            future = self._back.get(timeout=_LOOK_SECONDS)
            while True:
                self._took(future)
                future = self._back.get_nowait()

    def _took(self, future: Any) -> None:
        out = self._out.get(future.key)
        if out is None:
            return
        if future.status == "cancelled":
            raise self._gone()
        if future.status == "lost":
            del self._out[future.key]
            for number in out.numbers:
                self._fault(number, "", "the worker that had made it ended before its answer was fetched")
            return
        try:
            answer: Answer = future.result(timeout=_RESULT_SECONDS)
        except TimeoutError:
            # The worker that had it went away before it was fetched: it is made again.
            future.add_done_callback(self._back.put)
            return
        except Exception as error:
            del self._out[future.key]
            self._error(out, error)
            return
        del self._out[future.key]
        self._answered(out, answer)

    def _error(self, out: _Out, error: Exception) -> None:
        """An order that came back without an answer."""
        if type(error).__name__ == "KilledWorker":
            if out.alone:
                self._broken[out.numbers[0]] = f"each worker that had it ended ({error})"
            else:
                self._suspects.extend(out.numbers)
        elif type(error).__name__ in ("CancelledError", "FutureCancelledError"):
            raise self._gone() from error
        elif fault := fault_of("that took an order", error, self._terms):
            raise ClusterError(f"{fault}; {self._again()}") from error
        else:
            for number in out.numbers:
                self._fault(number, "", f"{type(error).__name__}: {error}")

    def _answered(self, out: _Out, answer: Answer) -> None:
        worker = answer["worker"]
        if fault := fault_of(worker, answer, self._terms):
            raise ClusterError(f"{fault}; {self._again()}", workers=[worker])
        if answer["stranger"]:
            # It has joined since. Other orders may have met it before it was told.
            if out.sent >= self._taught.get(worker, -math.inf):
                self._teach(worker)
            self._send(out.numbers, out.alone, out.bound)
            return
        if self._terms.shared and self._shared and not answer["sees"]:
            message = f"worker {worker}: {self._place} is not the directory that is here, expected one with shared=True"
            raise ClusterError(f"{message}; {self._again()}", workers=[worker])
        if answer["unwritable"] and worker not in self._unwritable:
            self._unwritable[worker] = answer["unwritable"]
            warn(f"worker {worker} cannot write: {answer['unwritable']}; its shards are written here instead")
        for made in answer["made"]:
            self._made(worker, made)
        self._waiting.extendleft(reversed(answer["left"]))
        self._measure(answer["made"])
        if self._failed > self._terms.failures_most:
            told = "\n  ".join(f"{reason}\n    again: {command}" for reason, command in self._failures)
            raise RunError(f"more than {self._terms.failures_most} runs went wrong; the study is stopped\n  {told}")

    def _made(self, worker: str, made: Made) -> None:
        number = made["number"]
        if made["fault"] is not None:
            self._fault(number, worker, f"worker {worker}: {made['fault']}")
            return
        if made["tables"] is not None:
            self._study.write_shard(self._place, number, ShardBytes(number, *made["tables"]))
        else:
            self._written.append(number)
        self._failed += made["failed"]
        self._failures += made["failures"][: _FAILURES_TOLD - len(self._failures)]
        self._log(worker, made)
        self._told(made["runs"])

    def _fault(self, number: int, worker: str, why: str) -> None:
        """Tries a shard again that an error ended, on another worker when there is one."""
        faults = self._faults.setdefault(number, [])
        faults.append(worker)
        if len(faults) > self._terms.retries:
            self._broken[number] = why
        else:
            self._again_elsewhere.append(number)

    def _measure(self, made: list[Made]) -> None:
        """Learns how long shards take, and how large they are; the latest count most."""
        if not made:
            return
        seconds = sum(one["seconds"] for one in made) / len(made)
        size = sum(len(table) for one in made for table in one["tables"] or () if table) / len(made)
        weight = 1.0 if self._seconds is None else 0.3
        self._seconds = (self._seconds or 0.0) * (1 - weight) + seconds * weight
        self._bytes = self._bytes * (1 - weight) + size * weight

    def _log(self, worker: str, made: Made) -> None:
        """Notes how long a shard took. The log is for people: when it cannot be written, the study goes on."""
        path = Path(self._place) / "log" / f"shards-dask-{os.getpid()}.csv"
        with contextlib.suppress(OSError):
            head = "" if path.exists() else "shard,runs,events,seconds,worker\n"
            line = f"{made['number']},{made['runs']},{made['events']},{made['seconds']:.3f},{worker}\n"
            with path.open("a") as file:
                file.write(head + line)

    def _give_up(self) -> None:
        """Takes back what is out, and lets workers begin no further shard. Shards that they are at may still appear."""
        futures = [out.future for out in self._out.values()]
        self._out.clear()
        self._waiting.clear()
        self._suspects.clear()
        self._again_elsewhere.clear()
        if self._client.status != "running":
            return
        client: Any = self._client
        with contextlib.suppress(Exception):
            client.cancel(futures)
            client.run(stop, self._call, on_error="ignore")

    def _gone(self) -> ClusterError:
        what = f"the scheduler {self._where} has restarted, is gone, or has cancelled the shards of this call"
        return ClusterError(f"{what}; {self._again()}")

    def _again(self) -> str:
        return f"what is written stays; the same call goes on from there ({self._place})"

    def _broken_text(self) -> str:
        lines = [f"{len(self._broken)} of the shards could not be made; all others stand"]
        for number, why in sorted(self._broken.items())[:_FAILURES_TOLD]:
            again = f"truceline study run {self._place} --shard {number}/{self._study.shard_count}"
            lines.append(f"  shard {number}: {why}\n    again: {again}")
        return "\n".join(lines)


def scheduler_of(client: Any) -> str:
    """Address of the scheduler of a client, for people."""
    return str(getattr(getattr(client, "scheduler", None), "address", "of the cluster"))


def warn(text: str) -> None:
    """Warns the caller of ``Study.run``."""
    import warnings

    from .errors import TrucelineWarning

    warnings.warn(text, TrucelineWarning, stacklevel=2)
