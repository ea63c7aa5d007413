"""Evacuation: where the people of each side are, and vehicles that queue on roads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ._curves import Curves
from ._look import AXIS, DASHED, QUIET, STATES, TEXT, side_colour
from ._sheet import BOTTOM, LEFT, RIGHT, Sheet, caption_of, explain, in_style, panel_title, scene_of, sheet, value_axis
from ._time import axes_words, elapsed_axis, observed, observed_entry, time_axis

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from .._run import Run

_SIDES_MOST = 3
_TOP = 0.82


def evacuation(run: Run) -> Sheet:
    """People [persons] by state as stacked areas for each side, those displaced as its office registers them dashed, and
    vehicles queueing on roads below; orders to leave and closures of roads as ticks.

    The dead are never stacked under anything: their number stands in words.

    Parameters
    ----------
    run
        A run with its curves.
    """
    scene, curves = scene_of(run), Curves(run)
    sides = scene["sides"][:_SIDES_MOST]
    hours = max(run.end_hours, 1.0)
    with in_style():
        made = sheet(
            f"Evacuation · {scene['title']}",
            f"Where people are, and vehicles queueing; {axes_words(scene)}",
            caption_of(run),
            height=max(5.6, 2.6 + 2.1 * len(sides)),
        )
        grid = made.add_gridspec(
            len(sides) + 1,
            1,
            left=LEFT + 0.01,
            right=RIGHT,
            top=_TOP,
            bottom=BOTTOM,
            hspace=0.28,
            height_ratios=[1] * len(sides) + [0.5],
        )
        seen = False
        for index, side in enumerate(sides):
            axes = made.add_subplot(grid[index, 0])
            people = [curves.get(metric, side["id"]) for metric, _, _ in STATES]
            axes.stackplot(
                curves.hours,
                *reversed(people),
                colors=[colour for *_, colour in reversed(STATES)],
                step="post",
                zorder=1,
            )
            value_axis(axes, "People [persons]", max(4.0, float(sum(people).max())) * 1.08)  # type: ignore[union-attr]
            axes.set_axisbelow(False)
            registered = curves.get("displaced_registered", side["id"])
            axes.step(
                curves.hours,
                registered,
                where="post",
                color=side_colour(index),
                linewidth=2.0,
                linestyle=DASHED,
                zorder=3,
            )
            points = [one for one in scene["observed"] if one["measure"] == f"displaced_registered.{side['id']}"]
            seen |= observed(axes, points, hours)
            _marks(axes, [hours for hours, _, _, whose in scene["orders"] if whose in (None, index)])
            time_axis(axes, hours, scene, False)
            if index == 0:
                elapsed_axis(axes, hours)
            dead = f"residents dead by violence: {curves.get('dead', side['id'])[-1]:,.0f}"
            panel_title(axes, side["name"], side_colour(index), dead, 26 if index == 0 else 7)
        axes = made.add_subplot(grid[len(sides), 0])
        queue = curves.get("queue")
        axes.step(curves.hours, queue, where="post", color=QUIET, linewidth=2.0)
        value_axis(axes, "Vehicles", max(10.0, float(queue.max())) * 1.08, 2)
        _marks(axes, [hours for hours, *_ in scene["closures"]], 0.14)
        time_axis(axes, hours, scene, True)
        panel_title(axes, "Vehicles queueing on roads", None, above=7)
        entries: list[tuple[Artist, str]] = [
            (Patch(facecolor=colour, edgecolor=AXIS, linewidth=0.5), words) for _, words, colour in STATES
        ]
        for index, side in enumerate(sides):
            line = Line2D([], [], color=side_colour(index), linewidth=2.0, linestyle=DASHED)
            entries.append((line, f"displaced as {side['name']} registers"))
        if seen:
            entries.append(observed_entry())
        tick = Line2D([], [], color=TEXT, marker="|", markersize=8, markeredgewidth=1.6, linestyle="none")
        entries.append((tick, "orders to leave; below: roads closed"))
        explain(made, entries, _TOP)
    return made


def _marks(axes: Axes, hours: list[Any], length: float = 0.07) -> None:
    """Ticks along the top; several villages get an order at once."""
    for hour in sorted(set(hours)):
        axes.plot(
            [hour, hour], [1.0, 1.0 - length], color=TEXT, linewidth=1.6, transform=axes.get_xaxis_transform(), zorder=4
        )
