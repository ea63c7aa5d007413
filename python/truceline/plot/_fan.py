"""Fans: what many replications do over time, as a median line, bands and a few single runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .. import _native
from .._run import Run
from .._study import Study
from ._curves import Array, Curves
from ._look import QUIET, SERIES, TEXT, one_line, side_colour
from ._sheet import LEFT, RIGHT, Sheet, explain, in_style, panel_title, scene_of, sheet, value_axis
from ._time import observed, observed_entry, time_axis

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

_SAMPLES = 5
_FANS_MOST = 6
TITLES = {
    "killed": ("Killed", "Killed [persons]"),
    "wounded": ("Wounded", "Wounded [persons]"),
    "published_killed": ("Killed as published", "Killed, as the own office says [persons]"),
    "displaced": ("Displaced", "People away from home [persons]"),
    "authorised_rung": ("Escalation", "Highest authorised rung [0 to 6]"),
}


class Fan(NamedTuple):
    """One quantity of one side over time."""

    title: str
    """Name of the side."""
    words: str
    """Which design point, if there are several."""
    colour: str
    hours: Array
    quantiles: Array
    """At every time the quantiles 5, 25, 50, 75 and 95 %."""
    samples: list[Array]
    observed: list[dict[str, Any]]


def fan(
    source: Study | Sequence[Run],
    metric: str = "killed",
    *,
    directory: str | os.PathLike[str] | None = None,
    points: Sequence[int] | None = None,
) -> Sheet:
    """What many replications do over time: median, half and nine in ten of the runs, and a few single ones.

    Parameters
    ----------
    source
        Runs of one scenario with curves on the same grid; or a merged study that keeps curves.
    metric
        ``killed``, ``wounded``, ``displaced`` [persons] or ``authorised_rung`` [rung]; another metric of the curves by its
        name.
    directory
        Of a study; its usual one when absent.
    points
        Design points of a study, of which the first fill the sheet; all when absent.

    Raises
    ------
    ValueError
        When there are no such curves.
    """
    if isinstance(source, Study):
        fans, replications, scenario = _of_study(source, metric, directory, points)
        what = f"study {one_line(source.id, 40)} · seed {source.seed} · {replications:,} replications"
        identity = source.identity[:12]
    else:
        runs = list(source)
        if not runs or not all(isinstance(run, Run) for run in runs):
            raise TypeError("source: found no runs, expected a Study or a list of truceline.Run")
        fans, replications, scenario = _of_runs(runs, metric), len(runs), scene_of(runs[0])["title"]
        what = f"scenario {one_line(runs[0].scenario.id, 40)} · seed {runs[0].seed} · {replications:,} replications"
        identity = runs[0].digest[:12]
    if not fans:
        raise ValueError(f"metric: found no curves of {metric!r}, expected one of {', '.join(TITLES)} or of the curves")
    title, axis = TITLES.get(metric, (metric, metric))
    caption = f"{what} · Truceline {_native.VERSION} · digest {identity}"
    columns = 2 if len(fans) in (2, 4) or any(one.words for one in fans) else min(len(fans), 3)
    rows = -(-len(fans) // columns)
    most = max(4.0, *(float(one.quantiles.max(initial=0.0)) for one in fans))
    most = max([most, *(float(sample.max()) for one in fans for sample in one.samples)])
    most = max([most, *(point["high"] for one in fans for point in one.observed)]) * 1.04
    with in_style():
        height = max(5.2, 2.3 + 2.7 * rows)
        top = 1.0 - (1.25 if any(one.words for one in fans) else 1.05) / height
        made = sheet(f"{title} · {scenario}", f"Over time, in {replications:,} replications", caption, height)
        grid = made.add_gridspec(
            rows, columns, left=LEFT + 0.005, right=RIGHT, top=top, bottom=0.95 / height, wspace=0.08, hspace=0.48
        )
        seen = False
        for index, one in enumerate(fans):
            axes = made.add_subplot(grid[index // columns, index % columns])
            value_axis(axes, axis if index % columns == 0 else None, most)
            seen |= draw(axes, one)
            time_axis(axes, max(float(one.hours[-1]), 1.0), None, True, 5)
            panel_title(axes, one.title, one.colour, above=22 if one.words else 7)
            if one.words:
                words = one_line(one.words, {1: 110, 2: 52, 3: 32}[columns])
                axes.annotate(
                    words,
                    (0, 1),
                    xytext=(0, 7),
                    textcoords="offset points",
                    xycoords="axes fraction",
                    color=QUIET,
                    size=9.5,
                )
        explain(made, entries(fans[0].colour, len(fans[0].samples), seen), top, f"{replications:,} replications")
    return made


def draw(axes: Axes, one: Fan) -> bool:
    """Bands, single runs, median and documented points; tells whether there are any of the last."""
    for low, high, opacity in ((0, 4, 0.18), (1, 3, 0.34)):
        axes.fill_between(
            one.hours, one.quantiles[low], one.quantiles[high], color=one.colour, alpha=opacity, linewidth=0, zorder=2
        )
    for sample in one.samples:
        axes.plot(one.hours[: len(sample)], sample, color=TEXT, alpha=0.55, linewidth=0.7, zorder=2.5)
    axes.plot(one.hours, one.quantiles[2], color=one.colour, linewidth=2.8, zorder=3)
    return observed(axes, one.observed, float(one.hours[-1]))


def entries(colour: str, samples: int, documented: bool) -> list[tuple[Artist, str]]:
    """What the lines and bands of a fan mean."""
    all_: list[tuple[Artist, str]] = [
        (Line2D([], [], color=colour, linewidth=2.8), "median"),
        (Patch(facecolor=colour, alpha=0.46, linewidth=0), "half (25-75 %)"),
        (Patch(facecolor=colour, alpha=0.18, linewidth=0), "nine in ten (5-95 %)"),
    ]
    if samples:
        runs = "single run" if samples == 1 else "single runs"
        all_.append((Line2D([], [], color=TEXT, alpha=0.55, linewidth=0.7), f"{samples} {runs}"))
    if documented:
        all_.append(observed_entry())
    return all_


def _of_runs(runs: list[Run], metric: str) -> list[Fan]:
    scene = scene_of(runs[0])
    curves = [Curves(run) for run in runs]
    times = min((one.hours for one in curves), key=len)
    fans = []
    wholes = ("killed", "wounded")
    for index, side in enumerate(scene["sides"][:_FANS_MOST]):
        if metric not in wholes and not curves[0].has(metric, side["id"]):
            continue
        values = np.array([one.kept(metric, side["id"])[: len(times)] for one in curves])
        quantiles = np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0, method="median_unbiased")
        points = [one for one in scene["observed"] if one["measure"] == f"{metric}.{side['id']}"]
        fans.append(Fan(side["name"], "", side_colour(index), times, quantiles, list(values[:_SAMPLES]), points))
    return fans


def _of_study(
    study: Study, metric: str, directory: str | os.PathLike[str] | None, points: Sequence[int] | None
) -> tuple[list[Fan], int, str]:
    import polars

    frame = study.quantiles(directory).filter(polars.col("metric") == metric).collect()
    words = {row["point"]: _words(row) for row in study.points.rows()}
    shown = [point for point in (points if points is not None else words) if point in words]
    sides = frame["side"].unique(maintain_order=True).to_list()
    fans = []
    for point in shown:
        for side in sides:
            own = polars.col("side").is_null() if side is None else polars.col("side") == side
            rows = frame.filter((polars.col("point") == point) & own).sort("time_hours")
            if rows.height == 0:
                continue
            quantiles = np.array([rows[name].to_numpy() for name in ("q05", "q25", "q50", "q75", "q95")], dtype=float)
            colour = SERIES[0] if side is None else side_colour(sides.index(side))
            fans.append(
                Fan(side or "whole border", words[point], colour, rows["time_hours"].to_numpy(), quantiles, [], [])
            )
    return fans[:_FANS_MOST], study.replications, study.title


def _words(row: dict[str, Any]) -> str:
    factors = {name: value for name, value in row.items() if name not in ("point", "scenario")}
    return ", ".join(
        f"{name} = {value:g}" if isinstance(value, float) else f"{name} = {value}" for name, value in factors.items()
    )
