"""The stages as Arrow batches."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pyarrow
import pytest

from onrecord import read_all
from onrecord.batch.schemas import FILES, RECORDS, REPORTS, TABLES
from onrecord.batch.stages import join, read, record, rows, split
from onrecord.errors import EmptyReport, ReadingError
from onrecord.model import Record, Report
from onrecord.reading import reports

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def batch_of(record: Record) -> pyarrow.RecordBatch:
    return pyarrow.RecordBatch.from_pylist([msgspec.to_builtins(record)], schema=RECORDS)


def test_split_and_joined_a_record_is_the_same(full: Record) -> None:
    tables = split(batch_of(full))
    assert {name: table.schema for name, table in tables.items()} == TABLES
    assert join({name: table.to_pylist() for name, table in tables.items()}) == full
    assert all(table.num_rows for name, table in tables.items() if name != "failures")


def test_from_files_to_tables(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    files = [str(EXAMPLES / "celebrity.txt"), str(tmp_path / "empty.txt"), str(EXAMPLES / "disaster.html")]
    found = list(record(read([pyarrow.RecordBatch.from_pydict({"path": files}, schema=FILES)], most=2)))
    assert [batch.num_rows for batch in found] == [2, 1]
    assert all(batch.schema == RECORDS for batch in found)
    expected = list(read_all(files))
    assert [row["sha256"] for row in pyarrow.Table.from_batches(found).to_pylist()] == [getattr(each, "sha256", None) for each in expected]
    quotations = pyarrow.Table.from_batches(rows(found, "quotations"))
    assert quotations.column("id").to_pylist() == [q.id for each in expected if isinstance(each, Record) for q in each.quotations]
    [failure] = pyarrow.Table.from_batches(rows(found, "failures")).to_pylist()
    assert failure == {"where": files[1], "reason": expected[1].message, "kind": "EmptyReport"}


def test_any_table_with_a_column_text_is_taken() -> None:
    given = pyarrow.RecordBatch.from_pylist([{"id": 7, "text": '"It rained," said Ana Reyes.', "views": 3}, {"id": 8, "text": " "}])
    [found] = record([given], threads=1)
    good, bad = found.to_pylist()
    assert (good["id"], good["place"], len(good["quotations"])) == ("7", "row 1", 1)
    assert (bad["sha256"], bad["failed_kind"], bad["failed_where"]) == (None, "EmptyReport", "row 2")
    with pytest.raises(KeyError, match='no column "text" among body'):
        list(record([pyarrow.RecordBatch.from_pydict({"body": ["It rained."]})]))


def test_reports_come_through_a_batch_as_they_were() -> None:
    files = pyarrow.RecordBatch.from_pydict({"path": [str(EXAMPLES / "court.txt"), str(EXAMPLES / "disaster.html")]}, schema=FILES)
    [batch] = read([files])
    assert batch.schema == REPORTS
    told = [item for item in reports([EXAMPLES / "court.txt", EXAMPLES / "disaster.html"]) if isinstance(item, Report)]
    assert [row["text"] for row in batch.to_pylist()] == [report.text for report in told]


def test_an_error_that_is_not_of_reading_cannot_be_made() -> None:
    [batch] = read([pyarrow.RecordBatch.from_pydict({"path": ["nowhere.txt"]}, schema=FILES)])
    [found] = record([batch])
    row = split(found)["failures"].to_pylist()[0]
    from onrecord.batch.stages import failure

    error = failure(row)
    assert isinstance(error, ReadingError)
    assert not isinstance(error, EmptyReport)
    assert str(error) == f"nowhere.txt: {row['reason']}"


def test_the_documentation_is_that_of_now() -> None:
    from onrecord.batch.documentation import lines

    assert (EXAMPLES.parent / "docs" / "batches.md").read_text() == "\n".join(lines()).rstrip() + "\n"
