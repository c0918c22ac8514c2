"""What a gold set must reach: floors in a TOML file, one table a set.

::

    ["gold/dev"]
    grounding = 1.0
    content.f1 = 0.84
    "recall of content direct" = 0.97
    "at most"."wrong speakers" = 0.3

A table's name is the end of the folder's path. A floor holds against the figure as it is printed, to three digits.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import GoldError
from onrecord.evaluate.figures import Figures
from onrecord.model import Noun

AT_MOST = "at most"


class Shortfall(Noun, frozen=True, kw_only=True):
    """A figure that is below its floor, or above its ceiling."""

    name: str
    figure: float
    bound: float
    ceiling: bool = False

    def __str__(self) -> str:
        return f"{self.name} is {self.figure:g}, {'above its ceiling' if self.ceiling else 'below its floor'} {self.bound:g}"


def floors_for(file: Path, folder: Path) -> dict[str, Any]:
    """The table of ``file`` whose name is the end of the path of ``folder``, the longest where several are.

    Raises GoldError where the file cannot be read or has no such table.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{file} cannot be read as TOML: {error}. Give a file of floors.") from error
    path = folder.resolve().parts
    fitting = [name for name in tables if tuple(Path(name).parts) == path[-len(Path(name).parts) :]]
    if not fitting:
        raise GoldError(f'{file} has no floors for {folder}. Add a table ["{"/".join(path[-2:])}"] to it.')
    table: dict[str, Any] = tables[max(fitting, key=len)]
    return table


def _flat(table: Mapping[str, Any], measured: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float, float]]:
    for name, bound in table.items():
        if name not in measured or isinstance(bound, Mapping) != isinstance(measured[name], Mapping):
            known = ", ".join(measured)
            raise GoldError(f"There is no figure {prefix + name!r} to hold to a floor. Choose from: {known}.")
        if isinstance(bound, Mapping):
            yield from _flat(bound, measured[name], f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", float(measured[name]), float(bound)


def shortfalls(figures: Figures, floors: Mapping[str, Any]) -> list[Shortfall]:
    """Every figure below its floor or above its ceiling. Raises GoldError where ``floors`` names a figure that there is not."""
    measured = figures.to_dict()
    low = {name: bound for name, bound in floors.items() if name != AT_MOST}
    found = [Shortfall(name=name, figure=figure, bound=bound) for name, figure, bound in _flat(low, measured) if figure < bound]
    ceilings = _flat(floors.get(AT_MOST, {}), measured)
    return found + [Shortfall(name=name, figure=figure, bound=bound, ceiling=True) for name, figure, bound in ceilings if figure > bound]
