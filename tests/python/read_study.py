"""Reads a study directory with DuckDB, polars and pyarrow, and compares with what `truceline study status` says.

    python tests/python/read_study.py TRUCELINE STUDY_DIRECTORY

Counts must agree exactly, means and medians to ten digits; units must stand in the files. Then the Python examples of
the README are executed in the directory above the study's. Exits with 1, and says where, when something disagrees.
"""

import json
import math
import os
import pathlib
import re
import subprocess
import sys

import duckdb
import polars
import pyarrow.parquet

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"
PRECISION = 1e-10

failures = []


def agree(what, found, expected):
    """Notes when two numbers differ; both absent agree."""
    if found is None or expected is None:
        same = found is None and expected is None
    else:
        same = math.isclose(found, expected, rel_tol=PRECISION, abs_tol=PRECISION)
    if not same:
        failures.append(f"{what}: found {found}, expected {expected}")


def of_duckdb(runs, measure):
    rows = duckdb.sql(
        f'select point, count("{measure}"), avg("{measure}"), quantile_cont("{measure}", 0.5) '
        f"from '{runs}' group by point"
    ).fetchall()
    return {point: values for point, *values in rows}


def of_polars(runs, measure):
    column = polars.col(measure)
    table = (
        polars.scan_parquet(runs)
        .group_by("point")
        .agg(column.count().alias("count"), column.mean().alias("mean"), column.median().alias("median"))
        .collect()
    )
    return {row["point"]: [row["count"], row["mean"], row["median"]] for row in table.to_dicts()}


def of_pyarrow(directory, measure):
    points = {}
    for path in sorted((directory / "runs").glob("*.parquet")):
        table = pyarrow.parquet.read_table(path, columns=["point", measure]).to_pylist()
        for row in table:
            points.setdefault(row["point"], []).append(row[measure])
    result = {}
    for point, values in points.items():
        present = sorted(value for value in values if value is not None)
        if not present:
            result[point] = [0, None, None]
            continue
        middle = len(present) // 2
        median = present[middle] if len(present) % 2 else (present[middle - 1] + present[middle]) / 2
        result[point] = [len(present), sum(present) / len(present), median]
    return result


def compare(directory, status):
    runs = str(directory / "runs" / "*.parquet")
    compared = 0
    for measure in status["measures"]:
        name = measure["measure"]
        readers = {
            "DuckDB": of_duckdb(runs, name),
            "polars": of_polars(runs, name),
            "pyarrow": of_pyarrow(directory, name),
        }
        for point in measure["points"]:
            summary = point["summary"]
            mean = summary["mean"]["mean"] if summary["mean"] else None
            medians = [one["value"] for one in summary["quantiles"] if one["probability"] == 0.5]
            expected = [summary["count"], mean, medians[0] if medians else None]
            for reader, points in readers.items():
                for what, found, wanted in zip(["count", "mean", "median"], points[point["point"]], expected):
                    agree(f"{reader}, {name}, point {point['point']}, {what}", found, wanted)
                    compared += 1
    return compared


def check_units(directory):
    path = min((directory / "runs").glob("*.parquet"))
    metadata = pyarrow.parquet.read_metadata(path).metadata
    columns = json.loads(metadata[b"truceline.columns"])
    names = pyarrow.parquet.read_schema(path).names
    for name in names:
        if name not in columns or "unit" not in columns[name] or not columns[name]["description"]:
            failures.append(f"{path}: column {name} has no unit and description")
    return len(names)


def check_examples(directory):
    """Executes the Python blocks of the README where its commands leave their output."""
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    # Those that use our own package are executed by its tests.
    blocks = [block for block in blocks if "import truceline" not in block and "from truceline" not in block]
    if not blocks:
        failures.append("README: found no Python example, expected one at least")
    os.chdir(directory.parent.parent)
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # the examples are ours
    return len(blocks)


def main():
    program, directory = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    told = subprocess.run([program, "study", "status", str(directory), "--json"], check=True, capture_output=True)
    compared = compare(directory, json.loads(told.stdout))
    columns = check_units(directory)
    examples = check_examples(directory)
    for failure in failures:
        print(failure)
    print(f"{compared} numbers compared, {columns} columns with units, {examples} examples of the README executed")
    sys.exit(1 if failures or compared == 0 else 0)


main()
