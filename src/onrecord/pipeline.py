"""From reports to records: the stages in order.

reading → **annotate** (the reader's one pass, quotation marks, times, posts) → **resolve** (who, when, through whom) → Record
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from onrecord.annotate.quotations import quotations
from onrecord.annotate.reader import Reading, shared_reader
from onrecord.model import Record, Report
from onrecord.resolve import resolve


def records(reports: Iterable[Report]) -> Iterator[Record]:
    """The record of each report, in order. A few reports are read ahead, so that all cores have work; no more are held in memory.

    A record depends on its own report alone.
    """
    ahead: deque[Report] = deque()

    def texts() -> Iterator[str]:
        for report in reports:
            ahead.append(report)
            yield report.text

    for reading in shared_reader().read_all(texts()):
        yield record(ahead.popleft(), reading)


def record(report: Report, reading: Reading) -> Record:
    """The record of one report from what the reader saw in it."""
    found = resolve(report, reading, quotations(report.text, reading))
    return Record(
        id=report.id,
        sha256=report.sha256,
        url=report.url,
        outlet=report.outlet,
        published=report.published,
        title=report.title,
        authors=report.authors,
        text=report.text,
        entities=found.entities,
        quotations=found.quotations,
        times=found.times,
        posts=found.posts,
    )
