"""The stages, each as Arrow batches in, Arrow batches out, in the shape that Spark's ``mapInArrow`` and Ray Data's ``map_batches`` call.

files → :func:`read` → reports → :func:`record` → records → :func:`split` → tables

A report that cannot be read stays a row through all stages and ends in the table ``failures``, with its reason. Finding words and deciding
what they mean is one stage: what passes between the two is many times as large as the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import pyarrow
import pyarrow.compute as pc

from onrecord import errors, reading
from onrecord.annotate.reader import shared_reader
from onrecord.batch.schemas import FOUND, RECORDS, REPORTS, TABLES
from onrecord.errors import ReadingError
from onrecord.model import Record, Report
from onrecord.reading.parquet import report_of_row
from onrecord.verbs import records_of

#: A batch of reports ends after so many of them, or so many characters: what a worker holds at a time is bounded.
MOST_REPORTS, MOST_CHARACTERS = 500, 4_000_000

Batches = Iterable[pyarrow.RecordBatch]


def read(
    files: Batches, *, published: str | None = None, outlet: str | None = None, most: int = MOST_REPORTS
) -> Iterator[pyarrow.RecordBatch]:
    """The reports in the files (schema ``FILES``), of at most ``most`` a batch (schema ``REPORTS``).

    Where a batch ends depends on the files alone. ``published`` and ``outlet`` count where a report itself does not say.
    """
    paths = (path for batch in files for path in batch.column("path").to_pylist())
    rows: list[dict[str, Any]] = []
    size = 0
    for found in reading.reports(paths, published=published, outlet=outlet):
        rows.append(_row_of(found))
        size += len(found.text) if isinstance(found, Report) else 0
        if len(rows) >= most or size >= MOST_CHARACTERS:
            yield pyarrow.RecordBatch.from_pylist(rows, schema=REPORTS)
            rows, size = [], 0
    if rows:
        yield pyarrow.RecordBatch.from_pylist(rows, schema=REPORTS)


def adopt(batches: Batches) -> Iterator[pyarrow.RecordBatch]:
    """Any batches with a column ``text``, and perhaps others that JSON reports have as keys (docs/formats.md), with the schema ``REPORTS``.

    A row without text becomes a failure. Raises KeyError where there is no column ``text``.
    """
    first = 1
    for batch in batches:
        if batch.schema.equals(REPORTS):
            yield batch
            continue
        if "text" not in batch.schema.names:
            raise KeyError(f'there is no column "text" among {", ".join(batch.schema.names)}: rename the one with the words')
        rows = []
        for number, row in enumerate(batch.to_pylist(), first):
            found = report_of_row(row)
            place = row.get("place") or f"row {number}"
            rows.append(_row_of(msgspec.structs.replace(found, place=place) if isinstance(found, Report) else _placed(found, place)))
        first += len(rows)
        yield pyarrow.RecordBatch.from_pylist(rows, schema=REPORTS)


def record(reports: Batches, *, threads: int | None = None) -> Iterator[pyarrow.RecordBatch]:
    """The records (schema ``RECORDS``) of reports, a batch for each; these have the schema ``REPORTS``, or :func:`adopt` takes them.

    ``threads`` is on how many cores this process reads, all where None: an engine that starts a process a core says 1. It holds from the
    first call on. The model is loaded once a process.
    """
    shared_reader(threads)
    for batch in adopt(reports):
        given = [_item_of(row) for row in batch.to_pylist()]
        rows = []
        for item, found in zip(given, records_of(given), strict=True):
            if isinstance(found, ReadingError):
                rows.append(_failed(found))
            else:
                rows.append(msgspec.to_builtins(found) | {"place": item.place if isinstance(item, Report) else None})
        yield pyarrow.RecordBatch.from_pylist(rows, schema=RECORDS)


def split(records: pyarrow.RecordBatch) -> dict[str, pyarrow.RecordBatch]:
    """The tables (schemas ``TABLES``) of a batch of records."""
    good = records.filter(pc.is_valid(records.column("sha256")))
    aside = records.filter(pc.is_null(records.column("sha256")))
    key = good.column("sha256")
    tables = {
        "reports": good.select(TABLES["reports"].names),
        "failures": pyarrow.RecordBatch.from_arrays(
            [aside.column(f"failed_{name}") for name in TABLES["failures"].names], schema=TABLES["failures"]
        ),
    }
    for name in FOUND:
        of, row = _apart(good.column(name))
        report = key.take(of)
        tables[name] = _with(TABLES[name], row, report=report)
        if name == "entities":
            entity, mention = _apart(row.field("mentions"))
            names = row.field("id").take(entity)
            tables["mentions"] = _with(TABLES["mentions"], mention, report=report.take(entity), entity=names)
    return {name: tables[name] for name in TABLES}


def rows(records: Batches, table: str) -> Iterator[pyarrow.RecordBatch]:
    """One of the tables that :func:`split` gives, for engines that take one output a stage."""
    return (split(batch)[table] for batch in records)


def join(tables: dict[str, list[dict[str, Any]]]) -> Record:
    """The record whose rows these are: one of ``reports``, and those of the other tables that belong to it, in order."""
    [report] = tables["reports"]
    entities = [
        {**entity, "mentions": [mention for mention in tables.get("mentions", ()) if mention["entity"] == entity["id"]]}
        for entity in tables.get("entities", ())
    ]
    return msgspec.convert({**report, **{name: tables.get(name, ()) for name in FOUND}, "entities": entities}, Record)


def failure(row: dict[str, Any]) -> ReadingError:
    """The error that a row of ``failures`` stands for."""
    kind = getattr(errors, row["kind"], ReadingError)
    made: ReadingError = kind(row["reason"], where=row["where"])
    return made


def _apart(lists: pyarrow.ListArray) -> tuple[pyarrow.Array, pyarrow.StructArray]:
    """What the lists hold, one after the other, and for each the number of its list."""
    return pc.list_parent_indices(lists), lists.flatten()


def _with(schema: pyarrow.Schema, row: pyarrow.StructArray, **keys: pyarrow.Array) -> pyarrow.RecordBatch:
    return pyarrow.RecordBatch.from_arrays([keys[name] if name in keys else row.field(name) for name in schema.names], schema=schema)


def _row_of(found: Report | ReadingError) -> dict[str, Any]:
    return _failed(found) if isinstance(found, ReadingError) else msgspec.to_builtins(found)


def _item_of(row: dict[str, Any]) -> Report | ReadingError:
    if row["failed_kind"] is not None:
        return failure({name: row[f"failed_{name}"] for name in TABLES["failures"].names})
    return msgspec.convert({**row, "authors": row["authors"] or ()}, Report)


def _failed(error: ReadingError) -> dict[str, str]:
    return {"failed_where": error.where, "failed_reason": error.message, "failed_kind": type(error).__name__}


def _placed(error: ReadingError, place: str) -> ReadingError:
    return type(error)(error.message, where=place)
