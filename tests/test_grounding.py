"""Nothing without evidence: every span of every record slices back, on real reports of hundreds of outlets and on any text at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import pipeline, reading
from onrecord.model import Record, Report

SHARED = Path(__file__).resolve().parents[2] / "shared"
REPORTS = 2_000


def spans(node: object) -> Iterator[dict[str, object]]:
    """Every part of a record, as plain data, that has a start and a text."""
    if isinstance(node, dict):
        if "start" in node and node.get("text") is not None:
            yield node
        for value in node.values():
            yield from spans(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from spans(value)


def ungrounded(record: Record) -> list[dict[str, object]]:
    return [s for s in spans(msgspec.to_builtins(record)) if record.text[s["start"] : s["end"]] != s["text"]]  # type: ignore[misc]


def test_every_span_slices_back_on_2000_reports_and_the_sample() -> None:
    def some() -> Iterator[Report]:
        parts = sorted((SHARED / "data" / "news").glob("part-*.jsonl.gz"))
        assert parts, f"no news in {SHARED}"
        for part in parts:
            for item in islice(reading.reports([part]), REPORTS // len(parts)):
                assert isinstance(item, Report)
                yield item
        (sample,) = reading.reports([SHARED / "reports" / "kardashian-blanchard.txt"])
        assert isinstance(sample, Report)
        yield sample

    count = 0
    for record in pipeline.records(some()):
        count += 1
        assert ungrounded(record) == [], record.id
        known = {e.id for e in record.entities}
        assert all(q.speaker is None or q.speaker in known for q in record.quotations)
        assert all(q.parent is None or q.parent in {p.id for p in record.quotations} for q in record.quotations)
    assert count == REPORTS + 1


WORDS = [
    "said",
    "told",
    "that",
    "he",
    "Orla Finch",
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    ",",
    ".",
    "\n",
    "\n\n",
    "on Tuesday",
    "2016",
    "the court",
    "@o (",
    ") ",
    "—",
    " ",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=40))
def test_every_span_slices_back_on_any_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    if text.strip():
        assert ungrounded(next(iter(pipeline.records([Report(text=text, published="2019-11-13")])))) == []


def test_a_string_is_a_report() -> None:
    record = onrecord.read('"We close at noon," Orla Finch said.')
    assert [c.text for q in record.quotations for c in q.contents] == ['"We close at noon,"']
