"""Scenarios."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple, overload

from . import _native
from ._ron import ron

_ABSENT: Any = object()
"""No value, where None is one."""


class Measure(NamedTuple):
    """What is measured of every run."""

    name: str
    """Name, with the ids of sides: ``killed.kg``."""
    unit: str
    """Unit."""
    meaning: str
    """What it means."""


class Parameter(NamedTuple):
    """A number of the model that is not a fact of a scenario."""

    name: str
    """Name; set it as ``parameters.<name>``."""
    value: float
    """Value in this scenario."""
    unit: str
    """Unit; ``1`` for plain numbers and shares."""
    default: float
    """Value when a scenario says nothing."""
    low: float
    """Low end of the plausible range."""
    high: float
    """High end of the plausible range."""
    evidence: str
    """How well the value is known."""
    source: str
    """Where it comes from."""
    meaning: str
    """What it means."""


class Scenario:
    """A scenario, ready to run. It never changes: :meth:`set` gives a new one.

    Get one with :meth:`load`, :meth:`shipped` or :meth:`from_text`. It can be pickled and sent to another process.

    Examples
    --------
    >>> import truceline
    >>> scenario = truceline.Scenario.shipped("one-bridge")
    >>> scenario.set("injects.order.at_hours", 2).id
    'one-bridge'
    """

    __slots__ = ("_inner",)

    def __init__(self, inner: _native.Scenario) -> None:
        if not isinstance(inner, _native.Scenario):
            raise TypeError("use Scenario.load, Scenario.shipped or Scenario.from_text")
        self._inner = inner

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Scenario:
        """Reads a scenario file (.ron or .json) and the files that it names.

        Raises
        ------
        ScenarioError
            When it is invalid, of a newer format, or not there.
        """
        return cls(_native.Scenario.load(_text(path, "path")))

    @classmethod
    def shipped(cls, id: str) -> Scenario:
        """A scenario that comes with Truceline, for instance ``batken-2021``; :meth:`shipped_ids` lists them."""
        return cls(_native.Scenario.shipped(id))

    @staticmethod
    def shipped_ids() -> list[str]:
        """Ids of the scenarios that come with Truceline."""
        return _native.shipped_ids()

    @classmethod
    def from_text(cls, text: str, name: str = "scenario.ron", files: Mapping[str, str] | None = None) -> Scenario:
        """A scenario from its text.

        Parameters
        ----------
        text
            The scenario, in RON or, when the name ends in ``.json``, in JSON.
        name
            Path that diagnostics and commands name.
        files
            Texts of the files that the scenario names, by path from where the scenario stands.
        """
        folder = name.rpartition("/")[0]
        beside = [(f"{folder}/{path}" if folder else path, inner) for path, inner in (files or {}).items()]
        return cls(_native.Scenario.of_texts(name, [(name, text), *beside]))

    @overload
    def set(self, path: str, value: Any, /) -> Scenario: ...
    @overload
    def set(self, values: Mapping[str, Any], /) -> Scenario: ...
    def set(self, path: str | Mapping[str, Any], value: Any = _ABSENT, /) -> Scenario:
        """A new scenario with other values.

        Parameters
        ----------
        path
            Dotted path as on the command line, list items by id: ``posts.kok_tash.crew``; or a dictionary from such
            paths to values.
        value
            A number, text or boolean; also None, lists and dictionaries of such, or :class:`truceline.Ron`.

        Raises
        ------
        ScenarioError
            When nothing has the path (the message has the nearest name) or the scenario does not take the value.
        TypeError
            When the value is of another type.
        """
        if isinstance(path, Mapping) and value is _ABSENT:
            values = dict(path)
        elif isinstance(path, str) and value is not _ABSENT:
            values = {path: value}
        elif isinstance(path, (str, Mapping)):
            raise TypeError("expected a path and a value, or a dictionary alone")
        else:
            raise TypeError(f"path: found {type(path).__name__}, expected str or a dictionary")
        settings = []
        for name, one in values.items():
            if not isinstance(name, str):
                raise TypeError(f"path: found {type(name).__name__}, expected str")
            try:
                settings.append((name, ron(one)))
            except (TypeError, ValueError) as error:
                raise type(error)(f"{name}: {error}") from None
        return type(self)(self._inner.with_overrides(settings))

    @property
    def id(self) -> str:
        """Id text."""
        return self._inner.id

    @property
    def title(self) -> str:
        """Title for people."""
        return self._inner.title

    @property
    def path(self) -> str:
        """Where it was read; commands that do a run again name it."""
        return self._inner.path

    @property
    def overrides(self) -> list[str]:
        """What was set, as typed on the command line: ``path=value``."""
        return [f"{path}={value}" for path, value in self._inner.overrides]

    @property
    def default_seed(self) -> int:
        """Seed of a run when none is given."""
        return self._inner.default_seed

    @property
    def horizon_hours(self) -> float:
        """Length of a run in hours."""
        return self._inner.horizon_hours

    @property
    def sides(self) -> dict[str, str]:
        """Names of the sides by id."""
        return dict(self._inner.sides)

    @property
    def measures(self) -> list[Measure]:
        """What is measured of every run."""
        return [Measure(*one) for one in self._inner.measures]

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The parameters of the model by name; set one as ``parameters.<name>``."""
        return {one[0]: Parameter(*one) for one in self._inner.parameters}

    @property
    def texts(self) -> dict[str, str]:
        """Texts of all files that went in, by path."""
        return dict(self._inner.texts)

    def to_json(self) -> str:
        """The whole scenario as JSON: shared files joined in, what was set applied. It is a scenario file itself."""
        return self._inner.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The same as a dictionary."""
        document: dict[str, Any] = json.loads(self.to_json())
        return document

    def __reduce__(self) -> tuple[Any, ...]:
        return _of_parts, (self._inner.path, self._inner.texts, self._inner.overrides)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scenario):
            return NotImplemented
        return bool(self.__reduce__()[1] == other.__reduce__()[1])

    def __hash__(self) -> int:
        return hash((self._inner.path, tuple(self._inner.overrides)))

    def __repr__(self) -> str:
        set_ = "".join(f", {text}" for text in self.overrides)
        return f"<truceline.Scenario {self.id}: {self.title}; {self.horizon_hours:g} h{set_}>"


def _of_parts(path: str, texts: list[tuple[str, str]], overrides: list[tuple[str, str]]) -> Scenario:
    inner = _native.Scenario.of_texts(path, texts)
    return Scenario(inner.with_overrides(overrides) if overrides else inner)


def _text(path: str | os.PathLike[str], name: str) -> str:
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"{name}: found {type(path).__name__}, expected a path")
    return os.fspath(path)
