"""Figures in the look of Truceline, with matplotlib (``pip install truceline[plot]``).

Every function returns a :class:`Sheet`, a figure of matplotlib that a notebook shows and ``savefig`` writes. Axes have their
units in brackets; truth is drawn solid and what offices claim dashed; each figure says what it is of and that the model is
illustrative, not a forecast.
"""

from __future__ import annotations

from ._casualties import casualties
from ._difference import difference
from ._escalation import escalation
from ._evacuation import evacuation
from ._fan import fan
from ._sheet import Sheet

__all__ = ["Sheet", "casualties", "difference", "escalation", "evacuation", "fan"]
