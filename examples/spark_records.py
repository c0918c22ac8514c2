"""onrecord on Apache Spark: records of any table with a column ``text``, made where the table is.

    pip install 'onrecord[spark]'        # and Java 17
    spark-submit examples/spark_records.py reports.parquet out

The stages take and give Arrow batches, so ``mapInArrow`` calls them as they are. Each task of Spark loads the model once for its partition,
in Python workers that Spark keeps; ``threads=1`` because Spark starts one a core.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial

import pyarrow
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from onrecord.batch.schemas import RECORDS, TABLES
from onrecord.batch.stages import record, rows


def records_of(reports: DataFrame) -> DataFrame:
    """A row a report: its record, or why there is none (``failed_reason``)."""

    def make(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        return record(batches, threads=1)

    return reports.mapInArrow(make, from_arrow_schema(RECORDS))


def table_of(records: DataFrame, name: str) -> DataFrame:
    """One of the tables (:data:`onrecord.batch.schemas.TABLES`) that records are split into."""
    return records.mapInArrow(partial(rows, table=name), from_arrow_schema(TABLES[name]))


def main(source: str, out: str) -> None:
    spark = SparkSession.builder.appName("onrecord").getOrCreate()
    records = records_of(spark.read.parquet(source)).cache()
    for name in TABLES:
        table_of(records, name).write.mode("overwrite").parquet(f"{out}/{name}")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
