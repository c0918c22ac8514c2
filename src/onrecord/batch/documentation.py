"""docs/batches.md: what each stage takes and gives. ``python -m onrecord.batch.documentation > docs/batches.md`` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow

from onrecord.batch.schemas import FILES, RECORDS, REPORTS, TABLES

START = """# Stages as Arrow batches

Every stage takes Arrow record batches and gives Arrow record batches, so that Spark (`mapInArrow`), Ray Data (`map_batches` with
`batch_format="pyarrow"`), DuckDB and Polars run them as they are. Needs `pip install 'onrecord[batch]'`.

| stage | takes | gives |
|---|---|---|
| `onrecord.batch.stages.read(files)` | `FILES` | `REPORTS` |
| `onrecord.batch.stages.adopt(batches)` | any table with a column `text` | `REPORTS` |
| `onrecord.batch.stages.record(reports, threads=1)` | `REPORTS`, or what `adopt` takes | `RECORDS` |
| `onrecord.batch.stages.split(records)` | one batch of `RECORDS` | a batch for each table |
| `onrecord.batch.stages.rows(records, "quotations")` | `RECORDS` | one of the tables |
| `onrecord.batch.stages.join(tables)` | the rows of one report | its `Record` |

```python
import pyarrow
from onrecord.batch.stages import record, rows

reports = pyarrow.table({"text": ['"It rained," said Ana Reyes.'], "published": ["2024-07-06"]})
quotations = pyarrow.Table.from_batches(rows(record(reports.to_batches()), "quotations"))
```

A report that cannot be read stays a row, with `failed_where`, `failed_reason` and `failed_kind` in place of what was read, and ends in the
table `failures`. Offsets are code points of the report's `text`, end exclusive. Null says that the report leaves it open.
[examples/spark_records.py](../examples/spark_records.py) is the whole road on Spark. Fields mean what
`onrecord schema` says of them.
"""


def lines() -> Iterator[str]:
    yield START
    for name, schema in {"FILES": FILES, "REPORTS": REPORTS, "RECORDS": RECORDS}.items():
        yield from _schema(f"`{name}`", schema)
    yield "## Tables\n\n`report` is the sha256 of the report that a row belongs to; rows stand in the order of the report.\n"
    for name, schema in TABLES.items():
        yield from _schema(f"`{name}`", schema)


def _schema(title: str, schema: pyarrow.Schema) -> Iterator[str]:
    yield f"### {title}\n\n| column | type |\n|---|---|"
    for field in schema:
        yield f"| `{field.name}` | {_type(field.type)} |"
    yield ""


def _type(kind: pyarrow.DataType) -> str:
    if pyarrow.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    if pyarrow.types.is_struct(kind):
        inner = ", ".join(f"{kind.field(place).name}: {_type(kind.field(place).type)}" for place in range(kind.num_fields))
        return f"{{{inner}}}"
    return str(kind)


if __name__ == "__main__":
    print("\n".join(lines()).rstrip())
