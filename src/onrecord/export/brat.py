"""brat standoff (https://brat.nlplab.org/standoff.html): a text and an annotation file a report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.archive import Archive
from onrecord.model import Record, Span

#: What brat is told about the annotations.
CONFIGURATION = """[entities]
Content
Source
Cue
Person
Organisation
Group
Document
Unnamed
Place

[relations]
Said_by\tArg1:Content, Arg2:Source
Signalled_by\tArg1:Content, Arg2:Cue
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Kind\tArg:Content, Value:direct|indirect|mixed
"""


def write(archive: Archive, folder: Path) -> Iterator[Path]:
    """``annotation.conf``, and a ``.txt`` and an ``.ann`` named by the beginning of each report's sha256."""
    (folder / "annotation.conf").write_text(CONFIGURATION, encoding="utf-8")
    yield folder / "annotation.conf"
    for record in archive:
        path = folder / f"{record.sha256[:16]}.txt"
        path.write_text(record.text, encoding="utf-8", newline="")
        yield path
        path = path.with_suffix(".ann")
        path.write_text("".join(f"{line}\n" for line in standoff(record)), encoding="utf-8", newline="")
        yield path


def standoff(record: Record) -> Iterator[str]:
    """The lines of the annotation file: T (spans), R (relations between them) and A (the kind of each quotation)."""
    spans = relations = 0
    for entity in record.entities:
        for mention in entity.mentions:
            spans += 1
            yield bound(spans, entity.kind.capitalize(), record.text, [(mention.start, mention.end)])
    for number, quotation in enumerate(record.quotations, 1):
        spans += 1
        content = spans
        yield bound(content, "Content", record.text, [(span.start, span.end) for span in quotation.contents])
        yield f"A{number}\tKind T{content} {quotation.kind}"
        parts: list[tuple[str, str, Span | None]] = [("Source", "Said_by", quotation.source), ("Cue", "Signalled_by", quotation.cue)]
        for kind, relation, span in parts:
            if span:
                spans += 1
                yield bound(spans, kind, record.text, [(span.start, span.end)])
                relations += 1
                yield f"R{relations}\t{relation} Arg1:T{content} Arg2:T{spans}"


def bound(number: int, kind: str, text: str, places: list[tuple[int, int]]) -> str:
    """A text-bound annotation: brat takes no line breaks inside, so a span over several lines becomes several fragments."""
    fragments = []
    for start, end in places:
        at = start
        for line in text[start:end].split("\n"):
            if line:
                fragments.append((at, at + len(line)))
            at += len(line) + 1
    offsets = ";".join(f"{start} {end}" for start, end in fragments)
    return f"T{number}\t{kind} {offsets}\t{' '.join(text[start:end] for start, end in fragments)}"
