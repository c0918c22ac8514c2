"""How fast the pages answer: each page, search while one types, first paint, and many readers at once.

    python benchmarks/pages.py --reports 16000              # makes that archive of the examples, then asks it
    python benchmarks/pages.py --record record.db           # an archive that is there already

The pages are served by the real command, for reading only, and asked on loopback. Beside the time that passed stands the processor time
that the server took, which other programs on the machine disturb less. A reader asks for a page, reads it for --pause seconds on average,
and asks for the next. Needs onrecord[dev], and Chromium for first paint.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import onrecord
from many_reports import fill
from onrecord import ask
from onrecord.archive import Archive

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
TICKS = os.sysconf("SC_CLK_TCK")


def make(path: Path, total: int) -> None:
    examples = [EXAMPLES / "celebrity.txt", EXAMPLES / "court.txt", EXAMPLES / "disaster.html", *sorted(EXAMPLES.glob("quay/*.txt"))]
    start = time.perf_counter()
    fill(path, [found for found in onrecord.read_all(examples) if isinstance(found, onrecord.Record)], total)
    print(f"made {total:,} reports in {time.perf_counter() - start:.0f} s, {path.stat().st_size / 1e6:.0f} MB")


def addresses(path: Path, draw: random.Random, each: int) -> dict[str, list[str]]:
    """For each sort of page, some of it: the largest, and others by chance."""
    with Archive.open(path) as archive:
        archive.settle()

        def some(query: str) -> list[str]:
            found = [str(row[0]) for row in archive.select(query)]
            return found[: each // 3] + draw.sample(found[each // 3 :], min(each - each // 3, max(len(found) - each // 3, 0)))

        reports = some("SELECT substr(sha256, 1, 16) FROM report ORDER BY length(text) DESC LIMIT 5000")
        people = some("SELECT id FROM person ORDER BY reports DESC LIMIT 2000")
        names = some("SELECT name FROM person ORDER BY reports DESC LIMIT 2000")
        stories = some("SELECT story FROM compared GROUP BY story ORDER BY count(*) DESC LIMIT 2000")
        sayings = some("SELECT saying FROM wording GROUP BY saying HAVING count(*) > 1 ORDER BY count(*) DESC LIMIT 2000")
        about = words(archive, draw, each)
        topics = [ask.topics([row["words"] for row in archive.select("SELECT words FROM wording LIMIT 400")])[0][0]]
    return {
        "front page": ["/"],
        "report": [f"/reports/{id}" for id in reports],
        "report, events": [f"/reports/{id}?layer=events" for id in reports],
        "reports": [f"/reports?page={number}" for number in (1, 2, 40)],
        "person": [f"/people/{id}" for id in people],
        "person, position": [f"/people/{id}?about={topic}" for id in people for topic in topics],
        "people": ["/people", "/people?kind=person"],
        "stories": ["/stories", "/stories?order=date", *(f"/stories?q={word}" for word in about)],
        "story": [f"/stories/{number}" for number in stories],
        "sayings": ["/sayings", *(f"/sayings?{urlencode({'by': name})}" for name in names)],
        "saying": [f"/sayings/{number}" for number in sayings],
        "conflicts": ["/conflicts", "/conflicts?verdict=both", *(f"/conflicts?kind={kind}" for kind in ask.CONFLICT_KINDS)],
        "sources": [f"/sources?by={by}" for by in ask.GROUPS],
        "search, quotations": [f"/search?q={word}" for word in about],
        "search, by a speaker": [f"/search?{urlencode({'by': name})}" for name in names],
        "search, reports": [f"/search?q={word}&in=reports" for word in about],
        "corrections": ["/judgements"],
    }


def words(archive: Archive, draw: random.Random, count: int) -> list[str]:
    """Words that were said, common ones as often as they come."""
    texts = [row["words"] for row in archive.select("SELECT words FROM quotation_words WHERE quotation % 17 = 0")]
    found = [word.strip('"“”.,').lower() for text in texts for word in text.split() if len(word) > 5 and word.isalpha()]
    return draw.sample(found, min(count, len(found)))


class Asking:
    """One connection to the server."""

    def __init__(self, site: str) -> None:
        self._host = urlsplit(site).netloc
        self._connection = http.client.HTTPConnection(self._host, timeout=60)

    def get(self, path: str) -> float:
        """Seconds until the whole answer is there. Raises OSError where it is no page."""
        start = time.perf_counter()
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise OSError(f"{path}: {answer.status}")
        return time.perf_counter() - start


@contextmanager
def serving(record: Path) -> Iterator[tuple[str, int]]:
    """The address of the pages, and the server's process."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", "0", "--read-only"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        try:
            yield running.stderr.readline().split()[1].rstrip("/"), running.pid
        finally:
            running.terminate()


def processor(pid: int) -> float:
    """Seconds of processor time that a process took."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def show(name: str, times: list[float], used: float | None) -> None:
    took = f"  {1000 * used / len(times):7.1f} ms of processor each" if used is not None else ""
    middle, slow = 1000 * statistics.median(times), 1000 * percentile(times, 0.95)
    print(f"{name:24} {len(times):5}  median {middle:7.1f} ms  p95 {slow:7.1f} ms{took}", flush=True)


def pages(site: str, pid: int, asked: dict[str, list[str]]) -> None:
    asking = Asking(site)
    for name, paths in asked.items():
        asking.get(paths[0])
        before = processor(pid)
        times = [asking.get(path) for path in paths for _ in range(max(1, 12 // len(paths)))]
        show(name, times, processor(pid) - before)


def typing(site: str, pid: int, typed: list[str]) -> None:
    asking = Asking(site)
    for kind in ("quotations", "people", "reports"):
        before = processor(pid)
        times = [asking.get(f"/search?q={quote(word[:length])}&in={kind}") for word in typed for length in range(1, len(word) + 1)]
        show(f"typing, {kind}", times, processor(pid) - before)


def painting(site: str, asked: dict[str, list[str]]) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        times = []
        for paths in asked.values():
            page = browser.new_context().new_page()
            page.goto(site + paths[0])
            while not page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
                page.wait_for_timeout(10)
            times.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000)
            page.context.close()
        browser.close()
    show("first paint, new browser", times, None)


def readers(site: str, pid: int, asked: dict[str, list[str]], count: int, seconds: float, pause: float) -> None:
    times: list[float] = []
    faults: list[str] = []
    ends = time.monotonic() + seconds

    def read(seed: int) -> None:
        draw, asking = random.Random(seed), Asking(site)
        time.sleep(draw.uniform(0, pause))
        while time.monotonic() < ends:
            try:
                times.append(asking.get(draw.choice(draw.choice(list(asked.values())))))
            except (OSError, http.client.HTTPException) as fault:
                faults.append(str(fault))
                asking = Asking(site)
            time.sleep(draw.uniform(0.5, 1.5) * pause)

    before = processor(pid)
    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    show(f"{count} readers for {seconds:.0f} s", times, processor(pid) - before)
    print(f"{'':24} {len(times) / seconds:.0f} pages a second, {len(faults)} errors{': ' + faults[0] if faults else ''}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2_000)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--each", type=int, default=30, help="pages of each sort")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=2)
    parser.add_argument("--no-paint", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = given.record or Path(folder) / "record.db"
        if given.record is None:
            make(record, given.reports)
        draw = random.Random(7)
        asked = addresses(record, draw, given.each)
        with Archive.open(record) as archive:
            typed = words(archive, draw, given.each // 2)
            print(f"{len(archive):,} reports; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        with serving(record) as (site, pid):
            pages(site, pid, asked)
            typing(site, pid, typed)
            if not given.no_paint:
                painting(site, asked)
            if given.readers:
                readers(site, pid, asked, given.readers, given.seconds, given.pause)
        print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
