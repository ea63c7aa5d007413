"""A sheet: title, subtitle, caption, a column of explanations at the right, and panels between."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .. import _native
from ._look import GRID, QUIET, TEXT, one_line, style

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from .._run import Run

WIDTH, HEIGHT = 11.0, 6.9
_SIZE_LEAST = 8.5
LEFT, RIGHT, TOP, BOTTOM = 0.085, 0.775, 0.80, 0.125
"""Where panels stand, as shares of the sheet."""


class Sheet(Figure):
    """A figure of matplotlib that is not registered with pyplot: a notebook shows it once, and nothing is kept of it."""

    def _repr_png_(self) -> bytes:
        return self.picture()

    def picture(self, dpi: float = 110) -> bytes:
        """The figure as PNG."""
        stream = io.BytesIO()
        self.savefig(stream, format="png", dpi=dpi)
        return stream.getvalue()


def sheet(title: str, subtitle: str, caption: str, height: float = HEIGHT) -> Sheet:
    """An empty sheet with what stands around the panels."""
    made = Sheet(figsize=(WIDTH, height), facecolor="white")
    FigureCanvasAgg(made)
    inch = 1.0 / height
    note = _native.NOTE[0].upper() + _native.NOTE[1:]
    made.text(0.02, 1 - 0.30 * inch, one_line(title, 96), size=15, weight="bold", va="center")
    made.text(0.02, 1 - 0.60 * inch, one_line(subtitle, 150), size=10.5, color=QUIET, va="center")
    made.text(0.02, 0.20 * inch, one_line(f"{note} · {caption}", 170), size=9, color=QUIET, va="center")
    for text in made.texts:
        _fit(made, text)
    return made


def _fit(made: Sheet, text: Text) -> None:
    """Makes a line smaller, and then shorter, until it has room; letters are not of one width."""
    room = 0.965 * made.bbox.width
    size = float(text.get_fontsize())
    while text.get_window_extent().x1 > room:
        if size > _SIZE_LEAST:
            size -= 0.5
            text.set_fontsize(size)
        else:
            text.set_text(one_line(text.get_text(), len(text.get_text()) - 2))


def in_style() -> Any:
    """Within it, figures have the look of Truceline."""
    settings: Any = style()
    return matplotlib.rc_context(settings)


def scene_of(run: Run) -> dict[str, Any]:
    """What the plots of a run are drawn from beside its curves."""
    scene: dict[str, Any] = json.loads(run._inner.scene())
    return scene


def caption_of(run: Run) -> str:
    """Which run it is of."""
    return (
        f"scenario {one_line(run.scenario.id, 40)} · seed {run.seed} · replication {run.replication} · "
        f"Truceline {_native.VERSION} · digest {run.digest[:12]}"
    )


def value_axis(axes: Axes, title: str | None, most: float | None = None, ticks: int = 5) -> None:
    """Grid lines at round values from zero, numbers with separators, and the title with its unit."""
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.yaxis.set_major_locator(MaxNLocator(ticks, integer=most is not None and most <= 10))
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _: f"{value:,.0f}" if value == round(value) else f"{value:,g}")
    )
    if most is not None:
        axes.set_ylim(0, most)
    if title is None:
        axes.tick_params(axis="y", labelleft=False)
    else:
        axes.set_ylabel(title)


def panel_title(axes: Axes, name: str, colour: str | None, right: str = "", above: float = 8.0) -> None:
    """Name with a box in its colour, and what is to be said at the right, above a panel."""
    if colour is not None:
        axes.annotate(
            "■",
            (0, 1),
            xytext=(0, above),
            textcoords="offset points",
            xycoords="axes fraction",
            color=colour,
            size=13,
            va="baseline",
        )
    axes.annotate(
        name,
        (0, 1),
        xytext=(15 if colour is not None else 0, above),
        textcoords="offset points",
        xycoords="axes fraction",
        weight="bold",
        size=11.5,
        va="baseline",
    )
    if right:
        axes.annotate(
            right,
            (1, 1),
            xytext=(0, above),
            textcoords="offset points",
            xycoords="axes fraction",
            ha="right",
            va="baseline",
            color=TEXT,
        )


def explain(made: Sheet, entries: list[tuple[Artist, str]], top: float = TOP, title: str | None = None) -> None:
    """What lines, bands and marks mean, at the right."""
    legend = made.legend(
        [artist for artist, _ in entries],
        [_wrapped(text) for _, text in entries],
        loc="upper left",
        bbox_to_anchor=(RIGHT + 0.012, top + 0.012),
        borderaxespad=0,
        borderpad=0,
        labelspacing=0.55,
        title=title,
        alignment="left",
    )
    legend.get_title().set_fontweight("bold")


def _wrapped(text: str, most: int = 25) -> str:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return "\n".join(lines)
