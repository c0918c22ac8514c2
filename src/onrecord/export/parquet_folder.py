"""Parquet: a file a table (https://parquet.apache.org), for DuckDB, pandas, Polars and Spark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.archive import Archive
from onrecord.export import needs
from onrecord.export.tables import TABLES
from onrecord.resolve.word_list import word_list

#: So many rows are written at a time.
AT_ONCE = 10_000


def write(archive: Archive, folder: Path) -> Iterator[Path]:
    """A file for each of :data:`onrecord.export.tables.TABLES`: whole numbers as int64, probabilities as float64, the rest as strings."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise needs("pyarrow", "parquet") from error
    for name, query in TABLES.items():
        columns = archive.columns(query)
        whole = WHOLE - ({"report", "quotation", "speaker", "addressee", "parent"} if name.startswith("who") else set())
        fields = pyarrow.schema([(column, kind_of(column, whole, pyarrow)) for column in columns])
        path = folder / f"{name}.parquet"
        with pyarrow.parquet.ParquetWriter(path, fields) as file:
            rows = archive.every(query)
            while part := list(islice(rows, AT_ONCE)):
                arrays = [pyarrow.array([row[place] for row in part], type=field.type) for place, field in enumerate(fields)]
                file.write_table(pyarrow.Table.from_arrays(arrays, schema=fields))
        yield path


#: Columns that hold numbers of rows, places and counts.
WHOLE = word_list(
    "id version replaced_by person position speaker addressee parent event quotation reports quotations wrong according_to entity report"
)


def kind_of(column: str, whole: frozenset[str], pyarrow: Any) -> Any:
    if column.endswith("confidence"):
        return pyarrow.float64()
    return pyarrow.int64() if column in whole or column.endswith(("starts", "ends")) else pyarrow.string()
