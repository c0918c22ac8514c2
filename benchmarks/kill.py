"""Kill `onrecord add` at random moments, again and again, and compare what is kept with an undisturbed run, row for row.

    python benchmarks/kill.py reports.jsonl --kills 60

Prints how many kills it took, and exits 1 where the two archives differ in anything but the moment of adding.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.archive import Archive

WITHOUT_MOMENTS = {
    "report": "id, sha256, record_id, url, outlet, published, title, authors, read_by, page, version, replaced_by, text",
}


def add(reports: Path, record: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "onrecord", "add", str(reports), "--record", str(record)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def rows(path: Path) -> dict[str, str]:
    """The hash of all rows of each table."""
    with Archive.open(path) as archive:
        archive.settle()
        names = [row["name"] for row in archive.select("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")]
        assert next(archive.select("PRAGMA integrity_check"))[0] == "ok"
        found = {}
        for name in sorted(set(names) - {"about"}):
            if "_search_" not in name:
                columns = WITHOUT_MOMENTS.get(name, "*")
                whole = hashlib.sha256()
                for row in sorted(map(repr, map(tuple, archive.select(f"SELECT {columns} FROM {name}")))):
                    whole.update(row.encode())
                found[name] = whole.hexdigest()
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        calm, killed = Path(folder) / "calm.db", Path(folder) / "killed.db"
        start = time.perf_counter()
        add(arguments.reports, calm).wait()
        whole = time.perf_counter() - start
        kills = 0
        for _ in range(arguments.kills):
            run = add(arguments.reports, killed)
            time.sleep(draw.uniform(0.3, 0.3 + 2 * whole / arguments.kills))
            if run.poll() is None:
                os.kill(run.pid, signal.SIGKILL)
                kills += 1
            run.wait()
        add(arguments.reports, killed).wait()
        ours, theirs = rows(killed), rows(calm)
    different = [name for name in theirs if ours.get(name) != theirs[name]]
    print(f"{kills} kills; tables that differ: {', '.join(different) or 'none'}")
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
