"""Runs the notebooks of docs/notebooks and keeps what a reader is to see.

``python tests/notebooks.py`` in ``python/`` runs all, or those that are named, and writes their outputs: after a change of the
package or of a text.
"""

from __future__ import annotations

import base64
import io
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from PIL import Image

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "notebooks"
_COLOURS = 96


def paths() -> list[Path]:
    """All notebooks."""
    return sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> NotebookNode:
    """A notebook as it stands."""
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook


def execute(path: Path, seconds: int = 300) -> NotebookNode:
    """The notebook with the outputs of a run of its own, in an empty directory; an error in a cell is raised."""
    notebook = read(path)
    with tempfile.TemporaryDirectory() as directory:
        client = NotebookClient(
            notebook,
            timeout=seconds,
            kernel_name="python3",
            record_timing=False,
            resources={"metadata": {"path": directory}},
        )
        client.execute()
    return tidy(notebook)


def tidy(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what belongs to a machine or a moment: numbered names of cells, no versions, no progress, text or a
    small picture of each output and no second form of it."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for number, cell in enumerate(notebook.cells):
        cell.id, cell.metadata = f"cell-{number}", nbformat.from_dict({})
        if cell.cell_type != "code":
            continue
        kept = [output for output in cell.outputs if output.get("name") != "stderr"]
        for output in kept:
            data = output.get("data", {})
            if "image/png" in data:
                output.data = nbformat.from_dict({"image/png": _small(data["image/png"])})
                output.metadata = nbformat.from_dict({})
            elif "text/plain" in data:
                output.data = nbformat.from_dict({"text/plain": data["text/plain"]})
        cell.outputs = kept
    return notebook


def texts(notebook: NotebookNode) -> list[str]:
    """What the cells say in words, in order."""
    said = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            text = output.get("text") or output.get("data", {}).get("text/plain")
            if text:
                said.append(text)
    return said


def _small(encoded: str) -> str:
    """A PNG with few colours, a third of the size; one that has few stays as it is."""
    picture = Image.open(io.BytesIO(base64.b64decode(encoded)))
    if picture.mode == "P":
        return encoded
    stream = io.BytesIO()
    picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(stream, format="png", optimize=True)
    return base64.b64encode(stream.getvalue()).decode()


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for path in paths():
        if not wanted or path.stem in wanted:
            nbformat.write(execute(path), path)
            print(path.name, f"{path.stat().st_size / 1024:.0f} KiB")
