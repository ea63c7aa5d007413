"""Studies: many replications of the points of a design, cut into shards that any process can make."""

from __future__ import annotations

import json
import os
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from . import _native
from ._checks import checked_scenario, whole
from ._progress import jobs_or_cores
from ._progress import progress as progress_of
from ._ron import ron
from ._scan import scan
from ._scenario import Scenario
from ._study_facts import StudyFacts
from ._study_points import study_text
from ._study_records import ShardBytes, StudyPlan, StudyStatus
from ._table import Table
from .errors import StudyError, TrucelineWarning

if TYPE_CHECKING:
    import duckdb
    import polars

    from ._dask_terms import Client

Pathlike = str | os.PathLike[str]

_NAMED_MOST = 8


class Study(StudyFacts):
    """A study: scenarios, factors, a design, replications. It never changes, and can be pickled.

    A directory of it consists of shards, each a pure function of the study and its number, and is byte for byte that of
    ``truceline study run``, whoever made which shard.
    """

    __slots__ = ()

    def __init__(self, inner: _native.Study) -> None:
        if not isinstance(inner, _native.Study):
            raise TypeError("use Study.load, Study.from_text, Study.from_points or Study.from_inputs")
        super().__init__(inner)

    @classmethod
    def load(cls, path: Pathlike) -> Study:
        """Opens a study file (.ron or .json), or a study directory, which holds all texts that it was made from.

        Raises
        ------
        ScenarioError
            When the file or a scenario is invalid or of a newer format.
        StudyError
            When a directory is no study.
        """
        return cls(_native.Study.load(_path(path, "path")))

    @classmethod
    def from_text(cls, text: str, name: str = "study.ron", files: Mapping[str, str] | None = None) -> Study:
        """A study from its text and the texts of the files that it names.

        Parameters
        ----------
        text
            The study, in RON or, when the name ends in ``.json``, in JSON.
        name
            Path that diagnostics name.
        files
            Texts of the scenarios and of the files that they name, by path from where the study stands.
        """
        folder = name.rpartition("/")[0]
        beside = [(f"{folder}/{path}" if folder else path, inner) for path, inner in (files or {}).items()]
        return cls(_native.Study.of_texts(name, [(name, text), *beside]))

    @classmethod
    def from_points(
        cls,
        scenario: Scenario,
        points: Mapping[str, Sequence[Any]] | Sequence[Mapping[str, Any]],
        *,
        replications: int,
        id: str = "points",
        title: str | None = None,
        measures: Sequence[str] | None = None,
        seed: int = 1,
        pairing: Literal["common", "independent"] = "common",
        curves: Literal["none", "quantiles", "all"] = "none",
        curve_step_hours: float | None = None,
        until_hours: float | None = None,
        events_most: int | None = None,
        shard_runs: int | None = None,
    ) -> Study:
        """A study of given design points, for samplers and optimisers.

        Parameters
        ----------
        scenario
            What is run; what was set in it is set for all points.
        points
            From paths, as :meth:`Scenario.set` takes them, to the values of all points; or a list of dictionaries, one a
            point. Every point sets the same paths.
        replications
            Replications of every point.
        id, title
            Names of the study; the id stands in the name of its directory.
        measures
            Measures to keep; all when absent.
        seed
            Seed of the study.
        pairing
            Whether replication k of every point has the same draws (``common``) or points share none.
        curves
            Which curves to keep: none, quantiles at every grid time, or all.
        curve_step_hours
            Hours between grid times of curves.
        until_hours
            Length of the runs in hours; the scenario's own when absent.
        events_most
            Most events of a run.
        shard_runs
            Runs a shard; chosen from the size of the study when absent.
        """
        checked_scenario(scenario)
        text = study_text(
            scenario,
            points,
            {
                "id": ron(id),
                "title": None if title is None else ron(title),
                "replications": str(whole(replications, "replications")),
                "seed": str(whole(seed, "seed")),
                "pairing": pairing,
                "measures": ron(list(measures or [])),
                "curves": curves,
                "curve_step_hours": None if curve_step_hours is None else ron(float(curve_step_hours)),
                "until_hours": None if until_hours is None else ron(float(until_hours)),
                "events_most": None if events_most is None else str(whole(events_most, "events_most")),
                "shard_runs": None if shard_runs is None else str(whole(shard_runs, "shard_runs")),
            },
        )
        folder = scenario.path.rpartition("/")[0]
        name = f"{folder}/{id}.ron" if folder else f"{id}.ron"
        if name == scenario.path:
            name = name.removesuffix(".ron") + "-study.ron"
        return cls(_native.Study.of_texts(name, [(name, text), *scenario._inner.texts]))

    @classmethod
    def from_inputs(cls, inputs: bytes) -> Study:
        """The same study as the one whose :attr:`inputs` these are, in any process with the same build."""
        return cls(_native.Study.of_inputs(bytes(inputs)))

    def plan(
        self,
        *,
        jobs: int | None = None,
        until: tuple[str, float] | None = None,
        pilot_runs: int = 64,
        pilot_seconds: float = 20.0,
    ) -> StudyPlan:
        """What the study takes, guessed from a pilot; nothing is written.

        Parameters
        ----------
        jobs
            Runs at the same time; one for each core when absent.
        until
            A wanted precision: measure, and half the width of the 95 % interval of its mean relative to the mean.
        pilot_runs, pilot_seconds
            The pilot ends after so many runs or seconds.
        """
        told = self._inner.plan(jobs_or_cores(jobs), until, whole(pilot_runs, "pilot_runs"), float(pilot_seconds))
        return StudyPlan(**json.loads(told))

    def begin(self, directory: Pathlike | None = None) -> Study:
        """Begins a directory, or goes on with one of the same study.

        Returns
        -------
        Study
            The study as the directory has it. Shards for the directory are made from this one: paths in it are those of
            the beginning, so that they come out the same wherever they are made.

        Raises
        ------
        StoreError
            When something else stands there.
        """
        return Study(self._inner.begin(self._place(directory)))

    def run(
        self,
        directory: Pathlike | None = None,
        *,
        jobs: int | None = None,
        shards: Iterable[int] | str | None = None,
        until: tuple[str, float] | None = None,
        failures_most: int = 100,
        plots: bool = True,
        progress: bool = True,
        client: Client | str | None = None,
        shared: bool | None = None,
        other_builds: bool = False,
        retries: int = 2,
    ) -> StudyStatus:
        """Makes the shards that are not there yet, and then tables and pictures: what ``truceline study run`` does.

        Ctrl-C ends it after the runs at hand; what is written stays, and the same call goes on from there.

        With a ``client`` the workers of a Dask cluster make the shards. The directory is byte for byte the same.

        Parameters
        ----------
        directory
            Where; :attr:`directory` when absent.
        jobs
            Threads, or worker processes of ``client="local"``; one for each core when absent.
        shards
            Only these, as numbers or as ``"i/n"``, part i of n; tables and pictures are then left to :meth:`merge`.
        until
            Stop when a measure is known this well: see :meth:`plan`. Judged at sizes fixed in advance.
        failures_most
            Stop when more runs than this have gone wrong.
        plots
            Whether to write the pictures.
        progress
            Whether to show a bar.
        client
            A ``dask.distributed.Client``, the address of a scheduler, or ``"local"`` for worker processes on this machine
            that end with the call. Needs ``pip install 'truceline[dask]'``, here and on the workers.
        shared
            Whether workers write into the directory themselves. None sees for each worker whether it has the same
            directory, and takes the bytes of its shards if not; False always takes the bytes; with True a worker that
            does not see the directory is an error.
        other_builds
            Whether to take workers with another build of Truceline and the same result version. The content of all
            columns is then the same, the bytes of the files may not be.
        retries
            How often a shard is tried again that an error on a worker ended. Workers that are lost do not count.

        Raises
        ------
        RunError
            When too many runs went wrong.
        ClusterError
            When a worker has another build, the scheduler is gone, or a shard cannot be made.
        StoreError
            When something else stands there, another process works on the same shards, or the disk is full.
        """
        place = self._place(directory)
        if until is not None and shards is not None:
            raise TypeError("expected one of shards and until: precision is judged over all shards")
        numbers = self._shards(shards)
        most = whole(failures_most, "failures_most")
        try:
            if client is None:
                study = self._inner.begin(place)
                runs = sum(end - start for start, end in map(study.shard_range, numbers))
                with progress_of(progress, runs, self.id, "run") as told:
                    _, damaged = study.run(place, jobs_or_cores(jobs), numbers, until, most, told)
            else:
                # Dask is loaded when it is wanted.
                from ._dask import run_on
                from ._dask_terms import Terms

                terms = Terms(shared, other_builds, whole(retries, "retries"), most)
                begun, damaged = run_on(
                    self, place, client, numbers, until=until, jobs=jobs, terms=terms, shown=progress
                )
                study = begun._inner
        except KeyboardInterrupt as interrupt:
            interrupt.add_note(f"what is written stays; the same call goes on from there ({place})")
            raise
        for why in damaged:
            warnings.warn(f"{why}; it was made again", TrucelineWarning, stacklevel=2)
        if shards is None:
            study.merge(place, plots)
        status = Study(study).status(place)
        if status.failed > 0:
            message = f"{status.failed} runs went wrong and are in no statistic; the column `reason` says why"
            warnings.warn(message, TrucelineWarning, stacklevel=2)
        return status

    def make_shard(self, number: int) -> ShardBytes:
        """Makes a shard and gives its bytes; nothing is written.

        A pure function of the study and the number, for one build of Truceline (``truceline.BUILD``).
        """
        shard = whole(number, "shard")
        return ShardBytes(shard, *self._inner.make_shard(shard))

    def write_shard(self, directory: Pathlike | None, number: int, shard: ShardBytes) -> None:
        """Writes a shard into a directory that has begun, in one step, once its seal, study and number are checked.

        Raises
        ------
        StoreError
            When the bytes are not that shard of this study, the disk is full or the system refuses.
        StudyError
            When no study has begun there.
        """
        wanted = whole(number, "shard")
        if not isinstance(shard, ShardBytes):
            raise TypeError(f"shard: found {type(shard).__name__}, expected ShardBytes")
        self._inner.write_shard(self._place(directory), wanted, shard.runs, shard.curves)

    def missing(self, directory: Pathlike | None = None) -> list[int]:
        """Numbers of the shards that are missing or damaged in a directory that has begun; damage is warned of."""
        missing, damaged = self._inner.missing(self._place(directory))
        for why in damaged:
            warnings.warn(why, TrucelineWarning, stacklevel=2)
        return missing

    def merge(self, directory: Pathlike | None = None, plots: bool = True) -> StudyStatus:
        """Checks that all shards stand, and writes tables and pictures.

        Raises
        ------
        StudyError
            When shards are missing or damaged; its ``missing`` names them.
        """
        place = self._place(directory)
        missing = self.missing(place)
        if missing:
            named = ", ".join(map(str, missing[:_NAMED_MOST])) + (", …" if len(missing) > _NAMED_MOST else "")
            message = (
                f"the study is not complete: {len(missing)} of {self.shard_count} shards missing or damaged ({named})"
            )
            raise StudyError(message, missing)
        self._inner.merge(place, plots)
        return self.status(place)

    def status(self, directory: Pathlike | None = None, *, measures: Sequence[str] = ()) -> StudyStatus:
        """How far the study is and what it says so far; also while others work on it.

        Parameters
        ----------
        directory
            Where; :attr:`directory` when absent.
        measures
            Measures to summarise; the main ones when none is named.
        """
        if isinstance(measures, str):
            raise TypeError("measures: found str, expected a list of names")
        told, damaged = self._inner.status(self._place(directory), list(measures))
        for why in damaged:
            warnings.warn(why, TrucelineWarning, stacklevel=2)
        return StudyStatus(**json.loads(told))

    @overload
    def results(self, directory: Pathlike | None = None, engine: Literal["polars"] = "polars") -> polars.LazyFrame: ...
    @overload
    def results(self, directory: Pathlike | None, engine: Literal["duckdb"]) -> duckdb.DuckDBPyRelation: ...
    @overload
    def results(self, *, engine: Literal["duckdb"]) -> duckdb.DuckDBPyRelation: ...
    def results(self, directory: Pathlike | None = None, engine: str = "polars") -> Any:
        """All runs, one row each, as a lazy query over the Parquet files: nothing is read before it is asked for.

        Parameters
        ----------
        directory
            Where; :attr:`directory` when absent.
        engine
            ``polars`` for a lazy frame, ``duckdb`` for a relation.
        """
        return scan(Path(self._place(directory)) / "runs" / "*.parquet", engine)

    @overload
    def curves(self, directory: Pathlike | None = None, engine: Literal["polars"] = "polars") -> polars.LazyFrame: ...
    @overload
    def curves(self, directory: Pathlike | None, engine: Literal["duckdb"]) -> duckdb.DuckDBPyRelation: ...
    @overload
    def curves(self, *, engine: Literal["duckdb"]) -> duckdb.DuckDBPyRelation: ...
    def curves(self, directory: Pathlike | None = None, engine: str = "polars") -> Any:
        """The curves of a study as a lazy query.

        A study that keeps all has one row a run and grid time (``time_hours``); one that keeps quantiles has, once it is
        merged, one row a design point, series and grid time.

        Raises
        ------
        StudyError
            When the study keeps none.
        """
        place = Path(self._place(directory))
        if self.curves_kept == "none":
            raise StudyError('the study keeps no curves; expected curves "quantiles" or "all" in its file')
        return scan(
            place / "curves" / "*.parquet" if self.curves_kept == "all" else place / "tables" / "curves.parquet", engine
        )

    def quantiles(self, directory: Pathlike | None = None) -> polars.LazyFrame:
        """Quantiles of the curves at every grid time, from ``tables/curves.parquet`` of a merged study."""
        frame: polars.LazyFrame = scan(Path(self._place(directory)) / "tables" / "curves.parquet", "polars")
        return frame

    def sensitivity(self, directory: Pathlike | None = None) -> Table:
        """Which factors move the measures, for a Morris design or Sobol indices: one row a measure, scenario, factor and
        quantity with its 95 % interval, as ``tables/sensitivity.csv``.

        Raises
        ------
        StudyError
            When the design is not made for it.
        """
        return Table(self._inner.sensitivity(self._place(directory)))

    def _place(self, directory: Pathlike | None) -> str:
        return str(self._inner.directory) if directory is None else _path(directory, "directory")

    def _shards(self, shards: Iterable[int] | str | None) -> list[int]:
        if shards is None:
            return list(range(self.shard_count))
        if isinstance(shards, str):
            found = re.fullmatch(r"(\d+)/(\d+)", shards)
            if not found or int(found[1]) >= int(found[2]):
                raise ValueError(f"shards: found {shards!r}, expected i/n with i below n, for instance 0/4")
            part, of = int(found[1]), int(found[2])
            return list(range(self.shard_count * part // of, self.shard_count * (part + 1) // of))
        return sorted({whole(number, "shards") for number in shards})

    def __reduce__(self) -> tuple[Any, ...]:
        return Study.from_inputs, (self.inputs,)

    def __repr__(self) -> str:
        return (
            f"<truceline.Study {self.id}: {self.title}; {len(self.points)} points of a {self.design} x {self.replications} "
            f"replications = {self.run_count} runs in {self.shard_count} shards>"
        )


def _path(path: Pathlike, name: str) -> str:
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"{name}: found {type(path).__name__}, expected a path")
    return os.fspath(path)
