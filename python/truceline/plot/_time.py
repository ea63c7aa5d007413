"""Time axes: local time below, hours since the start above; truces as bands of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ._look import NOTICE, QUIET, TEXT, TRUCE

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

_STEPS = (1, 2, 3, 6, 12, 24, 48, 96, 24 * 7, 24 * 14, 24 * 28, 24 * 91, 24 * 365, 24 * 730, 24 * 1826)
_MARGIN, _LEAST = 1.15, 24.0


def start_of(scene: dict[str, Any]) -> datetime:
    """The local moment of the start."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=scene["start_local_milliseconds"])


def axes_words(scene: dict[str, Any]) -> str:
    """What the time axes show, in words."""
    start = start_of(scene)
    return f"local time ({scene['zone']}) below, from {start.day} {start:%b %Y %H:%M}; hours since the start above"


def hours_until(last: float, end: float) -> float:
    """Length of a time axis that shows all up to `last` and a little more, or the whole run when that is little longer."""
    hours = max(last * _MARGIN, _LEAST)
    return hours if hours < 0.8 * end else end


def step_of(hours: float, ticks: int) -> int:
    """Hours between ticks, so that there are at most so many."""
    return next((step for step in _STEPS if hours / step <= ticks), _STEPS[-1])


def time_axis(axes: Axes, hours: float, scene: dict[str, Any] | None, labels: bool, ticks: int = 8) -> None:
    """The axis below: local time, or hours since the start where there is no calendar."""
    axes.set_xlim(0, hours)
    step = step_of(hours, ticks)
    if scene is None:
        axes.set_xticks(np.arange(0, hours + 1e-9, step))
        if labels:
            axes.set_xlabel("Time since the start [h]")
        else:
            axes.tick_params(axis="x", labelbottom=False)
        return
    start = start_of(scene)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    offset = (start - midnight).total_seconds() / 3600
    places, texts = [], []
    for hour in np.arange(0, hours + offset + 1e-9, step):
        if hour < offset:
            continue
        moment = midnight + timedelta(hours=float(hour))
        day = f"{moment.day} {moment:%b}" if step < 24 * 91 else f"{moment:%b %Y}"
        places.append(hour - offset)
        texts.append(day if step >= 24 else f"{moment:%H:%M}\n{day}" if moment.hour == 0 else f"{moment:%H:%M}")
    axes.set_xticks(places, texts if labels else [""] * len(places))


def elapsed_axis(axes: Axes, hours: float, ticks: int = 8) -> None:
    """The axis above: hours since the start."""
    above = axes.secondary_xaxis("top")
    above.set_xticks(np.arange(0, hours + 1e-9, step_of(hours, ticks)))
    above.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f} h")
    above.tick_params(axis="x", labelcolor=QUIET, labelsize=9.5, length=3)
    above.spines["top"].set_visible(True)


def truces(axes: Axes, bands: list[dict[str, Any]]) -> None:
    """Truces behind all else: hatched while word spreads, grey in force, a dark line where one collapses."""
    for band in bands:
        axes.axvspan(
            band["agreed"], band["known"], facecolor="white", edgecolor=NOTICE, hatch="///", linewidth=0, zorder=0.4
        )
        axes.axvspan(band["known"], band["end"], facecolor=TRUCE, linewidth=0, zorder=0.4)
        if band["collapsed"]:
            axes.axvline(band["end"], color=TEXT, linewidth=1.1, zorder=1.5)


def truce_entries() -> list[tuple[Artist, str]]:
    """What the bands mean."""
    return [
        (Patch(facecolor="white", edgecolor=NOTICE, hatch="///", linewidth=0.8), "truce agreed, word spreads"),
        (Patch(facecolor=TRUCE, edgecolor=NOTICE, linewidth=0.8), "truce in force everywhere"),
        (Line2D([], [], color=TEXT, linewidth=1.1, marker="|", markersize=13, linestyle="none"), "truce collapses"),
    ]


def observed(axes: Axes, points: list[dict[str, Any]], hours: float) -> bool:
    """Documented points with whiskers from low to high; tells whether there are any."""
    shown = [point for point in points if point["hours"] <= hours]
    for point in shown:
        below, above = point["best"] - point["low"], point["high"] - point["best"]
        axes.errorbar(
            [point["hours"]],
            [point["best"]],
            yerr=[[below], [above]],
            fmt="o",
            color="black",
            markerfacecolor="white",
            markersize=6,
            markeredgewidth=1.4,
            elinewidth=1.2,
            capsize=3,
            zorder=5,
        )
    return bool(shown)


def observed_entry() -> tuple[Artist, str]:
    """What the points mean."""
    circle = Line2D(
        [], [], color="black", marker="o", markerfacecolor="white", markersize=6, markeredgewidth=1.4, linestyle="none"
    )
    return circle, "documented, low to high"
