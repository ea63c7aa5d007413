"""The notebooks of docs/notebooks run, and say what they said when they were kept."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

import notebooks
from helpers import ROOT

PATHS = notebooks.paths()


def test_there_is_one_for_each_bridge_and_the_first_steps() -> None:
    assert {path.stem for path in PATHS} == {
        "calibration_pyabc",
        "discovery_ema",
        "first_steps",
        "policy_optuna",
        "sensitivity_salib",
    }


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_it_runs(path: Path) -> None:
    made = notebooks.execute(path)
    kept, said = notebooks.texts(notebooks.read(path)), notebooks.texts(made)
    assert len(kept) == len(said) > 0
    # What other libraries draw and print may change with their versions; what Truceline gives does not.
    if path.stem == "first_steps":
        own = [text for text in kept if not text.startswith("shape:")]
        assert len(own) == 4
        assert [text for text in said if not text.startswith("shape:")] == own
    pictures = [
        output for cell in made.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})
    ]
    assert pictures
    assert all(len(base64.b64decode(output.data["image/png"])) > 4000 for output in pictures)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_it_holds_nothing_of_a_machine_or_a_moment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|tmp|work|Users|usr|opt)/|[A-Z]:\\\\", text)
    notebook = notebooks.read(path)
    assert notebook == notebooks.tidy(notebooks.read(path))
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert len(text) < 250_000
    # The reader is told what it is.
    words = " ".join(" ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown").split())
    assert "illustrative model, not a forecast" in words


def test_the_first_cell_is_ten_lines_and_gives_the_digest_of_the_program() -> None:
    notebook = notebooks.read(notebooks.FOLDER / "first_steps.ipynb")
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert len(first.source.splitlines()) <= 10
    golden = dict(line.split() for line in (ROOT / "tests" / "it" / "golden.txt").read_text().splitlines())
    assert notebooks.texts(notebook)[0].splitlines()[0] == golden["batken-2021"]
