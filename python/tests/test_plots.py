"""Plots: what stands on them, and that they are pictures."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from matplotlib.image import imread

import truceline
from truceline import Run, Scenario, Study, plot
from truceline.plot._look import SIDES


def texts(sheet: plot.Sheet) -> str:
    own = [text.get_text() for text in sheet.texts]
    for legend in sheet.legends:
        own += [text.get_text().replace("\n", " ") for text in legend.get_texts()]
    for axes in sheet.axes:
        own += [axes.get_ylabel(), axes.get_xlabel(), axes.get_title("left"), *(text.get_text() for text in axes.texts)]
    return "\n".join(own)


def check(sheet: plot.Sheet, place: Path) -> str:
    """Draws without a warning; all text stands within the sheet and no label on another; colours are ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sheet.savefig(place / "plot.png", dpi=80)
        sheet.savefig(place / "plot.svg")
    picture = imread(place / "plot.png")
    assert picture.shape[0] > 300 and picture.shape[1] == 880
    assert (picture[..., :3] == 1).all(axis=-1).mean() > 0.2, "white ground"
    # The renderer that knows how wide letters are.
    boxes = [text.get_window_extent() for text in sheet.texts]
    width, height = sheet.canvas.get_width_height()
    for box, text in zip(boxes, sheet.texts, strict=True):
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, text.get_text()
    words = texts(sheet)
    assert "Illustrative model, not a forecast" in words and truceline.__version__ in words
    return words


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (
            plot.casualties,
            ["Killed [persons]", "Wounded [persons]", "Kyrgyzstan, truth", "as Tajikistan says", "truce collapses"],
        ),
        (plot.escalation, ["Rung", "B Isfara valley south", "6 ground entry, seizure", "review called"]),
        (plot.evacuation, ["People [persons]", "Vehicles", "residents dead by violence", "in public shelters"]),
    ],
)
def test_plots_of_a_run(run: Run, draw: Callable[[Run], plot.Sheet], expected: list[str], tmp_path: Path) -> None:
    words = check(draw(run), tmp_path)
    for text in [*expected, run.digest[:12], "scenario batken-2021-fire", "seed 1", "Kyrgyzstan"]:
        assert text in words, text
    colours = imread(tmp_path / "plot.png")[..., :3]
    for colour in SIDES[:2]:
        wanted = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
        assert (np.abs(colours - wanted).max(axis=-1) < 0.02).sum() > 50, f"{colour} is drawn"


@pytest.mark.parametrize("id", ["quiet-season", "three-sides", "border-decades", "one-bridge"])
def test_plots_of_scenarios_of_all_kinds(id: str, tmp_path: Path) -> None:
    run = truceline.run(Scenario.shipped(id))
    for draw in (plot.casualties, plot.escalation, plot.evacuation):
        check(draw(run), tmp_path)


def test_a_fan_of_runs_and_of_a_study(study_file: Path, tmp_path: Path, fire: Scenario) -> None:
    runs = [truceline.run(fire, seed=1, replication=number, until_hours=72) for number in range(6)]
    for metric in ("killed", "displaced", "authorised_rung"):
        assert "6 replications" in check(plot.fan(runs, metric), tmp_path)
    median = np.quantile([run.measures["killed.kg"] for run in runs], 0.5, method="median_unbiased")
    ends = [float(np.asarray(line.get_ydata(), dtype=float)[-1]) for line in plot.fan(runs).axes[0].lines]
    assert median in ends and len(ends) > 5
    study = Study.load(study_file)
    study.run(tmp_path / "study", plots=False, progress=False)
    words = check(plot.fan(study, directory=tmp_path / "study"), tmp_path)
    assert "12 replications" in words and "parameters.retaliation.n_self = 0.1" in words
    with pytest.raises(ValueError, match="expected one of killed"):
        plot.fan(study, "kiled", directory=tmp_path / "study")
    with pytest.raises(TypeError):
        plot.fan([])


def test_a_difference(fire: Scenario, tmp_path: Path) -> None:
    comparison = truceline.compare(fire, {"parameters.ceasefire.onset_per_hour": 0.0}, replications=4, until_hours=72)
    metrics: tuple[Literal["killed", "displaced"], ...] = ("killed", "displaced")
    for metric in metrics:
        words = check(plot.difference(comparison, metric), tmp_path)
        assert "Difference [persons]" in words and "4 pairs" in words and "no difference" in words
    with pytest.raises(ValueError, match="expected killed or displaced"):
        plot.difference(comparison, "houses")  # type: ignore[arg-type]
    check(plot.difference(truceline.compare(fire, {}, replications=2, until_hours=6)), tmp_path)


def test_a_notebook_shows_a_sheet_once(run: Run) -> None:
    import matplotlib.pyplot

    before = matplotlib.pyplot.get_fignums()
    sheet = plot.casualties(run)
    assert matplotlib.pyplot.get_fignums() == before
    assert sheet._repr_png_().startswith(b"\x89PNG")
