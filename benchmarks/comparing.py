"""Measure what comparing costs: for all reports, and for one more.

    python benchmarks/comparing.py 2000 4000 8000 16000

Light records (see compared_data) are made first and are not counted; the tables are in memory. For each size: minutes for all, the median
and the 95th percentile for the last 200 reports, and what one more costs a report by n log n from the first size on.
"""

from __future__ import annotations

import math
import statistics
import sys
import time

from compared_data import Run, light, news


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [2000]
    records = [light(report) for report in news(max(sizes))]
    run = Run()
    spent: list[float] = []
    first = 0.0
    for record in records:
        started = time.process_time()
        run.add(record)
        spent.append(time.process_time() - started)
        if len(spent) in sizes:
            size, total = len(spent), sum(spent)
            unit = total / (size * math.log(size))
            first = first or unit
            last = sorted(spent[-200:])
            print(
                f"{size:6d} reports: {total / 60:.2f} min of processor time, one more: median {1000 * statistics.median(last):.0f} ms, "
                f"95% {1000 * last[int(0.95 * len(last))]:.0f} ms, slowest {1000 * last[-1]:.0f} ms; to n log n: {unit / first:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
