"""Reports as Parquet (https://parquet.apache.org): a row a report, columns named as the keys of :mod:`onrecord.reading.json_reports`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from onrecord.errors import BadStructure, MissingExtra, ReadingError
from onrecord.model import Report
from onrecord.reading import json_reports

COLUMNS = ("id", "url", "outlet", "published", "title", "authors", "text")
#: So many rows are held in memory at a time.
_AT_ONCE = 64


def read(stream: BinaryIO) -> Iterator[tuple[str, Report | ReadingError]]:
    """The report of each row beside its number (``"row 7"``, from 1). A ``published`` may be a date or a string.

    Raises BadStructure where the file is damaged or has no column ``text``, MissingExtra where pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("a Parquet file: to read those, pip install 'onrecord[parquet]'") from error
    number = 0
    try:
        file = pyarrow.parquet.ParquetFile(stream)
        if "text" not in file.schema_arrow.names:
            raise BadStructure(f'there is no column "text" in it, but {", ".join(file.schema_arrow.names)}: rename the one with the words')
        columns = [name for name in COLUMNS if name in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=_AT_ONCE, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield f"row {number}", report_of_row(row)
    except (pyarrow.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise BadStructure(f"a damaged Parquet file ({' '.join(str(error).split())}): write it again") from error


def report_of_row(row: dict[str, Any]) -> Report | ReadingError:
    """The report of a row of a table, or why it is none."""
    published = row.get("published")
    if isinstance(published, date):  # datetimes are dates too
        row = {**row, "published": published.isoformat()}
    try:
        return json_reports.report_of(row)
    except ReadingError as error:
        return error
