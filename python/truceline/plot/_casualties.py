"""Casualties: cumulative killed and wounded of each side, in truth and as each office says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D

from ._curves import Array, Curves, last_change
from ._look import DASHED, side_colour
from ._sheet import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Sheet,
    caption_of,
    explain,
    in_style,
    panel_title,
    scene_of,
    sheet,
    value_axis,
)
from ._time import axes_words, elapsed_axis, hours_until, observed, observed_entry, time_axis, truce_entries, truces

if TYPE_CHECKING:
    from matplotlib.artist import Artist

    from .._run import Run

_SIDES_MOST = 3


def casualties(run: Run) -> Sheet:
    """Cumulative killed and wounded [persons] by side: truth solid, what each office says dashed, documented points where
    the scenario names some, truces as bands.

    Parameters
    ----------
    run
        A run with its curves.
    """
    scene, curves = scene_of(run), Curves(run)
    sides = scene["sides"][:_SIDES_MOST]
    lines = {(row, side["id"]): _lines(curves, scene, row, side["id"]) for row in (0, 1) for side in sides}
    documented = {
        (row, side["id"]): [
            one for one in scene["observed"] if one["measure"] == f"{('killed', 'wounded')[row]}.{side['id']}"
        ]
        for row in (0, 1)
        for side in sides
    }
    last = max((last_change(curves.hours, values) for all_ in lines.values() for _, values, _ in all_), default=0.0)
    last = max([last, *(one["hours"] for points in documented.values() for one in points)])
    last = max([last, *(band["end"] if band["collapsed"] else band["known"] for band in scene["truces"])])
    hours = hours_until(last, max(run.end_hours, 1.0))
    quiet = "; unchanged afterwards" if hours < run.end_hours else ""
    with in_style():
        made = sheet(
            f"Casualties · {scene['title']}",
            f"Cumulative killed and wounded by side; {axes_words(scene)}{quiet}",
            caption_of(run),
        )
        grid = made.add_gridspec(
            2,
            len(sides),
            left=LEFT,
            right=RIGHT,
            top=TOP,
            bottom=BOTTOM,
            hspace=0.22,
            wspace=0.08,
            height_ratios=[1.25, 1],
        )
        seen = False
        for row in (0, 1):
            most = max([4.0, *(values.max() for side in sides for _, values, _ in lines[row, side["id"]])])
            most = max([most, *(one["high"] for side in sides for one in documented[row, side["id"]])]) * 1.06
            for column, side in enumerate(sides):
                axes = made.add_subplot(grid[row, column])
                truces(axes, scene["truces"])
                value_axis(axes, ("Killed [persons]", "Wounded [persons]")[row] if column == 0 else None, most)
                time_axis(axes, hours, scene, row == 1, ticks=5)
                if row == 0:
                    elapsed_axis(axes, hours, ticks=5)
                for index, values, dashed in reversed(lines[row, side["id"]]):
                    axes.step(
                        curves.hours,
                        values,
                        where="post",
                        color=side_colour(index),
                        linewidth=1.7 if dashed else 2.8,
                        linestyle=DASHED if dashed else "-",
                        zorder=3 if dashed else 3.5,
                    )
                seen |= observed(axes, documented[row, side["id"]], hours)
                toll = f"{lines[row, side['id']][0][1][-1]:,.0f} {('killed', 'wounded')[row]}"
                panel_title(axes, side["name"], side_colour(scene["sides"].index(side)), toll, 26 if row == 0 else 7)
        entries: list[tuple[Artist, str]] = []
        for index, side in enumerate(sides):
            entries.append((Line2D([], [], color=side_colour(index), linewidth=2.8), f"{side['name']}, truth"))
        for index, side in enumerate(sides):
            if side["has_office"]:
                entries.append(
                    (
                        Line2D([], [], color=side_colour(index), linewidth=1.7, linestyle=DASHED),
                        f"as {side['name']} says",
                    )
                )
        if seen:
            entries.append(observed_entry())
        if scene["truces"]:
            entries.extend(truce_entries())
        explain(made, entries)
    return made


def _lines(curves: Curves, scene: dict[str, Any], row: int, side: str) -> list[tuple[int, Array, bool]]:
    """Truth first, then what each office says: position of the side that says it, values, whether it is a claim."""
    ids = [one["id"] for one in scene["sides"]]
    lines = [(ids.index(side), curves.kept(("killed", "wounded")[row], side), False)]
    for index, one in enumerate(scene["sides"]):
        metric = (
            ("published_killed", "published_wounded")[row] if one["id"] == side else f"claimed_killed.by.{one['id']}"
        )
        if one["has_office"] and curves.has(metric, side) and (row == 0 or one["id"] == side):
            lines.append((index, curves.get(metric, side), True))
    return lines
