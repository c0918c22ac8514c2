"""A week of news in minutes: reports replayed into the folder that ``onrecord watch`` watches; memory, lag, and whether all is kept once.

    python benchmarks/stream.py --seconds 300                 # 5 minutes
    python benchmarks/stream.py --seconds 3600 --rate 2       # an hour, 2 files a second on average

Files come one by one and in bursts; some are the same report again, some corrections (the address of an earlier one, other words), some
broken; some are written slowly, or under another name and then renamed. At the end the archive must hold each report once and each
correction as a version, and the ledger each file once; else it exits 1. The reports are those of ../shared/data/news.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from onrecord.archive import Archive
from onrecord.watching import LEDGER
from speed import drawn

#: How often each kind of file comes.
KINDS = {"new": 0.78, "again": 0.1, "correction": 0.08, "broken": 0.04}
BURST, BURSTS = 20, 0.01  # so many at once, at so many of the moments at which files come
_LAG = re.compile(r"up to ([\d.,]+) s after they landed")


class Stream:
    """What lands, and what should be kept of it."""

    def __init__(self, folder: Path, rate: float, seed: int) -> None:
        self.folder = folder
        self.rate = rate
        self.draw = random.Random(seed)
        self.texts = drawn(10_000)
        self.made: list[dict[str, str]] = []
        self.files = self.corrections = self.again = self.broken = 0
        self.slow: list[threading.Thread] = []

    def go(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for _ in range(BURST if self.draw.random() < BURSTS else 1):
                self.land()
            time.sleep(self.draw.expovariate(self.rate))
        for each in self.slow:
            each.join()

    def land(self) -> None:
        [kind] = self.draw.choices(list(KINDS), weights=list(KINDS.values()))
        if kind == "broken":
            self.broken += 1
            data = b'{"text": "broken'
        else:
            data = json.dumps(self.report(kind if self.made else "new")).encode()
        self.files += 1
        path = self.folder / f"{self.files:07}.json"
        way = self.draw.random()
        if way < 0.1:
            self.slow.append(threading.Thread(target=self.write_slowly, args=(path, data)))
            self.slow[-1].start()
        elif way < 0.2:
            path.with_suffix(".part").write_bytes(data)
            path.with_suffix(".part").rename(path)
        else:
            path.write_bytes(data)

    def report(self, kind: str) -> dict[str, str]:
        if kind == "again":
            self.again += 1
            return self.draw.choice(self.made)
        if kind == "correction":
            self.corrections += 1
            earlier = self.draw.choice(self.made)
            found = {**earlier, "text": f"{earlier['text']}\n\nCorrection {self.corrections}: an earlier version misstated a figure."}
        else:
            number = len(self.made)
            found = {"url": f"https://news.example/{number}", "text": f"{self.texts[number % len(self.texts)]}\n\nReport {number}."}
        self.made.append(found)
        return found

    def write_slowly(self, path: Path, data: bytes) -> None:
        quarter = len(data) // 4 + 1
        with path.open("wb", buffering=0) as file:
            for start in range(0, len(data), quarter):
                file.write(data[start : start + quarter])
                time.sleep(0.3)


def rss_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0]) / 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--rate", type=float, default=0.5, help="moments a second at which files come")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, record, log = Path(name) / "in", Path(name) / "record.db", Path(name) / "log"
        folder.mkdir()
        stream = Stream(folder, given.rate, given.seed)
        with log.open("w") as err:
            command = [sys.executable, "-m", "onrecord", "watch", str(folder), "--record", str(record)]
            watching = subprocess.Popen(command, stderr=err, stdout=subprocess.PIPE, text=True)
        memory: list[float] = []
        coming = threading.Thread(target=stream.go, args=(given.seconds,))
        coming.start()
        last_file = None
        while True:
            time.sleep(2)
            memory.append(rss_mb(watching.pid))
            if not coming.is_alive():
                last_file = last_file or time.monotonic()
                ledger = folder / LEDGER
                if len(set(ledger.read_bytes().splitlines())) >= stream.files or time.monotonic() - last_file > 1800:
                    break
        behind = time.monotonic() - last_file
        watching.send_signal(signal.SIGINT)
        said, _ = watching.communicate(timeout=60)
        lags = [float(found.replace(",", "")) for found in _LAG.findall(log.read_text())]
        read = [json.loads(line)["path"] for line in (folder / LEDGER).read_text().splitlines()]
        with Archive.open(record) as archive:
            kept = len(archive)
            versions = next(archive.select("SELECT count(*) FROM report WHERE replaced_by IS NOT NULL"))[0]
    quarter = max(1, len(memory) // 4)
    parts = [statistics.median(memory[start : start + quarter]) for start in range(0, 4 * quarter, quarter) if memory[start:]]
    print(
        f"{stream.files} files: {len(stream.made)} reports ({stream.corrections} corrections), {stream.again} again, {stream.broken} broken"
    )
    print(f"onrecord watch: {said.strip()}; exit code {watching.returncode}")
    print(f"kept {kept}, earlier versions {versions}, files read {len(read)} ({len(set(read))} different)")
    print(f"memory by quarter of the time: {', '.join(f'{part:.0f}' for part in parts)} MB, at most {max(memory):.0f}")
    print(
        f"lag at each look: median {statistics.median(lags):.1f} s, at most {max(lags):.1f} s; all read {behind:.0f} s after the last file"
    )
    right = (kept, versions, len(read), len(set(read)), watching.returncode) == (
        len(stream.made), stream.corrections, stream.files, stream.files, 0,
    )  # fmt: skip
    print("nothing lost, nothing twice" if right else "NOT AS IT SHOULD BE")
    sys.exit(not right)


if __name__ == "__main__":
    main()
