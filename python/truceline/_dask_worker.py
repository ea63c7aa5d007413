"""What a worker of a Dask cluster does: some shards of a study, told shard by shard.

An order goes out as plain data and comes back as plain data, so that a worker with another build of Truceline can still
say which it has. The study itself is sent to a worker once: an order names it, and a worker that does not know it asks.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any, TypedDict

from . import _native
from ._study import Study
from ._study_records import ShardBytes
from .errors import StoreError, StudyError

PROTOCOL = 1
"""Form of orders and answers; an answer of another form is refused."""

BUILD = _native.BUILD
RESULT_VERSION = _native.RESULT_VERSION

_STUDIES_MOST = 4
_FAILURES_TOLD = 5

_lock = threading.Lock()
_studies: dict[str, bytes | Study] = {}
_stopped: set[str] = set()
_unwritable: dict[str, str] = {}


class Order(TypedDict):
    """Shards that a worker is to make."""

    protocol: int
    call: str
    """Which call of ``Study.run`` wants it."""
    result_version: int
    build: str | None
    """The build that is wanted; None when any will do."""
    study: str
    """Hash of the inputs of the study."""
    numbers: list[int]
    seconds_most: float
    """After so many seconds no further shard is begun."""
    bytes_most: int
    """After so many bytes of shards to be returned no further one is begun."""
    directory: str | None
    """Directory to write to when the worker sees it; None when bytes are wanted."""
    probe: str
    """Name in ``log/`` of the file that shows that it is the same directory."""


class Made(TypedDict):
    """A shard that was made, or not."""

    number: int
    runs: int
    events: int
    failed: int
    failures: list[tuple[str, str]]
    seconds: float
    tables: tuple[bytes, bytes | None] | None
    """The bytes; None when the worker has written them, or has none."""
    fault: str | None
    """Why there is none."""


class Answer(TypedDict):
    """What became of an order."""

    protocol: int
    worker: str
    result_version: int
    build: str
    refused: bool
    """Whether the worker has another build than is wanted, and has made nothing."""
    stranger: bool
    """Whether the worker does not know the study, and has made nothing."""
    sees: bool
    """Whether the worker sees the directory of the client."""
    made: list[Made]
    left: list[int]
    """Shards that were not begun."""
    unwritable: str | None
    """Why the worker cannot write into the directory that it sees."""


def introduce(dask_worker: Any) -> Answer:
    """Which build a worker has."""
    return _answer(str(dask_worker.address))


def learn(study: str, inputs: bytes) -> None:
    """Takes a study, which is named by the hash of its inputs; the one that was taken first makes room."""
    with _lock:
        if study not in _studies:
            while len(_studies) >= _STUDIES_MOST:
                del _studies[next(iter(_studies))]
            _studies[study] = inputs


def stop(call: str) -> None:
    """Lets no further shard of a call begin on this worker."""
    _stopped.add(call)


def work(order: Order) -> Answer:
    """Makes shards until they are made, the time is over or the call is stopped."""
    from distributed import get_worker

    answer = _answer(str(get_worker().address))
    if order["result_version"] != RESULT_VERSION or order["build"] not in (None, BUILD):
        answer["refused"] = True
        return answer
    study = _study(order)
    if study is None:
        answer["stranger"] = True
        return answer
    place = _place(order)
    answer["sees"] = place is not None
    begun, size, numbers = time.perf_counter(), 0, order["numbers"]
    for index, number in enumerate(numbers):
        late = time.perf_counter() - begun > order["seconds_most"] or size > order["bytes_most"]
        if order["call"] in _stopped or (index > 0 and late):
            answer["left"] = numbers[index:]
            break
        made = _make(study, number, place, order["call"])
        size += sum(len(table) for table in made["tables"] or () if table is not None)
        answer["made"].append(made)
    answer["unwritable"] = _unwritable.get(order["call"])
    return answer


def _answer(worker: str) -> Answer:
    return {
        "protocol": PROTOCOL,
        "worker": worker,
        "result_version": RESULT_VERSION,
        "build": BUILD,
        "refused": False,
        "stranger": False,
        "sees": False,
        "made": [],
        "left": [],
        "unwritable": None,
    }


def _study(order: Order) -> Study | None:
    with _lock:
        known = _studies.get(order["study"])
        if isinstance(known, bytes):
            known = _studies[order["study"]] = Study.from_inputs(known)
        return known


def _place(order: Order) -> str | None:
    """The directory, when it is the very one of the client: the file that the client wrote there is in it."""
    if order["directory"] is None:
        return None
    try:
        found = (Path(order["directory"]) / "log" / order["probe"]).read_text()
    except (OSError, UnicodeDecodeError):
        return None
    return order["directory"] if found == order["call"] else None


def _make(study: Study, number: int, place: str | None, call: str) -> Made:
    begun = time.perf_counter()
    made: Made = {
        "number": number,
        "runs": 0,
        "events": 0,
        "failed": 0,
        "failures": [],
        "seconds": 0.0,
        "tables": None,
        "fault": None,
    }
    try:
        shard = study.make_shard(number)
        made["runs"], made["events"], made["failed"], made["failures"] = _native.outcome(shard.runs, _FAILURES_TOLD)
        if place is None or call in _unwritable or not _written(study, place, shard, call):
            made["tables"] = (shard.runs, shard.curves)
    except Exception as error:  # Whatever it is, the other shards of the order are not to be lost with it.
        made["fault"] = f"{type(error).__name__}: {error}"
    made["seconds"] = time.perf_counter() - begun
    return made


def _written(study: Study, place: str, shard: ShardBytes, call: str) -> bool:
    """Whether the shard stands now. If not, this worker returns the bytes of all further ones of the call as well."""
    try:
        study.write_shard(place, shard.number, shard)
    except (StoreError, StudyError) as error:
        _unwritable[call] = str(error)
        return False
    return True
