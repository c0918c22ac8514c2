"""Measure what comparing costs: for all reports, and for one more.

    python benchmarks/comparing.py 2000 4000 8000 16000
    python benchmarks/comparing.py record.db

Sizes: light records (see compared_data) are made first and are not counted; the tables are in memory. For each size: minutes for all, the
median and the 95th percentile for the last 200 reports, and what one more costs a report by n log n from the first size on. A record: its
reports that are yet to be compared are, as ``onrecord story`` would (so give a copy); for each thousand the time by the clock and the
processor time of the process that compares, at the end that of the other, which makes the reports ready.
"""

from __future__ import annotations

import math
import resource
import statistics
import sys
import time
from itertools import islice

from compared_data import Run, light, news
from onrecord.archive import Archive
from onrecord.archive.comparing import update

STEP = 1000


def sizes(wanted: list[int]) -> None:
    records = [light(report) for report in news(max(wanted))]
    run = Run()
    spent: list[float] = []
    first = 0.0
    for record in records:
        started = time.process_time()
        run.add(record)
        spent.append(time.process_time() - started)
        if len(spent) in wanted:
            size, total = len(spent), sum(spent)
            unit = total / (size * math.log(size))
            first = first or unit
            last = sorted(spent[-200:])
            print(
                f"{size:6d} reports: {total / 60:.2f} min of processor time, one more: median {1000 * statistics.median(last):.0f} ms, "
                f"95% {1000 * last[int(0.95 * len(last))]:.0f} ms, slowest {1000 * last[-1]:.0f} ms; to n log n: {unit / first:.2f}",
                flush=True,
            )


def record(path: str) -> None:
    with Archive.open(path) as archive:
        done = 0
        left = update(archive)
        while True:
            clock, spent = time.perf_counter(), time.process_time()
            listed = list(islice(left, STEP))
            if not listed:
                break
            done += len(listed)
            clock, spent = time.perf_counter() - clock, time.process_time() - spent
            print(
                f"to report {listed[-1]:6d}: {1000 * clock / len(listed):.1f} ms each by the clock, {1000 * spent / len(listed):.1f} ms of "
                "processor time to compare it",
                flush=True,
            )
    other = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"made ready: {1000 * (other.ru_utime + other.ru_stime) / max(done, 1):.1f} ms of processor time each")


def main() -> None:
    if len(sys.argv) == 2 and not sys.argv[1].isdigit():
        record(sys.argv[1])
    else:
        sizes([int(word) for word in sys.argv[1:]] or [2000])


if __name__ == "__main__":
    main()
