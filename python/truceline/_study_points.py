"""Studies of given design points, as the text of a study file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ._ron import ron
from ._scenario import Scenario

Points = Mapping[str, Sequence[Any]] | Sequence[Mapping[str, Any]]


def study_text(scenario: Scenario, points: Points, fields: Mapping[str, str | None]) -> str:
    """The text of a study in RON; what was set in the scenario is set for all points, unless they set it themselves.

    `fields` are values in RON by name; those that are None are left to the study.
    """
    paths, rows = rows_of(points)
    own = {path: value for path, value in scenario._inner.overrides if path not in paths}
    all_fields: dict[str, str | None] = {
        "format": "1",
        "title": ron(f"{len(rows)} points of {scenario.id}"),
        "scenarios": ron([scenario.path.rpartition("/")[2]]),
        "set": "{" + ", ".join(f"{ron(path)}: {value}" for path, value in own.items()) + "}",
        "factors": "[" + ", ".join(f"(path: {ron(path)})" for path in paths) + "]",
        "design": "list([\n" + "".join(f"        [{', '.join(row)}],\n" for row in rows) + "    ])",
    }
    all_fields |= {name: value for name, value in fields.items() if value is not None}
    return "(\n" + "".join(f"    {name}: {value},\n" for name, value in all_fields.items()) + ")\n"


def rows_of(points: Points) -> tuple[list[str], list[list[str]]]:
    """Paths, and for every point the values in RON."""
    if isinstance(points, Mapping):
        paths = list(points)
        columns = [[ron(_plain(value)) for value in points[path]] for path in paths]
        if len({len(column) for column in columns}) > 1:
            raise ValueError("points: found columns of different lengths, expected one value a point in each")
        return paths, [list(row) for row in zip(*columns, strict=True)]
    rows = list(points)
    if not rows:
        raise ValueError("points: found none, expected one at least")
    paths = list(rows[0])
    for index, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise TypeError(f"points[{index}]: found {type(row).__name__}, expected a dictionary")
        if set(row) != set(paths):
            raise ValueError(
                f"points[{index}]: found {sorted(row)}, expected values of {sorted(paths)} as the first has"
            )
    return paths, [[ron(_plain(row[path])) for path in paths] for row in rows]


def _plain(value: Any) -> Any:
    """NumPy's scalars as Python's."""
    item = getattr(value, "item", None)
    return item() if item is not None and getattr(value, "shape", None) == () else value
