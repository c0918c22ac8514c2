"""Parquet tables of reports, and files in other stores."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import fsspec
import pyarrow
import pyarrow.parquet
import pytest

from onrecord.errors import BadStructure, EmptyReport, MissingFile
from onrecord.reading import reports


def test_a_report_a_row(tmp_path: Path) -> None:
    rows = [
        {"text": "The mill burned.", "id": 7, "published": datetime.date(2024, 7, 6), "authors": ["Ana Reyes"], "views": 3},
        {"text": None},
        {"text": "It rained.", "authors": None},
    ]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "news.parquet")
    first, second, third = reports([tmp_path / "news.parquet"])
    assert (first.text, first.given_id, first.published, first.authors) == ("The mill burned.", "7", "2024-07-06", ("Ana Reyes",))
    assert isinstance(second, EmptyReport)
    assert second.where.endswith("news.parquet row 2")
    assert (third.text, third.published) == ("It rained.", None)


def test_tables_that_hold_no_reports(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(pyarrow.table({"body": ["The mill burned."]}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and no more")
    other, damaged = reports([tmp_path])
    assert isinstance(other, BadStructure)
    assert 'no column "text"' in str(other)
    assert isinstance(damaged, BadStructure)
    assert "damaged Parquet file" in str(damaged)


@pytest.fixture
def store() -> fsspec.AbstractFileSystem:
    store = fsspec.filesystem("memory")
    store.pipe({"/news/b.txt.gz": gzip.compress(b"It rained."), "/news/a.jsonl": b'{"text": "The mill burned."}\n', "/news/.x": b"no"})
    yield store
    store.rm("/news", recursive=True)


def test_files_of_a_store(store: fsspec.AbstractFileSystem) -> None:
    assert [(r.text, r.place) for r in reports(["memory://news"])] == [
        ("The mill burned.", "memory:///news/a.jsonl line 1"),
        ("It rained.", "memory:///news/b.txt.gz"),
    ]
    assert [r.text for r in reports(["memory://news/*.jsonl"])] == ["The mill burned."]


def test_stores_that_cannot_be_reached() -> None:
    nowhere, unknown = reports(["memory://nowhere", "shelf://news"])
    assert isinstance(nowhere, EmptyReport)
    assert isinstance(unknown, MissingFile)
    assert "shelf://news" in str(unknown)
