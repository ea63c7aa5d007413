"""Lazy queries over Parquet files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .errors import StudyError


def scan(files: Path, engine: str) -> Any:
    """The files as a lazy frame of polars or a relation of DuckDB.

    Raises
    ------
    StudyError
        When there are none.
    """
    if not list(files.parent.glob(files.name)):
        raise StudyError(f"{files}: found no such file, expected a study that has run")
    if engine == "polars":
        import polars

        return polars.scan_parquet(str(files))
    if engine == "duckdb":
        import duckdb

        return duckdb.read_parquet(str(files))
    raise ValueError(f"engine: found {engine!r}, expected polars or duckdb")
