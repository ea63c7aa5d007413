"""Colours and lines: one visual language for plots of the program, its pages and these. From Okabe and Ito, and
single-hue ramps; told apart in the common colour-vision deficiencies and in grey print, and never the only sign."""

from __future__ import annotations

from typing import Any

TEXT = "#1F2328"
QUIET = "#596067"
GRID = "#E3E5E8"
AXIS = "#8A9096"
BLACK = "#000000"
TRUCE = "#EDEDED"
NOTICE = "#C4C8CC"
SIDES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#6B6B6B")
SERIES = ("#332288", "#C24A5D", "#707018", "#882255", "#2A7F74", "#555555")
RUNGS = ("#F2F0F7", "#DADAEB", "#BCBDDC", "#9E9AC8", "#807DBA", "#6A51A3", "#54278F")
DASHED: Any = (0, (5, 2.5))

STATES = (
    ("home", "at home", "#EEF3F4"),
    ("cover", "in cover", "#D6E5E8"),
    ("at_site", "at a contested site", "#BAD5DA"),
    ("preparing", "preparing to leave", "#99C1C9"),
    ("road", "on the road", "#74A9B5"),
    ("hosted", "with hosts", "#4D8C9B"),
    ("stranded", "stranded", "#2D6D7E"),
    ("shelter", "in public shelters", "#104D5D"),
)
"""People by state, from home (light) to shelter (dark): metric of the curves, words, colour."""


def side_colour(index: int) -> str:
    """Colour of a side by its position."""
    return SIDES[index % len(SIDES)]


def one_line(text: str, most: int) -> str:
    """The text on one line, cut to so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def style() -> dict[str, Any]:
    """Settings of matplotlib for one sheet; the open typeface of the program where it is installed."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return {
        "font.family": [name for name in ("Noto Sans", "Open Sans", "DejaVu Sans") if name in installed][:1]
        or ["sans-serif"],
        "font.size": 10.5,
        "text.color": TEXT,
        "axes.labelcolor": TEXT,
        "axes.edgecolor": AXIS,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.axisbelow": True,
        "xtick.color": AXIS,
        "ytick.color": AXIS,
        "xtick.labelcolor": TEXT,
        "ytick.labelcolor": TEXT,
        "ytick.left": False,
        "legend.frameon": False,
        "legend.handlelength": 2.0,
        "legend.fontsize": 10.5,
        "hatch.linewidth": 0.8,
        "svg.fonttype": "none",
    }
