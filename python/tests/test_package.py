"""The package as a whole: errors, versions, help, examples."""

from __future__ import annotations

import inspect
import os
import pickle
import pydoc
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import truceline
from helpers import ROOT
from truceline import Problem, RunError, ScenarioError, StoreError, StudyError, TrucelineError


def test_versions_are_those_of_the_program(program: Any) -> None:
    told = program("--version").stdout
    assert told.startswith(f"truceline {truceline.__version__}\n")
    assert f"build {truceline.BUILD}," in told, (
        "program and package are built from the same sources by the same compiler"
    )
    assert re.fullmatch("[0-9a-f]{16}", truceline.BUILD) and truceline.RESULT_VERSION == 1


def test_errors_are_one_family_and_travel_to_other_processes() -> None:
    problem = Problem("a.ron", "posts.x.crew", 3, 7, "crew: found 0, expected 1..=10000")
    for error in (
        ScenarioError("text", [problem]),
        RunError("text"),
        StoreError("text", "a hint"),
        StudyError("text", [1, 2]),
    ):
        assert isinstance(error, TrucelineError) and str(error) == "text"
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error) and str(again) == "text"
        for name in ("problems", "hint", "missing"):
            assert getattr(again, name, None) == getattr(error, name, None)
    assert issubclass(ScenarioError, ValueError)
    assert "hint: a hint" in StoreError("text", "a hint").__notes__


def test_a_panic_is_an_exception_like_any_other(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TrucelineError, match=r"internal error: .*provoked.*please report") as caught:
        truceline._native._panic()
    assert type(caught.value) is TrucelineError
    assert capfd.readouterr().err == "", "nothing is written past Python"


def public() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name in truceline.__all__:
        value = getattr(truceline, name)
        if inspect.isclass(value):
            found.append((name, value))
            own = {key: one for key, one in vars(value).items() if not key.startswith("_")}
            found += [
                (f"{name}.{key}", one)
                for key, one in own.items()
                if callable(one) or isinstance(one, (property, classmethod))
            ]
        elif callable(value):
            found.append((name, value))
    return found


def test_everything_public_has_a_docstring() -> None:
    found = public()
    assert len(found) > 60
    without = [name for name, value in found if not (inspect.getdoc(value) or "").strip()]
    # Fields of records have theirs beside them, where Python does not look.
    assert [
        name for name in without if inspect.isfunction(getattr(truceline, name.split(".")[0], None)) or "." not in name
    ] == []
    assert [name for name in without if isinstance(dict(found)[name], property)] == []


def test_help_tells_units() -> None:
    for value, words in [
        (truceline, "Times are in hours since the start"),
        (truceline.run, "Length of the run in hours"),
        (truceline.Run, "End of the run since the start, in hours"),
        (truceline.replicate, "``end_hours`` [h]"),
        (truceline.Study.run, "Ctrl-C ends it after the runs at hand"),
        (truceline.kinds, "Names of the kinds of events"),
    ]:
        assert words in pydoc.plain(pydoc.render_doc(value)), words


@pytest.mark.parametrize("path", sorted((ROOT / "python" / "examples").glob("*.py")), ids=lambda path: path.name)
def test_examples_run(path: Path, tmp_path: Path, program: Any) -> None:
    environment = {**os.environ, "MPLBACKEND": "agg"}
    done = subprocess.run([sys.executable, str(path)], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    if path.name == "first.py":
        out = tmp_path / "command"
        told = program("run", "scenarios/batken-2021.ron", "--seed", 17, "--no-plots", "--out", out).stdout
        digest = re.search(r"digest ([0-9a-f]{32})", told)
        assert digest and digest[1] in done.stdout
        assert (tmp_path / "casualties.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["README.md", "docs/PYTHON.md", "python/README.md"])
def test_examples_in_documents_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of Python that use the package, in one file after each other as a reader would type them."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    blocks = [block for block in blocks if "polars.scan_parquet" not in block and "duckdb.sql" not in block]
    assert blocks, f"{name}: found no example"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, name, "exec"), names)


def test_the_package_is_small_without_its_extras() -> None:
    """Neither plots nor frames are imported before they are asked for."""
    script = "import sys, truceline; truceline.run(truceline.Scenario.shipped('one-bridge'), until_hours=1).events['time_ms'];"
    script += "print(sorted({'matplotlib', 'pandas', 'polars', 'pyarrow', 'duckdb'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
