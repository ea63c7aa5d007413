"""What can go wrong, as exceptions with the diagnostics of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

__all__ = [
    "ClusterError",
    "Problem",
    "RunError",
    "ScenarioError",
    "StoreError",
    "StudyError",
    "TrucelineError",
    "TrucelineWarning",
]


class Problem(NamedTuple):
    """One problem of a scenario or study file."""

    file: str
    """The file, or the override, that holds it."""
    path: str
    """Path of the value, list items by id: ``posts.kok_tash.crew``; empty for a whole file."""
    line: int | None
    """Line, from 1; None when the problem has no place in a text."""
    column: int | None
    """Column in characters, from 1."""
    message: str
    """What is wrong: what was found and what is expected."""
    found: str | None = None
    """The value that was found, when it is one."""
    allowed: str | None = None
    """What is allowed."""
    nearest: str | None = None
    """The nearest name that exists."""


class TrucelineError(Exception):
    """Anything that went wrong in Truceline."""


class ScenarioError(TrucelineError, ValueError):
    """A scenario, a study file or an override is invalid.

    ``str()`` is the text that ``truceline check`` prints: each problem where it stands, with a caret and a hint.

    Attributes
    ----------
    problems : tuple of Problem
        The first structural problem, or all semantic ones.
    """

    problems: tuple[Problem, ...]

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, tuple(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return str(self.args[0])


class RunError(TrucelineError, RuntimeError):
    """A limit or an invariant ended a run early, or too many runs of a study went wrong.

    Attributes
    ----------
    run : truceline.Run or None
        The run as far as it came, when it is one.
    """

    def __init__(self, message: str, run: object = None) -> None:
        super().__init__(message)
        self.run = run


class StoreError(TrucelineError):
    """The disk is full, the system refuses, a place is taken, or a table is not what was written.

    Attributes
    ----------
    hint : str
        What may help; it also stands as a note under the traceback.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.hint = hint
        if hint:
            self.add_note(f"hint: {hint}")

    def __str__(self) -> str:
        return str(self.args[0])


class ClusterError(TrucelineError, RuntimeError):
    """A cluster cannot do the work: a worker has another build, the scheduler is gone, or a shard cannot be made.

    What is written stays, and the same call goes on from there.

    Attributes
    ----------
    shards : tuple of int
        Numbers of the shards that could not be made, when that is what is wrong.
    workers : tuple of str
        Addresses of the workers that are refused, when that is what is wrong.
    """

    def __init__(self, message: str, *, shards: Sequence[int] = (), workers: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.shards = tuple(shards)
        self.workers = tuple(workers)


class StudyError(TrucelineError, ValueError):
    """What stands in a place is no study, or a study that is not complete.

    Attributes
    ----------
    missing : tuple of int
        Numbers of the shards that are missing or damaged, when that is what is wrong.
    """

    def __init__(self, message: str, missing: Sequence[int] = ()) -> None:
        super().__init__(message, tuple(missing))
        self.missing = tuple(missing)

    def __str__(self) -> str:
        return str(self.args[0])


class TrucelineWarning(UserWarning):
    """Something that need not end the work: a damaged shard that is made again, a run that went wrong among many."""
