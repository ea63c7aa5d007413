"""Single runs, and many of them in one process."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _native
from ._checks import checked_scenario, whole
from ._progress import jobs_or_cores
from ._progress import progress as progress_of
from ._scenario import Scenario
from ._table import Table
from .errors import RunError, TrucelineWarning


@dataclass(frozen=True)
class Cause:
    """An event with how it came about, as ``truceline why`` tells it."""

    event: int
    """Number in the truth log."""
    kind: str
    """Kind of the event."""
    time_hours: float
    """Time since the start in hours."""
    local_time: str
    """Local time: ``2021-04-29 14:05``."""
    cause: int | None
    """Number of the event that brought it forth; None for what begins by itself."""
    depth: int
    """Steps from the root."""
    text: str
    """What happened, in one sentence."""
    harm: list[dict[str, Any]]
    """Killed and wounded by side, in persons."""
    reasons: list[dict[str, Any]]
    """Why it happened: each a sentence under ``text``, with its sources."""

    @property
    def reason_texts(self) -> list[str]:
        """The sentences of the reasons."""
        return [str(reason["text"]) for reason in self.reasons]


@dataclass(frozen=True)
class Why:
    """How an event came about, or what it set off. ``print(why)`` is the text of ``truceline why``."""

    event: int
    """Number of the event in the truth log."""
    chain: list[Cause]
    """From the root to the event; for a tree the event and what it set off, in order."""
    aftermath: list[dict[str, Any]]
    """What was decided in the wake of the event and led to nothing."""
    set_off: dict[str, int]
    """Events, acts, killed, wounded and depth of what the event set off."""
    left_out: int
    """Events of a tree that are not shown."""
    text: str
    """The same for people."""

    @property
    def sentences(self) -> list[str]:
        """What happened, one sentence an event."""
        return [cause.text for cause in self.chain]

    def __str__(self) -> str:
        return self.text


class Run:
    """A finished run with everything it tells.

    Tables are made when they are first asked for, and hold what the files of ``truceline run`` hold: same columns, same
    units.
    """

    __slots__ = ("_inner", "scenario")

    def __init__(self, inner: _native.Run, scenario: Scenario) -> None:
        self._inner = inner
        self.scenario = scenario

    @property
    def digest(self) -> str:
        """Fingerprint of all events and measures, 32 hexadecimal digits: that of ``truceline run``, anywhere."""
        return self._inner.digest

    @property
    def outcome(self) -> str:
        """Why it ended; ``horizon`` and ``exhausted`` are natural ends."""
        return self._inner.outcome

    @property
    def event_count(self) -> int:
        """Events executed, the unlogged included."""
        return self._inner.event_count

    @property
    def end_hours(self) -> float:
        """End of the run since the start, in hours."""
        return self._inner.end_hours

    @property
    def seed(self) -> int:
        """Seed."""
        return self._inner.seed

    @property
    def replication(self) -> int:
        """Replication: another run of the same seed."""
        return self._inner.replication

    @property
    def command(self) -> str:
        """The command that does it again."""
        return self._inner.command

    @property
    def measures(self) -> dict[str, float | None]:
        """Measures by name; None where the run gives no value. Units stand in ``scenario.measures``."""
        return dict(self._inner.measures)

    @property
    def events(self) -> Table:
        """Truth log, as ``events.csv``: one row an event, and one more for each further side that it harms."""
        return Table(self._inner.events)

    @property
    def claims(self) -> Table:
        """Claims log, as ``claims.csv``: what the offices published, apart from the truth."""
        return Table(self._inner.claims)

    @property
    def curves(self) -> Table:
        """Curves over time, as ``curves.csv``: ``time_hours`` [h], ``metric``, ``side``, ``sector``, ``value``."""
        return Table(self._inner.curves)

    @property
    def trees(self) -> Table:
        """The causal trees, as ``trees.csv``: one row a root, with what it led to."""
        return Table(self._inner.trees)

    def why(
        self,
        event: int | None = None,
        *,
        first: str | None = None,
        worst: bool = False,
        tree: bool | int = False,
    ) -> Why:
        """How an event came about, or what it set off.

        Parameters
        ----------
        event
            Number of the event in :attr:`events`.
        first
            Kind: the first event of it, for instance ``post_seized``.
        worst
            The event that killed most; this is meant when nothing is named.
        tree
            What the event set off instead of what led to it; a number bounds the events that are shown (40).

        Raises
        ------
        ValueError
            When there is no such kind or no such event happened.
        """
        if (event is not None) + (first is not None) + bool(worst) > 1:
            raise TypeError("expected one of event, first and worst")
        most = None if tree is False else 40 if tree is True else whole(tree, "tree")
        number = None if event is None else whole(event, "event")
        document, text = self._inner.why(number, first, most)
        told = json.loads(document)
        chain = [Cause(**cause) for cause in told.get("chain") or told.get("tree")]
        return Why(told["event"], chain, told["aftermath"], told["set_off"], told.get("left_out") or 0, text)

    def write(self, directory: str | os.PathLike[str], plots: bool = True, *, force: bool = False) -> Path:
        """Writes the directory that ``truceline run`` writes, byte for byte.

        Parameters
        ----------
        directory
            Where; an earlier run of the same scenario there is replaced.
        plots
            Whether to write the pictures.
        force
            Take a directory that holds something else, which is moved aside.

        Raises
        ------
        StoreError
            When the place is taken, the disk is full or the system refuses; nothing is then left behind.
        """
        kept = self._inner.write(os.fspath(directory), plots, force)
        if kept is not None:
            warnings.warn(f"what stood there is now {kept}", TrucelineWarning, stacklevel=2)
        return Path(directory)

    def __repr__(self) -> str:
        killed = self.measures.get("killed.total")
        return (
            f"<truceline.Run {self.scenario.id}, seed {self.seed}, replication {self.replication}: {self.outcome} after "
            f"{self.end_hours:g} h, {self.event_count} events, {killed:g} killed, digest {self.digest}>"
        )


def run(
    scenario: Scenario,
    *,
    seed: int | None = None,
    replication: int = 0,
    until_hours: float | None = None,
    events_most: int | None = None,
) -> Run:
    """Runs a scenario once. The interpreter lock is released; Ctrl-C ends it soon.

    Parameters
    ----------
    scenario
        What to run.
    seed
        0 to 2**53 - 1; the scenario's own when absent.
    replication
        Another run of the same seed, 0 to 2**53 - 1.
    until_hours
        Length of the run in hours, to the second; the scenario's own when absent.
    events_most
        Most events executed.

    Raises
    ------
    RunError
        When a limit or an invariant ended it early; its ``run`` is the run as far as it came.
    """
    inner = _native.run(
        checked_scenario(scenario)._inner,
        None if seed is None else whole(seed, "seed"),
        whole(replication, "replication"),
        until_hours,
        None if events_most is None else whole(events_most, "events_most"),
    )
    finished = Run(inner, scenario)
    if inner.early_end is not None:
        message = f"the run ended early, after {inner.end_hours:.2f} h: {inner.early_end}\n  again: {inner.command}"
        raise RunError(message, finished)
    return finished


def replicate(
    scenario: Scenario,
    replications: int,
    *,
    seed: int | None = None,
    first_replication: int = 0,
    measures: Sequence[str] | None = None,
    jobs: int | None = None,
    until_hours: float | None = None,
    events_most: int | None = None,
    progress: bool = False,
) -> Table:
    """Runs a scenario many times in this process, without logs and curves.

    Replication k is the same run as ``truceline.run(scenario, seed=seed, replication=k)``, for any number of jobs.

    Parameters
    ----------
    scenario
        What to run.
    replications
        How often.
    seed
        Seed of all; the scenario's own when absent.
    first_replication
        Number of the first replication.
    measures
        Names of the measures to keep; all when absent.
    jobs
        Threads; one for each core when absent.
    until_hours, events_most
        As of :func:`run`.
    progress
        Whether to show a bar.

    Returns
    -------
    Table
        One row a replication: ``replication``, ``outcome``, ``digest``, ``events``, ``end_hours`` [h], and a column a
        measure in its unit, absent where a run gives no value or ended early.
    """
    count = whole(replications, "replications")
    if isinstance(measures, str):
        raise TypeError("measures: found str, expected a list of names")
    with progress_of(progress, count, scenario.id, "run") as told:
        inner = _native.replicate(
            checked_scenario(scenario)._inner,
            count,
            None if seed is None else whole(seed, "seed"),
            whole(first_replication, "first_replication"),
            None if measures is None else list(measures),
            jobs_or_cores(jobs),
            until_hours,
            None if events_most is None else whole(events_most, "events_most"),
            told,
        )
    return Table(inner)
