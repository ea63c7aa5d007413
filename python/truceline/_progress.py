"""Progress with tqdm."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import TqdmWarning

with warnings.catch_warnings():
    # In a notebook without ipywidgets bars are text, which is no reason to warn whoever imports the package.
    warnings.simplefilter("ignore", TqdmWarning)
    from tqdm.auto import tqdm


@contextmanager
def progress(wanted: bool, total: int, what: str, unit: str) -> Iterator[Callable[[int], None] | None]:
    """A function that is told how many are done, or None when nobody wants to see it."""
    if not wanted:
        yield None
        return
    with tqdm(total=total, desc=what, unit=unit, dynamic_ncols=True) as bar:

        def told(done: int) -> None:
            if done > bar.n:
                bar.update(done - bar.n)

        yield told


def jobs_or_cores(jobs: int | None) -> int:
    """As many threads as asked for, else one for each core that this process may use."""
    if jobs is None:
        cores = getattr(os, "sched_getaffinity", None)
        return len(cores(0)) if cores else os.cpu_count() or 1
    if isinstance(jobs, bool) or not isinstance(jobs, int):
        raise TypeError(f"jobs: found {type(jobs).__name__}, expected int")
    if not 1 <= jobs <= 1024:
        raise ValueError(f"jobs: found {jobs}, expected 1..=1024")
    return jobs
