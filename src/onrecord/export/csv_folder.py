"""CSV: a file a table, UTF-8, a line of column names first (RFC 4180). An empty field is NULL."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from onrecord.archive import Archive
from onrecord.export.tables import TABLES


def write(archive: Archive, folder: Path) -> Iterator[Path]:
    """A file for each of :data:`onrecord.export.tables.TABLES`."""
    for name, query in TABLES.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(archive.columns(query))
            rows.writerows(tuple(row) for row in archive.every(query))
        yield path
