"""The record laid over the words of a report, a layer at a time: what is marked, and what the list beside it says of each mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from onrecord.archive.judgements import Judgement
from onrecord.ask import QuoteRow, citation, quotes_in
from onrecord.ask.as_judged import JudgedRecord
from onrecord.ask.dates import time_in_words
from onrecord.model import Check, Entity, Event, Record, Time
from onrecord.pages.marks import Mark

LAYERS = ("quotations", "people", "times", "events", "plain")
#: Below this, a reading is shown as doubtful.
DOUBTFUL = 0.6


class Link(NamedTuple):
    """A name, and the number of the person where there is a page on them."""

    name: str
    person: int | None


class QuotationReading(NamedTuple):
    """What the list says of one quotation."""

    id: str
    number: str
    row: QuoteRow
    speaker: Link | None
    to: Link | None
    chain: tuple[Link, ...]
    said: str | None
    doubtful: bool
    judged: tuple[Judgement, ...]
    dropped: bool
    citation: str
    address: str
    label: str


class PersonReading(NamedTuple):
    """What the list says of one entity: ``quotations`` are those they speak."""

    id: str
    entity: Entity
    link: Link
    forms: tuple[str, ...]
    quotations: int


class TimeReading(NamedTuple):
    id: str
    time: Time
    value: str | None
    words: str


class EventReading(NamedTuple):
    id: str
    event: Event
    when: str | None
    people: tuple[tuple[str, Link], ...]
    according_to: str | None


class CheckReading(NamedTuple):
    """What does not agree in a report's own words; ``places`` are the words compared, each with its lasting address."""

    id: str
    check: Check
    places: tuple[tuple[str, str], ...]


def anchor(sha256: str, start: int, end: int, words: str) -> str:
    """The lasting address of a passage: by its report's content and its offsets, with a text fragment for the browser to go to.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    words = " ".join(words.split())
    pieces = words.split(" ")
    ends = (pieces[:5], pieces[-5:]) if len(pieces) > 12 else (pieces,)
    fragment = ",".join(_encoded(" ".join(part)) for part in ends)
    return f"/reports/{sha256[:16]}?at={start}-{end}#here:~:text={fragment}"


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")


def quotation_readings(judged: JudgedRecord) -> list[QuotationReading]:
    """All quotations in the order of the text, those judged to be none among them."""
    record = judged.record
    names = {entity.id: Link(entity.name, judged.persons.get(entity.id)) for entity in record.entities}
    found: list[QuotationReading] = []
    rows = {row.quotation: row for row in quotes_in(record)}
    for quotation in sorted(record.quotations, key=lambda quotation: rows[quotation.id].start):
        row = rows[quotation.id]
        speaker = names.get(quotation.speaker or "")
        addressee = quotation.addressee
        to = (names.get(addressee.entity or "") or Link(addressee.text, None)) if addressee else None
        said = time_in_words(row.said_value) if row.said_value else row.said
        through = tuple(names[id] for id in reversed(quotation.via))
        ends = (Link(record.outlet or "this report", None),)
        links = ((speaker or Link(row.source or "not known", None)), *through, *ends) if through else ()
        sure = row.speaker_confidence
        number = str(len(found) + 1)
        found.append(
            QuotationReading(
                id=quotation.id,
                number=number,
                row=row,
                speaker=speaker,
                to=to,
                chain=links,
                said=said,
                doubtful=speaker is not None and sure is not None and sure < DOUBTFUL,
                judged=judged.judged.get(quotation.id, ()),
                dropped=quotation.id in judged.dropped,
                citation=citation(row),
                address=anchor(record.sha256, row.start, row.end, record.text[row.start : row.end]),
                label=", ".join(
                    part
                    for part in (
                        f"{number}: {speaker.name if speaker else 'speaker not known'}",
                        to and f"to {to.name}",
                        said and f"said {said}",
                        through and f"through {', '.join(link.name for link in through)}",
                        sure is not None and speaker and f"{sure:.0%} sure",
                    )
                    if part
                ),
            )
        )
    return found


def quotation_marks(record: Record, readings: list[QuotationReading]) -> Iterator[Mark]:
    """The words of each quotation, with its number behind them; its source and cue, which show when the quotation is pointed at."""
    parts: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    by_id = {quotation.id: quotation for quotation in record.quotations}
    for reading in readings:
        if reading.dropped:
            continue
        quotation = by_id[reading.id]
        for part, kind in ((quotation.source, "source"), (quotation.cue, "cue")):
            if part:
                parts[part.start, part.end, kind].append(reading.id)
        open_ = "" if reading.speaker else " open"
        doubt = " doubt" if reading.doubtful else ""
        by_hand = " judged" if reading.judged else ""
        for place, content in enumerate(quotation.contents, 1):
            closing = Markup("")
            if place == len(quotation.contents):
                closing = Markup('<a class="figure{}" href="#r-{}" data-q="{}" id="q-{}" aria-label="{}">{}</a>').format(
                    by_hand, reading.id, reading.id, reading.id, reading.label, reading.number
                )
            attributes = (("class", f"said {quotation.kind}{open_}{doubt}{by_hand}"), ("data-q", reading.id))
            yield Mark(content.start, content.end, attributes, closing=closing)
    for (start, end, kind), ids in parts.items():
        yield Mark(start, end, (("class", kind), ("data-q", " ".join(ids))))


def people_readings(judged: JudgedRecord) -> list[PersonReading]:
    """All entities, those who speak most first."""
    spoken: dict[str, int] = defaultdict(int)
    for quotation in judged.record.quotations:
        if quotation.speaker and quotation.id not in judged.dropped:
            spoken[quotation.speaker] += 1
    found = [
        PersonReading(
            id=entity.id,
            entity=entity,
            link=Link(entity.name, judged.persons.get(entity.id)),
            forms=tuple(dict.fromkeys(mention.text for mention in entity.mentions if mention.form != "pronoun")),
            quotations=spoken[entity.id],
        )
        for entity in judged.record.entities
    ]
    return sorted(found, key=lambda reading: (-reading.quotations, -len(reading.entity.mentions)))


def people_marks(record: Record) -> Iterator[Mark]:
    """Every mention of every entity."""
    for entity in record.entities:
        for mention in entity.mentions:
            attributes = (("class", f"name {mention.form}"), ("data-q", entity.id))
            yield Mark(mention.start, mention.end, attributes, link=f"#r-{entity.id}")


def time_readings(record: Record) -> list[TimeReading]:
    """All expressions of time, in the order of what they mean; those without a value last."""
    found = [
        TimeReading(
            id=f"T{number}", time=time, value=time_in_words(time.value) if time.value else None, words=record.text[time.start : time.end]
        )
        for number, time in enumerate(record.times, 1)
    ]
    return sorted(found, key=lambda reading: (reading.time.value is None, not _is_day(reading.time), reading.time.value or ""))


def _is_day(time: Time) -> bool:
    return time.type in ("DATE", "TIME") and (time.value or "")[:4].isdecimal()


def time_marks(record: Record) -> Iterator[Mark]:
    for number, time in enumerate(record.times, 1):
        attributes = (("class", "time" if time.value else "time open"), ("data-q", f"T{number}"))
        yield Mark(time.start, time.end, attributes, link=f"#r-T{number}")


def event_readings(judged: JudgedRecord, readings: list[QuotationReading]) -> list[EventReading]:
    """All events in the order of their days; those without one last."""
    record = judged.record
    names = {entity.id: Link(entity.name, judged.persons.get(entity.id)) for entity in record.entities}
    numbers = {reading.id: reading.label for reading in readings}
    found = [
        EventReading(
            id=event.id,
            event=event,
            when=time_in_words(event.time) if event.time else None,
            people=tuple((participant.role, names[participant.entity]) for participant in event.participants),
            according_to=numbers.get(event.according_to or ""),
        )
        for event in record.events
    ]
    return sorted(found, key=lambda reading: (reading.event.time is None, reading.event.time or "", reading.event.start))


def event_marks(record: Record) -> Iterator[Mark]:
    for event in record.events:
        yield Mark(event.start, event.end, (("class", f"event {event.status}"), ("data-q", event.id)), link=f"#r-{event.id}")


def check_readings(record: Record) -> list[CheckReading]:
    """The checks that do not hold."""
    return [
        CheckReading(
            id=f"K{number}",
            check=check,
            places=tuple((" ".join(span.text.split()), anchor(record.sha256, span.start, span.end, span.text)) for span in check.evidence),
        )
        for number, check in enumerate((check for check in record.checks if not check.holds), 1)
    ]


def check_marks(record: Record) -> Iterator[Mark]:
    for reading in check_readings(record):
        for span in reading.check.evidence:
            yield Mark(span.start, span.end, (("class", "amiss"), ("data-q", reading.id)))


def marks_of(layer: str, judged: JudgedRecord, readings: list[QuotationReading], at: tuple[int, int] | None) -> Iterator[Mark]:
    """The marks of one layer, and the passage that was asked for."""
    record = judged.record
    layers = {
        "quotations": lambda: quotation_marks(record, readings),
        "people": lambda: people_marks(record),
        "times": lambda: time_marks(record),
        "events": lambda: event_marks(record),
    }
    asked = [Mark(*at, (("class", "here"), ("id", "here")))] if at else []
    yield from chain(asked, *((layers[layer](), check_marks(record)) if layer in layers else ()))
