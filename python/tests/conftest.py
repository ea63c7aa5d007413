"""What the tests share: the program, the scenarios of the repository, and a short study."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import truceline
from helpers import ROOT, STUDY


@pytest.fixture(autouse=True)
def in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in commands are from there."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="session")
def program() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the program; the environment says where it is."""
    path = Path(os.environ.get("TRUCELINE_PROGRAM", ROOT / "target" / "release" / "truceline"))
    if not path.exists():
        pytest.fail(f"{path}: found no program; build it, or name it in TRUCELINE_PROGRAM")

    def run(*arguments: object, status: int = 0) -> subprocess.CompletedProcess[str]:
        words = [str(path), *map(str, arguments)]
        done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == status, f"{words}: {done.stdout}{done.stderr}"
        return done

    return run


@pytest.fixture(scope="session")
def fire() -> truceline.Scenario:
    return truceline.Scenario.load(ROOT / "scenarios" / "batken-2021-fire.ron")


@pytest.fixture(scope="session")
def run(fire: truceline.Scenario) -> truceline.Run:
    return truceline.run(fire, seed=1)


@pytest.fixture
def study_file(tmp_path: Path) -> Path:
    """A short study beside its scenario."""
    text = (ROOT / "scenarios" / "one-bridge.ron").read_text(encoding="utf-8")
    (tmp_path / "one-bridge.ron").write_text(text, encoding="utf-8")
    path = tmp_path / "crews.ron"
    path.write_text(STUDY, encoding="utf-8")
    return path
