"""What a study is."""

from __future__ import annotations

from pathlib import Path

from . import _native
from ._scenario import Measure
from ._table import Table


class StudyFacts:
    """What a study says of itself."""

    __slots__ = ("_inner",)

    def __init__(self, inner: _native.Study) -> None:
        self._inner = inner

    @property
    def inputs(self) -> bytes:
        """Bytes from which another process makes the same study: all texts that went in."""
        return self._inner.inputs

    @property
    def identity(self) -> str:
        """Hash of all that decides the content of the shards, 64 hexadecimal digits."""
        return self._inner.identity

    @property
    def id(self) -> str:
        """Id text."""
        return self._inner.id

    @property
    def title(self) -> str:
        """Title for people."""
        return self._inner.title

    @property
    def directory(self) -> Path:
        """Where it goes when nobody says: ``output/study-<id>``, or the directory that it was read from."""
        return Path(self._inner.directory)

    @property
    def design(self) -> str:
        """Name of the design."""
        return self._inner.design

    @property
    def seed(self) -> int:
        """Seed of the study."""
        return self._inner.seed

    @property
    def replications(self) -> int:
        """Replications of every design point."""
        return self._inner.replications

    @property
    def run_count(self) -> int:
        """Runs in all."""
        return self._inner.run_count

    @property
    def shard_count(self) -> int:
        """Shards in all."""
        return self._inner.shard_count

    @property
    def shard_runs(self) -> int:
        """Runs a shard; the last may have fewer."""
        return self._inner.shard_runs

    @property
    def curves_kept(self) -> str:
        """Which curves are kept: ``none``, ``quantiles`` or ``all``."""
        return self._inner.curves_kept

    @property
    def measures(self) -> list[Measure]:
        """Measures that are kept, with unit and meaning."""
        return [Measure(*one) for one in self._inner.measures]

    @property
    def points(self) -> Table:
        """The design points: ``point``, ``scenario`` and one column a factor."""
        return Table(self._inner.points())
