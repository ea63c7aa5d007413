"""What studies tell: the bytes of shards, plans, and how far they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple


class ShardBytes(NamedTuple):
    """A shard as the bytes of its tables, each with a seal that is checked before it is written."""

    number: int
    """Number of the shard, from 0."""
    runs: bytes
    """The table of its runs, a Parquet file."""
    curves: bytes | None
    """The table of its curves, a Parquet file; None when the study keeps none."""


@dataclass(frozen=True)
class StudyPlan:
    """What a study takes, guessed from a few runs."""

    study: str
    """Id of the study."""
    design: str
    """Name of the design."""
    points: int
    """Design points."""
    replications: int
    """Replications of each."""
    runs: int
    """Runs in all."""
    shards: int
    """Shards in all."""
    shard_runs: int
    """Runs a shard."""
    jobs: int
    """Runs at the same time."""
    pilot_runs: int
    """Runs that the guesses come from."""
    milliseconds_a_run: float
    """Time of one run of one thread, in milliseconds."""
    seconds: float
    """Time of all, in seconds."""
    bytes: float
    """Disk of all, at most about, in bytes."""
    replications_wanted: int | None
    """Replications of every point that a wanted precision takes; None when none is wanted or the pilot cannot tell."""


@dataclass(frozen=True)
class StudyStatus:
    """How far a study is, and what it says so far."""

    study: str
    """Id of the study."""
    shards_done: int
    """Shards that stand."""
    shards: int
    """Shards in all."""
    runs_done: int
    """Runs of those shards."""
    runs: int
    """Runs in all."""
    failed: int
    """Runs that went wrong; they are in no statistic."""
    events: int
    """Events of all runs so far."""
    failures: list[dict[str, Any]]
    """Some of the runs that went wrong: ``run``, ``reason``, and the ``command`` that repeats it."""
    measures: list[dict[str, Any]]
    """Measures by design point, as ``truceline study status --json`` tells them."""

    @property
    def complete(self) -> bool:
        """Whether all shards stand."""
        return self.shards_done == self.shards

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row a measure and design point: ``measure``, ``unit``, ``point``, ``words``, ``runs``, ``mean`` with its
        95 % interval ``low`` to ``high``, and ``median``."""
        for measure in self.measures:
            for point in measure["points"]:
                summary = point["summary"]
                mean = summary["mean"] or {}
                interval = mean.get("interval") or {}
                medians = [one["value"] for one in summary["quantiles"] if one["probability"] == 0.5]
                yield {
                    "measure": measure["measure"],
                    "unit": measure["unit"],
                    "point": point["point"],
                    "words": point["words"],
                    "runs": summary["count"],
                    "mean": mean.get("mean"),
                    "low": interval.get("low"),
                    "high": interval.get("high"),
                    "median": medians[0] if medians else None,
                }

    def __repr__(self) -> str:
        head = (
            f"<truceline.StudyStatus {self.study}: {self.runs_done} of {self.runs} runs, {self.shards_done} of "
            f"{self.shards} shards, {self.failed} failed"
        )
        lines = [head]
        for row in list(self.rows())[:24]:
            if row["mean"] is not None and row["low"] is not None:
                half = (row["high"] - row["low"]) / 2
                lines.append(
                    f"  {row['measure']} [{row['unit']}], {row['words']}: {row['mean']:.4g} ± {half:.2g} (95 %)"
                )
        return "\n".join(lines) + ">"
