"""The folder that takes the tables, on this machine or in another store. Whatever ends a run, a further one goes on, and doubles nothing.

::

    reports/part-000000.parquet     a file a unit in each table's folder; there once the unit is whole
    quotations/part-000000.parquet
    …
    _plan.jsonl                     the units: which input files each holds, in their order
    _manifest/000000.json           of a unit that is whole: its input files, who read them, and how many rows each table has
    _work/                          parts of units that are under way, and files being written; gone after a run that ended well

A file is written under a name of its own in ``_work`` and then renamed. Names that begin with ``_`` are passed over by Spark and Hive.
"""

from __future__ import annotations

import hashlib
import posixpath
import uuid
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, BinaryIO

import msgspec
import pyarrow
import pyarrow.parquet

from onrecord.annotate.reader import WEIGHTS
from onrecord.archive.opening import MADE_BY
from onrecord.batch.inputs import Input, Unit
from onrecord.batch.schemas import RECORDS, TABLES
from onrecord.batch.stages import split
from onrecord.errors import BatchError
from onrecord.reading import remote


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a whole unit was made of. ``rows`` is of each table; ``repeated`` how many reports stood in it twice, and were kept once."""

    unit: int
    inputs: tuple[Input, ...]
    read_by: str
    model: str
    rows: dict[str, int]
    repeated: int


def model() -> str:
    """Which weights read: the first 12 hex digits of the hash of their manifest."""
    return hashlib.sha256((WEIGHTS / "manifest.json").read_bytes()).hexdigest()[:12]


class Output:
    """The folder at a path or an address of a store. Raises ReadingError where that store is not known."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.store, self.root = remote.store_of(url)

    @cached_property
    def model(self) -> str:
        return model()

    # --- the plan

    def plan(self) -> list[Unit]:
        """The units planned by this and earlier runs, in order."""
        try:
            with self.store.open(self._path("_plan.jsonl"), "rb") as file:
                return [msgspec.json.decode(line, type=Unit) for line in file]
        except FileNotFoundError:
            return []
        except msgspec.DecodeError as error:
            raise BatchError(f"{self.url}: its _plan.jsonl is damaged ({error}). Name another folder, and start anew.") from error

    def write_plan(self, units: Iterable[Unit]) -> None:
        self._write("_plan.jsonl", lambda file: file.writelines(msgspec.json.encode(unit) + b"\n" for unit in units))

    # --- units

    def manifest(self, unit: int) -> Manifest | None:
        """That of a whole unit; None where it is not whole."""
        try:
            return msgspec.json.decode(self.store.cat_file(self._path(f"_manifest/{unit:06}.json")), type=Manifest)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def parts(self, unit: Unit, most: int) -> Parts:
        """The parts, of at most so many reports, of a unit that is under way: those made of these very inputs, by this very program."""
        made_of = msgspec.json.encode([unit, MADE_BY, self.model, most])
        return Parts(self, f"_work/{unit.number:06}-{hashlib.sha256(made_of).hexdigest()[:12]}")

    def finish(self, unit: Unit, count: int, most: int) -> Manifest:
        """Make the unit's tables of its ``count`` parts, then its manifest. Done twice, it gives the same files under the same names."""
        parts = self.parts(unit, most)
        written = dict.fromkeys(TABLES, 0)
        repeated = 0
        seen: set[bytes] = set()
        temporary = {name: self._temporary() for name in TABLES}
        files = {name: self.store.open(path, "wb") for name, path in temporary.items()}
        writers = {name: pyarrow.parquet.ParquetWriter(files[name], TABLES[name], compression="zstd") for name in TABLES}
        for number in range(count):
            batch, again = first_ones(parts.read(number), seen)
            repeated += again
            for name, table in split(batch).items():
                written[name] += table.num_rows
                if table.num_rows:
                    writers[name].write_batch(table)
        for name in TABLES:
            writers[name].close()
            files[name].close()
        if self.store.exists(self._path(f"_manifest/{unit.number:06}.json")):  # while its tables are replaced it is not whole
            self.store.rm(self._path(f"_manifest/{unit.number:06}.json"))
        for name in TABLES:
            self._move(temporary[name], f"{name}/part-{unit.number:06}.parquet")
        manifest = Manifest(unit=unit.number, inputs=unit.inputs, read_by=MADE_BY, model=self.model, rows=written, repeated=repeated)
        self._write(f"_manifest/{unit.number:06}.json", lambda file: file.write(msgspec.json.encode(manifest)))
        parts.remove()
        return manifest

    def tables(self, unit: int, *, most: int = 1000) -> dict[str, Iterator[dict[str, Any]]]:
        """The rows of each table of a whole unit, in order, of which few are held at a time. Raises BatchError where a file is damaged."""
        return {name: self._rows(f"{name}/part-{unit:06}.parquet", most) for name in TABLES}

    def clear(self) -> None:
        """Take away what runs left under way."""
        if self.store.exists(self._path("_work")):
            self.store.rm(self._path("_work"), recursive=True)

    def _rows(self, path: str, most: int) -> Iterator[dict[str, Any]]:
        try:
            with self.store.open(self._path(path), "rb") as file:
                for batch in pyarrow.parquet.ParquetFile(file).iter_batches(batch_size=most):
                    yield from batch.to_pylist()
        except (pyarrow.ArrowException, OSError) as error:
            raise BatchError(
                f"{self.url}/{path}: it is missing or damaged ({error}). Take away its _manifest/*.json and run onrecord batch again."
            ) from error

    # --- files

    def _path(self, path: str) -> str:
        return posixpath.join(self.root, path)

    def _temporary(self) -> str:
        self.store.makedirs(self._path("_work"), exist_ok=True)
        return self._path(f"_work/{uuid.uuid4().hex}.tmp")

    def _move(self, temporary: str, path: str) -> None:
        target = self._path(path)
        self.store.makedirs(posixpath.dirname(target), exist_ok=True)
        self.store.mv(temporary, target)

    def _write(self, path: str, write: Callable[[BinaryIO], object]) -> None:
        temporary = self._temporary()
        with self.store.open(temporary, "wb") as file:
            write(file)
        self._move(temporary, path)


class Parts:
    """The parts of one unit: a file of records each, there once it is whole."""

    def __init__(self, output: Output, folder: str) -> None:
        self.output = output
        self.folder = folder

    def there(self) -> set[int]:
        """The numbers of those that are made."""
        path = self.output._path(self.folder)
        if not self.output.store.exists(path):
            return set()
        names = [posixpath.basename(name) for name in self.output.store.ls(path, detail=False)]
        return {int(name.removesuffix(".parquet")) for name in names if name.endswith(".parquet")}

    def write(self, number: int, records: pyarrow.RecordBatch) -> None:
        def write(file: BinaryIO) -> None:
            with pyarrow.parquet.ParquetWriter(file, RECORDS, compression="lz4") as writer:
                writer.write_batch(records)

        self.output._write(f"{self.folder}/{number:06}.parquet", write)

    def read(self, number: int) -> pyarrow.RecordBatch:
        with self.output.store.open(self.output._path(f"{self.folder}/{number:06}.parquet"), "rb") as file:
            [batch] = pyarrow.parquet.read_table(file).combine_chunks().to_batches()
            return batch

    def remove(self) -> None:
        path = self.output._path(self.folder)
        if self.output.store.exists(path):
            self.output.store.rm(path, recursive=True)


def first_ones(batch: pyarrow.RecordBatch, seen: set[bytes]) -> tuple[pyarrow.RecordBatch, int]:
    """``batch`` without the reports that were ``seen`` before, and how many those were. What is new is added to ``seen``."""
    keep = []
    for value in batch.column("sha256").to_pylist():
        content = None if value is None else bytes.fromhex(value)
        keep.append(content is None or content not in seen)
        if content is not None:
            seen.add(content)
    again = keep.count(False)
    return (batch.filter(pyarrow.array(keep)) if again else batch), again
