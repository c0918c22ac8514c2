"""Who, when, through whom, and what happened: one question a file.

:func:`resolve` takes what was found in the words of one report and names the people, dates and chains in it: :mod:`people` makes the
entities, :mod:`speakers` takes each quotation to one, :mod:`chains` says to whom and through whom it was said, :mod:`dates` when;
:mod:`events` tells what happened to whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from onrecord.annotate.posts import find_posts
from onrecord.annotate.reader import Reading
from onrecord.model import Addressee, Entity, Event, Mention, Post, Quotation, Relation, Report, Said, Span, Time, Unnamed
from onrecord.resolve.chains import Carried, carry
from onrecord.resolve.dates import read_times
from onrecord.resolve.events import tell_events
from onrecord.resolve.layout import Layout
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.references import Words, references
from onrecord.resolve.relations import find_relations
from onrecord.resolve.said import said_of
from onrecord.resolve.scorer import SAID, shipped
from onrecord.resolve.speakers import Speakers, mention_of
from onrecord.resolve.speech_days import quoted_words
from onrecord.resolve.stance import stance_of
from onrecord.resolve.told import Told
from onrecord.resolve.unmarked import with_sources
from onrecord.resolve.unnamed import is_people, unnamed


class Resolved(NamedTuple):
    entities: tuple[Entity, ...]
    quotations: tuple[Quotation, ...]
    times: tuple[Time, ...]
    posts: tuple[Post, ...]
    relations: tuple[Relation, ...]
    events: tuple[Event, ...]


def resolve(report: Report, reading: Reading, quotations: list[Quotation]) -> Resolved:
    """Entities, speakers, addressees, chains, dates and events of one report. ``quotations`` come with their speakers open.

    Entity ids are E1, E2, … in the order of first mention. Every span slices back.
    """
    known = read_cast(report, reading, quotations)
    text, cast, speakers, quotations = report.text, known.cast, known.speakers, known.quotations
    happened = tell_events(text, cast, speakers, quotations, known.times, known.sayings)
    ids = _ids(cast, speakers, known.carried, happened)
    done = tuple(_done(q, speakers, known.carried[q.id], ids, known.said[q.id]) for q in quotations)
    events = tuple(told.event(text, f"V{k + 1}", ids) for k, told in enumerate(happened))
    entities = _entities(cast, speakers, known.carried, happened, ids)
    return Resolved(entities, _inherited(done), tuple(known.times), tuple(known.posts), _relations(cast, ids), events)


class Known(NamedTuple):
    """What is known of a report before its events are told."""

    cast: Cast
    speakers: Speakers
    carried: dict[str, Carried]
    times: list[Time]
    posts: list[Post]
    said: dict[str, Said | None]
    quotations: list[Quotation]

    @property
    def sayings(self) -> dict[int, int]:
        """Where the times stand that date a saying, and where its verb stands."""
        anchors = {q.id: q.cue or q.source for q in self.quotations}
        return {said.start: anchor.start for k, said in self.said.items() if said is not None and (anchor := anchors[k]) is not None}


def read_cast(report: Report, reading: Reading, quotations: list[Quotation]) -> Known:
    """Who is in the report, who speaks, and when: the steps before its events."""
    text = report.text
    marks = [(q.start, q.end) for q in reading.tokens.marks if not q.single or q.closed]
    layout = Layout(text, marks)
    times = read_times(text, published=report.published, quoted=quoted_words(text, quotations))
    posts = find_posts(text)
    cast = Cast(text, reading.names, layout, reading.links, report.published)
    quotations = with_sources(cast, quotations)
    speakers = Speakers(cast, quotations, author=report.authors[0] if report.authors else None, outlet=report.outlet)
    speakers.decide()
    carried = carry(report, cast, speakers, posts)
    return Known(cast, speakers, carried, times, posts, {q.id: _said(q, times, layout) for q in quotations}, quotations)


def _ids(cast: Cast, speakers: Speakers, carried: dict[str, Carried], happened: Sequence[Told]) -> dict[int, str]:
    """The ids of the figures that are named, or that speak, are spoken to, relay or take part in an event."""
    used = {id(d.figure) for d in speakers.decided.values() if d.figure is not None}
    used |= {id(figure) for told in happened for _, figure, _ in told.people}
    for c in carried.values():
        used |= {id(f) for f in c.via}
        if c.addressee is not None and c.addressee[1] is not None:
            used.add(id(c.addressee[1]))
    return {id(f): f"E{k + 1}" for k, f in enumerate(f for f in cast.figures if f.mentions or id(f) in used)}


def _done(q: Quotation, speakers: Speakers, carried: Carried, ids: dict[int, str], said: Said | None) -> Quotation:
    decision = speakers.decided[q.id]
    addressee = None
    if carried.addressee is not None:
        span, figure = carried.addressee
        addressee = Addressee(start=span.start, end=span.end, text=span.text, entity=ids[id(figure)] if figure is not None else None)
    return msgspec.structs.replace(
        q,
        speaker=ids[id(decision.figure)] if decision.figure is not None else None,
        speaker_confidence=decision.confidence,
        speaker_reason=decision.reason,
        because=decision.because,
        addressee=addressee,
        venue=carried.venue,
        via=tuple(ids[id(f)] for f in carried.via),
        stance=stance_of(q.cue),
        said=said,
    )


def _relations(cast: Cast, ids: dict[int, str]) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            start=r.words.start,
            end=r.words.end,
            text=r.words.text,
            subject=ids[id(r.subject)],
            object=ids[id(r.object)] if r.object is not None else None,
        )
        for r in find_relations(cast)
    )


def _said(q: Quotation, times: Sequence[Time], layout: Layout) -> Said | None:
    """The time in the attribution's sentence that dates the saying."""
    found = said_of(q, times, layout, shipped(SAID))
    return Said(start=found.start, end=found.end, text=found.text, value=found.value) if found else None


def _inherited(quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """A continued quotation with no attribution of its own has the day of the one it continues."""
    out: list[Quotation] = []
    for q in quotations:
        before = out[-1] if out else None
        if (
            q.cue is None
            and q.source is None
            and before is not None
            and before.speaker == q.speaker
            and q.speaker
            and before.parent == q.parent
        ):
            q = msgspec.structs.replace(q, said=before.said)
        out.append(q)
    return tuple(out)


def _entities(
    cast: Cast, speakers: Speakers, carried: dict[str, Carried], happened: Sequence[Told], ids: dict[int, str]
) -> tuple[Entity, ...]:
    mentions: dict[int, dict[tuple[int, int], Mention]] = {}
    for f in cast.figures:
        mentions[id(f)] = {(m.start, m.end): m for m in f.mentions}

    def add(figure: Figure, span: Span) -> None:
        if not any(cast.of[i] is figure for i in cast.within(span.start, span.end)):
            mentions[id(figure)].setdefault((span.start, span.end), mention_of(span))

    for q in speakers.quotations:
        figure = speakers.decided[q.id].figure
        if figure is not None and q.source is not None:
            add(figure, q.source)
        to = carried[q.id].addressee
        if to is not None and to[1] is not None:
            add(to[1], to[0])
    for told in happened:
        for _, figure, span in told.people:
            add(figure, span)
    own_words = (
        Words(content.start, content.end, figure)
        for q in speakers.quotations
        if q.kind == "direct" and (figure := speakers.decided[q.id].figure) is not None
        for content in q.contents
    )
    for figure, pronoun in references(cast, own_words, [span for found in mentions.values() for span in found]):
        mentions[id(figure)][pronoun.start, pronoun.end] = pronoun
    return tuple(
        Entity(
            id=ids[id(f)],
            name=f.name,
            kind=f.kind,
            mentions=tuple(m for _, m in sorted(mentions[id(f)].items())),
            unnamed=_unnamed(cast, speakers, f, ids),
        )
        for f in cast.figures
        if id(f) in ids
    )


def _unnamed(cast: Cast, speakers: Speakers, figure: Figure, ids: dict[int, str]) -> Unnamed | None:
    """What the report tells of ``figure``, where that is people who speak without a name: by the words in which they speak first."""
    if figure.named or figure.members or figure.kind not in ("unnamed", "group"):
        return None
    first = next((q.source for q in speakers.order if q.source and speakers.decided[q.id].figure is figure), None)
    if first is None or not is_people(first.text):
        return None
    belongs = [cast.of[i] for i in cast.within(first.start, first.end) if cast.named[i].start >= first.start]
    of = next((f for f in belongs if f.kind in ("organisation", "person")), None)
    return unnamed(cast.text, cast.layout, first, ids[id(of)] if of is not None else None)
