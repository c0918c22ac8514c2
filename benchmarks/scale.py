"""What a stage costs, what engines and workers add to it, and what that makes for millions of reports.

    python benchmarks/scale.py --stages              # core-seconds and memory a report by stage
    python benchmarks/scale.py --engines             # local and Ray, 1 and 2 workers, by turns
    python benchmarks/scale.py --growth 1000         # core-seconds a report and memory from 100 reports to that many
    python benchmarks/scale.py --cost                # core-hours and storage of 1 and 200 million reports, from the stages

With none of these, all four. ``--reports N`` is how many reports each takes (100), ``--json FILE`` keeps the figures. ``--engines`` and Ray
need ``pip install 'onrecord[ray]'``.

The reports are drawn from ../shared/data/news with a fixed seed, as those of speed.py. Costs are processor time (core-seconds), which a
busy machine changes little; the wall clock of the engines is given beside the machine's load, and compares only within one run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from onrecord.archive import Archive
from onrecord.batch.local import LocalEngine
from onrecord.batch.run import Tally, run
from onrecord.batch.schemas import FILES
from onrecord.batch.stages import join, read, record, split
from onrecord.errors import BatchError
from speed import drawn, peak_mb

Figures = dict[str, Any]
MARKS = (100, 300, 1_000, 3_000, 10_000, 16_000)
#: Reports in a part: small, so that few reports make many parts.
PART = 20


def sources(folder: Path, count: int) -> list[str]:
    """A file of JSON lines with ``count`` reports, no two alike."""
    path = folder / f"{count}.jsonl"
    with path.open("w") as file:
        for number, text in enumerate(drawn(count)):
            file.write(json.dumps({"id": f"n{number}", "url": f"https://news.example/{number}", "text": text}) + "\n")
    return [str(path)]


def timed(steps: Iterator[Any]) -> tuple[list[Any], float]:
    start = time.process_time()
    done = list(steps)
    return done, time.process_time() - start


def stages(folder: Path, count: int) -> Figures:
    """Core-seconds a report and bytes a report of each stage, one after the other in this process."""
    paths = sources(folder, count)
    files = pyarrow.RecordBatch.from_pydict({"path": paths}, schema=FILES)
    list(record([next(read([files], most=3))], threads=1))  # warm
    reports, reading = timed(read([files], most=PART))
    found, making = timed(record(reports, threads=1))
    tables, splitting = timed(split(batch) for batch in found)

    def write() -> Iterator[None]:
        for name in tables[0]:
            pyarrow.parquet.write_table(
                pyarrow.Table.from_batches([t[name] for t in tables]), folder / f"{name}.parquet", compression="zstd"
            )
            yield

    _, writing = timed(write())
    written = sum(path.stat().st_size for path in folder.glob("*.parquet"))
    number = sum(batch.num_rows for batch in found)

    def load() -> Iterator[None]:
        with Archive.open(folder / "record.db", create=True) as archive:
            for batch in found:
                for row in batch.to_pylist():
                    if row["sha256"]:
                        archive.add(join({"reports": [row], **{k: row[k] for k in split(batch) if k in row}, "mentions": _mentions(row)}))
                        yield

    _, loading = timed(load())
    return {
        "reports": number,
        "core_seconds": {
            "read (JSON lines)": reading / number,
            "find and resolve": making / number,
            "split into tables": splitting / number,
            "write Parquet": writing / number,
            "load into an archive": loading / number,
        },
        "bytes": {
            "Parquet": written / number,
            "archive": size_of(folder / "record.db") / number,
            "JSON lines": size_of(Path(paths[0])) / number,
        },
        "peak_mb": peak_mb(),
    }


def _mentions(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**mention, "entity": entity["id"]} for entity in row["entities"] for mention in entity["mentions"]]


def size_of(path: Path) -> int:
    return path.stat().st_size


def one_run(folder: Path, name: str, engine: Callable[[], Any], paths: list[str]) -> Figures:
    marks: list[Figures] = []

    def watch(tally: Tally) -> None:
        due = next((mark for mark in MARKS if mark > (marks[-1]["reports"] if marks else 0)), None)
        if due is not None and tally.reports >= due:
            marks.append(
                {"reports": tally.reports, "core_seconds": tally.seconds, "peak_mb": tally.peak_mb, "wall": time.perf_counter() - start}
            )

    load, start = os.getloadavg()[0], time.perf_counter()
    tally = run(paths, str(folder / name), engine, most=PART, watch=watch)
    wall = time.perf_counter() - start
    return {
        "reports": tally.reports, "wall": wall, "core_seconds_a_report": tally.seconds / tally.reports,
        "peak_mb": tally.peak_mb, "load_before": load, "load_after": os.getloadavg()[0], "marks": marks,
    }  # fmt: skip


def engines(folder: Path, count: int) -> Figures:
    from onrecord.batch.ray_engine import RayEngine

    paths = sources(folder, count)
    figures: Figures = {}
    for workers in (1, 2):
        figures[f"local {workers}"] = one_run(folder, f"local {workers}", lambda n=workers: LocalEngine(n), paths)
        try:
            figures[f"ray {workers}"] = one_run(folder, f"ray {workers}", lambda n=workers: RayEngine(n), paths)
        except BatchError as error:
            figures[f"ray {workers}"] = {"missing": str(error)}
    first, *others = (folder / name for name, run_ in figures.items() if "missing" not in run_)
    names = sorted(path.relative_to(first) for path in first.rglob("*.parquet"))
    figures["same"] = all((other / name).read_bytes() == (first / name).read_bytes() for other in others for name in names)
    return figures


def cost(measured: Figures) -> list[Figures]:
    """What so many reports cost, by the stages' core-seconds; half as much again for what a cluster loses to waiting and repeats."""
    rows = []
    costs = measured["core_seconds"]
    for reports in (1_000_000, 200_000_000):
        core = sum(seconds for name, seconds in costs.items() if name != "load into an archive")
        rows.append(
            {
                "reports": reports,
                "core_hours": reports * core / 3600,
                "core_hours_with_half_more": 1.5 * reports * core / 3600,
                "days_on_2_cores": reports * core / 2 / 86400,
                "days_on_1000_cores": reports * core / 1000 / 86400,
                "parquet_gb": reports * measured["bytes"]["Parquet"] / 1e9,
                "archive_gb": reports * measured["bytes"]["archive"] / 1e9,
                "loading_hours": reports * costs["load into an archive"] / 3600,
            }
        )
    return rows


def show(results: Figures) -> None:
    print(f"load of the machine (1 minute): {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if found := results.get("stages"):
        print(f"\n{found['reports']} reports, one core, peak {found['peak_mb']:.0f} MB")
        for name, seconds in found["core_seconds"].items():
            print(f"{name:24s} {1000 * seconds:8.2f} ms of a core a report")
        for name, bytes_ in found["bytes"].items():
            print(f"{name:24s} {bytes_ / 1000:8.2f} kB a report")
    if found := results.get("engines"):
        same = found.pop("same")
        print(f"\n{'':10s} {'reports/s':>9s} {'core-ms a report':>16s} {'MB a worker':>11s} {'load':>11s}")
        for name, run_ in found.items():
            if "missing" in run_:
                print(f"{name:10s} not measured: {run_['missing']}")
                continue
            rate = run_["reports"] / run_["wall"]
            print(
                f"{name:10s} {rate:9.2f} {1000 * run_['core_seconds_a_report']:16.1f} {run_['peak_mb']:11.0f} "
                f"{run_['load_before']:5.1f}–{run_['load_after']:.1f}"
            )
        print(f"files of all the same to the byte: {same}")
        found["same"] = same
    if found := results.get("growth"):
        print(f"\n{'reports':>10s} {'core-ms a report since the mark before':>40s} {'MB a worker':>12s}")
        before: Figures = {"reports": 0, "core_seconds": 0.0}
        for mark in found["marks"]:
            each = (mark["core_seconds"] - before["core_seconds"]) / (mark["reports"] - before["reports"])
            print(f"{mark['reports']:10,d} {1000 * each:40.1f} {mark['peak_mb']:12.0f}")
            before = mark
    for row in results.get("cost", []):
        hours, more = row["core_hours"], row["core_hours_with_half_more"]
        print(f"\n{row['reports']:,} reports: {hours:,.0f} core-hours ({more:,.0f} with half as much again)")
        print(f"  {row['days_on_2_cores']:,.1f} days on 2 cores, {row['days_on_1000_cores']:,.2f} on 1,000")
        print(f"  Parquet {row['parquet_gb']:,.1f} GB")
        print(f"  an archive {row['archive_gb']:,.1f} GB and {row['loading_hours']:,.1f} hours of one core to load")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--engines", action="store_true")
    parser.add_argument("--growth", type=int, nargs="?", const=1000)
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    everything = not (given.stages or given.engines or given.growth or given.cost)
    results: Figures = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if everything or given.stages or given.cost:
            results["stages"] = stages(folder, given.reports)
            results["cost"] = cost(results["stages"])
        if everything or given.engines:
            results["engines"] = engines(folder, given.reports)
        if everything or given.growth:
            results["growth"] = one_run(folder, "growth", lambda: LocalEngine(1), sources(folder, given.growth or 1000))
    show(results)
    if given.json:
        given.json.write_text(json.dumps(results, indent=1))
    sys.exit(0)


if __name__ == "__main__":
    main()
