"""How `onrecord add` goes on as its archive grows: reports a second and memory, each thousand reports.

    python benchmarks/growth.py ../shared/data/news --record record.db --samples samples --plot docs/growth.svg
    python benchmarks/growth.py --record record.db --samples samples --plot docs/growth.svg     # of a run that was made before

The first adds the reports, and looks at the program's memory every ten seconds; a line of the samples is the time (seconds since 1970), the
reports kept by then, and the memory in kB. When each report was added stands in the archive. Plan for some 35 minutes for 16,000 reports.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import time
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

STEP = 1_000
EVERY = 10.0


class Thousand(NamedTuple):
    """So many reports and the pace at which they were added: reports and thousands of characters a second; the memory at their end."""

    reports: int
    rate: float
    characters: float
    memory_mb: float


def run(sources: list[Path], record: Path, samples: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "add", *map(str, sources), "--record", str(record)]
    with subprocess.Popen(command) as adding, samples.open("w") as file:
        while adding.poll() is None:
            time.sleep(EVERY)
            status = Path(f"/proc/{adding.pid}/status")
            memory = status.read_text().partition("VmRSS:")[2].split() if status.exists() else []
            if record.exists() and memory:
                with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as archive:
                    file.write(f"{time.time():.0f} {archive.execute('SELECT count(*) FROM report').fetchone()[0]} {memory[0]}\n")


def thousands(record: Path, samples: Path) -> list[Thousand]:
    """The figures of each whole thousand."""
    with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as archive:
        rows = archive.execute("SELECT added, length(text) FROM report ORDER BY id").fetchall()
    when = [datetime.fromisoformat(added).timestamp() for added, _ in rows]
    memory = [tuple(map(int, line.split())) for line in samples.read_text().splitlines() if len(line.split()) == 3]
    found = []
    for start, end in pairwise(range(0, len(rows) + 1, STEP)):
        seconds = max(1.0, when[min(end, len(rows) - 1)] - when[start])
        letters = sum(length for _, length in rows[start:end])
        held = max((kilobytes for _, count, kilobytes in memory if start < count <= end), default=0)
        found.append(Thousand(end, STEP / seconds, letters / seconds / 1000, held / 1000))
    return found


def plot(found: list[Thousand]) -> str:
    """An SVG: a bar a thousand for the pace, a line for the memory."""
    width, height, left = 36, 120, 44
    fastest, most = max(f.rate for f in found), max(f.memory_mb for f in found)
    across = left + width * len(found) + 10
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {2 * height + 90}" font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{left}" y="14">reports a second, each thousand reports</text>',
        f'<text x="{left}" y="{height + 54}">memory, MB</text>',
    ]
    for k, each in enumerate(found):
        x, bar, point = left + width * k, each.rate / fastest * (height - 20), each.memory_mb / most * (height - 20)
        out.append(f'<rect x="{x + 3}" y="{height + 20 - bar:.1f}" width="{width - 6}" height="{bar:.1f}" fill="#4477aa"/>')
        out.append(f'<text x="{x + width / 2}" y="{height + 16 - bar:.1f}" text-anchor="middle">{each.rate:.1f}</text>')
        out.append(f'<circle cx="{x + width / 2}" cy="{2 * height + 60 - point:.1f}" r="3" fill="#aa3377"/>')
        out.append(f'<text x="{x + width / 2}" y="{2 * height + 54 - point:.1f}" text-anchor="middle">{each.memory_mb:.0f}</text>')
        out.append(f'<text x="{x + width / 2}" y="{2 * height + 76}" text-anchor="middle">{each.reports // 1000}k</text>')
    return "\n".join([*out, "</svg>", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, help="what to add; none: a run that was made before")
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--samples", type=Path, required=True)
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    if given.sources:
        run(given.sources, given.record, given.samples)
    found = thousands(given.record, given.samples)
    print(f"{'reports':>8s} {'reports/s':>10s} {'thousand characters/s':>22s} {'MB':>6s}")
    for each in found:
        print(f"{each.reports:8,d} {each.rate:10.2f} {each.characters:22.1f} {each.memory_mb:6.0f}")
    print(f"the last thousand goes at {100 * found[-1].characters / found[0].characters:.0f}% of the pace of the first, by characters")
    if given.plot:
        given.plot.write_text(plot(found))


if __name__ == "__main__":
    main()
