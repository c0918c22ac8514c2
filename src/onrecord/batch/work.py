"""What engines have done: reports read from files, the records of a part made, the tables of a unit. Nothing here knows of an engine."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import pyarrow
import pyarrow.compute as pc

from onrecord.batch.inputs import Unit
from onrecord.batch.output import Manifest, Output
from onrecord.batch.schemas import FILES, RECORDS
from onrecord.batch.stages import read, record

Make = Callable[[pyarrow.RecordBatch], pyarrow.RecordBatch]


class Lost(Exception):
    """A worker, or what it was to work on, is gone; the work can be given out again."""


class Made(NamedTuple):
    """What a part cost and gave; ``seconds`` are of processor time, ``peak_mb`` is the most memory that the worker's process has held."""

    reports: int
    failures: int
    quotations: int
    seconds: float
    peak_mb: float


def read_parts(unit: Unit, most: int, there: frozenset[int]) -> Iterator[pyarrow.RecordBatch | None]:
    """The reports of the unit's files, a batch a part; None for the parts whose numbers are ``there``."""
    files = pyarrow.RecordBatch.from_pydict({"path": [each.path for each in unit.inputs]}, schema=FILES)
    for number, batch in enumerate(read([files], published=unit.published, outlet=unit.outlet, most=most)):
        yield None if number in there else batch


def make_part(out: str, unit: Unit, number: int, most: int, reports: pyarrow.RecordBatch, *, careful: bool) -> Made:
    """Write the records of a batch of reports as that part of the unit. ``careful`` is for a batch that a worker was lost with."""
    start = time.process_time()
    records = make_carefully(reports) if careful else make(reports)
    Output(out).parts(unit, most).write(number, records)
    failures = records.column("sha256").null_count
    quotations = pc.sum(pc.list_value_length(records.column("quotations"))).as_py() or 0
    return Made(records.num_rows - failures, failures, quotations, time.process_time() - start, peak_mb())


def make(reports: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    """The records of a batch, on one core: an engine has a worker a core."""
    [records] = record([reports], threads=1)
    return records


def finish_unit(out: str, unit: Unit, count: int, most: int) -> Manifest:
    return Output(out).finish(unit, count, most)


def make_carefully(reports: pyarrow.RecordBatch, make: Make = make) -> pyarrow.RecordBatch:
    """The records of a batch, made in a process that may be lost: the half that it is lost with is halved again, down to the one report."""
    done = _in_a_child(reports, make)
    if isinstance(done, pyarrow.RecordBatch):
        return done
    if len(reports) > 1:
        half = len(reports) // 2
        both = [make_carefully(reports.slice(0, half), make), make_carefully(reports.slice(half), make)]
        [records] = pyarrow.Table.from_batches(both).combine_chunks().to_batches()
        return records
    [row] = reports.to_pylist()
    reason = f"it ends the program that reads it (exit code {done}); please report it"
    failed = {"failed_where": row["place"] or row["failed_where"] or "", "failed_reason": reason, "failed_kind": "Defect"}
    return pyarrow.RecordBatch.from_pylist([failed], schema=RECORDS)


def _in_a_child(reports: pyarrow.RecordBatch, make: Make) -> pyarrow.RecordBatch | int:
    """What ``make`` gives in a new process, or the exit code that this ended with."""
    processes = multiprocessing.get_context("spawn")
    ours, theirs = processes.Pipe()
    child = processes.Process(target=_send, args=(theirs, reports, make))
    child.start()
    theirs.close()
    try:
        done: pyarrow.RecordBatch = ours.recv()
    except EOFError:
        child.join()
        return child.exitcode or 0
    finally:
        ours.close()
    child.join()
    return done


def _send(there: Connection, reports: pyarrow.RecordBatch, make: Make) -> None:
    there.send(make(reports))


def peak_mb() -> float:
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux hands a parent's ru_maxrss down to its children
        return round(int(status.read_text().split("VmHWM:")[1].split()[0]) / 1e3, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3), 1)
