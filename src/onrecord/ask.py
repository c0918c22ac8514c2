"""The questions, each answer with its evidence: the one door for the command line, the web pages and exports."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from onrecord.model import Mode, Noun, Quotation, QuotationKind, Record, Span

if TYPE_CHECKING:
    import sqlite3

    from onrecord.archive import Archive

KINDS: tuple[str, ...] = get_args(QuotationKind)


class QuoteRow(Noun, frozen=True, kw_only=True):
    """One quotation with all that is needed to judge and to cite it.

    ``speaker`` is the full name of who spoke, ``None`` with its ``speaker_reason`` where the report leaves it open; ``speaker_confidence``
    is a probability, and ``because`` the words that decided. ``source`` and ``cue`` are the words printed. ``addressee`` is the full name
    of those it was said to, else the words for them. ``said`` is the words for when it was said and ``said_value`` their TIMEX3 value.
    ``via`` names those who passed it on, nearest to the report first. ``sentence`` is the sentence, or the sentences, of the report from
    the first of source, cue and contents to the last. ``report`` is the report's id, ``quotation`` the quotation's id in it, ``start`` and
    ``end`` reach from its first content to its last; all offsets are code points of the report's text.
    """

    report: str
    sha256: str
    quotation: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    kind: QuotationKind
    mode: Mode
    speaker: str | None
    speaker_reason: str | None
    speaker_confidence: float | None
    because: tuple[str, ...]
    source: str | None
    cue: str | None
    contents: tuple[Span, ...]
    addressee: str | None
    venue: str | None
    said: str | None
    said_value: str | None
    via: tuple[str, ...]
    parent: str | None
    start: int
    end: int
    sentence: Span


def quotes(
    archive: Archive,
    *,
    by: str | None = None,
    about: str | None = None,
    outlet: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> Iterator[QuoteRow]:
    """The quotations that meet all conditions given, those of the latest report first.

    ``by``: words of the speaker's name, without regard to case and accents; where the speaker is not known, of the source.
    ``about``: words that were said, in any of their forms ("reforms" finds "reform"); inside ``"…"``, side by side. Any text will do.
    ``outlet``: its name, without regard to case. ``kind``: direct, indirect or mixed. ``since``, ``until``: of publication, "2024",
    "2024-05" or "2024-05-31", both counted in; reports without a date are then left out. ``limit``: at most so many.

    Raises ValueError for a kind or a date that there is not, ArchiveError where the archive cannot be read.
    """
    from onrecord.archive.search import find_quotations  # SQLite is not needed by those who only make rows of a record

    if kind is not None and kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of quotation: use {', '.join(KINDS)}")
    if limit is not None and limit < 0:
        raise ValueError(f"{limit} is no number of quotations: use 0 or more")
    return (
        _row(found)
        for found in find_quotations(
            archive,
            by=by,
            about=about,
            outlet=outlet,
            kind=kind,
            since=None if since is None else day_or_part(since),
            until=None if until is None else day_or_part(until),
            limit=limit,
        )
    )


def quotes_in(record: Record) -> Iterator[QuoteRow]:
    """The quotations of one record, as :func:`quotes` gives them."""
    names = {entity.id: entity.name for entity in record.entities}
    for quotation in record.quotations:
        addressee = quotation.addressee
        start, end = _reach(quotation.contents)
        yield QuoteRow(
            report=record.id,
            sha256=record.sha256,
            quotation=quotation.id,
            outlet=record.outlet,
            published=record.published,
            title=record.title,
            url=record.url,
            kind=quotation.kind,
            mode=quotation.mode,
            speaker=names[quotation.speaker] if quotation.speaker else None,
            speaker_reason=quotation.speaker_reason,
            speaker_confidence=quotation.speaker_confidence,
            because=quotation.because,
            source=quotation.source.text if quotation.source else None,
            cue=quotation.cue.text if quotation.cue else None,
            contents=quotation.contents,
            addressee=(names[addressee.entity] if addressee.entity else addressee.text) if addressee else None,
            venue=quotation.venue.text if quotation.venue else None,
            said=quotation.said.text if quotation.said else None,
            said_value=quotation.said.value if quotation.said else None,
            via=tuple(names[entity] for entity in quotation.via),
            parent=quotation.parent,
            start=start,
            end=end,
            sentence=sentence_around(record.text, *_evidence(quotation)),
        )


def day_or_part(text: str) -> str:
    """``text`` where it is a day, a month or a year of the calendar ("2024-05-31", "2024-05", "2024"). Raises ValueError else."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text.strip(), re.ASCII)
    if match:
        year, month, day = (int(part) if part else 1 for part in match.groups())
        if year and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            return text.strip()
    raise ValueError(f"{text!r} is no date: write it as 2024-05-31, 2024-05 or 2024")


def _evidence(quotation: Quotation) -> tuple[int, int]:
    """From the first of source, cue and contents to the last."""
    parts = [part for part in (quotation.source, quotation.cue, *quotation.contents) if part]
    return _reach(tuple(Span(start=part.start, end=part.end, text=part.text) for part in parts))


def _reach(spans: tuple[Span, ...]) -> tuple[int, int]:
    return min((span.start for span in spans), default=0), max((span.end for span in spans), default=0)


def _row(found: sqlite3.Row) -> QuoteRow:
    text: str = found["report_text"]
    contents = tuple(Span(start=start, end=end, text=text[start:end]) for start, end in json.loads(found["contents"]))
    starts = [found["source_starts"], found["cue_starts"], *(content.start for content in contents)]
    ends = [found["source_ends"], found["cue_ends"], *(content.end for content in contents)]
    first = min((start for start in starts if start is not None), default=0)
    last = max((end for end in ends if end is not None), default=0)
    start, end = _reach(contents)
    return QuoteRow(
        report=found["record_id"],
        sha256=found["sha256"],
        quotation=found["label"],
        outlet=found["outlet"],
        published=found["published"],
        title=found["title"],
        url=found["url"],
        kind=found["kind"],
        mode=found["mode"],
        speaker=found["speaker_name"],
        speaker_reason=found["speaker_reason"],
        speaker_confidence=found["speaker_confidence"],
        because=tuple(json.loads(found["because"])),
        source=found["source"],
        cue=found["cue"],
        contents=contents,
        addressee=found["addressee_name"],
        venue=found["venue"],
        said=found["said"],
        said_value=found["said_value"],
        via=tuple(json.loads(found["via"])),
        parent=found["parent_label"],
        start=start,
        end=end,
        sentence=sentence_around(text, first, last),
    )


#: A text without any sentence end is cut so far from the quotation, in characters.
FARTHEST = 2_000
#: The longest stop with its closing marks, and the longest abbreviation, that are looked for.
_STOP, _LONGEST = 8, 12

# A stop may lack its space, as in pages whose paragraphs were run together: "… the end.Then …"
_END = re.compile(
    r"""(?<![.!?…])[.!?…]++["”’'»)\]]*+(?=\s+["“‘'«(\[]*[A-Z0-9À-ÖØ-Þ])|(?<=[a-z])[.!?]["”’]*+(?=["“‘]?[A-Z][a-z])|\n\s*?\n"""
)
_ABBREVIATION = re.compile(
    r"""[\W_]*(?:(?:[A-Za-z]\.)*[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gov|Sen|Rep|Gen|Lt|Col|Capt|Maj|Sgt|Det|Supt|Insp|Atty|St|Mt|Ft|Jr|Sr|No|vs|v
    |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ave|Blvd|Rd|Inc|Co|Corp|Ltd|cf|al|e\.g|i\.e|a\.m|p\.m)""",
    re.VERBOSE,
)


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence, or the run of sentences, that holds ``[start, end)`` of ``text``, without white space at its edges.

    A rule, not a parser: a sentence ends at ``. ! ? …`` before white space and a capital or a digit, not after an initial or a common
    abbreviation, and at an empty line.
    """
    low = max(0, start - FARTHEST)
    high = min(len(text), end + FARTHEST)
    first, last = low, high
    for found in _END.finditer(text, low, high):
        if found.end() > start:
            break
        if not _abbreviates(text, found):
            first = found.end()
    for found in _END.finditer(text, max(start, end - _STOP), high):
        if found.end() >= end and not _abbreviates(text, found):
            last = found.end()
            break
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return Span(start=first, end=last, text=text[first:last])


def _abbreviates(text: str, stop: re.Match[str]) -> bool:
    """Whether the stop belongs to an abbreviation or an initial."""
    before = text[max(0, stop.start() - _LONGEST) : stop.start()].split()
    return stop[0] == "." and bool(before) and not text[stop.start() - 1].isspace() and bool(_ABBREVIATION.fullmatch(before[-1]))
