"""How large an archive is, how fast it fills, and how fast it answers 1,000 mixed questions.

    python benchmarks/archive.py records.jsonl            # what `onrecord read --format json` printed
    python benchmarks/archive.py records.jsonl --times 10 # and nine copies of each, with other names
    python benchmarks/archive.py --record record.db       # a record.db, or postgresql://…, that is there already or to be filled

Prints reports a second, the archive's size by the text's, and for each question the median and the 95th percentile in milliseconds. The
words and names asked for are drawn from the archive by a fixed seed, common ones as often as they come.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from onrecord import ask
from onrecord.archive import Archive
from onrecord.database import Address, Place, place_of
from onrecord.model import Record

QUESTIONS = 1_000
LIMIT = 20
replace = msgspec.structs.replace


def copies(record: Record, times: int) -> Iterator[Record]:
    """The record, and copies in which every capitalised word of five letters or more has other letters of the same number."""
    yield record
    for number in range(1, times):
        shift = str.maketrans("aeiou", "aeiou"[number % 5 :] + "aeiou"[: number % 5]) if number % 5 else {}
        tail = "bcdfghklmnprstvz"[number % 16]

        def other(found: re.Match[str], shift=shift, tail=tail) -> str:
            return found[0][:-1].translate(shift) + tail

        words = re.compile(r"\b[A-Z][a-z]{4,}\b")
        text = words.sub(other, record.text)

        def moved(span, text=text):
            return span and replace(span, text=text[span.start : span.end])

        yield replace(
            record,
            id=f"{record.id}-{number}",
            sha256=hashlib.sha256(f"{record.sha256}{number}".encode()).hexdigest(),
            url=record.url and f"{record.url}?copy={number}",
            text=text,
            entities=tuple(
                replace(e, name=words.sub(other, e.name), mentions=tuple(moved(m) for m in e.mentions)) for e in record.entities
            ),
            quotations=tuple(
                replace(
                    q,
                    contents=tuple(moved(c) for c in q.contents),
                    attribution=moved(q.attribution),
                    source=moved(q.source),
                    cue=moved(q.cue),
                    addressee=moved(q.addressee),
                    venue=moved(q.venue),
                    said=moved(q.said),
                )
                for q in record.quotations
            ),
        )


def size_of(archive: Archive) -> int:
    """Bytes on disk."""
    if isinstance(archive.path, Address):
        tables = "SELECT sum(pg_total_relation_size(CAST(schemaname || '.' || tablename AS regclass))) FROM pg_tables"
        return int(next(archive.select(f"{tables} WHERE schemaname = current_schema()"))[0])
    return archive.path.stat().st_size


def fill(path: Place, records: Path, times: int) -> None:
    text = count = 0
    adding = 0.0
    with Archive.open(path, create=True) as archive:
        with records.open("rb") as lines:
            for line in lines:
                for record in copies(Record.from_json(line), times):
                    start = time.perf_counter()
                    archive.add(record)
                    adding += time.perf_counter() - start
                    text += len(record.text.encode())
                    count += 1
        start = time.perf_counter()
        archive.settle()
        settling = time.perf_counter() - start
    with Archive.open(path) as archive:
        size = size_of(archive)
    print(f"{count:,} reports, {text / 1e6:.1f} MB of text, {size / 1e6:.1f} MB on disk: {size / text:.2f} times the text")
    print(f"{1000 * adding / count:.1f} ms to add a report, {1000 * settling / count:.1f} ms a report to tell people apart")


#: The names of people, each as often as a report has it.
_NAMES = "SELECT entity.name FROM entity JOIN person ON person.id = entity.person WHERE person.kind = 'person' ORDER BY entity.id"


def questions(archive: Archive, seed: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """Questions as people ask them, 1,000 of eleven sorts."""
    draw = random.Random(seed)
    names = [row["name"] for row in archive.select(_NAMES)]
    texts = [row["words"] for row in archive.select("SELECT words FROM quotation_words WHERE quotation % 7 = 0")]
    outlets = [row["outlet"] for row in archive.select("SELECT outlet FROM report WHERE outlet IS NOT NULL ORDER BY id")] or ["none"]
    published = archive.select("SELECT published FROM report WHERE published IS NOT NULL ORDER BY id")
    months = [row["published"][:7] for row in published] or ["2024"]

    def words(count: int) -> str:
        found = re.findall(r"[A-Za-z]{4,}", draw.choice(texts))
        return " ".join(draw.sample(found, min(count, len(found)))) or "dam"

    def quotes(**question: object) -> Callable[[], object]:
        return lambda: list(ask.quotes(archive, limit=LIMIT, **question))  # type: ignore[arg-type]

    for _ in range(QUESTIONS // 10):
        yield "quotes --by", quotes(by=draw.choice(names))
        yield "quotes --about", quotes(about=words(1))
        yield "quotes --about, two words", quotes(about=words(2))
        yield "quotes --by --about", quotes(by=draw.choice(names), about=words(1))
        yield "quotes --outlet --since", quotes(outlet=draw.choice(outlets), since=draw.choice(months))
        yield "quotes --to", quotes(to=draw.choice(names))
        yield "quotes --unnamed --since", quotes(named=False, since=draw.choice(months))
        name, term, month, outlet = draw.choice(names), words(2), draw.choice(months), draw.choice(outlets)
        yield "who", lambda name=name: list(ask.who(archive, name, limit=LIMIT))
        yield "search", lambda term=term: list(ask.search(archive, term, limit=LIMIT))
        by = draw.choice(ask.GROUPS)
        yield (
            "sources",
            lambda by=by, month=month, outlet=outlet: list(
                ask.sources(archive, by=by, outlet=outlet if by in ("speaker", "month") else None, since=month, limit=LIMIT)
            ),
        )


def measure(path: Place, seed: int) -> None:
    spent: dict[str, list[float]] = {}
    with Archive.open(path) as archive:
        asked = list(questions(archive, seed))
        random.Random(seed).shuffle(asked)
        for name, question in asked:
            start = time.perf_counter()
            question()
            spent.setdefault(name, []).append(1000 * (time.perf_counter() - start))
    every = [each for times in spent.values() for each in times]
    for name, times in [*sorted(spent.items()), ("all", every)]:
        print(f"{name:28} {len(times):5}  median {statistics.median(times):7.2f} ms  p95 {sorted(times)[int(0.95 * len(times))]:7.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="?", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--record", type=place_of)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.record or Path(folder) / "record.db"
        if arguments.records:
            fill(path, arguments.records, arguments.times)
        measure(path, arguments.seed)


if __name__ == "__main__":
    main()
