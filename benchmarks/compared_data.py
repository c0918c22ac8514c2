"""The data of ../shared as light records, for the benchmarks of ``onrecord.compare``.

Quotations are what stands between quotation marks, dates come from the rules: the reader's network is not run, so that 16,000 reports
take minutes. ``--records`` of a benchmark names a pickle of full records by report id, where there is one.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.annotate.marks import quoted
from onrecord.compare import Comparison, make_tables, prepared
from onrecord.model import Quotation, Record, Report, Span
from onrecord.resolve.dates import read_times

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
#: Not used to choose anything (issue 6).
HELD_BACK = frozenset(["2", "5", "12", "18", "21", "23", "34", "35"])


def light(report: Report, *, dates: bool = True) -> Record:
    quotations = tuple(
        Quotation(id=f"Q{n}", kind="direct", contents=(Span.of(report.text, mark.start, mark.end),))
        for n, mark in enumerate(mark for mark in quoted(report.text) if mark.depth == 0 and not mark.single)
    )
    times = tuple(read_times(report.text, published=report.published)) if dates else ()
    return Record.of(report, quotations=quotations, times=times)


def news(limit: int | None = None) -> Iterator[Report]:
    count = 0
    for path in sorted((DATA / "news").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                one = json.loads(line)
                if count == limit:
                    return
                count += 1
                published = one["published"] if re.fullmatch(r"(19|20)\d\d-[01]\d-[0-3]\d", one["published"] or "") else None
                yield Report(
                    text=one["text"], url=one["url"], outlet=one["outlet"], published=published, title=one["title"], given_id=one["id"],
                    authors=(one["authors"],) if one["authors"] else (),
                )  # fmt: skip


def ecb() -> Iterator[tuple[str, str, Report]]:
    """Topic, sub-topic and report. The text is the tokens, a sentence a line, put together as print has them, without the address that
    opens many."""
    for path in sorted((DATA / "ecb").glob("*/*.xml")):
        lines: dict[int, list[str]] = {}
        for number, token in re.findall(r'<token t_id="\d+" sentence="(\d+)" number="\d+">(.*?)</token>', path.read_text(encoding="utf-8")):
            lines.setdefault(int(number), []).append(html.unescape(token))
        text = "\n".join(_joined(line) for line in lines.values() if not line[0].startswith("http"))
        topic = path.parent.name
        yield topic, f"{topic} {'plus' if path.stem.endswith('plus') else 'ecb'}", Report(text=text, given_id=path.stem)


def _joined(tokens: list[str]) -> str:
    line = " ".join(tokens).replace("`` ", "“").replace(" ''", "”")
    line = re.sub(r" (?=[.,:;?!)\]%]|'s\b|n't\b)|(?<=[(\[$£€]) ", "", line)
    return re.sub(r"(?<=\w) - (?=\w)", "-", re.sub(r"(?<=\d[,.:]) (?=\d)", "", line))


def basil() -> Iterator[tuple[str, Report]]:
    """Triplet and report."""
    for path in sorted((DATA / "basil").glob("*.json")):
        one = json.loads(path.read_text(encoding="utf-8"))
        text = "\n\n".join(" ".join(paragraph) for paragraph in one["body-paragraphs"])
        yield (
            one["triplet-uuid"],
            Report(text=text, outlet=one["source"], published=one["date"], title=one["title"].strip(), given_id=path.stem),
        )


class Run:
    """Records compared in memory, numbered from 1 in the order given."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.records: dict[int, Record] = {}
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        make_tables(self.connection)
        self.connection.execute("BEGIN")
        self.comparison = Comparison(self.connection, lambda number: self.records[number].text)
        for record in records:
            self.add(record)

    def add(self, record: Record) -> int:
        number = len(self.records) + 1
        self.records[number] = record
        self.comparison.add(number, prepared(record))
        return number

    def column(self, name: str) -> dict[int, int]:
        return dict(self.connection.execute(f"SELECT report, {name} FROM compared"))


def b_cubed(found: dict[int, int], gold: dict[int, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a clustering (Bagga and Baldwin 1998), over the items that gold holds."""
    ours: dict[int, set[int]] = {}
    theirs: dict[str, set[int]] = {}
    for item, label in gold.items():
        ours.setdefault(found[item], set()).add(item)
        theirs.setdefault(label, set()).add(item)
    precision = sum(len(ours[found[i]] & theirs[gold[i]]) / len(ours[found[i]]) for i in gold) / len(gold)
    recall = sum(len(ours[found[i]] & theirs[gold[i]]) / len(theirs[gold[i]]) for i in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)
