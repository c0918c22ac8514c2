"""The example for Spark gives what onrecord itself gives. Needs Java 17 or newer; ``pytest -m "not spark"`` leaves it out."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from onrecord.batch.schemas import TABLES
from onrecord.batch.stages import adopt, record, split

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "spark_records.py"


@pytest.mark.spark
def test_spark_gives_the_same_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.sql import SparkSession

    reports = pyarrow.Table.from_pylist(
        [
            {
                "text": '"We open the gates," said Ines Okafor, who runs the dam. Per Holm was arrested on Monday.',
                "published": "2024-05-03",
            },
            {"text": None, "published": None},
            {"text": "Ana Reyes told the Vell Post that it rained.", "published": None},
        ]
    )
    pyarrow.parquet.write_table(reports, tmp_path / "reports.parquet")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.driver.memory", "512m").getOrCreate()
    spec = importlib.util.spec_from_file_location("spark_records", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    example.main(str(tmp_path / "reports.parquet"), str(tmp_path / "out"))
    [records] = record(adopt(reports.to_batches()))
    for name, expected in split(records).items():
        found = pyarrow.parquet.read_table(tmp_path / "out" / name)
        assert found.cast(TABLES[name]).to_pylist() == expected.to_pylist()
