"""Every noun of onrecord, once. Tables, exports and JSON Schema are derived from these.

Offsets are Unicode code points into the report's own ``text``, end exclusive, and for every span
``report.text[span.start:span.end] == span.text``. *Source*, *cue* and *content* are the attribution literature's terms
(PARC 3.0, Pareti 2016; PolNeAR, Newell et al. 2018): the source is the words printed, the speaker is who that is.
Time values are TIMEX3 (ISO-TimeML, ISO 24617-1).

A value of ``None`` says that the report leaves it open; where the program can tell why, a ``*_reason`` beside it says so.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec

QuotationKind = Literal["direct", "indirect", "mixed"]
Mode = Literal["speech", "thought"]
EntityKind = Literal["person", "organisation", "group", "document", "unnamed", "place"]
MentionForm = Literal["named", "nominal", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["published", "explicit", "time", "quotation"]
Stance = Literal["said", "denied", "alleged"]
EventStatus = Literal["actual", "planned", "denied", "possible"]
EventType = Literal[
    "arrest", "charge", "plea", "trial", "conviction", "acquittal", "sentence", "imprisonment", "release", "parole", "commutation",
    "pardon", "appeal", "ruling", "lawsuit", "settlement", "investigation", "search", "death", "injury", "attack", "meeting",
    "appointment", "resignation", "dismissal", "election",
]  # fmt: skip
ParticipantRole = Literal["accused", "victim", "authority", "subject", "plaintiff", "defendant"]


class Noun(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all nouns: immutable, compared by value, keyword-only."""


class Span(Noun, frozen=True, kw_only=True):
    """A stretch of the report's text: code points ``[start, end)``, and the words there."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span ``[start, end)`` of ``text``.

        Raises ValueError where the offsets do not lie in the text or the span is empty.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"[{start}, {end}) is no span of a text of {len(text)} characters")
        return cls(start=start, end=end, text=text[start:end])


class Mention(Noun, frozen=True, kw_only=True):
    """One place where an entity is named ("Kim Kardashian"), described ("the actress") or referred to ("she")."""

    start: int
    end: int
    text: str
    form: MentionForm = "named"


class Unnamed(Noun, frozen=True, kw_only=True):
    """What the report tells of a source that it does not name; how it is described is the entity's name.

    ``of`` is the entity that the source belongs to or is close to; ``count`` how many they are, ``None`` where the report gives no number;
    ``terms`` the words on which they spoke ("on condition of anonymity"), ``why`` the words that give the reason.
    """

    of: str | None = None
    count: int | None = None
    terms: Span | None = None
    why: Span | None = None


class Entity(Noun, frozen=True, kw_only=True):
    """Someone or something of one report that speaks, is spoken to, relays a statement or takes part in an event.

    ``name`` is the fullest form in the report, title left off. ``unnamed`` is there for people who speak without a name.
    """

    id: str
    name: str
    kind: EntityKind
    mentions: tuple[Mention, ...] = ()
    unnamed: Unnamed | None = None


class Relation(Noun, frozen=True, kw_only=True):
    """What the report says that someone is, in the words that say so: "the mayor of Harwick", "her mother", "spokesman for".

    ``subject`` is the entity that is this; ``object`` the one to whom it is that, ``None`` where the words name none.
    """

    start: int
    end: int
    text: str
    subject: str
    object: str | None = None


class Addressee(Noun, frozen=True, kw_only=True):
    """To whom it was said: the words, and the entity where it is one."""

    start: int
    end: int
    text: str
    entity: str | None = None


class Said(Noun, frozen=True, kw_only=True):
    """When it was said: the words, and their TIMEX3 value."""

    start: int
    end: int
    text: str
    value: str | None = None


class Quotation(Noun, frozen=True, kw_only=True):
    """Reported speech or writing (``mode`` speech) or reported thought (``mode`` thought).

    ``contents`` are the stretches of what was said, in order; ``attribution`` is the stretch in which source and cue stand;
    ``via`` lists the entities that relayed it, nearest to the report first; ``parent`` is the quotation inside whose content this
    one stands. ``confidence`` and ``speaker_confidence`` are probabilities in 0–1, ``None`` where no estimate was made.
    ``because`` says, in short pieces, which words decided the speaker. ``stance`` is ``denied`` where the speaker denies what the contents
    say, ``alleged`` where the cue leaves open whether it is so ("claimed", "allegedly").
    """

    id: str
    kind: QuotationKind
    mode: Mode = "speech"
    stance: Stance = "said"
    contents: tuple[Span, ...]
    attribution: Span | None = None
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    speaker_reason: str | None = None
    addressee: Addressee | None = None
    venue: Span | None = None
    said: Said | None = None
    via: tuple[str, ...] = ()
    parent: str | None = None
    confidence: float | None = None
    speaker_confidence: float | None = None
    because: tuple[str, ...] = ()


class Time(Noun, frozen=True, kw_only=True):
    """A time expression (TIMEX3). ``value`` keeps the precision of the words; ``anchor`` is what it was counted from;
    ``reason`` says why ``value`` is null. ``earliest`` and ``latest`` are the first and the last day (ISO 8601) that ``value`` can mean."""

    start: int
    end: int
    text: str
    type: TimeType
    value: str | None = None
    mod: str | None = None
    anchor: Anchor = "explicit"
    reason: str | None = None
    earliest: str | None = None
    latest: str | None = None


class Participant(Noun, frozen=True, kw_only=True):
    role: ParticipantRole
    entity: str


class Event(Noun, frozen=True, kw_only=True):
    """What happened to people, labelled at its most informative mention: ``start``, ``end`` and ``text`` are the trigger's.

    ``time`` is a TIMEX3 value and ``time_span`` the words that give it; ``earliest`` and ``latest`` are the first and the last day
    (ISO 8601) that it can mean. ``amount`` is the size of a sentence or settlement as printed, in ``amount_span``, and ``amount_value``
    what that is: a TIMEX3 duration ("P10Y"), "life", "death", or a currency and a sum ("USD 2000000"). ``according_to`` is the quotation
    that asserts it, ``None`` where the report does.
    """

    id: str
    type: EventType
    trigger: str
    start: int
    end: int
    text: str
    time: str | None = None
    time_span: Span | None = None
    earliest: str | None = None
    latest: str | None = None
    place: Span | None = None
    amount: str | None = None
    amount_span: Span | None = None
    amount_value: str | None = None
    participants: tuple[Participant, ...] = ()
    status: EventStatus = "actual"
    according_to: str | None = None


CheckKind = Literal["term", "order", "age", "weekday", "interval", "total"]


class Check(Noun, frozen=True, kw_only=True):
    """Words of a report whose numbers must agree, and whether they do.

    ``says`` is the comparison in plain words, ``evidence`` the words that it compares, ``about`` the entity that it is about. What does
    not hold is shown, never mended.
    """

    kind: CheckKind
    holds: bool
    says: str
    evidence: tuple[Span, ...]
    about: str | None = None


class Post(Noun, frozen=True, kw_only=True):
    """An embedded social post: its span, and who posted it, where and when.

    ``body`` is the stretch of the post's own words, without its attribution line and the links that close it.
    """

    start: int
    end: int
    text: str
    platform: str
    author: str | None = None
    handle: str | None = None
    posted: str | None = None
    body: Span | None = None


class Report(Noun, frozen=True, kw_only=True):
    """One news report as it was read.

    ``text`` is what all offsets count in. ``published`` is an ISO 8601 date (``2024-07-06``), ``None`` where it is not known.
    ``given_id`` is the id that the report came with; ``place`` says where it was read from (a path, ``archive.jsonl line 7``).
    """

    text: str
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    given_id: str | None = None
    place: str | None = None

    @property
    def sha256(self) -> str:
        """The hash of the content: of url, outlet, published, title, authors and text, not of where it was read from."""
        content = msgspec.json.encode([self.url, self.outlet, self.published, self.title, self.authors, self.text])
        return hashlib.sha256(content).hexdigest()

    @property
    def id(self) -> str:
        """The given id, else the first 16 hex digits of the content's hash."""
        return self.given_id or self.sha256[:16]


class Record(Noun, frozen=True, kw_only=True):
    """The record of one report: the report itself and everything found in it. Its JSON is the shape that the gold records have."""

    id: str
    sha256: str
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    text: str
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    times: tuple[Time, ...] = ()
    events: tuple[Event, ...] = ()
    posts: tuple[Post, ...] = ()
    relations: tuple[Relation, ...] = ()
    checks: tuple[Check, ...] = ()

    @classmethod
    def of(
        cls,
        report: Report,
        *,
        entities: tuple[Entity, ...] = (),
        quotations: tuple[Quotation, ...] = (),
        times: tuple[Time, ...] = (),
        events: tuple[Event, ...] = (),
        posts: tuple[Post, ...] = (),
        relations: tuple[Relation, ...] = (),
        checks: tuple[Check, ...] = (),
    ) -> Record:
        """The record of ``report`` with what was found in it."""
        return cls(
            id=report.id,
            sha256=report.sha256,
            url=report.url,
            outlet=report.outlet,
            published=report.published,
            title=report.title,
            authors=report.authors,
            text=report.text,
            entities=entities,
            quotations=quotations,
            times=times,
            events=events,
            posts=posts,
            relations=relations,
            checks=checks,
        )

    def entity(self, id: str | None) -> Entity | None:
        """The entity of that id, ``None`` for ``None``. Raises KeyError for an id that the record does not hold."""
        if id is None:
            return None
        for entity in self.entities:
            if entity.id == id:
                return entity
        raise KeyError(id)

    def to_json(self) -> bytes:
        """One line of UTF-8 JSON, without a line break."""
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, data: bytes | str) -> Record:
        """The record in ``data``. Raises msgspec.ValidationError where it has another shape."""
        return msgspec.json.decode(data, type=cls)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of :class:`Record`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Record)}
