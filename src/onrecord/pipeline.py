"""From reports to records: the stages in order.

reading → **annotate** (the reader's one pass, quotation marks, times, posts) → **resolve** (who, when, through whom, what happened)
→ **checks** → Record
"""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from onrecord.annotate.quotations import quotations
from onrecord.annotate.reader import Reading, shared_reader
from onrecord.annotate.topic_links import as_printed, without_topic_links
from onrecord.checks import checks_of
from onrecord.errors import Defect
from onrecord.model import Record, Report
from onrecord.resolve import resolve


def records(reports: Iterable[Report]) -> Iterator[Record]:
    """The record of each report, in order. Raises Defect where the program fails at one.

    A record depends on its own report alone. A few reports are read ahead, so that all cores have work; no more are held in memory.
    """
    for found in attempts(reports):
        if isinstance(found, Defect):
            raise found
        yield found


def attempts(reports: Iterable[Report]) -> Iterator[Record | Defect]:
    """As :func:`records`, but where the program fails at a report, a Defect in its place. What ``reports`` raises is passed on."""
    for report, reading in readings(reports):
        found: Record | Defect
        try:
            found = defect(report, reading) if isinstance(reading, Exception) else record(report, reading)
        except Exception as error:
            found = defect(report, error)
        yield found


def readings(reports: Iterable[Report]) -> Iterator[tuple[Report, Reading | Exception]]:
    """Each report beside what the reader saw in it, or what was raised there."""
    reader = shared_reader()
    coming = iter(reports)
    ahead: deque[Report] = deque()
    is_asking = False

    def texts() -> Iterator[str]:
        nonlocal is_asking
        while True:
            is_asking = True
            report = next(coming, None)
            is_asking = False
            if report is None:
                return
            ahead.append(report)
            yield without_topic_links(report.text)

    while True:
        try:
            for reading in reader.read_all(texts()):
                yield ahead.popleft(), reading
            return
        except Exception:
            if is_asking or not ahead:  # no report's fault: it came from ``reports``, or before there was one
                raise
        while ahead:  # at which of these it failed is not known, so they are read one by one
            report = ahead.popleft()
            try:
                seen: Reading | Exception = reader.read(without_topic_links(report.text))
            except Exception as error:
                seen = error
            yield report, seen


def defect(report: Report, error: Exception) -> Defect:
    """What to show for a report at which the program failed: one line that helps those who mend it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())
    message = f"onrecord could not read this report: {what} ({Path(last.filename).name} line {last.lineno}); please report it"
    made = Defect(message, where=report.place or "")
    made.__cause__ = error
    return made


def record(report: Report, reading: Reading) -> Record:
    """The record of one report from what the reader saw in it."""
    text = without_topic_links(report.text)
    found = resolve(msgspec.structs.replace(report, text=text), reading, quotations(text, reading))
    made = Record.of(
        report,
        entities=found.entities,
        quotations=found.quotations,
        times=found.times,
        events=found.events,
        posts=found.posts,
        relations=found.relations,
    )
    made = msgspec.structs.replace(made, checks=checks_of(made))
    return made if text == report.text else as_printed(made)
