"""Escalation: the rung that each side's command authorises, by sector, over the hostile acts of each hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ._curves import Curves, last_change
from ._look import AXIS, QUIET, RUNGS, side_colour
from ._sheet import BOTTOM, LEFT, RIGHT, Sheet, caption_of, explain, in_style, panel_title, scene_of, sheet, value_axis
from ._time import axes_words, elapsed_axis, hours_until, step_of, time_axis, truce_entries, truces

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from .._run import Run

_SECTORS_MOST = 6
_PARTS_MOST = 400
"""Bars of acts along the time: an hour each, unless there would be more."""
_PARTS = {1: "an hour", 24: "a day", 24 * 7: "a week", 24 * 28: "in four weeks", 24 * 365: "a year"}
_TOP = 0.805


def escalation(run: Run) -> Sheet:
    """Highest authorised rung [0 to 6] of each side by sector, stepped; below it hostile acts an hour by side; orders that
    raise it as ticks.

    Parameters
    ----------
    run
        A run with its curves. Of many sectors those with most acts are shown.
    """
    scene, curves = scene_of(run), Curves(run)
    sides = scene["sides"]
    acts = {
        (sector["id"], side["id"]): curves.get("acts", side["id"], sector["id"])
        for sector in scene["sectors"]
        for side in sides
    }
    busiest = sorted(scene["sectors"], key=lambda one: -sum(acts[one["id"], side["id"]][-1] for side in sides))[
        :_SECTORS_MOST
    ]
    sectors = [sector for sector in scene["sectors"] if sector in busiest]
    rungs = {
        (sector["id"], side["id"]): curves.get("authorised_rung", side["id"], sector["id"])
        for sector in sectors
        for side in sides
    }
    changes = [last_change(curves.hours, values) for values in [*rungs.values(), *acts.values()]]
    hours = hours_until(max(changes, default=0.0), max(run.end_hours, 1.0))
    quiet = "; quiet afterwards" if hours < run.end_hours else ""
    of = f"{len(sectors)} of {len(scene['sectors'])}" if len(sectors) < len(scene["sectors"]) else str(len(sectors))
    with in_style():
        made = sheet(
            f"Escalation · {scene['title']}",
            f"Authorised rung and acts in {of} {'sector' if len(scene['sectors']) == 1 else 'sectors'}; {axes_words(scene)}{quiet}",
            caption_of(run),
            height=max(5.2, 1.7 + 1.5 * len(sectors)),
        )
        grid = made.add_gridspec(
            2 * len(sectors),
            1,
            left=LEFT,
            right=RIGHT,
            top=_TOP,
            bottom=BOTTOM,
            height_ratios=[1, 0.34] * len(sectors),
            hspace=0.12,
        )
        part = step_of(hours, _PARTS_MOST)
        edges = np.arange(0.0, hours + part, part)
        binned = _binned(scene, edges)
        most = max([1, *(int(bars.sum(axis=0).max()) for bars in binned.values())])
        for row, sector in enumerate(sectors):
            place = grid[2 * row].get_position(made)
            axes = made.add_axes((place.x0, place.y0, place.width, place.height * (0.80 if row else 1.0)))
            truces(axes, sector["truces"])
            value_axis(axes, "Rung")
            axes.set_ylim(-0.3, 6.4)
            axes.set_yticks([0, 2, 4, 6])
            time_axis(axes, hours, scene, False)
            axes.spines["bottom"].set_visible(False)
            axes.tick_params(axis="x", length=0)
            if row == 0:
                elapsed_axis(axes, hours)
            for index, side in enumerate(sides):
                _rung(axes, curves.hours, rungs[sector["id"], side["id"]], index, len(sides))
            number = scene["sectors"].index(sector)
            _ticks(axes, scene, number)
            panel_title(axes, sector["name"], None, above=24 if row == 0 else 5)
            place = grid[2 * row + 1].get_position(made)
            below = made.add_axes((place.x0, place.y0, place.width, place.height))
            _bars(below, binned[number], edges, most)
            time_axis(below, hours, scene, row == len(sectors) - 1)
        entries: list[tuple[Artist, str]] = [
            (Line2D([], [], color=side_colour(index), linewidth=2.2), side["name"]) for index, side in enumerate(sides)
        ]
        entries.append(
            (
                Line2D([], [], color=QUIET, marker="|", markersize=9, markeredgewidth=1.6, linestyle="none"),
                "higher rung authorised",
            )
        )
        entries.append(
            (
                Line2D([], [], color=QUIET, marker="|", markersize=5, markeredgewidth=1.6, linestyle="none"),
                "review called",
            )
        )
        if any(sector["truces"] for sector in sectors):
            entries.extend(truce_entries())
        entries.append(
            (
                Line2D([], [], linestyle="none"),
                f"Hostile acts {_PARTS.get(part, f'in {part} hours')} by rung, highest bar {most}:",
            )
        )
        for rung in range(6, 0, -1):
            entries.append(
                (Patch(facecolor=RUNGS[rung], edgecolor=AXIS, linewidth=0.5), f"{rung} {scene['rungs'][rung]}")
            )
        explain(made, entries, _TOP)
    return made


def _rung(axes: Axes, hours: Any, values: Any, index: int, sides: int) -> None:
    # A little apart, so that one line does not hide the other.
    apart = 0.24 * ((sides - 1) / 2 - index) / max(sides - 1, 1)
    axes.step(hours, values + apart, where="post", color=side_colour(index), linewidth=2.2, zorder=3)


def _ticks(axes: Axes, scene: dict[str, Any], sector: int) -> None:
    """Reviews and higher rungs that were authorised, each side on a line of its own along the top."""
    for kind, length in (("raised", 0.10), ("reviews", 0.055)):
        for hours, side, where, _ in scene[kind]:
            if where == sector and side is not None:
                top = 1.0 - 0.12 * side
                axes.plot(
                    [hours, hours],
                    [top, top - length],
                    color=side_colour(side),
                    linewidth=1.6,
                    transform=axes.get_xaxis_transform(),
                    zorder=4,
                    solid_capstyle="butt",
                )


def _binned(scene: dict[str, Any], edges: Any) -> dict[int, Any]:
    """Hostile acts in every part of the time by rung, for each sector by number."""
    counts = {sector: np.zeros((7, len(edges) - 1)) for sector in range(len(scene["sectors"]))}
    for time, sector, rung in scene["acts"]:
        part = int(np.searchsorted(edges, time, side="right")) - 1
        if sector in counts and 0 <= part < len(edges) - 1:
            counts[sector][rung, part] += 1
    return counts


def _bars(axes: Axes, bars: Any, edges: Any, most: int) -> None:
    below = np.zeros(bars.shape[1])
    for rung in range(1, 7):
        if bars[rung].any():
            axes.stairs(below + bars[rung], edges, baseline=below, fill=True, color=RUNGS[rung], linewidth=0, zorder=3)
        below = below + bars[rung]
    axes.stairs(below, edges, color=AXIS, linewidth=0.4, zorder=3.1)
    axes.set_ylim(0, most)
    axes.set_yticks([])
