"""Tables that NumPy, pandas, polars, DuckDB and pyarrow take as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from . import _native

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Column(NamedTuple):
    """What a column holds."""

    name: str
    """Its name, as in the files of the command line."""
    unit: str
    """Its unit; empty for texts, names and numbers of things."""
    meaning: str
    """What it means."""


class Table:
    """A table in memory, with the interface of Arrow (``__arrow_c_stream__``).

    ``polars.DataFrame(table)``, ``pyarrow.table(table)`` and ``duckdb.from_arrow(pyarrow.table(table))`` take it without
    copying; ``pandas.DataFrame(table)`` takes it too, and ``table.to_pandas()`` does so quicker. ``table["name"]`` is a
    column as a NumPy array, which is read-only and shares the memory of the table where that is possible: for numbers.

    Units stand in ``table.columns`` and in the metadata of the Arrow fields.
    """

    __slots__ = ("_inner",)

    def __init__(self, inner: _native.Table) -> None:
        self._inner = inner

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
        return self._inner.names

    @property
    def columns(self) -> list[Column]:
        """Name, unit and meaning of the columns, in order."""
        inner = self._inner
        return [Column(*one) for one in zip(inner.names, inner.units, inner.meanings, strict=True)]

    def unit(self, name: str) -> str:
        """The unit of a column; empty where it has none."""
        for column in self.columns:
            if column.name == name:
                return column.unit
        raise KeyError(f"the table has no column named `{name}`")

    def to_numpy(self, name: str) -> np.ndarray[Any, np.dtype[Any]]:
        """A column as an array.

        Numbers are not copied; where a number is absent it is NaN (whole numbers of which some are absent become
        floating-point numbers, in a copy). Texts are an array of objects, None where there is none.

        Raises
        ------
        KeyError
            When there is no such column; the message has the nearest name.
        """
        buffer = self._inner.buffer(name)
        if buffer is not None:
            kind = np.float64 if buffer.format == "d" else np.int64
            return np.frombuffer(memoryview(buffer), dtype=kind) if len(buffer) else np.empty(0, dtype=kind)
        values = self._inner.values(name)
        # Whole numbers of which some are absent.
        if any(isinstance(value, int) for value in values):
            return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
        return np.array(values, dtype=object)

    def to_list(self, name: str) -> list[Any]:
        """A column as a list, None where there is no value."""
        return self._inner.values(name)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows in order, each as a dictionary."""
        names = self.names
        for values in zip(*(self._inner.values(name) for name in names), strict=True):
            yield dict(zip(names, values, strict=True))

    def to_polars(self) -> polars.DataFrame:
        """As a polars frame; needs polars (``pip install truceline[frames]``)."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas frame; needs pandas and pyarrow (``pip install truceline[frames]``)."""
        frame: pandas.DataFrame = self.to_arrow().to_pandas()
        return frame

    def to_arrow(self) -> pyarrow.Table:
        """As a table of pyarrow; needs it (``pip install truceline[frames]``)."""
        import pyarrow

        return pyarrow.table(self)

    def __getitem__(self, name: str) -> np.ndarray[Any, np.dtype[Any]]:
        return self.to_numpy(name)

    def __contains__(self, name: object) -> bool:
        return name in self._inner.names

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self.rows()

    def __len__(self) -> int:
        return len(self._inner)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._inner.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._inner.__arrow_c_schema__()

    def __repr__(self) -> str:
        names = ", ".join(f"{one.name} [{one.unit}]" if one.unit else one.name for one in self.columns[:12])
        more = f", … and {len(self.names) - 12} more" if len(self.names) > 12 else ""
        rows = "row" if len(self) == 1 else "rows"
        return f"<truceline.Table: {len(self)} {rows}; {names}{more}>"
