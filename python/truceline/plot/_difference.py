"""Differences: two fans and, beside them, the paired difference with its interval and a zero line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .. import _native
from ._fan import Fan, draw, entries
from ._look import TEXT, one_line, side_colour
from ._sheet import LEFT, Sheet, in_style, panel_title, sheet, value_axis
from ._time import time_axis

if TYPE_CHECKING:
    from matplotlib.artist import Artist

    from .._comparison import Comparison

_SIDES_MOST = 3
_TITLES = {"killed": ("Killed", "Killed [persons]"), "displaced": ("Displaced", "Displaced [persons]")}


def difference(comparison: Comparison, metric: Literal["killed", "displaced"] = "killed") -> Sheet:
    """What a change does over time: both fans, and the mean of the paired differences (changed minus unchanged) with its
    95 % interval.

    Parameters
    ----------
    comparison
        What :func:`truceline.compare` gave.
    metric
        ``killed`` or ``displaced`` [persons].
    """
    if metric not in _TITLES:
        raise ValueError(f"metric: found {metric!r}, expected killed or displaced")
    scene: dict[str, Any] = json.loads(comparison._inner.scene())
    summary = comparison.summary
    rows = [curve for curve in scene["curves"] if curve["metric"] == metric][:_SIDES_MOST]
    hours = np.array(scene["hours"])
    title, axis = _TITLES[metric]
    changed = comparison._inner.labels[1]
    caption = (
        f"{one_line(summary['comparison'], 60)} · seed {summary['seed']} · {summary['pairs']:,} pairs · "
        f"Truceline {_native.VERSION} · digest {scene['digest'][:12]}"
    )
    with in_style():
        height = max(5.4, 2.8 + 2.1 * len(rows))
        made = sheet(
            f"{title} · {scene['title']}",
            f"Without and with the change: {one_line(changed, 110)}",
            caption,
            height,
        )
        grid = made.add_gridspec(
            len(rows),
            4,
            left=LEFT,
            right=0.985,
            top=1 - 1.4 / height,
            bottom=1.3 / height,
            wspace=0.10,
            hspace=0.30,
            width_ratios=[1, 1, 0.13, 1],
        )
        heads = ("Unchanged", "Changed", "Changed minus unchanged, mean")
        for number, curve in enumerate(rows):
            colour = side_colour(curve["side"])
            fans = [
                Fan(
                    curve["name"],
                    "",
                    colour,
                    hours,
                    np.array(one["quantiles"]),
                    [np.array(sample) for sample in one["samples"]],
                    [],
                )
                for one in (curve["unchanged"], curve["changed"])
            ]
            most = max(
                4.0,
                *(float(one.quantiles.max()) for one in fans),
                *(float(line.max()) for one in fans for line in one.samples),
            )
            for column, one in enumerate(fans):
                axes = made.add_subplot(grid[number, column])
                value_axis(axes, axis if column == 0 else None, most * 1.04)
                draw(axes, one)
                time_axis(axes, float(hours[-1]), None, number == len(rows) - 1, 4)
                if column == 0:
                    panel_title(axes, curve["name"], colour, above=7)
                if number == 0:
                    axes.set_title(heads[column], loc="left", fontsize=11, weight="bold", pad=26, color=TEXT)
            axes = made.add_subplot(grid[number, 3])
            value_axis(axes, f"Difference [{curve['unit']}]")
            low, high = np.array(curve["low"]), np.array(curve["high"])
            axes.fill_between(hours, low, high, color=colour, alpha=0.26, linewidth=0, zorder=2)
            axes.axhline(0, color=TEXT, linewidth=1.1, zorder=2.5)
            axes.plot(hours, curve["difference"], color=colour, linewidth=2.8, zorder=3)
            if float(low.min()) == 0.0 == float(high.max()):
                axes.set_ylim(-1, 1)
            time_axis(axes, float(hours[-1]), None, number == len(rows) - 1, 4)
            if number == 0:
                axes.set_title(heads[2], loc="left", fontsize=11, weight="bold", pad=26, color=TEXT)
        if rows:
            colour = side_colour(rows[0]["side"])
            marks: list[tuple[Artist, str]] = entries(colour, len(rows[0]["unchanged"]["samples"]), False)
            marks.append((Patch(facecolor=colour, alpha=0.26, linewidth=0), "95 % interval of the mean difference"))
            marks.append((Line2D([], [], color=TEXT, linewidth=1.1), "no difference"))
            made.legend(
                [artist for artist, _ in marks],
                [words for _, words in marks],
                loc="lower left",
                bbox_to_anchor=(0.015, 0.40 / height),
                ncols=len(marks),
                columnspacing=1.4,
                handletextpad=0.6,
                borderaxespad=0,
                borderpad=0,
                fontsize=9.5,
            )
    return made
