"""Which workers of a Dask cluster may make shards, and what is used of Dask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from . import _native
from ._dask_worker import BUILD, PROTOCOL, RESULT_VERSION, Answer


@dataclass(frozen=True)
class Terms:
    """What a caller of ``Study.run`` says of a cluster."""

    shared: bool | None = None
    """Whether workers write into the directory; None to see for each worker."""
    other_builds: bool = False
    """Whether workers of other builds are taken."""
    retries: int = 2
    """How often a shard that an error ended is tried again."""
    failures_most: int = 100
    """Runs that may go wrong."""


class Client(Protocol):
    """What is used of ``dask.distributed.Client``."""

    @property
    def status(self) -> str:
        """Whether it is connected: ``running``."""

    @property
    def asynchronous(self) -> bool:
        """Whether its methods are to be awaited."""

    def submit(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        """A call on a worker."""

    def run(self, function: Any, *args: Any, **kwargs: Any) -> Any:
        """A call on all workers, beside their tasks."""

    def nthreads(self) -> Any:
        """Threads of every worker."""


def fault_of(worker: str, answer: Answer | Exception, terms: Terms) -> str | None:
    """What keeps a worker from making shards of this study; None when nothing does."""
    if isinstance(answer, (ImportError, AttributeError)):
        return f"worker {worker}: {answer}; expected truceline {_native.VERSION} installed on every worker"
    if isinstance(answer, Exception):
        # It may have gone at this very moment: if it comes back it is asked again with its first order.
        return None
    if answer["protocol"] != PROTOCOL:
        found = answer["protocol"]
        return (
            f"worker {worker}: found form {found} of orders, expected {PROTOCOL}; install the same truceline everywhere"
        )
    if answer["result_version"] != RESULT_VERSION:
        found = answer["result_version"]
        return (
            f"worker {worker}: found result version {found}, expected {RESULT_VERSION} as here: its runs would differ"
        )
    if answer["build"] != BUILD and not terms.other_builds:
        return (
            f"worker {worker}: found build {answer['build']}, expected {BUILD} as here; install the same truceline "
            "everywhere, or take the worker with other_builds=True: the content of its shards is the same, the bytes of its "
            "files may not be"
        )
    return None
