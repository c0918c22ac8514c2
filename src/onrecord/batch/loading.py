"""From the folder that ``onrecord batch`` wrote back to records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.batch.output import Output
from onrecord.batch.stages import failure, join
from onrecord.errors import BatchError, ReadingError
from onrecord.model import Record


def load(url: str) -> Iterator[tuple[Record | ReadingError, str]]:
    """Each record beside who read it, in the order of the input files; after those of a unit the errors of what was set aside in it.

    Raises BatchError, before anything else, where the run that wrote the folder is not through, and where a file of it is damaged.
    """
    output = Output(url)
    plan = output.plan()
    manifests = [output.manifest(unit.number) for unit in plan]
    if None in manifests:
        raise BatchError(
            f"{url}: {manifests.count(None):,} of {len(plan):,} parts are not made yet. `onrecord batch --out {url}` goes on where it was."
        )
    for manifest in manifests:
        if manifest:
            for found in _unit(output, manifest.unit):
                yield found, manifest.read_by


def _unit(output: Output, number: int) -> Iterator[Record | ReadingError]:
    tables = {name: _Rows(rows) for name, rows in output.tables(number).items()}
    failures = tables.pop("failures")
    for report in tables.pop("reports"):
        found = {name: rows.of(report["sha256"]) for name, rows in tables.items()}
        yield join({"reports": [report], **found})
    for row in failures:
        yield failure(row)


class _Rows:
    """Rows that are taken report by report, in their order."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        while self._next is not None:
            row, self._next = self._next, next(self._rows, None)
            yield row

    def of(self, report: str) -> list[dict[str, Any]]:
        found = []
        while self._next is not None and self._next["report"] == report:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found
