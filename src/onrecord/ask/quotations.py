"""Who said what: quotations, each with all that is needed to judge and to cite it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from onrecord.ask.dates import day_in_words, day_or_part
from onrecord.ask.sentences import sentence_around
from onrecord.model import Mode, Noun, Quotation, QuotationKind, Record, Span

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.database import Row

KINDS: tuple[str, ...] = get_args(QuotationKind)
ORDERS = ("relevance", "date")


class QuoteRow(Noun, frozen=True, kw_only=True):
    """One quotation with all that is needed to judge and to cite it.

    ``speaker`` is the full name of who spoke, ``None`` with its ``speaker_reason`` where the report leaves it open; ``speaker_confidence``
    is a probability, and ``because`` the words that decided. ``source`` and ``cue`` are the words printed. ``addressee`` is the full name
    of those it was said to, else the words for them. ``said`` is the words for when it was said and ``said_value`` their TIMEX3 value.
    ``via`` names those who passed it on, nearest to the report first. ``sentence`` is the sentence, or the sentences, of the report from
    the first of source, cue and contents to the last. ``report`` is the report's id, ``quotation`` the quotation's id in it, ``start`` and
    ``end`` reach from its first content to its last; all offsets are code points of the report's text. ``person`` is who spoke across
    reports (see :func:`onrecord.ask.who`), and ``judged`` the uids of the judgements that changed the row; a record alone has neither.
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
    person: int | None = None
    judged: tuple[str, ...] = ()


def quotes(
    archive: Archive,
    *,
    by: str | None = None,
    person: int | None = None,
    about: str | None = None,
    to: str | None = None,
    via: str | None = None,
    outlet: str | None = None,
    kind: str | None = None,
    named: bool | None = None,
    since: str | None = None,
    until: str | None = None,
    order: str | None = None,
    limit: int | None = None,
    typing: bool = False,
) -> Iterator[QuoteRow]:
    """The quotations that meet all conditions given, in the latest version of each report and as people have judged them.

    ``by``: words of a name that the speaker has in any report, without regard to case and accents; where the speaker is not known, of the
    source. ``person``: the number of who spoke (see :func:`onrecord.ask.who`). ``to`` and ``via``: words of a name of those it was said to,
    and of those who passed it on. ``about``: words that were said, in any of their forms ("reforms" finds "reform"); inside ``"…"``, side
    by side. Any text will do. ``outlet``: its name, without regard to case. ``kind``: direct, indirect or mixed. ``named``: True for
    speakers with a name, False for sources without. ``since``, ``until``: of publication, "2024", "2024-05" or "2024-05-31", both counted
    in; reports without a date are then left out. ``order``: "relevance" (BM25 of the words of ``about``; of more than 2,000 quotations that
    hold them those added last, then the others; without words, the date) or "date" (the latest report first); None is relevance where
    ``about`` is given. ``limit``: at most so many. ``typing``: the last word of ``about`` may be a beginning only.

    Raises ValueError for a kind, an order or a date that there is not, ArchiveError where the archive cannot be read.
    """
    from onrecord.archive.search import find_quotations  # SQLite is not needed by those who only make rows of a record

    if kind is not None and kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of quotation: use {', '.join(KINDS)}")
    if order is not None and order not in ORDERS:
        raise ValueError(f"{order!r} is no order: use {' or '.join(ORDERS)}")
    if limit is not None and limit < 0:
        raise ValueError(f"{limit} is no number of quotations: use 0 or more")
    archive.settle()
    return (
        _row(found)
        for found in find_quotations(
            archive,
            by=by,
            person=person,
            about=about,
            to=to,
            via=via,
            outlet=outlet,
            kind=kind,
            named=named,
            order=order,
            since=None if since is None else day_or_part(since),
            until=None if until is None else day_or_part(until),
            limit=limit,
            typing=typing,
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


def _evidence(quotation: Quotation) -> tuple[int, int]:
    """From the first of source, cue and contents to the last."""
    parts = [part for part in (quotation.source, quotation.cue, *quotation.contents) if part]
    return _reach(tuple(Span(start=part.start, end=part.end, text=part.text) for part in parts))


def _reach(spans: tuple[Span, ...]) -> tuple[int, int]:
    return min((span.start for span in spans), default=0), max((span.end for span in spans), default=0)


def _row(found: Row) -> QuoteRow:
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
        person=found["person"],
        judged=tuple(json.loads(found["judgements"] or "[]")),
    )


def citation(row: QuoteRow) -> str:
    """The quotation as a line to paste into a story: who, what, to whom and when, then outlet, date and URL.

    >>> citation(row)
    'Ines Okafor to reporters, 2024-04-30: “We open the gates” (“Dam to reopen”, The Tarn Courier, 3 May 2024, https://tarn.example/dam)'
    """
    who = row.speaker or (f"{row.source} (not named)" if row.source else "Somebody not named")
    to = f" to {row.addressee}" if row.addressee else ""
    when = f", {row.said_value or row.said}" if row.said else ""
    through = f", through {', '.join(row.via)}" if row.via else ""
    parts = [" ".join(content.text.split()) for content in row.contents]
    said = " … ".join(f"“{part.strip(_MARKS).rstrip(',')}”" if row.kind == "direct" else part for part in parts)
    where = (row.title and f"“{row.title}”", row.outlet, row.published and day_in_words(row.published), row.url or f"report {row.report}")
    return f"{who}{to}{when}{through}: {said} ({', '.join(part for part in where if part)})"


_MARKS = "\"“”'‘’ "
